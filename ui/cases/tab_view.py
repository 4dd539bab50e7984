"""What every tab about a person is: it draws what is held."""

from PySide6.QtWidgets import QWidget

from ui.cases.reading import Held


class TabPage(QWidget):
    """The screen keeps a tab while the person is open, and draws it at every news."""

    def draw(self, held: Held) -> None:
        raise NotImplementedError
