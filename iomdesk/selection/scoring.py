"""What a selection matrix says about one person, with every step to redo by hand.

The score is an indicator: a named person decides, and may decide otherwise.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from attrs import field, frozen

from iomdesk.assessments.result import Line, line
from iomdesk.assessments.rounding import plain
from iomdesk.dates import date_text, short_date_text
from iomdesk.errors import InputRefused
from iomdesk.selection.liberty import (
    Spell,
    age_in_days,
    refuse_backward,
    window_in_days,
)
from iomdesk.selection.matrix import (
    Custody,
    Decay,
    DecayKind,
    Group,
    History,
    Matrix,
    PointsBand,
    Threshold,
)

CENT = Decimal("0.01")
SHARE = Decimal("0.0001")


@frozen(kw_only=True)
class Event:
    """Something that may count: named by its group, or by a Home Office code."""

    on: date
    group: str | None = None
    home_office_code: str | None = None
    reference: str | None = None


@frozen(kw_only=True)
class SelectionInput:
    """What is known about a person; *time_in_custody* goes before the matrix's rule."""

    assessment_date: date
    events: tuple[Event, ...] = ()
    custody: tuple[Spell, ...] = ()
    needs: int | None = None
    time_in_custody: Custody | None = None
    matrix: str | None = None
    version: str | None = None


@frozen(kw_only=True)
class Selection:
    """The points by part, what they come to, and what was missing."""

    points: Decimal
    parts: Mapping[str, Decimal] = field(factory=dict)
    threshold: Threshold | None = None
    missing: tuple[str, ...] = ()
    working: tuple[Line, ...] = ()


@frozen(kw_only=True)
class _Counted:
    """A part of the score, and how it came about."""

    points: Decimal
    working: tuple[Line, ...]


def select(matrix: Matrix, said: SelectionInput) -> Selection:
    """Return what the matrix says; the order of events makes no difference."""
    refuse_backward(said.custody)
    grouped = _grouped(matrix, said.events)
    parts = _parts(matrix, grouped, said)
    missing = ("needs",) if matrix.needs_points and said.needs is None else ()
    points = sum((part.points for part in parts.values()), Decimal(0))
    reached = (one for one in matrix.thresholds if points >= _exact(one.least))
    threshold = next(reached, None)
    return Selection(
        points=points,
        parts={code: part.points for code, part in parts.items()},
        threshold=threshold,
        missing=missing,
        working=(
            *_about(matrix, said),
            *(step for part in parts.values() for step in part.working),
            *_left_out(grouped[""]),
            *(line("Needs", "not given, not counted") for _ in missing),
            line("Points", plain(points), matrix.source),
            *_outcome(matrix, threshold),
        ),
    )


def share_of(decay: Decay, age: int, window: int | None) -> Decimal:
    """Return which share of its weight an event still has at *age* days.

    It is rounded half up to 4 decimals, as the working shows it.
    """
    return _share(decay, age, window).quantize(SHARE, rounding=ROUND_HALF_UP)


