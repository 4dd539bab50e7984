"""Compare lists, search indexes and the due list with what the records make."""

import hashlib
import json
from collections.abc import Iterator

from db.connection import Connection
from db.derived import Derived
from db.due import due_rows
from db.due_stale import is_of_these_rules
from db.fault import Fault
from db.migrate import in_memory


def lists_faults(connection: Connection) -> Iterator[Fault]:
    """Build lists and search anew in memory and compare them with what is stored."""
    built = in_memory()
    try:
        _build(connection, built)
        for name, sql in _DERIVED.items():
            if _digest(connection, sql) != _digest(built, sql):
                yield _differs(name)
    finally:
        built.close()


def _build(connection: Connection, built: Connection) -> None:
    derived = Derived(built)
    with built.transaction():
        for row_id, kind, case_id, text, disputed in connection.each(
            "SELECT id, kind, case_id, document, conflicts IS NOT NULL FROM record"
        ):
            document = json.loads(text)
            derived.update(kind, row_id, case_id, document, disputed=bool(disputed))
    for each in (connection, built):
        with each.writable():
            for table in ("person_text", "narrative_text"):
                each.run(f"DROP TABLE IF EXISTS temp.{table}_terms")
                each.run(
                    f"CREATE VIRTUAL TABLE temp.{table}_terms"
                    f" USING fts5vocab (main, {table}, 'row')"
                )


def due_faults(connection: Connection) -> Iterator[Fault]:
    """Work out again what is due on every case and compare; not by other rules."""
    if not is_of_these_rules(connection):
        return
    stale = {row[0] for row in connection.rows("SELECT case_id FROM due_stale")}
    for (case_id,) in connection.rows("SELECT case_id FROM caseload ORDER BY id"):
        held = connection.rows(
            "SELECT due_on, kind, what, why, record_id FROM due WHERE case_id = ?",
            (case_id,),
        )
        made = [
            (r.due_on.isoformat(), r.kind, r.what, r.why, r.record_id)
            for r in due_rows(connection, case_id)
        ]
        if case_id not in stale and sorted(held) != sorted(made):
            yield _differs("The due list")
            return


def _differs(name: str) -> Fault:
    return Fault(
        part="lists and search",
        sentence=f"{name} differs from the records. Run “iomdesk check --rebuild” to "
        "make it anew; no record is touched.",
    )


_DERIVED = {
    "The list of people": "SELECT case_id, sort_key, row FROM caseload ORDER BY id",
    "The list of references": "SELECT * FROM case_reference ORDER BY 1, 2, 3",
    "The search index of people": "SELECT * FROM temp.person_text_terms",
    "The search index of notes": "SELECT * FROM temp.narrative_text_terms",
}


def _digest(connection: Connection, sql: str) -> str:
    found = hashlib.sha256()
    for row in connection.each(sql):
        found.update(repr(row).encode())
    return found.hexdigest()
