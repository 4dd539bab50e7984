"""Parts of a form: a list at the left and a panel at the right, or one picker above."""

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ui.shown import Place
from ui.widgets.card import ScrollPage, scrolling
from ui.widgets.editors import Combo
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.navigation import Navigation
from ui.widgets.pages import bare_layout, flowing
from ui.widgets.sides_layout import SidesLayout

_WIDE = 44
"""In heights of a line: with less room, list and panel give way to the picker."""
_PANEL = "panel"
_PANEL_WIDTH = 13


class PartsFrame(QWidget):
    """`chosen` names a part; the panel is a part of its own where room is short.

    `widened` says that the list took the picker's place, or the other way round.
    """

    chosen = Signal(str)
    widened = Signal(bool)

    def __init__(
        self,
        places: tuple[Place, ...],
        name: str,
        content: QWidget,
        panel: QWidget | None = None,
        panel_words: str = "",
    ) -> None:
        super().__init__()
        self._words = {place.key: place.words for place in places}
        self._notes: dict[str, str] = {}
        self._current = places[0].key
        self._panel_words = panel_words if panel else ""
        self.list = Navigation(places, name)
        self.list.chosen.connect(self.chosen)
        self._list_area = scrolling(self.list)
        self.picker = Combo()
        self.picker.setAccessibleName(name)
        self.picker.edited.connect(self._picked)
        self._was_wide: bool | None = None
        self._pages = QStackedWidget()
        self._pages.addWidget(content)
        self._panel = _panel_area(panel)
        self._lay_out()
        self._arrange()

    def set_current(self, key: str) -> None:
        self._current = key
        self.list.set_current(key)
        self._pages.setCurrentIndex(0)
        self._fill_picker()

    def set_note(self, key: str, note: str) -> None:
        if self._notes.get(key) != note:
            self._notes[key] = note
            self.list.set_note(key, note)
            self._fill_picker()

    def put_beside_picker(self, widget: QWidget) -> None:
        """Show *widget* in the line of the picker, which is there where room is short.

        Whoever put it there takes it back before the list returns.
        """
        self._beside.addWidget(widget)

    def is_wide(self) -> bool:
        return self.width() >= self.fontMetrics().height() * _WIDE

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.picker.ensurePolished()
        self.picker.updateGeometry()
        self._arrange()

    def minimumSizeHint(self) -> QSize:
        return QSize(
            self.fontMetrics().height() * 14, super().minimumSizeHint().height()
        )

    def _lay_out(self) -> None:
        self._above = QWidget()
        fixed = QSizePolicy.Policy.Fixed
        self._above.setSizePolicy(QSizePolicy.Policy.Preferred, fixed)
        self._beside = FlowLayout(gap=12)
        above = SidesLayout(flowing([self.picker]), self._beside, self._above)
        above.setContentsMargins(24, 8, 24, 0)
        middle = QVBoxLayout()
        middle.setSpacing(0)
        middle.addWidget(self._above)
        middle.addWidget(self._pages, 1)
        self._across = QHBoxLayout()
        self._across.setSpacing(0)
        self._across.addWidget(self._list_area)
        self._across.addLayout(middle, 1)
        bare_layout(self).addLayout(self._across)

    def _arrange(self) -> None:
        wide = self.is_wide()
        if wide is not self._was_wide:
            self._was_wide = wide
            self.widened.emit(wide)
        self._list_area.setVisible(wide)
        self._above.setVisible(not wide)
        bar = self._list_area.verticalScrollBar().sizeHint().width()
        self._list_area.setFixedWidth(self.list.minimumSizeHint().width() + bar)
        if self._panel is None:
            return
        line = self.fontMetrics().height()
        beside = self._across.indexOf(self._panel) >= 0
        if wide and not beside:
            self._pages.removeWidget(self._panel)
            self._across.addWidget(self._panel)
            self._panel.show()
        elif not wide and self._pages.indexOf(self._panel) < 0:
            self._across.removeWidget(self._panel)
            self._pages.addWidget(self._panel)
        self._panel.setMaximumWidth(line * _PANEL_WIDTH if wide else _NO_LIMIT)
        self._panel.setMinimumWidth(line * _PANEL_WIDTH if wide else 0)

    def _fill_picker(self) -> None:
        choices = [(key, self._said(key)) for key in self._words]
        if self._panel_words:
            choices.append((_PANEL, self._panel_words))
        self.picker.set_choices(choices)
        self.picker.set_value(self._current)

    def _said(self, key: str) -> str:
        note = self._notes.get(key, "")
        return f"{self._words[key]} · {note}" if note else self._words[key]

    def _picked(self) -> None:
        key = self.picker.value()
        if key == _PANEL and self._panel:
            self._pages.setCurrentWidget(self._panel)
        else:
            self._pages.setCurrentIndex(0)
            self.chosen.emit(key)


def _panel_area(panel: QWidget | None) -> ScrollPage | None:
    return scrolling(panel) if panel else None


_NO_LIMIT = 16777215
