"""The head beside the store: how far it had come, so that an older file is noticed.

SQLCipher cannot tell an old page from a new one, and a flipped bit in the log drops
commits with every check green; the head, with its MAC, tells both. It also names the
slots that open the store, so that older ones put back are noticed too.
"""

import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from attrs import asdict, field, frozen

from db.faults import told
from db.files import alone, demand_plain, read_plain
from iomdesk.errors import StoreDamaged

_ROOM = 1024
_MOST_NAMES = 8


def _names(said: Iterable[str]) -> tuple[str, ...]:
    return tuple(said)


@frozen(kw_only=True)
class Head:
    """The last link, the last access row, and the hub's number, as committed.

    *slots* are digests of slots: one, or the old and the new while they are replaced.
    """

    links: int
    link_chain: str
    accesses: int
    access_chain: str
    cursor: int
    slots: tuple[str, ...] = field(default=(), converter=_names)
    small: int = 0


def mac_key(key: bytes) -> bytes:
    """Return the key of the head's MAC; the store's own key signs nothing."""
    return hmac.digest(key, b"iomdesk head 1", "sha256")


def named_slots(path: Path) -> tuple[str, ...]:
    """Return what the head at *path* names, unproved: the key is not needed."""
    try:
        return _unproved(read_plain(path))[0].slots
    except _UNREADABLE:
        return ()


def sealed(head: Head, key: bytes) -> bytes:
    """Return *head* as its file holds it."""
    return _sealed(head, mac_key(key))


class HeadFile:
    """One block, overwritten after each commit without a sync.

    Another may name slots in it meanwhile, so what stands there is looked at first.
    """

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = mac_key(key)
        self._file: int | None = None
        self._last = b""
        self._named: tuple[str, ...] = ()

    def write(self, head: Head) -> None:
        """Write *head*; a fault here costs freshness, never the commit."""
        try:
            with alone(self._descriptor()):
                self._look()
                self._put(head, self._named)
        except (OSError, StoreDamaged):
            return

    def read(self) -> Head | None:
        """Return the head, or None where there is none that this key wrote."""
        try:
            return self._proved(read_plain(self._path))
        except (OSError, StoreDamaged):
            return None

    def name_slots(self, digests: Sequence[str]) -> None:
        """Name the slots that open the store, durably; nothing where no head is."""
        head = self.read()
        if head is None:
            return
        with told(), alone(self._descriptor()):
            self._put(self._look() or head, tuple(digests)[-_MOST_NAMES:])
            os.fsync(self._descriptor())

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _descriptor(self) -> int:
        if self._file is None:
            demand_plain(self._path)
            self._file = os.open(self._path, _FLAGS, 0o600)
        return self._file

    def _look(self) -> Head | None:
        """Take over the names that stand in the file, where it is not as we left it."""
        os.lseek(self._descriptor(), 0, os.SEEK_SET)
        found = os.read(self._descriptor(), _ROOM)
        if found == self._last:
            return None
        head = self._proved(found)
        if head is not None:
            self._named = head.slots
        return head

    def _put(self, head: Head, named: tuple[str, ...]) -> None:
        named_head = Head(**(asdict(head) | {"slots": named}))
        block = _sealed(named_head, self._key)
        os.lseek(self._descriptor(), 0, os.SEEK_SET)
        os.write(self._descriptor(), block)
        self._last, self._named = block, named

    def _proved(self, content: bytes) -> Head | None:
        try:
            head, mac = _unproved(content)
            is_ours = hmac.compare_digest(mac, _mac(head, self._key))
        except _UNREADABLE:
            return None
        return head if is_ours else None


def _unproved(content: bytes) -> tuple[Head, str]:
    said: dict[str, Any] = json.loads(content)
    mac = str(said.pop("mac"))
    return Head(**said), mac


def _sealed(head: Head, key: bytes) -> bytes:
    said = asdict(head) | {"mac": _mac(head, key)}
    return json.dumps(said).encode().ljust(_ROOM)


def _mac(head: Head, key: bytes) -> str:
    said = json.dumps(asdict(head), sort_keys=True).encode()
    return hmac.new(key, said, hashlib.sha256).hexdigest()


_UNREADABLE = (OSError, ValueError, TypeError, KeyError, AttributeError, StoreDamaged)
_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
