"""What stands in the way of agreeing a plan, and what is only said."""

import pytest
from attrs import evolve

from iomdesk.cases.case import Risk, RiskLevel
from iomdesk.cases.sentence import Condition, Sentence
from iomdesk.cases.whole import WholeCase
from iomdesk.plans.loading import pathways, quality_rules, standards
from iomdesk.plans.needs import assessed_before, assessed_needs, needs_found
from iomdesk.plans.parts import (
    ExitStrategy,
    GoalStatus,
    Need,
    Objective,
    Step,
    StepStatus,
)
from iomdesk.plans.plan import Plan
from iomdesk.plans.quality import Standards, Weight, quality, risks_to_answer
from iomdesk.records.ids import PartId
from tests.builders import a_whole_case
from tests.plans.builders import TODAY, a_line, a_plan, an_objective, assessed

HIGH = RiskLevel.HIGH


def refusals(
    plan: Plan,
    case: WholeCase | None = None,
    needs: dict[str, Need] | None = None,
    held_against: Standards | None = None,
) -> list[str]:
    found = quality(
        plan, case or a_whole_case(), needs or {}, held_against or standards(), TODAY
    )
    return [reason.text for reason in found if reason.refuses]


def warnings(plan: Plan, case: WholeCase | None = None) -> list[str]:
    found = quality(plan, case or a_whole_case(), {}, standards(), TODAY)
    return [reason.text for reason in found if not reason.refuses]


def test_nothing_stands_in_the_way_of_a_sound_plan() -> None:
    assert refusals(a_plan()) == []


def test_a_rated_risk_needs_a_control_line() -> None:
    case = a_whole_case(risk=Risk(children=HIGH, staff=RiskLevel.LOW))
    answered = a_plan(control={PartId("a"): a_line("risk/children", "risk/staff")})

    assert refusals(a_plan(), case) == [
        "No control line answers the high risk to children.",
        "No control line answers the low risk to staff.",
    ]
    assert refusals(answered, case) == []


def test_a_line_that_has_ended_answers_nothing() -> None:
    case = a_whole_case(risk=Risk(children=HIGH))
    ended = a_plan(control={PartId("a"): a_line("risk/children", ended_on=TODAY)})

    assert len(refusals(ended, case)) == 1


def test_the_overall_level_needs_a_line_only_where_it_stands_alone() -> None:
    rules = quality_rules()
    alone = a_whole_case(risk=Risk(overall=HIGH))
    named = a_whole_case(risk=Risk(overall=HIGH, public=HIGH))

    assert list(risks_to_answer(alone, rules)) == ["overall"]
    assert list(risks_to_answer(named, rules)) == ["public"]


def test_a_force_may_ask_for_lines_from_medium_up_only() -> None:
    rules = evolve(quality_rules(), least_risk=RiskLevel.MEDIUM)
    lenient = Standards(rules=rules, pathways=pathways())
    case = a_whole_case(risk=Risk(staff=RiskLevel.LOW))

    assert refusals(a_plan(), case, held_against=lenient) == []


def test_a_need_wants_a_goal_or_a_reason() -> None:
    needs = {"employment": Need(level="some"), "health": Need(level="none")}
    with_goal = a_plan(objectives={PartId("a"): an_objective("employment")})
    reason = Need(level="some", why_no_goal="Retires in May")

    assert refusals(a_plan(), needs=needs) == [
        "Education, training and employment: no goal, and no reason for none."
    ]
    assert refusals(with_goal, needs=needs) == []
    assert refusals(a_plan(needs={"employment": reason}), needs=needs) == []


def test_a_removed_goal_meets_no_need() -> None:
    removed = an_objective(status=GoalStatus.REMOVED, status_why="Found work")
    plan = a_plan(objectives={PartId("a"): removed})

    assert len(refusals(plan, needs={"employment": Need(level="some")})) == 1


def test_a_level_of_need_that_is_not_known_here_wants_a_goal() -> None:
    assert len(refusals(a_plan(), needs={"health": Need(level="grave")})) == 1


def test_an_empty_exit_strategy_stands_in_the_way() -> None:
    empty = a_plan(exit_strategy=ExitStrategy(done=" "))
    partial = a_plan(exit_strategy=ExitStrategy(ring="DC Marsh"))

    assert refusals(empty) == ["The exit strategy is empty."]
    assert refusals(partial) == []
    assert "The exit strategy does not say what done looks like." in warnings(partial)