def _share(decay: Decay, age: int, window: int | None) -> Decimal:
    match decay.kind:
        case DecayKind.LINEAR if window:
            return Decimal(window - age) / Decimal(window)
        case DecayKind.HALVING if decay.halving_days:
            return Decimal("0.5") ** (age // decay.halving_days)
        case DecayKind.STEPS:
            begun = [step.share for step in decay.steps if step.days <= age]
            return _exact(begun[-1]) if begun else Decimal(1)
        case _:
            return Decimal(1)


def _parts(
    matrix: Matrix, grouped: Mapping[str, Sequence[Event]], said: SelectionInput
) -> dict[str, _Counted]:
    spells = _spells(matrix, said)
    parts = {
        group.code: _group(group, grouped[group.code], said.assessment_date, spells)
        for group in matrix.groups
    }
    if matrix.history:
        parts["history"] = _history(matrix, matrix.history, grouped, said)
    if matrix.needs_points and said.needs is not None:
        parts["needs"] = _needs(matrix.needs_points, said.needs)
    return parts


def _grouped(matrix: Matrix, events: Sequence[Event]) -> dict[str, list[Event]]:
    """Return events by group code, in order of date; “” holds those of no group."""
    found: dict[str, list[Event]] = {group.code: [] for group in matrix.groups}
    found[""] = []
    for number, event in enumerate(events):
        found[_group_code(matrix, event, number)].append(event)
    for held in found.values():
        held.sort(key=lambda e: (e.on, e.home_office_code or "", e.reference or ""))
    return found


def _group_code(matrix: Matrix, event: Event, number: int) -> str:
    place = f"events.{number}"
    if event.group:
        if matrix.group(event.group) is None:
            listed = ", ".join(group.code for group in matrix.groups)
            raise InputRefused(
                f"There is no group “{event.group}”. There are: {listed}.",
                f"{place}.group",
            )
        return event.group
    if not event.home_office_code:
        raise InputRefused("An event has a group or a Home Office code.", place)
    group = matrix.group_of(event.home_office_code)
    return group.code if group else ""


def _group(
    group: Group, events: Sequence[Event], end: date, spells: Sequence[Spell]
) -> _Counted:
    window = window_in_days(group.window_months, group.window_days, end)
    total, steps = Decimal(0), []
    for event in events:
        age = age_in_days(event.on, end, spells)
        why_not = _why_not(event, age, window, end)
        if why_not:
            steps.append(line(_event(event, group), f"0: {why_not}"))
            continue
        share = share_of(group.decay, age, window)
        points = _cents(_exact(group.weight_per_event) * share)
        total += points
        steps.append(line(_event(event, group), _worth(group, share, age, points)))
    capped = total if group.cap is None else min(total, _exact(group.cap))
    cap = "" if capped == total else f" of {plain(total)}, capped"
    if events:
        steps.append(line(f"{group.label}: together", f"{plain(capped)}{cap}"))
    return _Counted(points=capped, working=tuple(steps))


def _history(
    matrix: Matrix,
    history: History,
    grouped: Mapping[str, Sequence[Event]],
    said: SelectionInput,
) -> _Counted:
    end = said.assessment_date
    window = window_in_days(history.window_months, history.window_days, end)
    spells = _spells(matrix, said, history.custody)
    codes = history.groups or tuple(grouped)
    counted = sorted(
        event.on
        for code in codes
        for event in grouped[code]
        if _why_not(event, age_in_days(event.on, end, spells), window, end) is None
    )
    band = _band(history.bands, len(counted))
    days = f" ({', '.join(short_date_text(on) for on in counted)})" if counted else ""
    return _Counted(
        points=_exact(band.points) if band else Decimal(0),
        working=(
            _band_line(history.label, f"{len(counted)} in the window{days}", band),
        ),
    )


def _needs(bands: Sequence[PointsBand], needs: int) -> _Counted:
    if needs < 0:
        raise InputRefused("“needs” is a count, 0 or more.", "needs")
    band = _band(bands, needs)
    return _Counted(
        points=_exact(band.points) if band else Decimal(0),
        working=(_band_line("Pathway needs", str(needs), band),),
    )


def _spells(
    matrix: Matrix, said: SelectionInput, own: Custody | None = None
) -> tuple[Spell, ...]:
    """Return the times to leave out: none where time in custody counts."""
    rule = said.time_in_custody or own or matrix.custody
    return said.custody if rule is Custody.OUT else ()


def _why_not(event: Event, age: int, window: int | None, end: date) -> str | None:
    if event.on > end:
        return f"after {date_text(end)}"
    if window is not None and age > window:
        return f"{age} days old, the window is {window}"
    return None


def _band(bands: Sequence[PointsBand], count: int) -> PointsBand | None:
    begun = [one for one in bands if one.least <= count]
    return begun[-1] if begun else None


def _band_line(label: str, said: str, band: PointsBand | None) -> Line:
    points = plain(band.points) if band else "0"
    name = f", {band.label}" if band and band.label else ""
    return line(label, f"{said}{name}: {points}")


def _about(matrix: Matrix, said: SelectionInput) -> Iterator[Line]:
    made_up = " (fictional, not for use)" if matrix.fictional else ""
    title = f"{matrix.title}, version {matrix.version}{made_up}"
    yield line("Matrix", title, matrix.source)
    yield line("Asked on", date_text(said.assessment_date))
    rule = said.time_in_custody or matrix.custody
    yield line("Time in custody", "counts" if rule is Custody.IN else "is left out")
    own = matrix.history.custody if matrix.history else None
    if own and not said.time_in_custody and own is not matrix.custody:
        said_so = "counts" if own is Custody.IN else "is left out"
        yield line("Time in custody, in the history", said_so)
    yield line("Rounding", "shares of a weight to 4 decimals, points to 2, half up")


def _left_out(events: Sequence[Event]) -> Iterator[Line]:
    for event in events:
        label = f"{date_text(event.on)}, {event.home_office_code}"
        yield line(label, "0: no group counts this offence")


def _outcome(matrix: Matrix, threshold: Threshold | None) -> Iterator[Line]:
    if threshold:
        label = f"{threshold.label}: from {plain(threshold.least)}"
        yield line("Threshold", label, matrix.source)
    elif matrix.thresholds:
        yield line("Threshold", "below all", matrix.source)


def _event(event: Event, group: Group) -> str:
    named = (group.label, event.home_office_code, event.reference)
    return f"{date_text(event.on)}, {', '.join(one for one in named if one)}"


def _worth(group: Group, share: Decimal, age: int, points: Decimal) -> str:
    weight = plain(group.weight_per_event)
    if share == 1:
        return weight
    return f"{weight} × {plain(share * 100)} % at {age} days: {plain(points)}"


def _exact(value: float) -> Decimal:
    return Decimal(repr(value))


def _cents(value: Decimal) -> Decimal:
    return value.quantize(CENT, rounding=ROUND_HALF_UP)
