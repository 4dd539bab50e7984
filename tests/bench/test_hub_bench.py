"""A plain request to a hub under attack, against the same while it is left alone."""

from pathlib import Path

from db.hub.connect import new_hub_store
from tests.bench.conftest import Figures
from tests.hub.attacking import Hub
from tests.hub.hostile import MOST_MEMORY, measure
from tests.hub.serving import served

SECONDS = 20.0
_MIB = 1024 * 1024


def test_a_hub_under_hostile_load(tmp_path: Path, figures: Figures) -> None:
    db = str(tmp_path / "hub")
    store = new_hub_store(db)
    with served(db, tmp_path / "said") as process:
        load = measure(Hub(process, store), SECONDS)
    store.close()

    figures.add(
        "a plain request, 60 strangers and three hostile desks at the hub",
        load.loaded * 1000, load.quiet * 1000, aim="3 ×", most=3.0,
    )  # fmt: skip
    figures.add(
        "the hub's memory above idle meanwhile, at most",
        load.memory / _MIB, unit="MiB", aim="150 MiB", most=MOST_MEMORY / _MIB,
    )  # fmt: skip
