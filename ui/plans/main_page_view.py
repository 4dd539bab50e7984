"""Risks and needs above; control at the left and change at the right."""

from collections.abc import Sequence
from functools import partial

from attrs import evolve
from PySide6.QtWidgets import QWidget

from iomdesk.journal.patch import Path
from iomdesk.plans.coverage import Asked
from iomdesk.records.ids import PartId
from ui.plans.change_view import GoalRow
from ui.plans.control_view import ControlRow
from ui.plans.coverage_view import CoverageCard
from ui.plans.page_view import PlanPage
from ui.widgets.columns_layout import ColumnsLayout
from ui.widgets.pages import bare_layout
from ui.widgets.part_list import PartList
from ui.widgets.reveal import reveal
from ui.widgets.text import text


class MainPage(PlanPage):
    def build(self) -> None:
        self.coverage = CoverageCard(self.viewmodel)
        self.coverage.added.connect(self._go_to)
        self.page.addWidget(self.coverage)
        held = QWidget()
        columns = ColumnsLayout(held, least=18)
        self.control = PartList(
            partial(ControlRow, self._to_answer), "Add a line", "line", "card"
        )
        pathways = self.viewmodel.pathway_choices()
        goal = partial(GoalRow, pathways, self.viewmodel.today)
        self.change = PartList(goal, "Add a goal", "goal", "card")
        for heading, parts in (("Control", self.control), ("Change", self.change)):
            columns.addWidget(_headed(heading, parts))
            parts.edited.connect(self.typed)
        self.page.addWidget(held)

    def draw(self) -> None:
        plan = self.plan()
        self.coverage.draw()
        lines = {k: c for k, c in plan.control.items() if c.ended_on is None}
        order = sorted(lines, key=lambda k: (lines[k].rank, k))
        self.control.set_values({key: lines[key] for key in order})
        goals = plan.objectives
        order = sorted(goals, key=lambda k: (goals[k].rank, k))
        self.change.set_values({key: goals[key] for key in order})

    def take(self) -> None:
        plan = self.plan()
        ended = {k: c for k, c in plan.control.items() if c.ended_on}
        control = {
            key: evolve(line, rank=rank)
            for rank, (key, line) in enumerate(self.control.values().items())
        }
        goals = {
            key: evolve(goal, rank=rank)
            for rank, (key, goal) in enumerate(self.change.values().items())
        }
        self.viewmodel.edit(
            evolve(plan, control={**ended, **control}, objectives=goals)
        )

    def field_for(self, path: Path) -> QWidget | None:
        where, *keys = path
        if where == "objectives":
            return self._goal_field(keys)
        return self.coverage.lack(keys[0]) if keys else self.control.add

    def _goal_field(self, keys: Sequence[str]) -> QWidget | None:
        goal = self.change.row(PartId(keys[0])) if keys else None
        if isinstance(goal, GoalRow) and keys[2:]:
            return goal.steps.row(PartId(keys[2]))
        return goal

    def _to_answer(self) -> list[Asked]:
        return [one for one in self.viewmodel.asked() if one.kind != "need"]

    def _go_to(self, key: str) -> None:
        """Put the keys into the part that was just made."""
        self.show_plan()
        row = self.control.row(PartId(key)) or self.change.row(PartId(key))
        if row:
            reveal(row)


def _headed(heading: str, parts: PartList) -> QWidget:
    side = QWidget()
    layout = bare_layout(side, gap=8)
    layout.addWidget(text(heading, "heading"))
    layout.addWidget(parts)
    layout.addStretch(1)
    return side
