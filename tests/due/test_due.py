"""What is due, with the reason for its date."""

from datetime import UTC, date, datetime

from attrs import evolve

from iomdesk.cases.case import (
    Appointment,
    Mappa,
    Marker,
)
from iomdesk.cases.sentence import Sentence
from iomdesk.due.loading import due_rules
from iomdesk.plans.parts import GoalStatus, Progress, Step, StepStatus
from iomdesk.records.ids import PartId
from iomdesk.visits.visit import VisitAction
from tests.builders import a_whole_case
from tests.due.builders import a_rated_case, all_due, due_on
from tests.plans.builders import (
    AGREED_AT,
    a_plan,
    an_agreed_plan,
    an_objective,
    assessed,
)
from tests.visits.builders import EVENING, a_visit


def test_nothing_is_due_on_a_closed_case() -> None:
    case = a_rated_case(closed_on=date(2026, 10, 1))

    assert all_due(case, a_visit()) == ()


def test_a_visit_leaves_its_signature_actions_and_stamp_to_do() -> None:
    action = VisitAction(text="Ring housing", owner="PC Lowe", due_on=date(2026, 8, 20))
    done = evolve(action, text="Done", done_on=date(2026, 8, 12))
    visit = a_visit(actions={PartId("a"): action, PartId("b"): done})
    signed = evolve(visit, signed_at=EVENING)
    registered = a_rated_case(registered=True)

    rows = due_on(registered, visits=(visit,))
    assert rows["visit_to_sign"].due_on == date(2026, 8, 11)
    assert rows["visit_action"].what == "Action: Ring housing"
    assert rows["visit_action"].why == "visit of 11 Aug 2026, PC Lowe"
    rows = due_on(registered, visits=(signed,))
    assert rows["visor"].due_on == date(2026, 8, 12)
    assert "visit_to_sign" not in rows
    assert "visor" not in due_on(a_rated_case(), visits=(signed,))
    stamped = evolve(signed, visor_updated_on=date(2026, 8, 12))
    assert "visor" not in due_on(registered, visits=(stamped,))


def test_a_planned_visit_is_due_until_it_starts() -> None:
    planned = a_visit(at=None, outcome=None, planned_for=EVENING)
    rows = due_on(a_rated_case(), visits=(planned,))
    begun = evolve(planned, started_at=EVENING)

    assert rows["planned_visit"].due_on == date(2026, 8, 11)
    assert rows["planned_visit"].why == "planned for 19:05"
    assert "planned_visit" not in due_on(a_rated_case(), visits=(begun,))


def test_the_plan_s_review_is_its_own_date_or_three_months_on() -> None:
    dated = an_agreed_plan(version=3, review_on=date(2026, 11, 21))
    undated = an_agreed_plan(review_on=None)

    row = due_on(a_rated_case(), plans=(dated,))["plan_review"]
    assert (row.due_on, row.why) == (
        date(2026, 11, 21),
        "plan version 3 said 21 Nov 2026",
    )
    row = due_on(a_rated_case(), plans=(undated,))["plan_review"]
    assert row.due_on == date(2026, 11, 23)
    assert "plan_review" not in due_on(a_rated_case(), plans=(a_plan(),))


def test_open_steps_and_goals_of_the_plan_in_force_are_due() -> None:
    step = Step(text="Ask", owner="DC Marsh", due_on=date(2026, 10, 1))
    goal = an_objective(steps={PartId("s"): step}, target_on=date(2026, 12, 1))
    plan = an_agreed_plan(objectives={PartId("o"): goal})
    done = Progress(status=StepStatus.COMPLETED, at=AGREED_AT, by="DC Marsh")
    achieved = evolve(goal, status=GoalStatus.ACHIEVED)

    rows = due_on(a_rated_case(), plans=(plan,))
    assert rows["plan_step"].why == "plan version 1, DC Marsh"
    assert rows["plan_goal"].due_on == date(2026, 12, 1)
    moved = evolve(plan, progress={PartId("s"): done})
    assert "plan_step" not in due_on(a_rated_case(), plans=(moved,))
    reached = evolve(plan, objectives={PartId("o"): achieved})
    assert "plan_goal" not in due_on(a_rated_case(), plans=(reached,))
    newer = an_agreed_plan(version=2)
    assert "plan_step" not in due_on(a_rated_case(), plans=(plan, newer))


def test_dates_of_markers_orders_mappa_and_register_are_due() -> None:
    marker = Marker(
        text="Dog", review_on=date(2026, 12, 1), expires_on=date(2027, 1, 1)
    )
    gone = evolve(marker, text="Gone", ended_on=date(2026, 1, 1))
    order = Sentence(
        description="SHPO",
        kind="Sexual harm prevention order",
        started_on=date(2021, 11, 24),
        expires_on=date(2026, 11, 24),
        length="5 years",
    )
    case = a_rated_case(
        markers={PartId("a"): marker, PartId("b"): gone},
        sentences={PartId("s"): order},
        mappa=Mappa(category=1, level=2, review_on=date(2026, 12, 5)),
        registered_until=date(2031, 3, 12),
    )

    rows = due_on(case)
    assert rows["marker_review"].what == "Review the marker “Dog”"
    assert rows["marker_expiry"].due_on == date(2027, 1, 1)
    assert rows["order_end"].what == "SHPO ends"
    assert rows["order_end"].why == "order of 24 Nov 2021, 5 years"
    assert rows["mappa_review"].why == "review date recorded, level 2"
    assert rows["registration_end"].why == "registered until 12 Mar 2031"


def test_an_appointment_is_due_on_its_day_in_london_until_it_has_an_outcome() -> None:
    late = datetime(2026, 7, 1, 23, 30, tzinfo=UTC)
    appointment = Appointment(kind="Planned office visit", at=late)
    kept = evolve(appointment, complied=True)

    row = due_on(a_whole_case(appointments={PartId("a"): appointment}))["appointment"]
    assert (row.due_on, row.why) == (date(2026, 7, 2), "appointment at 00:30")
    assert due_on(a_whole_case(appointments={PartId("a"): kept})) == {}


def test_an_instrument_is_due_again_only_where_the_force_says_so() -> None:
    done = [assessed(0, health="some"), assessed(9, health="none")]
    rules = evolve(due_rules(), assessment_months={"pathway-needs": 6})

    assert all_due(a_whole_case(), *done) == ()
    assert all_due(a_whole_case(), rules=rules) == ()
    (row,) = all_due(a_whole_case(), *done, rules=rules)
    assert (row.due_on, row.record_id) == (date(2027, 3, 1), "assessment-9")


def test_a_rule_that_is_switched_off_says_nothing() -> None:
    rules = due_rules()
    off = evolve(
        rules,
        visit=evolve(rules.visit, on=False),
        rules={kind: evolve(rule, on=False) for kind, rule in rules.rules.items()},
    )
    case = a_rated_case(registered_until=date(2031, 3, 12))

    assert due_on(case, visits=(a_visit(),), plans=(an_agreed_plan(),), rules=off) == {}


def test_long_texts_are_cut_at_a_word() -> None:
    action = VisitAction(text="word " * 40, due_on=date(2026, 8, 20))
    row = due_on(a_rated_case(), visits=(a_visit(actions={PartId("a"): action}),))

    assert row["visit_action"].what.endswith("word …")
    assert len(row["visit_action"].what) < 95


def test_rows_come_soonest_first() -> None:
    case = a_rated_case(registered=True, registered_until=date(2031, 3, 12))
    rows = all_due(case, a_visit(), an_agreed_plan())

    assert len(rows) >= 3
    assert [r.due_on for r in rows] == sorted(r.due_on for r in rows)
