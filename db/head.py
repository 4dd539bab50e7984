"""The head beside the store: how far it had come, so that an older file is noticed.

SQLCipher cannot tell an old page from a new one, and a flipped bit in the log drops
commits with every check green; the head, with its MAC, tells both.
"""

import hashlib
import hmac
import json
import os
from pathlib import Path

from attrs import asdict, frozen

_ROOM = 512


@frozen(kw_only=True)
class Head:
    """The last link, the last access row, and the hub's number, as committed."""

    links: int
    link_chain: str
    accesses: int
    access_chain: str
    cursor: int


def mac_key(key: bytes) -> bytes:
    """Return the key of the head's MAC; the store's own key signs nothing."""
    return hmac.digest(key, b"iomdesk head 1", "sha256")


class HeadFile:
    """One block, overwritten after each commit without a sync."""

    def __init__(self, path: Path, key: bytes) -> None:
        self._path = path
        self._key = mac_key(key)
        self._file: int | None = None

    def write(self, head: Head) -> None:
        """Write *head*; a fault here costs freshness, never the commit."""
        try:
            if self._file is None:
                self._file = os.open(self._path, _FLAGS, 0o600)
                if os.fstat(self._file).st_size < _ROOM:
                    os.write(self._file, b" " * _ROOM)
            os.lseek(self._file, 0, os.SEEK_SET)
            os.write(self._file, self._sealed(head))
        except OSError:
            return

    def read(self) -> Head | None:
        """Return the head, or None where there is none that this key wrote."""
        try:
            said = json.loads(self._path.read_text("utf-8"))
            mac = said.pop("mac")
            head = Head(**said)
        except (OSError, ValueError, TypeError, KeyError, AttributeError):
            return None
        return head if hmac.compare_digest(str(mac), self._mac(head)) else None

    def close(self) -> None:
        if self._file is not None:
            os.close(self._file)
            self._file = None

    def _sealed(self, head: Head) -> bytes:
        said = asdict(head) | {"mac": self._mac(head)}
        return json.dumps(said).encode().ljust(_ROOM)

    def _mac(self, head: Head) -> str:
        said = json.dumps(asdict(head), sort_keys=True).encode()
        return hmac.new(self._key, said, hashlib.sha256).hexdigest()


_FLAGS = os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0)
