"""Importing people: read whole files, then take the people in small commits."""

from collections.abc import Callable, Mapping, Sequence

from attrs import evolve, frozen

from iomdesk.cases.filing import put_whole
from iomdesk.cases.received import Received
from iomdesk.cases.row import main_reference
from iomdesk.cases.summary import display_name
from iomdesk.cases.whole import WholeCase
from iomdesk.clock import london_date
from iomdesk.exchange.csv_people import read_csv
from iomdesk.exchange.file_kind import FileKind, demand_text, kind_of
from iomdesk.exchange.fillers import load_fillers
from iomdesk.exchange.grouping import (
    SEVERAL,
    Sharers,
    entry_of,
    sharers,
    strength,
    without_references,
)
from iomdesk.exchange.headings import Headings, load_headings, with_mapping
from iomdesk.exchange.kept import NAMELESS, KeptAs, keep_import, keep_people
from iomdesk.exchange.matching import Known, Match, known_people, match
from iomdesk.exchange.mpop.people import read_mpop
from iomdesk.exchange.reading import Reading
from iomdesk.exchange.refusal import Refusal
from iomdesk.exchange.report import Entrant, ImportReport, Outcome
from iomdesk.exchange.saying import SourcePerson
from iomdesk.exchange.taking import Taken, propose_same, set_apart, take
from iomdesk.exchange.whose import keys_of
from iomdesk.exchange.wording import Wording, load_wording
from iomdesk.permissions import Role, demand_confirmed, may
from iomdesk.ports import Operation, Store, UnitOfWork
from iomdesk.records.codec import Json
from iomdesk.records.ids import new_id
from iomdesk.resources import resource_toml

Progress = Callable[[int, int], None]
"""Told how many people are done, of how many."""


@frozen(kw_only=True)
class Order:
    """How an import is done: *mapping* is the name and bytes of a mapping file.

    *sheet* names the sheet of a workbook; without it the first visible one is read.
    """

    kind: FileKind | None = None
    mapping: tuple[str, bytes] | None = None
    dry_run: bool = False
    sheet: str | None = None


