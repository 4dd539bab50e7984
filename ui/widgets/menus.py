"""A menu that opens below its button."""

from collections.abc import Callable

from PySide6.QtWidgets import QMenu, QWidget


def menu_below(
    button: QWidget, choices: list[tuple[str, Callable[[], object]]]
) -> QMenu:
    """Open *choices* under *button*; the first has the keys."""
    menu = QMenu(button)
    menu.setAccessibleName(button.accessibleName())
    for words, then in choices:
        menu.addAction(words, then)
    if menu.actions():
        menu.setActiveAction(menu.actions()[0])
    menu.popup(button.mapToGlobal(button.rect().bottomLeft()))
    return menu
