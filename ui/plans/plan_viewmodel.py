"""A plan being written or read: what it answers, what it lacks, who agrees it."""

from collections.abc import Callable, Sequence
from datetime import date
from functools import partial

from attrs import evolve
from PySide6.QtCore import QObject, Signal

from iomdesk.cases.summary import rated_risks
from iomdesk.errors import UserError
from iomdesk.forms.opened_record import OpenedRecord
from iomdesk.permissions import Role
from iomdesk.plans.actions import approval, move_step
from iomdesk.plans.coverage import Asked, coverage
from iomdesk.plans.form import plan_form, settled
from iomdesk.plans.forms import (
    begin_next_version,
    begin_plan,
    keep_plan,
    record_and_agree,
)
from iomdesk.plans.loading import pathways, standards
from iomdesk.plans.parts import ControlLine, Need, Objective, Pillar, StepStatus
from iomdesk.plans.plan import Plan, agree
from iomdesk.plans.quality import quality
from iomdesk.plans.sign_off import in_dispute, unseen_words
from iomdesk.ports import Draft, Opened
from iomdesk.reasons import NotReady, Reason
from iomdesk.records.ids import PartId, new_id
from ui.consulting import log_consultation
from ui.desk import Desk
from ui.drafting import Drafting
from ui.forms.session import FormSession
from ui.places import ConflictsPlace, PersonPlace, PlanPlace, PreviewPlace
from ui.plans.reading import HeldPlan, read_plan


