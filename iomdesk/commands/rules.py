"""The command of rules: what is in force, whose it is, and a force's file taken in."""

import argparse
from pathlib import Path
from typing import Any

from iomdesk.clock import london_date
from iomdesk.commands.doors import Doors, input_bytes
from iomdesk.dates import date_text, input_date
from iomdesk.errors import InputRefused
from iomdesk.rules.rulebook import InForce, RuleValue

_ABOUT = """\
A force sets rules by a signed TOML file, in force from a day on:
  code = "rules"
  version = "1"
  force = "Example Constabulary"
  effective_from = 2026-04-01
  reason = "Force policy 12"
  [values]
  "due.visit.months.high" = 2
The IT desk signs it as a pack:  iomdesk pack sign FILE --key packs-private.pem
On a laptop:                     iomdesk rules STORE --add FILE
What a file does not name is as shipped. Where there is no force, the officer may set a
rule with --set; --unset takes that away. Papers then say “own setting”.
"""


def add_rules_command(commands: Any) -> None:
    rules = commands.add_parser(
        "rules",
        help="the rules in force, and whose each is",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    rules.add_argument("store")
    rules.add_argument("--on", metavar="DATE", help="as they were or will be that day")
    rules.add_argument("--add", metavar="FILE", help="take in a file of the force")
    rules.add_argument("--set", metavar="RULE=VALUE", help="set a rule at this desk")
    rules.add_argument("--unset", metavar="RULE", help="take an own setting away")
    rules.add_argument("--json", action="store_true")
    rules.set_defaults(run=_rules)


def _rules(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.rules.loading import rulebook_of

    given = input_bytes(args.add) if args.add is not None else None
    day = input_date(args.on) if args.on is not None else None
    with doors.open_store(args.store) as store:
        if given is not None:
            _add(store, given, Path(args.add).name, doors)
        _set(store, args)
        book = rulebook_of(store.queries, day or london_date(store.clock()))
    if args.json:
        rows = [_said(one) for one in book.rows.values()]
        doors.say({"version": book.version, "rules": rows})
        return 0
    doors.tell(f"Rules in force: {book.version}")
    for one in book.rows.values():
        doors.tell(f"{one.row.title}: {one.words} ({one.by})")
        doors.tell(f"  {one.code}; source: {one.row.source}")
    return 0


def _add(store: Any, content: bytes, name: str, doors: Doors) -> None:
    from iomdesk.rules.actions import add_rules

    file = store.do(add_rules, content, name)
    doors.note(f"{file.name}, is here. In force from {date_text(file.effective_from)}.")


def _set(store: Any, args: argparse.Namespace) -> None:
    from iomdesk.rules.actions import set_rule

    if args.set is not None:
        code, said, value = args.set.partition("=")
        if not said:
            raise InputRefused("Write the rule and its value: --set RULE=VALUE.")
        store.do(set_rule, code, _value(value))
    if args.unset is not None:
        store.do(set_rule, args.unset, None)


def _value(text: str) -> RuleValue:
    """Return what was typed as a number or as true or false, else as a text."""
    if text.isascii() and text.isdecimal():
        return int(text[:_DIGITS])
    return {"true": True, "false": False}.get(text, text)


_DIGITS = 9


def _said(one: InForce) -> dict[str, Any]:
    row = one.row
    return {
        "rule": one.code,
        "title": row.title,
        "type": row.unit.value,
        "value": one.value,
        "by": one.by,
        "in_force_from": one.since.isoformat(),
        "shipped": row.value,
        "source": row.source,
        "changed_by": row.changed_by.value,
        "may_be_set": one.may_be_set,
    }
