"""What must be there before a visit is signed, and nothing more."""

from datetime import timedelta
from typing import Any

import pytest
from attrs import evolve

from iomdesk.errors import InputRefused, UserError
from iomdesk.reasons import NotReady
from iomdesk.records.ids import BlobHash, OfficerId, PartId
from iomdesk.visits.checklist import Checklist
from iomdesk.visits.loading import checklist_of, visit_reference
from iomdesk.visits.reference import VisitReference
from iomdesk.visits.signing import reasons_not_to_sign, sign
from iomdesk.visits.visit import (
    Addendum,
    Attendee,
    Check,
    Photo,
    Visit,
    VisitSigned,
    add_addendum,
    end_photo,
    record,
)
from tests.visits.builders import EVENING, a_signature, a_visit


@pytest.fixture
def reference() -> VisitReference:
    return visit_reference()


@pytest.fixture
def template() -> Checklist:
    return checklist_of(None)


def reasons(visit: Visit, reference: VisitReference, template: Checklist) -> list[str]:
    return [r.text for r in reasons_not_to_sign(visit, reference, template)]


def test_a_complete_visit_is_signed(
    reference: VisitReference, template: Checklist
) -> None:
    signed = sign(a_visit(), a_signature(), reference, template)

    assert signed.signed_at == EVENING
    assert signed.signed_by == "officer-1"


@pytest.mark.parametrize(
    ("parts", "words"),
    [
        ({"started_at": None}, "Say when the visit started."),
        ({"ended_at": None}, "Say when the visit ended."),
        ({"ended_at": EVENING - timedelta(minutes=1)}, "Put the times right."),
        ({"officers": {}}, "Say who made the visit."),
        ({"outcome": None}, "Say how the visit ended."),
        ({"outcome": "gone_fishing"}, "Say how the visit ended."),
        ({"seen": "  "}, "Write down what you saw"),
        (
            {"checks": {"x": Check(asked="SHPO 2", answer="not_kept")}},
            "Say what you saw. “SHPO 2” is: Not kept.",
        ),
        (
            {
                "checks": {
                    "arrival.children": Check(asked="Children there", answer="yes")
                }
            },
            "Say more. “Children there” is: Yes.",
        ),
    ],
)
def test_what_is_missing_is_said_in_a_sentence(
    parts: dict[str, Any],
    words: str,
    reference: VisitReference,
    template: Checklist,
) -> None:
    (said,) = reasons(evolve(a_visit(), **parts), reference, template)

    assert words in said


def test_a_failed_visit_needs_neither_an_end_nor_words(
    reference: VisitReference, template: Checklist
) -> None:
    visit = a_visit(outcome="no_reply", ended_at=None, seen=None)

    assert reasons(visit, reference, template) == []


def test_a_checklist_answer_is_enough_without_words(
    reference: VisitReference, template: Checklist
) -> None:
    checks = {"before.read": Check(asked="Read", answer="yes")}

    assert reasons(a_visit(seen=None, checks=checks), reference, template) == []


def test_a_lone_visit_needs_a_reason_only_where_the_force_says_so(
    reference: VisitReference, template: Checklist
) -> None:
    strict = evolve(reference, lone_visit_needs_why=True)
    two = {PartId(n): Attendee(name=n) for n in ("Marsh", "Lowe")}

    assert reasons(a_visit(), reference, template) == []
    assert reasons(a_visit(), strict, template) == ["Say why you went alone."]
    assert reasons(a_visit(lone_why="No one free"), strict, template) == []
    assert reasons(a_visit(officers=two), strict, template) == []


def test_a_refusal_names_every_reason(
    reference: VisitReference, template: Checklist
) -> None:
    visit = a_visit(officers={}, outcome=None)
    with pytest.raises(NotReady, match="cannot be signed yet") as refused:
        sign(visit, a_signature(), reference, template)

    assert [r.path for r in refused.value.reasons] == [("officers",), ("outcome",)]


def test_neither_drawing_nor_statement_is_no_signature(
    reference: VisitReference, template: Checklist
) -> None:
    with pytest.raises(InputRefused, match="Sign in the box"):
        sign(a_visit(), a_signature(statement=False), reference, template)


def test_a_drawing_alone_is_a_signature(
    reference: VisitReference, template: Checklist
) -> None:
    drawn = a_signature(statement=False, image_blob=BlobHash("ab"))

    assert sign(a_visit(), drawn, reference, template).signature == drawn


