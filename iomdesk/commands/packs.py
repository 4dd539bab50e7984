"""The packs' commands: keys, sign, trust, add, list, lint."""

import argparse
from pathlib import Path
from typing import Any

from iomdesk.commands.doors import Doors, add_replace, input_bytes
from iomdesk.errors import InputRefused
from iomdesk.plain_copy import write_copy, write_new_files
from iomdesk.signed_pack import RULES

_ABOUT = """\
A pack is an instrument's TOML file whose last line is the force's signature:
  # iomdesk-pack ed25519 FINGERPRINT SIGNATURE
To TOML that line is a comment. The signature is over every byte before it.

For the force's IT desk, once:   iomdesk pack keys --out FOLDER
  and packs-public.pem goes into the force file under [packs] public_key.
For each instrument:             iomdesk pack lint FILE
                                 iomdesk pack sign FILE --key packs-private.pem
                                     --out SIGNED (or --replace: FILE itself)
On a laptop:                     iomdesk pack add FILE
An instrument may be written as a spreadsheet: iomdesk pack to-sheet ogrs3 --out
  ogrs3.xlsx shows how. Its sheets are settings, survey, choices, score, bands, outputs
  and tables; iomdesk pack from-sheet FILE --out FILE.toml makes it TOML.
A store made without the force file takes the key once: iomdesk pack trust FORCE-FILE
A new key comes to any store only with the old key's signature. For the IT desk:
  iomdesk pack hand-over NEW-FORCE-FILE --key OLD-packs-private.pem --out FILE
  and on each laptop, in the order of the keys: iomdesk pack trust FILE
"""


