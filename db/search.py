"""Search over people and over what was written about them (FTS5)."""

from db.connection import Connection
from iomdesk.cases.asking import query_terms
from iomdesk.ports import CaseFilter

_FEW = 20
"""Under this many hits, names that sound alike are offered as well."""

_MATCHES = "id IN (SELECT rowid FROM person_text WHERE person_text MATCH ?)"
_BY_NAME = "sort_key, id"

_NOBODY: tuple[str, list[object], str] = ("0", [], _BY_NAME)

_COLUMNS = ("officer", "team", "pillar", "rag", "risk", "mappa")


def people_where(
    connection: Connection, narrow: CaseFilter
) -> tuple[str, tuple[object, ...], str]:
    """Return the WHERE clause, its values and the order for a list of people."""
    parts: list[str] = []
    values: list[object] = []
    order = _BY_NAME
    if narrow.text.strip():
        part, found, order = _matching(connection, narrow.text)
        parts.append(part)
        values += found
    for column in _COLUMNS:
        wanted = getattr(narrow, column)
        if wanted is not None:
            parts.append(f"{column} = ?")
            values.append(wanted)
    if narrow.cohort is not None:
        parts.append("cohorts LIKE ?")
        values.append(f"%|{narrow.cohort}|%")
    if narrow.in_custody is not None:
        parts.append("in_custody = ?")
        values.append(int(narrow.in_custody))
    return ("WHERE " + " AND ".join(parts) if parts else "", tuple(values), order)


def _matching(connection: Connection, text: str) -> tuple[str, list[object], str]:
    """Return a condition, its values, and the order that keeps the best first."""
    query = query_terms(text)
    exact = _first(connection, query.exact)
    sounding = (
        _ranked(connection, query.sounding, exact)
        if len(exact) < _FEW and query.sounding
        else []
    )
    if not sounding:
        return (_MATCHES, [query.exact], _BY_NAME) if query.exact else _NOBODY
    found: list[object] = [*exact, *sounding]
    near = " ".join(f"WHEN {n} THEN {i}" for i, n in enumerate(sounding, 1))
    marks = ", ".join("?" * len(found))
    return f"id IN ({marks})", found, f"CASE id {near} ELSE 0 END, {_BY_NAME}"


def _first(connection: Connection, match: str) -> list[int]:
    """Return the first few rows that match."""
    if not match:
        return []
    rows = connection.rows(
        "SELECT rowid FROM person_text WHERE person_text MATCH ? LIMIT ?",
        (match, _FEW),
    )
    return [int(row[0]) for row in rows]


def _ranked(connection: Connection, match: str, without: list[int]) -> list[int]:
    """Return the rows that sound alike, best first."""
    rows = connection.rows(
        "SELECT rowid FROM person_text WHERE person_text MATCH ?"
        " ORDER BY rank LIMIT 50",
        (match,),
    )
    return [int(row[0]) for row in rows if row[0] not in without]


def narrative_rows(
    connection: Connection, text: str, limit: int
) -> list[tuple[str, str]]:
    """Return (kind, record id) of the records whose words match, newest first."""
    words = [word for word in text.split() if any(c.isalnum() for c in word)]
    if not words:
        return []
    match = " ".join('"' + word.replace('"', "") + '"*' for word in words)
    rows = connection.rows(
        "SELECT kind, record_id FROM (SELECT rowid AS n FROM narrative_text"
        " WHERE narrative_text MATCH ? ORDER BY rowid DESC LIMIT ?)"
        " JOIN record ON record.id = n ORDER BY n DESC",
        (match, limit),
    )
    return [(str(row[0]), str(row[1])) for row in rows]
