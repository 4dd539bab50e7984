"""A commit wakes the screens that show what it altered, and no others."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from db.store import EncryptedStore
from iomdesk.cases.case import Rag
from iomdesk.drafts import drop_draft, save_draft
from iomdesk.ports import Commit, Draft, DraftNews
from iomdesk.records.ids import CaseId
from tests.ui.open_desks import OpenDeskAtHand
from tests.ui.scenes_person import DemoPerson
from ui.cases import operations
from ui.cases.person_viewmodel import PersonViewModel
from ui.desk import nothing
from ui.drafting import Drafting
from ui.people.people_viewmodel import PeopleViewModel
from ui.places import PeoplePlace, PersonPlace
from ui.today.today_viewmodel import TodayViewModel

LONGER_THAN_TODAY_WAITS = 400


class Form(QObject):
    """A form about a person in which somebody types."""

    def __init__(self, desk: OpenDeskAtHand, case_id: CaseId) -> None:
        super().__init__()
        self.desk = desk
        self.words = ""
        self.drafting = Drafting(desk, "visit", lambda: {"words": self.words}, self)
        self.drafting.start(case_id, None)

    def type(self, words: str) -> None:
        for letter in words:
            self.words += letter
            self.drafting.touch()
            self.drafting.flush()
            self.desk.hear()


@pytest.fixture
def queries(store: EncryptedStore) -> Iterator[list[str]]:
    """Return what is read from now on: every statement of the reading connection."""
    heard: list[str] = []
    raw = store.reading().raw
    raw.set_trace_callback(heard.append)
    yield heard
    raw.set_trace_callback(None)


@pytest.fixture
def screens(
    open_desk: OpenDeskAtHand, person: DemoPerson, qtbot: QtBot
) -> tuple[QObject, ...]:
    """Return three open screens with all that they read first: one is the person's."""
    people = PeopleViewModel(open_desk, PeoplePlace())
    people.load()
    shown = PersonViewModel(open_desk, PersonPlace(case_id=person.case_id))
    open_desk.waiting.load()
    today = TodayViewModel(open_desk)
    open_desk.hear()
    qtbot.wait(LONGER_THAN_TODAY_WAITS)
    return today, people, shown


def test_typing_in_a_form_lets_no_other_screen_read(
    open_desk: OpenDeskAtHand,
    person: DemoPerson,
    screens: tuple[QObject, ...],
    queries: list[str],
    qtbot: QtBot,
) -> None:
    form = Form(open_desk, person.case_id)
    form.type("H")
    qtbot.wait(LONGER_THAN_TODAY_WAITS)
    queries.clear()

    form.type("e said that he was in all night")
    qtbot.wait(LONGER_THAN_TODAY_WAITS)

    assert queries == []
    assert screens


def test_a_form_that_is_begun_is_shown_where_forms_are_listed(
    open_desk: OpenDeskAtHand,
    person: DemoPerson,
    screens: tuple[QObject, ...],
    qtbot: QtBot,
) -> None:
    before = len(open_desk.waiting.reading.drafts)
    Form(open_desk, person.case_id).type("H")
    qtbot.wait(LONGER_THAN_TODAY_WAITS)

    _, _, shown = screens
    assert isinstance(shown, PersonViewModel)
    assert "visit" in [words for words, _ in shown.draft_places()]
    assert len(open_desk.waiting.reading.drafts) == before + 1


def test_a_form_about_somebody_else_lets_this_person_be(
    open_desk: OpenDeskAtHand, person: DemoPerson, queries: list[str]
) -> None:
    shown = PersonViewModel(open_desk, PersonPlace(case_id=person.case_id))
    open_desk.hear()
    queries.clear()

    Form(open_desk, CaseId("another")).type("He")

    assert queries == []
    assert shown.held


def a_draft(desk: OpenDeskAtHand, case_id: CaseId) -> Draft:
    now = desk.now
    return Draft(
        id="draft-1",
        form="visit",
        case_id=case_id,
        body={},
        started_at=now,
        saved_at=now,
    )


def test_a_commit_says_which_forms_it_altered(
    open_desk: OpenDeskAtHand, store: EncryptedStore, person: DemoPerson
) -> None:
    commits: list[Commit] = []
    store.watch(commits.append)
    draft = a_draft(open_desk, person.case_id)

    for _ in range(2):
        store.do(save_draft, draft)
    for _ in range(2):
        store.do(drop_draft, draft.id)

    begun = DraftNews(id=draft.id, case_id=person.case_id)
    typed = DraftNews(id=draft.id, case_id=person.case_id, typed=True)
    assert [set(c.drafts) for c in commits] == [{begun}, {typed}, {begun}]
    assert [c.lists for c in commits] == [True, False, True]
    assert [c.is_about(person.case_id) for c in commits] == [True, False, True]


def test_a_commit_says_who_asked_for_it(
    open_desk: OpenDeskAtHand, store: EncryptedStore, person: DemoPerson
) -> None:
    commits: list[Commit] = []
    store.watch(commits.append)
    mine = PersonViewModel(open_desk, PersonPlace(case_id=person.case_id))
    other = PersonViewModel(open_desk, PersonPlace(case_id=person.case_id))

    mine.set_rag(Rag.GREEN)
    open_desk.do(operations.set_rag(person.case_id, None), nothing, other)

    assert [(mine.made(c), other.made(c)) for c in commits] == [
        (True, False),
        (False, True),
    ]


def test_what_a_command_does_is_nobodys_on_the_screen(
    open_desk: OpenDeskAtHand, store: EncryptedStore, person: DemoPerson
) -> None:
    commits: list[Commit] = []
    store.watch(commits.append)
    viewmodel = PersonViewModel(open_desk, PersonPlace(case_id=person.case_id))

    store.do(save_draft, a_draft(open_desk, person.case_id))

    assert [commit.by for commit in commits] == [None]
    assert not viewmodel.made(commits[0])
