"""The rows of Today: what is due, what is in dispute, what was left unfinished."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, overload

from attrs import frozen

from iomdesk.clock import london_date
from iomdesk.journal.conflict import Conflict
from iomdesk.ports import CaseRow, Draft, DueRow
from iomdesk.records.ids import CaseId, PlanId, VisitId
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

Waits = DueRow | Conflict | Draft

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


_TO_SETTLE = frozenset({Group.CONFLICTS})
_TO_FINISH = frozenset({Group.DRAFTS})


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


class TodayRows(Sequence[TodayRow]):
    """Rows in the order of work; each is made when it is looked at."""

    def __init__(
        self, waiting: Sequence[Waits], people: Mapping[CaseId, CaseRow], today: date
    ) -> None:
        self._waiting = waiting
        self._people = people
        self._today = today
        self._groups = [_groups(waits, today) for waits in waiting]
        self._made: dict[int, TodayRow] = {}

    def __len__(self) -> int:
        return len(self._waiting)

    @overload
    def __getitem__(self, at: int) -> TodayRow: ...

    @overload
    def __getitem__(self, at: slice) -> "TodayRows": ...

    def __getitem__(self, at: int | slice) -> "TodayRow | TodayRows":
        if isinstance(at, slice):
            return TodayRows(self._waiting[at], self._people, self._today)
        if at not in self._made:
            self._made[at] = _row(self._waiting[at], self._people, self._today)
        return self._made[at]

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, TodayRows):
            return NotImplemented
        mine = (self._today, self._waiting, self._people)
        return mine == (other._today, other._waiting, other._people)

    def __hash__(self) -> int:
        return id(self)

    def count(self, group: object) -> int:
        """Return how many rows belong to *group*."""
        return sum(group in groups for groups in self._groups)

    def only(self, group: Group | None) -> "TodayRows":
        if group is None:
            return self
        grouped = zip(self._waiting, self._groups, strict=True)
        chosen = [waits for waits, groups in grouped if group in groups]
        return TodayRows(chosen, self._people, self._today)


def today_rows(reading: Reading, people: Mapping[CaseId, CaseRow]) -> TodayRows:
    """Return all rows in the order of work: overdue, today, to settle, drafts, soon."""
    now: list[Waits] = [*reading.overdue, *reading.due_today]
    waiting = [*now, *reading.conflicts, *reading.drafts, *reading.due_soon]
    return TodayRows(waiting, dict(people), reading.today)


def _groups(waits: Waits, today: date) -> frozenset[Group]:
    if isinstance(waits, DueRow):
        return _due_groups(waits, today)
    return _TO_SETTLE if isinstance(waits, Conflict) else _TO_FINISH


def _row(waits: Waits, people: Mapping[CaseId, CaseRow], today: date) -> TodayRow:
    if isinstance(waits, DueRow):
        return _due_row(waits, people, today)
    if isinstance(waits, Conflict):
        return _conflict_row(waits, people, today)
    return _draft_row(waits, people, today)


def _due_row(row: DueRow, people: Mapping[CaseId, CaseRow], today: date) -> TodayRow:
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
    conflict: Conflict, people: Mapping[CaseId, CaseRow], today: date
) -> TodayRow:
    from iomdesk.wording import field_label  # noqa: PLC0415  heavy, and seldom needed

    latest = max(claim.at for claim in conflict.claims)
    return TodayRow(
        groups=_TO_SETTLE,
        when="to settle",
        what=f"Conflict: {field_label(conflict.kind, conflict.path)}",
        why=f"two values since {day_words(london_date(latest), today)}",
        action=SETTLE,
        place=ConflictsPlace(case_id=conflict.case_id),
        **_about(conflict.case_id, people.get(conflict.case_id), today),
    )


def _draft_row(draft: Draft, people: Mapping[CaseId, CaseRow], today: date) -> TodayRow:
    person = people.get(draft.case_id) if draft.case_id else None
    return TodayRow(
        groups=_TO_FINISH,
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
