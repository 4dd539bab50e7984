"""The due list: derived from records, brought up only for the cases that changed."""

from datetime import date, datetime

from db.connection import Connection
from db.due_stale import is_of_these_rules, say_these_rules
from db.queries import StoreQueries
from db.records import Records
from iomdesk.cases.case import Case
from iomdesk.clock import london_date
from iomdesk.due.due import due
from iomdesk.due.loading import due_rules
from iomdesk.due.rules import DueRules
from iomdesk.due.standing import Standing
from iomdesk.kinds.registry import Kinds
from iomdesk.ports import DueRow
from iomdesk.records.codec import from_document
from iomdesk.rules.loading import rulebook_of


def refresh_due(connection: Connection, kinds: Kinds, on: date) -> None:
    """Work out again what is due on every case marked stale: all, by new rules."""
    if not is_of_these_rules(connection, on):
        connection.run(
            "INSERT OR IGNORE INTO due_stale (case_id) SELECT case_id FROM caseload"
        )
        say_these_rules(connection, on)
    stale = connection.rows("SELECT case_id FROM due_stale")
    rules = due_rules(rulebook_of(StoreQueries(connection, kinds), on))
    for (case_id,) in stale:
        connection.run("DELETE FROM due WHERE case_id = ?", (case_id,))
        for row in due_rows(connection, case_id, kinds, rules):
            connection.run(
                "INSERT INTO due (case_id, due_on, kind, what, why, record_id, rules)"
                " VALUES (?, ?, ?, ?, ?, ?, ?)",
                (
                    row.case_id,
                    row.due_on.isoformat(),
                    row.kind,
                    row.what,
                    row.why,
                    row.record_id,
                    rules.version,
                ),
            )
    connection.run("DELETE FROM due_stale")


def due_rows(
    connection: Connection, case_id: str, kinds: Kinds, rules: DueRules
) -> tuple[DueRow, ...]:
    """Return what is due on one case, from its records as stored."""
    records = Records(connection, kinds)
    stored = records.stored(Case.KIND, case_id)
    if stored is None:
        return ()
    standing = Standing(
        case=from_document(Case, stored.document),
        rules=rules,
        arrived_on=_arrived_on(connection, case_id),
        records={
            word: [from_document(kind.record, d) for d in documents]
            for word, kind in kinds.items()
            if kind.due and (documents := records.documents(word, case_id))
        },
    )
    return due(standing, kinds)


def _arrived_on(connection: Connection, case_id: str) -> date | None:
    """Return the day of the first change of the case, the same at every desk."""
    at = connection.value(
        "SELECT min(json_extract(body, '$.at')) FROM content"
        " WHERE record_id = ? AND kind = ?",
        (case_id, Case.KIND),
    )
    return london_date(datetime.fromisoformat(at)) if at else None
