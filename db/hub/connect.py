"""Open the hub's store by its address: a folder, or a PostgreSQL URL."""

import re
from pathlib import Path

from db.hub.file import new_file_store, open_file_store
from db.hub.store import TableStore
from iomdesk.errors import InputRefused

_SCHEME = re.compile(r"[a-z0-9+.-]+://", re.IGNORECASE)


def open_hub_store(address: str) -> TableStore:
    """Return the store that a hub made at *address*: a PostgreSQL URL, or a folder.

    What no hub made is refused as it is: nothing is made there, nothing altered.
    """
    if _is_postgresql(address):
        # Only a hub over PostgreSQL needs its driver.
        from db.hub.postgresql import open_postgresql_store  # noqa: PLC0415

        return open_postgresql_store(address)
    return open_file_store(Path(address))


def new_hub_store(address: str) -> TableStore:
    """Return a new store at *address*, where there is none and nothing else."""
    if _is_postgresql(address):
        from db.hub.postgresql import new_postgresql_store  # noqa: PLC0415

        return new_postgresql_store(address)
    return new_file_store(Path(address))


def _is_postgresql(address: str) -> bool:
    scheme = _SCHEME.match(address)
    if scheme and scheme[0].lower() not in {"postgresql://", "postgres://"}:
        raise InputRefused(
            f"A hub is in a folder or in PostgreSQL (postgresql://…), not in {address}."
        )
    if not address or "\0" in address:
        raise InputRefused("Name the hub's folder, or its PostgreSQL address.")
    return bool(scheme)
