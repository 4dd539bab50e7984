"""What the demo does, step by step: the same actions as an officer's day."""

import io
import json
import re
import shutil
from collections.abc import Callable
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

from attrs import field, frozen

from iomdesk.clock import london_date
from iomdesk.commands.doors import Doors
from iomdesk.errors import NotFound, UserError
from iomdesk.permissions import Officer
from iomdesk.plain_copy import write_copy
from iomdesk.ports import CaseFilter, Store
from iomdesk.records.codec import Json, to_document
from iomdesk.records.ids import CaseId, OfficerId
from rehearsal.desks import DISPUTED, DemoDesks

PEOPLE = Path(__file__).parent / "people"
PASSPHRASE = "made up people only"  # noqa: S105  printed; the people are invented


@frozen(kw_only=True)
class Story:
    """One run of the main job in *folder*; *tell* gets a line for each step."""

    folder: Path
    doors: Doors
    tell: Callable[[str], None]
    done: dict[str, Json] = field(factory=dict)

    def run(self, given: Path | None, *, pictures: bool) -> dict[str, Json]:
        """Do the main job start to end; return what the summary says."""
        store_folder = self.folder / "desk-a"
        vault = self.doors.vault(store_folder, quick=True)
        vault.new(PASSPHRASE, Officer(id=OfficerId("demo-marsh"), name="DC 4471 Marsh"))
        vault.sheet_seen()  # nobody needs to come back to made-up people
        self.tell(f"New encrypted store; its passphrase is “{PASSPHRASE}”.")
        with vault.held():
            store = vault.open(vault.key(PASSPHRASE))
            try:
                case_id = self._record(store, given)
            finally:
                store.close()
        desks = DemoDesks(folder=self.folder, passphrase=PASSPHRASE, tell=self.tell)
        self.done["sync"] = desks.run(case_id)
        self._check(vault)
        if pictures:
            self._take_pictures(case_id)
        shutil.rmtree(self.folder / DISPUTED)
        return {"ok": self._is_ok(), "passphrase": PASSPHRASE, **self.done}

    def _record(self, store: Store, given: Path | None) -> CaseId:
        self._import(store, given)
        case_id = self._choose(store)
        self._visit(store, case_id)
        self._assess(store, case_id)
        self._plan(store, case_id)
        self._documents(store, case_id)
        self._backup(store)
        return case_id

    def _import(self, store: Store, given: Path | None) -> None:
        from iomdesk.exchange.actions import Order, import_people
        from iomdesk.exchange.file_kind import FileKind
        from iomdesk.exchange.report import summary

        orders = {k: Order(kind=FileKind(k)) for k in ("mpop", "csv")}
        files = {k: f for k, f in self._inputs(given).items() if f}
        counts: dict[str, Json] = {}
        for kind, named in files.items():
            report = import_people(store, named, orders[kind])
            counts[kind] = to_document(report)
            self.tell(f"Imported {kind}: {summary(report)}")
        again = [import_people(store, f, orders[k]) for k, f in files.items()]
        changed = sum(report.new + report.updated for report in again)
        self.tell(f"The same files again changed {changed} people.")
        people = store.queries.count_cases(CaseFilter())
        self.done["import"] = counts | {"people": people, "changed_again": changed}

    @staticmethod
    def _inputs(given: Path | None) -> dict[str, dict[str, bytes]]:
        answers, lists = (given, given) if given else (PEOPLE / "mpop", PEOPLE)
        return {"mpop": _files(answers, ".json"), "csv": _files(lists, ".csv")}

    def _choose(self, store: Store) -> CaseId:
        """Open the person of whom the most is known."""
        from iomdesk.cases.actions import consult_case
        from iomdesk.cases.case import Case
        from iomdesk.cases.filing import whole_case
        from iomdesk.cases.summary import display_name

        rows = store.queries.cases(CaseFilter(), limit=5000)
        named = [row for row in rows if row.surname]
        if not named:
            raise NotFound("The files name nobody, so there is nothing to show.")
        best = max(
            named,
            key=lambda row: len(str(whole_case(store.queries, row.case_id))),
        )
        found = store.queries.cases(CaseFilter(text=best.surname), limit=5)
        store.do(consult_case, best.case_id)
        case = store.queries.get(Case, best.case_id)
        self.tell(
            f"Opened {display_name(case)}, {best.reference}, found among {len(rows)}."
        )
        self.done["case"] = {"id": best.case_id, "reference": best.reference}
        self.done["found_by_name"] = best.case_id in {row.case_id for row in found}
        return best.case_id

    def _visit(self, store: Store, case_id: CaseId) -> None:
        from iomdesk.cases.case import Case
        from iomdesk.cases.summary import address_line
        from iomdesk.schema import input_example
        from iomdesk.visits.actions import visit_from_input

        example = input_example("visit", store.kinds)
        visited_on = datetime.fromisoformat(example["started_at"]).date()
        yesterday = london_date(store.clock()) - timedelta(days=1)
        home = address_line(store.queries.get(Case, case_id))
        said = moved(example, yesterday - visited_on) | {
            "place": home or example["place"],
            "photos": {"hall": {"file": "hall.jpg", "caption": "Hall, as found"}},
            "signature": {"file": "signature.png"},
        }
        files = {"hall.jpg": a_photo(), "signature.png": a_signature()}
        visit = store.do(visit_from_input, case_id, said, files)
        self.tell("Recorded and signed a home visit with a photograph and a signature.")
        self.done["visit"] = {"id": visit.id, "signed": visit.signed_at is not None}

    def _assess(self, store: Store, case_id: CaseId) -> None:
        from iomdesk.assessments.actions import assess_from_input
        from iomdesk.assessments.example import example_answers
        from iomdesk.assessments.loading import find_instrument
        from iomdesk.assessments.recording import example_score, record_score_from_input

        bands: dict[str, Json] = {}
        for code in ("pathway-needs", "ogrs3"):
            said = example_answers(find_instrument(code))
            try:
                made = store.do(assess_from_input, case_id, code, said)
                bands[code] = made.band or "complete"
            except UserError as refusal:
                bands[code] = f"refused: {refusal}"
        self.tell(f"Completed both assessments: {bands}.")
        self.done["assessments"] = bands
        kept = store.do(record_score_from_input, case_id, example_score())
        self.tell(f"Recorded a score of {kept.score.tool} as its own system gave it.")

    def _plan(self, store: Store, case_id: CaseId) -> None:
        from iomdesk.plans.actions import plan_from_input
        from iomdesk.plans.sign_off import unseen_words
        from iomdesk.schema import input_example

        example = input_example("plan", store.kinds)
        by = london_date(store.clock()) - _EXAMPLE_PLANNED_ON
        said = plan_for(store, case_id, moved(example, by))
        plan = store.do(plan_from_input, case_id, said)
        unseen = f", {words}" if (words := unseen_words(plan)) else ""
        self.tell(f"Agreed plan version {plan.version}{unseen}.")
        self.done["plan"] = {"id": plan.id, "version": plan.version}

    def _documents(self, store: Store, case_id: CaseId) -> None:
        from iomdesk.papers.making import keep_and_disclose

        made = []
        for kind, form in _PAPERS:
            out = self.folder / f"{kind}.{form}"
            content = keep_and_disclose(store, case_id, kind, form, to=str(out))
            write_copy(out, content)
            made.append(out.name)
        self.tell(f"Wrote {', '.join(made)}.")
        self.done["documents"] = made

    def _backup(self, store: Any) -> None:
        store.make_backup()

    def _check(self, vault: Any) -> None:
        with vault.held():
            store = vault.open(vault.key(PASSPHRASE))
            report = self.doors.check(store)
            store.close()
        self.done["check"] = to_document(report) | {"ok": report.ok}
        self.tell(f"Checked the store: {'whole' if report.ok else 'NOT whole'}.")

    def _take_pictures(self, case_id: CaseId) -> None:
        """Draw every screen on a copy: forms begin what they record."""
        from iomdesk.__main__ import outside
        from rehearsal.pictures import take_pictures

        copy = self.folder / DISPUTED
        vault = self.doors.vault(copy, quick=True)
        with vault.held():
            store = vault.open(vault.key(PASSPHRASE))
            files = take_pictures(outside(), store, self.folder / "screens", case_id)
            store.close()
        self.done["screens"] = sorted(Path(f).name for f in files)
        self.tell(f"Took {len(files)} pictures of the screens.")

    def _is_ok(self) -> bool:
        sync: Any = self.done["sync"]
        check: Any = self.done["check"]
        return bool(sync["same_everywhere"] and check["ok"])

    def write_summary(self, summary: dict[str, Json]) -> None:
        text = json.dumps(summary, ensure_ascii=False, indent=1)
        write_copy(self.folder / "summary.json", text.encode())


