"""What the screen of a person reads at once, on the thread that reads."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from iomdesk.assessments.assessment import Assessment
from iomdesk.assessments.catalogue import Catalogue
from iomdesk.assessments.instrument import Instrument
from iomdesk.assessments.languages import shown_catalogue
from iomdesk.assessments.unheld import made_with
from iomdesk.assessments.wording import wording
from iomdesk.cases.filing import person_with_diary
from iomdesk.cases.received import Received
from iomdesk.cases.whole import WholeCase
from iomdesk.journal.change import Change
from iomdesk.journal.conflict import Conflict
from iomdesk.kinds.registry import Kinds
from iomdesk.papers.paper import Paper
from iomdesk.papers.registry import Offer, Papers, PersonRecords
from iomdesk.plans.plan import Plan
from iomdesk.ports import Draft, DueRow, Queries
from iomdesk.records.ids import CaseId, OfficerId
from iomdesk.visits.visit import Visit

LONGEST_HISTORY = 400


@frozen(kw_only=True)
class Held:
    """Everything about one person that the tabs show, as of one moment."""

    case: WholeCase
    due: tuple[DueRow, ...]
    visits: tuple[Visit, ...]
    assessments: tuple[Assessment, ...]
    plans: tuple[Plan, ...]
    papers: tuple[Paper, ...]
    received: tuple[Received, ...]
    changes: tuple[Change, ...]
    conflicts: tuple[Conflict, ...]
    drafts: tuple[Draft, ...]
    catalogue: Catalogue
    in_use: tuple[Instrument, ...]
    printable: tuple[tuple[str, Offer], ...] = ()
    officers: Mapping[OfficerId, str] = field(factory=dict)

    @property
    def disputed(self) -> bool:
        return bool(self.conflicts)

    def instrument_of(self, assessment: Assessment) -> Instrument:
        return made_with(self.catalogue, assessment)

    def title_of(self, assessment: Assessment) -> str:
        return wording(self.instrument_of(assessment).title)


def read_person(queries: Queries, kinds: Kinds, case_id: CaseId, on: date) -> Held:
    held, records = shown_catalogue(queries), PersonRecords(queries, case_id)
    printable = Papers(kinds).offered(records)
    return Held(
        case=person_with_diary(queries, case_id),
        due=tuple(queries.due_of(case_id)),
        visits=tuple(records.of(Visit)),
        assessments=tuple(records.of(Assessment)),
        plans=tuple(records.of(Plan)),
        printable=tuple((paper.word, offer) for paper, offer in printable),
        papers=tuple(queries.records(Paper, case_id)),
        received=tuple(queries.records(Received, case_id)),
        changes=tuple(queries.history(case_id, limit=LONGEST_HISTORY)),
        conflicts=tuple(queries.conflicts(case_id)),
        drafts=tuple(d for d in queries.drafts() if d.case_id == case_id),
        catalogue=held,
        in_use=held.in_use(on),
        officers=queries.officers(),
    )
