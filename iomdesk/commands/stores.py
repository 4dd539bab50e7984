"""Commands about a store as a whole: new, passphrase, recover, restore, check."""

import argparse
from pathlib import Path
from typing import Any

from iomdesk.commands.doors import Doors, input_bytes
from iomdesk.permissions import Officer
from iomdesk.plain_copy import demand_outside_stores
from iomdesk.records.codec import to_document
from iomdesk.records.ids import OfficerId, new_id


def add_store_commands(commands: Any) -> None:
    new = commands.add_parser("new", help="make an empty store")
    new.add_argument("store")
    new.add_argument("--officer", default="", help="your name, rank and number")
    new.add_argument("--force", help="the force file (TOML)")
    new.set_defaults(run=_new)
    change = commands.add_parser("passphrase", help="change the passphrase")
    change.add_argument("store")
    change.set_defaults(run=_passphrase)
    sheet = commands.add_parser("sheet", help="make a new recovery sheet")
    sheet.add_argument("store")
    sheet.set_defaults(run=_sheet)
    recover = commands.add_parser("recover", help="set a new passphrase")
    recover.add_argument("store")
    way = recover.add_mutually_exclusive_group(required=True)
    way.add_argument("--key", help="the force's private key (PEM)")
    way.add_argument("--sheet", action="store_true", help="ask for the sheet's code")
    recover.set_defaults(run=_recover)
    restore = commands.add_parser("restore", help="put a backup in a store's place")
    restore.add_argument("backup")
    restore.add_argument("store")
    restore.set_defaults(run=_restore)
    check = commands.add_parser("check", help="prove that the store is whole")
    check.add_argument("store")
    check.add_argument("--rebuild", action="store_true", help="make lists anew")
    check.add_argument("--json", action="store_true")
    check.set_defaults(run=_check)


def _new(args: argparse.Namespace, doors: Doors) -> int:
    force = _force(args.force, doors) if args.force else None
    demand_outside_stores(Path(args.store).parent)
    vault = doors.vault(Path(args.store))
    name = args.officer or "Officer"
    officer = Officer(id=OfficerId(new_id()), name=name)
    passphrase = doors.passphrase()
    code = vault.new(
        passphrase,
        officer,
        force.recovery_pem if force else None,
        force.pack_keys if force else (),
    )
    doors.note_all(vault.told)
    if force and force.rules:
        _take_rules(vault, passphrase, force.rules)
    doors.tell(f"The store {args.store} is ready.")
    if code is not None:
        doors.tell("Nobody else can recover this store. Print this recovery sheet now,")
        doors.tell("and keep it away from the laptop. The code is shown only once:")
        _show_code(vault, code, doors)
    return 0


def _take_rules(vault: Any, passphrase: str, rules: str) -> None:
    from iomdesk.force_file import RULES_NAME
    from iomdesk.rules.actions import add_rules

    with vault.held():
        store = vault.open(vault.key(passphrase))
        store.do(add_rules, rules.encode(), RULES_NAME)
        store.close()


def _show_code(vault: Any, code: str, doors: Doors) -> None:
    """Show the code; only once it is out, the sheet counts as seen."""
    doors.tell(f"  {code}")
    doors.out.flush()
    vault.sheet_seen()


def _sheet(args: argparse.Namespace, doors: Doors) -> int:
    vault = doors.vault(Path(args.store))
    with vault.held():
        key = vault.key(doors.passphrase())
        vault.open(key).close()
        code = vault.new_sheet(key)
        doors.tell("This recovery sheet sets a new passphrase if yours is forgotten.")
        doors.tell("Those printed before no longer open the store. Print this one now,")
        doors.tell("and keep it away from the laptop. The code is shown only once:")
        _show_code(vault, code, doors)
    return 0


def _force(name: str, doors: Doors) -> Any:
    """Return what a force file says; its digest is for comparing."""
    from iomdesk.force_file import read_force_file

    force = read_force_file(input_bytes(name))
    doors.note(f"Force file digest, for comparing: {force.digest}")
    return force


def _passphrase(args: argparse.Namespace, doors: Doors) -> int:
    vault = doors.vault(Path(args.store))
    with vault.held():
        key = vault.key(doors.passphrase("Present passphrase: "))
        vault.open(key).close()
        doors.note_all(vault.told)
        vault.change_passphrase(key, doors.new_passphrase())
    doors.tell("The passphrase is changed. The old one no longer opens the store.")
    return 0


def _recover(args: argparse.Namespace, doors: Doors) -> int:
    openers = doors.openers()
    vault = doors.vault(Path(args.store))
    if args.key:
        pem = input_bytes(args.key)
        secret = doors.key_passphrase() if openers.is_guarded(pem) else ""
        opener = openers.force_key(pem, secret)
    else:
        opener = openers.sheet(doors.ask("Code of the recovery sheet: "))
    vault.recover(opener, doors.passphrase("New passphrase: "))
    doors.note_all(vault.told)
    doors.tell("The store has a new passphrase.")
    return 0


def _restore(args: argparse.Namespace, doors: Doors) -> int:
    vault = doors.vault(Path(args.store))
    with vault.held():
        key = vault.key(doors.passphrase())
    aside = vault.restore(Path(args.backup), key)
    doors.note_all(vault.told)
    doors.tell("The backup is in place. Sync, so that the hub can say what is missing.")
    if aside is not None:
        doors.tell(f"What was there before lies in {aside}.")
    return 0


def _check(args: argparse.Namespace, doors: Doors) -> int:
    with doors.open_store(args.store) as store:
        if args.rebuild:
            doors.rebuild(store)
        report = doors.check(store)
    if args.json:
        doors.say(to_document(report) | {"ok": report.ok})
    else:
        _tell(report, doors)
    return 0 if report.ok else 1


def _tell(report: Any, doors: Doors) -> None:
    doors.tell(
        f"{report.changes} changes, {report.records} records, {report.blobs} pictures "
        f"and documents, {report.access_rows} access rows, {report.backups} backups."
    )
    for fault in report.faults:
        doors.tell(f"{fault.part}: {fault.sentence}")
    for note in report.notes:
        doors.tell(note)
    doors.tell("The store is whole." if report.ok else "The store is not whole.")
    doors.tell(report.unseen)
