"""The window before the way in, on a store with two people."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from iomdesk.permissions import Role, may
from iomdesk.ports import UnitOfWork
from tests.builders import a_case
from tests.conftest import FixedClock
from tests.pages.screens import settle
from tests.pages.window_page import WindowPage
from tests.ui.open_desks import PASSPHRASE, a_vault
from ui.session import Session
from ui.window import Window


@may(Role.OFFICER)
def put(work: UnitOfWork) -> None:
    work.save(a_case(surname="Dooley", forename="Wendell", crn="X012345"))
    work.save(a_case(surname="Kessler", forename="Vera", crn="X067890"))


@pytest.fixture
def page(
    app: QApplication,
    session: Session,
    folder: Path,
    clock: FixedClock,
    qtbot: QtBot,
) -> Iterator[WindowPage]:
    vault = a_vault(folder, clock)
    store = vault.open(vault.key(PASSPHRASE))
    store.do(put)
    store.close()
    window = Window(session, app)
    window.start()
    yield WindowPage(window, qtbot)
    window.lock()
    session.wait_until_shut()
    window.deleteLater()
    settle()
