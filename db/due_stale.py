"""Whether the due list is still what records and rules make: asked at every start."""

from datetime import date

from db.connection import Connection
from db.meta import meta, set_meta
from iomdesk.due.mark import due_rules_mark
from iomdesk.signed_pack import RULES

_RULES = "due_rules"
"""The rules by which the list was worked out last."""


def is_due_stale(connection: Connection, on: date) -> bool:
    """Say whether a record or the rules have changed since the list was worked out."""
    by_rules = is_of_these_rules(connection, on)
    return not by_rules or bool(connection.value("SELECT 1 FROM due_stale"))


def is_of_these_rules(connection: Connection, on: date) -> bool:
    """Say whether the list was worked out by the rules in force on a day."""
    made, day = _made_by(connection)
    files = connection.value("SELECT 1 FROM pack WHERE code = ?", (RULES,))
    return made == _rules(connection) and (day == on or not files)


def made_on(connection: Connection) -> date | None:
    """Return the day of whose rules the list is; None where it is of other rules."""
    made, day = _made_by(connection)
    return day if made == _rules(connection) else None


def say_these_rules(connection: Connection, on: date) -> None:
    set_meta(connection, _RULES, [on.isoformat(), *_rules(connection)])


def _made_by(connection: Connection) -> tuple[list[object], date | None]:
    """Return the rules by which the list was worked out, and their day."""
    day, *rules = meta(connection, _RULES) or [None]
    return rules, date.fromisoformat(day) if day else None


def _rules(connection: Connection) -> list[object]:
    """Return what tells these rules from others: ours, the force's, the officer's."""
    files = connection.rows(
        "SELECT version FROM pack WHERE code = ? ORDER BY version", (RULES,)
    )
    own = connection.rows(
        "SELECT key, value FROM meta WHERE key >= 'setting:due.'"
        " AND key < 'setting:due/' ORDER BY key"
    )
    return [due_rules_mark(), *map(list, files), *map(list, own)]
