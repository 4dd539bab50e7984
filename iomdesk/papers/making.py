"""A paper on its way into the store: made, drawn, kept; and a copy that leaves it."""

from datetime import datetime

from attrs import evolve, frozen

from iomdesk.documents.blocks import Document, Handling
from iomdesk.documents.printed import Printed
from iomdesk.errors import InputRefused
from iomdesk.papers.actions import Rendered, disclose_paper, keep_paper
from iomdesk.papers.paper import Paper, PaperFormat, next_copy
from iomdesk.papers.registry import Papers, Subject
from iomdesk.papers.rendering import render
from iomdesk.ports import Store
from iomdesk.records.ids import CaseId


@frozen(kw_only=True)
class Making:
    """One paper, step by step: each step may be done on a thread of its own."""

    store: Store
    word: str
    subject: Subject
    form: PaperFormat
    at: datetime
    language: str | None = None

    def made(self) -> Document:
        """Read the records and return the document: for a thread that reads."""
        printed = Printed(
            by=self.store.officer.name,
            at=self.at,
            handling=Handling(desk=self.store.queries.sync_state().desk),
            language=self.language,
        )
        return make_document(self.store, self.word, self.subject, printed)

    def drawn(self, document: Document) -> Rendered:
        """Draw it: long work, for a pool and not for the writing thread."""
        return render(document, self.form, self.word)

    def kept(self, rendered: Rendered) -> Paper:
        return self.store.do(keep_paper, self.subject.case_id, rendered)


def make_document(
    store: Store, word: str, subject: Subject, printed: Printed
) -> Document:
    """Return the document of a record, or of the newest of its kind, as a copy."""
    build = Papers(store.kinds).known(word).build.reach()
    document = build(store.queries, subject, printed)
    papers = store.queries.records(Paper, subject.case_id)
    copy = str(next_copy(papers, document.reference))
    return evolve(document, handling=evolve(document.handling, copy=copy))


def keep_and_disclose(
    store: Store,
    case_id: CaseId,
    word: str,
    form: str,
    *,
    to: str,
    which: str | None = None,
    why: str | None = None,
    language: str | None = None,
) -> bytes:
    """Make a document, keep it, log the copy that goes to *to*, and return it."""
    making = Making(
        store=store,
        word=word,
        subject=Subject(case_id=case_id, which=which),
        form=_form(form),
        at=store.clock(),
        language=language,
    )
    rendered = making.drawn(making.made())
    store.do(disclose_paper, making.kept(rendered).id, to, why)
    return rendered.content


def _form(word: str) -> PaperFormat:
    try:
        return PaperFormat(word)
    except ValueError:
        listed = ", ".join(form.value for form in PaperFormat)
        raise InputRefused(f"“{word}” is not one of: {listed}.") from None
