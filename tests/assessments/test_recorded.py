"""A score of another tool is typed in with its provenance and stays as it was given."""

from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from db.store import EncryptedStore
from iomdesk.assessments.actions import assess_from_input
from iomdesk.assessments.assessment import Assessment
from iomdesk.assessments.example import example_answers
from iomdesk.assessments.loading import find_instrument
from iomdesk.assessments.recorded import SaidScore, recorded_score
from iomdesk.assessments.recording import (
    example_score,
    record_score,
    record_score_from_input,
    withdraw_recorded_score,
)
from iomdesk.assessments.score_list import recorded_line, score_lines
from iomdesk.assessments.tools import known_tools, tool_called
from iomdesk.cases.case import Case, RecordedScore
from iomdesk.cases.filing import whole_case
from iomdesk.cases.whole import WholeCase, whole
from iomdesk.documents.printed import Printed
from iomdesk.documents.walk import document_texts
from iomdesk.errors import InputRefused, NotFound, UserError
from iomdesk.exchange.actions import Order, import_people
from iomdesk.permissions import Role, may
from iomdesk.ports import Operation, UnitOfWork
from iomdesk.records.codec import to_document
from iomdesk.records.ids import PartId
from tests.builders import a_case
from tests.papers.made import paper_of

TODAY = date(2026, 11, 22)


@may(Role.OFFICER)
def add_case(work: UnitOfWork, case: Case) -> Case:
    return work.save(case)


def a_score(**said: Any) -> SaidScore:
    usual: dict[str, Any] = {
        "tool": "OGRS3",
        "version": "3",
        "on": date(2026, 2, 10),
        "source": "OASys",
        "band": "Medium",
    }
    return SaidScore(**usual | said)


def a_man(store: EncryptedStore) -> WholeCase:
    made = a_case()
    man = evolve(made, person=evolve(made.person, sex="Male"))
    return whole(store.do(add_case, man))


def refusal(said: SaidScore, *, born_on: date | None = None) -> InputRefused:
    with pytest.raises(InputRefused) as caught:
        recorded_score(said, tool_called(said.tool), born_on=born_on, today=TODAY)
    return caught.value


def test_a_score_is_kept_with_who_typed_it_and_as_it_was_given(
    store: EncryptedStore,
) -> None:
    case = a_man(store)

    kept = store.do(record_score_from_input, case.id, example_score())

    held = whole_case(store.queries, case.id).scores[kept.id]
    assert held == kept.score
    assert (held.tool, held.version, held.band) == ("OGRS3", "3", "Medium")
    assert held.outputs == {"percent_1yr": "45", "percent_2yr": "62"}
    assert (held.recorded_by, held.recorded_at) == ("DC Marsh", store.clock())
    logged = [row.operation for row in store.queries.access_log(case.id)]
    assert Operation.COLLECTION in logged


@given(band=st.text(st.characters(categories=["L", "N"]), min_size=1, max_size=40))
def test_a_band_is_never_banded_again(band: str) -> None:
    said = a_score(band=band, outputs={"percent_2yr": "3"})

    held = recorded_score(said, tool_called("ogrs3"), born_on=None, today=TODAY)

    assert (held.band, held.outputs) == (band, {"percent_2yr": "3"})


def test_a_tool_that_is_not_listed_is_taken_by_its_name(store: EncryptedStore) -> None:
    case = a_man(store)
    said = a_score(tool="Local gang matrix", outputs={"total": "31"}, band=None)

    store.do(record_score, case.id, said)

    (line,) = score_lines(whole_case(store.queries, case.id), (), lambda _: ogrs3())
    assert (line.tool, line.how, line.result) == (
        "Local gang matrix",
        "recorded",
        "Total: 31",
    )


@pytest.mark.parametrize(
    ("tool", "key", "words"),
    [
        ("OGRS", "oneYear", "1 year, percent: 5"),
        ("OGP", "ogp2Year", "2 years, percent: 5"),
        ("OGRS", "totalScore", "Total score: 5"),
        ("Local gang matrix", "oneYear", "One year: 5"),
    ],
)
def test_the_names_of_other_systems_read_as_words(
    tool: str, key: str, words: str
) -> None:
    line = recorded_line("s", RecordedScore(tool=tool, outputs={key: "5"}))

    assert line.result == words


def test_what_a_line_says_already_is_not_said_again_as_a_figure() -> None:
    outputs = {"scoreLevel": "LOW", "algorithmVersion": "5", "percentageScore": "1.14"}
    score = RecordedScore(tool="RSR", version="5", band="LOW", outputs=outputs)

    assert recorded_line("s", score).result == "LOW; 2 years, percent: 1.14"


def test_an_import_leaves_a_score_typed_in_here_alone(store: EncryptedStore) -> None:
    people = {"people.csv": b"Surname,Forename,DOB,CRN\nDooley,W,14/02/2001,X100001\n"}
    import_people(store, people, Order())
    case_id = store.queries.find_case("X100001")
    kept = store.do(record_score, case_id, a_score())

    again = {"people.csv": people["people.csv"].replace(b"Dooley", b"Dooley-Hart")}
    import_people(store, again, Order())

    assert whole_case(store.queries, case_id).scores == {kept.id: kept.score}


def ogrs3() -> Any:
    return find_instrument("ogrs3")


