"""The due rules in force, read from resources/."""

from datetime import date
from functools import lru_cache

from iomdesk.due.mark import due_rules_files
from iomdesk.due.rules import DueRules
from iomdesk.records.codec import from_input
from iomdesk.resources import resource_toml


def due_rules() -> DueRules:
    """Return the newest rules shipped."""
    return _all_rules()[-1]


def due_rules_on(day: date) -> DueRules:
    """Return the rules in force on *day*, or the first ones before any were."""
    before = [rules for rules in _all_rules() if rules.effective_from <= day]
    return before[-1] if before else _all_rules()[0]


@lru_cache(maxsize=1)
def _all_rules() -> tuple[DueRules, ...]:
    read = [from_input(DueRules, resource_toml(name)) for name in due_rules_files()]
    return tuple(sorted(read, key=lambda rules: rules.effective_from))
