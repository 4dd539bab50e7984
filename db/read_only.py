"""A store of a newer minor version: nothing is let through but the access log."""

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


def allow_only_access_log(connection: Connection) -> None:
    """Refuse every write on *connection* but a new row of the access log."""

    def judge(what: int, first: Any, *_: Any) -> int:
        appends = what == sqlcipher.SQLITE_INSERT and first == "access"
        allowed = what in _READS or appends
        return int(sqlcipher.SQLITE_OK if allowed else sqlcipher.SQLITE_DENY)

    connection.raw.set_authorizer(judge)
