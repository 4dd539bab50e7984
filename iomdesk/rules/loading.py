"""The rows that ship, and a force's files, read; the rulebook of a store."""

import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Any, Protocol

from iomdesk.errors import InputRefused
from iomdesk.records.codec import Json, from_input
from iomdesk.resources import resource_names, resource_toml
from iomdesk.rules.rulebook import (
    Rulebook,
    RulesFile,
    ShippedRules,
    file_faults,
    rulebook,
)
from iomdesk.signed_pack import RULES, Pack
from iomdesk.toml_reading import read_toml


class RuleQueries(Protocol):
    """What a rulebook is read from."""

    def packs(self) -> Sequence[Pack]: ...

    def pack_keys(self) -> list[str]: ...

    def is_made_by_force(self) -> bool: ...

    def setting(self, key: str) -> Json: ...


@cache
def shipped_rules() -> tuple[ShippedRules, ...]:
    """Return what ships, the oldest first."""
    names = resource_names("rules", ".toml")
    read = [from_input(ShippedRules, resource_toml(name)) for name in names]
    return tuple(sorted(read, key=lambda one: one.effective_from))


def rulebook_of(queries: RuleQueries, on: date) -> Rulebook:
    """Return what is in force at this desk on a day."""
    own = {code: queries.setting(code) for code in shipped_rules()[-1].rows}
    return rulebook(
        shipped_rules(),
        rules_files(queries),
        own,
        has_force=has_force(queries),
        on=on,
    )


def shipped_rulebook() -> Rulebook:
    """Return the newest values that ship."""
    newest = shipped_rules()[-1]
    return rulebook([newest], [], {}, has_force=False, on=newest.effective_from)


@lru_cache(maxsize=8)
def rulebook_by(text: str | None, on: date) -> Rulebook:
    """Return what a hub goes by: as shipped, or as the force's file that it keeps."""
    files = [_rules_file(text)] if text else []
    return rulebook(shipped_rules(), files, {}, has_force=True, on=on)


def has_force(queries: RuleQueries) -> bool:
    return queries.is_made_by_force() or bool(queries.pack_keys())


def rules_files(queries: RuleQueries) -> list[RulesFile]:
    """Return the sound files of rules of this store; the others rule nothing."""
    read = [_read(one.text, one.signature, one.public_key) for one in _rules(queries)]
    return [one for one in read if one is not None]


def rules_file_of(text: str, file: str) -> RulesFile:
    """Return the force's file that *text* is, or refuse it with all its faults."""
    try:
        read = _rules_file(text)
    except tomllib.TOMLDecodeError as fault:
        raise InputRefused(f"{file} is not a TOML file: {fault}.") from None
    found = file_faults(read, shipped_rules()[-1])
    if found:
        raise InputRefused("\n".join(f"{file}, {fault}" for fault in found))
    return read


def is_rules(text: str) -> bool:
    """Say whether a pack's text is a file of rules, and no instrument."""
    try:
        return read_toml(text).get("code") == RULES
    except ValueError:
        return False


def _rules(queries: RuleQueries) -> list[Pack]:
    return [pack for pack in queries.packs() if pack.code == RULES]


@cache
def _read(text: str, signature: str, public: str) -> RulesFile | None:
    from iomdesk.packs.signing import is_sound  # noqa: PLC0415  where a force set any

    return _rules_file(text) if is_sound(text, signature, public) else None


def _rules_file(text: str) -> RulesFile:
    said: dict[str, Any] = read_toml(text)
    dated = {k: v.isoformat() if isinstance(v, date) else v for k, v in said.items()}
    return from_input(RulesFile, dated)
