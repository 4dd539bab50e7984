"""Plans and assessed needs that say what matters and hide the rest."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from iomdesk.assessments.answers import Answer
from iomdesk.assessments.assessment import Assessment
from iomdesk.plans.parts import ControlLine, ExitStrategy, Objective, Pillar, Step
from iomdesk.plans.plan import Approval, Plan
from iomdesk.records.ids import AssessmentId, CaseId, OfficerId, PartId, PlanId, new_id

AGREED_AT = datetime(2026, 8, 23, 9, 0, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def a_plan(**parts: Any) -> Plan:
    """Return a draft that nothing stands in the way of, for a case without risks."""
    said: dict[str, Any] = {
        "id": PlanId(new_id()),
        "case_id": CaseId("case-1"),
        "exit_strategy": ExitStrategy(done="A year without breach"),
        "review_on": date(2026, 12, 22),
    }
    return Plan(**(said | parts))


def an_agreed_plan(**parts: Any) -> Plan:
    return a_plan(**({"agreed_at": AGREED_AT, "agreed_name": "DS Rowe"} | parts))


def an_approval() -> Approval:
    return Approval(
        at=AGREED_AT, by=OfficerId("rowe"), name="DS Rowe", role="supervisor"
    )


def a_line(*answers: str, **parts: Any) -> ControlLine:
    said: dict[str, Any] = {"pillar": Pillar.SUPERVISION, "text": "Visits"}
    return ControlLine(**(said | {"answers": answers} | parts))


def an_objective(pathway: str = "employment", **parts: Any) -> Objective:
    said: dict[str, Any] = {
        "pathway": pathway,
        "text": "I will work",
        "steps": {PartId("ask"): Step(text="Ask at the yard", owner="DC Marsh")},
    }
    return Objective(**(said | parts))


def assessed(days: int = 0, **levels: str) -> Assessment:
    """Return a completed assessment of pathway needs with these levels."""
    at = AGREED_AT + timedelta(days=days)
    return Assessment(
        id=AssessmentId(f"assessment-{days}"),
        case_id=CaseId("case-1"),
        instrument="pathway-needs",
        instrument_version="1",
        instrument_digest="0",
        started_at=at,
        assessor="DC Marsh",
        assessor_id=OfficerId("officer-1"),
        answers={
            f"{code}_need": Answer(choice=level, evidence=f"About {code}")
            for code, level in levels.items()
        },
        completed_at=at,
    )
