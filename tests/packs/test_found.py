"""What attacks got through about packs, until each is mended."""

from pathlib import Path

import pytest

from tests.commands.conftest import run, store
from tests.commands.test_commands import Run
from tests.packs.test_pack_commands import force

__all__ = ["force", "run", "store"]


@pytest.mark.parametrize("first", ["new --force", "pack trust", "new without packs"])
def test_a_stranger_is_not_trusted_in_the_forces_place(
    run: Run, store: str, force: Path, tmp_path: Path, first: str
) -> None:
    file = str(force / "force.toml")
    stranger = a_strangers_file(run, force)
    if first == "pack trust":
        assert run("pack", "trust", file, "--store", store).code == 0
    else:
        store = str(tmp_path / "desk")
        whole = (force / "force.toml").read_text()
        bare = force / "bare.toml"
        bare.write_text(whole.partition("[packs]")[0])
        given = file if first == "new --force" else str(bare)
        assert run("new", store, "--force", given).code == 0

    refused = run("pack", "trust", str(stranger), "--store", store)

    assert refused.code == 1


def a_strangers_file(run: Run, force: Path) -> Path:
    """Return the force's own file with somebody else's key for packs."""
    other = force.parent / "other"
    other.mkdir()
    assert run("pack", "keys", "--out", str(other)).code == 0
    text = (force / "force.toml").read_text()
    ours = (force / "packs-public.pem").read_text()
    theirs = (other / "packs-public.pem").read_text()
    (other / "force.toml").write_text(text.replace(ours, theirs))
    return other / "force.toml"
