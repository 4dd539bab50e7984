"""Whether the officer is at a visit now."""

from datetime import timedelta

import pytest

from iomdesk.visits.visit import is_under_way
from tests.visits.builders import EVENING, a_visit

HOURS = timedelta(hours=1)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("later", "here"),
    [
        (-SECOND, False),
        (0 * HOURS, True),
        (12 * HOURS - SECOND, True),
        (12 * HOURS, False),
    ],
)
def test_a_visit_is_under_way_from_its_start_until_it_is_forgotten(
    later: timedelta, here: bool
) -> None:
    assert is_under_way(a_visit(ended_at=None), EVENING + later) is here


def test_a_visit_that_is_planned_ended_or_signed_is_not_under_way() -> None:
    now = EVENING + HOURS

    assert not is_under_way(a_visit(at=None), now)
    assert not is_under_way(a_visit(ended_at=now), now)
    assert not is_under_way(a_visit(ended_at=None, signed_at=now), now)
