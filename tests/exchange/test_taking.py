"""An import writes only what its source says anew and nobody doubts."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.cases.case import Marker, Person, Rag, Reference, ReferenceType
from iomdesk.cases.whole import WholeCase
from iomdesk.exchange.parts import reference_part
from iomdesk.exchange.report import Outcome
from iomdesk.exchange.saying import SourcePerson, made_case_id, part_id
from iomdesk.exchange.taking import Taken
from iomdesk.records.ids import PartId
from tests.exchange.kit import only, take_again, take_new


def said(source: str = "csv", crn: str = "X000077", **fields: Any) -> SourcePerson:
    """Return what a source says; names and birth date have usual values."""
    person: dict[str, Any] = {"surname": "Dooley", "forename": "Wendell"}
    person |= {"born_on": date(2001, 2, 14), **fields.pop("person", {})}
    references = dict([reference_part(Reference(type=ReferenceType.CRN, value=crn))])
    case_id = made_case_id(references)
    assert case_id
    case = WholeCase(
        id=case_id,
        person=Person(**person),
        references={**references, **fields.pop("references", {})},
        **fields,
    )
    return SourcePerson(source=source, case=case)


def texts(taken: Taken) -> list[str]:
    return [question.text for question in taken.case.questions.values()]


def test_a_new_person_is_taken_whole_with_what_the_source_said() -> None:
    taken = take_new(said(tier="B2"))

    assert taken.outcome is Outcome.NEW
    assert taken.case.tier == "B2"
    assert taken.case.said["csv"]["/tier"] == '"B2"'


def test_the_same_again_changes_nothing() -> None:
    held = take_new(said(tier="B2")).case

    assert take_again(held, said(tier="B2")).outcome is Outcome.UNCHANGED


def test_the_same_again_changes_nothing_after_an_officer_edited_the_field() -> None:
    held = evolve(take_new(said(tier="B2")).case, tier="A1")

    taken = take_again(held, said(tier="B2"))

    assert taken.outcome is Outcome.UNCHANGED
    assert taken.case is held


def test_what_the_source_says_anew_is_written() -> None:
    held = take_new(said(tier="B2")).case

    taken = take_again(held, said(tier="C1"))

    assert (taken.case.tier, taken.written) == ("C1", 1)
    assert not taken.case.questions
    assert taken.case.said["csv"]["/tier"] == '"C1"'


def test_a_field_that_a_person_changed_since_stays_and_is_asked_about() -> None:
    held = evolve(take_new(said(tier="B2")).case, tier="A1")

    taken = take_again(held, said(tier="C1"))

    assert taken.case.tier == "A1"
    question = only(taken.case.questions)
    assert (question.field_path, question.held, question.said) == (
        "/tier",
        '"A1"',
        '"C1"',
    )
    assert "now gives “C1” for the tier. Here it is “A1”" in question.text


def test_a_field_that_a_person_emptied_stays_empty_and_is_asked_about() -> None:
    held = evolve(take_new(said(tier="B2")).case, tier=None)

    taken = take_again(held, said(tier="C1"))

    assert taken.case.tier is None
    assert "Here it is nothing" in only(taken.case.questions).text


def test_a_person_who_wrote_what_the_source_says_now_is_not_asked() -> None:
    held = evolve(take_new(said(tier="B2")).case, tier="C1")

    taken = take_again(held, said(tier="C1"))

    assert not taken.case.questions
    assert taken.written == 0


def test_two_sources_that_differ_are_asked_about_and_the_first_stays() -> None:
    held = take_new(said(rag=Rag.RED)).case

    taken = take_again(held, said("mpop", rag=Rag.GREEN))

    assert taken.case.rag is Rag.RED
    assert only(taken.case.questions).field_path == "/rag"


def test_a_source_does_not_overwrite_what_both_said_without_asking() -> None:
    held = take_new(said(rag=Rag.RED)).case
    held = take_again(held, said("mpop", rag=Rag.RED)).case

    taken = take_again(held, said(rag=Rag.GREEN))

    assert taken.case.rag is Rag.RED
    assert len(taken.case.questions) == 1


def test_a_second_source_fills_what_is_empty() -> None:
    held = take_new(said(rag=Rag.RED)).case

    taken = take_again(held, said("mpop", tier="B2"))

    assert (taken.case.rag, taken.case.tier) == (Rag.RED, "B2")
    assert not taken.case.questions


def test_case_and_spaces_are_no_difference() -> None:
    held = take_new(said(officer="DC  Marsh")).case

    assert not take_again(held, said("mpop", officer="dc marsh")).case.questions


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"surname": "Doolan"}, "surname"),
        ({"forename": "Wendel"}, "first name"),
        ({"born_on": date(2001, 2, 15)}, "date of birth"),
    ],
)
def test_a_name_or_birth_date_is_never_changed_but_asked_about(
    changed: dict[str, Any], field: str
) -> None:
    held = take_new(said()).case

    taken = take_again(held, said(person=changed))

    assert taken.case.person == held.person
    assert f"for the {field}." in only(taken.case.questions).text


def test_a_name_is_filled_in_where_none_was_known() -> None:
    blank = {"surname": "", "forename": "", "born_on": None}
    held = take_new(said(person=blank, restricted=True)).case

    taken = take_again(held, said())

    assert taken.case.person.surname == "Dooley"
    assert not taken.case.questions


def test_somebody_else_under_the_same_reference_is_a_question_and_nothing_more() -> (
    None
):
    held = take_new(said()).case
    other = said(
        person={"surname": "Fennimore", "born_on": date(1970, 1, 31)}, tier="A1"
    )

    taken = take_again(held, other)

    assert taken.outcome is Outcome.SET_APART
    assert evolve(taken.case, questions={}) == held
    assert not taken.received
    assert "Nothing was written. Whose reference is it?" in texts(taken)[0]
    assert take_again(taken.case, other).case is taken.case


@pytest.mark.parametrize(
    "person", [{"surname": "Married-Name"}, {"born_on": date(1970, 1, 31)}]
)
def test_one_of_surname_and_birth_date_is_enough_to_be_the_person(
    person: dict[str, Any],
) -> None:
    held = take_new(said()).case

    assert take_again(held, said(person=person, tier="A1")).case.tier == "A1"


def test_another_number_of_the_same_kind_is_asked_about() -> None:
    held = take_new(said(references=a_pnc("2001/0012345X"))).case

    taken = take_again(held, said(references=a_pnc("2002/0054321X")))

    assert taken.case.references == held.references
    assert "the reference 2002/0054321X. Here it is 2001/0012345X" in texts(taken)[0]


def a_pnc(value: str) -> dict[PartId, Reference]:
    return dict([reference_part(Reference(type=ReferenceType.PNC, value=value))])


def test_a_question_is_asked_once_also_after_it_was_answered() -> None:
    held = evolve(take_new(said(tier="B2")).case, tier="A1")
    asked = take_again(held, said(tier="C1")).case
    key, question = next(iter(asked.questions.items()))
    answered = evolve(asked, questions={key: evolve(question, answer="kept")})

    back = take_again(answered, said(tier="B2")).case
    again = take_again(back, said(tier="C1"))

    assert again.case.questions[key].answer == "kept"


def test_only_the_part_that_changed_is_written() -> None:
    keys = [part_id("marker", n) for n in "ab"]
    held = take_new(said(markers={k: Marker(text="Knives") for k in keys})).case
    held = evolve(
        held, markers={**held.markers, keys[0]: Marker(text="Knives", notes="mine")}
    )

    taken = take_again(
        held,
        said(
            markers={
                keys[0]: Marker(text="Knives"),
                keys[1]: Marker(text="Knives", ended_on=date(2026, 1, 1)),
            }
        ),
    )

    assert taken.written == 1
    assert taken.case.markers[keys[0]].notes == "mine"
    assert taken.case.markers[keys[1]].ended_on == date(2026, 1, 1)


def test_silence_is_not_saying() -> None:
    marker = {PartId("m"): Marker(text="Knives")}
    held = take_new(said(tier="B2", markers=marker)).case

    taken = take_again(held, said())

    assert (taken.case.tier, taken.case.markers) == ("B2", marker)
    assert taken.outcome is Outcome.UNCHANGED


def test_no_longer_in_custody_is_written_where_the_source_says_no() -> None:
    held = take_new(said(in_custody=True)).case
    released = evolve(said(), says_no=frozenset({"in_custody"}))

    assert take_again(held, released).case.in_custody is False
    assert take_again(held, said()).case.in_custody is True


def test_a_part_that_a_person_took_away_does_not_come_back_but_is_asked_about() -> None:
    key = part_id("marker", "a")
    held = take_new(said(markers={key: Marker(text="Knives")})).case
    held = evolve(held, markers={})

    taken = take_again(held, said(markers={key: Marker(text="Knives", notes="two")}))

    assert not taken.case.markers
    assert only(taken.case.questions).field_path == f"/markers/{key}"


VALUES = st.sampled_from([None, "A1", "B2", "C3"])
NAMES = st.sampled_from(["Dooley", "Doolan"])
MARKS = st.dictionaries(
    st.sampled_from([part_id("marker", n) for n in "abc"]),
    st.builds(Marker, text=st.sampled_from(["Knives", "Dogs"]), notes=VALUES),
)
EDITS = st.fixed_dictionaries(
    {}, optional={"tier": VALUES, "officer": VALUES, "pillar": VALUES, "markers": MARKS}
)
STATEMENTS = st.builds(
    lambda source, name, fields: said(source, person={"surname": name}, **fields),
    st.sampled_from(["csv", "mpop"]),
    NAMES,
    EDITS.map(lambda edits: {k: v for k, v in edits.items() if v is not None}),
)


@given(st.lists(st.one_of(STATEMENTS, EDITS), max_size=6), STATEMENTS, EDITS)
def test_importing_the_same_again_changes_nothing_whatever_was_edited(
    history: list[SourcePerson | dict[str, Any]],
    statement: SourcePerson,
    edits: dict[str, Any],
) -> None:
    held = take_new(said()).case
    for step in history:
        if isinstance(step, SourcePerson):
            held = take_again(held, step).case
        else:
            held = evolve(held, **step)
    imported = evolve(take_again(held, statement).case, **edits)

    taken = take_again(imported, statement)

    assert taken.outcome is Outcome.UNCHANGED
    assert taken.case is imported


@given(st.lists(STATEMENTS, max_size=6))
def test_a_name_is_what_the_first_source_said_however_often_others_follow(
    statements: list[SourcePerson],
) -> None:
    held = take_new(said()).case

    for statement in statements:
        held = take_again(held, statement).case

    assert held.person.surname == "Dooley"


@given(st.lists(STATEMENTS, max_size=4), st.lists(STATEMENTS, max_size=6))
def test_what_a_person_wrote_stays_whatever_sources_say_after(
    before: list[SourcePerson], after: list[SourcePerson]
) -> None:
    held = take_new(said()).case
    for statement in before:
        held = take_again(held, statement).case
    held = evolve(held, tier="written by hand", officer="DC Marsh")

    for statement in after:
        held = take_again(held, statement).case

    assert (held.tier, held.officer) == ("written by hand", "DC Marsh")
    again = [take_again(held, statement).written for statement in after[-1:]]
    assert not any(again)
