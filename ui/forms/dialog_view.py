"""A question that asks for more than yes: a form in the way, closed by its verb."""

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from iomdesk.reasons import Reason
from ui.forms.field_view import AnyForm
from ui.forms.page_view import FormItems
from ui.widgets.dialog import Dialog
from ui.widgets.reveal import reveal
from ui.widgets.text import prose


class FormDialog(Dialog):
    """Asks the only page of its form; `give` is for what is to be done with it then.

    It closes when every text is a value and `refuses` has nothing against the record.
    """

    def __init__(
        self, heading: str, form: AnyForm, verb: str, parent: QWidget, words: str = ""
    ) -> None:
        super().__init__(heading, parent)
        self.form = form
        self.items = FormItems(form, {})
        if words:
            self.body.addWidget(prose(words))
        for widget in self.items.build(form.form.pages[0].items):
            self.body.addWidget(widget)
        self.add_button("Go back", "secondary", self.reject)
        self.go_on = self.add_button(verb, "primary", self.finish)
        form.setParent(self)
        form.changed.connect(self.draw)
        self.draw()
        if first := self.items.first():
            reveal(first)

    def refuses(self) -> Sequence[Reason]:
        """Return what stands in the way besides texts that are no values."""
        return ()

    def give(self) -> None:
        """Give what was typed to whoever asked: the dialog is closed."""

    def is_ready(self) -> bool:
        """Say whether enough is typed for the verb to be offered."""
        return True

    def draw(self) -> None:
        self.items.draw()
        self.go_on.setEnabled(self.is_ready())

    def finish(self) -> None:
        reasons = (*self.form.ask_all(), *self.refuses())
        self.form.refuse(reasons)
        if reasons and (field := self.items.field_at(reasons[0].path)):
            reveal(field)
        if not reasons:
            self.accept()
            self.give()
