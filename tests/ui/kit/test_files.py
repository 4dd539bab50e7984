"""Choosing files begins where officers keep theirs; the window has its own icon."""

from pathlib import Path

import pytest
from PySide6.QtCore import QStandardPaths
from PySide6.QtWidgets import QDialog, QFileDialog, QWidget

from ui.widgets.files import file_chooser
from ui.widgets.own_icon import own_icon

pytestmark = pytest.mark.usefixtures("app")


def documents() -> Path:
    kind = QStandardPaths.StandardLocation.DocumentsLocation
    found = Path(QStandardPaths.writableLocation(kind))
    return found if found.is_dir() else Path.home()


def where(chooser: QFileDialog) -> Path:
    return Path(chooser.directory().absolutePath())


def test_a_chooser_begins_in_the_officer_s_documents() -> None:
    assert where(file_chooser(QWidget(), "Choose")) == documents()


def test_the_next_one_begins_where_the_last_was_left(tmp_path: Path) -> None:
    window = QWidget()
    first = file_chooser(QDialog(window), "Choose")
    (tmp_path / "photo.jpg").touch()
    first.setDirectory(str(tmp_path))
    first.selectFile("photo.jpg")

    first.accept()

    assert where(file_chooser(QWidget(window), "Choose again")) == tmp_path
    assert where(file_chooser(QWidget(), "In another window")) == documents()


def test_one_that_was_left_by_esc_is_not_remembered(tmp_path: Path) -> None:
    window = QWidget()
    first = file_chooser(window, "Choose")
    first.setDirectory(str(tmp_path))

    first.reject()

    assert where(file_chooser(window, "Choose again")) == documents()


def test_every_chooser_of_the_window_is_made_by_the_one_maker() -> None:
    made = Path("ui/widgets/files.py")
    found = [p for p in Path("ui").rglob("*.py") if "QFileDialog(" in p.read_text()]

    assert found == [made]


@pytest.mark.parametrize("side", [16, 32, 128])
def test_the_icon_is_drawn_in_every_size(side: int) -> None:
    drawn = own_icon().pixmap(side, side).toImage()
    middle, corner = drawn.pixelColor(side // 2, side // 2), drawn.pixelColor(0, 0)

    assert drawn.width() == side
    assert middle.alpha() == 255
    assert corner.alpha() < 255
