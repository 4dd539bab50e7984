"""Commands about people: import, cases, case, due."""

import argparse
from pathlib import Path
from typing import Any

from iomdesk.cases.actions import case_from_input, consult_case
from iomdesk.cases.case import Case
from iomdesk.cases.filing import whole_case
from iomdesk.cases.patching import change_case_by_input
from iomdesk.cases.received import Received
from iomdesk.cases.summary import display_name
from iomdesk.clock import london_date
from iomdesk.commands.doors import Doors, input_bytes, input_json, whole
from iomdesk.commands.recording import add_no_card, hear_no_card
from iomdesk.commands.telling import record_lines
from iomdesk.dates import add_days, input_date, instant_text
from iomdesk.ports import CaseFilter
from iomdesk.records.codec import Json, to_document
from iomdesk.records.ids import CaseId
from iomdesk.wording import field_label


def add_people_commands(commands: Any) -> None:
    imports = commands.add_parser("import", help="read people from files")
    imports.add_argument("store")
    imports.add_argument("files", nargs="+", metavar="FILE")
    imports.add_argument("--format", choices=("csv", "mpop"))
    imports.add_argument("--sheet", metavar="NAME", help="of a workbook (.xlsx)")
    imports.add_argument("--mapping", help="headings of a CSV file (TOML)")
    imports.add_argument("--dry-run", action="store_true")
    imports.add_argument("--json", action="store_true")
    imports.set_defaults(run=_import)
    kept = commands.add_parser("imports", help="who came of the imports of before")
    kept.add_argument("store")
    kept.add_argument("--newest", type=int, metavar="COUNT")
    kept.add_argument("--json", action="store_true")
    kept.set_defaults(run=_imports)
    cases = commands.add_parser("cases", help="list or search people")
    cases.add_argument("store")
    cases.add_argument("--search", default="", metavar="TEXT")
    cases.add_argument("--limit", type=whole(0, 1_000_000), default=500)
    cases.add_argument("--json", action="store_true")
    cases.set_defaults(run=_cases)
    case = commands.add_parser("case", help="show, open or change one person")
    case.add_argument("store")
    case.add_argument("case", help="an id or a reference; “new” opens a case")
    case.add_argument("--input", metavar="FILE", help="what to record (JSON)")
    add_no_card(case)
    case.add_argument("--json", action="store_true")
    case.set_defaults(run=_case)
    due = commands.add_parser("due", help="what is due, overdue first")
    due.add_argument("store")
    due.add_argument("--on", metavar="DATE")
    due.add_argument("--days", type=whole(-40_000, 40_000), default=7)
    due.add_argument("--json", action="store_true")
    due.set_defaults(run=_due)


