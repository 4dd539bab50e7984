"""What the widgets of the kit do when they are worked, beyond how they look."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.kit.scenes import DOOLEY, PLACES
from tests.ui.kit.walk import spoken_name
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.choice import Choice, Option
from ui.widgets.count_tile import CountTile
from ui.widgets.dialog import Confirm, Dialog
from ui.widgets.editors import Combo, LineEdit, TextEdit
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.fields import Field
from ui.widgets.navigation import Navigation, NavigationButton
from ui.widgets.palette_search import Entry, PaletteSearch
from ui.widgets.person_header import PersonHeader
from ui.widgets.photo_strip import PhotoStrip, Thumbnail
from ui.widgets.progress import ProgressPanel
from ui.widgets.read_edits import DateEdit
from ui.widgets.signature_pad import SignaturePad
from ui.widgets.status_strip import StatusStrip
from ui.widgets.tabs import Tabs
from ui.widgets.wheel import Need, Wheel

pytestmark = pytest.mark.usefixtures("app")
TODAY = date(2026, 11, 22)
KEPT = (
    Option(key="kept", words="Kept", tone="good"),
    Option(key="not_kept", words="Not kept", tone="bad"),
    Option(key="not_checked", words="Not checked"),
)


Show = Callable[[QWidget], None]


@pytest.fixture
def shown(qtbot: QtBot) -> Show:
    """Return a function that shows a widget alone in an active window."""
    windows: list[QWidget] = []

    def show(widget: QWidget) -> None:
        window = QWidget()
        windows.append(window)
        qtbot.addWidget(window)
        QVBoxLayout(window).addWidget(widget)
        window.resize(700, 400)
        window.show()
        window.activateWindow()
        assert QTest.qWaitForWindowActive(window)

    return show


def focus_of(widget: QWidget) -> QWidget:
    """Return what has the keys when *widget* is asked to take them."""
    return widget.focusProxy() or widget


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

    summary.show_problems([("Give the date.", field)])
    assert summary.hasFocus()
    summary.findChildren(Button)[0].click()

    assert editor.hasFocus()


def test_no_problems_hide_the_summary(shown: Show) -> None:
    summary = ErrorSummary()
    shown(summary)

    summary.show_problems([])

    assert not summary.isVisible()


def test_a_banner_says_its_words_and_is_closed(shown: Show) -> None:
    banner = Banner()
    shown(banner)

    banner.say("3 changes came from the hub.")
    assert spoken_name(banner) == "3 changes came from the hub."
    banner.findChildren(Button)[-1].click()

    assert not banner.isVisible()


def test_enter_presses_a_button() -> None:
    pressed: list[bool] = []
    button = Button("Agree the plan", "primary")
    button.clicked.connect(lambda: pressed.append(True))

    QTest.keyClick(button, Qt.Key.Key_Return)

    assert pressed == [True]


def test_a_button_keeps_its_shortcut_when_its_words_change() -> None:
    button = Button("Lock", shortcut="Ctrl+L")

    button.set_words("Lock now")

    assert button.shortcut().toString() == "Ctrl+L"
    assert spoken_name(button) == "Lock now"


def test_a_picture_button_has_a_name() -> None:
    assert spoken_name(Button("More", "icon", picture="more")) == "More"


def test_a_tile_reads_the_number_before_the_words() -> None:
    tile = CountTile("overdue", "high")

    tile.set_count(4, "oldest 23 days")

    assert spoken_name(tile) == "4 overdue, oldest 23 days"


def test_arrow_keys_walk_the_screens_and_enter_goes_there(shown: Show) -> None:
    navigation = Navigation(PLACES)
    went: list[str] = []
    shown(navigation)
    navigation.chosen.connect(went.append)
    buttons = navigation.findChildren(NavigationButton)

    buttons[0].setFocus()
    QTest.keyClick(buttons[0], Qt.Key.Key_Down)
    assert went == []
    QTest.keyClick(buttons[1], Qt.Key.Key_Return)

    assert went == ["people"]


def test_a_count_is_read_out_with_its_screen() -> None:
    navigation = Navigation(PLACES)

    navigation.set_count("today", 9)

    names = [spoken_name(w) for w in navigation.findChildren(QWidget)]
    assert "Today, 9, shown now" in names


def test_the_arrow_keys_change_the_tab() -> None:
    tabs = Tabs({"summary": "Summary", "plan": "Plan"})
    seen: list[str] = []
    tabs.chosen.connect(seen.append)

    QTest.keyClick(focus_of(tabs), Qt.Key.Key_Right)

    assert seen == ["plan"]
    assert tabs.current() == "plan"


def test_tabs_that_do_not_fit_are_one_picker(shown: Show) -> None:
    names = ("Summary", "Timeline", "Orders and conditions", "Documents")
    tabs = Tabs({name.lower(): name for name in names})
    seen: list[str] = []
    tabs.chosen.connect(seen.append)
    shown(tabs)
    tabs.resize(260, 60)
    assert tabs.picker.isVisible()
    tabs.setFocus()

    QTest.keyClick(tabs.picker, Qt.Key.Key_Down)

    assert seen == ["timeline"]
    tabs.resize(1000, 60)
    assert tabs.picker.isHidden()
    assert tabs.current() == "timeline"
    assert not tabs.picker.hasFocus()


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (None, "Kept on this laptop"),
        (0, "Everything is sent"),
        (1, "1 change not sent"),
        (1200, "1,200 changes not sent"),
    ],
)
def test_the_strip_says_exactly_what_is_unsent(changes: int | None, words: str) -> None:
    strip = StatusStrip()

    strip.set_unsent(changes)

    assert words in [label.text() for label in strip.findChildren(QLabel)]


def test_the_header_shows_every_warning() -> None:
    header = PersonHeader()

    header.show_person(DOOLEY)

    names = [spoken_name(widget) for widget in header.findChildren(QWidget)]
    assert {"High risk", "Weapons", "Dog", "Do not visit alone"} <= set(names)


def test_the_header_shows_the_next_person_and_nothing_of_the_last() -> None:
    from attrs import evolve

    header = PersonHeader()
    header.show_person(DOOLEY)
    header.show_person(evolve(DOOLEY, badges=DOOLEY.badges[:1]))

    names = [spoken_name(widget) for widget in header.findChildren(QWidget)]
    assert "Weapons" not in names


def sign(pad: SignaturePad, points: list[tuple[int, int]]) -> None:
    area, left = pad.area, Qt.MouseButton.LeftButton
    QTest.mousePress(area, left, pos=QPoint(*points[0]))
    for x, y in points[1:]:
        QTest.mouseMove(area, QPoint(x, y))
    QTest.mouseRelease(area, left, pos=QPoint(*points[-1]))


def test_a_stroke_signs_and_becomes_a_picture(shown: Show) -> None:
    pad = SignaturePad("Wendell Dooley")
    shown(pad)

    sign(pad, [(20, 20), (120, 60), (200, 30)])

    image = QImage.fromData(pad.picture())
    assert pad.is_signed()
    assert image.width() == 1200
    assert image.pixelColor(1199, 0).lightness() == 255


def test_a_signature_can_be_taken_back(shown: Show) -> None:
    pad = SignaturePad("Wendell Dooley")
    shown(pad)
    sign(pad, [(20, 20), (120, 60)])

    pad.clear()

    assert not pad.is_signed()
    assert pad.picture() == b""


def test_a_tick_signs_where_nobody_can_draw(shown: Show) -> None:
    pad = SignaturePad("Wendell Dooley")
    shown(pad)

    QTest.keyClick(pad.statement, Qt.Key.Key_Space)

    assert pad.is_signed()
    assert pad.picture() == b""


def test_a_pen_is_taken_once(shown: Show) -> None:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QPointingDevice, QTabletEvent
    from PySide6.QtWidgets import QApplication

    pad = SignaturePad("Wendell Dooley")
    shown(pad)

    def pen(kind: QEvent.Type, x: float, y: float) -> QTabletEvent:
        at = QPointF(x, y)
        none, held = Qt.MouseButton.NoButton, Qt.MouseButton.LeftButton
        keys = Qt.KeyboardModifier.NoModifier
        device = QPointingDevice.primaryPointingDevice()
        return QTabletEvent(kind, device, at, at, 0.5, 0, 0, 0, 0, 0, keys, held, none)

    events = [
        pen(QEvent.Type.TabletPress, 10, 10),
        pen(QEvent.Type.TabletMove, 90, 40),
        pen(QEvent.Type.TabletRelease, 90, 40),
    ]
    for event in events:
        QApplication.sendEvent(pad.area, event)

    assert all(event.isAccepted() for event in events)
    assert pad.is_signed()


def test_delete_asks_before_a_photo_goes(shown: Show) -> None:
    strip = PhotoStrip()
    asked: list[str] = []
    shown(strip)
    strip.removal_asked.connect(asked.append)
    strip.show_photos((Thumbnail(key="p1", caption="Front door"),))

    tile = next(
        w for w in strip.findChildren(QWidget) if spoken_name(w).startswith("Photo 1")
    )
    QTest.keyClick(tile, Qt.Key.Key_Delete)

    assert asked == ["p1"]


def test_the_wheel_is_read_out_in_words() -> None:
    wheel = Wheel()

    wheel.show_needs([Need(name="Work", then=3, now=2), Need(name="Drugs", now=1)])

    assert wheel.accessibleDescription() == (
        "Work: then 3, now 2 of 3; Drugs: then not known, now 1 of 3"
    )


def test_stopping_long_work_asks_once(shown: Show) -> None:
    panel, stops = ProgressPanel(), []
    shown(panel)
    panel.cancelled.connect(lambda: stops.append(1))
    panel.start("Making 30 panel pages")

    button = panel.findChildren(Button)[0]
    button.click()
    button.click()

    assert stops == [1]


def test_a_word_must_be_written_before_the_verb_works(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    asked = Confirm(
        "Destroy the store?", "All goes.", "Destroy", window, typed="DESTROY"
    )
    asked.open()
    assert not asked.go_on.isEnabled()

    QTest.keyClicks(asked.findChildren(QLineEdit)[0], "destroy")
    asked.go_on.click()

    assert asked.result() == QDialog.DialogCode.Accepted


def test_the_search_finds_goes_and_closes(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    people = [Entry(key="c1", words="DOOLEY, Wendell"), Entry(key="c2", words="BERGE")]
    went: list[str] = []
    search = PaletteSearch(
        lambda typed: [p for p in people if typed.upper() in p.words], window
    )
    search.chosen.connect(went.append)
    search.open()

    QTest.keyClicks(search.field, "ber")
    QTest.keyClick(search.field, Qt.Key.Key_Return)

    assert went == ["c2"]
    assert search.result() == QDialog.DialogCode.Accepted


def test_the_search_moves_with_the_arrow_keys(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    people = [Entry(key="c1", words="DOOLEY"), Entry(key="c2", words="BERGE")]
    went: list[str] = []
    search = PaletteSearch(lambda _typed: people, window)
    search.chosen.connect(went.append)

    QTest.keyClick(search.field, Qt.Key.Key_Down)
    assert search.field.accessibleDescription() == "BERGE"
    QTest.keyClick(search.field, Qt.Key.Key_Return)

    assert went == ["c2"]


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


def test_a_dialog_stays_open_over_words_that_may_not_be_kept(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    dialog = Dialog("Add a warning", window)
    editor = TextEdit(2)
    dialog.body.addWidget(Field("What is known", editor))
    dialog.add_button("Add the warning", "primary", dialog.accept)
    dialog.open()

    QTest.keyClicks(editor, "Card 4111 1111 1111 1111")
    dialog.accept()
    assert dialog.isVisible()
    assert editor.value().startswith("Card")
    editor.clear()
    QTest.keyClicks(editor, "A card was given")
    dialog.accept()
    assert not dialog.isVisible()
