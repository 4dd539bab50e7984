"""Sync: what is true is said, never more than the last try showed."""

from datetime import timedelta
from typing import Any

import pytest
from attrs import frozen
from PySide6.QtWidgets import QApplication, QLabel

from db.meta import set_meta
from db.store import EncryptedStore
from iomdesk.errors import HubRefused, HubUnreachable
from iomdesk.sync.refusal import DeskRevoked
from tests.builders import a_case
from tests.conftest import NOON, FixedClock
from tests.pages.screens import press, settle, words_in
from tests.ui.colliding import put
from tests.ui.open_desks import OpenDeskAtHand, an_outside
from tests.ui.walks import problems
from ui.places import SyncPlace
from ui.shell.shell_view import ShellView
from ui.shell.shell_viewmodel import ShellViewModel
from ui.sync.screens import screen
from ui.sync.sync_viewmodel import CODE, HUB, SyncViewModel


@frozen
class Report:
    def lines(self) -> list[str]:
        return ["3 changes sent, 0 received."]


class Hub:
    """The world: a hub that answers as it is told to."""

    def __init__(self) -> None:
        self.answer: Exception | None = None
        self.asked = 0

    def sync(self, _store: object) -> Report:
        self.asked += 1
        if self.answer:
            raise self.answer
        return Report()

    def enrol(self, store: Any, url: str, _code: str) -> None:
        if self.answer:
            raise self.answer
        joined(store, url)


def joined(store: EncryptedStore, url: str = "https://hub.example") -> None:
    with store.writing() as connection:
        set_meta(connection, "hub", url)


@pytest.fixture
def hub() -> Hub:
    return Hub()


@pytest.fixture
def desk(
    store: EncryptedStore, clock: FixedClock, app: QApplication, hub: Hub
) -> OpenDeskAtHand:
    assert app
    outside = an_outside(clock, sync=hub.sync, enrol=hub.enrol)
    return OpenDeskAtHand(store, outside)


def status(desk: OpenDeskAtHand) -> tuple[str, str, int | None]:
    shell = ShellViewModel(desk)
    return shell.link_words, shell.synced_words, shell.unsent


def test_before_a_hub_is_joined_nothing_is_tried(
    desk: OpenDeskAtHand, store: EncryptedStore, hub: Hub
) -> None:
    store.do(put, a_case())

    desk.syncing.start()

    assert hub.asked == 0
    assert status(desk) == ("Not joined to a hub", "", None)


def test_nothing_is_said_to_be_sent_while_there_is_no_hub(desk: OpenDeskAtHand) -> None:
    desk.syncing.start()

    assert status(desk) == ("Not joined to a hub", "", None)


def test_a_joined_desk_exchanges_at_once_and_says_online(
    desk: OpenDeskAtHand, store: EncryptedStore, hub: Hub
) -> None:
    joined(store)

    desk.syncing.start()

    assert hub.asked == 1
    assert status(desk) == ("Online", "Never synced", 0)
    assert desk.syncing.lines == ("3 changes sent, 0 received.",)


def test_offline_says_since_when_and_keeps_the_first_time(
    desk: OpenDeskAtHand, store: EncryptedStore, hub: Hub, clock: FixedClock
) -> None:
    joined(store)
    hub.answer = HubUnreachable("The hub cannot be reached.")
    desk.syncing.start()
    clock.pass_by(timedelta(minutes=30))

    desk.syncing.run()

    assert status(desk)[0] == "Offline since 12:00"
    assert desk.syncing.problem == "The hub cannot be reached."


def test_a_refusal_by_the_hub_is_not_offline(
    desk: OpenDeskAtHand, store: EncryptedStore, hub: Hub
) -> None:
    joined(store)
    hub.answer = HubRefused("This laptop was revoked.")

    desk.syncing.start()

    assert status(desk)[0] == "Online"
    assert desk.syncing.problem == "This laptop was revoked."


