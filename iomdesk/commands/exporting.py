"""Everything in open formats: `iomdesk export`, a plain copy that is logged."""

import argparse
import contextlib
import csv
import io
import json
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from attrs import field, frozen

from iomdesk.commands.doors import Doors
from iomdesk.commands.export_folder import ExportFolder
from iomdesk.errors import NotFound, StoreDamaged, UserError
from iomdesk.permissions import Role, demand_confirmed, may
from iomdesk.plain_copy import demand_outside_stores
from iomdesk.ports import CaseFilter, CaseRow, Operation, Store, UnitOfWork
from iomdesk.records.codec import to_document
from iomdesk.records.ids import CaseId
from iomdesk.spreadsheet_text import plain_cell

GAPS = "not-exported.csv"
"""What should be in the export and is not, each with the reason."""

_EVERYBODY = 1_000_000
_ABOUT = """\
Writes each person's records (JSON) and pictures into --out, and people.csv. What cannot
be read is gone past and listed in not-exported.csv. Run it again into the same folder
to complete or renew the copy: it replaces only what it wrote itself, which SHA256SUMS
lists. The copy is plain: whoever has the files can read them.
"""


def add_export_command(commands: Any) -> None:
    export = commands.add_parser(
        "export", help="everything, in open formats", description=_ABOUT
    )
    export.add_argument("store")
    export.add_argument(
        "--out", required=True, help="a new or empty folder, or that of an export"
    )
    export.add_argument("--json", action="store_true")
    export.set_defaults(run=_export)


@frozen(kw_only=True)
class Gap:
    """A file that is not in the copy; *case_id* says whom it is about, if anybody."""

    case_id: str = ""
    file: str
    why: str


@frozen(kw_only=True)
class _Export:
    """One run: from *store* into *folder*."""

    store: Store
    folder: ExportFolder
    gaps: list[Gap] = field(factory=list)

    def person(self, row: CaseRow) -> int:
        """Write what can be read of one person, logged before it is out."""
        found = self._records(row.case_id)
        texts = {
            f"{row.case_id}/{kind}.json": _text(records)
            for kind, records in found.items()
        }
        texts = {n: t for n, t in texts.items() if self._goes(row.case_id, n, t)}
        pictures = [p for p in sorted(_blobs(found)) if self._is_held(row.case_id, p)]
        self.store.do(
            log_export, row.case_id, str(self.folder.path), sorted(texts), pictures
        )
        try:
            self._write(row.case_id, texts, pictures)
        except UserError as fault:
            names = [*texts, *(f"{row.case_id}/{picture}" for picture in pictures)]
            lost = [name for name in names if name not in self.folder.written]
            with contextlib.suppress(UserError):  # the disk may be full here too
                self.store.do(log_unwritten, row.case_id, lost, str(fault))
            raise
        return sum(len(json.loads(text)) for text in texts.values())

    def _write(
        self, case_id: CaseId, texts: dict[str, bytes], pictures: Sequence[Any]
    ) -> None:
        for name, text in texts.items():
            self.folder.write(name, text)
        for picture in pictures:
            content = self.store.queries.blob(picture)
            self.folder.write(f"{case_id}/{picture}", content)

    def packs(self) -> None:
        """Write the force's instruments as the files that they came from."""
        from iomdesk.packs.signing import pack_file

        for pack in self.store.queries.packs():
            content = pack_file(pack.text, pack.signature, pack.public_key)
            self.list_of(f"packs/{pack.code}-{pack.version}.toml", content)

    def list_of(self, name: str, content: bytes) -> None:
        """Write a file that is about nobody alone."""
        if self._goes("", name, content):
            self.folder.write(name, content)

    def _records(self, case_id: CaseId) -> dict[str, list[Any]]:
        """Return the stored forms by kind; a kind that is damaged is a gap."""
        found = {}
        for kind, read in _kinds(self.store, case_id).items():
            try:
                found[kind] = [to_document(one) for one in read()]
            except (NotFound, StoreDamaged) as fault:
                self._miss(case_id, f"{case_id}/{kind}.json", str(fault))
        return {kind: records for kind, records in found.items() if records}

    def _is_held(self, case_id: CaseId, picture: Any) -> bool:
        """Say whether a picture can be read here, and written there."""
        name = f"{case_id}/{picture}"
        try:
            self.store.queries.blob(picture)
        except (NotFound, StoreDamaged) as fault:
            self._miss(case_id, name, str(fault))
            return False
        return self._goes(case_id, name, None, str(picture))

    def _goes(
        self, case_id: str, name: str, content: bytes | None, digest: str = ""
    ) -> bool:
        why = self.folder.blocks(name, digest or sha256(content or b"").hexdigest())
        if why:
            self._miss(case_id, name, why)
        return why is None

    def _miss(self, case_id: str, name: str, why: str) -> None:
        self.gaps.append(Gap(case_id=case_id, file=name, why=why))


