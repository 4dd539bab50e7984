"""Badges: a risk level or a warning is always a word and a shape and a colour."""

from functools import cache
from typing import Any

from attrs import frozen
from PySide6.QtCore import QPointF, QRect, QRectF, QSize, QSizeF, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter, QPaintEvent, QPalette, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from iomdesk.resources import resource_toml
from ui.shown import Level
from ui.theme import badge_colours, colour
from ui.widgets.shapes import draw_shape, shape_width

__all__ = [
    "CHIP",
    "MARKER",
    "BadgeInks",
    "BadgeLook",
    "Chip",
    "Level",
    "MarkerChip",
    "RiskBadge",
    "badge_inks",
    "badge_look",
    "badge_size",
    "paint_badge",
]


@frozen(kw_only=True)
class BadgeLook:
    """What one kind of badge says; `MARKER` and `CHIP` are looks beside the levels."""

    words: str
    shape: str


MARKER = "marker"
CHIP = "chip"
_CLEAR = QColor(Qt.GlobalColor.transparent)


@cache  # a hundred rows of badges read the same few constants
def badge_look(kind: str) -> BadgeLook:
    """Return the look of a level, of `MARKER` or of `CHIP`."""
    if kind == CHIP:
        return BadgeLook(words="", shape="")
    told = _badges()[kind]
    return BadgeLook(words=told["words"], shape=told["shape"])


@frozen(kw_only=True)
class BadgeInks:
    """The colours of a badge; *line* goes round it where its ground is not enough."""

    ink: QColor
    ground: QColor
    line: QColor | None

    @property
    def strongest(self) -> QColor:
        """Return what is seen of the badge from afar."""
        return self.line or self.ground


def badge_inks(kind: str, of: QPalette) -> BadgeInks:
    """Return the colours of a level, `MARKER` or `CHIP` in the palette's theme."""
    if kind == CHIP:
        text, border = colour(of, "text"), colour(of, "border")
        return BadgeInks(ink=text, ground=_CLEAR, line=border)
    told = _badges()[kind][badge_colours(of)]
    return BadgeInks(
        ink=QColor(told["ink"]),
        ground=QColor(told["ground"]) if told["ground"] else _CLEAR,
        line=QColor(told["line"]) if told["line"] else None,
    )


@cache
def _badges() -> dict[str, Any]:
    tokens: dict[str, Any] = resource_toml("themes/tokens.toml")["badges"]
    return tokens


def badge_size(metrics: QFontMetrics, kind: str, words: str = "") -> QSize:
    look = badge_look(kind)
    width = metrics.horizontalAdvance(words or look.words) + 2 * _side(metrics)
    if look.shape:
        width += round(_shape_size(look, metrics).width()) + _gap(metrics)
    return QSize(width, metrics.height() + 4)


def paint_badge(
    painter: QPainter, box: QRect, kind: str, of: QPalette, words: str = ""
) -> None:
    """Draw a badge filling *box*, in the painter's font and the palette's theme."""
    look = badge_look(kind)
    inks = badge_inks(kind, of)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    _paint_ground(painter, QRectF(box), inks)
    left = box.left() + _side(painter.fontMetrics())
    if look.shape:
        size = _shape_size(look, painter.fontMetrics())
        top = box.top() + (box.height() - size.height()) / 2
        draw_shape(painter, look.shape, QRectF(QPointF(left, top), size), inks.ink)
        left += round(size.width()) + _gap(painter.fontMetrics())
    painter.setPen(inks.ink)
    _paint_words(painter, box, left, words or look.words)
    painter.restore()


class _Badge(QWidget):
    def __init__(self, kind: str, words: str, parent: QWidget | None) -> None:
        super().__init__(parent)
        self._kind = kind
        self._words = words or badge_look(kind).words
        self.setAccessibleName(self._words)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)

    def set_words(self, words: str) -> None:
        if words != self._words:
            self._words = words
            self.setAccessibleName(words)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        self.ensurePolished()
        return badge_size(self.fontMetrics(), self._kind, self._words)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        paint_badge(painter, self.rect(), self._kind, self.palette(), self._words)
        painter.end()


class RiskBadge(_Badge):
    """A risk level; *words* say more than the level's own, "High risk" or "52 %"."""

    def __init__(
        self, level: str, words: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(Level(level), words, parent)


class MarkerChip(_Badge):
    """A warning marker: weapons, a dog, do not visit alone."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(MARKER, words, parent)


class Chip(_Badge):
    """A plain outlined fact: MAPPA 1, registered until, IOM red."""

    def __init__(self, words: str, parent: QWidget | None = None) -> None:
        super().__init__(CHIP, words, parent)


def _paint_ground(painter: QPainter, box: QRectF, inks: BadgeInks) -> None:
    inset = 0.5 if inks.line else 0
    painter.setPen(QPen(inks.line, 1) if inks.line else Qt.PenStyle.NoPen)
    painter.setBrush(inks.ground)
    painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 4, 4)


def _paint_words(painter: QPainter, box: QRect, left: int, words: str) -> None:
    metrics = painter.fontMetrics()
    room = QRect(left, box.top(), box.right() + 1 - left, box.height())
    if metrics.horizontalAdvance(words) > room.width():
        words = metrics.elidedText(words, Qt.TextElideMode.ElideRight, room.width())
    painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, words)


def _shape_size(look: BadgeLook, metrics: QFontMetrics) -> QSizeF:
    high = metrics.capHeight() * 1.15
    return QSizeF(shape_width(look.shape, high), high)


def _side(metrics: QFontMetrics) -> int:
    return max(8, metrics.height() // 2)


def _gap(metrics: QFontMetrics) -> int:
    return max(4, metrics.height() // 4)
