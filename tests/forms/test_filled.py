"""A form keeps what was typed, letter for letter, and takes values alone as values."""

from collections.abc import Mapping
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.forms.declaration import (
    FieldKind,
    Form,
    FormField,
    FormPage,
    form_fields,
    page_with,
)
from iomdesk.forms.filled import (
    Filled,
    from_body,
    leave_field,
    left_over,
    problem_of,
    problems,
    to_body,
    type_text,
)
from iomdesk.forms.typed_text import text_of, value_of
from iomdesk.journal.patch import at
from iomdesk.plans.form import plan_form
from iomdesk.plans.parts import Contingency
from iomdesk.plans.plan import Plan
from iomdesk.records.codec import Document, from_document, to_document
from iomdesk.records.ids import CaseId, PartId, PlanId

TODAY = date(2026, 11, 22)
OPTIONS = (("a", "A"), ("b", "B"))
FORM = plan_form([("employment", "Employment")])


def a_plan() -> Document:
    rows = {PartId("c1"): Contingency(trigger="He drinks", action="Visit")}
    return to_document(
        Plan(
            id=PlanId("p1"),
            case_id=CaseId("c"),
            review_on=date(2027, 3, 1),
            contingency=rows,
        )
    )


def opened(document: Document | None = None) -> Filled:
    stored = document or a_plan()
    return Filled(opened=stored, document=stored)


def field(*path: str) -> FormField:
    asked = form_fields(FORM, a_plan(), hidden=True)
    return next(one for one in asked if one.path == path)


@given(text=st.text(max_size=12), number=st.integers(0, 40))
def test_every_text_in_every_field_comes_back_from_the_draft(
    text: str, number: int
) -> None:
    asked = [f for f in form_fields(FORM, a_plan()) if not f.options]
    one = asked[number % len(asked)]

    typed = type_text(opened(), one, text, TODAY)
    again, unplaced = from_body(Plan, to_body(typed, "plan"), FORM, a_plan())

    assert again.text(one) == typed.text(one) == text
    assert unplaced == ()
    assert from_document(Plan, again.document)


@given(text=st.text("0123456789/.: -abcmonths²", max_size=10))
@pytest.mark.parametrize("kind", list(FieldKind))
def test_what_is_read_is_written_so_that_it_reads_the_same(
    kind: FieldKind, text: str
) -> None:
    one = FormField(path=("at",), label="At", kind=kind, options=OPTIONS)
    form = type_text(opened({"id": "x"}), one, text, TODAY)
    if text.strip() and not problem_of(form, one, TODAY):
        value = at(form.document, ("at",))
        assert value_of(one, text_of(one, value), TODAY, value) == value


@pytest.mark.parametrize(
    ("path", "text", "said"),
    [
        (("review_on",), "31/02/2027", "There is no such day."),
        (("review_on",), "next march", "Write the date as day,"),
        (("visit_every_months",), "²", "Write the number of months"),
        (("visit_every_months",), "abc", "Write the number of months"),
        (("visit_every_months",), "0", "Write a number of months from 1"),
    ],
)
def test_text_that_is_no_value_stays_and_is_said(
    path: tuple[str, ...], text: str, said: str
) -> None:
    one = field(*path)
    form = leave_field(type_text(opened(), one, text, TODAY), one, TODAY)

    assert form.text(one) == text
    assert problem_of(form, one, TODAY).startswith(said)
    assert at(form.document, path) == at(a_plan(), path)
    (reason,) = problems(form, form_fields(FORM, form.document), TODAY)
    assert page_with(FORM, reason.path) == "review"


def test_months_with_their_word_are_a_number() -> None:
    one = field("visit_every_months")
    form = type_text(opened(), one, "3 months", TODAY)

    assert form.document["visit_every_months"] == 3
    assert leave_field(form, one, TODAY).text(one) == "3"


def test_a_half_typed_date_is_never_another_date() -> None:
    form = opened()
    for text in ("1/3/20", "1/3/202"):
        form = type_text(form, field("review_on"), text, TODAY)

    assert form.document["review_on"] == "2027-03-01"


TIMES = {
    "day": FormField(path=("at",), label="Day", kind=FieldKind.DAY),
    "time": FormField(path=("at",), label="Time", kind=FieldKind.TIME),
}


def test_a_time_that_is_shown_to_the_minute_keeps_its_seconds() -> None:
    form = opened({"at": "2026-11-22T12:00:41Z"})
    for text in ("1", "12:00"):
        form = type_text(form, TIMES["time"], text, TODAY)

    assert form.document["at"] == "2026-11-22T12:00:41Z"


def test_the_day_of_a_visit_can_be_another() -> None:
    form = type_text(
        opened({"at": "2026-11-22T12:00:00Z"}), TIMES["day"], "21/11/2026", TODAY
    )

    assert form.document["at"] == "2026-11-21T12:00:00Z"


def test_the_day_stays_while_the_time_is_typed_anew() -> None:
    form = opened({"at": "2026-11-20T12:00:00Z"})
    for text in ("", "13", "13:05"):
        form = type_text(form, TIMES["time"], text, TODAY)

    assert form.document["at"] == "2026-11-20T13:05:00Z"
    assert form.texts == {}


def test_a_time_that_no_day_has_is_said_to_be_none() -> None:
    form = type_text(opened({"id": "x"}), TIMES["time"], "25:77", TODAY)

    assert problem_of(form, TIMES["time"], TODAY).startswith("There is no such time.")


def test_sharing_leaves_only_what_is_no_value() -> None:
    form = type_text(opened(), field("review_on"), "soon", TODAY)
    form = type_text(form, field("situation"), "Well ", TODAY)
    left = left_over(form, {("review_on",)})

    assert dict(left.texts) == {("review_on",): "soon"}


@pytest.mark.parametrize(
    ("changes", "lost"),
    [
        ({"weather": "wet"}, {("weather",): "wet"}),
        ({"voice": {"agreement": "maybe"}}, {("voice", "agreement"): "maybe"}),
    ],
)
def test_an_older_draft_opens_and_names_what_has_no_place(
    changes: Document, lost: Mapping[tuple[str, ...], object]
) -> None:
    body = {"plan": {**a_plan(), "situation": "As before", **changes}}
    form, unplaced = from_body(Plan, body, FORM, a_plan())

    assert dict(unplaced) == dict(lost)
    assert form.document["situation"] == "As before"


def test_a_text_for_which_no_field_asks_any_more_is_named() -> None:
    page = FormPage(key="one", title="One", items=(field("situation"),))
    less = Form(word="plan", pages=(page,))
    typed = type_text(opened(), field("review_on"), "soon", TODAY)

    form, unplaced = from_body(Plan, to_body(typed, "plan"), less, a_plan())

    assert unplaced == ((("review_on",), "soon"),)
    assert form.texts == {}


@given(number=st.integers(0, 60))
def test_every_field_can_be_emptied(number: int) -> None:
    asked = list(form_fields(FORM, a_plan(), hidden=True))
    one = asked[number % len(asked)]

    typed = type_text(opened(), one, "", TODAY)

    assert from_document(Plan, typed.document)
