"""What screens have done, and the one way in which they are refused something."""

import gc
from weakref import ref

import pytest
from PySide6.QtCore import QObject

from db.store import EncryptedStore
from iomdesk.errors import InputRefused, NotFound
from iomdesk.permissions import Role, may
from iomdesk.ports import UnitOfWork
from tests.ui.desks import DeskAtHand
from tests.ui.kit.immediate import ImmediateTasks
from ui.deeds import deed
from ui.desk import nothing
from ui.tasks import Job
from ui.viewmodel import ViewModel


@may(Role.OFFICER)
def greet(work: UnitOfWork, name: str) -> str:
    if not name:
        raise NotFound("There is nobody to greet.")
    if name.isdigit():
        raise InputRefused("A name has letters.", "name")
    work.set_setting("greeted", name)
    return f"Hello {name}"


greeting = deed(greet, "Somebody was greeted.")
greeting_by_name = deed(greet, lambda words: f"“{words}” was said.")


class Later(ImmediateTasks):
    """Does nothing until it is let."""

    def __init__(self) -> None:
        super().__init__()
        self.jobs: list[Job] = []

    def _put(self, _lane: object, job: Job) -> None:
        self.jobs.append(job)


def test_a_deed_is_one_action_of_the_store(
    desk: DeskAtHand, store: EncryptedStore
) -> None:
    heard: list[str] = []
    desk.do(greeting("Ann"), heard.append, desk)

    assert heard == ["Hello Ann"]
    assert store.queries.setting("greeted") == "Ann"


@pytest.mark.parametrize(
    ("make", "words"),
    [(greeting, "Somebody was greeted."), (greeting_by_name, "“Hello Ann” was said.")],
)
def test_the_officer_reads_that_it_is_done(
    desk: DeskAtHand, make: type, words: str
) -> None:
    desk.do(make("Ann"), nothing, desk)

    assert desk.words == [words]


def test_a_refusal_that_nobody_else_shows_is_shown_to_the_officer(
    desk: DeskAtHand,
) -> None:
    desk.do(greeting(""), nothing, desk)

    assert desk.words == ["There is nobody to greet."]


@pytest.mark.parametrize(
    ("name", "at", "problems"),
    [
        ("", "", {"": "There is nobody to greet."}),
        ("", "whom", {"whom": "There is nobody to greet."}),
        ("12", "whom", {"name": "A name has letters."}),
    ],
)
def test_a_refusal_stands_on_the_screen_at_its_field(
    desk: DeskAtHand, name: str, at: str, problems: dict[str, str]
) -> None:
    screen = ViewModel(desk)
    screen.do(greeting(name), at=at)

    assert screen.problems == problems
    assert not screen.busy
    assert desk.words == []


def test_what_was_refused_goes_when_it_is_tried_again(desk: DeskAtHand) -> None:
    screen = ViewModel(desk)
    screen.do(greeting(""), at="first")
    screen.do(greeting(""), at="second")
    screen.do(greeting("Ann"), at="second")
    assert set(screen.problems) == {"first"}

    screen.do(greeting("Ann"))
    assert screen.problems == {}


def test_a_screen_is_busy_until_it_is_answered(desk: DeskAtHand) -> None:
    desk.tasks = later = Later()
    screen, heard = ViewModel(desk), list[tuple[str, bool]]()

    screen.do(greeting("Ann"), lambda words: heard.append((words, screen.busy)))
    assert screen.busy
    later.jobs[0].attempt()
    later.settle(later.jobs[0])

    assert heard == [("Hello Ann", False)]


def test_work_under_way_keeps_no_screen_alive(
    desk: DeskAtHand, store: EncryptedStore
) -> None:
    desk.tasks = later = Later()

    class Screen(ViewModel):
        def greet(self) -> None:
            self.do(greeting("Ann"), self._greeted, at="name")

        def _greeted(self, _words: str) -> None:
            raise AssertionError

    screen = Screen(desk)
    gone = ref(screen)
    screen.greet()
    del screen
    gc.collect()
    later.jobs[0].attempt()
    later.settle(later.jobs[0])

    assert gone() is None
    assert store.queries.setting("greeted") == "Ann"
    assert desk.words == []


def test_reading_is_done_with_the_queries_of_the_store(desk: DeskAtHand) -> None:
    heard: list[int] = []
    owner = QObject()
    desk.read(lambda queries: len(queries.drafts()), heard.append, owner)

    assert heard == [0]
