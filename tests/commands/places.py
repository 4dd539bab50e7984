"""Odd places that a copy is asked to go to, and what stands there before and after."""

import os
import stat
from collections.abc import Callable
from pathlib import Path

from tests.commands.conftest import Answer

BEFORE = b"what was there before"


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


def disclosures(store: str) -> list[object]:
    from iomdesk.ports import Operation
    from tests.commands.conftest import PASSPHRASE, a_vault

    vault = a_vault(Path(store))
    held = vault.open(vault.key(PASSPHRASE))
    rows = held.queries.access_log()
    held.close()
    return [row.detail for row in rows if row.operation is Operation.DISCLOSURE]
