"""What the widgets of the kit do when they are worked, beyond how they look."""

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.kit.conftest import Show
from tests.ui.kit.scenes import DOOLEY, PLACES
from tests.ui.kit.walk import focus_of, spoken_name
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.count_tile import CountTile
from ui.widgets.dialog import Confirm, Dialog
from ui.widgets.editors import TextEdit
from ui.widgets.fields import Field
from ui.widgets.navigation import Navigation, NavigationButton
from ui.widgets.palette_search import Entry, PaletteSearch
from ui.widgets.person_header import PersonHeader
from ui.widgets.photo_strip import PhotoStrip, Thumbnail
from ui.widgets.progress import ProgressPanel
from ui.widgets.signature_pad import SignaturePad
from ui.widgets.status_strip import StatusStrip
from ui.widgets.tabs import Tabs
from ui.widgets.wheel import Need, Wheel

pytestmark = pytest.mark.usefixtures("app")


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
