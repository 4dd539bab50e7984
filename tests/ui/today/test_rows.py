"""The rows of Today: in the order of work, each leading to the work itself."""

from datetime import date, timedelta
from typing import Any

import pytest

from iomdesk.journal.conflict import Claim, Conflict, ConflictKind
from iomdesk.ports import CaseRow, Draft, DueRow
from iomdesk.records.ids import CaseId, ChangeId, DeskId, OfficerId, PlanId, VisitId
from tests.conftest import NOON
from ui.places import (
    AssessmentPlace,
    ConflictsPlace,
    PersonPlace,
    Place,
    PlanPlace,
    VisitPlace,
)
from ui.today.reading import Reading
from ui.today.rows import Group, today_rows

TODAY = date(2026, 11, 22)
ONE = CaseId("c1")
DOOLEY = CaseRow(
    case_id=ONE, surname="Dooley", forenames="Wendell", born_on=date(2001, 2, 14),
    risk="high", town="Shrewsbury",
)  # fmt: skip


def due(days: int, kind: str = "visit", record: str = "") -> DueRow:
    return DueRow(
        case_id=ONE, kind=kind, what="Home visit", why="high: every 3 months",
        due_on=TODAY + timedelta(days), record_id=record,
    )  # fmt: skip


def a_draft(form: str, **body: Any) -> Draft:
    return Draft(
        id="d1", form=form, case_id=ONE, body=body, started_at=NOON, saved_at=NOON
    )


def a_conflict() -> Conflict:
    claims = tuple(
        Claim(
            path=("risk", "children"), value=value, change=ChangeId(value), number=None,
            desk=DeskId(value), by=OfficerId("o"), at=NOON,
        )
        for value in ("high", "low")
    )  # fmt: skip
    return Conflict(
        conflict=ConflictKind.FIELD, kind="case", record_id=ONE, case_id=ONE,
        path=("risk", "children"), claims=claims, shown="high",
    )  # fmt: skip


def a_reading(**parts: Any) -> Reading:
    rest: dict[str, Any] = {"due": (), "conflicts": (), "drafts": ()}
    return Reading(today=TODAY, **(rest | parts))


PEOPLE = {ONE: DOOLEY}


def test_overdue_comes_first_and_what_is_due_later_last() -> None:
    reading = a_reading(
        due=(due(-9), due(0), due(5)),
        conflicts=(a_conflict(),),
        drafts=(a_draft("visit"),),
    )

    rows = today_rows(reading, PEOPLE)

    assert [row.when for row in rows] == [
        "9 days overdue", "today", "to settle", "to finish", "in 5 days",
    ]  # fmt: skip


def test_a_row_says_who_how_risky_where_and_why() -> None:
    (row,) = today_rows(a_reading(due=(due(-9),)), PEOPLE)

    assert row.late
    assert (row.person, row.age) == ("DOOLEY, Wendell", " · 25")
    assert (row.risk, row.where) == ("high", "Shrewsbury")
    assert row.why == "high: every 3 months"


def test_a_conflict_names_the_field_as_its_form_does() -> None:
    (row,) = today_rows(a_reading(conflicts=(a_conflict(),)), PEOPLE)

    assert row.what == "Conflict: Risk of serious harm: children"


@pytest.mark.parametrize(
    ("kind", "record", "place"),
    [
        ("visit", "", VisitPlace(case_id=ONE)),
        ("first_visit", "", VisitPlace(case_id=ONE)),
        ("planned_visit", "v1", VisitPlace(case_id=ONE, visit_id=VisitId("v1"))),
        ("visit_to_sign", "v1", VisitPlace(case_id=ONE, visit_id=VisitId("v1"))),
        ("visor", "v1", VisitPlace(case_id=ONE, visit_id=VisitId("v1"))),
        ("plan_review", "p1", PlanPlace(case_id=ONE, plan_id=PlanId("p1"))),
        ("plan_step", "p1", PlanPlace(case_id=ONE, plan_id=PlanId("p1"))),
        ("assessment_review", "a1", PersonPlace(case_id=ONE, tab="assessments")),
        ("order_end", "", PersonPlace(case_id=ONE)),
        ("marker_review", "", PersonPlace(case_id=ONE)),
    ],
)
def test_a_row_opens_the_work_itself(kind: str, record: str, place: Place) -> None:
    (row,) = today_rows(a_reading(due=(due(0, kind, record),)), PEOPLE)

    assert row.place == place
    assert row.action == ("Start visit" if kind.endswith("visit") else "Open")


@pytest.mark.parametrize(
    ("draft", "place"),
    [
        (a_draft("visit"), VisitPlace(case_id=ONE, draft_id="d1")),
        (a_draft("plan"), PlanPlace(case_id=ONE, draft_id="d1")),
        (
            a_draft("assessment", assessment={"instrument": "ogrs3"}),
            AssessmentPlace(case_id=ONE, instrument="ogrs3", draft_id="d1"),
        ),
    ],
)
def test_a_draft_goes_on_where_it_was_left(draft: Draft, place: Place) -> None:
    (row,) = today_rows(a_reading(drafts=(draft,)), PEOPLE)

    assert (row.place, row.action) == (place, "Go on")


def test_a_conflict_leads_to_the_conflicts_of_its_case() -> None:
    (row,) = today_rows(a_reading(conflicts=(a_conflict(),)), PEOPLE)

    assert row.place == ConflictsPlace(case_id=ONE)


def test_a_tile_keeps_only_its_own_rows() -> None:
    reading = a_reading(due=(due(-9), due(-1, "visor", "v1"), due(3)))
    rows = today_rows(reading, PEOPLE)

    assert len(rows.only(Group.OVERDUE)) == 2
    assert [row.place for row in rows.only(Group.VISOR)] == [
        VisitPlace(case_id=ONE, visit_id=VisitId("v1"))
    ]
    assert rows.only(None) == rows


def test_a_person_still_being_read_leaves_the_row_without_a_name() -> None:
    (row,) = today_rows(a_reading(due=(due(0),)), {})

    assert (row.person, row.risk) == ("", "")


def test_the_count_is_what_wants_a_person_now() -> None:
    reading = a_reading(
        due=(due(-9), due(0), due(5)),
        conflicts=(a_conflict(),),
        drafts=(a_draft("visit"),),
    )

    assert reading.waiting == 4
    assert reading.oldest_days == 9
