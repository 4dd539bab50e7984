"""An instrument that the force signed, and what a store does with one."""

from collections.abc import Sequence
from datetime import datetime
from typing import Protocol

from attrs import frozen

RULES = "rules"
"""The code of a pack that is no instrument: the force's values of its rules."""


@frozen(kw_only=True)
class Pack:
    """A signed instrument, or file of rules; its *text* is kept to the letter."""

    code: str
    version: str
    text: str
    signature: str
    public_key: str
    added_at: datetime
    added_by: str


class PackQueries(Protocol):
    """Reads about packs."""

    def packs(self) -> list[Pack]:
        """Return the packs of this store, by code and version."""

    def pack_keys(self) -> list[str]:
        """Return the force's public keys for packs; none where none was given."""

    def is_made_by_force(self) -> bool:
        """Say whether the store was made with a force file."""


class PackWork(Protocol):
    """Writes about packs."""

    def add_pack(self, pack: Pack) -> None:
        """Keep *pack* for good: neither its text nor its version ever changes."""

    def set_pack_keys(self, keys: Sequence[str]) -> None: ...
