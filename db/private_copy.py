"""A private, still encrypted copy of a store whose own disk takes no writing.

DANGER: a store must not be read where it lies without its log and the locks around it.
Then what was committed last is missing, in silence. So file and log are copied.
"""

import contextlib
import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from db.faults import told
from db.files import created, lock, private_folder, write_all
from iomdesk.errors import DiskTrouble, StoreInUse

_NAME = "iomdesk-reading-"
_PIECE = 1 << 20
_MEMORY = Path("/dev/shm")  # noqa: S108  in memory: what lies there goes with the power
_OF_A_STORE = ("store.db", "store.db-wal", "head")


class PrivateCopy:
    """A folder for this process alone, removed on `close`, or once it was killed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._held = contextlib.ExitStack()
        self._held.enter_context(lock(folder / "lock"))

    def close(self) -> None:
        self._held.close()
        shutil.rmtree(self.folder, ignore_errors=True)


def private_copy(folder: Path) -> PrivateCopy | None:
    """Return a copy of the store in *folder*, or None where there is no place for it.

    What cannot be read of the store is a trouble of its disk, and is raised.
    """
    with told():
        size = sum(p.stat().st_size for p in _parts(folder))
    for place in _places():
        _remove_left(place)
        with contextlib.suppress(OSError):
            if shutil.disk_usage(place).free < 2 * size:
                continue
            own = Path(tempfile.mkdtemp(prefix=_NAME, dir=place))
            return _filled(own, folder)
    return None


def places_to_keep(folder: Path) -> list[Path]:
    """Return where small files of the store in *folder* may stay for another day.

    They need not exist; the first is beside the store.
    """
    from platformdirs import user_state_path  # noqa: PLC0415  seldom

    mine = f"iomdesk-{os.getuid()}" if hasattr(os, "getuid") else "iomdesk"
    state = user_state_path("iomdesk", appauthor=False)
    return [folder, state, *(place / mine for place in _temporary())]


def _places() -> Iterator[Path]:
    if sys.platform == "linux" and _MEMORY.is_dir():
        yield _MEMORY
    yield from _temporary()
    with contextlib.suppress(OSError):
        yield private_folder(places_to_keep(Path())[1])


def _temporary() -> list[Path]:
    with contextlib.suppress(OSError):
        return [Path(tempfile.gettempdir())]
    return []


def _parts(folder: Path) -> list[Path]:
    return [folder / name for name in _OF_A_STORE if (folder / name).exists()]


def _filled(own: Path, folder: Path) -> PrivateCopy:
    copy = PrivateCopy(own)
    try:
        for part in _parts(folder):
            _copy(part, own / part.name)
    except BaseException:
        copy.close()
        raise
    return copy


def _copy(source: Path, target: Path) -> None:
    """Copy a file; a fault of its own disk is told, one of the place flies on."""
    with created(target) as own:
        for content in _pieces(source):
            write_all(own, content)


def _pieces(source: Path) -> Iterator[bytes]:
    with told(), source.open("rb") as file:
        while content := file.read(_PIECE):
            yield content


def _remove_left(place: Path) -> None:
    """Remove copies of processes that were killed: nobody holds their locks."""
    for left in place.glob(f"{_NAME}*"):
        with contextlib.suppress(OSError, StoreInUse, DiskTrouble):
            with lock(left / "lock"):
                pass
            shutil.rmtree(left)
