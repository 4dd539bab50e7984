"""A score of another tool being typed in: nothing is worked out from it."""

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import QObject, Signal

from iomdesk.assessments.recorded import recorded_score
from iomdesk.assessments.recording import record_score
from iomdesk.assessments.tools import Tool, tool_called
from iomdesk.cases.case import Case
from iomdesk.errors import InputRefused, UserError
from ui.cases.recording import OTHER, Asked, asked_about, said_score, tool_names
from ui.desk import Desk


class RecordScoreViewModel(QObject):
    """`asked_anew` says that other fields are asked, `recorded` that it is kept."""

    asked_anew = Signal()
    changed = Signal()
    recorded = Signal()

    def __init__(self, desk: Desk, case: Case) -> None:
        super().__init__()
        self.desk = desk
        self.case = case
        self.tools = tool_names()
        self.code = self.tools[0][0]
        self.problem = ""
        self.field = ""
        self.busy = False

    @property
    def tool(self) -> Tool | None:
        return None if self.code == OTHER else tool_called(self.code)

    @property
    def asked(self) -> tuple[Asked, ...]:
        return asked_about(self.tool)

    def choose_tool(self, code: str) -> None:
        if code != self.code:
            self.code = code
            self.problem = self.field = ""
            self.asked_anew.emit()

    def problem_of(self, key: str) -> str:
        """Return what is wrong with a field; a tool of scales has no field “band”."""
        keys = [one.key for one in self.asked]
        at = self.field if self.field in keys else self._nearest(keys)
        return self.problem if key == at else ""

    def record(self, values: Mapping[str, object]) -> None:
        """Record what was typed, or say beside the field why it cannot be taken."""
        try:
            said = said_score(self.tool, values)
            recorded_score(
                said,
                self.tool,
                born_on=self.case.person.born_on,
                today=self.desk.today,
            )
        except UserError as refusal:
            self._refuse(refusal)
            return
        self.busy = True
        work = partial(self.desk.store.do, record_score, self.case.id, said)
        self.desk.tasks.run(work, self._recorded, self._refuse, self)

    def _nearest(self, keys: list[str]) -> str:
        """Return the field that a problem without one of its own stands at."""
        group = {"band": "scales."}.get(self.field, f"{self.field}.")
        return next((key for key in keys if key.startswith(group)), "")

    def _recorded(self, _kept: object) -> None:
        self.busy = False
        self.desk.told.emit("The score is recorded.")
        self.recorded.emit()

    def _refuse(self, refusal: UserError) -> None:
        self.busy = False
        self.problem = str(refusal)
        self.field = refusal.field if isinstance(refusal, InputRefused) else ""
        self.changed.emit()
