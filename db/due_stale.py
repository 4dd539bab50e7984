"""Whether the due list is still what records and rules make: asked at every start."""

from db.connection import Connection
from db.meta import meta, set_meta
from iomdesk.due.mark import due_rules_mark

_RULES = "due_rules"
"""The rules by which the list was worked out last."""


def is_due_stale(connection: Connection) -> bool:
    """Say whether a record or the rules have changed since the list was worked out."""
    by_rules = is_of_these_rules(connection)
    return not by_rules or bool(connection.value("SELECT 1 FROM due_stale"))


def is_of_these_rules(connection: Connection) -> bool:
    """Say whether the list was worked out by the rules of this program."""
    return bool(meta(connection, _RULES) == due_rules_mark())


def say_these_rules(connection: Connection) -> None:
    set_meta(connection, _RULES, due_rules_mark())
