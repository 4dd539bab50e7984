"""The program's own icon, for the title bar, the task bar and the list of windows."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap

from ui.widgets.icons import picture

_GROUND, _INK = QColor("#1f4e79"), QColor("white")
_SIDES = (16, 24, 32, 48, 64, 128)


def own_icon() -> QIcon:
    """Return a shield on a dark ground, in the sizes that desktops ask for."""
    made = QIcon()
    for side in _SIDES:
        made.addPixmap(_drawn(side))
    return made


def _drawn(side: int) -> QPixmap:
    drawn = QPixmap(side, side)
    drawn.fill(Qt.GlobalColor.transparent)
    painter = QPainter(drawn)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(_GROUND)
    painter.drawRoundedRect(QRectF(0, 0, side, side), side / 6, side / 6)
    room = round(side / 7)
    within = side - 2 * room
    painter.drawPixmap(room, room, picture("shield", _INK, within, 1.0))
    painter.end()
    return drawn
