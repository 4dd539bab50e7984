"""Sixty strangers and three hostile desks at once: others are served all the same."""

import sys
from pathlib import Path

import pytest

from db.hub.connect import new_hub_store
from tests.hub.attacking import Hub
from tests.hub.hostile import MOST_MEMORY, measure
from tests.hub.serving import served
from tests.proof import HowMany


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
@pytest.mark.proof
def test_a_hub_under_hostile_load_answers_others_and_keeps_its_memory(
    tmp_path: Path, how_many: HowMany
) -> None:
    db = str(tmp_path / "hub")
    store = new_hub_store(db)
    with served(db, tmp_path / "said") as process:
        load = measure(Hub(process, store), how_many(2, 60))
        assert process.is_alive
    store.close()

    assert load.memory < MOST_MEMORY
    assert process.said == ""
