"""Risks, conditions and needs, each with the line or goal that answers it."""

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLabel, QWidget

from iomdesk.plans.coverage import Asked, answered_words
from ui.cases.facts import level_kind
from ui.plans.plan_viewmodel import PlanViewModel
from ui.widgets.badge import RiskBadge
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.dialog import Dialog
from ui.widgets.editors import LineEdit
from ui.widgets.fields import Field
from ui.widgets.pages import empty, flowing
from ui.widgets.text import text

_TOP = Qt.AlignmentFlag.AlignTop
_LINK = 14
"""Pixels by which a link is higher than its words."""


class CoverageCard(Card):
    """`added` brings the path of the part that was made for what had no answer."""

    added = Signal(object)

    def __init__(self, viewmodel: PlanViewModel) -> None:
        super().__init__("Risks and needs, and what answers them")
        self._viewmodel = viewmodel
        self._summary = text("", "small", wrap=True)
        self._grid = QGridLayout()
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(6)
        self._grid.setColumnStretch(1, 2)
        self._grid.setColumnStretch(2, 3)
        self.body.addWidget(self._summary)
        self.body.addLayout(self._grid)
        self._shown: tuple[Asked, ...] = ()
        self._answers: dict[str, QLabel] = {}
        self._lacks: dict[str, QWidget] = {}

    def draw(self) -> None:
        asked = self._viewmodel.asked()
        if asked == self._shown:
            return
        parts = [answered_words(asked, kind) for kind in ("risk", "condition", "need")]
        self._summary.setText(" · ".join(part for part in parts if part))
        if list(map(_row_of, asked)) != list(map(_row_of, self._shown)):
            self._answers.clear()
            self._lacks.clear()
            empty(self._grid)
            for row, one in enumerate(asked):
                self._row(row, one)
        self._shown = asked
        for one in asked:
            if one.is_answered:
                self._answers[one.key].setText(_answer_words(one))

    def lack(self, key: str) -> QWidget | None:
        """Return what says that *key* has no answer, with the ways to give one."""
        return self._lacks.get(key)

    def _row(self, row: int, one: Asked) -> None:
        # A row that is answered has no links: it stays as high as if it had.
        self._grid.setRowMinimumHeight(row, self.fontMetrics().height() + _LINK)
        if one.level:
            self._grid.addWidget(RiskBadge(level_kind(one.level)), row, 0, _TOP)
        self._grid.addWidget(text(one.words, wrap=True), row, 1, _TOP)
        if one.is_answered:
            self._answers[one.key] = text("", "small", wrap=True)
            self._grid.addWidget(self._answers[one.key], row, 2, _TOP)
        else:
            self._lacks[one.key] = self._lack(one)
            self._grid.addWidget(self._lacks[one.key], row, 2, _TOP)

    def _lack(self, one: Asked) -> QWidget:
        is_need = one.kind == "need"
        said = text("No goal" if is_need else "No line", "danger")
        if self._viewmodel.plan and self._viewmodel.plan.agreed_at:
            return said
        add = Button("Add a goal" if is_need else "Add a line", "link")
        add.setAccessibleName(f"{add.text()}: {one.words}")
        add.clicked.connect(partial(self._add, one))
        shown: list[QWidget] = [said, add]
        if is_need:
            why = Button("Say why not", "link")
            why.setAccessibleName(f"Say why there is no goal: {one.words}")
            why.clicked.connect(partial(self._ask_why, one))
            shown.append(why)
        return flowing(shown, gap=12)

    def _add(self, one: Asked) -> None:
        if one.kind == "need":
            self.added.emit(("objectives", self._viewmodel.add_goal(one.key)))
        else:
            self.added.emit(("control", self._viewmodel.add_line(one.key)))

    def _ask_why(self, one: Asked) -> None:
        dialog, why = Dialog("Why there is no goal", self), LineEdit()
        dialog.body.addWidget(Field(one.words, why))
        dialog.add_button("Go back", "secondary", dialog.reject)
        dialog.add_button("Keep", "primary", dialog.accept)
        dialog.accepted.connect(partial(self._say_why, one.key, why))
        dialog.open()

    def _say_why(self, key: str, why: LineEdit) -> None:
        self._viewmodel.say_why_no_goal(key, why.value())


def _row_of(one: Asked) -> tuple[str, str, str, bool]:
    """Return what a row is built from; the words of its answer are set later."""
    return one.key, one.words, one.level, one.is_answered


def _answer_words(one: Asked) -> str:
    said = "; ".join(answer for answer in one.answers if answer)
    if one.answers:
        return said or "A line without words yet"
    return f"No goal: {one.why_not}"
