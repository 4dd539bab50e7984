"""The frame of the open desk, its search and its list of keys can be used."""

import pytest
from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication, QWidget

from tests.pages.screens import come_forward
from tests.ui.open_desks import OpenDeskAtHand
from tests.ui.scenes_person import DemoPerson
from tests.ui.walks import dead_buttons, problems
from ui import theme
from ui.cases.person_view import PersonView
from ui.places import (
    AssessmentPlace,
    ConflictsPlace,
    ImportPlace,
    PeoplePlace,
    PersonPlace,
    Place,
    PlanPlace,
    PreviewPlace,
    SettingsPlace,
    SyncPlace,
    TodayPlace,
    VisitPlace,
)
from ui.shell.commands import COMMANDS
from ui.shell.desk_view import DeskView
from ui.shell.find_view import FindView
from ui.shell.finder import Finder
from ui.shell.keys_view import KeysView
from ui.shell.screens import MODULES, navigation_key
from ui.shell.stop import Stop

WINDOW = (1366, 768)
OWN: tuple[Place, ...] = (
    TodayPlace(),
    PeoplePlace(),
    ImportPlace(),
    ConflictsPlace(),
    SyncPlace(),
    SettingsPlace(),
)


class Windows(QObject):
    """Notes every widget that becomes a window of its own."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802
        is_shown = event.type() is QEvent.Type.Show
        if not is_shown or not isinstance(watched, QWidget):
            return False
        if watched.isWindow() and not isinstance(watched, DeskView):
            self.seen.append(type(watched).__name__)
        return False


def a_frame(desk: OpenDeskAtHand, place: Place) -> DeskView:
    view = DeskView(desk)
    view.start(Stop(place=place))
    return view


@pytest.mark.parametrize("place", OWN, ids=lambda place: type(place).__name__)
def test_everybody_can_use_each_screen_in_its_frame(
    app: QApplication, open_desk: OpenDeskAtHand, person: DemoPerson, place: Place
) -> None:
    assert person.visits

    assert problems(app, lambda: a_frame(open_desk, place), WINDOW) == []


def about(person: DemoPerson) -> tuple[Place, ...]:
    case_id = person.case_id
    tabs = ("summary", "visits", "assessments", "plan", "documents", "history")
    return (
        *(PersonPlace(case_id=case_id, tab=tab) for tab in tabs),
        VisitPlace(case_id=case_id),
        VisitPlace(case_id=case_id, visit_id=person.visits[0]),
        AssessmentPlace(case_id=case_id, instrument="pathway-needs"),
        PlanPlace(case_id=case_id),
        PreviewPlace(case_id=case_id, kind="plan", which=person.plan),
    )


@pytest.mark.usefixtures("app")
def test_something_listens_to_every_button_of_every_screen(
    open_desk: OpenDeskAtHand, person: DemoPerson
) -> None:
    open_desk.waiting.load()
    view = a_frame(open_desk, TodayPlace())
    dead = {}
    for place in (*OWN, *about(person)):
        view.visit(place)
        if found := dead_buttons(view.page.shown or view):
            dead[place] = found

    assert dead == {}


def test_everybody_can_use_the_search(
    app: QApplication, open_desk: OpenDeskAtHand
) -> None:
    below = QWidget()
    finder = Finder(open_desk)

    found = problems(app, lambda: FindView(finder, below), (560, 420))

    # The field keeps the keys: up and down walk along the list below it, Esc leaves.
    assert [problem for problem in found if problem.kind != "keyboard"] == []


def test_everybody_can_read_the_keys(app: QApplication) -> None:
    below = QWidget()
    below.resize(*WINDOW)

    assert problems(app, lambda: KeysView(below), (1100, 690)) == []


def test_no_part_of_a_screen_is_a_window_of_its_own_on_the_way(
    app: QApplication, open_desk: OpenDeskAtHand, person: DemoPerson
) -> None:
    assert person.visits
    windows = Windows()
    app.installEventFilter(windows)
    view = a_frame(open_desk, TodayPlace())
    view.show()

    for place in OWN:
        view.visit(place)
    app.removeEventFilter(windows)

    assert windows.seen == []


def test_every_place_has_a_screen_and_stands_in_the_navigation() -> None:
    assert {navigation_key(place) for place in OWN} == {
        "today", "people", "conflicts", "sync", "settings",
    }  # fmt: skip
    assert set(Place.__args__) == set(MODULES)


def test_no_two_commands_share_a_key() -> None:
    keys = [command.shortcut for command in COMMANDS if command.shortcut]

    assert len(keys) == len(set(keys))


@pytest.mark.usefixtures("app")
def test_a_new_visit_is_offered_to_whom_is_selected(
    open_desk: OpenDeskAtHand, person: DemoPerson
) -> None:
    assert person.visits
    open_desk.waiting.load()
    view = a_frame(open_desk, TodayPlace())
    view.show()

    view._new_visit()

    search = view.findChild(FindView)
    assert search
    assert [entry.words for entry in search._entries] == ["DOOLEY, Wendell"]


def test_a_low_window_scrolls_a_screen_before_its_parts_overlap(
    app: QApplication, open_desk: OpenDeskAtHand, person: DemoPerson
) -> None:
    theme.apply(app, "light", 2.0)
    frame = a_frame(open_desk, PersonPlace(case_id=person.case_id))
    frame.resize(800, 560)
    come_forward(frame)

    shown = frame.page.shown
    assert isinstance(shown, PersonView)
    assert shown.height() > frame.page.height()
    assert shown.header.height() >= shown.header.heightForWidth(shown.header.width())
    theme.apply(app, "light", 1.0)
    come_forward(frame)
    assert shown.height() == frame.page.height()


@pytest.mark.usefixtures("app")
def test_what_was_done_is_no_warning(open_desk: OpenDeskAtHand) -> None:
    frame = a_frame(open_desk, TodayPlace())

    open_desk.told.emit("The visit is signed.")
    assert frame.page.told.property("tone") == "done"
    open_desk.warned.emit("The photo is too large.")
    assert frame.page.told.property("tone") == "warning"
