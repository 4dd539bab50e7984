"""What officers do with pledges, and what is due on them."""

from collections.abc import Iterator, Mapping

from attrs import evolve

from iomdesk.cases.filing import person_of
from iomdesk.due.standing import Standing
from iomdesk.errors import InputRefused
from iomdesk.journal.conflict import Conflict
from iomdesk.permissions import Role, may
from iomdesk.ports import DueRow, UnitOfWork
from iomdesk.records.codec import Document, Json, from_input
from iomdesk.records.ids import CaseId, PartId, made_id, new_id
from iomdesk.records.json_schema import json_schema
from tests.kinds.toy.pledge import Pledge

OURS = ("id", "case_id", "paper_blob", "signed_at", "later")


@may(Role.OFFICER)
def record_pledge(
    work: UnitOfWork, case_id: CaseId, said: Json, files: Mapping[str, bytes]
) -> Pledge:
    """Record the pledge that a file describes, with the picture beside it."""
    if not isinstance(said, Mapping):
        raise InputRefused("The file must hold one JSON object.")
    ours = {"id": new_id(), "case_id": person_of(work.queries, case_id).id}
    plain = {key: value for key, value in said.items() if key != "paper"}
    pledge = from_input(Pledge, plain | ours)
    if paper := said.get("paper"):
        pledge = evolve(pledge, paper_blob=work.put_blob(files[paper], "image/png"))
    return work.save(pledge)


@may(Role.OFFICER)
def keep_pledge(work: UnitOfWork, pledge: Pledge, *, signed: bool = False) -> Pledge:
    """Save it as changed, or sign it."""
    signature = work.now if signed else pledge.signed_at
    return work.save(evolve(pledge, signed_at=signature), seal=signed)


def keep_later(work: UnitOfWork, late: Conflict, words: str) -> None:
    pledge = work.get(Pledge, late.record_id)
    later = {**pledge.later, PartId(made_id("later", late.id)): words}
    work.save(evolve(pledge, later=later), settles=(late.id,))


def pledges_due(standing: Standing) -> Iterator[DueRow]:
    for pledge in standing.of(Pledge):
        if pledge.keep_by:
            yield DueRow(
                case_id=pledge.case_id,
                kind="pledge",
                what="See that the pledge is kept",
                due_on=pledge.keep_by,
                why=pledge.promise,
                record_id=pledge.id,
            )


def pledge_schema() -> Document:
    schema = json_schema(Pledge, without=OURS)
    schema["properties"] |= {"paper": {"type": "string"}}
    return schema | {"title": "pledge"}


def example_pledge() -> Document:
    return {"promise": "Stays away from Tanner Street", "keep_by": "2026-12-01"}


def papers_named(said: Json) -> list[str]:
    return [said["paper"]] if isinstance(said, Mapping) and "paper" in said else []
