"""A forgotten passphrase: the sheet or the force's key sets a new one."""

from collections.abc import Callable
from pathlib import Path

from pytestqt.qtbot import QtBot

from iomdesk.permissions import Officer
from tests.conftest import FixedClock
from tests.ui.open_desks import PASSPHRASE, a_vault
from ui.session import Session
from ui.unlock.recovery_viewmodel import AGAIN, CODE, KEY, NEW, RecoveryViewModel

OTHER = "a wholly different phrase"


def test_what_is_missing_is_said_beside_each_field(session: Session) -> None:
    viewmodel = RecoveryViewModel(session)

    viewmodel.recover("", "short", "other")

    assert set(viewmodel.problems) == {CODE, NEW, AGAIN}


def test_the_code_of_the_sheet_sets_a_new_passphrase_and_opens(
    tmp_path: Path,
    clock: FixedClock,
    officer: Officer,
    make_session: Callable[..., Session],
    qtbot: QtBot,
) -> None:
    vault = a_vault(tmp_path / "sheet", clock)
    code = vault.new(PASSPHRASE, officer)
    assert code
    session = make_session(vault.folder)

    with qtbot.waitSignal(session.opened):
        RecoveryViewModel(session).recover(code.lower(), OTHER, OTHER)

    assert vault.key(OTHER)


def test_a_slip_in_the_code_is_said_and_nothing_changes(
    session: Session, clock: FixedClock, qtbot: QtBot
) -> None:
    viewmodel = RecoveryViewModel(session)

    with qtbot.waitSignal(session.refused):
        viewmodel.recover("1234-5678", OTHER, OTHER)

    assert viewmodel.problems[CODE].startswith("A recovery code has 28")
    assert a_vault(session.folder, clock).key(PASSPHRASE)


def test_the_force_s_key_file_does_the_same(
    tmp_path: Path,
    clock: FixedClock,
    officer: Officer,
    make_session: Callable[..., Session],
    force_pem: bytes,
    force_private_pem: bytes,
    qtbot: QtBot,
) -> None:
    vault = a_vault(tmp_path / "force", clock)
    vault.new(PASSPHRASE, officer, force_pem)
    key = tmp_path / "force.pem"
    key.write_bytes(force_private_pem)
    session = make_session(vault.folder)
    viewmodel = RecoveryViewModel(session)
    viewmodel.choose_key(key)

    with qtbot.waitSignal(session.opened):
        viewmodel.recover("", OTHER, OTHER)

    assert vault.key(OTHER)


def test_a_key_file_that_cannot_be_read_is_said_at_its_button(
    session: Session, tmp_path: Path, qtbot: QtBot
) -> None:
    viewmodel = RecoveryViewModel(session)
    viewmodel.choose_key(tmp_path / "gone.pem")

    with qtbot.waitSignal(session.refused):
        viewmodel.recover("", OTHER, OTHER)

    assert viewmodel.problems == {
        KEY: "gone.pem cannot be read. Choose the file again."
    }
