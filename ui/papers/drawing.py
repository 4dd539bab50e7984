"""A paper on its way into the store: read, drawn in the pool, kept."""

from collections.abc import Callable
from functools import partial

from attrs import frozen
from PySide6.QtCore import QObject

from iomdesk.cases.case import Case
from iomdesk.documents.blocks import Document
from iomdesk.errors import UserError
from iomdesk.papers.actions import Rendered
from iomdesk.papers.making import Making
from iomdesk.papers.paper import Paper, PaperFormat
from iomdesk.papers.registry import Subject
from iomdesk.ports import Queries
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
    tasks, store = desk.tasks, desk.store
    subject = Subject(case_id=place.case_id, which=place.which)
    making = Making(
        store=store, word=place.kind, subject=subject, form=form, at=desk.now
    )

    def read() -> tuple[Case, Document]:
        return store.queries.get(Case, place.case_id), making.made()

    def draw(read: tuple[Case, Document]) -> None:
        case, document = read
        tasks.pool(partial(making.drawn, document), partial(keep, case), failed, owner)

    def keep(case: Case, rendered: Rendered) -> None:
        tasks.run(partial(_kept, making, case, rendered), done, failed, owner)

    tasks.read(read, draw, failed, owner)


def read_kept(queries: Queries, place: PreviewPlace) -> Shown:
    """Return the paper that *place* names; NotFound where it is not held."""
    paper = queries.get(Paper, place.paper_id or "")
    case = queries.get(Case, place.case_id)
    return Shown(case=case, paper=paper, content=queries.blob(paper.content_blob))


def _kept(making: Making, case: Case, rendered: Rendered) -> Shown:
    return Shown(case=case, paper=making.kept(rendered), content=rendered.content)