class PlanViewModel(QObject):
    """`opened` says that another plan is shown, `changed` that something was typed."""

    opened = Signal()
    changed = Signal()
    refused = Signal()

    def __init__(self, desk: Desk, place: PlanPlace) -> None:
        super().__init__()
        self.desk = desk
        self.place = place
        self.held: HeldPlan | None = None
        self.refusal = ""
        self.busy = False
        self.session = FormSession(desk, Plan, plan_form(()), settled)
        self.session.changed.connect(self.changed)
        log_consultation(desk, place.case_id, self)
        self._read()

    @property
    def plan(self) -> Plan | None:
        """Return the plan as it now is on the screen, as far as it can be read."""
        return self.session.record if self.session.opened else None

    @property
    def drafting(self) -> Drafting:
        return self.session.drafting

    @property
    def today(self) -> date:
        return self.desk.today

    @property
    def may_agree(self) -> bool:
        return Role.SUPERVISOR in self.desk.officer.roles

    def asked(self) -> tuple[Asked, ...]:
        """Return what the plan has to answer, and with what it does."""
        if self.plan is None or self.held is None:
            return ()
        return coverage(self.plan, self.held.case, self.held.needs, self.today)

    def reasons(self) -> tuple[Reason, ...]:
        """Return what the plan lacks, what stands in the way first."""
        if self.plan is None or self.held is None or self.plan.agreed_at:
            return ()
        held = self.held
        return (
            *self.session.reasons(),
            *in_dispute(self.plan, held.conflicts),
            *quality(self.plan, held.case, held.needs, standards(), self.today),
        )

    def as_agreed(self) -> Plan | None:
        """Return the plan as it would be agreed now: what the question shows."""
        if self.plan is None or self.held is None:
            return None
        by = approval(self.desk.officer, self.desk.now)
        return agree(self.plan, by, (), rated_risks(self.held.case.risk))

    def edit(self, plan: Plan) -> None:
        """Take the plan as it now is on the screen."""
        if self.plan and not self.plan.agreed_at:
            self.session.edit(plan)

    def add_line(self, answers: str) -> PartId:
        """Add a control line for a risk or a condition."""
        key = PartId(new_id())
        if self.plan:
            line = ControlLine(
                pillar=Pillar.SUPERVISION,
                text="",
                answers=(answers,),
                rank=len(self.plan.control),
                owner=self.desk.officer.name,
            )
            self.edit(evolve(self.plan, control={**self.plan.control, key: line}))
        return key

    def add_goal(self, pathway: str) -> PartId:
        """Add a goal on the pathway of a need."""
        key = PartId(new_id())
        if self.plan:
            goal = Objective(pathway=pathway, text="", rank=len(self.plan.objectives))
            goals = {**self.plan.objectives, key: goal}
            self.edit(evolve(self.plan, objectives=goals))
        return key

    def answerable(self) -> list[Asked]:
        """Return what a control line can answer: risks, and conditions in force."""
        return [one for one in self.asked() if one.kind != "need"]

    def answers_of(self, line: PartId) -> tuple[str, ...]:
        return self.plan.control[line].answers if self.plan else ()

    def answer(self, line: PartId, keys: tuple[str, ...]) -> None:
        """Say what the control line answers."""
        if self.plan:
            said = evolve(self.plan.control[line], answers=keys)
            self.edit(evolve(self.plan, control={**self.plan.control, line: said}))

    def say_why_no_goal(self, pathway: str, why: str) -> None:
        if self.plan is None or self.held is None:
            return
        held = self.plan.needs.get(pathway) or self.held.needs.get(pathway)
        need = evolve(held or Need(level="not_known"), why_no_goal=why or None)
        self.edit(evolve(self.plan, needs={**self.plan.needs, pathway: need}))

    def keep(self) -> None:
        """Record the draft, so that it goes to the supervisor with the next sync."""
        self.session.ask_all()
        left = self.session.left_over()
        self._finish(keep_plan, self._kept, left)

    def agree(self) -> None:
        """Agree the plan: the officer was asked, and said so."""
        if self.session.ask_all() or any(r.refuses for r in self.reasons()):
            self.refused.emit()
        else:
            self._finish(record_and_agree, self._agreed)

    def revise(self, reason: str = "") -> None:
        """Begin the next version of the plan in force."""
        if self.plan:
            do = self.desk.store.do
            work = partial(do, begin_next_version, self.plan.id, reason or None)
            self._run(work, self._begun)

    def report(
        self, step_id: PartId, status: StepStatus, why: str = "", on: date | None = None
    ) -> None:
        """Say how a step of the agreed plan went."""
        if self.plan:
            work = partial(
                self.desk.store.do,
                move_step,
                self.plan.id,
                step_id,
                status,
                done_on=on,
                why=why or None,
            )
            self._run(work, self._reported)

    def show_version(self, plan: Plan) -> None:
        self.drafting.flush()
        self.desk.go(PlanPlace(case_id=plan.case_id, plan_id=plan.id))

    def preview(self) -> None:
        if self.plan:
            case_id, which = self.plan.case_id, self.plan.id
            self.desk.go(PreviewPlace(case_id=case_id, kind="plan", which=which))

    def settle(self) -> None:
        """Go to what is in dispute; what was typed is kept."""
        self.drafting.flush()
        self.desk.go(ConflictsPlace(case_id=self.place.case_id))

    def back(self) -> None:
        self.drafting.flush()
        self.desk.go(PersonPlace(case_id=self.place.case_id, tab="plan"))

    def _finish(
        self,
        action: Callable[..., object],
        done: Callable[..., object],
        *more: Draft | None,
    ) -> None:
        opened = self.session.opened
        if self.plan and opened:
            self.drafting.stop()
            draft_id = self.drafting.draft_id
            do = self.desk.store.do
            self._run(partial(do, action, self.plan, opened, draft_id, *more), done)

    def _read(self) -> None:
        store, place = self.desk.store, self.place

        def work() -> HeldPlan:
            return read_plan(store.queries, place)

        self.desk.tasks.read(work, self._has_read, self._refuse, self)

    def _has_read(self, held: HeldPlan) -> None:
        self.held = held
        if held.plan is None or held.opened is None:
            do, case_id = self.desk.store.do, self.place.case_id
            self._run(partial(do, begin_plan, case_id), self._begun)
            return
        self._start(held.opened, held.draft)
        self._ready()

    def _start(self, opened: Opened, draft: Draft | None = None) -> None:
        self.session.form = plan_form(
            _pathway_options(opened.document.get("pathway_set"))
        )
        self.session.start(opened, draft)

    def _begun(self, form: OpenedRecord[Plan]) -> None:
        if self.held:
            plans = (*self.held.plans, form.record)
            self.held = evolve(self.held, plans=plans, plan=form.record)
        self._start(form.opened)
        self._ready()

    def _ready(self) -> None:
        self.busy = False
        self.opened.emit()

    def _kept(self, form: OpenedRecord[Plan]) -> None:
        self.busy = False
        self._start(form.opened, form.draft)
        self.desk.told.emit(_kept_words(self.session.reasons()))
        self.changed.emit()

    def _agreed(self, plan: Plan) -> None:
        unseen = f", {words}" if (words := unseen_words(plan)) else ""
        self.desk.told.emit(f"Version {plan.version} of the plan is agreed{unseen}.")
        self.place = evolve(self.place, plan_id=plan.id, draft_id=None)
        self._read()

    def _reported(self, plan: Plan) -> None:
        self.busy = False
        self.session.absorb(plan)

    def _run(self, work: Callable[[], object], done: Callable[..., object]) -> None:
        self.busy = True
        self.desk.tasks.run(work, done, self._refuse, self)

    def _refuse(self, refusal: UserError) -> None:
        self.busy = False
        if isinstance(refusal, NotReady):
            self.refused.emit()
        elif self.plan is None:
            self.refusal = str(refusal)
            self.opened.emit()
        else:
            self.drafting.touch()
            self.desk.tell(refusal)
        self.changed.emit()


def _kept_words(left: Sequence[Reason]) -> str:
    if not left:
        return "The draft is recorded. A supervisor can agree it."
    return (
        "The draft is recorded, but for what cannot be read yet. That stays on this"
        f" laptop as it was typed. {left[0].text}"
    )


def _pathway_options(pathway_set: str | None) -> list[tuple[str, str]]:
    known = pathways().set_of(pathway_set)
    return [(one.code, one.label) for one in known.pathways]
