"""The one way a file is written outside the store: whole, private, over nothing.

DANGER: whatever opens a file for writing by another way can cut a store to nothing,
follow a link into one, or leave half a file on a full disk. A test bans it.
"""

import contextlib
import os
import secrets
import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from iomdesk.errors import UserError
from iomdesk.file_faults import disk_trouble, reason

PART = ".iomdesk-part-"
"""How the name of a copy begins that is not in its place yet."""

_STORE_FILES = ("store.db", "slots.json", "slots.json.previous", "hub.db", "hub.key")
"""Regular files by which the folder of a store or of a hub is known."""


class CopyRefused(UserError):
    """A plain copy cannot be written where it was asked for."""


def write_copy(
    path: Path, content: bytes, *, replace: bool = False, durable: bool = True
) -> None:
    """Write *content* to *path* whole or not at all, for its owner only (0600).

    An existing file goes only where *replace* is said, and only if it is a regular
    one. Without *durable* the disk may take its time: for one of many files. Raises
    `CopyRefused`, or `DiskTrouble`; the old file is then as it was.
    """
    target = demand_writable(path, replace=replace)
    part = target.with_name(PART + secrets.token_hex(8))
    with _said(path), _removed_in_the_end(part):
        _write_new(part, content, durable=durable)
        demand_writable(target, replace=replace)
        _put(part, target, replace=replace)


def add_line(path: Path, line: str) -> None:
    """Add *line* to a file that `write_copy` made."""
    with _said(path), open(path, "ab", buffering=0, opener=_no_link) as file:
        file.write(f"{line}\n".encode())


def demand_writable(path: Path, *, replace: bool = False) -> Path:
    """Return *path* with the links among its folders resolved, or say why not.

    Folders may be links, as a home often is; where they lead is what is judged. The
    file itself may not be one, even a link to nothing.
    """
    with _said(path):
        if not path.name or path.name == "..":
            raise CopyRefused(f"{path} is a folder. Name a file.")
        folder = _resolved(path.parent)
        if not folder.is_dir():
            raise CopyRefused(f"There is no folder {path.parent}. Make it first.")
        demand_outside_stores(folder)
        target = folder / path.name
        mode = _mode(target)
    if mode is None:
        return target
    if stat.S_ISDIR(mode):
        raise CopyRefused(f"{path} is a folder. Name a file.")
    if stat.S_ISLNK(mode):
        raise CopyRefused(f"{path} is a link. Name the file itself, or another.")
    if not stat.S_ISREG(mode):
        raise CopyRefused(f"{path} is a device or a pipe, not a file. Name a file.")
    if not replace:
        raise CopyRefused(
            f"{path} is there already and stays as it is. Name another file, or say "
            "--replace to put the new one in its place."
        )
    return target


def write_new_files(folder: Path, files: Mapping[str, bytes]) -> None:
    """Write several files that belong together, all or none, over nothing."""
    for name in files:
        demand_new(folder / name)
    with contextlib.ExitStack() as undo:
        for name, content in files.items():
            write_copy(folder / name, content)
            undo.callback((folder / name).unlink)
        undo.pop_all()


def demand_new(path: Path) -> None:
    """Refuse *path* where anything is, for what is never replaced, a key for one."""
    with _said(path):
        if path.parent.is_dir() and _mode(path) is not None:
            raise CopyRefused(f"{path} exists already. Name another folder.")
    demand_writable(path)


def demand_outside_stores(folder: Path) -> None:
    """Refuse a *folder* in which, or in one above which, a store or a hub lies.

    It need not be there yet. Known by what folders hold, so neither links, nor “..”,
    nor another spelling or mount hides one.
    """
    with _said(folder):
        there = _resolved(folder)
        for one in (there, *there.parents):
            if any((one / name).is_file() for name in _STORE_FILES):
                raise CopyRefused(
                    f"{folder} lies inside the folder of a store or a hub, {one}. "
                    "Nothing else may be put there. Name another place."
                )


def new_folder(path: Path) -> None:
    """Make the folder *path* for its owner only (0700), or take an empty one.

    Raises `CopyRefused` for a link, for what is no folder and for one that holds
    anything.
    """
    own_folder(path)
    with _said(path):
        if any(path.iterdir()):
            raise CopyRefused(
                f"{path} holds other things. Name a new or an empty folder."
            )
        _close_to_others(path)


def own_folder(path: Path) -> None:
    """Make the folder *path* (0700) if it is not there; refuse a link or a file."""
    demand_outside_stores(path)
    with _said(path):
        mode = _mode(path)
        if mode is None:
            _make(_resolved(path))
        elif stat.S_ISLNK(mode):
            raise CopyRefused(f"{path} is a link. Name the folder that it leads to.")
        elif not stat.S_ISDIR(mode):
            raise CopyRefused(f"{path} is a file, not a folder. Name a folder.")


def _make(folder: Path) -> None:
    """Make *folder* and what is missing above it; each 0700, whatever the umask."""
    if not folder.parent.exists():
        _make(folder.parent)
    folder.mkdir(mode=0o700)
    folder.chmod(0o700)


def _close_to_others(folder: Path) -> None:
    """Let only its owner into *folder*, where we are the owner."""
    with contextlib.suppress(PermissionError):
        folder.chmod(0o700)


def _resolved(path: Path) -> Path:
    """Return *path* without links; a circle of links stays as it is."""
    return Path(os.path.realpath(path))


def _mode(path: Path) -> int | None:
    try:
        return path.lstat().st_mode
    except FileNotFoundError:
        return None


def _write_new(part: Path, content: bytes, *, durable: bool) -> None:
    with open(part, "xb", buffering=0, opener=_no_link) as file:
        part.chmod(0o600)  # whatever the umask took away
        rest = memoryview(content)
        while rest:
            rest = rest[file.write(rest) :]
        if durable:
            os.fsync(file.fileno())


def _no_link(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), mode=0o600)


@contextlib.contextmanager
def _removed_in_the_end(part: Path) -> Iterator[None]:
    """Take *part* away whatever happens; what was put in its place has its own name."""
    try:
        yield
    finally:
        part.unlink(missing_ok=True)


def _put(part: Path, target: Path, *, replace: bool) -> None:
    """Give *part* its name; where nothing may be replaced, nothing is, in any race."""
    if replace:
        part.replace(target)
        return
    try:
        os.link(part, target)
    except FileExistsError:
        raise
    except (OSError, NotImplementedError):  # a stick of FAT knows no second name
        if _mode(target) is not None:
            raise
        part.rename(target)


@contextlib.contextmanager
def _said(path: Path) -> Iterator[None]:
    """Turn what the system says of *path* into a sentence."""
    try:
        yield
    except (OSError, ValueError) as fault:
        if trouble := disk_trouble(fault):
            raise trouble from fault
        raise CopyRefused(f"{path} cannot be written: {reason(fault)}.") from None
