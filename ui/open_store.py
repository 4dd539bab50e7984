"""The store as the window has it open: more than the work asks of it."""

from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from iomdesk.ports import Store
from iomdesk.store_state import Fault, Freshness


class OpenStore(Store, Protocol):
    """What `Vault.open` returns."""

    @property
    def freshness(self) -> Freshness: ...

    @property
    def told(self) -> Sequence[Fault]: ...

    @property
    def read_only(self) -> bool: ...

    @property
    def read_only_words(self) -> str: ...

    @property
    def folder(self) -> Path: ...

    def accept_missing_work(self) -> None: ...

    def make_backup(self) -> Path: ...

    def prove_backups(self) -> bool: ...

    def tidy(self) -> bool: ...