@may(Role.OFFICER, Role.SUPERVISOR)
def log_export(
    work: UnitOfWork,
    case_id: CaseId,
    to: str,
    files: Sequence[str],
    pictures: Sequence[str],
) -> None:
    """Note what of a person goes out as a plain copy, before it is written."""
    demand_confirmed(work.officer, "export")
    kinds = [Path(name).stem for name in files]
    detail = {"to": to, "records": ["people.csv", *kinds], "pictures": [*pictures]}
    work.log(Operation.DISCLOSURE, case_id, detail)


@may(Role.OFFICER, Role.SUPERVISOR)
def log_unwritten(
    work: UnitOfWork, case_id: CaseId, files: Sequence[str], why: str
) -> None:
    """Note what of a logged copy did not go out after all."""
    detail = {"action": "copy stopped", "not_written": [*files], "why": why}
    work.log(Operation.DISCLOSURE, case_id, detail)


def _export(args: argparse.Namespace, doors: Doors) -> int:
    out = Path(args.out)
    demand_outside_stores(out)
    with doors.open_store(args.store) as store:
        desk = store.queries.sync_state().desk
        export = _Export(store=store, folder=ExportFolder.open(out.absolute(), desk))
        rows = store.queries.cases(CaseFilter(), limit=_EVERYBODY)
        records = sum(export.person(row) for row in rows)
        export.packs()
        export.list_of("people.csv", _people(rows))
        gaps = _finished(export)
    counts = {"people": len(rows), "records": records, "folder": str(out)}
    if args.json:
        doors.say(counts | {"missing": [to_document(gap) for gap in gaps]})
    else:
        doors.tell(f"Wrote {len(rows)} people and {records} records to {out}.")
        if gaps:
            doors.tell(f"{len(gaps)} files are not as they should be; see {GAPS}.")
    doors.note("This copy is not protected by the store; the access log names it.")
    return 0


def _finished(export: _Export) -> list[Gap]:
    """Write the list of gaps, close the folder, and return the gaps."""
    folder, told = export.folder, {gap.file for gap in export.gaps}
    for name in folder.left_over():
        if name not in told | {GAPS}:
            export.gaps.append(Gap(file=name, why=_EARLIER))
    gaps = list(export.gaps)
    if gaps:
        export.list_of(GAPS, _gap_list(gaps))
    else:
        folder.drop(GAPS)
    folder.finish()
    return gaps


_EARLIER = "An earlier export wrote it; it is not in the store now, and is left here."


def _kinds(store: Store, case_id: CaseId) -> dict[str, Callable[[], Sequence[Any]]]:
    """Return what reads the records of each kind."""
    queries = store.queries
    readers: dict[str, Callable[[], Sequence[Any]]] = {
        word: partial(queries.records, kind.record, case_id)
        for word, kind in store.kinds.items()
    }
    readers["history"] = partial(queries.history, case_id, limit=_EVERYBODY)
    return readers


def _text(records: Sequence[Any]) -> bytes:
    return json.dumps(records, ensure_ascii=False, indent=1).encode()


def _blobs(value: Any, key: str = "") -> set[Any]:
    """Return the pictures and documents that stored forms name."""
    if isinstance(value, dict):
        return {n for k, inner in value.items() for n in _blobs(inner, k)}
    if isinstance(value, list):
        return {n for inner in value for n in _blobs(inner)}
    return {value} if isinstance(value, str) and key.endswith("blob") else set()


def _people(rows: Iterable[CaseRow]) -> bytes:
    columns = ("surname", "forenames", "born_on", "reference", "officer", "team")
    return _table(
        ("case_id", *columns),
        ([row.case_id, *(getattr(row, c) or "" for c in columns)] for row in rows),
    )


def _gap_list(gaps: Iterable[Gap]) -> bytes:
    lines = ((gap.case_id, gap.file, gap.why) for gap in gaps)
    return _table(("case_id", "file", "why"), lines)


def _table(heading: Sequence[str], lines: Iterable[Iterable[object]]) -> bytes:
    """Return a table as CSV that spreadsheet programs read as text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(heading)
    for line in lines:
        writer.writerow([plain_cell(str(value)) for value in line])
    return out.getvalue().encode("utf-8-sig")
