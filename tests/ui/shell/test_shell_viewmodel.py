"""What stands round every screen is true."""

from datetime import timedelta

import pytest
from attrs import evolve

from db.store import EncryptedStore
from iomdesk.cases.case import Risk, RiskLevel
from iomdesk.drafts import save_draft
from iomdesk.ports import Draft
from iomdesk.rules.actions import set_rule
from tests.builders import a_case
from tests.conftest import NOON, FixedClock
from tests.ui.colliding import a_shared_case, put, set_children, they_change
from tests.ui.open_desks import OpenDeskAtHand
from ui.shell.finder import Finder, case_of
from ui.shell.shell_viewmodel import ShellViewModel


@pytest.fixture
def shell(open_desk: OpenDeskAtHand) -> ShellViewModel:
    return ShellViewModel(open_desk)


def test_the_count_of_today_is_what_wants_a_person_now(
    store: EncryptedStore, shell: ShellViewModel
) -> None:
    overdue = evolve(
        a_case(), opened_at=NOON - timedelta(40), risk=Risk(overall=RiskLevel.HIGH)
    )
    store.do(put, overdue)
    draft = Draft(
        id="d",
        form="visit",
        case_id=overdue.id,
        body={},
        started_at=NOON,
        saved_at=NOON,
    )
    store.do(save_draft, draft)

    shell.start()

    assert shell.today_count == 2
    assert shell.conflict_count == 0


def test_conflicts_are_counted_only_while_there_are_any(
    store: EncryptedStore, shell: ShellViewModel
) -> None:
    case = a_shared_case(store)
    store.do(set_children, case.id, RiskLevel.LOW)
    they_change(store, case, {"risk": {"children": "high"}})

    shell.start()

    assert shell.conflict_count == 1


def test_the_time_of_the_last_save_is_said_once_something_was_saved(
    open_desk: OpenDeskAtHand,
    store: EncryptedStore,
    shell: ShellViewModel,
    clock: FixedClock,
) -> None:
    assert shell.saved_words == ""
    clock.pass_by(timedelta(minutes=7))

    store.do(put, a_case())
    open_desk.hear()

    assert shell.saved_words == "Saved on this laptop 12:07:00"


def test_the_chosen_idle_time_is_told_on_opening(
    open_desk: OpenDeskAtHand, store: EncryptedStore, shell: ShellViewModel
) -> None:
    store.do(set_rule, "idle_minutes", 2)
    told: list[int] = []
    open_desk.idle_changed.connect(told.append)

    shell.start()

    assert told == [2]


def test_a_store_of_a_newer_version_says_that_it_is_for_reading(
    store: EncryptedStore, shell: ShellViewModel
) -> None:
    assert shell.read_only_words == ""

    store.read_only = True

    assert "open for reading only" in shell.read_only_words


def test_the_finder_offers_commands_by_any_part_of_their_words(
    open_desk: OpenDeskAtHand,
) -> None:
    found = Finder(open_desk).commands("import peo")

    assert [key for key, _, _ in found] == ["import"]


def test_the_finder_finds_people_and_says_whom_an_entry_is_about(
    open_desk: OpenDeskAtHand, store: EncryptedStore
) -> None:
    case = a_case(surname="Kessler", crn="X067890")
    store.do(put, case)
    finder = Finder(open_desk)
    found: list[list[tuple[str, str, str]]] = []
    finder.found.connect(found.append)

    finder.ask("kess")

    ((key, words, note),) = found[-1]
    assert case_of(key) == case.id
    assert (words, note) == ("KESSLER, Wendell", "X067890")
    assert case_of("today") is None
