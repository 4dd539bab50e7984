"""Several people are chosen in the list, by keys and by mouse, and stay chosen."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu

from db.store import EncryptedStore
from iomdesk.cases.case import Case
from iomdesk.permissions import Role, may
from iomdesk.ports import CaseRow, UnitOfWork
from tests.builders import a_case
from tests.pages.screens import come_forward, settle
from tests.ui.open_desks import OpenDeskAtHand
from ui.people.new_person_viewmodel import NewPersonViewModel
from ui.people.people_view import PeopleView
from ui.people.people_viewmodel import PeopleViewModel
from ui.places import PeoplePlace

DOWN, END, SPACE = Qt.Key.Key_Down, Qt.Key.Key_End, Qt.Key.Key_Space
NONE = Qt.KeyboardModifier.NoModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
CTRL = Qt.KeyboardModifier.ControlModifier

HELD = 300
"""People on the laptop: more than two blocks of the list."""


@may(Role.OFFICER)
def put(work: UnitOfWork, *cases: Case) -> None:
    for case in cases:
        work.save(case)


@pytest.fixture
def view(
    app: QApplication, store: EncryptedStore, open_desk: OpenDeskAtHand
) -> PeopleView:
    assert app
    store.do(put, *(a_case(surname=f"Name{n:03}") for n in range(HELD)))
    viewmodel = PeopleViewModel(open_desk, PeoplePlace())
    made = PeopleView(viewmodel, NewPersonViewModel(open_desk))
    made.resize(1175, 680)
    come_forward(made)
    made.table.setFocus()
    return made


def keys(view: PeopleView, *pressed: tuple[Qt.Key, Qt.KeyboardModifier]) -> None:
    for key, modifier in pressed:
        QTest.keyClick(view.table.view, key, modifier)


def click(view: PeopleView, row: int, modifier: Qt.KeyboardModifier) -> None:
    box = view.table.view.visualRect(view.table.view.model().index(row, 0))
    at: QPoint = box.center()
    button = Qt.MouseButton.LeftButton
    QTest.mouseClick(view.table.view.viewport(), button, modifier, at)


@pytest.mark.parametrize(
    ("pressed", "chosen"),
    [
        ([(DOWN, SHIFT), (DOWN, SHIFT)], [0, 1, 2]),
        ([(DOWN, CTRL), (DOWN, CTRL), (SPACE, CTRL)], [0, 2]),
        ([(DOWN, NONE), (DOWN, SHIFT), (SPACE, CTRL)], [1]),
        ([(DOWN, NONE), (END, SHIFT)], list(range(1, HELD))),
        ([(Qt.Key.Key_A, CTRL)], list(range(HELD))),
        ([(DOWN, SHIFT), (DOWN, NONE)], [2]),
    ],
)
def test_keys_choose_several(
    view: PeopleView,
    pressed: list[tuple[Qt.Key, Qt.KeyboardModifier]],
    chosen: list[int],
) -> None:
    keys(view, *pressed)

    assert view.table.chosen() == chosen


def test_the_mouse_chooses_a_stretch_and_single_ones(view: PeopleView) -> None:
    click(view, 1, NONE)
    click(view, 3, SHIFT)
    click(view, 5, CTRL)
    click(view, 2, CTRL)

    assert view.table.chosen() == [1, 3, 5]


def test_who_is_chosen_stays_so_while_one_scrolls(view: PeopleView) -> None:
    keys(view, (DOWN, SHIFT))
    bar = view.table.view.verticalScrollBar()
    bar.setValue(bar.maximum())
    settle()
    bar.setValue(0)
    settle()

    assert view.table.chosen() == [0, 1]


def test_who_is_chosen_stays_so_when_the_list_is_read_again(
    view: PeopleView, store: EncryptedStore, open_desk: OpenDeskAtHand
) -> None:
    keys(view, (DOWN, NONE), (DOWN, SHIFT))

    store.do(put, a_case(surname="Aaron"))
    open_desk.hear()
    settle()

    held = [view._model.held(at) for at in view.table.chosen()]
    assert [row.surname for row in held if row] == ["Name001", "Name002"]


def test_the_page_says_how_many_are_chosen(view: PeopleView) -> None:
    keys(view, (DOWN, SHIFT), (DOWN, SHIFT))

    assert view._heading.text() == f"{HELD} people, 3 chosen"


def test_the_menu_names_how_many_would_be_printed(view: PeopleView) -> None:
    keys(view, (DOWN, SHIFT), (DOWN, SHIFT))
    menu = view.table.view._menu(view.table.view.currentIndex())

    assert isinstance(menu, QMenu)
    assert "Print plans of the 3 chosen…" in [a.text() for a in menu.actions()]
    menu.close()


Read = Callable[[], list[CaseRow]]


@pytest.fixture
def read(view: PeopleView) -> Read:
    """Return who the view-model found to be chosen; no printer is asked for."""
    heard: list[CaseRow] = []
    viewmodel = view._viewmodel
    viewmodel.chosen_read.disconnect()
    viewmodel.chosen_read.connect(heard.extend)
    return lambda: heard


def test_those_far_down_who_were_never_seen_are_found(
    view: PeopleView, read: Read
) -> None:
    keys(view, (Qt.Key.Key_A, CTRL), (SPACE, CTRL))

    view._print()

    assert [r.surname for r in read()] == [f"Name{n:03}" for n in range(1, HELD)]


def test_nobody_is_printed_who_took_the_place_of_one_chosen(
    view: PeopleView, store: EncryptedStore, open_desk: OpenDeskAtHand, read: Read
) -> None:
    keys(view, (DOWN, NONE), (DOWN, SHIFT))

    store.do(put, a_case(surname="Aaron"))  # the list has not heard of it yet
    view._print()

    assert read() == []
    assert any("Choose them again" in words for words in open_desk.words)
