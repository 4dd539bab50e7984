"""What a control line answers: the risks and conditions that it holds down."""

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from iomdesk.journal.patch import Path
from iomdesk.plans.coverage import Asked
from iomdesk.records.ids import PartId
from ui.plans.plan_viewmodel import PlanViewModel
from ui.widgets.buttons import Button
from ui.widgets.dialog import Dialog
from ui.widgets.pages import bare_layout, flowing
from ui.widgets.text import text
from ui.widgets.tick_box import TickBox


class Answers(QWidget):
    """What a control line answers: risks and conditions, chosen in a dialog."""

    def __init__(self, viewmodel: PlanViewModel, path: Path) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._key = PartId(path[-1])
        self._words = text("", "small", wrap=True)
        choose = Button("What it answers", "link")
        choose.clicked.connect(self._ask)
        bare_layout(self).addWidget(flowing([self._words, choose]))

    def draw(self) -> None:
        named = {one.key: one.words for one in self._viewmodel.answerable()}
        keys = self._viewmodel.answers_of(self._key)
        words = "; ".join(named.get(key, key) for key in keys)
        self._words.setText(f"Answers: {words}" if words else "Answers nothing yet.")

    def _ask(self) -> None:
        keys = self._viewmodel.answers_of(self._key)
        dialog = AnswersDialog(self._viewmodel.answerable(), keys, self)
        dialog.accepted.connect(partial(self._chosen, dialog))
        dialog.open()

    def _chosen(self, dialog: "AnswersDialog") -> None:
        self._viewmodel.answer(self._key, dialog.keys())


class AnswersDialog(Dialog):
    """A box to tick for each risk and each condition."""

    def __init__(
        self, asked: Sequence[Asked], held: tuple[str, ...], parent: QWidget
    ) -> None:
        super().__init__("What this line answers", parent)
        self._boxes = {one.key: TickBox(one.words) for one in asked}
        for key, box in self._boxes.items():
            box.set_value(key in held)
            self.body.addWidget(box)
        self._others = tuple(key for key in held if key not in self._boxes)
        self.add_button("Go back", "secondary", self.reject)
        self.add_button("Keep", "primary", self.accept)

    def keys(self) -> tuple[str, ...]:
        ticked = (key for key, box in self._boxes.items() if box.value())
        return (*ticked, *self._others)