def test_a_revoked_desk_is_let_go_with_what_became_of_it(
    desk: OpenDeskAtHand, store: EncryptedStore, hub: Hub
) -> None:
    joined(store)
    told: list[str] = []
    desk.syncing.revoked.connect(told.append)
    hub.answer = DeskRevoked(2)

    desk.syncing.start()
    desk.syncing.run()

    assert ["2 changes had not been sent" in words for words in told] == [True]
    assert hub.asked == 1


def test_the_last_exchange_is_said_with_its_day_unless_today(
    desk: OpenDeskAtHand, store: EncryptedStore
) -> None:
    joined(store)
    for at, words in (
        (NOON - timedelta(hours=1), "Last sync 11:00"),
        (NOON - timedelta(days=2), "Last sync 20 Nov 12:00"),
    ):
        with store.writing() as connection:
            set_meta(connection, "synced_at", at.isoformat())
        desk.syncing.look()

        assert status(desk)[1] == words


def test_without_a_hub_nothing_waits_to_be_sent(
    desk: OpenDeskAtHand, store: EncryptedStore
) -> None:
    for _ in range(113):
        store.do(put, a_case())
    desk.hear()
    view = ShellView(ShellViewModel(desk))

    said = [label.text() for label in view.strip.findChildren(QLabel)]

    assert "Kept on this laptop" in said
    assert not any("not sent" in words for words in said)
    facts = dict(SyncViewModel(desk).facts)
    assert facts["Your work"] == "kept on this laptop"
    assert "Not sent yet" not in facts


def test_unsent_changes_are_counted_exactly(
    desk: OpenDeskAtHand, store: EncryptedStore
) -> None:
    joined(store)
    for _ in range(3):
        store.do(put, a_case())
    desk.hear()

    assert status(desk)[2] == 3


def test_joining_asks_for_address_and_code(desk: OpenDeskAtHand) -> None:
    viewmodel = SyncViewModel(desk)

    viewmodel.join("", "")

    assert set(viewmodel.problems) == {HUB, CODE}


def test_joining_makes_the_first_exchange(desk: OpenDeskAtHand, hub: Hub) -> None:
    viewmodel = SyncViewModel(desk)

    viewmodel.join("https://hub.example", "1234")

    assert viewmodel.is_enrolled
    assert hub.asked == 1
    assert ("Hub", "https://hub.example") in viewmodel.facts


def test_a_code_that_is_refused_is_said_at_the_code(
    desk: OpenDeskAtHand, hub: Hub
) -> None:
    hub.answer = HubRefused("The code is used up.")
    viewmodel = SyncViewModel(desk)

    viewmodel.join("https://hub.example", "1234")

    assert viewmodel.problems == {CODE: "The code is used up."}
    assert not viewmodel.busy


def test_the_screen_joins_then_offers_to_sync(desk: OpenDeskAtHand, hub: Hub) -> None:
    view = screen(desk, SyncPlace())
    view.resize(1190, 720)
    view.show()
    settle()
    view._hub.setText("https://hub.example")  # type: ignore[union-attr]
    view._code.setText("1234")  # type: ignore[union-attr]

    press(view, "Join")
    press(view, "Sync now")

    assert hub.asked == 2
    assert "3 changes sent, 0 received." in words_in(view)
    assert "The last exchange" in words_in(view)


def test_an_exchange_that_was_not_is_no_empty_card(
    desk: OpenDeskAtHand, store: EncryptedStore
) -> None:
    joined(store)
    desk.syncing.look()
    view = screen(desk, SyncPlace())
    view.show()

    assert "Sync now" in words_in(view)
    assert "The last exchange" not in words_in(view)


@pytest.mark.parametrize("is_joined", [True, False])
def test_everybody_can_use_sync(
    app: QApplication, desk: OpenDeskAtHand, store: EncryptedStore, is_joined: bool
) -> None:
    if is_joined:
        joined(store)
        desk.syncing.start()

    assert problems(app, lambda: screen(desk, SyncPlace())) == []
