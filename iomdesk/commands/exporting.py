"""Everything in open formats: `iomdesk export`, a plain copy that is logged."""

import argparse
import csv
import io
import json
from pathlib import Path
from typing import Any

from iomdesk.codec import to_document
from iomdesk.commands.doors import Doors, write_out
from iomdesk.errors import UserError
from iomdesk.permissions import Role, may
from iomdesk.ports import CaseFilter, CaseRow, Operation, Store, UnitOfWork

_EVERYBODY = 1_000_000


def add_export_command(commands: Any) -> None:
    export = commands.add_parser("export", help="everything, in open formats")
    export.add_argument("store")
    export.add_argument("--out", required=True, help="a new or empty folder")
    export.add_argument("--json", action="store_true")
    export.set_defaults(run=_export)


@may(Role.OFFICER, Role.SUPERVISOR)
def log_export(work: UnitOfWork, rows: list[CaseRow], to: str) -> None:
    """Note for each person that a plain copy was made, before it is made."""
    for row in rows:
        detail = {"to": to, "records": ["everything"]}
        work.log(Operation.DISCLOSURE, row.case_id, detail)


def _export(args: argparse.Namespace, doors: Doors) -> int:
    folder = Path(args.out)
    if folder.exists() and any(folder.iterdir()):
        raise UserError(f"{folder} holds other things. Name a new or an empty folder.")
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    with doors.open_store(args.store) as store:
        rows = store.queries.cases(CaseFilter(), limit=_EVERYBODY)
        store.do(log_export, rows, str(folder))
        records = sum(_write_case(store, row, folder) for row in rows)
        _write_packs(store, folder)
    write_out(str(folder / "people.csv"), _people(rows))
    counts = {"people": len(rows), "records": records, "folder": str(folder)}
    if args.json:
        doors.say(counts)
    else:
        doors.tell(f"Wrote {len(rows)} people and {records} records to {folder}.")
    doors.note("This copy is not protected by the store; the access log names it.")
    return 0


def _write_packs(store: Store, folder: Path) -> None:
    """Write the force's instruments as the files that they came from."""
    from iomdesk.packs.signing import pack_file

    packs = store.queries.packs()
    if packs:
        (folder / "packs").mkdir(mode=0o700)
    for pack in packs:
        content = pack_file(pack.text, pack.signature, pack.public_key)
        write_out(str(folder / "packs" / f"{pack.code}-{pack.version}.toml"), content)


def _write_case(store: Store, row: CaseRow, folder: Path) -> int:
    """Write one person's records, each kind in a file, and their pictures beside."""
    place = folder / row.case_id
    place.mkdir(mode=0o700)
    written = 0
    for kind, documents in _documents(store, row).items():
        text = json.dumps(documents, ensure_ascii=False, indent=1)
        write_out(str(place / f"{kind}.json"), text.encode())
        written += len(documents)
        for name in _blobs(documents):
            write_out(str(place / name), store.queries.blob(name))
    return written


def _documents(store: Store, row: CaseRow) -> dict[str, list[Any]]:
    from iomdesk.assessments.assessment import Assessment
    from iomdesk.cases.case import Case
    from iomdesk.cases.received import Received
    from iomdesk.papers.paper import Paper
    from iomdesk.plans.plan import Plan
    from iomdesk.visits.visit import Visit

    found = {}
    for kind in (Case, Visit, Assessment, Plan, Paper, Received):
        records: list[Any] = store.queries.records(kind, row.case_id)
        found[kind.KIND] = [to_document(record) for record in records]
    changes = store.queries.history(row.case_id, limit=_EVERYBODY)
    found["history"] = [to_document(change) for change in changes]
    return {kind: documents for kind, documents in found.items() if documents}


def _blobs(value: Any, key: str = "") -> set[Any]:
    """Return the pictures and documents that stored forms name."""
    if isinstance(value, dict):
        return {n for k, inner in value.items() for n in _blobs(inner, k)}
    if isinstance(value, list):
        return {n for inner in value for n in _blobs(inner)}
    return {value} if isinstance(value, str) and key.endswith("blob") else set()


def _people(rows: list[CaseRow]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    columns = ("surname", "forenames", "born_on", "reference", "officer", "team")
    writer.writerow(("case_id", *columns))
    for row in rows:
        values = [str(getattr(row, c) or "") for c in columns]
        writer.writerow([row.case_id, *map(_plain_cell, values)])
    return out.getvalue().encode("utf-8-sig")


def _plain_cell(text: str) -> str:
    """Keep a spreadsheet from reading a name as a formula."""
    return f"'{text}" if text[:1] in {"=", "+", "-", "@", "\t"} else text
