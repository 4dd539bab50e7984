"""What is typed into a form: drawn from here, taken back here, letter for letter."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Generic, TypeVar

from attrs import evolve
from PySide6.QtCore import QObject, Signal

from iomdesk.forms import filled as forms
from iomdesk.forms.declaration import Form, FormField, FormParts, form_fields
from iomdesk.forms.filled import Filled
from iomdesk.journal.patch import Path, apply, at, setting
from iomdesk.reasons import Reason
from iomdesk.records.codec import Document, from_document, to_document
from iomdesk.records.ids import PartId, new_id

T = TypeVar("T")


class FormInput(QObject, Generic[T]):
    """`changed` says that the form is to be drawn again.

    *settle* is given the record before and after what an officer typed, and mends what
    hangs on it. A text that is no value stays where it was typed; what is wrong with it
    is said once its field was left, or when the form is to be finished.
    """

    changed = Signal()

    def __init__(
        self,
        kind: type[T],
        form: Form,
        today: date,
        settle: Callable[[T, T], T] | None = None,
    ) -> None:
        super().__init__()
        self.form = form
        self._kind = kind
        self.today = today
        self._settle = settle
        self._record: T | None = None
        self.begin(Filled(opened={}, document={}))

    @property
    def record(self) -> T:
        """Return what is typed as a record, as far as it reads as values."""
        if self._record is None:
            self._record = from_document(self._kind, self.filled.document)
        return self._record

    def begin(self, filled: Filled) -> None:
        self.filled = filled
        self._record = None
        self._refused: dict[Path, str] = {}
        self._left = {r.path for r in self.reasons()}

    def text(self, asked: FormField) -> str:
        return self.filled.text(asked)

    def type(self, asked: FormField, text: str) -> None:
        """Take *text* into the field, whether it is a value or not yet."""
        typed = forms.type_text(self.filled, asked, text, self.today)
        if typed is self.filled:
            return
        if not forms.problem_of(typed, asked, self.today):
            self._left.discard(asked.key)
        self._take(self._settled(typed))

    def leave(self, asked: FormField) -> None:
        """Tidy what reads as a value; say what is wrong with what does not."""
        if asked.key not in self.filled.texts:
            return
        self._left.add(asked.key)
        self._take(forms.leave_field(self.filled, asked, self.today))

    def problem(self, asked: FormField) -> str:
        """Return what is to be said beside the field."""
        unread = asked.key in self._left and forms.problem_of(
            self.filled, asked, self.today
        )
        return unread or self._refused.get(asked.key, "")

    def refuse(self, reasons: Iterable[Reason]) -> None:
        """Say beside their fields what else stands in the way, until told anew."""
        refused = {r.path: r.text for r in reasons}
        if refused != self._refused:
            self._refused = refused
            self.changed.emit()

    def meanwhile(self, asked: FormField) -> str:  # noqa: ARG002
        """Return what others recorded in the field since the form was opened."""
        return ""

    def meanwhile_parts(self, path: Path) -> str:  # noqa: ARG002
        return ""

    def reasons(self) -> tuple[Reason, ...]:
        """Return, by field, what is typed that is no value: nothing may end with it."""
        asked = form_fields(self.form, self.filled.document)
        return tuple(forms.problems(self.filled, asked, self.today))

    def ask_all(self) -> tuple[Reason, ...]:
        """Say beside every field what is wrong with it, and return it."""
        reasons = self.reasons()
        self._left |= set(self.filled.texts)
        if reasons:
            self.changed.emit()
        return reasons

    def add_part(self, parts: FormParts, above: Path = ()) -> PartId:
        """Add an empty part, the last of its list, and return its id."""
        place = (*above, *parts.path)
        stored = at(self.filled.document, place) or {}
        ranks = [part.get("rank", 0) for part in stored.values()]
        rank = {"rank": max(ranks, default=-1) + 1} if parts.ranked else {}
        key = PartId(new_id())
        self._put((*place, key), {**parts.make, **rank})
        return key

    def take_out(self, path: Path) -> None:
        """Take a part out, with what was typed in it."""
        self._put(path, None)

    def edit(self, record: T) -> None:
        """Take the record as the program, not a field, changed it."""
        if record != self.record:
            self._take(forms.change(self.filled, to_document(record)))

    def _put(self, path: Path, value: Document | None) -> None:
        document = apply(self.filled.document, setting(path, value))
        self._take(self._settled(forms.change(self.filled, document)))

    def _settled(self, typed: Filled) -> Filled:
        if self._settle is None or typed.document == self.filled.document:
            return typed
        after = from_document(self._kind, typed.document)
        settled = self._settle(self.record, after)
        if settled is after or settled == after:
            return typed
        # What is typed stays, though its value is now another: half a time goes on.
        return evolve(typed, document=to_document(settled))

    def _take(self, typed: Filled) -> None:
        if typed.document != self.filled.document:
            self._record = None
        self.filled = typed
        self.changed.emit()
