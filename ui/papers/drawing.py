"""A paper on its way into the store: read, drawn in the pool, kept."""

from collections.abc import Callable
from datetime import datetime
from functools import partial

from attrs import frozen
from PySide6.QtCore import QObject

from iomdesk.assessments.languages import chosen_language
from iomdesk.cases.case import Case
from iomdesk.documents.blocks import Document, Handling
from iomdesk.documents.printed import Printed
from iomdesk.errors import UserError
from iomdesk.papers.actions import Rendered, keep_paper
from iomdesk.papers.making import make_document
from iomdesk.papers.paper import Paper, PaperFormat, PaperKind
from iomdesk.papers.rendering import render
from iomdesk.ports import Queries, Store
from ui.desk import Desk
from ui.places import PreviewPlace


@frozen(kw_only=True)
class Shown:
    """A paper with its bytes, and whom it is about."""

    case: Case
    paper: Paper
    content: bytes


Done = Callable[[Shown], object]
Failed = Callable[[UserError], object]


def draw_paper(
    desk: Desk,
    place: PreviewPlace,
    form: PaperFormat,
    done: Done,
    failed: Failed,
    owner: QObject,
) -> None:
    """Make the document of *place*, draw it and keep it; *done* hears of all three."""
    tasks, store, kind = desk.tasks, desk.store, PaperKind(place.kind)

    def draw(read: tuple[Case, Document]) -> None:
        case, document = read
        work = partial(render, document, form, kind)
        tasks.pool(work, partial(keep, case), failed, owner)

    def keep(case: Case, rendered: Rendered) -> None:
        tasks.run(partial(_kept, store, case, rendered), done, failed, owner)

    tasks.read(partial(_made, store, place, desk.now), draw, failed, owner)


def read_kept(queries: Queries, place: PreviewPlace) -> Shown:
    """Return the paper that *place* names; NotFound where it is not held."""
    paper = queries.get(Paper, place.paper_id or "")
    case = queries.get(Case, place.case_id)
    return Shown(case=case, paper=paper, content=queries.blob(paper.content_blob))


def _made(store: Store, place: PreviewPlace, at: datetime) -> tuple[Case, Document]:
    queries = store.queries
    printed = Printed(
        by=store.officer.name,
        at=at,
        handling=Handling(desk=queries.sync_state().desk),
        language=chosen_language(queries),
    )
    kind, which = PaperKind(place.kind), place.which
    document = make_document(queries, place.case_id, kind, which, printed)
    return queries.get(Case, place.case_id), document


def _kept(store: Store, case: Case, rendered: Rendered) -> Shown:
    paper = store.do(keep_paper, case.id, rendered)
    return Shown(case=case, paper=paper, content=rendered.content)
