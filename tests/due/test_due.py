"""What is due, with the reason for its date."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.cases.case import (
    Appointment,
    Case,
    Cohort,
    Mappa,
    Marker,
    Risk,
    RiskLevel,
)
from iomdesk.cases.sentence import Sentence
from iomdesk.clock import london_date
from iomdesk.dates import add_months
from iomdesk.due.due import due
from iomdesk.due.loading import due_rules
from iomdesk.due.on_visits import interval
from iomdesk.due.rules import DueRules
from iomdesk.plans.parts import GoalStatus, Progress, Step, StepStatus
from iomdesk.plans.plan import Plan
from iomdesk.ports import DueRow
from iomdesk.records.ids import PartId
from iomdesk.visits.visit import Visit, VisitAction
from tests.builders import a_case
from tests.plans.builders import (
    AGREED_AT,
    a_plan,
    an_agreed_plan,
    an_objective,
    assessed,
)
from tests.visits.builders import EVENING, a_visit

OPENED = datetime(2026, 8, 1, 9, tzinfo=UTC)


def due_on(
    case: Case,
    *,
    visits: tuple[Visit, ...] = (),
    plans: tuple[Plan, ...] = (),
    rules: DueRules | None = None,
    arrived_on: date | None = None,
) -> dict[str, DueRow]:
    """Return what is due by its kind."""
    rows = due(case, visits, (), plans, rules or due_rules(), arrived_on=arrived_on)
    return {row.kind: row for row in rows}


def a_rated_case(level: str | None = "high", **parts: Any) -> Case:
    risk = Risk(overall=RiskLevel(level)) if level else Risk()
    return a_case(risk=risk, opened_at=OPENED, **parts)


@pytest.mark.parametrize(
    ("level", "day", "why"),
    [
        ("very_high", date(2026, 9, 11), "very high: every month"),
        ("high", date(2026, 11, 11), "high: every 3 months"),
        ("medium", date(2027, 2, 11), "medium: every 6 months"),
        ("low", date(2027, 8, 11), "low: every year"),
        (None, date(2027, 2, 11), "not assessed: every 6 months"),
    ],
)
def test_the_next_visit_follows_the_risk(
    level: str | None, day: date, why: str
) -> None:
    row = due_on(a_rated_case(level), visits=(a_visit(),))["visit"]

    assert (row.due_on, row.why) == (day, why)


def test_the_plan_in_force_sets_the_interval_over_case_and_risk() -> None:
    case = a_rated_case(visit_every_months=4)
    plan = an_agreed_plan(version=3, visit_every_months=2)
    draft = a_plan(version=4, visit_every_months=9)
    visits = (a_visit(),)

    assert due_on(case, visits=visits)["visit"].why == (
        "set for this person: every 4 months"
    )
    row = due_on(case, visits=visits, plans=(plan, draft))["visit"]
    assert row.why == "plan version 3: every 2 months"
    assert row.due_on == date(2026, 10, 11)


def test_a_raised_risk_brings_the_next_visit_forward() -> None:
    visits = (a_visit(),)
    before = due_on(a_rated_case("medium"), visits=visits)["visit"]
    after = due_on(a_rated_case("high"), visits=visits)["visit"]

    assert after.due_on < before.due_on


def test_a_date_said_at_the_visit_counts_only_if_it_is_sooner() -> None:
    sooner = a_visit(next_visit_on=date(2026, 9, 1))
    later = a_visit(next_visit_on=date(2027, 9, 1))

    said = due_on(a_rated_case(), visits=(sooner,))["visit"]
    assert (said.due_on, said.why) == (
        date(2026, 9, 1),
        "said at the visit of 11 Aug 2026",
    )
    assert due_on(a_rated_case(), visits=(later,))["visit"].due_on == date(2026, 11, 11)


@pytest.mark.parametrize(
    "parts",
    [{"outcome": "no_reply"}, {"kind": "office"}, {"outcome": None}],
)
def test_only_being_seen_at_home_resets_the_clock(parts: dict[str, Any]) -> None:
    later = a_visit(at=EVENING + timedelta(days=30), **parts)
    row = due_on(a_rated_case(), visits=(a_visit(), later))["visit"]

    assert row.due_on == date(2026, 11, 11)


@pytest.mark.parametrize(
    ("level", "day"),
    [
        ("very_high", date(2026, 8, 16)),
        ("medium", date(2026, 9, 12)),
        (None, date(2026, 9, 12)),
    ],
)
def test_a_person_never_seen_at_home_is_due_a_first_visit(
    level: str | None, day: date
) -> None:
    failed = a_visit(outcome="no_reply")
    rows = due_on(a_rated_case(level), visits=(failed,))

    assert rows["first_visit"].due_on == day
    assert "not seen at home yet" in rows["first_visit"].why
    assert "visit" not in rows


def test_a_later_release_starts_the_clock_of_the_first_visit() -> None:
    licence = Sentence(description="Licence", released_on=date(2026, 9, 1))
    rows = due_on(a_rated_case(sentences={PartId("s"): licence}))

    assert rows["first_visit"].due_on == date(2026, 9, 16)


def test_an_imported_person_came_with_the_newest_cohort_or_sentence() -> None:
    cohort = Cohort(name="IOM", started_on=date(2026, 9, 1))
    order = Sentence(description="Order", started_on=date(2026, 6, 1))
    case = a_case(
        risk=Risk(public=RiskLevel.LOW),
        cohorts={PartId("c"): cohort},
        sentences={PartId("s"): order},
    )

    assert due_on(case)["first_visit"].due_on == date(2026, 11, 24)


@pytest.mark.parametrize("started", [date(2023, 6, 1), None])
def test_visits_before_an_import_lie_elsewhere_so_days_count_from_the_import(
    started: date | None,
) -> None:
    cohorts = {PartId("c"): Cohort(name="IOM", started_on=started)}
    case = a_case(risk=Risk(public=RiskLevel.HIGH), cohorts=cohorts)

    row = due_on(case, arrived_on=date(2026, 11, 27))["first_visit"]

    assert row.due_on == date(2026, 12, 12)
    assert row.why == "high, no visit on record here: 15 days from 27 Nov 2026"


def an_appointment(kind: str, day: date, **said: Any) -> dict[PartId, Appointment]:
    at = datetime(day.year, day.month, day.day, 10, 0, tzinfo=UTC)
    return {PartId(f"{kind} {day}"): Appointment(kind=kind, at=at, **said)}


def an_imported_case(*held: dict[PartId, Appointment]) -> Case:
    started = {PartId("c"): Cohort(name="IOM", started_on=date(2023, 6, 1))}
    appointments = {key: one for part in held for key, one in part.items()}
    return a_case(
        risk=Risk(public=RiskLevel.HIGH), cohorts=started, appointments=appointments
    )


@pytest.mark.parametrize(
    ("kind", "said"),
    [
        ("Home Visit to Case (NS)", {"complied": True}),
        ("Planned home visit", {"outcome": "Attended - Failed To Comply"}),
        ("Initial Appointment - Home Visit (NS)", {"outcome": "Attended - Complied"}),
        ("Joint home visits", {"complied": True, "absent": False}),
    ],
)
def test_a_visit_at_home_that_the_source_has_counts_as_one_recorded_here(
    kind: str, said: dict[str, Any]
) -> None:
    case = an_imported_case(
        an_appointment(kind, date(2026, 8, 1), **said),
        an_appointment("Home Visit to Case (NS)", date(2026, 5, 1), complied=True),
    )

    rows = due_on(case, arrived_on=date(2026, 11, 27))

    assert "first_visit" not in rows
    assert rows["visit"].due_on == date(2026, 11, 1)
    assert "seen at home on 1 Aug 2026" in rows["visit"].why


def test_the_newest_visit_counts_wherever_it_is_recorded() -> None:
    older = an_imported_case(
        an_appointment("Home visit", date(2026, 8, 1), complied=True)
    )
    newer = an_imported_case(
        an_appointment("Home visit", date(2026, 9, 1), complied=True)
    )

    assert due_on(older, visits=(a_visit(),))["visit"].due_on == date(2026, 11, 11)
    assert due_on(newer, visits=(a_visit(),))["visit"].due_on == date(2026, 12, 1)


@pytest.mark.parametrize(
    "said",
    [
        {},
        {"complied": False},
        {"absent": True, "outcome": "Attended"},
        {"acceptable_absence": True, "complied": True},
        {"outcome": "Failed to attend"},
        {"outcome": "Unacceptable absence"},
    ],
)
def test_a_visit_that_nobody_says_was_kept_is_none(said: dict[str, Any]) -> None:
    case = an_imported_case(an_appointment("Home visit", date(2026, 8, 1), **said))

    row = due_on(case, arrived_on=date(2026, 11, 27))["first_visit"]

    assert row.due_on == date(2026, 12, 12)


def test_without_a_visit_at_home_the_last_contact_counts_and_not_the_import() -> None:
    case = an_imported_case(
        an_appointment("Phone call", date(2024, 12, 22), complied=True),
        an_appointment("Office visit", date(2024, 3, 22), complied=True),
        an_appointment("Phone call", date(2026, 12, 24), complied=True),
    )

    row = due_on(case, arrived_on=date(2026, 11, 27))["first_visit"]

    assert row.due_on == date(2025, 1, 6)
    assert "last contact 22 Dec 2024" in row.why


def test_a_contact_before_the_cohort_began_says_nothing_of_it() -> None:
    case = an_imported_case(
        an_appointment("Phone call", date(2022, 12, 22), complied=True)
    )

    row = due_on(case, arrived_on=date(2026, 11, 27))["first_visit"]

    assert row.due_on == date(2026, 12, 12)


def test_whoever_comes_into_the_cohort_after_the_import_counts_from_then() -> None:
    cohorts = {PartId("c"): Cohort(name="IOM", started_on=date(2026, 11, 27))}
    case = a_case(risk=Risk(public=RiskLevel.HIGH), cohorts=cohorts)

    row = due_on(case, arrived_on=date(2026, 11, 1))["first_visit"]

    assert row.why == "high, not seen at home yet: 15 days from 27 Nov 2026"


def test_a_force_may_count_an_imported_person_from_the_start_all_the_same() -> None:
    rules = due_rules()
    strict = evolve(rules, first_visit=evolve(rules.first_visit, from_arrival=False))
    cohorts = {PartId("c"): Cohort(name="IOM", started_on=date(2023, 6, 1))}
    case = a_case(risk=Risk(public=RiskLevel.HIGH), cohorts=cohorts)

    row = due_on(case, rules=strict, arrived_on=date(2026, 11, 27))["first_visit"]

    assert row.due_on == date(2023, 6, 16)


def test_nothing_says_when_an_undated_case_is_first_visited() -> None:
    assert "first_visit" not in due_on(a_case())


def test_nobody_is_visited_at_home_in_custody() -> None:
    rows = due_on(a_rated_case(in_custody=True), visits=(a_visit(),))

    assert "visit" not in rows
    assert "first_visit" not in due_on(a_rated_case(in_custody=True))


def test_nothing_is_due_on_a_closed_case() -> None:
    case = a_rated_case(closed_on=date(2026, 10, 1))

    assert due(case, (a_visit(),), (), (), due_rules()) == ()


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

    row = due_on(a_case(appointments={PartId("a"): appointment}))["appointment"]
    assert (row.due_on, row.why) == (date(2026, 7, 2), "appointment at 00:30")
    assert due_on(a_case(appointments={PartId("a"): kept})) == {}


def test_an_instrument_is_due_again_only_where_the_force_says_so() -> None:
    done = [assessed(0, health="some"), assessed(9, health="none")]
    rules = evolve(due_rules(), assessment_months={"pathway-needs": 6})

    assert due(a_case(), (), done, (), due_rules()) == ()
    assert due(a_case(), (), (), (), rules) == ()
    (row,) = due(a_case(), (), done, (), rules)
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
    rows = due(case, (a_visit(),), (), (an_agreed_plan(),), due_rules())

    assert len(rows) >= 3
    assert [r.due_on for r in rows] == sorted(r.due_on for r in rows)


@given(
    st.integers(0, 100 * 365 * 24 * 60).map(
        lambda minutes: datetime(2000, 1, 1, tzinfo=UTC) + timedelta(minutes=minutes)
    ),
    st.sampled_from(list(RiskLevel)),
)
def test_the_next_visit_is_whole_months_after_the_day_in_london(
    at: datetime, level: RiskLevel
) -> None:
    case, rules = a_rated_case(level.value), due_rules()
    row = due_on(case, visits=(a_visit(at=at),))["visit"]

    assert row.due_on == add_months(london_date(at), rules.visit.months[level])
    assert interval(case, None, rules).why == row.why
