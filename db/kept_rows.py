"""Rows of the access log that their store could not take: sealed, and taken in later.

A store that is read from a private copy writes what was looked at here, encrypted and
authenticated with its key. The next good opening takes each row in, once.
"""

import contextlib
import hmac
import json
import secrets
from collections.abc import Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any

from attrs import field, frozen

from db.access import AccessLog
from db.connection import Connection
from db.files import private_folder, replace_file
from db.meta import meta, set_meta
from db.private_copy import places_to_keep
from iomdesk.errors import DiskTrouble, StoreDamaged
from iomdesk.ports import Operation
from iomdesk.records.codec import Document

_NONCE = 12
_TAKEN = "kept_rows_taken"
_DIFFERS = (
    "What was looked at while the store could not be written is kept in {}, but that "
    "file was altered. It was left as it is. Tell your IT desk."
)


@frozen
class KeptRows:
    """Where one reading keeps its rows; the name tells nothing of the store."""

    folder: Path
    key: bytes = field(repr=False)
    number: str = field(factory=lambda: secrets.token_hex(8))

    def keep(self, rows: Sequence[Document]) -> None:
        """Write all *rows* of this reading, durably, in the first place that takes it.

        Raises the trouble of the last place where none does.
        """
        content = _seal(self.key, self.number, rows)
        name = f"{_prefix(self.key)}{self.number}.sealed"
        trouble: DiskTrouble | OSError | None = None
        for place in places_to_keep(self.folder):
            try:
                if place != self.folder:
                    private_folder(place)
                replace_file(place / name, content)
            except (DiskTrouble, OSError) as fault:
                trouble = fault
            else:
                return
        if trouble is not None:
            raise trouble


def take_in(folder: Path, connection: Connection, key: bytes) -> None:
    """Put rows that were kept into the access log, inside the caller's transaction.

    Of a file that was met before, only rows that are new are taken.
    """
    for path in kept_files(folder, key):
        with contextlib.suppress(StoreDamaged, DiskTrouble, OSError):
            _take(connection, *_opened(path, key))


def forget(folder: Path, key: bytes) -> None:
    """Remove the files whose rows are in the log; one that was altered stays."""
    for path in kept_files(folder, key):
        with contextlib.suppress(StoreDamaged, DiskTrouble, OSError):
            _opened(path, key)
            path.unlink()


def altered_sentences(folder: Path, key: bytes) -> Iterator[str]:
    """Yield what is to be said of files that cannot be taken in."""
    for path in kept_files(folder, key):
        try:
            _opened(path, key)
        except StoreDamaged as altered:
            yield str(altered)


def kept_files(folder: Path, key: bytes) -> list[Path]:
    """Return the files of rows that wait for the store in *folder*."""
    pattern = f"{_prefix(key)}*.sealed"
    found = []
    for place in places_to_keep(folder):
        with contextlib.suppress(OSError):
            found += sorted(p for p in place.glob(pattern) if not p.is_symlink())
    return found


def _take(connection: Connection, number: str, rows: list[Document]) -> None:
    taken = meta(connection, _TAKEN) or {}
    log = AccessLog(connection)
    for row in rows[taken.get(number, 0) :]:
        log.append(
            datetime.fromisoformat(row["at"]),
            row["officer"],
            Operation(row["operation"]),
            row["case_id"],
            row["detail"],
        )
    set_meta(connection, _TAKEN, taken | {number: max(len(rows), taken.get(number, 0))})


def _seal(key: bytes, number: str, rows: Sequence[Document]) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import (  # noqa: PLC0415
        AESGCM,
    )

    nonce = secrets.token_bytes(_NONCE)
    said = json.dumps({"number": number, "rows": list(rows)}).encode()
    return nonce + AESGCM(_sealing(key)).encrypt(nonce, said, None)


def _opened(path: Path, key: bytes) -> tuple[str, list[Document]]:
    from cryptography.exceptions import InvalidTag  # noqa: PLC0415  seldom needed
    from cryptography.hazmat.primitives.ciphers.aead import (  # noqa: PLC0415
        AESGCM,
    )

    content = path.read_bytes()
    try:
        said: Any = json.loads(
            AESGCM(_sealing(key)).decrypt(content[:_NONCE], content[_NONCE:], None)
        )
    except (InvalidTag, ValueError) as fault:
        raise StoreDamaged(_DIFFERS.format(path)) from fault
    return said["number"], said["rows"]


def _sealing(key: bytes) -> bytes:
    return hmac.digest(key, b"iomdesk kept access rows 1", "sha256")


def _prefix(key: bytes) -> str:
    tag = hmac.digest(key, b"iomdesk kept access rows, name 1", "sha256")
    return f"iomdesk-access-{tag.hex()[:16]}-"
