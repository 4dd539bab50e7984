"""The made-up people: 63, in both formats, as untidy as real files."""

import pytest

from db.store import EncryptedStore
from iomdesk.cases.filing import whole_case
from iomdesk.cases.whole import WholeCase
from iomdesk.exchange.actions import Order, import_people
from iomdesk.exchange.report import ImportReport
from iomdesk.ports import CaseFilter
from iomdesk.records.ids import CaseId
from rehearsal.story import PEOPLE

DEMO = PEOPLE


def answers() -> dict[str, bytes]:
    found = (f for f in (DEMO / "mpop").iterdir() if f.name.endswith(".json"))
    return {f.name: f.read_bytes() for f in found}


def lists() -> dict[str, bytes]:
    names = ("caseload.csv", "west-mercia-list.csv")
    return {name: (DEMO / name).read_bytes() for name in names}


@pytest.fixture
def reports(store: EncryptedStore) -> list[ImportReport]:
    return [import_people(store, given, Order()) for given in (answers(), lists())]


@pytest.fixture
def cases(store: EncryptedStore, reports: list[ImportReport]) -> list[WholeCase]:
    del reports
    rows = store.queries.cases(CaseFilter())
    return [whole_case(store.queries, CaseId(row.case_id)) for row in rows]


def all_questions(cases: list[WholeCase]) -> str:
    return "\n".join(q.text for case in cases for q in case.questions.values())


def test_there_are_sixty_three(
    reports: list[ImportReport], cases: list[WholeCase]
) -> None:
    assert len(cases) == 63
    assert [report.new for report in reports] == [20, 43]


def test_all_again_changes_nothing(
    store: EncryptedStore, reports: list[ImportReport]
) -> None:
    del reports
    before = store.reading().value("SELECT count(*) FROM link")

    again = [import_people(store, given, Order()) for given in (answers(), lists())]

    assert store.reading().value("SELECT count(*) FROM link") == before
    assert sum(report.questions + report.fields_written for report in again) == 0


@pytest.mark.parametrize(
    "words",
    [
        "different values for the date of birth",
        "carries two levels",
        "MAPPA category 0 does not exist",
        "Nothing of them was written",
        "carry the CRN X900001 inside",
        "before it began",
        "has the same name and date of birth",
        "(caseload.csv, line",
        "The caseload list now gives",
    ],
)
def test_every_kind_of_doubt_is_there(cases: list[WholeCase], words: str) -> None:
    assert words in all_questions(cases)


def test_restricted_people_removed_flags_and_cut_notes_are_there(
    cases: list[WholeCase],
) -> None:
    markers = [m for case in cases for m in case.markers.values()]
    conditions = [
        c
        for case in cases
        for s in case.sentences.values()
        for c in s.conditions.values()
    ]

    assert sum(case.restricted and not case.person.surname for case in cases) == 2
    assert any(m.ended_on for m in markers)
    assert any(c.notes_cut_short for c in conditions)
    assert any("[END DATE]" in c.text for c in conditions)


def test_names_of_many_tongues_are_there(cases: list[WholeCase]) -> None:
    spelt = {n.surname for c in cases for n in c.person.aliases.values()}
    surnames = {case.person.surname for case in cases}

    assert {"الخطيب", "בן עזרא"} <= spelt
    assert {"Wiśniewski", "Olúfẹ́mi", "Llewelyn-Price", "Çelik"} <= surnames


def test_what_is_refused_is_told(reports: list[ImportReport]) -> None:
    refused = [r for report in reports for r in report.refused]

    assert sum(r.whole for r in refused) == 2
    assert sum("card number" in r.reason for r in refused) == 2
