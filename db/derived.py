"""What lists and searches read, derived from records and rebuilt at will."""

import json
from collections.abc import Iterator, Sequence
from typing import TypeVar

from attrs import mutable

from db.connection import Connection
from db.records import Records
from iomdesk.cases.beside import CaseQuestion
from iomdesk.cases.case import Case, Question
from iomdesk.cases.finding import plain_reference
from iomdesk.cases.indexing import index_terms
from iomdesk.cases.row import case_row, sort_key
from iomdesk.kinds.registry import Kinds
from iomdesk.records.codec import (
    UNREADABLE,
    Document,
    Json,
    canonical,
    from_document,
    to_document,
)

R = TypeVar("R")

_MANY = 500


@mutable
class _Line:
    """A person whose line is to be made; *words* says whether the index is too."""

    row_id: int = 0
    case: Case | None = None
    words: bool = False


class Derived:
    """The derived tables as one connection sees them; records are those of *source*.

    A person's line and words are made when all that stands beside the case is there:
    DANGER: nothing of them is written before `finish`.
    """

    def __init__(
        self, connection: Connection, kinds: Kinds, source: Connection | None = None
    ) -> None:
        self._connection = connection
        self._source = source or connection
        self._kinds = kinds
        self._lines: dict[str, _Line] = {}

    def update(
        self,
        kind: str,
        row_id: int,
        case_id: str,
        document: Document,
        *,
        before: Document | None = None,
        record: object = None,
    ) -> None:
        """Bring what is derived from one record up to its new stored form.

        The text index is left alone where *before* holds the same words. *record* is
        what *document* stands for, where the caller has it.
        """
        known = self._kinds.get(kind)
        if kind == Case.KIND or (known and known.beside):
            line = self._lines.setdefault(case_id, _Line())
            if not (known and before) or known.finds_differently(before, document):
                line.words = line.words or bool(known and known.indexed)
            if kind == Case.KIND:
                line.row_id = row_id
                if not isinstance(record, Case):
                    record = from_document(Case, document)
                line.case = record
        elif known and known.narrated:
            self._connection.run(
                "INSERT OR REPLACE INTO narrative_text (rowid, words) VALUES (?, ?)",
                (row_id, " ".join(free_text(document))),
            )
        self._connection.run(
            "INSERT OR IGNORE INTO due_stale (case_id) VALUES (?)", (case_id,)
        )

    def finish_many(self) -> None:
        """Write what waits where it has become much."""
        if len(self._lines) >= _MANY:
            self.finish()

    def finish(self) -> None:
        """Write the lines and words of the people that were updated."""
        for case_id, line in self._lines.items():
            self._finish_line(case_id, line)
        self._lines.clear()

    def _finish_line(self, case_id: str, line: _Line) -> None:
        records = Records(self._source, self._kinds)
        if line.case is None:
            stored = records.stored(Case.KIND, case_id)
            case = _readable(Case, stored.document) if stored else None
            if stored is None or case is None:
                return
            line.row_id, line.case = stored.id, case
        documents = records.documents(CaseQuestion.KIND, case_id)
        found = (_readable(CaseQuestion, document) for document in documents)
        questions = [question for question in found if question]
        self._update_row(line.row_id, line.case, questions)
        if line.words:
            self._update_words(line.row_id, line.case, questions)

    def _is_disputed(self, case_id: str) -> bool:
        """Say whether the case, or what stands beside it, is in dispute."""
        rows = self._source.rows(
            "SELECT DISTINCT kind FROM record INDEXED BY record_disputed"
            " WHERE conflicts IS NOT NULL AND case_id = ?",
            (case_id,),
        )
        kinds = [self._kinds.get(kind) for (kind,) in rows]
        return any(k and (k.beside or k.record is Case) for k in kinds)

    def _update_row(
        self, row_id: int, case: Case, questions: Sequence[Question]
    ) -> None:
        row = case_row(case, questions, disputed=self._is_disputed(case.id))
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

    def _update_words(
        self, row_id: int, case: Case, questions: Sequence[Question]
    ) -> None:
        terms = index_terms(case, questions)
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
        for row_id, kind, case_id, text in self._connection.rows(
            "SELECT id, kind, case_id, document FROM record"
        ):
            self.update(kind, row_id, case_id, json.loads(text))
            self.finish_many()
        self.finish()
        self._rebuild_uses()


def _readable(kind: type[R], document: Document) -> R | None:
    """Return what *document* stands for; what cannot be read is parked and named."""
    try:
        return from_document(kind, document)
    except UNREADABLE:
        return None


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
