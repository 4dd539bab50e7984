"""Each paper is registered once: listed, offered, made and printed from that alone."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, datetime
from functools import partial
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from attrs import evolve

from db.store import EncryptedStore, Options, create
from iomdesk.__main__ import usual_doors
from iomdesk.assessments.actions import assess_from_input
from iomdesk.assessments.example import example_answers
from iomdesk.assessments.loading import find_instrument
from iomdesk.assessments.recording import example_score, record_score_from_input
from iomdesk.cases.actions import case_from_input
from iomdesk.cases.case import Case
from iomdesk.cases.said import example_case
from iomdesk.documents.blocks import Document, Text
from iomdesk.documents.printed import Printed
from iomdesk.errors import InputRefused
from iomdesk.kinds.kind import Kind, Later
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.papers.making import keep_and_disclose
from iomdesk.papers.paper import Paper
from iomdesk.papers.registry import (
    About,
    Audience,
    Build,
    Offer,
    PaperKind,
    Papers,
    PersonRecords,
    Subject,
)
from iomdesk.permissions import Officer
from iomdesk.plans.actions import plan_from_input
from iomdesk.plans.plan import Plan
from iomdesk.plans.said import example_plan
from iomdesk.ports import Queries, Store
from iomdesk.visits.actions import visit_from_input
from iomdesk.visits.said import example_visit
from tests.commands.conftest import PASSPHRASE, a_vault, run, spoken
from tests.conftest import KEY
from tests.papers.made import paper_of

__all__ = ["run"]

PAPERS = Papers(SHIPPED)
PRINTED = Printed(by="DC Marsh", at=datetime(2026, 11, 22, 12, tzinfo=UTC))


def visited(store: Store, case: Case) -> None:
    store.do(visit_from_input, case.id, example_visit(), {})


def assessed(store: Store, case: Case) -> None:
    said = example_answers(find_instrument("pathway-needs"))
    store.do(assess_from_input, case.id, "pathway-needs", said)


def planned(store: Store, case: Case) -> None:
    store.do(plan_from_input, case.id, example_plan())


def scored(store: Store, case: Case) -> None:
    store.do(record_score_from_input, case.id, example_score())


RECORDED: dict[str, Callable[[Store, Case], None]] = {
    "visit": visited,
    "assessment": assessed,
    "plan": planned,
    "score": scored,
}


def offered(store: EncryptedStore, case: Case) -> list[str]:
    records = PersonRecords(store.queries, case.id)
    return [paper.word for paper, _ in Papers(store.kinds).offered(records)]


@pytest.mark.parametrize("word", PAPERS)
def test_a_paper_says_what_it_is(word: str) -> None:
    paper = PAPERS[word]

    assert paper.word == word
    assert paper.title
    assert paper.leaves_out
    assert set(paper.needs) <= set(SHIPPED)


@pytest.mark.parametrize(
    ("word", "need"),
    [(word, need) for word, paper in PAPERS.items() for need in paper.needs],
)
def test_a_paper_is_offered_and_made_once_there_is_what_it_needs(
    word: str, need: str, store: EncryptedStore
) -> None:
    case = store.do(case_from_input, example_case() | {"scores": {}})
    before = offered(store, case)
    RECORDED[need](store, case)

    made = paper_of(store, case.id, word, None, PRINTED)

    assert word not in before
    assert word in offered(store, case)
    assert made.kind == PAPERS[word].title


def test_records_are_read_once_however_many_papers_ask(store: EncryptedStore) -> None:
    case = store.do(case_from_input, example_case())
    records = PersonRecords(store.queries, case.id)

    assert records.of(Plan) is records.of(Plan)


def _made(queries: Queries, subject: Subject, printed: Printed) -> Document:
    case = queries.get(Case, subject.case_id)
    return printed.document(
        title="A tale",
        kind="Tale",
        reference=case.id,
        version="1",
        blocks=(Text(text="Once upon a time."),),
    )


def _offers(_records: PersonRecords) -> list[Offer]:
    return [Offer(words="The tale")]


TALE = PaperKind(
    word="tale",
    title="Tale",
    about=About.PERSON,
    audience=Audience.PROFESSIONALS,
    leaves_out=("how it ends",),
    needs=("plan",),
    build=Later[Build](lambda: _made),
    offers=_offers,
)


def _told() -> Kind:
    return evolve(SHIPPED["plan"], papers=Later(lambda: (TALE,)))


KINDS = SHIPPED | {"plan": Later(_told)}


def test_a_paper_handed_in_with_a_kind_is_made_kept_and_offered(
    tmp_path: Path, officer: Officer
) -> None:
    store = create(tmp_path / "toy", KEY, officer, Options(kinds=KINDS))
    with closing(store):
        case = store.do(case_from_input, example_case())
        word = keep_and_disclose(store, case.id, "tale", "docx", to="panel")
        (kept,) = store.queries.records(Paper, case.id)

        assert "Once upon" in ZipFile(BytesIO(word)).read("word/document.xml").decode()
        assert (kept.kind, kept.title) == ("tale", "A tale")
        assert "tale" in offered(store, case)


def test_a_paper_that_nobody_registered_is_refused(store: EncryptedStore) -> None:
    case = store.do(case_from_input, example_case())

    with pytest.raises(InputRefused, match="“tale” is not one of: visit, assessment"):
        paper_of(store, case.id, "tale", None, PRINTED)


def test_the_commands_know_a_paper_that_was_handed_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("IOMDESK_PASSPHRASE", PASSPHRASE)
    monkeypatch.setattr("db.process.forbid_dumps", lambda: None)
    vault = partial(a_vault, kinds=KINDS)
    say = partial(spoken, evolve(usual_doors(), kinds=KINDS, vault=vault))
    store, people = str(tmp_path / "store"), tmp_path / "people.csv"
    people.write_text("Surname,Forename,DOB,CRN\nDooley,Wendell,14/02/2001,X100001\n")
    assert say("new", store, "--officer", "DC Marsh").code == 0
    assert say("import", store, str(people)).code == 0
    out = tmp_path / "tale.pdf"

    listed: list[dict[str, Any]] = say("papers", "--json").json["papers"]
    made = say(
        *("document", store, "X100001", "tale"), *("--format", "pdf", "--out", str(out))
    )

    assert "tale" in [one["kind"] for one in listed]
    assert "Leaves out how it ends." in say("papers").out
    assert made.code == 0, made.err
    assert out.read_bytes().startswith(b"%PDF")


def test_the_list_of_papers_says_all_of_each(run: Callable[..., Any]) -> None:
    listed = run("papers", "--json").json["papers"]

    assert [one["kind"] for one in listed] == [*PAPERS]
    assert listed[0] == {
        "kind": "visit",
        "title": "Visit",
        "about": "record",
        "audience": "professionals",
        "leaves_out": ["photos that were set aside"],
        "needs": ["visit"],
    }
