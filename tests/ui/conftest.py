"""Every screen is tested at a desk on a real store, with one person who has a life.

The way in is tried on a store behind a real passphrase, on real threads.
"""

import os
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.store import EncryptedStore
from iomdesk.permissions import Officer
from tests.conftest import FixedClock
from tests.ui.cups import PrintServer, is_missing, print_server
from tests.ui.desks import DeskAtHand
from tests.ui.open_desks import PASSPHRASE, OpenDeskAtHand, a_vault, an_outside
from tests.ui.scenes_person import DemoPerson, build_person
from ui import theme
from ui.look import Looks
from ui.session import Session, State


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    if qapp.styleSheet() != theme.style_sheet(theme.load_theme("light")):
        theme.apply(qapp, "light")
    return qapp


@pytest.fixture
def person(store: EncryptedStore, clock: FixedClock) -> DemoPerson:
    return build_person(store, clock)


@pytest.fixture
def desk(store: EncryptedStore, qapp: QApplication) -> DeskAtHand:
    assert qapp
    return DeskAtHand(store)


@pytest.fixture
def open_desk(
    store: EncryptedStore, clock: FixedClock, qapp: QApplication
) -> OpenDeskAtHand:
    assert qapp
    return OpenDeskAtHand(store, an_outside(clock))


@pytest.fixture(scope="session")
def print_house() -> Iterator[PrintServer]:
    """Return the print server of this process: CUPS asks for its address only once."""
    if why := is_missing():
        pytest.skip(why)
    # Not below pytest's own folder: its filters, another user, could not go there.
    with TemporaryDirectory(prefix="cups-") as folder:
        Path(folder).chmod(0o711)
        with print_server(Path(folder) / "server") as server:
            os.environ["CUPS_SERVER"] = server.address
            yield server


@pytest.fixture
def printer(print_house: PrintServer) -> PrintServer:
    """Return the print server with one queue, from which nothing has come yet."""
    print_house.clear()
    return print_house


def _fly(fault: BaseException) -> None:
    raise fault


@pytest.fixture
def make_session(
    tmp_path: Path, clock: FixedClock, qtbot: QtBot
) -> Iterator[Callable[..., Session]]:
    """Return a maker of sessions; whatever is open at the end is locked."""
    made: list[Session] = []

    def make(folder: Path | None = None, **parts: object) -> Session:
        place = folder or tmp_path / "own"
        session = Session(an_outside(clock, **parts), place, Looks(place), _fly)
        made.append(session)
        return session

    yield make
    for session in made:
        if session.state is State.OPENING:
            qtbot.waitUntil(partial(_is_decided, session))
        if session.state is State.OPEN:
            session.lock()
        session.wait_until_shut()


@pytest.fixture
def folder(tmp_path: Path, clock: FixedClock, officer: Officer) -> Path:
    """Return the folder of a store that PASSPHRASE opens."""
    place = tmp_path / "own"
    a_vault(place, clock).new(PASSPHRASE, officer)
    return place


@pytest.fixture
def session(make_session: Callable[..., Session], folder: Path) -> Session:
    return make_session(folder)


def _is_decided(session: Session) -> bool:
    return session.state is not State.OPENING
