"""No command writes inside a store or a hub, nor makes a folder of what is none."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.commands.conftest import Answer
from tests.commands.places import (
    a_circle,
    a_dangling_link,
    a_device,
    a_file,
    a_kernel_file,
    a_link,
    a_long_name,
    a_pipe,
    assert_refused,
    below_a_file,
    by_name,
    seen,
)
from tests.commands.writers import every_writer

Run = Callable[..., Answer]


def into_the_store(store: Path, tmp_path: Path) -> Path:
    del tmp_path
    return store / "store.db"


def beside_it(store: Path, tmp_path: Path) -> Path:
    del tmp_path
    return store / "copy"


def deep_inside(store: Path, tmp_path: Path) -> Path:
    del tmp_path
    (store / "backups" / "deeper").mkdir(parents=True)
    return store / "backups" / "deeper" / "copy"


def by_a_linked_folder(store: Path, tmp_path: Path) -> Path:
    (tmp_path / "desk").symlink_to(store)
    return tmp_path / "desk" / "copy"


def by_a_link_from_deeper(store: Path, tmp_path: Path) -> Path:
    (store / "aside").mkdir()
    (tmp_path / "old").symlink_to(store / "aside")
    return tmp_path / "old" / "copy"


def by_two_dots(store: Path, tmp_path: Path) -> Path:
    (tmp_path / "other").mkdir()
    return tmp_path / "other" / ".." / store.name / "copy"


def where_only_slots_are_left(store: Path, tmp_path: Path) -> Path:
    """Make what a restore that was killed leaves."""
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "slots.json").write_bytes((store / "slots.json").read_bytes())
    return broken / "copy"


def in_a_hub(store: Path, tmp_path: Path) -> Path:
    del store
    (tmp_path / "hub" / "sub").mkdir(parents=True)
    (tmp_path / "hub" / "hub.db").write_bytes(b"a hub's")
    return tmp_path / "hub" / "sub" / "copy"


INSIDE = [
    into_the_store, beside_it, deep_inside, by_a_linked_folder, by_a_link_from_deeper,
    by_two_dots, where_only_slots_are_left, in_a_hub,
]  # fmt: skip


@every_writer
@pytest.mark.proof("inside", INSIDE, sample=3, ids=by_name)
def test_nothing_is_written_into_the_folder_of_a_store_or_a_hub(
    run: Run,
    words: list[str],
    store: str,
    tmp_path: Path,
    inside: Callable[[Path, Path], Path],
) -> None:
    name = inside(Path(store), tmp_path)
    before = seen(Path(store), but="access")

    for more in ([], ["--replace"]):
        refused = run(*words, str(name), *more)

        assert_refused(refused)
        assert "store or a hub" in refused.err
    assert seen(Path(store), but="access").keys() == before.keys()
    assert run("check", store).code == 0


NO_FOLDER = [
    a_file, a_link, a_dangling_link, a_circle, a_pipe, a_device, below_a_file,
    a_long_name, a_kernel_file,
]  # fmt: skip


FOLDER_WRITERS: dict[str, Callable[[str], list[str]]] = {
    "export": lambda store: ["export", store, "--out"],
    "demo": lambda _: ["demo", "--no-pictures", "--dir"],
    "hub keys": lambda _: ["hub", "keys", "--out"],
    "pack keys": lambda _: ["pack", "keys", "--out"],
}


every_folder_writer = pytest.mark.proof("writer", list(FOLDER_WRITERS), sample=2)


@every_folder_writer
@pytest.mark.proof("inside", INSIDE, sample=2, ids=by_name)
def test_no_folder_is_filled_inside_a_store_or_a_hub(
    run: Run,
    store: str,
    tmp_path: Path,
    writer: str,
    inside: Callable[[Path, Path], Path],
) -> None:
    name = inside(Path(store), tmp_path)
    if inside is not into_the_store and "keys" in writer:
        name.mkdir()
    before = seen(Path(store), but="access")

    refused = run(*FOLDER_WRITERS[writer](store), str(name))

    assert_refused(refused)
    assert seen(Path(store), but="access").keys() == before.keys()
    assert run("check", store).code == 0


@every_folder_writer
@pytest.mark.proof("target", NO_FOLDER, sample=2, ids=by_name)
def test_no_folder_is_made_of_what_is_none(
    run: Run, store: str, tmp_path: Path, writer: str, target: Callable[[Path], Path]
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    name = target(place)
    before = seen(place)

    refused = run(*FOLDER_WRITERS[writer](store), str(name))

    assert_refused(refused)
    assert seen(place) == before
