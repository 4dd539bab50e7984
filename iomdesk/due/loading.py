"""The due rules in force: their words as they ship, their numbers from the rulebook."""

from functools import cache
from typing import Any

from iomdesk.due.mark import due_rules_files
from iomdesk.due.rules import DueRules
from iomdesk.records.codec import from_input
from iomdesk.resources import resource_toml
from iomdesk.rules.loading import shipped_rulebook
from iomdesk.rules.rulebook import Rulebook

_HEAD = "due."


def due_rules(book: Rulebook | None = None) -> DueRules:
    """Return the rules by *book*; by the newest that ships where none is given."""
    book = book or shipped_rulebook()
    said: dict[str, Any] = _copied(_newest_words())
    for code, value in book.below(_HEAD).items():
        *path, name = code.split(".")
        at = said
        for step in path:
            at = at.setdefault(step, {})
        at[name] = value
    return from_input(DueRules, said | {"version": book.version})


@cache
def _newest_words() -> dict[str, Any]:
    read = [resource_toml(name) for name in due_rules_files()]
    return max(read, key=lambda one: str(one["effective_from"]))


def _copied(said: Any) -> Any:
    """Return a copy that can be written into; what is shipped stays as it is."""
    if isinstance(said, dict):
        return {key: _copied(inner) for key, inner in said.items()}
    return said
