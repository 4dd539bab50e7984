"""Above the visit: who it is, the warnings, how long it has lasted, the ways out."""

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from iomdesk.clock import london_time
from iomdesk.visits.form import FINISH
from ui.cases.facts import person_facts
from ui.visits.finish_view import failed_outcomes
from ui.visits.visit_viewmodel import VisitViewModel
from ui.widgets.badge import MarkerChip, RiskBadge
from ui.widgets.buttons import Button
from ui.widgets.flow_layout import FlowLayout
from ui.widgets.menus import menu_below
from ui.widgets.pages import flowing
from ui.widgets.text import text

_MIDDLE = Qt.AlignmentFlag.AlignVCenter


class TopBar(QFrame):
    """The ways out stand at its right, or where there is more room: see `lay_out`."""

    def __init__(self, viewmodel: VisitViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        case, today = viewmodel.held.case, viewmodel.today
        facts = person_facts(case, today, disputed=viewmodel.held.disputed)
        self._name = text(facts.name, "title", wrap=True)
        self._badges: list[QWidget] = []
        for badge in facts.badges:
            if badge.kind == "marker":
                self._badges.append(MarkerChip(badge.words))
            elif badge.kind != "chip":
                self._badges.append(RiskBadge(badge.kind, badge.words))
        self._clock = text("", "muted")
        self._build_ways_out()
        self._lay_out_all()
        self.draw()

    def lay_out(self, *, ways_here: bool) -> None:
        """Take the ways out in; without them all that is told fits on fewer lines."""
        if ways_here:
            self._across.addWidget(self.ways_out, 0, _MIDDLE)
            _fill(self._first, [self._name, self._clock])
            _fill(self._second, self._badges)
        else:
            _fill(self._first, [])
            _fill(self._second, [self._name, *self._badges, self._clock])

    def draw(self) -> None:
        visit = self._viewmodel.visit
        self.leave.setVisible(self._viewmodel.part != FINISH)
        if visit.started_at is None:
            return
        until = visit.ended_at or self._viewmodel.desk.now
        minutes = int((until - visit.started_at).total_seconds() // 60)
        said = f"In {london_time(visit.started_at):%H:%M} · {minutes} min"
        if visit.expected_end_at:
            said += f" · out by {london_time(visit.expected_end_at):%H:%M}"
        self._clock.setText(said)

    def _build_ways_out(self) -> None:
        self.not_seen = Button("Not seen…")
        self.leave = Button("Leave and finish", "primary", shortcut="Ctrl+Return")
        self.not_seen.clicked.connect(self._choose_outcome)
        self.leave.clicked.connect(self._viewmodel.leave)
        # “Not seen…” must not come where a finger was about to leave.
        policy = self.leave.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.leave.setSizePolicy(policy)
        self.ways_out = flowing([self.not_seen, self.leave], gap=12)

    def _lay_out_all(self) -> None:
        self._first, self._second = FlowLayout(gap=16), FlowLayout(gap=8)
        told = QVBoxLayout()
        told.setSpacing(4)
        told.addLayout(self._first)
        told.addLayout(self._second)
        self._across = QHBoxLayout(self)
        self._across.setContentsMargins(20, 8, 20, 8)
        self._across.setSpacing(12)
        self._across.addLayout(told, 1)
        self.lay_out(ways_here=True)

    def _choose_outcome(self) -> None:
        choices: list[tuple[str, Callable[[], object]]] = [
            (words, partial(self._viewmodel.fail, code))
            for code, words in failed_outcomes()
        ]
        menu_below(self.not_seen, choices)


def _fill(layout: FlowLayout, widgets: Sequence[QWidget]) -> None:
    """Put *widgets* into *layout* in place of what it held."""
    while layout.takeAt(0):
        pass
    for widget in widgets:
        layout.addWidget(widget)
    layout.invalidate()
