"""A store that is open for reading: nothing is let through but the access log."""

from typing import Any

from sqlcipher3 import dbapi2 as sqlcipher

from db.connection import Connection

_READS = {
    sqlcipher.SQLITE_SELECT,
    sqlcipher.SQLITE_READ,
    sqlcipher.SQLITE_FUNCTION,
    sqlcipher.SQLITE_TRANSACTION,
    sqlcipher.SQLITE_PRAGMA,
    sqlcipher.SQLITE_RECURSIVE,
}


NEWER = (
    "A newer version of IOM Desk wrote this store, so it is open for reading only. "
    "Update this laptop to record."
)
FROM_COPY = (
    "{} So this store is open for reading only, from a private copy of it. What is "
    "looked at is noted, and goes into the access log when the store next opens well."
)
NO_PLACE = (
    "{} The store was not opened: there is no other disk and not enough memory for a "
    "private copy to read from. Make room on another disk, or move the folder of the "
    "store to one, then open it again."
)


def allow_only_access_log(connection: Connection) -> None:
    """Refuse every write on *connection* but a new row of the access log."""

    def judge(what: int, first: Any, *_: Any) -> int:
        appends = what == sqlcipher.SQLITE_INSERT and first == "access"
        allowed = what in _READS or appends
        return int(sqlcipher.SQLITE_OK if allowed else sqlcipher.SQLITE_DENY)

    connection.raw.set_authorizer(judge)
