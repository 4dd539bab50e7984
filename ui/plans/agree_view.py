"""Before a version is agreed: what it says, who agrees it, and what it rests on."""

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from iomdesk.cases.case import Case, RiskLevel
from iomdesk.cases.summary import display_name
from iomdesk.dates import date_text
from iomdesk.documents.blocks import Fields
from iomdesk.permissions import confirmed_words
from iomdesk.plans.loading import words
from iomdesk.plans.plan import Plan, all_steps
from iomdesk.plans.quality import live_lines
from iomdesk.plans.sign_off import sign_off_words
from iomdesk.value_words import enum_words
from ui.saying import counted
from ui.widgets.dialog import Dialog
from ui.widgets.document_blocks import DocumentBlocks
from ui.widgets.reveal import reveal
from ui.widgets.text import prose
from ui.widgets.tick_box import TickBox

_LASTS = "An agreed version is never changed: what comes later is a version of its own."


class AgreeDialog(Dialog):
    """`accepted` says yes. *plan* is the version as it will stand when agreed.

    Danger: nobody may agree by keys that were meant for a field. The keys begin on
    “Go back”, and the button that agrees is dead until the box is ticked.
    """

    def __init__(self, case: Case, plan: Plan, parent: QWidget) -> None:
        super().__init__(f"Agree version {plan.version} of the plan?", parent)
        blocks = DocumentBlocks()
        blocks.show_blocks((Fields(rows=tuple(_facts(case, plan))),))
        self.body.addWidget(blocks)
        self.body.addWidget(prose(_LASTS))
        self.read = TickBox("I have read this version and agree it as it stands")
        self.body.addWidget(self.read)
        self.stay = self.add_button("Go back", "secondary", self.reject)
        self.go_on = self.add_button("Agree the plan", "primary", self.accept)
        self.read.edited.connect(self._allow)
        self._allow()
        reveal(self.stay)

    def _allow(self) -> None:
        self.go_on.setEnabled(self.read.value())


def _facts(case: Case, plan: Plan) -> Iterator[tuple[str, str]]:
    confirmed = confirmed_words(confirmed=plan.role_confirmed)
    goals, steps = len(plan.objectives), len(all_steps(plan))
    yield "About", display_name(case)
    yield "Written by", plan.author or "nobody named"
    yield "Agreed by", f"{plan.agreed_name}, supervisor, {confirmed}"
    yield "It will read", sign_off_words(plan)
    yield "Risk levels", _levels(plan)
    yield "Review by", date_text(plan.review_on) if plan.review_on else "not recorded"
    yield "Control", counted(len(live_lines(plan)), "line")
    yield "Change", f"{counted(goals, 'goal')}, {counted(steps, 'step')}"


def _levels(plan: Plan) -> str:
    named, level_words = words()["risk"], enum_words(RiskLevel)
    said = [f"{named[who]}: {level_words[lvl]}" for who, lvl in plan.rated.items()]
    return "; ".join(said) or "none is recorded"
