"""What lists and searches read, derived from records and rebuilt at will."""

import json
from collections.abc import Iterator

from db.connection import Connection
from iomdesk.cases.case import Case
from iomdesk.cases.finding import plain_reference
from iomdesk.cases.indexing import index_terms
from iomdesk.cases.row import case_row, sort_key
from iomdesk.kinds.registry import Kinds
from iomdesk.records.codec import Document, Json, canonical, from_document, to_document


class Derived:
    """The derived tables as one connection sees them."""

    def __init__(self, connection: Connection, kinds: Kinds) -> None:
        self._connection = connection
        self._kinds = kinds

    def update(
        self,
        kind: str,
        row_id: int,
        case_id: str,
        document: Document,
        *,
        disputed: bool,
        before: Document | None = None,
        record: object = None,
    ) -> None:
        """Bring what is derived from one record up to its new stored form.

        The text index is left alone where *before* holds the same words. *record* is
        what *document* stands for, where the caller has it.
        """
        known = self._kinds.get(kind)
        if kind == Case.KIND:
            if not isinstance(record, Case):
                record = from_document(Case, document)
            self._update_row(row_id, record, disputed=disputed)
            if not (known and before) or known.finds_differently(before, document):
                self._update_words(row_id, record)
        elif known and known.narrated:
            self._connection.run(
                "INSERT OR REPLACE INTO narrative_text (rowid, words) VALUES (?, ?)",
                (row_id, " ".join(free_text(document))),
            )
        self._connection.run(
            "INSERT OR IGNORE INTO due_stale (case_id) VALUES (?)", (case_id,)
        )

    def _update_row(self, row_id: int, case: Case, *, disputed: bool) -> None:
        row = case_row(case, disputed=disputed)
        self._connection.run(
            "INSERT INTO caseload (id, case_id, sort_key, row, officer,"
            " team, cohorts, pillar, rag, risk, mappa, in_custody)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            " ON CONFLICT (id) DO UPDATE SET"
            " sort_key = excluded.sort_key, row = excluded.row,"
            " officer = excluded.officer, team = excluded.team,"
            " cohorts = excluded.cohorts, pillar = excluded.pillar,"
            " rag = excluded.rag, risk = excluded.risk, mappa = excluded.mappa,"
            " in_custody = excluded.in_custody",
            (
                row_id,
                case.id,
                sort_key(case),
                canonical(to_document(row)).decode(),
                row.officer,
                row.team,
                "|".join(("", *row.cohorts, "")),
                row.pillar,
                row.rag,
                row.risk,
                row.mappa,
                int(row.in_custody),
            ),
        )

    def _update_words(self, row_id: int, case: Case) -> None:
        terms = index_terms(case)
        self._connection.run(
            "INSERT OR REPLACE INTO person_text (rowid, names, sounds, "
            '"references", addresses, markers) VALUES (?, ?, ?, ?, ?, ?)',
            (
                row_id,
                terms.names,
                terms.sounds,
                terms.references,
                terms.addresses,
                terms.markers,
            ),
        )
        self._update_references(case)

    def _update_references(self, case: Case) -> None:
        self._connection.run("DELETE FROM case_reference WHERE case_id = ?", (case.id,))
        for reference in case.references.values():
            self._connection.run(
                "INSERT OR IGNORE INTO case_reference (value, case_id, type)"
                " VALUES (?, ?, ?)",
                (
                    plain_reference(reference.value, reference.type),
                    case.id,
                    reference.type.value,
                ),
            )

    def forget(self, row_id: int, kind: str, case_id: str) -> None:
        """Remove what was derived from one record."""
        if kind == Case.KIND:
            self._connection.run("DELETE FROM person_text WHERE rowid = ?", (row_id,))
            self._connection.run("DELETE FROM caseload WHERE id = ?", (row_id,))
            self._connection.run(
                "DELETE FROM case_reference WHERE case_id = ?", (case_id,)
            )
        elif (known := self._kinds.get(kind)) and known.narrated:
            self._connection.run(
                "DELETE FROM narrative_text WHERE rowid = ?", (row_id,)
            )

    def _rebuild_uses(self) -> None:
        """Note again which case needs which picture; what is still to come stays."""
        self._connection.run(
            "DELETE FROM blob_use WHERE hash IN (SELECT hash FROM blob WHERE complete)"
        )
        self._connection.run_many(
            "INSERT OR IGNORE INTO blob_use (hash, case_id) VALUES (?, ?)",
            list(blob_uses(self._connection)),
        )

    def rebuild(self) -> None:
        """Make everything anew from the records."""
        for table in ("person_text", "narrative_text"):
            self._connection.run(f"INSERT INTO {table} ({table}) VALUES ('delete-all')")
        for table in ("caseload", "case_reference", "due", "due_stale"):
            self._connection.run(f"DELETE FROM {table}")
        for row_id, kind, case_id, text, disputed in self._connection.rows(
            "SELECT id, kind, case_id, document, conflicts IS NOT NULL FROM record"
        ):
            self.update(
                kind, row_id, case_id, json.loads(text), disputed=bool(disputed)
            )
        self._rebuild_uses()


def blob_uses(connection: Connection) -> Iterator[tuple[str, str]]:
    """Yield (hash, case id) of every picture or document that a change names."""
    for case_id, body in connection.each(
        "SELECT case_id, body FROM content WHERE instr(body, 'blob')"
    ):
        for name in blob_names(json.loads(body)["patch"]):
            yield name, case_id


def blob_names(value: Json, key: str = "") -> list[str]:
    """Return the hashes of the blobs that a stored form names."""
    if isinstance(value, dict):
        return [n for k, inner in value.items() for n in blob_names(inner, k)]
    if isinstance(value, str) and key.endswith("blob"):
        return [value]
    return []


def free_text(value: Json) -> Iterator[str]:
    """Yield the texts of a document that people wrote; codes, ids, dates are not."""
    if isinstance(value, dict):
        for key, inner in value.items():
            if key not in {"id", "case_id"}:
                yield from free_text(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from free_text(inner)
    elif isinstance(value, str) and (" " in value or value.isalpha()):
        yield value
