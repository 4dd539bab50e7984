"""Control: the lines that hold the risk down, and what each of them answers."""

from collections.abc import Callable, Sequence
from functools import partial

from attrs import evolve
from PySide6.QtWidgets import QWidget

from iomdesk.plans.coverage import Asked
from iomdesk.plans.parts import ControlLine, Pillar
from ui.plans.words import PILLARS
from ui.widgets.buttons import Button
from ui.widgets.columns_layout import ColumnsLayout
from ui.widgets.dialog import Dialog
from ui.widgets.editors import Combo, LineEdit, TextEdit
from ui.widgets.fields import Field
from ui.widgets.pages import bare_layout, flowing
from ui.widgets.part_list import PartRow
from ui.widgets.text import text
from ui.widgets.tick_box import TickBox


class ControlRow(PartRow):
    """*asked* returns what there is to answer: risks and conditions in force."""

    def __init__(self, asked: Callable[[], Sequence[Asked]]) -> None:
        super().__init__()
        self._asked = asked
        self._part = ControlLine(pillar=Pillar.SUPERVISION, text="")
        self.pillar = Combo([(p.value, words) for p, words in PILLARS.items()])
        self.words, self.owner = TextEdit(2), LineEdit()
        self._answers = text("", "small", wrap=True)
        self._choose = Button("What it answers", "link")
        self._choose.clicked.connect(self._ask)
        layout = bare_layout(self, gap=6)
        layout.addWidget(Field("What is done", self.words))
        held = QWidget()
        across = ColumnsLayout(held, least=8)
        across.addWidget(Field("Pillar", self.pillar))
        across.addWidget(Field("Who", self.owner, optional=True))
        layout.addWidget(held)
        layout.addWidget(flowing([self._answers, self._choose]))
        for editor in (self.pillar, self.words, self.owner):
            editor.edited.connect(self.edited)
        self.setFocusProxy(self.words)

    def value(self) -> ControlLine:
        return evolve(
            self._part,
            pillar=Pillar(self.pillar.value() or Pillar.SUPERVISION),
            text=self.words.value(),
            owner=self.owner.value() or None,
        )

    def set_value(self, part: ControlLine) -> None:
        self._part = part
        self.pillar.set_value(part.pillar)
        self.words.set_value(part.text)
        self.owner.set_value(part.owner or "")
        self._say_answers()

    def answer(self, keys: tuple[str, ...]) -> None:
        """Say what the line answers."""
        self._part = evolve(self.value(), answers=keys)
        self._say_answers()
        self.edited.emit()

    def _say_answers(self) -> None:
        named = {one.key: one.words for one in self._asked()}
        said = [named.get(key, key) for key in self._part.answers]
        words = "Answers: " + "; ".join(said) if said else "Answers nothing yet."
        self._answers.setText(words)

    def _ask(self) -> None:
        dialog = AnswersDialog(self._asked(), self._part.answers, self)
        dialog.accepted.connect(partial(self._chosen, dialog))
        dialog.open()

    def _chosen(self, dialog: "AnswersDialog") -> None:
        self.answer(dialog.keys())


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