def _import(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.exchange.actions import Order, import_people
    from iomdesk.exchange.file_kind import FileKind

    files = {name: input_bytes(name) for name in _expanded(args.files)}
    order = Order(
        kind=FileKind(args.format) if args.format else None,
        mapping=(args.mapping, input_bytes(args.mapping)) if args.mapping else None,
        dry_run=args.dry_run,
        sheet=args.sheet,
    )
    with doors.open_store(args.store) as store:
        report = import_people(store, files, order)
    if args.json:
        doors.say(to_document(report))
    else:
        _tell_report(report, doors)
    return 0


def _tell_report(report: Any, doors: Doors) -> None:
    from iomdesk.exchange.mpop.answers import nobody_words
    from iomdesk.exchange.report import named, summary

    doors.tell(summary(report))
    _tell_people(named(report.people, planned=report.dry_run), doors)
    for refusal in report.refused:
        line = f"line {refusal.line}" if refusal.line else refusal.path or ""
        doors.tell(f"  {line} {refusal.field or ''}: {refusal.reason}")
    for warning in report.warnings:
        doors.tell(f"  {warning}")
    if report.kept_as_received:
        doors.tell(
            f"  {report.kept_as_received} values have no field here; they are kept as "
            "received and shown on the person."
        )
    for about in report.about_nobody:
        doors.tell(f"  About nobody: {nobody_words(about)}")


def _tell_people(people: list[tuple[str, list[str]]], doors: Doors) -> None:
    for heading, names in people:
        doors.tell(f"  {heading}:")
        for name in names:
            doors.tell(f"    {name}")


def _imports(args: argparse.Namespace, doors: Doors) -> int:
    from iomdesk.exchange.kept import kept_imports
    from iomdesk.exchange.report import named

    with doors.open_store(args.store) as store:
        kept = kept_imports(store.queries, newest=args.newest)
        store.do(consult_case, None, shown=sum(len(one.people) for one in kept))
    if args.json:
        doors.say([to_document(one) for one in kept])
        return 0
    for one in kept:
        doors.tell(f"{instant_text(one.at)}, {one.by}: {one.format}")
        _tell_people(named(one.people), doors)
    return 0


def _expanded(names: list[str]) -> list[str]:
    """Return the files named, and for a folder the JSON and CSV files in it."""
    found: list[str] = []
    for name in names:
        path = Path(name)
        inside = sorted(path.iterdir()) if path.is_dir() else []
        readable = [str(p) for p in inside if p.suffix.lower() in {".json", ".csv"}]
        found += readable or [name]
    return found


def _cases(args: argparse.Namespace, doors: Doors) -> int:
    narrow = CaseFilter(text=args.search)
    with doors.open_store(args.store) as store:
        rows = store.queries.cases(narrow, limit=args.limit)
        count = store.queries.count_cases(narrow)
        store.do(consult_case, None, shown=len(rows))
    if args.json:
        doors.say({"count": count, "cases": [to_document(row) for row in rows]})
        return 0
    for row in rows:
        risk = f"  {row.risk.replace('_', ' ')}" if row.risk else ""
        doors.tell(f"{row.surname.upper()}, {row.forenames}  {row.reference}{risk}")
    doors.tell(f"{count} {'person' if count == 1 else 'people'}")
    return 0


def _case(args: argparse.Namespace, doors: Doors) -> int:
    said = input_json(args.input) if args.input else None
    with doors.open_store(args.store) as store:
        hear_no_card(args, store, said)
        case_id = _recorded(store, args.case, said)
        store.do(consult_case, case_id)
        case = whole_case(store.queries, case_id)
        received = store.queries.records(Received, case_id)
        conflicts = store.queries.conflicts(case_id)
    if args.json:
        said = to_document(case)
        said["received"] = [to_document(r) for r in received]
        said["conflicts"] = [to_document(c) | {"id": c.id} for c in conflicts]
        doors.say(said)
        return 0
    doors.tell(display_name(case))
    for line in record_lines(Case.KIND, to_document(case)):
        doors.tell(line)
    if received:
        doors.tell(f"Kept as received: {len(received)} answers; “--json” shows them.")
    for conflict in conflicts:
        field = field_label(conflict.kind, conflict.path)
        doors.tell(f"In dispute: {field}. “iomdesk conflicts” shows both values.")
    return 0


def _recorded(store: Any, name: str, said: Json) -> CaseId:
    """Return the case that is meant, opened or changed as the file says."""
    if name == "new":
        opened: Case = store.do(case_from_input, said)
        return opened.id
    case_id: CaseId = store.queries.find_case(name)
    if said is not None:
        store.do(change_case_by_input, case_id, said)
    return case_id


def _due(args: argparse.Namespace, doors: Doors) -> int:
    with doors.open_store(args.store) as store:
        on = input_date(args.on) if args.on else london_date(store.clock())
        rows = store.queries.due(on=on, until=add_days(on, args.days))
        names = {r.case_id: store.queries.case_row(r.case_id) for r in rows}
    if args.json:
        doors.say(
            [to_document(r) | {"days": (r.due_on - on).days} for r in rows],
        )
        return 0
    for row in rows:
        person = names[row.case_id]
        name = f"{person.surname.upper()}, {person.forenames}" if person else ""
        doors.tell(f"{_days((row.due_on - on).days)}  {row.what}  {name}  ({row.why})")
    for version in sorted({row.rules for row in rows}):
        doors.tell(f"Worked out by the rules {version}.")
    return 0


def _days(days: int) -> str:
    if days < 0:
        return f"{-days} days overdue" if days < -1 else "1 day overdue"
    return "today" if days == 0 else f"in {days} days"
