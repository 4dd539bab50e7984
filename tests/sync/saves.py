"""What officers do in a random history, each as one action on the store."""

from collections.abc import Callable

from attrs import evolve

from iomdesk.cases.case import Case
from iomdesk.permissions import Role, may
from iomdesk.plans.plan import Plan
from iomdesk.ports import Opened, UnitOfWork
from iomdesk.records.ids import CaseId, PlanId, VisitId
from iomdesk.visits.visit import Signature, Visit


@may(Role.OFFICER)
def edit(
    work: UnitOfWork,
    case_id: CaseId,
    opened: Opened | None,
    alter: Callable[[Case], Case],
) -> None:
    """Save a form that was opened just now, or some time ago."""
    if opened:
        work.resume(opened)
    work.save(alter(work.get(Case, case_id)))


@may(Role.OFFICER)
def put_case(work: UnitOfWork, case: Case) -> None:
    work.save(case)


@may(Role.OFFICER)
def start_visit(work: UnitOfWork, visit: Visit, photo: bytes | None) -> None:
    if photo:
        signature = Signature(
            by=work.officer.id,
            name="M",
            role="officer",
            at=work.now,
            image_blob=work.put_blob(photo, "image/png"),
        )
        visit = evolve(visit, signature=signature)
    work.save(visit)


@may(Role.OFFICER)
def write_seen(work: UnitOfWork, visit_id: VisitId, words: str) -> None:
    work.save(evolve(work.get(Visit, visit_id), seen=words))


@may(Role.OFFICER)
def sign(work: UnitOfWork, visit_id: VisitId) -> None:
    visit = work.get(Visit, visit_id)
    signed = evolve(visit, signed_at=work.now, signed_by=work.officer.id)
    work.save(signed, seal=True)


@may(Role.OFFICER)
def save_plan(work: UnitOfWork, plan: Plan) -> None:
    work.save(plan)


@may(Role.OFFICER)
def write_situation(work: UnitOfWork, plan_id: PlanId, words: str) -> None:
    work.save(evolve(work.get(Plan, plan_id), situation=words))


@may(Role.OFFICER)
def agree(work: UnitOfWork, plan_id: PlanId) -> None:
    plan = work.get(Plan, plan_id)
    agreed = evolve(plan, agreed_at=work.now, agreed_by=work.officer.id)
    work.save(agreed, seal=True)
