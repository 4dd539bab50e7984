"""A mark on the tables that no chain runs through: settings, drafts, packs, removals.

SQLCipher takes an older page for a new one. So each commit that alters one of these
tables leaves a number and a digest of them all; the head names the number. An older
page brings back an older number, or rows that are not what the digest says. The lists
of sync may be long, so their digest is made anew only where a row was altered.
"""

import hashlib

from db.connection import Connection
from db.meta import meta, set_meta

_MARK = "small_tables"
_LISTED, _ALTERED = "listed_marked", "listed_altered"
_APART = f"('{_MARK}', 'backup')"
_ROWS = (
    f"SELECT key, value FROM meta WHERE key NOT IN {_APART} ORDER BY key",
    "SELECT * FROM draft ORDER BY id",
    "SELECT code, version, signature FROM pack ORDER BY code, version",
    "SELECT count(*), max(id), total(open) FROM removal",
)


def mark_small_tables(connection: Connection, *, anew: bool = False) -> None:
    """Leave the mark, inside the caller's transaction, where something was altered.

    *anew* takes the lists of sync as they are, whatever was counted.
    """
    altered = int(meta(connection, _ALTERED) or 0)
    if anew or (meta(connection, _LISTED) or [0])[0] != altered:
        set_meta(connection, _LISTED, [altered, _listed_digest(connection)])
    number, before = _mark(connection)
    found = _digest(connection)
    if found != before:
        set_meta(connection, _MARK, [number + 1, found])


def small_number(connection: Connection) -> int:
    """Return how often these tables were altered."""
    return _mark(connection)[0]


def are_as_marked(connection: Connection) -> bool:
    """Say whether the tables are what the commit that altered them last left."""
    number, digest = _mark(connection)
    _, listed = meta(connection, _LISTED) or (0, _NONE)
    same = digest == _digest(connection) and listed == _listed_digest(connection)
    return not number or same


def _mark(connection: Connection) -> tuple[int, str]:
    number, digest = meta(connection, _MARK) or (0, "")
    return number, digest


def _digest(connection: Connection) -> str:
    found = hashlib.sha256()
    for sql in _ROWS:
        found.update(repr(connection.rows(sql)).encode())
    return found.hexdigest()


def _listed_digest(connection: Connection) -> str:
    rows = connection.rows("SELECT list, key, value FROM listed ORDER BY list, key")
    return hashlib.sha256(repr(rows).encode()).hexdigest()


_NONE = hashlib.sha256(b"[]").hexdigest()
