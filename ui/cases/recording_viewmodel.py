"""A score of another tool being typed in: nothing is worked out from it."""

from collections.abc import Mapping

from PySide6.QtCore import Signal

from iomdesk.assessments.recorded import recorded_score
from iomdesk.assessments.tools import Tool, tool_called
from iomdesk.cases.case import Case
from iomdesk.errors import UserError
from ui.cases.operations import record_score
from ui.cases.recording import OTHER, Asked, asked_about, said_score, tool_names
from ui.desk import Desk
from ui.viewmodel import ViewModel


class RecordScoreViewModel(ViewModel):
    """`asked_anew` says that other fields are asked, `recorded` that it is kept."""

    asked_anew = Signal()
    recorded = Signal()

    def __init__(self, desk: Desk, case: Case) -> None:
        super().__init__(desk)
        self.case = case
        self.tools = tool_names()
        self.code = self.tools[0][0]

    @property
    def tool(self) -> Tool | None:
        return None if self.code == OTHER else tool_called(self.code)

    @property
    def asked(self) -> tuple[Asked, ...]:
        return asked_about(self.tool)

    def choose_tool(self, code: str) -> None:
        if code != self.code:
            self.code = code
            self.problems = {}
            self.asked_anew.emit()

    def problem_of(self, key: str) -> str:
        """Return what is wrong with a field; a tool of scales has no field “band”."""
        keys = [one.key for one in self.asked]
        at = {f if f in keys else self._nearest(f, keys) for f in self.problems}
        return self.problem if key in at else ""

    def record(self, values: Mapping[str, object]) -> None:
        """Record what was typed, or say beside the field why it cannot be taken."""
        try:
            said = said_score(self.tool, values)
            recorded_score(
                said,
                self.tool,
                born_on=self.case.person.born_on,
                today=self.today,
            )
        except UserError as refusal:
            self.refuse(refusal)
            return
        self.do(record_score(self.case.id, said), self._recorded)

    def _nearest(self, field: str, keys: list[str]) -> str:
        """Return the field that a problem without one of its own stands at."""
        group = {"band": "scales."}.get(field, f"{field}.")
        return next((key for key in keys if key.startswith(group)), "")

    def _recorded(self, _kept: object) -> None:
        self.recorded.emit()
