"""Search over people and over what was written about them (FTS5)."""

from db.connection import Connection
from iomdesk.cases.asking import query_terms
from iomdesk.cases.finding import Query
from iomdesk.cases.row import in_order
from iomdesk.cases.search_words import demand_short
from iomdesk.ports import CaseFilter, Found
from iomdesk.records.ids import CaseId

_FEW = 20
"""Under this many hits, names that sound alike are offered as well."""

_MATCHES = "id IN (SELECT rowid FROM person_text WHERE person_text MATCH ?)"
_BY_NAME = "sort_key, id"

_EXACT = f"SELECT id, row FROM caseload WHERE {_MATCHES} ORDER BY {_BY_NAME} LIMIT ?"
_IN_ORDER = (
    "SELECT id, row FROM caseload INDEXED BY caseload_sort"
    f" WHERE +{_MATCHES} ORDER BY {_BY_NAME} LIMIT ?"
)
_NAMED = (
    "SELECT row FROM caseload WHERE sort_key >= ? AND sort_key < ?"
    f" ORDER BY {_BY_NAME} LIMIT ?"
)
_LAST = "\U0010ffff"
_COUNT = "SELECT count(*) FROM person_text WHERE person_text MATCH ?"
_MANY = 2_000
"""Hits from which a walk along the names comes sooner to a screenful than sorting."""

_NEAR = (
    "SELECT id, row FROM person_text JOIN caseload ON caseload.id = person_text.rowid"
    " WHERE person_text MATCH ? ORDER BY rank LIMIT 50"
)

_NOBODY: tuple[str, list[object], str] = ("0", [], _BY_NAME)

_COLUMNS = ("officer", "team", "pillar", "rag", "risk", "mappa")


def people(
    connection: Connection, narrow: CaseFilter, limit: int, offset: int
) -> list[str]:
    """Return the lines of the people asked for, as they are stored."""
    if narrow.text.strip() and not offset and _is_text_alone(narrow):
        found = _found(connection, query_terms(narrow.text), limit)
        if not narrow.named_first:
            return found
        named = _named(connection, narrow.text, limit)
        return [*named, *(line for line in found if line not in named)][:limit]
    where, values, order = people_where(connection, narrow)
    rows = connection.rows(
        f"SELECT row FROM caseload {where} ORDER BY {order} LIMIT ? OFFSET ?",
        (*values, limit, offset),
    )
    return [row[0] for row in rows]


def count_people(connection: Connection, narrow: CaseFilter) -> int:
    """Return how many people `people` leads to, with no limit."""
    if narrow.text.strip() and _is_text_alone(narrow):
        exact = query_terms(narrow.text).exact
        hits = int(connection.value(_COUNT, (exact,))) if exact else 0
        if hits >= _FEW:
            return hits
    where, values, _ = people_where(connection, narrow)
    found = connection.value(f"SELECT count(*) FROM caseload {where}", values)
    return int(found)


def _is_text_alone(narrow: CaseFilter) -> bool:
    return narrow == CaseFilter(text=narrow.text, named_first=narrow.named_first)


def _named(connection: Connection, text: str, limit: int) -> list[str]:
    """Return the lines of those whose surname begins with *text*, in order of names."""
    start = in_order(text)
    rows = connection.rows(_NAMED, (start, start + _LAST, limit))
    return [row[0] for row in rows]


def _found(connection: Connection, query: Query, limit: int) -> list[str]:
    """Return what `people_where` leads to where nothing else narrows the list.

    Once a key: the lines come with the hits, and sounds are asked only for few hits.
    """
    if not query.exact:
        return []
    hits = int(connection.value(_COUNT, (query.exact,)))
    sql = _IN_ORDER if hits > _MANY else _EXACT
    exact = connection.rows(sql, (query.exact, max(limit, _FEW)))
    lines = [row[1] for row in exact]
    known = {row[0] for row in exact}
    for match in query.near(found=bool(known)):
        if len(known) >= _FEW:
            break
        near = [r for r in connection.rows(_NEAR, (match,)) if r[0] not in known]
        known.update(row[0] for row in near)
        lines += [row[1] for row in near]
    return lines[:limit]


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
    less: list[int] = []
    for match in query.near(found=bool(exact)):
        if len(exact) + len(less) < _FEW:
            less += _ranked(connection, match, [*exact, *less])
    if not less:
        return (_MATCHES, [query.exact], _BY_NAME) if query.exact else _NOBODY
    found: list[object] = [*exact, *less]
    near = " ".join(f"WHEN {n} THEN {i}" for i, n in enumerate(less, 1))
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


def narrative_rows(connection: Connection, text: str, limit: int) -> list[Found]:
    """Return the records whose words match, newest first."""
    demand_short(text)
    words = [word for word in text.split() if any(c.isalnum() for c in word)]
    if not words:
        return []
    match = " ".join('"' + word.replace('"', "") + '"*' for word in words)
    rows = connection.rows(
        "SELECT kind, record_id, case_id FROM (SELECT rowid AS n FROM narrative_text"
        " WHERE narrative_text MATCH ? ORDER BY rowid DESC LIMIT ?)"
        " JOIN record ON record.id = n ORDER BY n DESC",
        (match, limit),
    )
    return [
        Found(kind=kind, record_id=record, case_id=CaseId(case))
        for kind, record, case in rows
    ]
