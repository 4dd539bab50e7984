"""The screen of a person: what it shows, and that everybody can use it."""

import pytest
from attrs import evolve
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from tests.pages.person_page import PersonPage
from tests.pages.screens import ROOM, words_in
from tests.ui.desks import DeskAtHand
from tests.ui.kit.walk import walk
from tests.ui.scenes_person import DemoPerson, dooley, keep
from tests.ui.walks import LOOKS
from ui import theme
from ui.cases.screens import screen
from ui.places import PersonPlace, VisitPlace

TABS = (
    "summary",
    "timeline",
    "visits",
    "assessments",
    "plan",
    "orders",
    "details",
    "documents",
    "history",
)


@pytest.fixture
def page(app: QApplication, desk: DeskAtHand, person: DemoPerson) -> PersonPage:
    assert app
    made = screen(desk, PersonPlace(case_id=person.case_id))
    made.resize(1175, 720)
    made.show()
    return PersonPage(made)


def test_the_warnings_stay_on_every_tab(page: PersonPage) -> None:
    for tab in TABS:
        page.open(tab)

        assert "Do not visit alone" in page.header


def test_the_summary_says_what_is_due_and_why(page: PersonPage) -> None:
    assert "11 days overdue" in page.words
    assert "high: every 3 months" in page.words


def test_an_answered_question_goes_from_the_screen(
    page: PersonPage, desk: DeskAtHand
) -> None:
    assert "Questions from import" in page.words

    page.press("Keep 14 February 2001")
    desk.hear()

    assert "Questions from import" not in page.words


def test_enter_on_a_visit_opens_it(
    page: PersonPage, desk: DeskAtHand, person: DemoPerson
) -> None:
    page.open("visits")
    page.table().select(0)
    QTest.keyClick(page.table().view, Qt.Key.Key_Return)

    newest = person.visits[-1]
    assert desk.places == [VisitPlace(case_id=person.case_id, visit_id=newest)]


def test_history_tells_from_what_to_what(page: PersonPage) -> None:
    page.open("history")

    assert any("Medium → High" in words for words in page.words)


def test_what_came_is_shown_word_for_word(page: PersonPage) -> None:
    page.open("history")
    page.press("Show what came: /mas/personal-details/X012345")

    assert "1 value with no field here: pronouns" in page.words


def test_what_a_typed_name_says_is_never_markup(
    app: QApplication, desk: DeskAtHand, person: DemoPerson
) -> None:
    case = dooley()
    sly = evolve(case, person=evolve(case.person, surname="<b>Dooley</b>"))
    desk.store.do(keep, sly)
    made = screen(desk, PersonPlace(case_id=person.case_id))
    made.show()

    assert app
    assert "<B>DOOLEY</B>, Wendell" in words_in(made.header)


@pytest.mark.parametrize(("look", "scale"), LOOKS)
@pytest.mark.parametrize("tab", TABS)
def test_everybody_can_use_the_tab(
    app: QApplication,
    desk: DeskAtHand,
    person: DemoPerson,
    tab: str,
    look: str,
    scale: float,
) -> None:
    theme.apply(app, look, scale)
    made: QWidget = screen(desk, PersonPlace(case_id=person.case_id, tab=tab))
    made.setAutoFillBackground(True)
    made.resize(*ROOM[scale])

    assert walk(made) == []
