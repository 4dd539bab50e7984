"""The walk finds each fault that was put in, and nothing where there is none."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QPlainTextEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from tests.ui.kit.scenes import SCENES
from tests.ui.kit.walk import Problem, walk, walk_everywhere
from ui import theme
from ui.widgets.buttons import Button
from ui.widgets.editors import LineEdit, TextEdit
from ui.widgets.fields import Field

pytestmark = pytest.mark.usefixtures("app")


def a_screen(*faults: QWidget) -> QWidget:
    """Return a good small screen with *faults* put into it."""
    page = QWidget()
    page.setAutoFillBackground(True)
    layout = QVBoxLayout(page)
    layout.addWidget(Field("Surname", LineEdit()))
    layout.addWidget(Field("What was seen", TextEdit(2)))
    for fault in faults:
        layout.addWidget(fault)
    layout.addWidget(Button("Keep", "primary"))
    page.resize(500, 420)
    return page


def kinds(problems: list[Problem]) -> set[str]:
    return {problem.kind for problem in problems}


def test_a_good_screen_has_no_problem() -> None:
    assert walk(a_screen()) == []


def test_a_field_without_a_name_is_found() -> None:
    problems = walk(a_screen(QLineEdit()))

    assert [p.kind for p in problems] == ["no name"]


def test_a_button_that_tab_does_not_reach_is_found() -> None:
    button = QPushButton("Delete")
    button.setFocusPolicy(Qt.FocusPolicy.ClickFocus)

    assert [p.words for p in walk(a_screen(button))] == [
        "cannot be reached with the keyboard"
    ]


def test_a_field_that_keeps_the_tab_key_is_found() -> None:
    trap = QPlainTextEdit()
    trap.setAccessibleName("Notes")

    problems = walk(a_screen(trap))

    assert kinds(problems) == {"keyboard"}
    assert "keeps the Tab key" in problems[0].words


def test_a_label_that_is_cut_off_is_found() -> None:
    label = QLabel("A sentence that is longer than the room it was given")
    label.setMaximumWidth(90)

    assert kinds(walk(a_screen(label))) == {"clipped"}


def test_a_button_that_is_cut_off_at_200_percent_is_found(app: QApplication) -> None:
    def build() -> QWidget:
        button = QPushButton("Agree the plan")
        button.setFixedWidth(150)
        return a_screen(button)

    problems = walk_everywhere(app, build, (500, 700))

    assert [p.where.split(":")[0] for p in problems] == ["light 200%"]
    assert kinds(problems) == {"clipped"}


def test_a_widget_pushed_out_of_its_parent_is_found() -> None:
    holder = QWidget()
    holder.setFixedHeight(30)
    label = QLabel("Below the edge", holder)
    label.move(0, 24)

    assert kinds(walk(a_screen(holder))) == {"clipped"}


@pytest.mark.parametrize("ink", ["#999999", "#767f87"])
def test_pale_text_is_found_on_the_pixels(ink: str) -> None:
    label = QLabel("Hard to read")
    label.setStyleSheet(f"color: {ink}; background: #ffffff")

    assert kinds(walk(a_screen(label))) == {"contrast"}


def test_a_pale_word_on_a_dark_rimmed_button_is_found() -> None:
    button = QPushButton("Faint")
    button.setStyleSheet("border: 3px solid black; color: #bbbbbb; background: white")

    assert kinds(walk(a_screen(button))) == {"contrast"}


def test_a_page_that_scrolls_sideways_is_found() -> None:
    from ui.widgets.card import scrolling

    wide = QWidget()
    row = QHBoxLayout(wide)
    row.addWidget(Button("One"))
    wide.setMinimumWidth(900)

    assert kinds(walk(a_screen(scrolling(wide)))) == {"clipped"}


@pytest.mark.parametrize("scene", SCENES)
def test_every_scene_of_the_gallery_can_be_used(app: QApplication, scene: str) -> None:
    assert walk_everywhere(app, SCENES[scene]) == []


def test_the_walk_leaves_the_application_in_the_light_theme(app: QApplication) -> None:
    walk_everywhere(app, a_screen)

    assert theme.load_theme("light").colours["window"] in app.styleSheet()
