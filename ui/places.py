"""Where in the program one can be; a screen is opened by naming its place."""

from attrs import frozen

from iomdesk.records.ids import AssessmentId, CaseId, PaperId, PlanId, VisitId


@frozen(kw_only=True)
class TodayPlace:
    """What is overdue, due, disputed or unfinished."""


@frozen(kw_only=True)
class PeoplePlace:
    """Everybody on this laptop, narrowed by what was typed."""

    text: str = ""


@frozen(kw_only=True)
class ImportPlace:
    """Files being read into the list of people."""


@frozen(kw_only=True)
class PersonPlace:
    """One person; *tab* is summary, timeline, visits, assessments, plan and so on."""

    case_id: CaseId
    tab: str = "summary"


@frozen(kw_only=True)
class VisitPlace:
    """A visit being recorded or read; with a draft, where it was left."""

    case_id: CaseId
    visit_id: VisitId | None = None
    draft_id: str | None = None


@frozen(kw_only=True)
class AssessmentPlace:
    """An assessment being made or read; with a visit, at the scene of it."""

    case_id: CaseId
    instrument: str
    assessment_id: AssessmentId | None = None
    draft_id: str | None = None
    visit_id: VisitId | None = None


@frozen(kw_only=True)
class PlanPlace:
    """A plan being written or read."""

    case_id: CaseId
    plan_id: PlanId | None = None
    draft_id: str | None = None


@frozen(kw_only=True)
class PreviewPlace:
    """A document as it will be printed."""

    case_id: CaseId
    kind: str = "plan"
    which: str | None = None
    paper_id: PaperId | None = None


@frozen(kw_only=True)
class ConflictsPlace:
    """What people must settle, of one case or of all."""

    case_id: CaseId | None = None


@frozen(kw_only=True)
class SyncPlace:
    """The truth about sync."""


@frozen(kw_only=True)
class SettingsPlace:
    """What the force has set and what the officer may choose."""


Place = (
    TodayPlace
    | PeoplePlace
    | ImportPlace
    | PersonPlace
    | VisitPlace
    | AssessmentPlace
    | PlanPlace
    | PreviewPlace
    | ConflictsPlace
    | SyncPlace
    | SettingsPlace
)
