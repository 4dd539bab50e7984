"""Days at liberty: how old an event is when time in custody is left out."""

from collections.abc import Sequence
from datetime import date

from attrs import frozen

from iomdesk.dates import add_months
from iomdesk.errors import InputRefused


@frozen(kw_only=True)
class Spell:
    """A time in custody, both days included; no *until* means still in custody."""

    since: date
    until: date | None = None


def days_held(spells: Sequence[Spell], start: date, end: date) -> int:
    """Return the days after *start*, up to *end*, that fall into any of the spells."""
    held, reached = 0, start.toordinal()
    for spell in sorted(spells, key=lambda one: one.since):
        first = max(spell.since.toordinal(), reached + 1)
        last = min(spell.until or end, end).toordinal()
        if first <= last:
            held += last - first + 1
            reached = last
    return held


def age_in_days(on: date, end: date, spells: Sequence[Spell]) -> int:
    """Return how many days before *end* it was, those in *spells* left out."""
    return (end - on).days - days_held(spells, on, end)


def window_in_days(months: int | None, days: int | None, end: date) -> int | None:
    """Return a window that ends on *end* in days; None has no beginning."""
    if months is not None:
        return (end - add_months(end, -months)).days
    return days


def refuse_backward(spells: Sequence[Spell]) -> None:
    for number, spell in enumerate(spells):
        if spell.until and spell.until < spell.since:
            raise InputRefused(
                "A time in custody ends before it begins.", f"custody.{number}.until"
            )
