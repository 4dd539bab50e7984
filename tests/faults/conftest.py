"""Places that a reading of a failing disk may use, and nobody else's."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def state(
    tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch
) -> Path:
    """Return where small files of a user stay: not those of who runs the tests."""
    place = tmp_path_factory.mktemp("state")
    monkeypatch.setenv("XDG_STATE_HOME", str(place))
    return place
