"""Photos in a row with their captions; add, look at, take out."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPaintEvent, QPen, QPixmap
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QVBoxLayout, QWidget

from ui.shown import Thumbnail
from ui.theme import colour, is_outlined
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.text import text

__all__ = ["PhotoStrip", "Thumbnail"]


class PhotoStrip(QWidget):
    """Enter looks at a photo, Delete asks to take it out; both have a signal only."""

    opened = Signal(str)
    removal_asked = Signal(str)
    camera_asked = Signal()
    file_asked = Signal()

    def __init__(self, *, camera: bool = True, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._photos = FlowLayout(gap=12)
        self._empty = text("No photos yet", "muted")
        take = Button("Take a photo", picture="photo")
        take.clicked.connect(self.camera_asked)
        take.setVisible(camera)
        add = Button("Add from a file", picture="plus")
        add.clicked.connect(self.file_asked)
        buttons = FlowLayout(gap=8)
        buttons.addWidget(take)
        buttons.addWidget(add)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(12)
        layout.addWidget(self._empty)
        layout.addLayout(self._photos)
        layout.addLayout(buttons)

    def show_photos(self, photos: tuple[Thumbnail, ...]) -> None:
        self._photos.clear()
        self._empty.setVisible(not photos)
        for number, photo in enumerate(photos, 1):
            tile = _PhotoTile(photo, number)
            tile.opened.connect(self.opened)
            tile.removal_asked.connect(self.removal_asked)
            self._photos.addWidget(tile)


class _PhotoTile(QAbstractButton):
    opened = Signal(str)
    removal_asked = Signal(str)

    def __init__(self, photo: Thumbnail, number: int) -> None:
        super().__init__()
        self._key = photo.key
        self._caption = photo.caption
        self._picture = QPixmap()
        if photo.picture:
            self._picture.loadFromData(photo.picture)
        self.setText(photo.caption)
        self.setAccessibleName(f"Photo {number}: {photo.caption or 'no caption'}")
        self.setAccessibleDescription("Enter opens it, Delete takes it out.")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setToolTip(photo.caption)
        self.clicked.connect(self._open)

    def sizeHint(self) -> QSize:
        line = self.fontMetrics().height()
        return QSize(line * 8, line * 6 + line + 10)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.click()
        elif event.key() == Qt.Key.Key_Delete:
            self.removal_asked.emit(self._key)
        else:
            super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = self.fontMetrics().height()
        frame = QRectF(1.5, 1.5, self.width() - 3, self.height() - line - 9)
        shape = QPainterPath()
        shape.addRoundedRect(frame, 6, 6)
        painter.fillPath(shape, colour(self.palette(), "selection"))
        painter.save()
        painter.setClipPath(shape)
        self._paint_picture(painter, frame)
        painter.restore()
        focus = self.hasFocus()
        pen = QPen(colour(self.palette(), "focus" if focus else "border"), 1)
        pen.setWidth(3 if focus else 1)
        painter.strokePath(shape, pen)
        painter.setPen(colour(self.palette(), "text"))
        room = self.rect().adjusted(2, self.height() - line - 4, -2, 0)
        caption = self.fontMetrics().elidedText(
            self._caption or "No caption", Qt.TextElideMode.ElideRight, room.width()
        )
        painter.drawText(room, Qt.AlignmentFlag.AlignVCenter, caption)
        painter.end()

    def _paint_picture(self, painter: QPainter, frame: QRectF) -> None:
        if self._picture.isNull():
            return
        if is_outlined(self.palette()):
            painter.setOpacity(0.45)
        size = self._picture.size().scaled(
            frame.size().toSize(), Qt.AspectRatioMode.KeepAspectRatioByExpanding
        )
        left = frame.center().x() - size.width() / 2
        top = frame.center().y() - size.height() / 2
        box = QRectF(left, top, size.width(), size.height())
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        painter.drawPixmap(box, self._picture, QRectF(self._picture.rect()))

    def _open(self) -> None:
        self.opened.emit(self._key)
