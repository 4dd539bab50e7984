"""The list of people at a desk on a real store."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog

from db.store import EncryptedStore
from iomdesk.cases.case import Case, Cohort, Rag
from iomdesk.permissions import Role, may
from iomdesk.ports import CaseRow, UnitOfWork
from iomdesk.records.ids import PartId
from iomdesk.settings import Setting
from tests.builders import a_case
from tests.pages.screens import press, settle, words_in
from tests.ui.kit.immediate import ImmediateTasks
from tests.ui.open_desks import OpenDeskAtHand
from tests.ui.walks import problems
from ui.people.columns_view import ColumnsView
from ui.people.new_person_view import NewPersonView
from ui.people.new_person_viewmodel import NewPersonViewModel
from ui.people.people_view import PeopleView
from ui.people.people_viewmodel import PeopleViewModel
from ui.people.screens import screen
from ui.places import ImportPlace, PeoplePlace, PersonPlace, VisitPlace
from ui.tasks import Job


@may(Role.OFFICER)
def put(work: UnitOfWork, *cases: Case) -> None:
    for case in cases:
        work.save(case)


class Heard:
    """What a view would show: the rows of the last answer, and how many in all."""

    def __init__(self, viewmodel: PeopleViewModel) -> None:
        self.rows: Sequence[CaseRow] = ()
        self.answers = 0
        viewmodel.found.connect(self._found)

    def _found(self, rows: Sequence[CaseRow]) -> None:
        self.rows = rows
        self.answers += 1

    @property
    def surnames(self) -> list[str]:
        return [row.surname for row in self.rows]


def people(desk: OpenDeskAtHand, text: str = "") -> tuple[PeopleViewModel, Heard]:
    viewmodel = PeopleViewModel(desk, PeoplePlace(text=text))
    heard = Heard(viewmodel)
    viewmodel.load()
    return viewmodel, heard


@pytest.fixture
def held(store: EncryptedStore) -> list[Case]:
    cases = [
        a_case(surname="Dooley", crn="X012345", officer="DC Marsh", rag=Rag.RED),
        a_case(surname="Kessler", crn="X067890", officer="PC Lowe", in_custody=True),
        a_case(
            surname="Wolff", officer="PC Lowe",
            cohorts={PartId("c"): Cohort(name="IOM")},
        ),
    ]  # fmt: skip
    store.do(put, *cases)
    return cases


@pytest.mark.usefixtures("held")
def test_everybody_is_listed_by_name_with_the_count(open_desk: OpenDeskAtHand) -> None:
    viewmodel, heard = people(open_desk)

    assert heard.surnames == ["Dooley", "Kessler", "Wolff"]
    assert viewmodel.heading == "3 people"


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize("typed", ["kess", "X067890", "kesler"])
def test_a_search_finds_by_name_reference_and_slip(
    open_desk: OpenDeskAtHand, typed: str
) -> None:
    viewmodel, heard = people(open_desk)

    viewmodel.search(typed)

    assert heard.surnames == ["Kessler"]
    assert viewmodel.heading == "1 of 3 people"


@pytest.mark.usefixtures("held")
@pytest.mark.parametrize(
    ("column", "value", "found"),
    [
        ("officer", "PC Lowe", ["Kessler", "Wolff"]),
        ("rag", "red", ["Dooley"]),
        ("cohorts", "IOM", ["Wolff"]),
    ],
)
def test_a_filter_narrows_and_taken_back_widens(
    open_desk: OpenDeskAtHand, column: str, value: str, found: list[str]
) -> None:
    viewmodel, heard = people(open_desk)
    assert value in viewmodel.values[column]

    viewmodel.narrow_by(column, value)
    assert heard.surnames == found
    assert viewmodel.filters_set == 1
    viewmodel.narrow_by(column, "")

    assert len(heard.surnames) == 3


@pytest.mark.usefixtures("held")
def test_who_is_in_custody_can_be_asked(open_desk: OpenDeskAtHand) -> None:
    viewmodel, heard = people(open_desk)

    viewmodel.narrow_by_custody("yes")
    assert heard.surnames == ["Kessler"]
    viewmodel.narrow_by_custody("no")
    assert heard.surnames == ["Dooley", "Wolff"]


class Later(ImmediateTasks):
    """Threads whose answers come when they are let, in the order they are let."""

    def __init__(self) -> None:
        super().__init__()
        self.jobs: list[Callable[[], None]] = []

    def _put(self, lane: object, job: Job) -> None:
        self.jobs.append(partial(super()._put, lane, job))


@pytest.mark.usefixtures("held")
def test_the_latest_key_wins_whatever_comes_last(open_desk: OpenDeskAtHand) -> None:
    viewmodel, heard = people(open_desk)
    later = Later()
    open_desk.tasks = later
    viewmodel.search("k")
    viewmodel.search("ke")
    viewmodel.search("wol")
    first, second, third = later.jobs

    third()
    first()
    second()

    assert heard.surnames == ["Wolff"]


@pytest.mark.usefixtures("held")
def test_a_finished_search_is_one_row_of_the_access_log(
    open_desk: OpenDeskAtHand, store: EncryptedStore
) -> None:
    viewmodel, _ = people(open_desk)
    for typed in ("k", "ke", "kes"):
        viewmodel.search(typed)

    viewmodel.log_finished()

    newest, before, *_ = store.queries.access_log()
    assert (newest.operation, newest.detail) == ("consultation", {"shown": 1})
    assert before.operation != "consultation"


@pytest.mark.usefixtures("held")
def test_a_search_that_is_left_is_logged(
    open_desk: OpenDeskAtHand, store: EncryptedStore
) -> None:
    viewmodel, _ = people(open_desk)
    before = len(store.queries.access_log())
    viewmodel.search("kes")

    viewmodel.flush()
    viewmodel.flush()

    assert len(store.queries.access_log()) == before + 1


def test_blocks_further_down_are_read_when_asked_for(
    open_desk: OpenDeskAtHand, store: EncryptedStore
) -> None:
    store.do(put, *(a_case(surname=f"Name{n:03}") for n in range(300)))
    viewmodel, heard = people(open_desk)
    blocks: dict[int, Sequence[CaseRow]] = {}
    viewmodel.block.connect(blocks.__setitem__)

    viewmodel.fetch(256)

    assert len(heard.rows) == 128
    assert viewmodel.count == 300
    assert [row.surname for row in blocks[256]][:2] == ["Name256", "Name257"]


def test_chosen_columns_are_there_again_next_time(
    open_desk: OpenDeskAtHand, store: EncryptedStore
) -> None:
    viewmodel, _ = people(open_desk)

    viewmodel.choose_columns(["team"])

    again, _ = people(open_desk)
    assert [column.key for column in again.columns] == ["person", "team"]
    assert store.queries.setting(Setting.PEOPLE_COLUMNS) == ["team"]


def on_screen(desk: OpenDeskAtHand, text: str = "") -> PeopleView:
    view = screen(desk, PeoplePlace(text=text))
    assert isinstance(view, PeopleView)
    view.resize(1190, 720)
    view.show()
    view.activateWindow()
    settle()
    return view


@pytest.mark.usefixtures("app")
def test_enter_opens_the_one_who_was_found(
    open_desk: OpenDeskAtHand, held: list[Case]
) -> None:
    view = on_screen(open_desk)

    QTest.keyClicks(view.search.editor, "kess")
    QTest.keyClick(view.search.editor, Qt.Key.Key_Return)

    assert open_desk.places == [PersonPlace(case_id=held[1].id)]
    assert view.current_place() == PeoplePlace(text="kess")


@pytest.mark.usefixtures("app")
def test_enter_goes_into_the_list_where_more_were_found(
    open_desk: OpenDeskAtHand, held: list[Case]
) -> None:
    view = on_screen(open_desk)
    assert len(held) > 1

    QTest.keyClick(view.search.editor, Qt.Key.Key_Return)

    assert open_desk.places == []
    assert view.focusWidget() is view.table.view


@pytest.mark.usefixtures("app")
def test_enter_before_the_answer_opens_who_is_found_then(
    open_desk: OpenDeskAtHand, held: list[Case], monkeypatch: pytest.MonkeyPatch
) -> None:
    view = on_screen(open_desk)
    waiting: list[tuple[Callable[[], Any], Callable[[Any], object]]] = []

    def later(work: Any, done: Any, *_: object) -> None:
        waiting.append((work, done))

    monkeypatch.setattr(open_desk.tasks, "read", later)
    QTest.keyClicks(view.search.editor, "kess")
    QTest.keyClick(view.search.editor, Qt.Key.Key_Return)
    assert open_desk.places == []

    for work, done in waiting:
        done(work())

    assert open_desk.places == [PersonPlace(case_id=held[1].id)]


@pytest.mark.usefixtures("app")
def test_down_goes_from_the_search_to_what_it_found(
    open_desk: OpenDeskAtHand, held: list[Case]
) -> None:
    view = on_screen(open_desk)

    QTest.keyClicks(view.search.editor, "kess")
    QTest.keyClick(view.search.editor, Qt.Key.Key_Down)
    QTest.keyClick(view.focusWidget(), Qt.Key.Key_Return)

    assert open_desk.places == [PersonPlace(case_id=held[1].id)]


@pytest.mark.usefixtures("app")
def test_the_menu_starts_a_visit(open_desk: OpenDeskAtHand, held: list[Case]) -> None:
    view = on_screen(open_desk)

    view.table.menu_chosen.emit(0, "Start a visit")

    assert open_desk.places == [VisitPlace(case_id=held[0].id)]


@pytest.mark.usefixtures("app")
def test_nobody_yet_teaches_how_people_come_here(open_desk: OpenDeskAtHand) -> None:
    view = on_screen(open_desk)

    assert "Nobody is on this laptop yet" in words_in(view)
    press(view, "Import people from files")
    assert open_desk.places == [ImportPlace()]


@pytest.mark.usefixtures("app", "held")
def test_nobody_found_says_what_else_to_try(open_desk: OpenDeskAtHand) -> None:
    view = on_screen(open_desk, text="zzzz")

    assert "Nobody found" in words_in(view)


@pytest.mark.usefixtures("held")
def test_everybody_can_use_the_list(
    app: QApplication, open_desk: OpenDeskAtHand
) -> None:
    def build() -> PeopleView:
        view = screen(open_desk, PeoplePlace())
        assert isinstance(view, PeopleView)
        view.filter_button.setChecked(True)
        return view

    assert problems(app, build) == []


def test_everybody_can_use_its_dialogs(
    app: QApplication, open_desk: OpenDeskAtHand
) -> None:
    view = on_screen(open_desk)
    viewmodel = NewPersonViewModel(open_desk)
    makers: list[Callable[[], QDialog]] = [
        lambda: ColumnsView(view._viewmodel.columns, view),
        lambda: NewPersonView(viewmodel, view),
    ]

    found = [problems(app, make, (620, 700)) for make in makers]

    assert found == [[], []]
