"""What lists say and is not read yet: each mend takes names away."""

from pathlib import Path

import pytest

_NOT_YET = frozenset(
    Path(__file__).with_name("not_yet.txt").read_text("utf-8").splitlines()
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.name in _NOT_YET:
            item.add_marker(pytest.mark.xfail(strict=True, reason="not read so yet"))
