"""What officers do with scores of other tools: record them, withdraw a wrong one."""

import json
from collections.abc import Mapping

from attrs import evolve, frozen

from iomdesk.assessments.actions import case_facts
from iomdesk.assessments.assessment import refuse_others
from iomdesk.assessments.catalogue import catalogue
from iomdesk.assessments.recorded import (
    SaidScore,
    recorded_score,
    withdraw_score,
)
from iomdesk.assessments.tools import Tool, tool_called
from iomdesk.cases.beside import CaseScore, part_record_id
from iomdesk.cases.case import Case, RecordedScore
from iomdesk.cases.whole import part_record
from iomdesk.errors import InputRefused, NotFound
from iomdesk.permissions import Role, may
from iomdesk.ports import Operation, UnitOfWork
from iomdesk.records.codec import Document, Json, from_input
from iomdesk.records.ids import CaseId, PartId, new_id
from iomdesk.records.json_schema import json_schema
from iomdesk.resources import resource_text


@frozen(kw_only=True)
class KeptScore:
    """A score as it was recorded, under its id on the case."""

    id: PartId
    case_id: CaseId
    score: RecordedScore


@may(Role.OFFICER, Role.SUPERVISOR)
def record_score(work: UnitOfWork, case_id: CaseId, said: SaidScore) -> KeptScore:
    """Record a score typed in, as its tool gave it; refused where it is not for them.

    A supervisor may record one too: it says what another system holds.
    """
    case, tool = work.get(Case, case_id), tool_called(said.tool)
    if tool:
        _refuse_not_applicable(work, tool, case, said)
    born_on = case.person.born_on
    score = recorded_score(said, tool, born_on=born_on, today=work.today)
    typed = evolve(score, recorded_by=work.officer.name, recorded_at=work.now)
    kept = KeptScore(id=PartId(new_id()), case_id=case_id, score=typed)
    work.save(part_record(CaseScore, typed, case_id, kept.id))
    work.log(Operation.COLLECTION, case_id, {"records": ["score"]})
    return kept


@may(Role.OFFICER, Role.SUPERVISOR)
def record_score_from_input(
    work: UnitOfWork, case_id: CaseId, document: Json
) -> KeptScore:
    """Record the score that an input file says."""
    if not isinstance(document, Mapping):
        raise InputRefused("The file must hold one JSON object.")
    return record_score(work, case_id, from_input(SaidScore, document))


@may(Role.OFFICER, Role.SUPERVISOR)
def withdraw_recorded_score(
    work: UnitOfWork, case_id: CaseId, score_id: PartId, why: str
) -> CaseScore:
    """Withdraw a score recorded wrongly; it stays readable with the reason."""
    held = work.find(CaseScore, part_record_id(CaseScore, case_id, score_id))
    if held is None:
        raise NotFound("There is no such score on this person.")
    by = work.officer.name
    return work.save(withdraw_score(held, on=work.today, by=by, why=why))


def score_schema() -> Document:
    """Return the JSON Schema of an input file for a recorded score."""
    return json_schema(SaidScore) | {"title": "score"}


def example_score() -> Document:
    """Return an input file that is recorded as a score."""
    example: Document = json.loads(resource_text("assessments/example-score.json"))
    return example


def _refuse_not_applicable(
    work: UnitOfWork, tool: Tool, case: Case, said: SaidScore
) -> None:
    """Refuse a person whom the tool is not meant for, where its rule is known here."""
    try:
        instrument = catalogue(work.queries).newest(tool.code, work.today)
    except NotFound:
        return
    refuse_others(instrument, case_facts(case), said.on)
