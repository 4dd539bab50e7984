"""A case leaves this laptop: contents go, links stay, and why is kept."""

from datetime import datetime

from db.access import AccessLog
from db.blobs import Blobs
from db.connection import Connection
from db.derived import Derived
from db.journal import Journal
from db.listed import Listed, enlist, strike
from db.meta import desk_id
from iomdesk.kinds.registry import Kinds
from iomdesk.ports import Operation
from iomdesk.records.ids import CaseId


def remove_case(
    connection: Connection,
    kinds: Kinds,
    case_id: CaseId,
    why: str,
    by: str,
    now: datetime,
) -> None:
    """Remove all that is held about a case, inside the caller's transaction."""
    removal = _opened(connection, case_id, why, by, now)
    _forget_records(Derived(connection, kinds), connection, case_id)
    connection.run("DELETE FROM content WHERE case_id = ?", (case_id,))
    connection.run("DELETE FROM draft WHERE case_id = ?", (case_id,))
    connection.run("DELETE FROM due WHERE case_id = ?", (case_id,))
    connection.run("DELETE FROM due_stale WHERE case_id = ?", (case_id,))
    Blobs(connection).forget_case(case_id)
    connection.run("UPDATE removal SET open = 0 WHERE id = ?", (removal,))
    _note_away(connection, case_id)
    AccessLog(connection).append(now, by, Operation.ERASURE, case_id, {"why": why})


def clear_words(connection: Connection) -> None:
    """Let the search index forget the words of what was removed; it keeps them else."""
    for table in ("person_text", "narrative_text"):
        connection.run(f"INSERT INTO {table} ({table}) VALUES ('optimize')")


def note_back(connection: Connection, case_id: CaseId) -> None:
    """Note that a case is here again with all that was ever said of it."""
    strike(connection, Listed.AWAY, case_id)


def _opened(
    connection: Connection, case_id: CaseId, why: str, by: str, now: datetime
) -> int:
    up_to, chain = Journal(connection).end()
    return connection.run(
        "INSERT INTO removal (case_id, why, by, at, up_to, chain)"
        " VALUES (?, ?, ?, ?, ?, ?)",
        (case_id, why, by, now.isoformat(), up_to, chain),
    )


def _forget_records(derived: Derived, connection: Connection, case_id: CaseId) -> None:
    for row_id, kind in connection.rows(
        "SELECT id, kind FROM record WHERE case_id = ?", (case_id,)
    ):
        derived.forget(row_id, kind, case_id)
    connection.run("DELETE FROM record WHERE case_id = ?", (case_id,))


def _note_away(connection: Connection, case_id: CaseId) -> None:
    """Note from which own change on this desk no longer knows what it had said."""
    since = Journal(connection).last_counter(desk_id(connection)) + 1
    enlist(connection, Listed.AWAY, case_id, since)
