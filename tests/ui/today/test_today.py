"""Today at a desk on a real store, without pixels and on the screen."""

from datetime import timedelta

import pytest
from attrs import evolve
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.store import EncryptedStore
from iomdesk.cases.case import Case, Risk, RiskLevel
from iomdesk.permissions import Role, may
from iomdesk.ports import UnitOfWork
from tests.builders import a_case
from tests.conftest import NOON
from tests.pages.screens import settle, words_in
from tests.ui.open_desks import OpenDeskAtHand
from tests.ui.scenes_person import DemoPerson
from tests.ui.walks import problems
from ui.places import ImportPlace, PersonPlace, TodayPlace, VisitPlace
from ui.today.rows import Group
from ui.today.screens import screen
from ui.today.today_view import TodayView
from ui.today.today_viewmodel import TodayViewModel
from ui.today.waiting import FIRST


@may(Role.OFFICER)
def put(work: UnitOfWork, *cases: Case) -> None:
    for case in cases:
        work.save(case)


def never_seen(surname: str, days: int, level: RiskLevel = RiskLevel.HIGH) -> Case:
    """Return somebody taken on *days* ago whom nobody has seen at home."""
    return a_case(
        surname=surname, opened_at=NOON - timedelta(days), risk=Risk(overall=level)
    )


def today(desk: OpenDeskAtHand) -> TodayViewModel:
    desk.waiting.load()
    return TodayViewModel(desk)


def on_screen(desk: OpenDeskAtHand) -> TodayView:
    desk.waiting.load()
    view = screen(desk, TodayPlace())
    view.resize(1190, 720)
    view.show()
    view.activateWindow()
    settle()
    return view


def test_tiles_count_what_is_overdue_due_and_coming(
    open_desk: OpenDeskAtHand, store: EncryptedStore
) -> None:
    store.do(
        put, never_seen("Berge", 40), never_seen("Wolff", 15), never_seen("Kutch", 10)
    )

    viewmodel = today(open_desk)

    counts = [viewmodel.count(g) for g in (Group.OVERDUE, Group.TODAY, Group.SOON)]
    assert counts == [1, 1, 1]
    assert viewmodel.oldest_days == 25


def test_a_tile_narrows_and_pressed_again_widens(
    open_desk: OpenDeskAtHand, store: EncryptedStore
) -> None:
    store.do(put, never_seen("Berge", 40), never_seen("Kutch", 10))
    viewmodel = today(open_desk)

    viewmodel.narrow(Group.SOON)
    assert [row.person for row in viewmodel.rows] == ["KUTCH, Wendell"]
    viewmodel.narrow(Group.SOON)

    assert len(viewmodel.rows) == 2


def test_a_commit_elsewhere_changes_the_list(
    open_desk: OpenDeskAtHand, store: EncryptedStore
) -> None:
    viewmodel = today(open_desk)
    assert not viewmodel.rows
    case = never_seen("Berge", 40)
    store.do(put, case)
    store.do(put, evolve(case, risk=Risk(overall=RiskLevel.VERY_HIGH)))
    open_desk.hear()
    open_desk.waiting.load()

    assert [row.risk for row in viewmodel.rows] == ["very_high"]


def test_more_people_than_a_screen_are_named_in_the_end(
    open_desk: OpenDeskAtHand, store: EncryptedStore, qtbot: QtBot
) -> None:
    store.do(put, *(never_seen(f"Name{n:03}", 40) for n in range(90)))

    viewmodel = today(open_desk)

    assert len(viewmodel.rows) == 90
    assert all(row.person for row in viewmodel.rows[:FIRST])
    qtbot.waitUntil(lambda: all(row.person for row in viewmodel.rows))


def test_a_visit_of_a_registered_person_not_yet_on_visor_is_counted(
    open_desk: OpenDeskAtHand, person: DemoPerson
) -> None:
    assert person.visits

    assert today(open_desk).count(Group.VISOR) == 1


@pytest.mark.usefixtures("app")
def test_enter_on_a_row_starts_the_visit(
    open_desk: OpenDeskAtHand, store: EncryptedStore
) -> None:
    case = never_seen("Berge", 40)
    store.do(put, case)
    view = on_screen(open_desk)

    view.table.setFocus()
    QTest.keyClick(view.table.view, Qt.Key.Key_Return)

    assert open_desk.places == [VisitPlace(case_id=case.id)]


@pytest.mark.usefixtures("app")
def test_the_menu_of_a_row_opens_the_person(
    open_desk: OpenDeskAtHand, store: EncryptedStore
) -> None:
    case = never_seen("Berge", 40)
    store.do(put, case)
    view = on_screen(open_desk)

    view.table.menu_chosen.emit(0, "Open the person")

    assert open_desk.places == [PersonPlace(case_id=case.id)]
    assert view.at_hand() == (case.id, "BERGE, Wendell")


@pytest.mark.usefixtures("app")
def test_an_empty_day_teaches_what_would_be_here(open_desk: OpenDeskAtHand) -> None:
    view = on_screen(open_desk)

    assert "Nothing is due" in words_in(view)
    view._empty.button.click()
    assert open_desk.places == [ImportPlace()]


def test_everybody_can_use_today(
    app: QApplication, open_desk: OpenDeskAtHand, person: DemoPerson
) -> None:
    assert person.visits
    open_desk.waiting.load()

    assert problems(app, lambda: screen(open_desk, TodayPlace())) == []


def test_everybody_can_use_an_empty_today(
    app: QApplication, open_desk: OpenDeskAtHand
) -> None:
    open_desk.waiting.load()

    assert problems(app, lambda: screen(open_desk, TodayPlace())) == []