@pytest.mark.parametrize(
    ("said", "field", "words"),
    [
        ({"tool": " "}, "tool", "which tool"),
        ({"version": ""}, "version", "not known"),
        ({"source": ""}, "source", "OASys or ViSOR"),
        ({"band": " "}, "band", "as the tool gave it"),
        ({"on": TODAY + timedelta(days=1)}, "on", "in the future"),
        ({"kind": "both"}, "kind", "static or dynamic"),
        ({"outputs": {"percent": "9"}}, "outputs.percent", "percent_1yr"),
        ({"source": "x" * 201}, "source", "200 characters"),
        (
            {"tool": "RM2000", "assessor": "A", "basis": "B"},
            "scales",
            "recorded with its scales",
        ),
        (
            {
                "tool": "rm2k",
                "assessor": "A",
                "basis": "B",
                "scales": {"S": "Middling"},
            },
            "scales.S",
            "Low, Medium, High, Very high",
        ),
        (
            {"tool": "rm2k", "assessor": "A", "basis": "B", "scales": {"X": "Low"}},
            "scales.X",
            "It has: S, V, C",
        ),
    ],
)
def test_what_cannot_be_taken_is_said_with_its_field(
    said: dict[str, Any], field: str, words: str
) -> None:
    refused = refusal(a_score(**said))

    assert refused.field == field
    assert words in str(refused)


def test_a_score_of_today_is_taken() -> None:
    said = a_score(on=TODAY)

    assert recorded_score(said, None, born_on=TODAY, today=TODAY).on == TODAY


def test_a_score_from_before_the_birth_is_refused() -> None:
    assert refusal(a_score(), born_on=date(2026, 3, 1)).field == "on"


def test_a_score_recorded_wrongly_is_withdrawn_and_stays_readable(
    store: EncryptedStore,
) -> None:
    case = a_man(store)
    kept = store.do(record_score, case.id, a_score())

    with pytest.raises(InputRefused, match="Say why"):
        store.do(withdraw_recorded_score, case.id, kept.id, " ")
    store.do(withdraw_recorded_score, case.id, kept.id, "Another person's.")

    held = whole_case(store.queries, case.id).scores[kept.id]
    assert (held.band, held.ended_why) == ("Medium", "Another person's.")
    with pytest.raises(UserError, match="already withdrawn"):
        store.do(withdraw_recorded_score, case.id, kept.id, "Again.")
    with pytest.raises(NotFound):
        store.do(withdraw_recorded_score, case.id, PartId("gone"), "Why.")


def a_person_with_both(store: EncryptedStore) -> WholeCase:
    """Return a case with OGRS3 computed here and recorded from OASys."""
    case = a_man(store)
    example = example_answers(ogrs3())
    answers = example["answers"] | {"sex": "male", "date_of_birth": "2001-02-14"}
    store.do(assess_from_input, case.id, "ogrs3", example | {"answers": answers})
    store.do(record_score_from_input, case.id, example_score())
    return whole_case(store.queries, case.id)


def test_recorded_and_computed_stand_in_one_list_and_are_told_apart(
    store: EncryptedStore,
) -> None:
    case = a_person_with_both(store)

    lines = score_lines(
        case, store.queries.records(Assessment, case.id), lambda _: ogrs3()
    )

    assert [line.how for line in lines] == ["computed", "recorded"]
    assert "not an official score" in str(lines[0].notice)
    assert lines[1].result == "Medium; 1 year, percent: 45; 2 years, percent: 62"


@pytest.mark.parametrize("kind", ["scores", "assessment"])
def test_the_recorded_score_prints_beside_the_computed_one(
    store: EncryptedStore, kind: str
) -> None:
    case = a_person_with_both(store)
    printed = Printed(by="DC Marsh", at=store.clock())

    document = paper_of(store, case.id, kind, None, printed)

    said = " ".join(document_texts(document))
    assert "Medium; 1 year, percent: 45; 2 years, percent: 62" in said
    assert "OASys, assessment of 10 February 2026" in said
    assert "nothing was worked out or banded again" in said
    assert "not an official" in said


def test_a_withdrawn_score_prints_apart_and_not_on_the_assessment(
    store: EncryptedStore,
) -> None:
    case = a_person_with_both(store)
    (score_id,) = case.scores
    store.do(withdraw_recorded_score, case.id, score_id, "Another person's.")
    printed = Printed(by="DC Marsh", at=store.clock())

    scores = paper_of(store, case.id, "scores", None, printed)
    sheet = paper_of(store, case.id, "assessment", None, printed)

    assert "Another person's." in " ".join(document_texts(scores))
    assert "percent: 45" not in " ".join(document_texts(sheet))


def test_no_two_tools_share_a_name() -> None:
    for tool in known_tools():
        for name in (tool.code, tool.title, *tool.names):
            assert [one.code for one in known_tools() if one.is_called(name)] == [
                tool.code
            ]
    assert all(t.categories_source for t in known_tools() if t.categories)


def test_a_score_survives_another_save_of_the_case(store: EncryptedStore) -> None:
    case = a_man(store)
    kept = store.do(record_score, case.id, a_score(kind="static"))

    assert to_document(whole_case(store.queries, case.id).scores[kept.id])["kind"] == (
        "static"
    )
