"""Every screen is tested at a desk on a real store, with one person who has a life."""

import pytest
from PySide6.QtWidgets import QApplication

from db.store import EncryptedStore
from tests.conftest import FixedClock
from tests.ui.desks import DeskAtHand
from tests.ui.scenes_person import DemoPerson, build_person
from ui import theme


@pytest.fixture
def app(qapp: QApplication) -> QApplication:
    theme.apply(qapp, "light", 1.0)
    return qapp


@pytest.fixture
def person(store: EncryptedStore, clock: FixedClock) -> DemoPerson:
    return build_person(store, clock)


@pytest.fixture
def desk(store: EncryptedStore, qapp: QApplication) -> DeskAtHand:
    assert qapp
    return DeskAtHand(store)
