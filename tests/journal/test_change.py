"""What the author of a change had in view."""

from datetime import UTC, datetime
from typing import Any

import pytest

from iomdesk.journal.change import Change
from iomdesk.journal.patch import is_same
from iomdesk.records.codec import Json
from iomdesk.records.ids import CaseId, DeskId, OfficerId

OURS, THEIRS = DeskId("ours"), DeskId("theirs")


def a_change(desk: DeskId = OURS, counter: int = 5, **parts: Any) -> Change:
    said: dict[str, Any] = {
        "desk": desk,
        "counter": counter,
        "kind": "case",
        "record_id": "r",
        "case_id": CaseId("r"),
        "patch": {},
        "base": 0,
        "at": datetime(2026, 11, 22, tzinfo=UTC),
        "by": OfficerId("officer-1"),
        "action": "set_risk",
    }
    return Change(**(said | parts))


@pytest.mark.parametrize(
    ("counter", "since", "seen"),
    [(4, None, True), (5, None, False), (6, None, False), (3, 3, True), (2, 3, False)],
)
def test_of_its_own_desk_a_change_saw_what_came_before(
    counter: int, since: int | None, seen: bool
) -> None:
    assert a_change(since=since).saw(a_change(counter=counter)) is seen


@pytest.mark.parametrize(
    ("number", "base", "seen"),
    [(7, 7, True), (7, 8, True), (8, 7, False), (None, 9, False)],
)
def test_of_another_desk_it_saw_what_the_hub_had_numbered(
    number: int | None, base: int, seen: bool
) -> None:
    assert a_change(base=base).saw(a_change(THEIRS, number=number)) is seen


@pytest.mark.parametrize(("counter", "seen"), [(3, True), (4, False)])
def test_it_saw_the_desk_that_it_goes_on_from_as_far_as_it_says(
    counter: int, seen: bool
) -> None:
    assert a_change(follows={THEIRS: 3}).saw(a_change(THEIRS, counter)) is seen


@pytest.mark.parametrize(
    ("apart", "seen"),
    [({}, True), ({"9": "a"}, True), ({"9": "b"}, False), ({"4": "b"}, True)],
)
def test_of_two_people_s_work_it_saw_only_its_own_side(
    apart: dict[str, str], seen: bool
) -> None:
    other = a_change(THEIRS, number=3, apart=apart)

    assert a_change(base=9, apart={"9": "a"}).saw(other) is seen


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (1, True, False),
        (0, False, False),
        (1, 1, True),
        ([1], [True], False),
        ([1], [1, 2], False),
        ([1, [2]], [1, [2]], True),
        ({"a": 1}, {"a": True}, False),
        ({"a": 1}, {"a": 1, "b": 2}, False),
        ({"a": 1}, {"b": 1}, False),
        ({"a": {"b": [1]}}, {"a": {"b": [1]}}, True),
        ({}, [], False),
        (None, False, False),
    ],
)
def test_two_values_are_the_same_only_as_json_tells_them(
    one: Json, other: Json, same: bool
) -> None:
    assert is_same(one, other) is same
    assert is_same(other, one) is same
