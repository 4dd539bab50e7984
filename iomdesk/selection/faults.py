"""What is wrong with a selection matrix, each fault with its place."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from itertools import combinations, pairwise

from iomdesk.selection.matrix import Decay, DecayKind, Group, Matrix, PointsBand

LARGEST = 1_000_000
Fault = tuple[str, str]
"""A place, like `groups.burglary.decay`, and a sentence."""


def faults_of(matrix: Matrix) -> list[Fault]:
    """Return every fault of the matrix, in a fixed order."""
    wild = list(_wild_numbers(matrix))
    if wild:
        return wild
    return [
        *_duplicates(matrix),
        *(fault for group in matrix.groups for fault in _group(group)),
        *_shared_offences(matrix.groups),
        *_history(matrix),
        *_bands("needs_points", matrix.needs_points),
        *_thresholds(matrix),
    ]


def _wild_numbers(matrix: Matrix) -> Iterator[Fault]:
    """Find numbers that nobody could add up by hand, before anything is compared."""
    for place, number in _numbers(matrix):
        if not abs(number) <= LARGEST:
            yield place, "a number lies between −1,000,000 and 1,000,000."


def _numbers(matrix: Matrix) -> Iterator[tuple[str, float]]:
    for group in matrix.groups:
        place = f"groups.{group.code}"
        yield f"{place}.weight_per_event", group.weight_per_event
        yield f"{place}.cap", group.cap or 0
        yield from ((f"{place}.decay", step.share) for step in group.decay.steps)
    if matrix.history:
        yield from (("history.bands", band.points) for band in matrix.history.bands)
    yield from (("needs_points", band.points) for band in matrix.needs_points)
    yield from ((f"thresholds.{one.code}", one.least) for one in matrix.thresholds)


def _duplicates(matrix: Matrix) -> Iterator[Fault]:
    for place, codes in (
        ("groups", [one.code for one in matrix.groups]),
        ("thresholds", [one.code for one in matrix.thresholds]),
    ):
        for code, times in Counter(codes).items():
            if times > 1:
                yield f"{place}.{code}", f"“{code}” is used {times} times."


def _group(group: Group) -> Iterator[Fault]:
    place = f"groups.{group.code}"
    yield from _window(place, group.window_months, group.window_days)
    if group.cap is not None and group.cap < 0:
        yield f"{place}.cap", "a cap is not below 0."
    if group.weight_per_event < 0:
        yield f"{place}.weight_per_event", "a weight is not below 0."
    yield from _decay(f"{place}.decay", group, group.decay)


def _window(place: str, months: int | None, days: int | None) -> Iterator[Fault]:
    if months is not None and days is not None:
        yield place, "a window is in months or in days, not both."
    for length in (months, days):
        if length is not None and length < 1:
            yield place, "a window is at least 1 long."


def _decay(place: str, group: Group, decay: Decay) -> Iterator[Fault]:
    bounded = group.window_months is not None or group.window_days is not None
    if decay.kind is DecayKind.LINEAR and not bounded:
        yield place, "a linear decay needs a window that it ends with."
    halves = decay.halving_days is not None
    if (decay.kind is DecayKind.HALVING) != halves:
        yield place, "a halving decay and its days go together."
    if decay.halving_days is not None and decay.halving_days < 1:
        yield place, "halving takes at least 1 day."
    if (decay.kind is DecayKind.STEPS) != bool(decay.steps):
        yield place, "a decay in steps and its steps go together."
    if decay.steps:
        yield from _steps(place, decay)


def _steps(place: str, decay: Decay) -> Iterator[Fault]:
    if decay.steps[0].days != 0:
        yield place, "the first step begins at 0 days."
    if any(not 0 <= step.share <= 1 for step in decay.steps):
        yield place, "a share lies between 0 and 1."
    for earlier, later in pairwise(decay.steps):
        if later.days <= earlier.days:
            yield place, "steps stand in the order of their days."
        if later.share > earlier.share:
            yield place, "an older event never weighs more."


def _shared_offences(groups: Sequence[Group]) -> Iterator[Fault]:
    for one, other in combinations(groups, 2):
        for code in one.offences:
            if any(code.startswith(o) or o.startswith(code) for o in other.offences):
                yield (
                    f"groups.{other.code}.offences",
                    f"“{code}” is counted in “{one.code}” too.",
                )


def _history(matrix: Matrix) -> Iterator[Fault]:
    history = matrix.history
    if history is None:
        return
    yield from _window("history", history.window_months, history.window_days)
    yield from _bands("history.bands", history.bands)
    for code in history.groups:
        if matrix.group(code) is None:
            yield "history.groups", f"there is no group “{code}”."


def _bands(place: str, bands: Iterable[PointsBand]) -> Iterator[Fault]:
    for earlier, later in pairwise(bands):
        if later.least <= earlier.least:
            yield place, "bands stand in the order of where they begin."


def _thresholds(matrix: Matrix) -> Iterator[Fault]:
    for higher, lower in pairwise(matrix.thresholds):
        if lower.least >= higher.least:
            yield f"thresholds.{lower.code}", "thresholds stand from high to low."
