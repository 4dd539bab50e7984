"""The lists that sync keeps: each a few rows of one table, altered row by row.

A trigger counts what is altered; `small_tables` proves that no row is an older one.
"""

import json
from enum import StrEnum

from db.connection import Connection
from iomdesk.records.codec import Json


class Listed(StrEnum):
    AWAY = "away"
    """Cases that left, and from which own change on this desk knows them no longer."""

    LEAVING = "leaving"
    """Cases that the hub withdrew, and that go as soon as nothing is lost by it."""

    OFFICER = "officer"
    """Officers at other desks, and their names."""

    PARKED = "parked"
    """What could not be taken; a person must look at it."""

    RETURNED = "returned"
    """Own changes that the hub did not take into the case."""


def listed(connection: Connection, what: Listed) -> dict[str, Json]:
    rows = connection.rows("SELECT key, value FROM listed WHERE list = ?", (what,))
    return {key: json.loads(value) for key, value in rows}


def in_list(connection: Connection, what: Listed, key: str) -> Json:
    """Return what is listed under *key*, or None."""
    sql = "SELECT value FROM listed WHERE list = ? AND key = ?"
    found = connection.value(sql, (what, key))
    return None if found is None else json.loads(found)


def count_listed(connection: Connection, what: Listed) -> int:
    sql = "SELECT count(*) FROM listed WHERE list = ?"
    return int(connection.value(sql, (what,)))


def enlist(connection: Connection, what: Listed, key: str, value: Json = None) -> None:
    connection.run(
        "INSERT INTO listed (list, key, value) VALUES (?, ?, ?)"
        " ON CONFLICT (list, key) DO UPDATE SET value = excluded.value"
        " WHERE value <> excluded.value",
        (what, key, json.dumps(value, sort_keys=True)),
    )


def strike(connection: Connection, what: Listed, key: str) -> None:
    """Take *key* off a list, where it stands on it."""
    connection.run("DELETE FROM listed WHERE list = ? AND key = ?", (what, key))
