"""A visit recorded with few keys: where they go, what they do, how many it takes."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from db.store import EncryptedStore
from iomdesk.visits.form import FINISH, WORDS
from iomdesk.visits.visit import Visit
from tests.pages.screens import come_forward, settle
from tests.pages.visit_page import VisitPage, focus
from tests.ui.desks import DeskAtHand
from tests.ui.open_desks import OpenDeskAtHand
from tests.ui.scenes_person import DemoPerson
from ui import theme
from ui.places import PersonPlace, Place, VisitPlace
from ui.shell.desk_view import DeskView
from ui.shell.stop import Stop
from ui.visits.screen_view import VisitScreen
from ui.visits.screens import screen

PLAIN = 32
"""Keys of a plain visit to this person, the words apart; Tab by Tab it was over 100."""


class Keyboard:
    """Presses keys where they go, and counts them."""

    def __init__(self, page: VisitPage, qtbot: QtBot) -> None:
        self.page = page
        self.count = 0
        self.wait = qtbot.waitUntil

    def key(self, key: Qt.Key, *, ctrl: bool = False) -> None:
        held = Qt.KeyboardModifier
        self.count += 1
        QTest.keyClick(
            focus(self.page.screen),
            key,
            held.ControlModifier if ctrl else held.NoModifier,
        )
        settle()

    def command(self, key: Qt.Key, part: str, *, ctrl: bool = False) -> None:
        """Press a key of a button, which is animated, and wait for *part*."""
        self.key(key, ctrl=ctrl)
        form = self.page.form.viewmodel
        self.wait(lambda: form.part == part)

    def write(self, words: str) -> None:
        QTest.keyClicks(focus(self.page.screen), words)


@pytest.fixture
def page(app: QApplication, desk: DeskAtHand, person: DemoPerson) -> VisitPage:
    assert app
    made = screen(desk, VisitPlace(case_id=person.case_id))
    made.resize(1366, 720)
    come_forward(made)
    page = VisitPage(made)
    page.form.take_keys()
    return page


@pytest.fixture
def keys(page: VisitPage, qtbot: QtBot) -> Keyboard:
    return Keyboard(page, qtbot)


def holds(outer: QWidget, page: VisitPage) -> bool:
    return outer.isAncestorOf(focus(page.screen)) or focus(page.screen) is outer


def test_a_plain_visit_takes_few_keys(
    page: VisitPage, keys: Keyboard, store: EncryptedStore
) -> None:
    form = page.form.viewmodel
    while form.part != WORDS:
        following = form.next_part()
        assert following
        if form.unconfirmed() and not form.current().later:
            keys.key(Qt.Key.Key_F2)
            keys.wait(lambda: not form.unconfirmed())
        for item in form.unanswered() if not form.current().later else ():
            keys.key(Qt.Key.Key_2 if "yes" in item.note_for else Qt.Key.Key_1)
        keys.command(Qt.Key.Key_PageDown, following.key, ctrl=True)
    for words in ("Tidy.", "Work goes on.", "No change."):
        keys.write(words)
        keys.key(Qt.Key.Key_Tab)
    keys.command(Qt.Key.Key_Return, FINISH, ctrl=True)
    keys.key(Qt.Key.Key_1)
    keys.key(Qt.Key.Key_Space)
    keys.key(Qt.Key.Key_Return, ctrl=True)
    keys.wait(lambda: bool(store.queries.get(Visit, form.visit.id).signed_at))

    assert form.problems == ()
    held = store.queries.get(Visit, form.visit.id)
    assert (held.seen, held.said, held.thought) == (
        "Tidy.",
        "Work goes on.",
        "No change.",
    )
    assert held.signed_at
    assert keys.count <= PLAIN


def test_a_visit_begins_with_the_keys_in_its_first_field(
    app: QApplication, open_desk: OpenDeskAtHand, person: DemoPerson
) -> None:
    frame = in_frame(app, open_desk, VisitPlace(case_id=person.case_id))

    shown = frame.page.shown
    assert isinstance(shown, VisitScreen)
    assert shown.form
    part = shown.form.pages["arrival"]
    assert frame.focusWidget() is part.editor("answered_by")


def test_a_person_begins_at_the_tabs(
    app: QApplication, open_desk: OpenDeskAtHand, person: DemoPerson
) -> None:
    frame = in_frame(app, open_desk, PersonPlace(case_id=person.case_id))

    held = frame.focusWidget()
    assert held
    assert held.accessibleName() == "Parts of this case"


def test_a_digit_goes_on_to_the_next_line(page: VisitPage, keys: Keyboard) -> None:
    page.form.viewmodel.move_on("compliance")
    cards = list(page.part.cards.values())

    keys.key(Qt.Key.Key_1)

    assert holds(cards[1].row.choice, page)


def test_a_digit_that_wants_a_note_goes_to_the_note(
    page: VisitPage, keys: Keyboard
) -> None:
    page.open("compliance")
    card = page.part.cards["condition.shpo.c2"]
    card.setFocus()

    keys.key(Qt.Key.Key_2)

    assert holds(card.note, page)


def test_the_last_line_hands_the_keys_to_the_way_on(
    page: VisitPage, keys: Keyboard
) -> None:
    page.open("compliance")
    list(page.part.cards.values())[-1].setFocus()

    keys.key(Qt.Key.Key_1)

    assert holds(page.form.next, page)


def test_what_could_not_be_confirmed_gets_the_keys(
    page: VisitPage, keys: Keyboard
) -> None:
    page.form.viewmodel.move_on("compliance")
    keys.key(Qt.Key.Key_F2)
    form = page.form.viewmodel
    keys.wait(lambda: not form.unconfirmed())

    left = form.unanswered()
    assert left
    assert holds(page.part.cards[left[0].code], page)
    assert not page.form.confirm.isEnabled()


def test_leaving_takes_the_keys_to_how_the_visit_ended(
    page: VisitPage, keys: Keyboard
) -> None:
    keys.command(Qt.Key.Key_Return, FINISH, ctrl=True)

    part = page.part
    assert holds(part.editor("outcome"), page)
    assert page.form.top.leave.isHidden()


def test_the_words_begin_with_what_was_seen(page: VisitPage) -> None:
    page.form.viewmodel.move_on(WORDS)

    part = page.part
    assert holds(part.editor("seen"), page)


def test_large_text_leaves_room_for_the_questions(
    app: QApplication, desk: DeskAtHand, person: DemoPerson
) -> None:
    theme.apply(app, "light", 2.0)
    made = screen(desk, VisitPlace(case_id=person.case_id))
    made.resize(1366, 647)
    come_forward(made)

    form = made.form
    assert form
    assert form.stack.height() >= made.height() * 0.5
    assert form.top.leave.isVisible()
    photo, following = form.photo, form.next
    assert photo.mapTo(made, photo.rect().center()).y() == pytest.approx(
        following.mapTo(made, following.rect().center()).y(), abs=2
    )
    assert photo.accessibleName() == "Photo"


def test_the_ways_out_come_back_when_the_window_grows(
    app: QApplication, desk: DeskAtHand, person: DemoPerson
) -> None:
    assert app
    made = screen(desk, VisitPlace(case_id=person.case_id))
    made.resize(700, 600)
    come_forward(made)
    made.resize(1366, 720)
    settle()

    form = made.form
    assert form
    assert form.top.isAncestorOf(form.top.leave)
    assert form.photo.text() == "Photo"


def in_frame(app: QApplication, desk: OpenDeskAtHand, place: Place) -> DeskView:
    assert app
    frame = DeskView(desk)
    frame.resize(1366, 768)
    frame.start(Stop(place=place))
    come_forward(frame)
    return frame


def test_what_gets_the_keys_is_in_sight(page: VisitPage, keys: Keyboard) -> None:
    page.screen.resize(1366, 500)
    keys.command(Qt.Key.Key_Return, FINISH, ctrl=True)
    keys.key(Qt.Key.Key_1)
    assert page.part.signature
    pad = page.part.signature.pad
    keys.wait(lambda: not pad.statement.visibleRegion().isEmpty())

    assert holds(pad.statement, page)
    assert pad.statement.visibleRegion().boundingRect().height() > 30
