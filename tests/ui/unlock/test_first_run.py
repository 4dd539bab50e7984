"""The first run: who, passphrase, recovery sheet, beginning."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from db.store import EncryptedStore
from iomdesk.packs.keys import new_key_pair, public_of
from iomdesk.permissions import Officer
from iomdesk.records.ids import OfficerId
from tests.conftest import FixedClock
from tests.ui.open_desks import PASSPHRASE, a_vault
from ui.session import Session
from ui.unlock.first_run_viewmodel import (
    AGAIN,
    CODE,
    FORCE,
    NAME,
    NEW,
    FirstRunViewModel,
    Step,
)
from ui.unlock.new_passphrase_view import PassphraseStep


@pytest.fixture
def empty(make_session: Callable[..., Session], tmp_path: Path) -> Session:
    return make_session(tmp_path / "new" / "store")


def made(session: Session, qtbot: QtBot) -> FirstRunViewModel:
    viewmodel = FirstRunViewModel(session)
    viewmodel.say_who("DC 4471 Marsh")
    with qtbot.waitSignal(session.opened):
        viewmodel.make(PASSPHRASE, PASSPHRASE)
    return viewmodel


def test_a_name_is_asked_for_first(empty: Session) -> None:
    viewmodel = FirstRunViewModel(empty)

    viewmodel.say_who("  ")

    assert viewmodel.step is Step.WHO
    assert viewmodel.problems == {NAME: "Type your rank, number and name."}


def test_short_and_different_passphrases_are_refused_beside_their_fields(
    empty: Session,
) -> None:
    viewmodel = FirstRunViewModel(empty)
    viewmodel.say_who("DC 4471 Marsh")

    viewmodel.make("short", "other")

    assert set(viewmodel.problems) == {NEW, AGAIN}
    assert not empty.has_store


def test_the_store_is_made_and_open_with_the_officer_and_a_sheet(
    empty: Session, qtbot: QtBot
) -> None:
    opened: list[object] = []
    empty.opened.connect(opened.append)

    viewmodel = made(empty, qtbot)

    assert viewmodel.step is Step.SHEET
    assert len(viewmodel.code.replace("-", "")) == 28
    assert [desk.officer.name for desk in opened] == ["DC 4471 Marsh"]  # type: ignore[attr-defined]


def test_the_end_of_the_code_shows_that_the_sheet_is_at_hand(
    empty: Session, qtbot: QtBot
) -> None:
    viewmodel = made(empty, qtbot)

    for wrong in ("", viewmodel.code[-1], "0000"):
        viewmodel.confirm_sheet(wrong)
        assert viewmodel.problems[CODE].startswith("These are not the last four")
    viewmodel.confirm_sheet(viewmodel.code[-4:].lower())

    assert viewmodel.step is Step.BEGIN
    assert viewmodel.code == ""


def test_a_sheet_counts_as_seen_once_its_end_was_typed_and_is_told_until_then(
    empty: Session, qtbot: QtBot, clock: FixedClock
) -> None:
    def told() -> list[str]:
        vault = a_vault(empty.folder, clock)
        opened = vault.open(vault.key(PASSPHRASE))
        opened.close()
        return [fault.sentence for fault in opened.told]

    viewmodel = made(empty, qtbot)
    before = told()

    viewmodel.confirm_sheet(viewmodel.code[-4:])

    assert "may never have been seen" in before[0]
    qtbot.waitUntil(lambda: told() == [])


def test_what_opening_found_is_put_before_the_officer(
    empty: Session, qtbot: QtBot, clock: FixedClock
) -> None:
    a_vault(empty.folder, clock).new(PASSPHRASE, Officer(id=OfficerId("o"), name="M"))
    (empty.folder / "slots.json").write_text("{}")
    heard: list[str] = []
    empty.opened.connect(lambda desk: desk.warned.connect(heard.append))

    with qtbot.waitSignal(empty.opened):
        empty.unlock(PASSPHRASE)

    qtbot.waitUntil(lambda: len(heard) == 1)
    assert "slots.json was damaged, and was made whole" in heard[0]
    assert "may never have been seen" in heard[0]


def test_a_force_file_takes_the_place_of_the_sheet(
    empty: Session, tmp_path: Path, qtbot: QtBot, force_pem: bytes
) -> None:
    file = tmp_path / "force.toml"
    _, packs_pem = new_key_pair()
    file.write_bytes(
        b"[recovery]\npublic_key = '''" + force_pem + b"'''\n"
        b"[packs]\npublic_key = '''" + packs_pem + b"'''\n"
    )
    viewmodel = FirstRunViewModel(empty)
    with qtbot.waitSignal(viewmodel.changed):
        viewmodel.choose_force(file)

    viewmodel.say_who("DC 4471 Marsh")
    with qtbot.waitSignal(empty.opened) as opened:
        viewmodel.make(PASSPHRASE, PASSPHRASE)

    assert viewmodel.step is Step.BEGIN
    assert viewmodel.code == ""
    assert opened.args
    assert opened.args[0].store.queries.pack_keys() == [public_of(packs_pem)]


def test_a_file_that_is_none_is_said_beside_the_button(
    empty: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    viewmodel = FirstRunViewModel(empty)

    with qtbot.waitSignal(viewmodel.changed):
        viewmodel.choose_force(tmp_path / "nowhere.toml")

    assert viewmodel.problems[FORCE] == "nowhere.toml cannot be read. Choose it again."


def test_the_passphrase_opens_the_store_that_was_made(
    empty: Session, qtbot: QtBot, clock: FixedClock
) -> None:
    made(empty, qtbot)
    with qtbot.waitSignal(empty.shut):
        empty.lock()
    vault = a_vault(empty.folder, clock)

    with vault.held():
        store: EncryptedStore = vault.open(vault.key(PASSPHRASE))
        store.close()

    assert store.officer.name == "DC 4471 Marsh"


def test_enter_goes_on_to_the_second_passphrase(empty: Session, qtbot: QtBot) -> None:
    view = PassphraseStep(FirstRunViewModel(empty))
    qtbot.addWidget(view)
    view.show()
    view.setFocus()

    QTest.keyClick(view.new.edit, Qt.Key.Key_Return)

    assert view.focusWidget() is view.again.edit
