"""After a dialog, a banner, a finished step the keys are where the officer works."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QWidget
from pytestqt.qtbot import QtBot

from iomdesk.permissions import Officer
from tests.pages.screens import come_forward, press, settle
from tests.ui.open_desks import OpenDeskAtHand
from tests.ui.scenes_person import DemoPerson
from ui.assessments.screen_view import AssessmentScreen
from ui.cases.person_view import PersonView
from ui.people.people_view import PeopleView
from ui.places import (
    AssessmentPlace,
    PeoplePlace,
    PersonPlace,
    Place,
    PlanPlace,
    PreviewPlace,
    TodayPlace,
    VisitPlace,
)
from ui.plans.screen_view import PlanScreen
from ui.shell.desk_view import DeskView
from ui.shell.stop import Stop
from ui.visits.screen_view import VisitScreen
from ui.widgets.card import ScrollPage
from ui.widgets.stops import is_dangerous

pytestmark = pytest.mark.usefixtures("app")
Open = Callable[[Place], DeskView]


@pytest.fixture
def opened(open_desk: OpenDeskAtHand, qtbot: QtBot, person: DemoPerson) -> Open:
    assert person

    def make(place: Place) -> DeskView:
        window = DeskView(open_desk)
        qtbot.addWidget(window)
        window.resize(1366, 768)
        window.start(Stop(place=place))
        come_forward(window)
        return window

    return make


def keys_in(window: DeskView, qtbot: QtBot) -> QWidget:
    """Return what has the keys on the screen, once all came to rest."""
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    qtbot.wait(20)

    def is_on_the_screen() -> bool:
        held, screen = window.focusWidget(), window.page.shown
        return bool(held and screen and screen.isAncestorOf(held) and held.isVisible())

    qtbot.waitUntil(is_on_the_screen)
    held = window.focusWidget()
    assert held
    return held


def places(person: DemoPerson) -> tuple[Place, ...]:
    case_id = person.case_id
    return (
        TodayPlace(),
        PeoplePlace(),
        PersonPlace(case_id=case_id),
        VisitPlace(case_id=case_id),
        VisitPlace(case_id=case_id, visit_id=person.visits[0]),
        AssessmentPlace(case_id=case_id, instrument="pathway-needs"),
        PlanPlace(case_id=case_id),
        PreviewPlace(case_id=case_id, kind="plan", which=person.plan),
    )


def test_no_screen_begins_on_a_button_that_does_harm(
    opened: Open, person: DemoPerson, qtbot: QtBot
) -> None:
    window = opened(TodayPlace())
    harmful = []
    for place in places(person):
        window.visit(place)
        held = keys_in(window, qtbot)
        if held.property("kind") == "danger":
            harmful.append(place)
        assert not any(
            area.focusPolicy() & Qt.FocusPolicy.TabFocus
            for area in window.findChildren(ScrollPage)
        )

    assert harmful == []


def test_a_banner_that_is_closed_leaves_the_keys_in_the_field(
    opened: Open, open_desk: OpenDeskAtHand, qtbot: QtBot
) -> None:
    window = opened(PeoplePlace())
    screen = window.page.shown
    assert isinstance(screen, PeopleView)
    open_desk.told.emit("The visit is signed.")
    settle()
    close = window.page.told._close
    for by_key in (False, True):
        open_desk.told.emit("The visit is signed.")
        settle()
        if by_key:
            close.setFocus()
            QTest.keyClick(close, Qt.Key.Key_Return)
        else:
            QTest.mouseClick(close, Qt.MouseButton.LeftButton)

        assert keys_in(window, qtbot) is screen.search.editor


def test_the_keys_come_back_to_what_opened_a_dialog(
    opened: Open, person: DemoPerson, qtbot: QtBot
) -> None:
    window = opened(PersonPlace(case_id=person.case_id))
    screen = window.page.shown
    assert isinstance(screen, PersonView)
    press(screen, "Change a risk level")
    dialog = window.findChild(QDialog)
    assert dialog
    choose_another_level(dialog)
    press(dialog, "Change the level")

    held = keys_in(window, qtbot)
    assert held.accessibleName() == "Change a risk level"


def choose_another_level(dialog: QDialog) -> None:
    press(dialog, "Level: Very high")


def test_after_agreeing_the_keys_are_on_the_plan(
    opened: Open, person: DemoPerson, qtbot: QtBot, officer: Officer
) -> None:
    assert officer
    window = opened(PlanPlace(case_id=person.case_id))
    screen = window.page.shown
    assert isinstance(screen, PlanScreen)
    screen.viewmodel.revise("Review")
    keys_in(window, qtbot)
    assert screen.form
    screen.viewmodel.agree()
    settle()

    keys_in(window, qtbot)


def test_after_signing_the_keys_are_on_the_record(
    opened: Open, person: DemoPerson, qtbot: QtBot
) -> None:
    window = opened(VisitPlace(case_id=person.case_id))
    screen = window.page.shown
    assert isinstance(screen, VisitScreen)
    assert screen.form
    screen.form.viewmodel.fail("no_reply")
    settle()
    held = keys_in(window, qtbot)

    assert held.property("kind") != "danger"


def test_going_on_with_what_was_typed_gives_the_keys_to_the_form(
    opened: Open, person: DemoPerson, qtbot: QtBot
) -> None:
    window = opened(VisitPlace(case_id=person.case_id))
    screen = window.page.shown
    assert isinstance(screen, VisitScreen)
    assert screen.form
    screen.form.resumed.say("This goes on from what was typed.")
    screen.form.resumed.button.setFocus()
    screen.form.resumed.hide()
    screen.form.resumed.hide()

    held = keys_in(window, qtbot)
    assert screen.form.parts.isAncestorOf(held)
    assert not is_dangerous(held)


def test_an_assessment_begins_at_its_first_question(
    opened: Open, person: DemoPerson, qtbot: QtBot
) -> None:
    place = AssessmentPlace(case_id=person.case_id, instrument="pathway-needs")
    window = opened(place)
    screen = window.page.shown
    assert isinstance(screen, AssessmentScreen)
    assert screen.form

    held = keys_in(window, qtbot)
    assert screen.form.stack.isAncestorOf(held)


@pytest.mark.parametrize("tab", ["timeline", "history", "details", "documents"])
def test_the_page_keys_scroll_what_is_only_read(
    opened: Open, person: DemoPerson, qtbot: QtBot, tab: str, qapp: QApplication
) -> None:
    assert qapp
    window = opened(PersonPlace(case_id=person.case_id, tab=tab))
    window.resize(1366, 560)
    settle()
    held = keys_in(window, qtbot)
    screen = window.page.shown
    assert screen
    bars = [area.verticalScrollBar() for area in screen.findChildren(ScrollPage)]
    bars = [bar for bar in bars if bar.isVisible() and bar.maximum()]
    QTest.keyClick(held, Qt.Key.Key_PageDown)

    assert not bars or any(bar.value() for bar in bars)


def test_what_was_done_is_said_on_the_screen_it_led_to_and_no_other(
    opened: Open, open_desk: OpenDeskAtHand, qtbot: QtBot
) -> None:
    window = opened(TodayPlace())
    told = window.page.told
    open_desk.told.emit("The visit is signed.")
    window.visit(PeoplePlace())
    assert told.isVisible()
    qtbot.wait(1600)
    window.visit(TodayPlace())
    assert told.isHidden()

    open_desk.warned.emit("The photo is too large.")
    qtbot.wait(1600)
    window.visit(PeoplePlace())
    assert told.isVisible()
