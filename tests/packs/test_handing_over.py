"""A force's key for packs gives way only to the one that it signed for."""

from pathlib import Path

import pytest

from iomdesk.packs.handing_over import hand_over_of, handed_over
from iomdesk.packs.signing import signed_pack
from tests.commands.conftest import Answer, run, store
from tests.commands.test_commands import Run
from tests.packs.packs import PRIVATE
from tests.packs.test_pack_commands import force

__all__ = ["force", "run", "store"]


def next_force(run: Run, force: Path, name: str) -> Path:
    """Return a folder with a new pair of keys and the force file that names it."""
    folder = force.parent / name
    folder.mkdir()
    assert run("pack", "keys", "--out", str(folder)).code == 0
    text = (force / "force.toml").read_text()
    old = (force / "packs-public.pem").read_text()
    new = (folder / "packs-public.pem").read_text()
    (folder / "force.toml").write_text(text.replace(old, new))
    return folder


def signed(run: Run, new: Path, old: Path) -> str:
    """Return the new force file with the word of the old key."""
    out = new / f"by-{old.name}.toml"
    key = str(old / "packs-private.pem")
    words = ("pack", "hand-over", str(new / "force.toml"), "--key", key)
    assert run(*words, "--out", str(out)).code == 0
    return str(out)


def trust(run: Run, store: str, file: object) -> Answer:
    return run("pack", "trust", str(file), "--store", store)


@pytest.mark.parametrize("made_by_force", [True, False])
def test_a_key_that_the_old_one_signed_for_takes_its_place(
    run: Run, store: str, force: Path, tmp_path: Path, *, made_by_force: bool
) -> None:
    if made_by_force:
        store = str(tmp_path / "desk")
        assert run("new", store, "--force", str(force / "force.toml")).code == 0
    else:
        assert trust(run, store, force / "force.toml").code == 0
    new = next_force(run, force, "new")

    bare = trust(run, store, new / "force.toml")
    done = trust(run, store, signed(run, new, force))
    old_pack = run("pack", "add", str(force / "tool.toml"), "--store", store)

    assert bare.code == 1
    assert "pack hand-over" in bare.err
    assert done.code == 0, done.err
    assert "Compare the key" in done.out
    assert "not with the force's key" in old_pack.err


def test_a_chain_of_keys_is_followed_in_its_order(
    run: Run, store: str, force: Path
) -> None:
    assert trust(run, store, force / "force.toml").code == 0
    second = next_force(run, force, "second")
    third = next_force(run, force, "third")
    leap, step = signed(run, third, second), signed(run, second, force)

    too_early = trust(run, store, leap)
    in_order = [trust(run, store, file).code for file in (step, leap)]
    back = trust(run, store, step)

    assert "hand-over that comes first" in too_early.err
    assert in_order == [0, 0]
    assert back.code == 1


def test_of_two_keys_one_is_given_up_only_by_a_hand_over(
    run: Run, store: str, force: Path
) -> None:
    new = next_force(run, force, "new")
    both = force / "both.toml"
    text = (force / "force.toml").read_text()
    added = (new / "packs-public.pem").read_text()
    both.write_text(f"{text}public_keys = ['''{added}''']\n")
    assert " or " in trust(run, store, both).out
    tool = str(force / "tool.toml")

    trust(run, store, new / "force.toml")
    still = run("pack", "add", tool, "--store", store)
    trust(run, store, signed(run, new, force))
    no_more = run("pack", "add", tool, "--store", store)

    assert still.code == 0, still.err
    assert "not with the force's key" in no_more.err


def test_the_first_key_is_taken_once_and_shown(
    run: Run, store: str, force: Path
) -> None:
    first = trust(run, store, force / "force.toml")
    again = trust(run, store, force / "force.toml")

    assert "Compare the key with your IT desk" in first.out
    assert again.code == 0
    assert again.out == first.out


@pytest.mark.parametrize(
    "alter",
    [
        lambda said: said.replace(b"Example", b"Another"),
        lambda said: b"\n" + said,
        lambda said: said.replace(b"[packs]", b"[packs] "),
        lambda said: said[:-4] + b"00f\n",
    ],
    ids=["name", "line", "space", "signature"],
)
def test_a_force_file_altered_after_its_signature_is_refused(
    run: Run, store: str, force: Path, alter: object
) -> None:
    assert trust(run, store, force / "force.toml").code == 0
    file = Path(signed(run, next_force(run, force, "new"), force))
    assert callable(alter)
    file.write_bytes(alter(file.read_bytes()))

    refused = trust(run, store, file)

    assert refused.code == 1
    assert "altered" in refused.err


def test_the_signature_of_a_pack_is_no_hand_over(
    run: Run, store: str, force: Path
) -> None:
    """The words that are signed differ, so one cannot be made of the other."""
    new = next_force(run, force, "new")
    pem = (force / "packs-private.pem").read_bytes()
    from iomdesk.packs.keys import private_of

    assert trust(run, store, force / "force.toml").code == 0
    as_pack = signed_pack((new / "force.toml").read_bytes(), private_of(pem))
    file = new / "as-pack.toml"
    file.write_bytes(as_pack.replace(b"# iomdesk-pack", b"# iomdesk-hand-over"))

    assert trust(run, store, file).code == 1


def test_signing_again_replaces_the_word() -> None:
    once = handed_over(b"name = 'F'", PRIVATE)
    twice = handed_over(once, PRIVATE)

    assert once == twice
    assert hand_over_of(b"name = 'F'\n") is None
    assert hand_over_of(b"") is None


def test_a_file_without_a_key_for_packs_is_not_signed(
    run: Run, force: Path, tmp_path: Path
) -> None:
    bare = tmp_path / "bare.toml"
    bare.write_text((force / "force.toml").read_text().partition("[packs]")[0])
    key = str(force / "packs-private.pem")

    refused = run(
        "pack", "hand-over", str(bare), "--key", key, "--out", str(tmp_path / "x")
    )

    assert refused.code == 1
    assert not (tmp_path / "x").exists()
