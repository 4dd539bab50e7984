"""Small facts about the store, by key, as JSON."""

import json

from db.connection import Connection
from iomdesk.records.codec import Json


def meta(connection: Connection, key: str) -> Json:
    """Return the value of *key*, or None."""
    said = connection.value("SELECT value FROM meta WHERE key = ?", (key,))
    return None if said is None else json.loads(said)


def set_meta(connection: Connection, key: str, value: Json) -> None:
    connection.run(
        "INSERT INTO meta (key, value) VALUES (?, ?) "
        "ON CONFLICT (key) DO UPDATE SET value = excluded.value",
        (key, json.dumps(value)),
    )


def cursor(connection: Connection) -> int:
    """Return the hub's number up to which this desk has everything."""
    return int(meta(connection, "cursor") or 0)


def acknowledged(connection: Connection) -> int:
    """Return the last own counter of which the hub has said what became."""
    return int(meta(connection, "acknowledged") or 0)


def own_desks(connection: Connection) -> dict[str, int]:
    """Return this desk and those it follows, with the counters that the hub has."""
    formers: dict[str, int] = meta(connection, "formers") or {}
    return formers | {desk_id(connection): acknowledged(connection)}


def desk_id(connection: Connection) -> str:
    return str(meta(connection, "desk"))