def a_case_with_a_condition() -> WholeCase:
    order = Sentence(
        description="SHPO",
        conditions={
            PartId("c1"): Condition(
                text="No unsupervised contact …", short="no contact"
            )
        },
    )
    return a_whole_case(sentences={PartId("s1"): order})


def test_a_condition_without_a_line_is_said_but_does_not_refuse() -> None:
    case = a_case_with_a_condition()
    answered = a_plan(control={PartId("a"): a_line("condition/s1/c1")})

    assert "No line for: “no contact”." in warnings(a_plan(), case)
    assert refusals(a_plan(), case) == []
    assert not any("No line" in text for text in warnings(answered, case))


def test_a_force_may_make_a_condition_without_a_line_refuse() -> None:
    rules = quality_rules()
    strict = evolve(
        rules, checks={**rules.checks, "condition_without_line": Weight.REFUSE}
    )
    held_against = Standards(rules=strict, pathways=pathways())

    assert refusals(a_plan(), a_case_with_a_condition(), held_against=held_against) == [
        "No line for: “no contact”."
    ]


def test_a_bare_plan_is_told_what_it_lacks() -> None:
    said = warnings(a_plan())

    assert "There is no contingency: if this happens, then what?" in said
    assert "Questions of the risk summary without an answer: 6 of 6." in said
    assert "The current situation is not described." in said
    assert refusals(a_plan(review_on=None)) == ["There is no review date."]
    assert "The person's own view is not recorded." in said


@pytest.mark.parametrize(
    ("objective", "words"),
    [
        (an_objective(steps={}), "No step leads to the goal “I will work”."),
        (
            an_objective(steps={PartId("a"): Step(text="Ask")}),
            "Nobody owns the step “Ask”.",
        ),
        (an_objective(), "The step “Ask at the yard” has no date."),
    ],
)
def test_goals_and_steps_say_what_they_lack(objective: Objective, words: str) -> None:
    assert words in warnings(a_plan(objectives={PartId("a"): objective}))


@pytest.mark.parametrize(
    ("objective", "words"),
    [
        (an_objective(status=GoalStatus.REMOVED), "was removed without a reason"),
        (
            an_objective(
                steps={
                    PartId("a"): Step(text="Ask", status=StepStatus.NO_LONGER_NEEDED)
                }
            ),
            "Say why the step cannot be done yet, or is no longer needed.",
        ),
        (
            an_objective(
                steps={PartId("a"): Step(text="Ask", status=StepStatus.COMPLETED)}
            ),
            "Say on what day the step was done.",
        ),
    ],
)
def test_an_ending_without_its_reason_stands_in_the_way(
    objective: Objective, words: str
) -> None:
    (said,) = refusals(a_plan(objectives={PartId("a"): objective}))

    assert words in said


def test_an_interval_of_visits_needs_its_reason() -> None:
    plan = a_plan(visit_every_months=2)

    assert len(refusals(plan)) == 1
    assert refusals(evolve(plan, visit_every_why="New partner")) == []


def test_what_stands_in_the_way_is_said_first() -> None:
    case = a_whole_case(risk=Risk(children=HIGH))
    found = quality(a_plan(), case, {}, standards(), TODAY)

    assert [r.refuses for r in found] == sorted(
        (r.refuses for r in found), reverse=True
    )


def test_needs_come_from_the_newest_completed_assessment() -> None:
    old, new = assessed(0, health="some"), assessed(9, health="significant")
    unfinished = evolve(assessed(20, health="none"), completed_at=None)

    found = assessed_needs([new, old, unfinished])

    assert found == {"health": Need(level="significant", evidence="About health")}
    before = assessed_before([new, old, unfinished], new)
    assert before == old
    assert needs_found(old)["health"].level == "some"
    assert assessed_before([old], old) is None
    assert assessed_needs([]) == {}


def test_every_pathway_of_every_set_is_counted_among_the_seven() -> None:
    known = pathways()
    seven = {p.code for p in known.set_of("7").pathways}
    counted = {p.seven for s in known.sets if s.code != "7" for p in s.pathways}

    assert counted <= seven
    assert len(seven) == 7
    assert known.set_of("no such set").code == known.chosen
