"""Whatever happens to three desks in whatever order: nothing lost, the same at all.

Edits on fresh and old forms, signatures, settlements, grants, withdrawals, returned
work, lines that break at any message, and stores that are put back to older copies.
"""

from pathlib import Path

import pytest

from tests.sync.histories import play

HISTORIES = range(200)


@pytest.mark.proof("seed", HISTORIES, sample=6)
def test_after_any_history_all_desks_hold_the_same_and_nothing_is_lost(
    tmp_path: Path, seed: int
) -> None:
    play(tmp_path, seed)
