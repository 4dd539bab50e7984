"""A real store with a raw key, a fixed clock; only the world is faked."""

import gc
import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from iomdesk.kinds.shipped import SHIPPED

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from db.store import EncryptedStore, Options, create
from iomdesk.permissions import Officer
from iomdesk.records.ids import OfficerId
from tests.children import ended_with_us
from tests.proof import (
    how_many,
    pytest_addoption,
    pytest_collection_modifyitems,
    pytest_configure,
    pytest_generate_tests,
    pytest_report_header,
    pytest_terminal_summary,
)

__all__ = [
    "how_many",
    "pytest_addoption",
    "pytest_collection_modifyitems",
    "pytest_configure",
    "pytest_generate_tests",
    "pytest_report_header",
    "pytest_terminal_summary",
]

KEY = bytes(range(32))
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def nothing_outlives_the_tests() -> Iterator[None]:
    with ended_with_us():
        yield


@pytest.fixture(autouse=True)
def _windows_go_with_their_test(request: pytest.FixtureRequest) -> Iterator[None]:
    """Delete every window now, so that none is drawn or deleted in another's test.

    DANGER: a window that garbage collection finds on a working thread, a hub's in a
    later test perhaps, stops the whole run for good. So garbage is collected here
    alone. What is left, modules above all, is not looked through again.
    """
    if "qapp" not in request.fixturenames:
        yield
        return
    from PySide6.QtCore import QCoreApplication, QEvent
    from PySide6.QtWidgets import QApplication

    gc.disable()
    yield
    for window in QApplication.topLevelWidgets():
        window.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.collect()
    gc.freeze()
    gc.enable()


class FixedClock:
    """Stands still until it is moved."""

    def __init__(self, now: datetime = NOON) -> None:
        self.now = now

    def __call__(self) -> datetime:
        return self.now

    def pass_by(self, span: timedelta) -> None:
        self.now += span


@pytest.fixture
def clock() -> FixedClock:
    return FixedClock()


@pytest.fixture
def officer() -> Officer:
    return Officer(id=OfficerId("officer-1"), name="DC Marsh")


@pytest.fixture
def open_store(
    tmp_path: Path, clock: FixedClock, officer: Officer
) -> Iterator[Callable[..., EncryptedStore]]:
    """Return a maker of stores by name; all are closed at the end."""
    opened: list[EncryptedStore] = []

    def make(name: str = "store", *, again: bool = False) -> EncryptedStore:
        folder, options = tmp_path / name, Options(kinds=SHIPPED, clock=clock)
        store = (
            EncryptedStore(folder, KEY, options)
            if again
            else create(folder, KEY, officer, options)
        )
        opened.append(store)
        return store

    yield make
    for store in opened:
        store.close()


@pytest.fixture
def store(open_store: Callable[..., EncryptedStore]) -> EncryptedStore:
    return open_store()
