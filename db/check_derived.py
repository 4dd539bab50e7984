"""Compare lists, search indexes and the due list with what the records make."""

import hashlib
import json
from collections.abc import Iterator

from db.connection import Connection
from db.derived import Derived, free_text
from db.due import due_rows
from db.due_stale import made_on
from db.fault import Fault
from db.migrate import in_memory
from db.queries import StoreQueries
from iomdesk.due.loading import due_rules
from iomdesk.kinds.registry import Kinds
from iomdesk.rules.loading import rulebook_of


def lists_faults(connection: Connection, kinds: Kinds) -> Iterator[Fault]:
    """Build lists and search anew in memory and compare them with what is stored.

    An index is asked too: a term may stand in it where no search comes by, as when a
    page of an older day was put back.
    """
    built = in_memory()
    try:
        _build(connection, built, kinds)
        for name, sql in _DERIVED.items():
            if _digest(connection, sql) != _digest(built, sql):
                yield _differs(name)
        for name, table in _INDEXES.items():
            if any(_lost(connection, built, table)):
                yield _differs(name)
    finally:
        built.close()


def _build(connection: Connection, built: Connection, kinds: Kinds) -> None:
    derived = Derived(built, kinds, connection)
    narrated = {word for word, kind in kinds.items() if kind.narrated}
    built.run(_SEVERAL)
    words: list[tuple[int, str]] = []
    with built.transaction():
        for row_id, kind, case_id, text in connection.each(
            "SELECT id, kind, case_id, document FROM record"
        ):
            document = json.loads(text)
            if kind in narrated:
                words.append((row_id, " ".join(free_text(document))))
            else:
                derived.update(kind, row_id, case_id, document)
                derived.finish_many()
            if len(words) == _AT_A_TIME:
                _add_words(built, words)
        _add_words(built, words)
        derived.finish()
    for each in (connection, built):
        with each.writable():
            for table in _INDEXES.values():
                each.run(f"DROP TABLE IF EXISTS temp.{table}_terms")
                each.run(
                    f"CREATE VIRTUAL TABLE temp.{table}_terms"
                    f" USING fts5vocab (main, {table}, 'col')"
                )


def _add_words(built: Connection, words: list[tuple[int, str]]) -> None:
    built.run_many("INSERT INTO narrative_text (rowid, words) VALUES (?, ?)", words)
    words.clear()


def _lost(connection: Connection, built: Connection, table: str) -> Iterator[bool]:
    """Yield True for what a search no longer leads to, or leads to in vain.

    Every word, and every start that has an index of its own, must bring as many
    records, with the same sum of their numbers, as an index that was built anew.
    """
    asked = f"SELECT count(*), total(rowid) FROM {table} WHERE {table} MATCH ?"
    for length in _LENGTHS[table]:
        starts = f"SELECT DISTINCT substr(term, 1, ?) FROM temp.{table}_terms"
        for (start,) in built.rows(starts, (length,)):
            star = "" if length == _WHOLE else "*"
            match = ('"' + start.replace('"', '""') + '"' + star,)
            yield connection.row(asked, match) != built.row(asked, match)


def uses_faults(connection: Connection, made: set[tuple[str, str]]) -> Iterator[Fault]:
    """Compare which case needs which picture; else one outlives its case.

    *made* holds (hash, case id) as the changes say. What the hub offers for a case may
    be noted before a change here names it.
    """
    held = set(connection.rows("SELECT hash, case_id FROM blob_use"))
    coming = connection.rows(
        "SELECT hash, case_id FROM blob_use JOIN blob USING (hash) WHERE NOT complete"
    )
    if made - held or held - made - set(coming):
        yield _differs("The list of whose each picture and document is")


def due_faults(connection: Connection, kinds: Kinds) -> Iterator[Fault]:
    """Work out again what is due on every case and compare; not by other rules."""
    day = made_on(connection)
    if day is None:
        return
    rules = due_rules(rulebook_of(StoreQueries(connection, kinds), day))
    stale = {row[0] for row in connection.rows("SELECT case_id FROM due_stale")}
    for (case_id,) in connection.rows("SELECT case_id FROM caseload ORDER BY id"):
        held = connection.rows(
            "SELECT due_on, kind, what, why, record_id FROM due WHERE case_id = ?",
            (case_id,),
        )
        made = [
            (r.due_on.isoformat(), r.kind, r.what, r.why, r.record_id)
            for r in due_rows(connection, case_id, kinds, rules)
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


_AT_A_TIME = 1_000
_SEVERAL = (
    "INSERT INTO narrative_text (narrative_text, rank) VALUES ('hashsize', 32000000)"
)
"""Bytes of the index kept until they are sorted: an index in memory is built faster."""

_INDEXES = {
    "The search index of people": "person_text",
    "The search index of notes": "narrative_text",
}
_WHOLE = 1_000_000
_LENGTHS = {"person_text": (_WHOLE, 1, 2, 3), "narrative_text": (_WHOLE,)}
"""Characters of a word by which is asked: all, and starts that are indexed too."""

_DERIVED = {
    "The list of people": "SELECT * FROM caseload ORDER BY id",
    "The list of references": "SELECT * FROM case_reference ORDER BY 1, 2, 3",
    "The search index of people": "SELECT * FROM temp.person_text_terms",
    "The search index of notes": "SELECT * FROM temp.narrative_text_terms",
    "The lengths of people": "SELECT id, sz FROM person_text_docsize ORDER BY id",
    "The lengths of notes": "SELECT id, sz FROM narrative_text_docsize ORDER BY id",
}


def _digest(connection: Connection, sql: str) -> str:
    found = hashlib.sha256()
    for row in connection.each(sql):
        found.update(repr(row).encode())
    return found.hexdigest()
