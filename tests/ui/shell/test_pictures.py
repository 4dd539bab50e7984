"""Every screen of the program is drawn, and no two names show the same picture."""

from hashlib import sha256
from pathlib import Path

import pytest

from db.store import EncryptedStore
from rehearsal.pictures import TABS, take_pictures
from tests.conftest import FixedClock
from tests.ui.open_desks import an_outside
from tests.ui.scenes_person import DemoPerson

ALIKE = {"unlock", "locked"}
"""A locked desk looks as one that was never unlocked."""


@pytest.mark.slow
@pytest.mark.usefixtures("qapp")
def test_every_screen_is_drawn_in_each_look(
    store: EncryptedStore, person: DemoPerson, clock: FixedClock, tmp_path: Path
) -> None:
    files = take_pictures(
        an_outside(clock, has_store=lambda _: True),
        store,
        tmp_path / "screens",
        person.case_id,
        themes=("light",),
    )

    names = {
        file.name.removesuffix("-light-100.png") for file in files[: len(files) // 2]
    }
    assert {"unlock", "recovery", "today", "people", "conflicts", "settings"} < names
    assert {f"person-{tab}" for tab in TABS} | {
        f"first-run-{n}" for n in (1, 2, 3, 4)
    } < names
    assert {"visit", "assessment", "scores", "plan", "preview"} < names
    assert {"blank", "locked"} < names
    prints = [
        sha256(file.read_bytes()).hexdigest()
        for file in files
        if not any(file.name.startswith(name) for name in ALIKE)
    ]
    assert len(set(prints)) == len(prints)
