"""Whether somebody is a serial domestic abuse perpetrator, worked out from events."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from iomdesk.assessments.ages import completed_years
from iomdesk.dates import add_months, date_text


class Relationship(StrEnum):
    """What the victim is to the person at the event."""

    PARTNER = "partner"
    EX_PARTNER = "ex_partner"
    FAMILY = "family"
    OTHER = "other"


class Conduct(StrEnum):
    VIOLENCE = "violence"
    THREAT = "threat"
    NON_VIOLENT = "non_violent"


class Standing(StrEnum):
    """As what the person is recorded in the event."""

    ALLEGED = "alleged"
    SUSPECT = "suspect"
    OFFENDER = "offender"


@frozen(kw_only=True)
class DaEvent:
    """A domestic abuse event; *victim* and *incident* are references, never names."""

    on: date
    victim: str
    relationship: Relationship
    conduct: Conduct
    standing: Standing = Standing.ALLEGED
    incident: str | None = None


@frozen(kw_only=True)
class DaHistory:
    """The events of one person; *connected* are groups of victims who are connected."""

    assessment_date: date
    events: tuple[DaEvent, ...] = ()
    connected: tuple[tuple[str, ...], ...] = ()
    date_of_birth: date | None = None
    version: str | None = None


@frozen(kw_only=True)
class Definition:
    """One published definition; an empty tuple leaves that part open."""

    label: str
    source: str
    window_months: int
    least_victims: int
    victims_unconnected: bool
    least_events: int
    least_age: int | None = None
    relationships: tuple[Relationship, ...] = ()
    conduct: tuple[Conduct, ...] = ()
    standing: tuple[Standing, ...] = ()


@frozen(kw_only=True)
class Weighed:
    """An event and why it does not count; no reason means that it counts."""

    event: DaEvent
    why_not: str | None = None


@frozen(kw_only=True)
class Serial:
    """What the rule found, with every event it looked at."""

    is_serial: bool
    window_from: date
    events: tuple[Weighed, ...]
    victims: int
    incidents: int
    last_met_on: date | None = None
    groups: Mapping[str, str] = field(factory=dict)


def serial(history: DaHistory, rule: Definition) -> Serial:
    """Return whether *history* meets the definition in the window up to the day asked.

    *last_met_on* is the last day of an event on which a window, looking back from it,
    met the definition: a person who no longer meets it once may have.
    """
    on = history.assessment_date
    window_from = add_months(on, -rule.window_months)
    weighed = tuple(
        Weighed(event=one, why_not=_why_not(one, history, rule, window_from, on))
        for one in sorted(history.events, key=_order)
    )
    groups = _groups(history, rule)
    counted = [one.event for one in weighed if one.why_not is None]
    return Serial(
        is_serial=_meets(counted, groups, rule),
        window_from=window_from,
        events=weighed,
        victims=len({groups[one.victim] for one in counted}),
        incidents=_incidents(counted),
        last_met_on=_last_met(history, rule, groups),
        groups=groups,
    )


def _why_not(
    event: DaEvent, history: DaHistory, rule: Definition, start: date, end: date
) -> str | None:
    """Return the first reason why the event is left out, or None."""
    if event.on < start:
        return f"before the window, which begins on {date_text(start)}"
    if event.on > end:
        return f"after {date_text(end)}, the day that is asked about"
    return _unfit(event, history, rule)


def _unfit(event: DaEvent, history: DaHistory, rule: Definition) -> str | None:
    """Return why the event is not of the kind that the definition means."""
    for word, allowed in (
        (event.relationship, rule.relationships),
        (event.conduct, rule.conduct),
        (event.standing, rule.standing),
    ):
        if allowed and word not in allowed:
            listed = " or ".join(_words(one) for one in allowed)
            return f"{_words(word)}; the definition counts {listed}"
    born_on = history.date_of_birth
    if (
        rule.least_age
        and born_on
        and completed_years(born_on, event.on) < rule.least_age
    ):
        return f"under {rule.least_age} at the time"
    return None


def _meets(
    events: Sequence[DaEvent], groups: Mapping[str, str], rule: Definition
) -> bool:
    victims = {groups[one.victim] for one in events}
    enough = len(victims) >= rule.least_victims
    return enough and _incidents(events) >= rule.least_events


def _incidents(events: Iterable[DaEvent]) -> int:
    """Count incidents: events that name the same one are one, all others are each."""
    said = list(events)
    named = {one.incident for one in said if one.incident}
    return len(named) + sum(one.incident is None for one in said)


def _last_met(
    history: DaHistory, rule: Definition, groups: Mapping[str, str]
) -> date | None:
    fit = [one for one in history.events if _unfit(one, history, rule) is None]
    ends = sorted({one.on for one in fit if one.on <= history.assessment_date})
    for end in reversed(ends):
        start = add_months(end, -rule.window_months)
        if _meets([one for one in fit if start <= one.on <= end], groups, rule):
            return end
    return None


def _groups(history: DaHistory, rule: Definition) -> dict[str, str]:
    """Return for each victim the one who stands for all connected with them.

    Whoever is connected with a connected person is connected too.
    """
    stands_for = {one.victim: one.victim for one in history.events}
    if not rule.victims_unconnected:
        return stands_for
    groups: list[set[str]] = []
    for said in filter(None, history.connected):
        touching = [group for group in groups if group & set(said)]
        groups = [group for group in groups if not group & set(said)]
        groups.append(set(said).union(*touching))
    for group in groups:
        stands_for |= dict.fromkeys(group & set(stands_for), min(group))
    return stands_for


def _order(event: DaEvent) -> tuple[date, str, str]:
    return event.on, event.victim, event.incident or ""


def _words(word: StrEnum) -> str:
    return word.value.replace("_", " ")
