"""Line icons of one set, drawn from resources/icons in the colour asked for."""

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QColor, QIcon, QPainter, QPixmap, QPixmapCache

from iomdesk.resources import resource_text


def icon(
    name: str, ink: QColor, side: int, *, gap: int = 0, off: QColor | None = None
) -> QIcon:
    """Return the icon with *gap* pixels of room at its right; *off* while disabled."""
    made = QIcon(_roomy(picture(name, ink, side), side, gap))
    if off:
        dimmed = _roomy(picture(name, off, side), side, gap)
        made.addPixmap(dimmed, QIcon.Mode.Disabled)
    return made


def picture(name: str, ink: QColor, side: int, sharpness: float = 2.0) -> QPixmap:
    """Return the icon called *name*, *side* pixels wide; Qt's own cache keeps it."""
    key = f"icon {name} {ink.rgba()} {side} {sharpness}"
    found = QPixmap()
    if not QPixmapCache.find(key, found):
        found = _drawn(name, ink, round(side * sharpness))
        found.setDevicePixelRatio(sharpness)
        QPixmapCache.insert(key, found)
    return found


def _drawn(name: str, ink: QColor, pixels: int) -> QPixmap:
    # Loaded here: a window with no icon in sight starts without it.
    from PySide6.QtSvg import QSvgRenderer  # noqa: PLC0415

    drawing = resource_text(f"icons/{name}.svg").replace("currentColor", ink.name())
    pixmap = QPixmap(pixels, pixels)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    QSvgRenderer(QByteArray(drawing.encode())).render(
        painter, QRectF(0, 0, pixels, pixels)
    )
    painter.end()
    return pixmap


def _roomy(drawn: QPixmap, side: int, gap: int) -> QPixmap:
    sharpness = drawn.devicePixelRatio()
    roomy = QPixmap(round((side + gap) * sharpness), drawn.height())
    roomy.setDevicePixelRatio(sharpness)
    roomy.fill(Qt.GlobalColor.transparent)
    painter = QPainter(roomy)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return roomy
