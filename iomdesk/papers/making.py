"""Making the document of a record, and keeping what was drawn of it."""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import TypeVar

from attrs import evolve

from iomdesk.assessments.assessment import Assessment
from iomdesk.assessments.languages import chosen_language
from iomdesk.cases.filing import person_of
from iomdesk.cases.whole import WholeCase
from iomdesk.documents.blocks import Document, Handling
from iomdesk.documents.printed import Printed
from iomdesk.errors import InputRefused, NotFound
from iomdesk.papers.actions import disclose_paper, keep_paper
from iomdesk.papers.paper import Paper, PaperFormat, PaperKind, next_copy
from iomdesk.papers.rendering import render
from iomdesk.plans.plan import Plan, newest_agreed, newest_draft
from iomdesk.ports import Queries, Record, Store
from iomdesk.records.ids import BlobHash, CaseId
from iomdesk.visits.reference import newest_first
from iomdesk.visits.visit import Visit

R = TypeVar("R", bound=Record)
W = TypeVar("W", bound=StrEnum)
Maker = Callable[[Queries, WholeCase, str | None, Printed], Document]


def make_document(
    queries: Queries,
    case_id: CaseId,
    kind: PaperKind,
    which: str | None,
    printed: Printed,
) -> Document:
    """Return the record *which*, or the newest of its kind, as a numbered copy."""
    case = person_of(queries, case_id)
    document = _maker(kind)(queries, case, which, printed)
    copy = next_copy(queries.records(Paper, case_id), document.reference)
    return evolve(document, handling=evolve(document.handling, copy=str(copy)))


def keep_and_disclose(
    store: Store,
    case_id: CaseId,
    kind: str,
    form: str,
    *,
    to: str,
    which: str | None = None,
    why: str | None = None,
    language: str | None = None,
) -> bytes:
    """Make a document, keep it, log the copy that goes to *to*, and return it."""
    paper_kind, paper_form = _word(PaperKind, kind), _word(PaperFormat, form)
    desk = store.queries.sync_state().desk
    printed = Printed(
        by=store.officer.name,
        at=store.clock(),
        handling=Handling(desk=desk),
        language=language or chosen_language(store.queries),
    )
    document = make_document(store.queries, case_id, paper_kind, which, printed)
    rendered = render(document, paper_form, paper_kind)
    paper = store.do(keep_paper, case_id, rendered)
    store.do(disclose_paper, paper.id, to, why)
    return rendered.content


def _maker(kind: PaperKind) -> Maker:
    makers: dict[PaperKind, Maker] = {
        PaperKind.PLAN: _plan,
        PaperKind.VISIT: _visit,
        PaperKind.ASSESSMENT: _assessment,
        PaperKind.SCORES: _scores,
    }
    return makers[kind]


def _plan(
    queries: Queries, case: WholeCase, which: str | None, printed: Printed
) -> Document:
    from iomdesk.plans.document import plan_document  # noqa: PLC0415

    plans = queries.records(Plan, case.id)
    plan = _named(plans, which) or newest_agreed(plans) or newest_draft(plans)
    if plan is None:
        raise NotFound("There is no plan for this person yet. Write one first.")
    return plan_document(
        case,
        plan,
        printed,
        plans=plans,
        assessments=queries.records(Assessment, case.id),
        visits=queries.records(Visit, case.id),
    )


def _visit(
    queries: Queries, case: WholeCase, which: str | None, printed: Printed
) -> Document:
    from iomdesk.visits.document import pictures_of, visit_document  # noqa: PLC0415

    visits = queries.records(Visit, case.id)
    visit = _named(visits, which) or next(iter(newest_first(visits)), None)
    if visit is None:
        raise NotFound("No visit to this person is recorded yet.")
    pictures = _pictures(queries, pictures_of(visit))
    return visit_document(case, visit, pictures, printed)


def _assessment(
    queries: Queries, case: WholeCase, which: str | None, printed: Printed
) -> Document:
    from iomdesk.assessments.catalogue import catalogue  # noqa: PLC0415
    from iomdesk.assessments.document import assessment_document  # noqa: PLC0415
    from iomdesk.assessments.unheld import made_with  # noqa: PLC0415
    from iomdesk.plans.on_paper import assessment_wheel  # noqa: PLC0415

    held = queries.records(Assessment, case.id)
    done = sorted(
        (a for a in held if a.completed_at), key=lambda a: str(a.completed_at)
    )
    assessment = _named(held, which) or (done[-1] if done else None)
    if assessment is None:
        raise NotFound("No assessment of this person is completed yet.")
    instrument = made_with(catalogue(queries), assessment)
    drawn = assessment_wheel(assessment, held)
    return assessment_document(case, assessment, instrument, printed, drawn)


def _scores(
    queries: Queries, case: WholeCase, which: str | None, printed: Printed
) -> Document:
    from iomdesk.assessments.person_scores import person_scores  # noqa: PLC0415
    from iomdesk.assessments.score_paper import scores_document  # noqa: PLC0415

    lines = person_scores(queries, case)
    if which is not None:
        lines = tuple(line for line in lines if line.id == which)
        if not lines:
            raise NotFound(f"This person has no record “{which}” of that kind.")
    if not lines:
        raise NotFound("No score of this person is recorded or computed yet.")
    return scores_document(case, lines, printed)


def _named(records: Sequence[R], which: str | None) -> R | None:
    """Return the record called *which*; NotFound where one is named and not held."""
    if which is None:
        return None
    found = next((record for record in records if record.id == which), None)
    if found is None:
        raise NotFound(f"This person has no record “{which}” of that kind.")
    return found


def _pictures(queries: Queries, names: Sequence[BlobHash]) -> dict[BlobHash, bytes]:
    """Return those pictures that are on this laptop."""
    held: dict[BlobHash, bytes] = {}
    for name in names:
        try:
            held[name] = queries.blob(name)
        except NotFound:
            continue
    return held


def _word(words: type[W], said: str) -> W:
    try:
        return words(said)
    except ValueError:
        listed = ", ".join(word.value for word in words)
        raise InputRefused(f"“{said}” is not one of: {listed}.") from None
