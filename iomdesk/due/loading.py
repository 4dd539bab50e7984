"""The due rules in force, read from resources/."""

from functools import lru_cache

from iomdesk.due.mark import due_rules_files
from iomdesk.due.rules import DueRules
from iomdesk.records.codec import from_input
from iomdesk.resources import resource_toml


def due_rules() -> DueRules:
    """Return the newest rules shipped."""
    return _all_rules()[-1]


@lru_cache(maxsize=1)
def _all_rules() -> tuple[DueRules, ...]:
    read = [from_input(DueRules, resource_toml(name)) for name in due_rules_files()]
    return tuple(sorted(read, key=lambda rules: rules.effective_from))
