"""What a plan is made of: control lines, objectives, needs, contingency, exit."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum

from attrs import field, frozen

from iomdesk.records.ids import PartId


class Pillar(StrEnum):
    """Where a control line stands: the RMP pillars (MAPPA), and disruption."""

    SUPERVISION = "supervision"
    MONITORING = "monitoring"
    INTERVENTIONS = "interventions"
    VICTIM_SAFETY = "victim_safety"
    DISRUPTION = "disruption"


class GoalStatus(StrEnum):
    ACTIVE = "active"
    FUTURE = "future"
    ACHIEVED = "achieved"
    REMOVED = "removed"


class StepStatus(StrEnum):
    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    COMPLETED = "completed"
    CANNOT_BE_DONE_YET = "cannot_be_done_yet"
    NO_LONGER_NEEDED = "no_longer_needed"


class Agreement(StrEnum):
    """What the person says to the plan."""

    AGREES = "agrees"
    DOES_NOT_AGREE = "does_not_agree"
    COULD_NOT_ANSWER = "could_not_answer"


@frozen(kw_only=True)
class RiskSummary:
    """The six questions of a risk summary."""

    who: str | None = None
    nature: str | None = None
    when: str | None = None
    increases: str | None = None
    reduces: str | None = None
    other: str | None = None


@frozen(kw_only=True)
class ControlLine:
    """What holds a risk down; *answers* names it: “risk/staff”, “condition/s1/c2”."""

    pillar: Pillar
    text: str
    answers: tuple[str, ...] = ()
    owner: str | None = None
    rank: int = 0
    started_on: date | None = None
    ended_on: date | None = None
    ended_why: str | None = None


@frozen(kw_only=True)
class Step:
    """One thing to do towards an objective, as it stood when the plan was agreed."""

    text: str
    owner: str | None = None
    due_on: date | None = None
    status: StepStatus = StepStatus.NOT_STARTED
    done_on: date | None = None
    why: str | None = None
    rank: int = 0


@frozen(kw_only=True)
class Objective:
    """A goal in the person's own words, on one pathway."""

    pathway: str
    text: str
    status: GoalStatus = GoalStatus.ACTIVE
    status_why: str | None = None
    target_on: date | None = None
    rank: int = 0
    steps: Mapping[PartId, Step] = field(factory=dict)


@frozen(kw_only=True)
class Need:
    """A need on a pathway; *why_no_goal* says why nothing is planned for it."""

    level: str
    evidence: str | None = None
    why_no_goal: str | None = None


@frozen(kw_only=True)
class Contingency:
    """If this happens, then that is done, by whom, by when."""

    trigger: str
    action: str
    who: str | None = None
    by_when: str | None = None
    tell: str | None = None
    rank: int = 0


@frozen(kw_only=True)
class Voice:
    """The person's own view of the plan."""

    agreement: Agreement | None = None
    why: str | None = None
    words: str | None = None


@frozen(kw_only=True)
class ExitStrategy:
    """What done looks like, what stays in place, and who to ring."""

    done: str | None = None
    stays: str | None = None
    ring: str | None = None


@frozen(kw_only=True)
class Progress:
    """How a step went after the plan was agreed."""

    status: StepStatus
    at: datetime
    by: str
    done_on: date | None = None
    why: str | None = None
