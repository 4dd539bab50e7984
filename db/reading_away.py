"""Reading a store whose disk fails: from a private copy, what is looked at kept."""

from pathlib import Path
from typing import TYPE_CHECKING

from attrs import frozen

from db.access import AccessLog
from db.connection import Connection
from db.kept_rows import KeptRows
from db.private_copy import private_copy
from db.read_only import FROM_COPY, NO_PLACE, allow_only_access_log
from iomdesk.errors import DiskFailing, DiskFull, DiskGone, DiskReadOnly, DiskTrouble

if TYPE_CHECKING:
    from db.unit_of_work import StoreWork

UNWRITABLE = (DiskReadOnly, DiskFailing, DiskFull, DiskGone)
"""The troubles of a disk in spite of which a store may still be read."""

_MOST = 1_000_000


@frozen
class Stopped:
    """What the disk's trouble stopped; no *work* where it had not begun."""

    trouble: DiskTrouble
    work: "StoreWork | None"

    @property
    def takes_reserve(self) -> bool:
        """Say whether it is little and must be kept: a draft, or what is looked at."""
        small = self.work is not None and (self.work.is_draft or self.work.only_logs)
        return small and isinstance(self.trouble, DiskFull)

    @property
    def only_looks(self) -> bool:
        return self.work is None or self.work.only_logs


class ReadingAway:
    """One reading of a store from a private copy; `close` removes the copy."""

    def __init__(self, folder: Path, key: bytes, trouble: DiskTrouble) -> None:
        copy = private_copy(folder)
        if copy is None:
            raise type(trouble)(NO_PLACE.format(trouble))
        self.words = FROM_COPY.format(trouble)
        self._copy = copy
        self._rows = KeptRows(folder, key)
        self._after = 0

    @property
    def folder(self) -> Path:
        return self._copy.folder

    def begin(self, writer: Connection) -> None:
        """Let nothing more be written to the copy but what is looked at."""
        self._after = AccessLog(writer).end()[0]
        allow_only_access_log(writer)

    def keep(self, writer: Connection) -> None:
        """Keep all rows of this reading where the next good opening finds them."""
        self._rows.keep(AccessLog(writer).after(self._after, _MOST))

    def close(self) -> None:
        self._copy.close()
