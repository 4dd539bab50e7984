"""What the screen of a person reads at once, on the thread that reads."""

from attrs import frozen

from iomdesk.assessments.assessment import Assessment
from iomdesk.assessments.instrument import Instrument, Status
from iomdesk.assessments.loading import find_instrument, shipped_instruments
from iomdesk.assessments.wording import wording
from iomdesk.cases.case import Case
from iomdesk.cases.received import Received
from iomdesk.ids import CaseId
from iomdesk.journal.change import Change
from iomdesk.journal.conflict import Conflict
from iomdesk.papers.paper import Paper
from iomdesk.plans.plan import Plan
from iomdesk.ports import Draft, DueRow, Queries
from iomdesk.visits.visit import Visit

LONGEST_HISTORY = 400


@frozen(kw_only=True)
class Held:
    """Everything about one person that the tabs show, as of one moment."""

    case: Case
    due: tuple[DueRow, ...]
    visits: tuple[Visit, ...]
    assessments: tuple[Assessment, ...]
    plans: tuple[Plan, ...]
    papers: tuple[Paper, ...]
    received: tuple[Received, ...]
    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    drafts: tuple[Draft, ...]
    in_use: tuple[Instrument, ...]

    @property
    def disputed(self) -> bool:
        return bool(self.conflicts)

    def instrument_of(self, assessment: Assessment) -> Instrument:
        return find_instrument(assessment.instrument, assessment.instrument_version)

    def title_of(self, assessment: Assessment) -> str:
        return wording(self.instrument_of(assessment).title)


def read_person(queries: Queries, case_id: CaseId) -> Held:
    return Held(
        case=queries.get(Case, case_id),
        due=tuple(queries.due_of(case_id)),
        visits=tuple(queries.records(Visit, case_id)),
        assessments=tuple(queries.records(Assessment, case_id)),
        plans=tuple(queries.records(Plan, case_id)),
        papers=tuple(queries.records(Paper, case_id)),
        received=tuple(queries.records(Received, case_id)),
        changes=tuple(queries.history(case_id, limit=LONGEST_HISTORY)),
        conflicts=tuple(queries.conflicts(case_id)),
        drafts=tuple(d for d in queries.drafts() if d.case_id == case_id),
        in_use=_in_use(),
    )


def _in_use() -> tuple[Instrument, ...]:
    """Return the newest version of each instrument that can be started now."""
    active = {one.code for one in shipped_instruments() if one.status is Status.ACTIVE}
    return tuple(find_instrument(code) for code in sorted(active))
