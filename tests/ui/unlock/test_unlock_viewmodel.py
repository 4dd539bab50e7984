"""The unlock screen without pixels."""

from pytestqt.qtbot import QtBot

from tests.ui.open_desks import PASSPHRASE
from ui.session import Session, State
from ui.unlock.attempts import Attempts
from ui.unlock.unlock_viewmodel import CHECKING, UnlockViewModel


class Seconds:
    """A clock to wind by hand."""

    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


def test_nothing_typed_is_answered_at_once(session: Session) -> None:
    viewmodel = UnlockViewModel(session)

    viewmodel.unlock("")

    assert viewmodel.problem == "Type your passphrase."
    assert session.state is State.SHUT


def test_the_waiting_is_said_while_the_key_is_made(
    session: Session, qtbot: QtBot
) -> None:
    viewmodel = UnlockViewModel(session)

    with qtbot.waitSignal(session.opened):
        viewmodel.unlock(PASSPHRASE)
        assert viewmodel.waiting_words == CHECKING
        assert not viewmodel.can_try

    assert viewmodel.waiting_words == ""


def test_a_wrong_passphrase_is_counted_and_the_right_one_forgives(
    session: Session, qtbot: QtBot
) -> None:
    viewmodel = UnlockViewModel(session)
    with qtbot.waitSignal(session.refused):
        viewmodel.unlock("not the passphrase")

    assert viewmodel.problem == "The passphrase is not right. Try again."
    assert viewmodel.attempts.wrong == 1

    with qtbot.waitSignal(session.opened):
        viewmodel.unlock(PASSPHRASE)
    assert viewmodel.attempts == Attempts()


def test_the_third_wrong_one_has_to_wait_even_for_the_right_one(
    session: Session, qtbot: QtBot
) -> None:
    seconds = Seconds()
    viewmodel = UnlockViewModel(session, Attempts(wrong=2), seconds)
    with qtbot.waitSignal(session.refused):
        viewmodel.unlock("not the passphrase")

    viewmodel.unlock(PASSPHRASE)
    assert session.state is State.SHUT
    assert viewmodel.attempt_words == (
        "3 wrong attempts. The next is possible in 2 seconds."
    )

    seconds.now += 2
    assert viewmodel.can_try


def test_what_is_wrong_with_the_store_is_no_wrong_attempt(
    session: Session, qtbot: QtBot
) -> None:
    for name in ("slots.json", "slots.json.previous"):
        (session.folder / name).write_text("{}")
    viewmodel = UnlockViewModel(session)

    with qtbot.waitSignal(session.refused):
        viewmodel.unlock(PASSPHRASE)

    assert viewmodel.attempts.wrong == 0
    assert viewmodel.problem
