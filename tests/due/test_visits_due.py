"""When the next visit is due, and the first one."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.cases.case import (
    Appointment,
    Cohort,
    Risk,
    RiskLevel,
)
from iomdesk.cases.sentence import Sentence
from iomdesk.cases.whole import WholeCase
from iomdesk.clock import london_date
from iomdesk.dates import add_months
from iomdesk.due.loading import due_rules
from iomdesk.due.on_visits import interval
from iomdesk.records.ids import PartId
from tests.builders import a_whole_case
from tests.due.builders import a_rated_case, due_on
from tests.plans.builders import (
    a_plan,
    an_agreed_plan,
)
from tests.visits.builders import EVENING, a_visit


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
    case = a_whole_case(
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
    case = a_whole_case(risk=Risk(public=RiskLevel.HIGH), cohorts=cohorts)

    row = due_on(case, arrived_on=date(2026, 11, 27))["first_visit"]

    assert row.due_on == date(2026, 12, 12)
    assert row.why == "high, no visit on record here: 15 days from 27 Nov 2026"


def an_appointment(kind: str, day: date, **said: Any) -> dict[PartId, Appointment]:
    at = datetime(day.year, day.month, day.day, 10, 0, tzinfo=UTC)
    return {PartId(f"{kind} {day}"): Appointment(kind=kind, at=at, **said)}


def an_imported_case(*held: dict[PartId, Appointment]) -> WholeCase:
    started = {PartId("c"): Cohort(name="IOM", started_on=date(2023, 6, 1))}
    appointments = {key: one for part in held for key, one in part.items()}
    return a_whole_case(
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
    case = a_whole_case(risk=Risk(public=RiskLevel.HIGH), cohorts=cohorts)

    row = due_on(case, arrived_on=date(2026, 11, 1))["first_visit"]

    assert row.why == "high, not seen at home yet: 15 days from 27 Nov 2026"


def test_a_force_may_count_an_imported_person_from_the_start_all_the_same() -> None:
    rules = due_rules()
    strict = evolve(rules, first_visit=evolve(rules.first_visit, from_arrival=False))
    cohorts = {PartId("c"): Cohort(name="IOM", started_on=date(2023, 6, 1))}
    case = a_whole_case(risk=Risk(public=RiskLevel.HIGH), cohorts=cohorts)

    row = due_on(case, rules=strict, arrived_on=date(2026, 11, 27))["first_visit"]

    assert row.due_on == date(2023, 6, 16)


def test_nothing_says_when_an_undated_case_is_first_visited() -> None:
    assert "first_visit" not in due_on(a_whole_case())


def test_nobody_is_visited_at_home_in_custody() -> None:
    rows = due_on(a_rated_case(in_custody=True), visits=(a_visit(),))

    assert "visit" not in rows
    assert "first_visit" not in due_on(a_rated_case(in_custody=True))


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
