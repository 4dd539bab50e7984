"""What stands at the top of every screen about a person, in words."""

from collections.abc import Iterator
from datetime import date

from iomdesk.cases.case import Case
from iomdesk.cases.row import current_address, main_reference
from iomdesk.cases.sentence import Sentence
from iomdesk.cases.summary import (
    age,
    highest_level,
    is_registered,
    line_of,
    live_markers,
    live_sentences,
    other_names,
    rated_risks,
)
from iomdesk.cases.whole import WholeCase
from iomdesk.dates import short_date_text
from iomdesk.plans.quality import RISK_WORDS
from ui.naming import NAMELESS, RESTRICTED
from ui.saying import counted, day_words
from ui.shown import BadgeKind, HeaderBadge, PersonFacts

LEVEL_WORDS = {
    "very_high": "Very high",
    "high": "High",
    "medium": "Medium",
    "low": "Low",
    "not_assessed": "Not assessed",
}
_MOST_ORDERS = 2


def person_facts(
    case: WholeCase, today: date, *, disputed: bool = False
) -> PersonFacts:
    """Return who it is, the warnings, and where and under what they live."""
    person = case.person
    given = " ".join(name for name in (person.forename, person.middle) if name)
    return PersonFacts(
        surname=person.surname or (RESTRICTED if case.restricted else NAMELESS),
        forenames=given,
        about=" · ".join(_about(case, today)),
        badges=tuple(_badges(case, today, disputed=disputed)),
        facts=" · ".join(_facts(case, today)),
    )


def _about(case: Case, today: date) -> Iterator[str]:
    person = case.person
    if person.born_on:
        yield f"{age(case, today)}"
        yield f"born {short_date_text(person.born_on)}"
    else:
        yield "born: not recorded"
    if strongest := main_reference(case):
        kinds = {r.value: r.type.value.upper() for r in case.references.values()}
        yield f"{kinds[strongest]} {strongest}"
    if person.preferred_name:
        yield f"called {person.preferred_name}"
    if names := other_names(case):
        yield "also known as " + ", ".join(f"“{name}”" for name in names)


def _badges(case: Case, today: date, *, disputed: bool) -> Iterator[HeaderBadge]:
    yield _risk(case)
    if disputed:
        yield HeaderBadge(kind="chip", words="disputed")
    yield from (HeaderBadge(kind="chip", words=words) for words in _chips(case, today))
    for marker in live_markers(case, today).values():
        if marker.warning:
            yield HeaderBadge(kind="marker", words=marker.text)


def _risk(case: Case) -> HeaderBadge:
    """Return the highest level, and to whom where that is not the overall level."""
    highest = highest_level(case)
    kind = level_kind(highest)
    if highest is None:
        return HeaderBadge(kind=kind, words=LEVEL_WORDS[kind])
    whom = [who for who, level in rated_risks(case.risk).items() if level == highest]
    said = f"{LEVEL_WORDS[kind]} risk"
    if whom and "overall" not in whom:
        said += " " + ", ".join(RISK_WORDS[who] for who in whom)
    return HeaderBadge(kind=kind, words=said)


def level_kind(level: str | None) -> BadgeKind:
    """Return the kind of badge for *level*, or for none."""
    kinds: tuple[BadgeKind, ...] = ("very_high", "high", "medium", "low")
    return next((kind for kind in kinds if kind == level), "not_assessed")


def _chips(case: Case, today: date) -> Iterator[str]:
    if case.restricted:
        yield RESTRICTED
    if case.mappa.category or case.mappa.level:
        category = case.mappa.category or "category not recorded"
        level = (
            f"level {case.mappa.level}" if case.mappa.level else "level not recorded"
        )
        yield f"MAPPA {category} · {level}"
    if is_registered(case):
        yield _registered(case)
    if case.rag:
        yield f"IOM · {case.rag.value.capitalize()}"
    if case.in_custody:
        yield (
            f"In custody: {case.establishment}" if case.establishment else "In custody"
        )
    if case.closed_on:
        yield f"Closed {day_words(case.closed_on, today)}"


def _registered(case: Case) -> str:
    if case.registered_until:
        return f"Registered until {short_date_text(case.registered_until)}"
    return "Registered, end not recorded"


def _facts(case: WholeCase, today: date) -> Iterator[str]:
    address = current_address(case)
    if address is None:
        yield "Address: not recorded"
    else:
        since = address.started_on
        yield line_of(address) + (f" since {day_words(since, today)}" if since else "")
    orders = list(live_sentences(case, today).values())
    yield from (_order(order, today) for order in orders[-_MOST_ORDERS:])
    if len(orders) > _MOST_ORDERS:
        yield f"{counted(len(orders) - _MOST_ORDERS, 'earlier order')}"
    yield f"officer {case.officer}" if case.officer else "no officer"


def _order(order: Sentence, today: date) -> str:
    live = sum(
        c.ended_on is None or c.ended_on > today for c in order.conditions.values()
    )
    said = order.kind or order.description
    conditions = f" ({counted(live, 'condition')})" if live else ""
    until = f" to {day_words(order.expires_on, today)}" if order.expires_on else ""
    return f"{said}{conditions}{until}"
