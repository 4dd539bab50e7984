"""Starts, as real processes: to the unlock screen, to Today, through the passphrase."""

from pathlib import Path
from statistics import median

import pytest

from db.keys import DEFAULT_COST, with_passphrase
from db.slot_file import to_json
from db.slots import new_slots
from db.store import STORE_FILE, EncryptedStore
from tests.bench.conftest import KEY, Figures
from tests.bench.starting import Start, figures_of, start

RUNS = 11
PASSPHRASE = "correct horse battery staple"


def added(
    figures: Figures, what: str, pairs: list[tuple[Start, Start]], aim: str, most: float
) -> None:
    figures.add(
        what,
        median(ours.milliseconds for ours, _ in pairs),
        median(floor.milliseconds for _, floor in pairs),
        ratio=median(ours.milliseconds / floor.milliseconds for ours, floor in pairs),
        aim=aim,
        most=most,
    )
    figures.add(
        f"{what}, processor time of all threads",
        median(ours.processor for ours, _ in pairs),
        median(floor.processor for _, floor in pairs),
        ratio=median(ours.processor / floor.processor for ours, floor in pairs),
    )


def test_start_to_the_unlock_screen(tmp_path: Path, figures: Figures) -> None:
    own = tmp_path / "iomdesk" / "store"
    own.mkdir(parents=True)
    (own / STORE_FILE).touch()

    pairs = [
        (start("our_window.py", home=tmp_path), start("bare_window.py", home=tmp_path))
        for _ in range(RUNS)
    ]

    added(figures, "start to the unlock screen", pairs, "1.25 × (1.1)", 1.25)
    assert pairs


@pytest.fixture
def locked_store(full_store: EncryptedStore) -> Path:
    """Return the folder of the full store, which PASSPHRASE opens too."""
    slots = with_passphrase(new_slots(), KEY, PASSPHRASE, DEFAULT_COST)
    (full_store.folder / "slots.json").write_bytes(to_json(slots))
    full_store.checkpoint()
    return full_store.folder


def test_start_to_today(locked_store: Path, tmp_path: Path, figures: Figures) -> None:
    folder, key = str(locked_store), KEY.hex()
    file = str(locked_store / STORE_FILE)

    pairs = [
        (
            start("our_window.py", folder, key, home=tmp_path),
            start("bare_window.py", file, key, home=tmp_path),
        )
        for _ in range(RUNS)
    ]

    added(figures, "start to Today with the key given", pairs, "1.6 × (1.35)", 1.6)
    figures.add(
        "memory then",
        median(ours.mebibytes for ours, _ in pairs),
        median(floor.mebibytes for _, floor in pairs),
        unit="MiB",
        aim="1.5 × (1.3)",
        most=1.5,
    )
    assert pairs


def test_unlock_by_passphrase_to_today(
    locked_store: Path, tmp_path: Path, figures: Figures
) -> None:
    taken = [
        figures_of("our_unlock.py", str(locked_store), PASSPHRASE, home=tmp_path)
        for _ in range(5)
    ]

    figures.add(
        "unlock by passphrase to Today, its own key derivation taken off",
        median(whole - alone for whole, alone, _, _ in taken),
        aim="60 ms",
        most=60,
    )
    figures.add("that key derivation", median(alone for _, alone, _, _ in taken))
    figures.add(
        "unlock to Today without it, processor time of all threads",
        median(busy - alone for _, _, busy, alone in taken),
    )
    assert taken
