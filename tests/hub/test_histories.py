"""Random histories of three desks with the hub over each database."""

from pathlib import Path

import pytest

from tests.sync.histories import play


@pytest.mark.parametrize("seed", [700, 701, 703])
def test_after_any_history_all_desks_hold_the_same_over_either_database(
    tmp_path: Path, address: str, seed: int
) -> None:
    play(tmp_path / "desks", seed, address=address)
