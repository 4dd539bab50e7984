"""Fields: how what is typed or picked is read, named, and told as a problem."""

from datetime import date
from functools import partial

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.kit.conftest import Show
from tests.ui.kit.walk import focus_of, spoken_name
from ui.widgets.buttons import Button
from ui.widgets.choice import Choice, Option
from ui.widgets.editors import Combo, LineEdit, TextEdit
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.fields import Field
from ui.widgets.read_edits import DateEdit
from ui.widgets.reveal import reveal

pytestmark = pytest.mark.usefixtures("app")
TODAY = date(2026, 11, 22)


KEPT = (
    Option(key="kept", words="Kept"),
    Option(key="not_kept", words="Not kept", tone="bad"),
    Option(key="not_checked", words="Not checked"),
)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("14/02/2001", date(2001, 2, 14)),
        (" 1.2.2026 ", date(2026, 2, 1)),
        ("3 March 1999", date(1999, 3, 3)),
        ("3-sep-26", date(2026, 9, 3)),
        ("14/02/72", date(1972, 2, 14)),
        ("31/02/2001", None),
        ("2001-02-14", None),
        ("soon", None),
        ("", None),
    ],
)
def test_a_date_is_read_as_officers_write_it(typed: str, meant: date | None) -> None:
    assert dated(typed).value() == meant


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        *((day, "There is no such day.") for day in ("31/02/1990", "30 February 1990")),
        *((day, "There is no such day.") for day in ("31.6.90", "29-02-91", "1/13/90")),
        *((day, "Write the date as day,") for day in ("soon", "1990", "14 Foo 1990")),
        *((day, "") for day in ("", " ", "29/02/1992", "28 feb 90")),
    ],
)
def test_a_day_that_no_calendar_has_is_said_to_be_none(typed: str, said: str) -> None:
    problem = dated(typed).problem()

    assert problem.startswith(said)
    assert bool(problem) is bool(said)


def dated(typed: str) -> DateEdit:
    field = DateEdit(TODAY)
    field.setText(typed)
    return field


def test_a_date_that_does_not_exist_says_how_to_write_one() -> None:
    field = DateEdit(TODAY)
    field.setText("31/02/2001")

    assert field.value() is None
    assert "for example 14/02/2001" in field.problem()


def test_an_empty_date_is_no_problem() -> None:
    assert DateEdit(TODAY).problem() == ""


def test_the_arrow_keys_move_a_date_by_a_day() -> None:
    field = DateEdit(TODAY)

    QTest.keyClick(field, Qt.Key.Key_Up)
    QTest.keyClick(field, Qt.Key.Key_Down)

    assert field.value() == date(2026, 11, 21)


def test_setting_a_text_is_not_an_edit() -> None:
    field, edits = TextEdit(), []
    field.edited.connect(lambda: edits.append(1))

    field.set_value("from the store")
    QTest.keyClicks(field, "!")

    assert edits == [1]


def test_a_combo_keeps_its_answer_when_its_choices_change() -> None:
    combo = Combo((("a", "First"), ("b", "Second")), nothing="Choose one")
    combo.set_value("b")

    combo.set_choices((("b", "Second"), ("c", "Third")))

    assert combo.value() == "b"


def test_nothing_is_picked_in_a_choice_until_a_person_picks() -> None:
    assert Choice(KEPT, "Curfew").value() == ""


def test_a_digit_picks_an_answer(shown: Show) -> None:
    choice, edits = Choice(KEPT, "Curfew"), []
    shown(choice)
    choice.edited.connect(lambda: edits.append(choice.value()))
    choice.setFocus()

    QTest.keyClick(focus_of(choice), Qt.Key.Key_2)

    assert edits == ["not_kept"]


def test_delete_takes_an_answer_back(shown: Show) -> None:
    choice = Choice(KEPT, "Curfew")
    shown(choice)
    choice.set_value("kept")

    QTest.keyClick(focus_of(choice), Qt.Key.Key_Delete)

    assert choice.value() == ""


def test_an_answer_is_read_out_with_its_question() -> None:
    choice = Choice(KEPT)
    field = Field("Lives here", choice)

    names = [spoken_name(button) for button in choice.findChildren(QWidget)]

    assert names[0] == "Lives here: Kept"
    assert field.problem() == ""


def test_a_field_reads_out_its_problem_and_its_help() -> None:
    editor = QLineEdit()
    field = Field("Born on", editor, "For example 14/02/2001")

    field.set_problem("Give the date.")

    assert editor.accessibleName() == "Born on"
    assert editor.accessibleDescription() == "Give the date. For example 14/02/2001"


def test_the_label_of_a_field_is_its_buddy() -> None:
    editor = QLineEdit()
    field = Field("Born on", editor)

    assert editor in [label.buddy() for label in field.findChildren(QLabel)]


def test_the_summary_takes_the_focus_and_leads_to_the_field(shown: Show) -> None:
    page = QWidget()
    layout = QVBoxLayout(page)
    summary, editor = ErrorSummary(), QLineEdit()
    field = Field("Born on", editor)
    layout.addWidget(summary)
    layout.addWidget(field)
    shown(page)

    summary.show_problems([("Give the date.", partial(reveal, field))])
    assert summary.hasFocus()
    summary.findChildren(Button)[0].click()

    assert editor.hasFocus()


def test_no_problems_hide_the_summary(shown: Show) -> None:
    summary = ErrorSummary()
    shown(summary)

    summary.show_problems([])

    assert not summary.isVisible()


def test_a_field_says_at_once_that_a_card_number_may_not_stay(qtbot: QtBot) -> None:
    editor = LineEdit()
    field = Field("Notes", editor)
    qtbot.addWidget(field)

    QTest.keyClicks(editor, "4111 1111 1111 1111")
    assert "looks like a card number" in field.problem()
    field.set_problem("")
    assert "looks like a card number" in field.problem()
    editor.clear()
    QTest.keyClicks(editor, "given")
    assert field.problem() == ""