def add_pack_commands(commands: Any) -> None:
    pack = commands.add_parser(
        "pack",
        help="instruments that a force signs and loads",
        description=_ABOUT,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parts = pack.add_subparsers(metavar="COMMAND", required=True)
    add = _on_store(parts, "add", _add, "load a pack that the force signed")
    add.add_argument("file")
    trust = _on_store(parts, "trust", _trust, "take the force's key for packs")
    trust.add_argument("file", help="the force file (TOML)")
    _on_store(parts, "list", _list, "list the packs of a store")
    lint = _part(parts, "lint", _lint, "print every fault, with file and place")
    lint.add_argument("files", nargs="*", help="TOML; otherwise all that ship")
    sign = _part(parts, "sign", _sign, "sign an instrument's file")
    sign.add_argument("file")
    sign.add_argument("--key", required=True, help="the private key (PEM)")
    sign.add_argument("--out", help="the signed file; otherwise the file itself")
    add_replace(sign)
    made = _part(parts, "from-sheet", _from_sheet, "make TOML of a spreadsheet (XLSX)")
    made.add_argument("file")
    made.add_argument("--out", help="the TOML file; otherwise it is printed")
    add_replace(made)
    sheet = _part(parts, "to-sheet", _to_sheet, "make a spreadsheet (XLSX) of TOML")
    sheet.add_argument("file", help="TOML, or the code of an instrument that ships")
    sheet.add_argument("--out", required=True, help="the spreadsheet")
    add_replace(sheet)
    over = _part(parts, "hand-over", _hand_over, "sign a force file with a new key")
    over.add_argument("file", help="the force file that names the new key (TOML)")
    over.add_argument("--key", required=True, help="the old private key (PEM)")
    over.add_argument("--out", required=True, help="the force file, signed")
    add_replace(over)
    keys = _part(parts, "keys", _keys, "make a force's pair of keys for packs")
    keys.add_argument("--out", default=".", metavar="FOLDER")


def _part(parts: Any, name: str, run: Any, words: str) -> argparse.ArgumentParser:
    part: argparse.ArgumentParser = parts.add_parser(name, help=words)
    part.add_argument("--json", action="store_true")
    part.set_defaults(run=run)
    return part


def _on_store(parts: Any, name: str, run: Any, words: str) -> argparse.ArgumentParser:
    part = _part(parts, name, run, words)
    part.add_argument("--store", help="otherwise the officer's own")
    return part


def store_of(args: argparse.Namespace) -> str:
    """Return the store that was named, or the officer's own."""
    from iomdesk.own_store import own_store

    return args.store or str(own_store())


def _add(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.packs.actions import add_pack

    content = input_bytes(args.file)
    with doors.open_store(store_of(args)) as store:
        added = store.do(add_pack, content, Path(args.file).name)
    one = added.instrument
    if args.json:
        doors.say(_named(one) | {"added": added.is_new})
    elif added.is_new:
        doors.tell(f"{one.code}, version {one.version}, is added.")
    else:
        doors.tell(f"{one.code}, version {one.version}, is here already.")
    return 0


def _trust(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.force_file import RULES_NAME, read_force_file
    from iomdesk.packs.actions import trust_force
    from iomdesk.packs.handing_over import hand_over_of
    from iomdesk.packs.signing import fingerprint, spoken
    from iomdesk.rules.actions import add_rules

    content = input_bytes(args.file)
    force = read_force_file(content)
    with doors.open_store(store_of(args)) as store:
        store.do(trust_force, force.pack_keys, hand_over_of(content))
        if force.rules:
            store.do(add_rules, force.rules.encode(), RULES_NAME)
    prints = [spoken(fingerprint(key)) for key in force.pack_keys]
    if args.json:
        doors.say({"force": force.name, "fingerprints": prints})
        return 0
    doors.tell(f"Packs of {force.name or 'this force'} can be loaded from now on.")
    doors.tell(f"Compare the key with your IT desk: {' or '.join(prints)}")
    return 0


def _hand_over(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.force_file import read_force_file
    from iomdesk.packs.handing_over import handed_over
    from iomdesk.packs.keys import private_of
    from iomdesk.packs.signing import PackRefused

    content = input_bytes(args.file)
    if not read_force_file(content).pack_keys:
        raise PackRefused("The force file names no key for packs.")
    signed = handed_over(content, private_of(input_bytes(args.key)))
    return _written(args, doors, signed)


def _list(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.assessments.catalogue import catalogue
    from iomdesk.clock import london_date

    with doors.open_store(store_of(args)) as store:
        held = catalogue(store.queries)
        offered = held.in_use(london_date(store.clock()))
        packs = store.queries.packs()
    in_use = {(one.code, one.version) for one in offered}
    rows = [_row(pack, held, in_use) for pack in packs]
    if args.json:
        doors.say(rows)
        return 0
    for row in rows:
        state = "in use" if row["in_use"] else "not in use"
        doors.tell(
            f"{row['code']} {row['version']}  {row['title']}, {state}; "
            f"added {row['added_at'][:10]} by {row['added_by']}"
        )
    if not rows:
        doors.tell("This store has no packs.")
    return 0


def _row(pack: Any, held: Any, in_use: set[tuple[str, str]]) -> dict[str, Any]:
    from iomdesk.assessments.wording import wording
    from iomdesk.packs.signing import fingerprint

    read = [one for one in held.versions(pack.code) if one.version == pack.version]
    return {
        "code": pack.code,
        "version": pack.version,
        "title": wording(read[0].title) if read else _untitled(pack),
        "status": read[0].status if read else None,
        "in_use": (pack.code, pack.version) in in_use,
        "digest": read[0].digest if read else None,
        "signed_with": fingerprint(pack.public_key),
        "added_at": pack.added_at.isoformat(),
        "added_by": pack.added_by,
    }


def _untitled(pack: Any) -> str:
    is_rules = pack.code == RULES
    return "rules of the force" if is_rules else "not readable by this program"


def _named(one: Any) -> dict[str, Any]:
    return {"code": one.code, "version": one.version, "digest": one.digest}


def _lint(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.packs.linting import number_faults, shipped_faults

    found = [fault for name in args.files for fault in _faults(name)]
    if not args.files:
        found = [*shipped_faults(), *number_faults()]
    if args.json:
        keys = ("file", "place", "kind", "text")
        doors.say([{key: getattr(one, key) for key in keys} for one in found])
        return 1 if found else 0
    for fault in found:
        doors.tell(str(fault))
    if not found:
        doors.tell("No faults.")
    return 1 if found else 0


def _faults(name: str) -> list[Any]:
    from iomdesk.packs.fault import Fault
    from iomdesk.packs.linting import faults

    try:
        return list(faults(_utf8(name), name))
    except InputRefused as refusal:
        return [Fault(file=name, place="", kind="unreadable", text=str(refusal))]


def _sign(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.packs.keys import private_of
    from iomdesk.packs.signing import LARGEST, PackRefused, signed_pack

    private = private_of(input_bytes(args.key))
    content = input_bytes(args.file)
    if len(content) > LARGEST:
        raise PackRefused(f"{args.file} is larger than 2 MB. A pack is one instrument.")
    signed = signed_pack(content, private)
    one = _signed_thing(signed.decode(), Path(args.file).name)
    target = args.out or args.file
    write_copy(Path(target), signed, replace=args.replace)
    if args.json:
        doors.say(_named(one) | {"file": target})
    else:
        doors.tell(f"{target} is signed: {one.code}, version {one.version}.")
    return 0


def _signed_thing(text: str, file: str) -> Any:
    """Return the instrument, or the file of rules, without a fault."""
    from iomdesk.packs.linting import instrument_of
    from iomdesk.rules.loading import is_rules, rules_file_of

    return (rules_file_of if is_rules(text) else instrument_of)(text, file)


def _from_sheet(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.packs.sheets import instrument_from_sheet

    text = instrument_from_sheet(input_bytes(args.file), Path(args.file).name)
    if args.out is None:
        doors.tell(text.rstrip())
        return 0
    return _written(args, doors, text.encode())


def _to_sheet(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.packs.sheets import sheet_of_instrument, shipped_text

    text = shipped_text(args.file) or _utf8(args.file)
    return _written(args, doors, sheet_of_instrument(text, Path(args.file).name))


def _written(args: argparse.Namespace, doors: Doors, content: bytes) -> int:
    write_copy(Path(args.out), content, replace=args.replace)
    if args.json:
        doors.say({"file": args.out})
    else:
        doors.tell(f"Wrote {args.out}.")
    return 0


def _utf8(name: str) -> str:
    try:
        return input_bytes(name).decode("utf-8")
    except UnicodeDecodeError:
        raise InputRefused(f"{name} is not a text file in UTF-8.") from None


def _keys(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.packs.keys import new_key_pair, public_of
    from iomdesk.packs.signing import fingerprint, spoken

    private, public = new_key_pair()
    folder = Path(args.out)
    targets = {"packs-private.pem": private, "packs-public.pem": public}
    write_new_files(folder, targets)
    said = spoken(fingerprint(public_of(public)))
    if args.json:
        doors.say({"fingerprint": said, "files": sorted(targets)})
        return 0
    doors.tell(f"Made {folder}/packs-private.pem and packs-public.pem.")
    doors.tell("The private one signs packs. No passphrase protects it: keep it off")
    doors.tell("every network. The public one goes into the force file, under [packs].")
    doors.tell(f"Fingerprint, for comparing: {said}")
    return 0
