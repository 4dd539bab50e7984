"""Open the hub's store by its address: a folder, or a PostgreSQL URL."""

from pathlib import Path

from db.hub.file import open_file_store
from db.hub.store import TableStore


def open_hub_store(address: str) -> TableStore:
    """Return the store at *address*: a PostgreSQL URL, or the path of a folder."""
    if address.startswith(("postgresql://", "postgres://")):
        # Only a hub over PostgreSQL needs its driver.
        from db.hub.postgresql import open_postgresql_store  # noqa: PLC0415

        return open_postgresql_store(address)
    return open_file_store(Path(address))
