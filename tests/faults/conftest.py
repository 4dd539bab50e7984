"""Places that a reading of a failing disk may use, and nobody else's."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.disks import small_disk_at


@pytest.fixture(autouse=True)
def state(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Return where small files of a user stay: not those of who runs the tests."""
    place = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(place))
    return place


@pytest.fixture
def disk(tmp_path: Path) -> Iterator[Path]:
    with small_disk_at(tmp_path / "disk") as place:
        yield place