def test_a_signed_visit_is_not_signed_again(
    reference: VisitReference, template: Checklist
) -> None:
    signed = sign(a_visit(), a_signature(), reference, template)

    with pytest.raises(VisitSigned, match="already signed"):
        sign(signed, a_signature(), reference, template)


def test_recording_cannot_sign() -> None:
    held = a_visit()
    forged = evolve(held, signature=a_signature(), signed_at=EVENING)

    assert record(held, forged).signed_at is None


def test_recording_changes_captions_but_no_photo() -> None:
    photo = Photo(
        original_blob=BlobHash("a"),
        display_blob=BlobHash("b"),
        sha256="a",
        media_type="image/jpeg",
        width=1,
        height=1,
    )
    held = a_visit(photos={PartId("p"): photo})
    other = evolve(photo, original_blob=BlobHash("c"), caption="Hall")
    recorded = record(held, evolve(held, photos={PartId("p"): other}))

    assert recorded.photos[PartId("p")] == evolve(photo, caption="Hall")
    assert record(held, evolve(held, photos={})).photos == held.photos


def test_a_photo_that_is_not_there_is_not_set_aside() -> None:
    by = OfficerId("officer-1")

    with pytest.raises(UserError, match="no such photo"):
        end_photo(a_visit(), PartId("p"), at=EVENING, by=by, why="Blurred")


def test_an_addendum_waits_for_the_signature(
    reference: VisitReference, template: Checklist
) -> None:
    addendum = Addendum(text="More", by=OfficerId("officer-1"), at=EVENING)
    signed = sign(a_visit(), a_signature(), reference, template)
    blank = evolve(addendum, text=" ")

    assert add_addendum(signed, PartId("a"), addendum).addenda == {"a": addendum}
    with pytest.raises(UserError, match="not signed yet"):
        add_addendum(a_visit(), PartId("a"), addendum)
    with pytest.raises(UserError, match="Write the addendum"):
        add_addendum(signed, PartId("a"), blank)


def test_an_end_typed_to_the_minute_is_not_before_a_start_kept_to_the_second(
    reference: VisitReference, template: Checklist
) -> None:
    started = EVENING.replace(second=41)
    visit = evolve(a_visit(), started_at=started, ended_at=EVENING.replace(second=0))

    assert "ends before" not in " ".join(reasons(visit, reference, template))


AHEAD = "The visit is in the future. Put the date right."


@pytest.mark.parametrize(
    "ahead",
    [timedelta(days=365), timedelta(days=1), timedelta(hours=1), timedelta(minutes=16)],
)
def test_a_visit_that_has_not_been_is_not_signed(
    ahead: timedelta, reference: VisitReference, template: Checklist
) -> None:
    begun, ended = EVENING + ahead, EVENING + ahead + timedelta(minutes=5)
    visit = evolve(a_visit(), started_at=begun, ended_at=ended)

    with pytest.raises(NotReady, match=AHEAD) as refused:
        sign(visit, a_signature(), reference, template)

    assert [r.path for r in refused.value.reasons] == [("started_at",)]


def test_a_visit_that_has_begun_and_ends_tomorrow_is_not_signed(
    reference: VisitReference, template: Checklist
) -> None:
    visit = evolve(a_visit(), ended_at=EVENING + timedelta(days=1))

    with pytest.raises(NotReady, match=AHEAD) as refused:
        sign(visit, a_signature(), reference, template)

    assert [r.path for r in refused.value.reasons] == [("ended_at",)]


@pytest.mark.parametrize("minutes", [0, 5, 15])
def test_a_clock_that_is_a_few_minutes_ahead_stops_no_visit(
    minutes: int, reference: VisitReference, template: Checklist
) -> None:
    at = EVENING + timedelta(minutes=minutes, seconds=59)
    visit = evolve(a_visit(), started_at=at, ended_at=at)

    assert sign(visit, a_signature(), reference, template).signed_at == EVENING


def test_the_checklist_is_spoken_of_in_the_order_of_the_form(
    reference: VisitReference, template: Checklist
) -> None:
    items = [item for group in template.groups for item in group.items]
    word = next(a.code for a in reference.answers if a.needs_note)
    checks = {
        item.code: Check(asked=item.text, answer=word) for item in reversed(items)
    } | {
        "zz.own": Check(asked="Own", answer=word),
        "aa.own": Check(asked="Own", answer=word),
    }

    found = reasons_not_to_sign(evolve(a_visit(), checks=checks), reference, template)

    said = [r.path[1] for r in found if r.path[0] == "checks"]
    assert said == [*(item.code for item in items), "aa.own", "zz.own"]
