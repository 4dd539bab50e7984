"""What the form of a visit reads at once: the person, last time, what is unfinished."""

from datetime import date

from attrs import frozen

from iomdesk.cases.filing import person_of
from iomdesk.cases.whole import WholeCase
from iomdesk.clock import london_date
from iomdesk.ports import Draft, Opened, Queries
from iomdesk.records.ids import CaseId, VisitId
from iomdesk.visits.checklist import AskedGroup, Last, checklist
from iomdesk.visits.form import WORD
from iomdesk.visits.loading import checklist_of, visit_reference
from iomdesk.visits.reference import entry_warrant_text, last_seen, newest_first
from iomdesk.visits.visit import Visit
from ui.places import VisitPlace


@frozen(kw_only=True)
class HeldVisit:
    """The person and what the form starts from; *visit* is None for a new one."""

    case: WholeCase
    visits: tuple[Visit, ...]
    drafts: tuple[Draft, ...]
    disputed: bool
    visit: Visit | None = None
    opened: Opened | None = None
    draft: Draft | None = None

    @property
    def unfinished(self) -> Visit | None:
        """Return the newest visit that was started and not signed."""
        return next((v for v in newest_first(self.visits) if not v.signed_at), None)

    def last_before(self, visit: Visit) -> Last | None:
        """Return the last visit at which the person was seen, apart from this one."""
        others = [v for v in self.visits if v.id != visit.id]
        found = last_seen(others, visit_reference())
        if found is None or found.started_at is None:
            return None
        return Last(visit=found, on=london_date(found.started_at))

    def groups(self, visit: Visit, today: date) -> tuple[AskedGroup, ...]:
        """Return what to look at on this visit, last time's answers beside."""
        return checklist(
            self.case,
            self.last_before(visit),
            checklist_of(visit.checklist),
            visit_reference(),
            visit.kind,
            today,
        )

    def warrant_words(self, visit: Visit) -> str | None:
        """Return what to say about a warrant, with this visit counted."""
        others = [v for v in self.visits if v.id != visit.id]
        return entry_warrant_text(self.case, [*others, visit], visit_reference())


def read_visit(queries: Queries, place: VisitPlace) -> HeldVisit:
    drafts = _drafts(queries, place.case_id)
    draft = next((d for d in drafts if d.id == place.draft_id), None)
    visit_id = place.visit_id or (visit_id_of(draft) if draft else None)
    if draft is None and visit_id:
        draft = next((d for d in drafts if visit_id_of(d) == visit_id), None)
    return HeldVisit(
        case=person_of(queries, place.case_id),
        visits=tuple(queries.records(Visit, place.case_id)),
        drafts=drafts,
        disputed=bool(queries.conflicts(place.case_id)),
        visit=queries.get(Visit, visit_id) if visit_id else None,
        opened=queries.opened(Visit, visit_id) if visit_id else None,
        draft=draft,
    )


def visit_id_of(draft: Draft) -> VisitId:
    """Return which visit the draft was typed in, however old its form is."""
    return VisitId(draft.body[WORD]["id"])


def _drafts(queries: Queries, case_id: CaseId) -> tuple[Draft, ...]:
    return tuple(d for d in queries.drafts() if d.case_id == case_id and d.form == WORD)
