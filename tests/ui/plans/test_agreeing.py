"""Agreeing a plan on the screen: asked first, never by keys meant for a field."""

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from db.store import EncryptedStore
from iomdesk.cases.case import Case, RiskLevel
from iomdesk.plans.plan import Plan
from tests.pages.plan_page import PlanPage
from tests.pages.screens import ROOM, come_forward, press, settle, words_in
from tests.proof import dear
from tests.ui.colliding import set_children, they_change
from tests.ui.desks import DeskAtHand
from tests.ui.kit.walk import tab_through, walk
from tests.ui.plans.test_plan_screen import dated, shown
from tests.ui.scenes_person import DemoPerson
from tests.ui.walks import LOOKS
from ui import theme
from ui.places import ConflictsPlace
from ui.plans.agree_view import AgreeDialog
from ui.widgets.read_edits import DateEdit
from ui.widgets.tabs import TabRow

TABS = ("main", "summary", "contingency", "exit", "review")


@pytest.fixture
def page(app: QApplication, desk: DeskAtHand, person: DemoPerson) -> PlanPage:
    assert app
    made = shown(desk, person)
    come_forward(made.screen)
    return dated(made)


def dialog(page: PlanPage) -> AgreeDialog:
    settle()
    (found,) = [d for d in page.screen.findChildren(AgreeDialog) if d.isVisible()]
    return found


def is_agreed(page: PlanPage) -> bool:
    assert page.screen.viewmodel.plan
    return page.screen.viewmodel.plan.agreed_at is not None


def test_agreeing_asks_and_shows_what_is_agreed_and_by_whom(page: PlanPage) -> None:
    page.press("Agree the plan")

    said = words_in(dialog(page))
    assert not is_agreed(page)
    for words in (
        "Agree version 2 of the plan?",
        "DC Marsh, supervisor, role not confirmed",
        "Agreed by its author, not yet seen by a supervisor",
        "22 November 2026",
    ):
        assert words in said


def test_agreeing_takes_a_tick_and_the_button(
    page: PlanPage, store: EncryptedStore
) -> None:
    page.press("Agree the plan")
    question = dialog(page)
    assert question.focusWidget() is question.stay
    assert not question.go_on.isEnabled()

    QTest.keyClick(question.read, Qt.Key.Key_Space)
    press(question, "Agree the plan")

    assert is_agreed(page)
    assert page.screen.viewmodel.plan
    assert store.queries.get(Plan, page.screen.viewmodel.plan.id).agreed_at


def test_going_back_agrees_nothing_and_keeps_the_keys_on_the_form(
    page: PlanPage,
) -> None:
    page.press("Agree the plan")

    press(dialog(page), "Go back")

    assert not is_agreed(page)
    assert page.form.viewmodel.plan


def test_a_missing_review_date_leads_to_its_field(page: PlanPage) -> None:
    viewmodel = page.screen.viewmodel
    assert viewmodel.plan
    viewmodel.edit(evolve(viewmodel.plan, review_on=None))

    page.press("Agree the plan")

    held = page.screen.window().focusWidget()
    assert page.form.tabs.current() == "review"
    assert isinstance(held, DateEdit)
    assert not page.screen.findChildren(AgreeDialog)


def test_a_risk_in_dispute_is_said_and_leads_to_where_it_is_settled(
    app: QApplication, desk: DeskAtHand, person: DemoPerson, store: EncryptedStore
) -> None:
    case = store.queries.get(Case, person.case_id)
    store.do(set_children, case.id, RiskLevel.VERY_HIGH)
    they_change(store, case, {"risk": {"children": "low"}})
    page = shown(desk, person)
    assert app
    dated(page)
    assert "The risk to children is in dispute. Settle it first." in page.words

    page.press("Agree the plan")

    assert not is_agreed(page)
    assert desk.places[-1] == ConflictsPlace(case_id=person.case_id)


