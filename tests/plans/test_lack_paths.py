"""What a plan lacks leads to the place in the plan where it is put right."""

from typing import Any

import pytest

from iomdesk.cases.case import Risk, RiskLevel
from iomdesk.cases.whole import WholeCase
from iomdesk.plans.loading import standards
from iomdesk.plans.parts import ExitStrategy, GoalStatus, Need, Step, Voice
from iomdesk.plans.quality import quality
from iomdesk.records.ids import PartId
from tests.builders import a_whole_case as a_case
from tests.plans.builders import TODAY, a_plan, an_objective

GOAL, STEP = PartId("g"), PartId("s")
HIGH = Risk(children=RiskLevel.HIGH)


def goal(**parts: Any) -> dict[str, Any]:
    return {"objectives": {GOAL: an_objective(**parts)}}


def step(**parts: Any) -> dict[str, Any]:
    return goal(steps={STEP: Step(**{"text": "Ask", "owner": "Marsh", **parts})})


@pytest.mark.parametrize(
    ("parts", "case", "text", "path"),
    [
        (
            {},
            a_case(risk=HIGH),
            "No control line answers the high risk",
            ("control", "risk/children"),
        ),
        (
            {"needs": {"finance": Need(level="some")}},
            a_case(),
            "no goal, and no reason for none",
            ("needs", "finance"),
        ),
        (
            {"exit_strategy": ExitStrategy()},
            a_case(),
            "exit strategy is empty",
            ("exit_strategy",),
        ),
        (
            {"exit_strategy": ExitStrategy(done="Work", stays="A tag")},
            a_case(),
            "does not say who to ring",
            ("exit_strategy", "ring"),
        ),
        ({"contingency": {}}, a_case(), "no contingency", ("contingency",)),
        (
            {"situation": " "},
            a_case(),
            "situation is not described",
            ("situation",),
        ),
        ({"review_on": None}, a_case(), "no review date", ("review_on",)),
        ({"voice": Voice()}, a_case(), "own view is not recorded", ("voice",)),
        (
            {"visit_every_months": 1, "visit_every_why": " "},
            a_case(),
            "but not why",
            ("visit_every_why",),
        ),
        (
            goal(status=GoalStatus.REMOVED),
            a_case(),
            "removed without a reason",
            ("objectives", GOAL),
        ),
        (goal(steps={}), a_case(), "No step leads to", ("objectives", GOAL)),
        (
            step(owner=" "),
            a_case(),
            "Nobody owns the step",
            ("objectives", GOAL, "steps", STEP),
        ),
        (step(), a_case(), "has no date", ("objectives", GOAL, "steps", STEP)),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_each_lack_leads_to_its_place(
    parts: dict[str, Any], case: WholeCase, text: str, path: tuple[str, ...]
) -> None:
    found = quality(a_plan(**parts), case, {}, standards(), TODAY)

    (reason,) = [one for one in found if text in one.text]
    assert reason.path == path
