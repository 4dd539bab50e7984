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
from tests.packs.packs import TEXT

Run = Callable[..., Answer]
BEFORE = b"what was there before"


def the_document(run: Run, store: str, work: Path) -> list[str]:
    example = work / "visit.json"
    example.write_text(run("schema", "visit", "--example").out)
    assert run("visit", store, "X100001", "--input", str(example)).code == 0
    return ["document", store, "X100001", "visit", "--format", "pdf", "--out"]


def the_sheet(run: Run, store: str, work: Path) -> list[str]:
    del run, store, work
    return ["pack", "to-sheet", "ogrs3", "--out"]


def the_toml(run: Run, store: str, work: Path) -> list[str]:
    sheet = work / "ogrs3.xlsx"
    assert run(*the_sheet(run, store, work), str(sheet)).code == 0
    return ["pack", "from-sheet", str(sheet), "--out"]


def the_signed(run: Run, store: str, work: Path) -> list[str]:
    del store
    assert run("pack", "keys", "--out", str(work)).code == 0
    tool = work / "tool.toml"
    tool.write_text(TEXT)
    key = str(work / "packs-private.pem")
    return ["pack", "sign", str(tool), "--key", key, "--out"]


WRITERS = {
    "document": the_document,
    "pack to-sheet": the_sheet,
    "pack from-sheet": the_toml,
    "pack sign": the_signed,
}
every_writer = pytest.mark.proof("writer", list(WRITERS), sample=1)


@pytest.fixture
def words(run: Run, store: str, tmp_path: Path, writer: str) -> list[str]:
    """Return the words of a command that writes; the file's name comes after them."""
    work = tmp_path / "work"
    work.mkdir()
    return WRITERS[writer](run, store, work)


def by_name(one: Callable[..., object]) -> str:
    return one.__name__


def a_file(place: Path) -> Path:
    (place / "copy").write_bytes(BEFORE)
    return place / "copy"


def a_link(place: Path) -> Path:
    (place / "copy").symlink_to(a_file_called(place, "behind"))
    return place / "copy"


def a_dangling_link(place: Path) -> Path:
    (place / "copy").symlink_to(place / "nothing")
    return place / "copy"


def a_circle(place: Path) -> Path:
    (place / "copy").symlink_to(place / "copy")
    return place / "copy"


def a_pipe(place: Path) -> Path:
    os.mkfifo(place / "copy")
    return place / "copy"


def a_device(place: Path) -> Path:
    del place
    return Path(os.devnull)


def a_folder(place: Path) -> Path:
    (place / "copy").mkdir()
    return place / "copy"


def below_a_file(place: Path) -> Path:
    return a_file(place) / "copy"


def in_no_folder(place: Path) -> Path:
    return place / "none" / "copy"


def a_long_name(place: Path) -> Path:
    return place / ("n" * 300)


def a_kernel_file(place: Path) -> Path:
    del place
    return Path("/proc/copy")


def a_file_called(place: Path, name: str) -> Path:
    (place / name).write_bytes(BEFORE)
    return place / name


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


def disclosures(store: str) -> list[object]:
    from iomdesk.ports import Operation
    from tests.commands.conftest import PASSPHRASE, a_vault

    vault = a_vault(Path(store))
    held = vault.open(vault.key(PASSPHRASE))
    rows = held.queries.access_log()
    held.close()
    return [row.detail for row in rows if row.operation is Operation.DISCLOSURE]


def seen(folder: Path, but: str = "nothing") -> dict[str, object]:
    """Return what a folder holds: links by where they lead, files by their bytes."""
    return {
        str(path.relative_to(folder)): _seen(path)
        for path in folder.rglob("*")
        if but not in path.name
    }


def _seen(path: Path) -> object:
    if path.is_symlink():
        return path.readlink()
    mode = path.lstat().st_mode
    return path.read_bytes() if stat.S_ISREG(mode) else stat.S_IFMT(mode)


def assert_refused(answer: Answer) -> None:
    assert answer.code == 1, answer.out
    assert "inside IOM Desk" not in answer.err
    assert answer.err.rstrip().endswith((".", "it?")), answer.err
