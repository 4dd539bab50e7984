"""A selection matrix as data: groups of events, history, needs, thresholds."""

from datetime import date
from enum import StrEnum

from attrs import field, frozen


class Custody(StrEnum):
    """Whether days in custody count in windows and in how old an event is."""

    IN = "in"
    OUT = "out"


class DecayKind(StrEnum):
    """How an event loses weight with its age.

    Linear comes to nothing at the end of the window; halving is by whole spans;
    steps are read off a table.
    """

    NONE = "none"
    LINEAR = "linear"
    HALVING = "halving"
    STEPS = "steps"


@frozen(kw_only=True)
class Step:
    """From *days* on an event has this *share* of its weight."""

    days: int
    share: float


@frozen(kw_only=True)
class Decay:
    kind: DecayKind = DecayKind.NONE
    halving_days: int | None = None
    steps: tuple[Step, ...] = ()


@frozen(kw_only=True)
class Group:
    """Events that weigh alike; *offences* are the beginnings of Home Office codes.

    *cap* is the most that the whole group can come to. A window is in calendar
    months or in days; without one, every event counts.
    """

    code: str
    label: str
    weight_per_event: float
    offences: tuple[str, ...] = ()
    cap: float | None = None
    window_months: int | None = None
    window_days: int | None = None
    decay: Decay = field(factory=Decay)


@frozen(kw_only=True)
class PointsBand:
    """From *least* on there are this many *points*."""

    least: int
    points: float
    label: str = ""


@frozen(kw_only=True)
class History:
    """Points for how many events there were in the window; no *groups* means all.

    Its own *custody* goes before the matrix's: a history “in the community”.
    """

    bands: tuple[PointsBand, ...]
    label: str = "Offending history"
    groups: tuple[str, ...] = ()
    window_months: int | None = None
    window_days: int | None = None
    custody: Custody | None = None


@frozen(kw_only=True)
class Threshold:
    """From *least* points on the matrix says *label*, highest first."""

    code: str
    label: str
    least: float


@frozen(kw_only=True)
class Matrix:
    """One version of a force's matrix."""

    code: str
    version: str
    title: str
    source: str
    valid_from: date
    valid_to: date | None = None
    fictional: bool = False
    custody: Custody = Custody.IN
    groups: tuple[Group, ...] = ()
    history: History | None = None
    needs_points: tuple[PointsBand, ...] = ()
    thresholds: tuple[Threshold, ...] = ()
    notes: str = ""

    def group(self, code: str) -> Group | None:
        return next((one for one in self.groups if one.code == code), None)

    def group_of(self, offence: str) -> Group | None:
        """Return the group that counts this Home Office code, if any does."""
        fitting = (g for g in self.groups if offence.startswith(g.offences or ("-",)))
        return next(fitting, None)
