"""What a command writes outside the store: over nothing, through no link, whole."""

import os
import resource
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from iomdesk.errors import DiskTrouble
from iomdesk.plain_copy import write_copy
from tests.commands.conftest import Answer
from tests.commands.places import (
    BEFORE,
    a_circle,
    a_dangling_link,
    a_device,
    a_file,
    a_folder,
    a_kernel_file,
    a_link,
    a_long_name,
    a_pipe,
    assert_refused,
    below_a_file,
    by_name,
    disclosures,
    in_no_folder,
    seen,
)
from tests.commands.writers import every_writer, the_document, the_signed

Run = Callable[..., Answer]


NEVER = [
    a_link, a_dangling_link, a_circle, a_pipe, a_device, a_folder, below_a_file,
    in_no_folder, a_long_name, a_kernel_file,
]  # fmt: skip


@every_writer
@pytest.mark.proof("target", NEVER, sample=3, ids=by_name)
def test_nothing_but_a_file_is_ever_written(
    run: Run, words: list[str], tmp_path: Path, target: Callable[[Path], Path]
) -> None:
    place = tmp_path / "place"
    place.mkdir()
    name = target(place)
    before = seen(place)

    for more in ([], ["--replace"]):
        refused = run(*words, str(name), *more)

        assert_refused(refused)
    assert seen(place) == before


@every_writer
def test_a_file_that_is_there_goes_only_where_it_is_said(
    run: Run, words: list[str], tmp_path: Path
) -> None:
    name = a_file(tmp_path)
    name.chmod(0o644)

    refused = run(*words, str(name))
    kept = name.read_bytes()
    done = run(*words, str(name), "--replace")

    assert_refused(refused)
    assert "--replace" in refused.err
    assert kept == BEFORE
    assert done.code == 0, done.err
    assert name.read_bytes() != BEFORE
    assert stat.S_IMODE(name.stat().st_mode) == 0o600


@every_writer
def test_a_copy_is_for_its_owner_alone_whatever_the_umask(
    run: Run, words: list[str], tmp_path: Path
) -> None:
    for mask in (0, 0o777):
        name = tmp_path / f"copy-{mask}"
        with umask(mask):
            done = run(*words, str(name))

        assert done.code == 0, done.err
        assert stat.S_IMODE(name.stat().st_mode) == 0o600


def test_keys_in_the_way_of_a_link_are_not_written(run: Run, tmp_path: Path) -> None:
    for kind, name in (("hub", "recovery-private.pem"), ("pack", "packs-public.pem")):
        folder = tmp_path / kind
        folder.mkdir()
        (folder / name).symlink_to(folder / "elsewhere")
        before = seen(folder)

        refused = run(kind, "keys", "--out", str(folder))

        assert_refused(refused)
        assert seen(folder) == before


def test_a_pack_is_signed_in_place_only_where_it_is_said(
    run: Run, store: str, tmp_path: Path
) -> None:
    words = the_signed(run, store, tmp_path)[:-1]
    before = (tmp_path / "tool.toml").read_bytes()

    refused = run(*words)
    kept = (tmp_path / "tool.toml").read_bytes()
    done = run(*words, "--replace")

    assert_refused(refused)
    assert kept == before
    assert done.code == 0
    assert (tmp_path / "tool.toml").read_bytes().startswith(before)


def test_a_refused_document_is_not_logged_as_disclosed(
    run: Run, store: str, tmp_path: Path
) -> None:
    words = the_document(run, store, tmp_path)

    for target in (a_file(tmp_path), tmp_path / "none" / "x", Path(store) / "x"):
        assert_refused(run(*words, str(target)))

    assert run("case", store, "X100001").code == 0
    assert not disclosures(store)


def test_a_disk_that_fills_leaves_the_file_of_before(tmp_path: Path) -> None:
    place = tmp_path / "stuffed"
    place.mkdir()
    name = a_file(place)

    with pytest.raises(DiskTrouble), files_end_at(100):
        write_copy(name, b"x" * 5000, replace=True)

    assert seen(place) == {"copy": BEFORE}


@contextmanager
def files_end_at(size: int) -> Iterator[None]:
    """Let no file of this process grow beyond *size* bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)


@contextmanager
def umask(mask: int) -> Iterator[None]:
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)
