"""What the window needs from outside; `iomdesk.__main__` puts it together.

Only names are imported here: the unlock screen must not load what it does not use.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from iomdesk.permissions import Officer
    from iomdesk.store_state import CheckReport
    from iomdesk.sync.report import SyncReport
    from ui.open_store import OpenStore


class Backup(Protocol):
    """A copy of the store, as it says of itself."""

    @property
    def made_at(self) -> datetime: ...

    @property
    def size(self) -> int: ...


class Backups(Protocol):
    """The copies beside the store, oldest first, and names of what else lies there."""

    @property
    def copies(self) -> Sequence[Backup]: ...

    @property
    def foreign(self) -> Sequence[str]: ...


class Vault(Protocol):
    """A store's folder: made, held, opened, recovered."""

    @property
    def shortest(self) -> int: ...

    def new(
        self,
        passphrase: str,
        officer: Officer,
        force_pem: bytes | None = None,
        pack_keys: Sequence[str] = (),
    ) -> str | None: ...

    def held(self) -> AbstractContextManager[None]: ...

    def key(self, passphrase: str) -> bytes: ...

    def open(self, key: bytes) -> Any: ...

    def change_passphrase(self, key: bytes, passphrase: str) -> None: ...

    def new_sheet(self, key: bytes) -> str: ...

    def sheet_seen(self) -> None: ...

    def recover(self, open_slot: Callable[[Any], bytes], passphrase: str) -> None: ...


class Outside(NamedTuple):
    """The ways out of the window: the store's folder, the check, the hub."""

    has_store: Callable[[Path], bool]
    vault: Callable[[Path], Vault]
    warm_up: Callable[[], object]
    sheet_opener: Callable[[str], Callable[[Any], bytes]]
    force_key_opener: Callable[[bytes], Callable[[Any], bytes]]
    check: Callable[[OpenStore], CheckReport]
    backups: Callable[[OpenStore], Backups]
    sync: Callable[[OpenStore], SyncReport]
    enrol: Callable[[OpenStore, str, str], object]
