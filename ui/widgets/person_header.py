"""Who the screen is about: the warnings are never more than a glance away."""

from collections.abc import Sequence

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QPainter,
    QPainterPath,
    QPaintEvent,
    QPixmap,
    QResizeEvent,
    QShowEvent,
)
from PySide6.QtWidgets import QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from ui.shown import BadgeKind, HeaderBadge, PersonFacts
from ui.theme import colour, is_outlined
from ui.widgets.badge import Chip, MarkerChip, RiskBadge
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.pages import is_low
from ui.widgets.sides_layout import SidesLayout
from ui.widgets.text import text

__all__ = ["BadgeKind", "HeaderBadge", "InitialsTile", "PersonFacts", "PersonHeader"]


_ROOMY = 90
"""Characters across, under which the room is the words'."""


class PersonHeader(QFrame):
    """*buttons* stand at the right, the primary one first."""

    def __init__(
        self, buttons: Sequence[Button] = (), parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.tile = InitialsTile()
        self._name = text("", "title", wrap=True)
        self._about = text("", "small", wrap=True)
        self._facts = text("", "small", wrap=True)
        self._badges = FlowLayout(gap=6)
        self._lay_out(buttons)

    def show_person(self, person: PersonFacts, photo: QPixmap | None = None) -> None:
        self.setAccessibleName(f"Person: {person.name}")
        self.tile.show_person(person.initials, photo)
        self._name.setText(person.name)
        self._about.setText(person.about)
        self._facts.setText(person.facts)
        self._badges.clear()
        for badge in person.badges:
            self._badges.addWidget(_widget(badge))
        self._row.setVisible(bool(person.badges))
        self.setAccessibleDescription(f"{person.about} {person.facts}".strip())
        self._give_way()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._give_way()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_way()

    def _give_way(self) -> None:
        """In a low window leave name, risk and warnings; the rest is on the tabs."""
        low = is_low(self)
        self._about.setHidden(low)
        self._facts.setHidden(low or not self._facts.text())
        for badge in self._row.findChildren(Chip):
            badge.setHidden(low)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * _ROOMY
        # Initials say nothing that the name does not; a photo stays.
        self.tile.setVisible((self.tile.has_photo or not narrow) and not low)

    def _lay_out(self, buttons: Sequence[Button]) -> None:
        heading = FlowLayout(gap=12)
        heading.addWidget(self._name)
        heading.addWidget(self._about)
        self._row = _flowing(self._badges)
        beside = FlowLayout(gap=12)
        for button in buttons:
            beside.addWidget(button)
        first = SidesLayout(_flowing(heading), beside, gap=12)
        words = QVBoxLayout()
        words.setSpacing(3)
        words.addLayout(first)
        words.addWidget(self._row)
        words.addSpacing(5)
        words.addWidget(self._facts)
        outer = QHBoxLayout(self)
        outer.setContentsMargins(24, 14, 24, 6)
        outer.setSpacing(12)
        outer.addWidget(self.tile, 0, Qt.AlignmentFlag.AlignTop)
        outer.addLayout(words, 1)


class InitialsTile(QWidget):
    """The person's photo, or the initials where there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._initials = ""
        self._photo: QPixmap | None = None
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @property
    def has_photo(self) -> bool:
        return self._photo is not None

    def show_person(self, initials: str, photo: QPixmap | None = None) -> None:
        self._initials, self._photo = initials, photo
        self.setAccessibleName("Photo" if photo else f"No photo, {initials}")
        self.update()

    def sizeHint(self) -> QSize:
        high = round(self.fontMetrics().height() * 3.7)
        return QSize(round(high * 0.73), high)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        shape = QPainterPath()
        shape.addRoundedRect(self.rect(), 6, 6)
        painter.setClipPath(shape)
        if self._photo:
            self._paint_photo(painter, self._photo)
        else:
            self._paint_initials(painter)
        painter.end()

    def _paint_photo(self, painter: QPainter, photo: QPixmap) -> None:
        filled = photo.scaled(
            self.size() * self.devicePixelRatio(),
            Qt.AspectRatioMode.KeepAspectRatioByExpanding,
            Qt.TransformationMode.SmoothTransformation,
        )
        filled.setDevicePixelRatio(self.devicePixelRatio())
        left = (self.width() - filled.deviceIndependentSize().width()) / 2
        painter.drawPixmap(round(left), 0, filled)
        if is_outlined(self.palette()):
            painter.fillRect(self.rect(), QColor(10, 6, 6, 150))

    def _paint_initials(self, painter: QPainter) -> None:
        outlined = is_outlined(self.palette())
        ground = colour(self.palette(), "selection") if outlined else QColor("#5d6f82")
        painter.fillRect(self.rect(), ground)
        font = QFont(self.font())
        font.setPixelSize(round(self.height() * 0.34))
        font.setWeight(QFont.Weight.Bold)
        painter.setFont(font)
        ink = colour(self.palette(), "text") if outlined else QColor("white")
        painter.setPen(ink)
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignCenter, self._initials)


def _flowing(layout: FlowLayout) -> QWidget:
    row = QWidget()
    row.setLayout(layout)
    policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
    policy.setHeightForWidth(True)
    row.setSizePolicy(policy)
    return row


def _widget(badge: HeaderBadge) -> QWidget:
    if badge.kind == "marker":
        return MarkerChip(badge.words)
    if badge.kind == "chip":
        return Chip(badge.words)
    return RiskBadge(badge.kind, badge.words)
