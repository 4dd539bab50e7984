"""Walk a window as a keyboard, a screen reader and weak eyes would; list what fails."""

from collections.abc import Callable, Iterator

from attrs import frozen
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QApplication,
    QComboBox,
    QHeaderView,
    QLineEdit,
    QMenu,
    QPlainTextEdit,
    QScrollBar,
    QTabBar,
    QTextEdit,
    QToolButton,
    QWidget,
)

from tests.pages.screens import come_forward
from tests.ui.kit.clipping import clipped
from tests.ui.kit.contrast import faint
from ui import theme

CONTROLS = (
    QAbstractButton,
    QAbstractItemView,
    QAbstractSpinBox,
    QComboBox,
    QLineEdit,
    QPlainTextEdit,
    QTabBar,
    QTextEdit,
)


@frozen(kw_only=True)
class Problem:
    kind: str
    where: str
    words: str


def walk(window: QWidget) -> list[Problem]:
    """Return what keeps *window* from being usable by keyboard, ear or weak eyes."""
    come_forward(window)
    return [
        *_problems("no name", _nameless(window)),
        *_problems("keyboard", _out_of_reach(window)),
        *_problems("clipped", clipped(window)),
        *_problems("contrast", faint(window)),
    ]


def walk_everywhere(
    app: QApplication,
    build: Callable[[], QWidget],
    size: tuple[int, int] = (1366, 768),
) -> list[Problem]:
    """Walk what *build* makes in every theme, and at 100 % and 200 % of text size."""
    found = []
    looks = [(name, 1.0) for name in theme.theme_names()]
    for name, scale in [*looks, ("light", 2.0)]:
        theme.apply(app, name, scale)
        window = build()
        window.resize(*size)
        told = f"{name} {scale:.0%}: "
        found += [
            Problem(kind=p.kind, where=told + p.where, words=p.words)
            for p in walk(window)
        ]
        window.close()
        window.deleteLater()
    theme.apply(app, "light", 1.0)
    return found


def _problems(kind: str, found: Iterator[tuple[QWidget, str]]) -> Iterator[Problem]:
    for widget, words in found:
        yield Problem(kind=kind, where=describe(widget), words=words)


def describe(widget: QWidget) -> str:
    name = spoken_name(widget) or widget.objectName()
    return f"{type(widget).__name__} “{name}”"


def spoken_name(widget: QWidget) -> str:
    told = QAccessible.queryAccessibleInterface(widget)
    return told.text(QAccessible.Text.Name).strip() if told else ""


def controls(window: QWidget) -> list[QWidget]:
    """Return all that a person can work in *window*, without Qt's own inner parts."""
    return [
        widget
        for widget in window.findChildren(QWidget)
        if widget.isVisible()
        and widget.isEnabled()
        and not _is_inner(widget)
        and (isinstance(widget, CONTROLS) or _takes_tab(widget))
    ]


def _nameless(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    for widget in controls(window):
        if not spoken_name(widget):
            yield widget, "has no name for a screen reader"


def _out_of_reach(window: QWidget) -> Iterator[tuple[QWidget, str]]:
    reached, traps = tab_through(window)
    for widget in traps:
        yield widget, "keeps the Tab key: there is no way out by keyboard"
    for widget in controls(window):
        if not _is_reached(widget, reached):
            yield widget, "cannot be reached with the keyboard"


def tab_through(window: QWidget) -> tuple[list[QWidget], list[QWidget]]:
    """Press Tab until the way comes round; return what was met, and the traps."""
    for stop in (w for w in controls(window) if _takes_tab(w)):
        stop.setFocus(Qt.FocusReason.TabFocusReason)
        break
    reached: list[QWidget] = []
    traps: list[QWidget] = []
    for _ in range(2 * len(controls(window)) + 2):
        here = QApplication.focusWidget()
        if here is None or here in reached:
            break
        reached.append(here)
        reached += _by_arrows(here)
        QTest.keyClick(here, Qt.Key.Key_Tab)
        if QApplication.focusWidget() is here and len(controls(window)) > 1:
            traps.append(here)
            QTest.keyClick(here, Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    return reached, traps


def _by_arrows(here: QWidget) -> list[QWidget]:
    """Return what the arrow keys reach in a list that takes one place in the order."""
    holder = here.parentWidget()
    if holder is None or holder.property("arrows") != "true":
        return []
    met: list[QWidget] = []
    for _ in holder.findChildren(QAbstractButton):
        now = QApplication.focusWidget()
        QTest.keyClick(now or here, Qt.Key.Key_Down)
        if (found := QApplication.focusWidget()) and found is not here:
            met.append(found)
    here.setFocus(Qt.FocusReason.TabFocusReason)
    return met


def _is_reached(widget: QWidget, reached: list[QWidget]) -> bool:
    if widget in reached or ((proxy := widget.focusProxy()) and proxy in reached):
        return True
    group = widget.group() if isinstance(widget, QAbstractButton) else None
    if group is None or not group.exclusive():
        return False
    # The arrow keys choose within a group of which one is reached.
    return any(button in reached for button in group.buttons())


def _takes_tab(widget: QWidget) -> bool:
    return bool(widget.focusPolicy().value & Qt.FocusPolicy.TabFocus.value)


def _is_inner(widget: QWidget) -> bool:
    if isinstance(widget, QHeaderView | QScrollBar | QMenu):
        return True
    parent = widget.parentWidget()
    if isinstance(parent, QTabBar) and isinstance(widget, QToolButton):
        return True
    return isinstance(parent, QAbstractSpinBox | QComboBox | QAbstractItemView) or (
        parent is not None and _is_inner(parent)
    )


def focus_of(widget: QWidget) -> QWidget:
    """Return what has the keys when *widget* is asked to take them."""
    return widget.focusProxy() or widget
