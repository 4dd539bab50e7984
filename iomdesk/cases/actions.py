"""What officers do with a case: open, consult, edit, answer questions, close."""

from datetime import date
from functools import lru_cache

from attrs import evolve

from iomdesk.cases import editing
from iomdesk.cases.beside import CaseContact, CaseQuestion, part_record_id
from iomdesk.cases.case import Address, Case, Contact, Marker, Rag, RiskLevel
from iomdesk.cases.editing import ClosingReason
from iomdesk.cases.filing import put_whole, with_beside
from iomdesk.cases.said import case_id_of, said_case
from iomdesk.cases.summary import display_name
from iomdesk.cases.whole import WholeCase, bare, part_record, whole
from iomdesk.errors import InputRefused, NotFound, UserError
from iomdesk.permissions import Role, demand_confirmed, may
from iomdesk.ports import Opened, Operation, UnitOfWork
from iomdesk.records.codec import Json, from_input
from iomdesk.records.ids import CaseId, PartId, new_id
from iomdesk.resources import resource_toml


@may(Role.OFFICER, Role.SUPERVISOR)
def consult_case(
    work: UnitOfWork, case_id: CaseId | None, *, shown: int | None = None
) -> None:
    """Log that a person was opened, or that a list of *shown* people was read."""
    detail = {} if shown is None else {"shown": shown}
    work.log(Operation.CONSULTATION, case_id, detail)


@may(Role.OFFICER, Role.SUPERVISOR)
def open_case(work: UnitOfWork, case: Case) -> WholeCase:
    """Take on a person who is not held yet; the id comes from the references."""
    demand_confirmed(work.officer, "take on a new person")
    if not case.person.surname.strip() and not case.references:
        raise InputRefused("Give a surname or a reference.", "person.surname")
    _refuse_held(work, case)
    person = case if isinstance(case, WholeCase) else whole(case)
    opened = evolve(person, id=case_id_of(case.references), opened_at=work.now)
    work.log(Operation.COLLECTION, opened.id, {"records": ["case"]})
    put_whole(work, opened)
    return opened


@may(Role.OFFICER, Role.SUPERVISOR)
def case_from_input(work: UnitOfWork, said: Json) -> WholeCase:
    """Take on the person that an input file describes."""
    return open_case(work, said_case(said))


@may(Role.OFFICER, Role.SUPERVISOR)
def edit_case(work: UnitOfWork, case: Case, opened: Opened | None = None) -> Case:
    """Save the details as a form left them; *opened* is what it was opened on."""
    work.get(Case, case.id)
    if opened:
        work.resume(opened)
    return work.save(bare(case))


@may(Role.OFFICER, Role.SUPERVISOR)
def set_risk(
    work: UnitOfWork, case_id: CaseId, who: str, level: RiskLevel | None
) -> Case:
    """Set the level of one risk and nothing beside it, so that levels merge alone."""
    return work.save(editing.rate(work.get(Case, case_id), who, level))


@may(Role.OFFICER, Role.SUPERVISOR)
def set_rag(work: UnitOfWork, case_id: CaseId, rag: Rag | None) -> Case:
    return work.save(evolve(work.get(Case, case_id), rag=rag))


@may(Role.OFFICER, Role.SUPERVISOR)
def assign_case(
    work: UnitOfWork,
    case_id: CaseId,
    *,
    officer: str | None = None,
    team: str | None = None,
) -> Case:
    """Give the person to an officer, a team or both; what is not named stays."""
    return work.save(editing.assign(work.get(Case, case_id), officer, team))


@may(Role.OFFICER, Role.SUPERVISOR)
def add_address(work: UnitOfWork, case_id: CaseId, address: Address) -> Case:
    case = work.get(Case, case_id)
    return work.save(editing.add_address(case, PartId(new_id()), address))


