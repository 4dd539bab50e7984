"""The due rules in force, read from resources/."""

import hashlib
from datetime import date
from functools import lru_cache

from iomdesk import __version__
from iomdesk.codec import from_input
from iomdesk.due.rules import DueRules
from iomdesk.resources import resource_bytes, resource_names, resource_toml


def due_rules() -> DueRules:
    """Return the newest rules shipped."""
    return _all_rules()[-1]


@lru_cache(maxsize=1)
def due_rules_mark() -> str:
    """Return what tells these rules, and the program that reads them, from others."""
    texts = b"".join(resource_bytes(name) for name in _names())
    return f"{__version__} {hashlib.sha256(texts).hexdigest()[:16]}"


def due_rules_on(day: date) -> DueRules:
    """Return the rules in force on *day*, or the first ones before any were."""
    before = [rules for rules in _all_rules() if rules.effective_from <= day]
    return before[-1] if before else _all_rules()[0]


@lru_cache(maxsize=1)
def _all_rules() -> tuple[DueRules, ...]:
    read = [from_input(DueRules, resource_toml(name)) for name in _names()]
    return tuple(sorted(read, key=lambda rules: rules.effective_from))


def _names() -> list[str]:
    return [n for n in resource_names("due", ".toml") if "/rules-" in n]
