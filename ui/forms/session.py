"""A form on a stored record: kept a second behind, never overwritten by news."""

from collections.abc import Callable
from typing import TypeVar

from iomdesk.forms import filled as forms
from iomdesk.forms.declaration import Form, FormField
from iomdesk.forms.filled import Filled
from iomdesk.forms.typed_text import text_of
from iomdesk.journal.patch import Path, at, is_same
from iomdesk.ports import Commit, Draft, Opened, Record
from iomdesk.records.codec import Document, Json, from_document, to_document
from ui.desk import Desk
from ui.drafting import Drafting
from ui.forms.form_input import FormInput

R = TypeVar("R", bound=Record)
_MEANWHILE = "Recorded by somebody else meanwhile"
_NOTHING = "nothing"


class FormSession(FormInput[R]):
    """`start` opens it on a record, `drafting` keeps it, whoever finishes it ends both.

    *unplaced* is what an older draft says that this form does not ask: it is shown, so
    that an officer can write it where it belongs, and goes with the draft.
    """

    def __init__(
        self,
        desk: Desk,
        kind: type[R],
        form: Form,
        settle: Callable[[R, R], R] | None = None,
        more: Callable[[], Document] = dict,
    ) -> None:
        self.unplaced: tuple[tuple[Path, Json], ...] = ()
        self.opened: Opened | None = None
        self._stands: Document | None = None
        self._desk = desk
        self._more = more
        super().__init__(kind, form, desk.today, settle)
        self.drafting = Drafting(desk, form.word, self._body, self, self._is_whole)
        desk.feed.committed.connect(self._hear)

    def start(self, opened: Opened, draft: Draft | None = None) -> None:
        """Begin on the record as it is stored; go on with what *draft* keeps."""
        self._stands = self._read(opened)
        self.opened = (draft.opened if draft else None) or opened
        before = self._read(self.opened)
        if draft is None:
            self.unplaced = ()
            self.begin(Filled(opened=before, document=before))
            self.drafting.start(self.record.case_id, opened)
        else:
            kept, self.unplaced = forms.from_body(
                self._kind, draft.body, self.form, before
            )
            self.begin(kept)
            self.drafting.go_on(draft)

    def absorb(self, record: R) -> None:
        """Take in what an action has stored already: nothing is left to be kept."""
        super()._take(forms.change(self.filled, to_document(record)))

    def left_over(self) -> Draft | None:
        """Return the draft that goes on when what reads as values is recorded."""
        if not (reasons := self.reasons()):
            return None
        left = forms.left_over(self.filled, {reason.path for reason in reasons})
        return self.drafting.as_draft(forms.to_body(left, self.form.word))

    def unplaced_words(self) -> list[str]:
        """Return what an older draft says that nothing asks here, label by label."""
        from iomdesk.wording import field_label, value_text  # noqa: PLC0415  heavy

        kind = self._kind.KIND
        return [
            f"{field_label(kind, path)}: {value_text(kind, path, value)}"
            for path, value in self.unplaced
        ]

    def meanwhile(self, asked: FormField) -> str:
        if self._stands is None or self._stands == self.filled.opened:
            return ""
        stands = at(self._stands, asked.path)
        known = (self.filled.opened, self.filled.document)
        if any(is_same(stands, at(document, asked.path)) for document in known):
            return ""
        words = dict(asked.options).get(str(stands)) or text_of(asked, stands)
        return f"{_MEANWHILE}: {words or _NOTHING}"

    def meanwhile_parts(self, path: Path) -> str:
        known = {*(at(self.filled.opened, path) or ())}
        known |= {*(at(self.filled.document, path) or ())}
        new = (at(self._stands or {}, path) or {}).keys() - known
        return f"{_MEANWHILE}: {len(new)} more" if new else ""

    def _take(self, typed: Filled) -> None:
        if typed != self.filled:
            self.drafting.touch()
        super()._take(typed)

    def _read(self, opened: Opened) -> Document:
        return to_document(from_document(self._kind, opened.document))

    def _is_whole(self) -> bool:
        return not self.reasons()

    def _body(self) -> Document:
        kept = forms.to_body(self.filled, self.form.word, self.unplaced)
        return {**kept, **self._more()}

    def _hear(self, commit: Commit) -> None:
        """Look at what others recorded; it is shown, never put into the form."""
        if self.opened is None or (self._kind.KIND, self.opened.record_id) not in (
            commit.records
        ):
            return
        store, opened = self._desk.store, self.opened

        def work() -> Opened:
            return store.queries.opened(self._kind, opened.record_id)

        self._desk.tasks.read(work, self._heard, self._desk.tell, self)

    def _heard(self, opened: Opened) -> None:
        if self.opened and opened.record_id == self.opened.record_id:
            self._stands = self._read(opened)
            self.changed.emit()