@may(Role.OFFICER, Role.SUPERVISOR)
def add_marker(work: UnitOfWork, case_id: CaseId, marker: Marker) -> Case:
    """Add a warning with its source, dated today unless it says otherwise."""
    case = work.get(Case, case_id)
    dated = evolve(
        marker,
        created_on=marker.created_on or work.today,
        created_by=marker.created_by or work.officer.name,
    )
    return work.save(editing.add_marker(case, PartId(new_id()), dated))


@may(Role.OFFICER, Role.SUPERVISOR)
def add_contact(work: UnitOfWork, case_id: CaseId, contact: Contact) -> CaseContact:
    case, key = work.get(Case, case_id), PartId(new_id())
    return work.save(part_record(CaseContact, contact, case.id, key))


@may(Role.OFFICER, Role.SUPERVISOR)
def contact_from_input(work: UnitOfWork, case_id: CaseId, said: Json) -> CaseContact:
    """Record somebody around a person, as an input file says them."""
    return add_contact(work, case_id, from_input(Contact, said))


@may(Role.OFFICER, Role.SUPERVISOR)
def end_address(
    work: UnitOfWork, case_id: CaseId, address_id: PartId, on: date | None = None
) -> Case:
    case = work.get(Case, case_id)
    return work.save(editing.end_address(case, address_id, on or work.today))


@may(Role.OFFICER, Role.SUPERVISOR)
def end_marker(work: UnitOfWork, case_id: CaseId, marker_id: PartId, why: str) -> Case:
    case, by = work.get(Case, case_id), work.officer.name
    ended = editing.end_marker(case, marker_id, on=work.today, by=by, why=why)
    return work.save(ended)


@may(Role.OFFICER, Role.SUPERVISOR)
def end_contact(
    work: UnitOfWork, case_id: CaseId, contact_id: PartId, on: date | None = None
) -> CaseContact:
    held = work.find(CaseContact, part_record_id(CaseContact, case_id, contact_id))
    if held is None:
        raise NotFound("There is no such contact on this person.")
    return work.save(evolve(held, ended_on=on or work.today))


@may(Role.OFFICER, Role.SUPERVISOR)
def answer_question(
    work: UnitOfWork, case_id: CaseId, question_id: PartId, *, theirs: bool
) -> WholeCase:
    """Answer a question of an import: take the source's value, or keep ours."""
    case, by = work.get(Case, case_id), work.officer.name
    record_id = part_record_id(CaseQuestion, case_id, question_id)
    asked = work.find(CaseQuestion, record_id)
    path = editing.path_of(asked) if asked else ()
    only = [PartId(path[1])] if path[:1] == ("appointments",) else []
    person = with_beside(work.queries, case, only=only)
    answered = editing.answer(person, question_id, theirs=theirs, by=by, at=work.now)
    put_whole(work, answered)
    return answered


@may(Role.SUPERVISOR)
def close_case(work: UnitOfWork, case_id: CaseId, why: str, words: str = "") -> Case:
    """Close the case for one of the reasons listed; nothing is removed."""
    reason = next((r for r in closing_reasons() if r.code == why), None)
    if reason is None:
        codes = ", ".join(reason.code for reason in closing_reasons())
        raise InputRefused(
            f"“{why}” is not a reason to close a case. There are: {codes}.", "why"
        )
    return work.save(editing.close(work.get(Case, case_id), work.today, reason, words))


@may(Role.SUPERVISOR)
def reopen_case(work: UnitOfWork, case_id: CaseId) -> Case:
    return work.save(editing.reopen(work.get(Case, case_id)))


@lru_cache(maxsize=1)
def closing_reasons() -> tuple[ClosingReason, ...]:
    said = resource_toml("cases/closing.toml")["reasons"]
    return tuple(from_input(ClosingReason, reason) for reason in said)


def _refuse_held(work: UnitOfWork, case: Case) -> None:
    for reference in case.references.values():
        try:
            held = work.queries.find_case(reference.value)
        except NotFound:
            continue
        name = display_name(work.get(Case, held))
        raise UserError(
            f"{reference.value} is already held here: {name}. Open that person."
        )
