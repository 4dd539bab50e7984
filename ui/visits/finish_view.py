"""The end of the form: how it went, when it ended, and the signature."""

from datetime import datetime, timedelta
from functools import partial

from attrs import evolve
from PySide6.QtWidgets import QHBoxLayout, QWidget

from iomdesk.dates import clock_text
from iomdesk.visits.loading import visit_reference
from ui.visits.arrival_view import typed_time
from ui.visits.part_view import PartView
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.choice import Choice, Option
from ui.widgets.editors import LineEdit
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.fields import Field
from ui.widgets.pages import flowing
from ui.widgets.reveal import reveal
from ui.widgets.signature_pad import SignaturePad
from ui.widgets.text import text
from ui.widgets.time_edit import TimeEdit

_HALF_A_DAY = timedelta(hours=12)
_STATEMENT = "I sign without drawing: what is written here is what I saw and was told"


class FinishView(PartView):
    def build(self) -> None:
        self.summary = ErrorSummary()
        self.page.addWidget(self.summary)
        self.warrant = Banner()
        self.page.addWidget(self.warrant)
        self.outcome = Choice(_outcomes())
        self.note = LineEdit()
        self.ended = TimeEdit(self.viewmodel.today)
        self.lone = LineEdit()
        self._outcome = Field("How did the visit end", self.outcome)
        self._ended = Field("Time out", self.ended)
        self._lone = Field("Why you went alone", self.lone, optional=True)
        more = Field("More about the outcome", self.note, optional=True)
        self.safe = Button("Safe and clear")
        self.safe_at = text("", "small")
        safe = flowing([self.safe, self.safe_at], gap=12)
        self.add_card(self._outcome, more, self._ended, self._lone, safe)
        self.pad = SignaturePad(self.viewmodel.desk.officer.name, _STATEMENT)
        self.sign = Button(
            "Sign the visit", "primary", picture="signature", shortcut="Ctrl+Return"
        )
        self.later = Button("Keep it, sign later")
        across = QHBoxLayout()
        across.addStretch(1)
        across.addWidget(self.later)
        across.addWidget(self.sign)
        self.add_card(self.pad).body.addLayout(across)
        self._connect()

    def _connect(self) -> None:
        for editor in (self.outcome, self.note, self.lone):
            editor.edited.connect(self._typed)
        self.outcome.passed.connect(partial(reveal, self.pad.statement))
        self.ended.edited.connect(self._typed)
        self.safe.clicked.connect(self.viewmodel.say_safe)
        self.sign.clicked.connect(self._sign)
        self.later.clicked.connect(self.viewmodel.keep_for_later)

    def draw(self) -> None:
        super().draw()
        visit = self.viewmodel.visit
        self.outcome.set_value(visit.outcome or "")
        self.note.set_value(visit.outcome_note or "")
        if not self.ended.hasFocus():
            self.ended.set_value(visit.ended_at)
        self.lone.set_value(visit.lone_why or "")
        self._lone.setVisible(len(visit.officers) == 1)
        safe_at = visit.safe_and_clear_at
        said = f"said at {clock_text(safe_at)}" if safe_at else "when you are away"
        self.safe_at.setText(said)
        warrant = self.viewmodel.held.warrant_words(visit)
        self.warrant.say(warrant, "warning") if warrant else self.warrant.hide()
        for button in (self.sign, self.later):
            button.setEnabled(not self.viewmodel.busy)

    def field_for(self, path: tuple[str, ...]) -> QWidget:
        fields: dict[str, QWidget] = {
            "outcome": self._outcome,
            "ended_at": self._ended,
            "lone_why": self._lone,
            "signature": self.pad.statement,
        }
        return fields.get(path[0]) or super().field_for(path)

    def _typed(self) -> None:
        visit = self.viewmodel.visit
        edited = evolve(
            visit,
            outcome=self.outcome.value() or None,
            outcome_note=self.note.value() or None,
            ended_at=_end(typed_time(self.ended, visit.ended_at), visit.started_at),
            lone_why=self.lone.value() or None,
        )
        self.viewmodel.edit(edited)

    def _sign(self) -> None:
        drawn = self.pad.picture() or None
        self.viewmodel.sign(drawn, statement=self.pad.statement.isChecked())


def _end(ended: datetime | None, started: datetime | None) -> datetime | None:
    """Return *ended* on the day after, where a visit began before midnight."""
    if ended and started and started - ended > _HALF_A_DAY:
        return ended + timedelta(days=1)
    return ended


def failed_outcomes() -> list[tuple[str, str]]:
    """Return how a visit can end at which nobody was seen."""
    return [(o.code, o.label) for o in visit_reference().outcomes if not o.seen]


def _outcomes() -> list[Option]:
    return [Option(key=o.code, words=o.label) for o in visit_reference().outcomes]
