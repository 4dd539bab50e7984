"""A real store with a raw key, a fixed clock; only the world is faked."""

import os
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from iomdesk.kinds.shipped import SHIPPED

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from db.store import EncryptedStore, Options, create
from iomdesk.permissions import Officer
from iomdesk.records.ids import OfficerId
from tests.children import ended_with_us
from tests.proof import (
    how_many,
    pytest_addoption,
    pytest_configure,
    pytest_generate_tests,
    pytest_report_header,
    pytest_terminal_summary,
)

__all__ = [
    "how_many",
    "pytest_addoption",
    "pytest_configure",
    "pytest_generate_tests",
    "pytest_report_header",
    "pytest_terminal_summary",
]

# A slow laptop draws its first text slowly: that says nothing about what is tried.
settings.register_profile("house", suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("house")

KEY = bytes(range(32))
NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


@pytest.fixture(scope="session", autouse=True)
def nothing_outlives_the_tests() -> Iterator[None]:
    with ended_with_us():
        yield


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