def _files(folder: Path, suffix: str) -> dict[str, bytes]:
    found = sorted(p for p in folder.iterdir() if p.is_file() and p.suffix == suffix)
    return {path.name: path.read_bytes() for path in found}


_PAPERS = (
    ("plan", "pdf"),
    ("plan", "docx"),
    ("visit", "pdf"),
    ("assessment", "pdf"),
)


_EXAMPLE_PLANNED_ON = date(2026, 3, 3)


def moved(said: Any, by: timedelta) -> Any:
    """Return an input with each of its days moved, so that it reads as of today."""
    if isinstance(said, dict):
        return {key: moved(inner, by) for key, inner in said.items()}
    if isinstance(said, str) and _DAY.match(said):
        return (date.fromisoformat(said[:10]) + by).isoformat() + said[10:]
    return said


_DAY = re.compile(r"\d{4}-\d{2}-\d{2}(T|$)")


def plan_for(store: Store, case_id: CaseId, said: dict[str, Any]) -> dict[str, Any]:
    """Return the example plan with a control line for each risk that is rated here."""
    from iomdesk.cases.case import Case
    from iomdesk.cases.summary import rated_risks
    from iomdesk.plans.quality import risk_answer

    case = store.queries.get(Case, case_id)
    lines = dict(said.get("control", {}))
    for who in rated_risks(case.risk):
        lines[f"for-{who}"] = {
            "pillar": "monitoring",
            "text": f"Home visits and checks, with this risk in mind: {_words(who)}.",
            "answers": [risk_answer(who)],
            "owner": "DC 4471 Marsh",
        }
    return said | {"control": lines, "agree": True}