@pytest.mark.parametrize("tab", TABS)
def test_the_button_that_agrees_comes_last_on_every_tab(
    page: PlanPage, tab: str
) -> None:
    page.open(tab)

    reached, traps = tab_through(page.screen)

    assert traps == []
    assert reached[-1] is page.form.agree


def test_it_stays_last_when_rows_are_added_and_can_be_left_both_ways(
    page: PlanPage,
) -> None:
    page.open("contingency")
    page.press("Add what could go wrong")
    page.press("Add what could go wrong")
    reached, _ = tab_through(page.screen)
    assert reached[-1] is page.form.agree

    window = page.screen.window()
    page.form.agree.setFocus()
    reached[-2].setFocus()
    QTest.keyClick(reached[-2], Qt.Key.Key_Tab)
    assert window.focusWidget() is page.form.agree
    QTest.keyClick(page.form.agree, Qt.Key.Key_Tab, Qt.KeyboardModifier.ShiftModifier)

    assert window.focusWidget() is reached[-2]


@pytest.mark.parametrize("tab", TABS)
def test_a_click_on_a_tab_puts_the_keys_into_its_first_field(
    page: PlanPage, tab: str
) -> None:
    other = "exit" if tab != "exit" else "main"
    page.open(other)
    row = page.form.tabs.findChild(TabRow)
    assert isinstance(row, TabRow)
    at = row.tabRect(page.form.tabs._keys.index(tab)).center()

    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=at)

    held = page.screen.window().focusWidget()
    assert held is page.form.first_field()
    assert page.form.pages[tab].isAncestorOf(held)


def test_the_next_version_begins_with_the_keys_in_its_form(
    app: QApplication, desk: DeskAtHand, person: DemoPerson
) -> None:
    page = shown(desk, person, draft=False)
    come_forward(page.screen)
    assert app

    page.press("Write the next version")

    held = page.screen.window().focusWidget()
    assert isinstance(held, QWidget)
    assert page.form.pages["main"].isAncestorOf(held)


_KEYS = {
    " ": Qt.Key.Key_Space,
    "\n": Qt.Key.Key_Return,
    "\t": Qt.Key.Key_Tab,
}


@dear
@given(typed=st.text("ab \n", max_size=25))
def test_no_words_typed_at_the_button_agree_anything(
    page: PlanPage, typed: str
) -> None:
    """Letters, spaces and Enter: where a sentence lands that missed its field."""
    page.form.agree.setFocus()

    for letter in typed:
        _type(page, letter)

    assert not is_agreed(page)
    close_all(page)


@pytest.mark.parametrize(
    "typed",
    ["\t ", "\t \t ", " \t ", " \t \t ", "\t\n\t\n", " \n \n", "\t a reason \t "],
)
def test_no_stray_tab_and_space_agrees_anything(page: PlanPage, typed: str) -> None:
    page.open("review")
    page.form.agree.setFocus()

    for letter in typed:
        _type(page, letter)

    assert not is_agreed(page)
    close_all(page)


def close_all(page: PlanPage) -> None:
    for question in page.screen.findChildren(AgreeDialog):
        question.reject()
    settle()


def _type(page: PlanPage, letter: str) -> None:
    open_ones = [d for d in page.screen.findChildren(AgreeDialog) if d.isVisible()]
    window = open_ones[-1] if open_ones else page.screen
    held = window.focusWidget() or window
    if letter in _KEYS:
        QTest.keyClick(held, _KEYS[letter])
    else:
        QTest.keyClicks(held, letter)
    settle()


@pytest.mark.parametrize(("look", "scale"), LOOKS)
def test_everybody_can_answer_the_question(
    app: QApplication, desk: DeskAtHand, person: DemoPerson, look: str, scale: float
) -> None:
    theme.apply(app, look, scale)
    page = dated(shown(desk, person))
    page.screen.resize(*ROOM[scale])
    page.press("Agree the plan")
    question = dialog(page)
    question.read.click()

    assert walk(question) == []
