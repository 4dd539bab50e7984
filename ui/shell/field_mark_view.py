"""Where on a screen the officer was, so that unlocking leads back there."""

from attrs import frozen
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

from ui.widgets.reveal import reveal


@frozen(kw_only=True)
class FieldMark:
    """The nth field in sight of its kind and name; no word of it is kept.

    Pages are built when they are first opened: what is out of sight cannot be counted.
    """

    kind: str
    name: int
    at: int
    cursor: int = -1


def mark_of(screen: QWidget, focused: QWidget | None) -> FieldMark | None:
    """Return where the focus is on *screen*, None where it is elsewhere."""
    if focused is None or not screen.isAncestorOf(focused):
        return None
    kind, name = type(focused).__name__, hash(focused.accessibleName())
    alike = _alike(screen, kind, name)
    if focused not in alike:
        return None
    at = alike.index(focused)
    return FieldMark(kind=kind, name=name, at=at, cursor=_cursor(focused))


def return_to(screen: QWidget, mark: FieldMark) -> bool:
    """Put the focus back; False where the field is not there yet."""
    alike = _alike(screen, mark.kind, mark.name)
    if mark.at >= len(alike) or not alike[mark.at].isVisible():
        return False
    field = alike[mark.at]
    reveal(field)
    _place_cursor(field, mark.cursor)
    return True


def _alike(screen: QWidget, kind: str, name: int) -> list[QWidget]:
    return [
        widget
        for widget in screen.findChildren(QWidget)
        if type(widget).__name__ == kind
        and hash(widget.accessibleName()) == name
        and widget.isVisibleTo(screen)
        and widget.focusPolicy() is not Qt.FocusPolicy.NoFocus
    ]


def _cursor(field: QWidget) -> int:
    if isinstance(field, QLineEdit):
        return field.cursorPosition()
    if isinstance(field, QPlainTextEdit):
        return field.textCursor().position()
    return -1


def _place_cursor(field: QWidget, position: int) -> None:
    if position < 0:
        return
    if isinstance(field, QLineEdit):
        field.setCursorPosition(position)
    elif isinstance(field, QPlainTextEdit):
        cursor = field.textCursor()
        cursor.setPosition(min(position, len(field.toPlainText())))
        field.setTextCursor(cursor)