def import_people(
    store: Store,
    files: Mapping[str, bytes],
    order: Order,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> ImportReport:
    """Import *files*, or with a dry run say what would be done.

    People are taken in small commits; when *cancelled* says so the next one is not
    begun, what was done stays, and the report says how far it came.
    """
    if not order.dry_run and store.officer.unconfirmed_since:
        _demand_nobody_new(store, files, order)
    words = load_wording()
    limits = resource_toml("exchange/limits.toml")
    reading = read_people(store, files, order, words, limits["max_bytes"])
    reading, shared = _looked_at_together(reading)
    known = evolve(known_people(store.queries), sharers=shared, plans=order.dry_run)
    report = _opening(reading, files, order)
    chunk, total = limits["people_per_commit"], len(reading.people)
    kept_as = KeptAs(id=new_id())
    for start in range(0, total, chunk):
        if cancelled and cancelled():
            return evolve(report, cancelled=True)
        people = reading.people[start : start + chunk]
        if order.dry_run:
            taken = store.do(plan_people, people, known, words)
        else:
            collected = _collected(report, total) if start == 0 else None
            taken = store.do(take_people, people, known, words, collected, kept_as)
        report = _counted(report, taken)
        if progress:
            progress(start + len(people), total)
    return report


def _demand_nobody_new(store: Store, files: Mapping[str, bytes], order: Order) -> None:
    """Refuse to take people on in a role that the hub has stopped confirming."""
    if import_people(store, files, evolve(order, dry_run=True)).new:
        demand_confirmed(store.officer, "import people who are not here yet")


def read_people(
    store: Store,
    files: Mapping[str, bytes],
    order: Order,
    words: Wording,
    limit: int,
) -> Reading:
    """Return who is in *files*, read by what they look like unless told."""
    headings = load_headings()
    if order.mapping:
        headings = with_mapping(headings, *order.mapping)
    for name, data in files.items():
        demand_text(name, data, limit)
    by_kind: dict[FileKind, dict[str, bytes]] = {}
    for name, data in files.items():
        kind = FileKind.MPOP if _kind(order, data) is FileKind.MPOP else FileKind.CSV
        by_kind.setdefault(kind, {})[name] = data
    readings = [
        _read(store, kind, given, headings, words, order.sheet)
        for kind, given in by_kind.items()
    ]
    return Reading(
        people=tuple(p for r in readings for p in r.people),
        seen=sum(r.seen for r in readings),
        refused=tuple(x for r in readings for x in r.refused),
        warnings=tuple(x for r in readings for x in r.warnings),
        apart=tuple(x for r in readings for x in r.apart),
    )


@may(Role.OFFICER, Role.SUPERVISOR)
def take_people(
    work: UnitOfWork,
    people: Sequence[SourcePerson],
    known: Known,
    words: Wording,
    collected: Mapping[str, Json] | None,
    kept_as: KeptAs,
) -> list[Taken]:
    """Write what *people* say; the import's first commit logs the collection.

    Who they were is kept in the same commit as what was done.
    """
    if collected is not None:
        work.log(Operation.COLLECTION, None, collected)
        keep_import(work, kept_as, collected)
    taken = []
    for said in people:
        one = _taken(work, said, known, words)
        if one.outcome is not Outcome.UNCHANGED:
            put_whole(work, one.case)
        for other in one.others:
            put_whole(work, other)
        taken.append(_with_received(work, one, known))
    keep_people(work, kept_as, _entrants(taken))
    return taken


@may(Role.OFFICER, Role.SUPERVISOR)
def plan_people(
    work: UnitOfWork, people: Sequence[SourcePerson], known: Known, words: Wording
) -> list[Taken]:
    """Return what taking *people* would do; nothing is written."""
    taken = []
    for said in people:
        one = _taken(work, said, known, words)
        known.planned.update({case.id: case for case in (one.case, *one.others)})
        taken.append(_with_received(work, one, known, save=False))
    return taken


def _taken(work: UnitOfWork, said: SourcePerson, known: Known, words: Wording) -> Taken:
    matched = match(work, said, known)
    if matched.held and matched.in_doubt:
        return _with_entrant(_apart(matched.held, matched, words), said)
    taken = take(matched.held, matched.said, words)
    if taken.outcome is Outcome.NEW:
        taken = propose_same(taken, known.namesakes(taken.case), words)
        known.add_name(taken.case)
    known.add(taken.case)
    asked = taken.asked + matched.asked
    return _with_entrant(evolve(taken, others=matched.others, asked=asked), said)


def _apart(held: WholeCase, matched: Match, words: Wording) -> Taken:
    if matched.question_id is None:
        return set_apart(held, matched.said, words)
    return Taken(
        case=held,
        outcome=Outcome.SET_APART,
        asked=matched.asked,
        question_id=matched.question_id,
    )


def _with_entrant(taken: Taken, said: SourcePerson) -> Taken:
    """Return *taken* with who it was: as the case is called, or as the file says."""
    case = said.case if taken.outcome is Outcome.SET_APART else taken.case
    entrant = Entrant(
        outcome=taken.outcome,
        case_id=taken.case.id,
        name=display_name(case) or NAMELESS,
        reference=main_reference(case),
        line=said.where,
        question_id=taken.question_id,
        why=taken.case.questions[key].text if (key := taken.question_id) else "",
    )
    return evolve(taken, entrant=entrant)


def _looked_at_together(reading: Reading) -> tuple[Reading, Sharers]:
    """Return the people strongest reference first, and who share a reference.

    So the order of files and rows decides nothing. What stands with several people is
    taken from them; the rows of a list were looked at before, answers are here.
    """
    people = [(entry_of(said.case), said) for said in reading.people]
    people.sort(key=lambda pair: strength(pair[0]))
    shared = sharers([entry for entry, _ in people])
    fillers = {key for key, found in shared.items() if len(found) >= SEVERAL}
    kept: list[SourcePerson] = []
    refused: list[Refusal] = []
    for entry, said in people:
        kinds = [key[0] for key in keys_of(entry.numbers) if key in fillers]
        case = without_references(said.case, kinds)
        refused += [
            Refusal(
                line=said.where,
                path=None if said.where else main_reference(said.case),
                field=kind.upper(),
                reason=load_fillers().shared,
                whole=case is None and kind is kinds[0],
            )
            for kind in kinds
        ]
        if case:
            kept.append(evolve(said, case=case) if kinds else said)
    refused = [*reading.refused, *refused]
    return evolve(reading, people=tuple(kept), refused=tuple(refused)), shared


def _with_received(
    work: UnitOfWork, taken: Taken, known: Known, *, save: bool = True
) -> Taken:
    """Save what came without a home here, where it is not what was kept before."""
    is_new = taken.outcome is Outcome.NEW
    changed = [
        record
        for record in taken.received
        if is_new or _kept_before(work, known, record.id) != record
    ]
    for record in changed:
        if save:
            work.save(record)
        else:
            known.received[record.id] = record
    if changed and taken.outcome is Outcome.UNCHANGED:
        return _as_updated(taken)
    return taken


def _kept_before(work: UnitOfWork, known: Known, record_id: str) -> Received | None:
    return known.received.get(record_id) or work.find(Received, record_id)


def _as_updated(taken: Taken) -> Taken:
    entrant = taken.entrant and evolve(taken.entrant, outcome=Outcome.UPDATED)
    return evolve(taken, outcome=Outcome.UPDATED, entrant=entrant)


def _read(
    store: Store,
    kind: FileKind,
    files: Mapping[str, bytes],
    headings: Headings,
    words: Wording,
    sheet: str | None,
) -> Reading:
    if kind is FileKind.MPOP:
        return read_mpop(files, headings, words)
    return read_csv(files, headings, words, london_date(store.clock()), sheet)


def _kind(order: Order, data: bytes) -> FileKind:
    """Return the kind that was told; a workbook is one whatever was told."""
    found = kind_of(data)
    return found if found is FileKind.XLSX else order.kind or found


def _opening(
    reading: Reading, files: Mapping[str, bytes], order: Order
) -> ImportReport:
    kinds = sorted({_kind(order, data) for data in files.values()})
    return ImportReport(
        format=", ".join(kinds),
        dry_run=order.dry_run,
        files=len(files),
        people_seen=len(reading.people),
        refused=reading.refused,
        warnings=reading.warnings,
        about_nobody=reading.apart,
    )


def _collected(report: ImportReport, total: int) -> dict[str, Json]:
    return {"format": report.format, "files": report.files, "people": total}


def _counted(report: ImportReport, taken: Sequence[Taken]) -> ImportReport:
    def count(outcome: Outcome) -> int:
        return sum(one.outcome is outcome for one in taken)

    return evolve(
        report,
        people_done=report.people_done + len(taken),
        new=report.new + count(Outcome.NEW),
        updated=report.updated + count(Outcome.UPDATED),
        unchanged=report.unchanged + count(Outcome.UNCHANGED),
        set_apart=report.set_apart + count(Outcome.SET_APART),
        fields_written=report.fields_written + sum(one.written for one in taken),
        people=(*report.people, *_entrants(taken)),
        questions=report.questions + sum(one.asked for one in taken),
        possible_same=report.possible_same + sum(one.namesakes for one in taken),
        kept_as_received=report.kept_as_received
        + sum(len(record.unplaced) for one in taken for record in one.received),
    )


def _entrants(taken: Sequence[Taken]) -> list[Entrant]:
    """Return those of whom anything became."""
    people = [one.entrant for one in taken if one.entrant]
    return [one for one in people if one.outcome is not Outcome.UNCHANGED]
