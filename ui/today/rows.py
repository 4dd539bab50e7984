"""The rows of Today: what is due, what is in dispute, what was left unfinished."""

from datetime import date
from enum import StrEnum
from typing import Any

from attrs import frozen

from iomdesk.clock import london_date
from iomdesk.ids import CaseId, PlanId, VisitId
from iomdesk.journal.conflict import Conflict
from iomdesk.ports import CaseRow, Draft, DueRow
from ui.naming import age_words, row_name
from ui.places import (
    AssessmentPlace,
    ConflictsPlace,
    PersonPlace,
    Place,
    PlanPlace,
    VisitPlace,
)
from ui.saying import day_words, due_words
from ui.today.reading import VISOR, Reading

NOT_ASSESSED = "not_assessed"
START, OPEN, SETTLE, GO_ON = "Start visit", "Open", "Settle", "Go on"

_VISITS = frozenset({"visit", "first_visit"})
_ON_VISIT = frozenset({"planned_visit", "visit_to_sign", "visit_action", VISOR})
_ON_PLAN = frozenset({"plan_review", "plan_step", "plan_goal"})


class Group(StrEnum):
    """What a tile counts and a row belongs to."""

    OVERDUE = "overdue"
    TODAY = "today"
    SOON = "soon"
    CONFLICTS = "conflicts"
    DRAFTS = "drafts"
    VISOR = "visor"


@frozen(kw_only=True)
class TodayRow:
    """One line: *place* is the work itself."""

    groups: frozenset[Group]
    when: str
    late: bool = False
    what: str
    case_id: CaseId | None
    person: str
    age: str
    risk: str
    disputed: bool
    where: str
    why: str
    action: str
    place: Place


def today_rows(reading: Reading, people: dict[CaseId, CaseRow]) -> list[TodayRow]:
    """Return all rows in the order of work: overdue, today, to settle, drafts, soon."""
    due = [_due_row(row, people, reading.today) for row in reading.due]
    now = [row for row in due if Group.SOON not in row.groups]
    soon = [row for row in due if Group.SOON in row.groups]
    settle = [_conflict_row(c, people, reading.today) for c in reading.conflicts]
    drafts = [_draft_row(d, people, reading.today) for d in reading.drafts]
    return [*now, *settle, *drafts, *soon]


def only(rows: list[TodayRow], group: Group | None) -> list[TodayRow]:
    return [row for row in rows if group is None or group in row.groups]


def _due_row(row: DueRow, people: dict[CaseId, CaseRow], today: date) -> TodayRow:
    person = people.get(row.case_id)
    starts = row.kind in _VISITS or row.kind == "planned_visit"
    return TodayRow(
        groups=_due_groups(row, today),
        when=due_words(row.due_on, today),
        late=row.due_on < today,
        what=row.what,
        why=row.why,
        action=START if starts else OPEN,
        place=_due_place(row),
        **_about(row.case_id, person, today),
    )


def _due_groups(row: DueRow, today: date) -> frozenset[Group]:
    when = Group.TODAY
    if row.due_on != today:
        when = Group.OVERDUE if row.due_on < today else Group.SOON
    return frozenset({when, Group.VISOR} if row.kind == VISOR else {when})


def _due_place(row: DueRow) -> Place:
    """Return where the work itself is done."""
    if row.kind in _VISITS:
        return VisitPlace(case_id=row.case_id)
    if row.kind in _ON_VISIT:
        return VisitPlace(case_id=row.case_id, visit_id=VisitId(row.record_id))
    if row.kind in _ON_PLAN:
        return PlanPlace(case_id=row.case_id, plan_id=PlanId(row.record_id))
    if row.kind == "assessment_review":
        return PersonPlace(case_id=row.case_id, tab="assessments")
    return PersonPlace(case_id=row.case_id)


def _conflict_row(
    conflict: Conflict, people: dict[CaseId, CaseRow], today: date
) -> TodayRow:
    from iomdesk.wording import field_label  # noqa: PLC0415  heavy, and seldom needed

    latest = max(claim.at for claim in conflict.claims)
    return TodayRow(
        groups=frozenset({Group.CONFLICTS}),
        when="to settle",
        what=f"Conflict: {field_label(conflict.kind, conflict.path)}",
        why=f"two values since {day_words(london_date(latest), today)}",
        action=SETTLE,
        place=ConflictsPlace(case_id=conflict.case_id),
        **_about(conflict.case_id, people.get(conflict.case_id), today),
    )


def _draft_row(draft: Draft, people: dict[CaseId, CaseRow], today: date) -> TodayRow:
    person = people.get(draft.case_id) if draft.case_id else None
    return TodayRow(
        groups=frozenset({Group.DRAFTS}),
        when="to finish",
        what=f"Unfinished {draft.form}",
        why=f"last typed in {day_words(london_date(draft.saved_at), today)}",
        action=GO_ON,
        place=_draft_place(draft),
        **_about(draft.case_id, person, today),
    )


def _draft_place(draft: Draft) -> Place:
    case_id = draft.case_id or CaseId("")
    if draft.form == "visit":
        return VisitPlace(case_id=case_id, draft_id=draft.id)
    if draft.form == "plan":
        return PlanPlace(case_id=case_id, draft_id=draft.id)
    if draft.form == "assessment":
        instrument = str(draft.body["assessment"]["instrument"])
        return AssessmentPlace(
            case_id=case_id, instrument=instrument, draft_id=draft.id
        )
    return PersonPlace(case_id=case_id)


def _about(
    case_id: CaseId | None, person: CaseRow | None, today: date
) -> dict[str, Any]:
    """Return what a row says about its person; nothing while it is still being read."""
    if person is None:
        blank = {"age": "", "risk": "", "where": ""}
        return {"case_id": case_id, "person": "", "disputed": False, **blank}
    return {
        "case_id": case_id,
        "person": row_name(person),
        "age": age_words(person, today),
        "risk": person.risk or NOT_ASSESSED,
        "disputed": person.disputed,
        "where": person.town,
    }
