"""A field of a form: it shows the form's text, and gives every key back to it."""

from typing import Any

from PySide6.QtWidgets import QLineEdit

from iomdesk.forms.declaration import FieldKind, FormField
from ui.forms.editors_view import editor_for
from ui.forms.form_input import FormInput
from ui.widgets.fields import Field

AnyForm = FormInput[Any]


class FieldView:
    """*widget* is what stands on the page: the editor with its label around it."""

    def __init__(
        self, form: AnyForm, asked: FormField, *, compact: bool = False
    ) -> None:
        self._form = form
        self.asked = asked
        self.editor = editor_for(asked, form.today, compact=compact)
        self._field = self._labelled()
        self.widget = self._field or self.editor
        self.editor.edited.connect(self._typed)
        if isinstance(self.editor, QLineEdit):
            self.editor.editingFinished.connect(self._left)

    def draw(self) -> None:
        """Show what is typed, what is wrong with it, and what others recorded here."""
        self.editor.show_typed(self._form.text(self.asked))
        if self._field:
            self._field.set_problem(self._form.problem(self.asked))
            self._field.set_note(self._form.meanwhile(self.asked))

    def _labelled(self) -> Field | None:
        if self.asked.kind is FieldKind.TICK:
            return None
        help_words, optional = self.asked.help, self.asked.optional
        return Field(self.asked.label, self.editor, help_words, optional=optional)

    def _typed(self) -> None:
        self._form.type(self.asked, self.editor.typed())

    def _left(self) -> None:
        self._form.leave(self.asked)