def _words(who: str) -> str:
    from iomdesk.wording import field_label

    return field_label("case", ("risk", who)).lower()


def a_photo() -> bytes:
    """Return a made-up photograph (JPEG), with a place in its EXIF to be removed."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (1600, 1200), "#cfd6dc")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 820, 1600, 1200), fill="#8a6f55")
    draw.rectangle((180, 180, 560, 900), fill="#6b4a32", outline="#3f2b1c", width=12)
    draw.ellipse((490, 520, 530, 560), fill="#d8b24a")
    draw.rectangle((980, 300, 1350, 640), fill="#f4efe6", outline="#555555", width=14)
    draw.line((980, 640, 1350, 300), fill="#7aa37a", width=10)
    place = image.getexif()
    place.get_ifd(0x8825)[1] = "N"
    place.get_ifd(0x8825)[2] = (52.0, 42.0, 27.0)
    out = io.BytesIO()
    image.save(out, "JPEG", quality=88, exif=place)
    return out.getvalue()


def a_signature() -> bytes:
    """Return a made-up signature (PNG)."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (600, 200), "white")
    draw = ImageDraw.Draw(image)
    stroke = [(40 + 9 * n, 110 + (37 * n * n) % 71 - 35) for n in range(56)]
    draw.line(stroke, fill="#16212b", width=5, joint="curve")
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()
