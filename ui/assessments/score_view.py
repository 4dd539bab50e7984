"""The score so far, its working on demand, and what is still missing."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iomdesk.assessments.form import FormView
from iomdesk.assessments.instrument import Instrument
from iomdesk.assessments.result import Line
from iomdesk.assessments.scoring import Score
from iomdesk.assessments.wording import wording
from ui.assessments.assessment_viewmodel import AssessmentViewModel
from ui.assessments.words import outputs
from ui.cases.facts import level_kind
from ui.saying import counted
from ui.widgets.badge import Chip, RiskBadge
from ui.widgets.buttons import Button
from ui.widgets.card import Card, rule
from ui.widgets.link import Link
from ui.widgets.pages import bare_layout, empty
from ui.widgets.text import Look, text

_MOST_MISSING = 6


class ScorePanel(QWidget):
    """`jumped` names the item that a line of what is missing leads to."""

    jumped = Signal(str)

    def __init__(self, viewmodel: AssessmentViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._open = False
        self._shown: tuple[object, ...] = ()
        self._page: QVBoxLayout = bare_layout(self, gap=14)

    def draw(self) -> None:
        instrument, form = self._viewmodel.instrument, self._viewmodel.form
        if instrument is None or form is None:
            return
        assessment = self._viewmodel.assessment
        override = assessment.override if assessment else None
        now = (form.score, form.no_score, form.missing, override, self._open)
        if now == self._shown:
            return
        self._shown = now
        empty(self._page)
        self._page.addWidget(self._score(instrument, form))
        if form.missing:
            self._page.addWidget(self._missing(form))
        self._page.addStretch(1)

    def _score(self, instrument: Instrument, form: FormView) -> Card:
        card = Card("Score so far")
        if form.score:
            self._figures(card, instrument, form.score)
            words = "Hide the working" if self._open else "Show the working"
            toggle = Button(words, "link")
            toggle.clicked.connect(self._toggle)
            card.body.addWidget(toggle)
            if self._open:
                card.body.addWidget(working(form.score.working))
        else:
            said = form.no_score or "No score is worked out yet."
            card.body.addWidget(text(said, "muted", wrap=True))
        if instrument.notice:
            card.body.addWidget(rule())
            card.body.addWidget(text(wording(instrument.notice), "small", wrap=True))
        return card

    def _figures(self, card: Card, instrument: Instrument, score: Score) -> None:
        assessment = self._viewmodel.assessment
        band = instrument.band(
            (assessment.band if assessment else None) or score.band or ""
        )
        if band:
            kind = level_kind(band.code)
            words = wording(band.label)
            known = kind != "not_assessed"
            card.body.addWidget(RiskBadge(kind, words) if known else Chip(words))
        if score.not_applicable:
            look: Look = "danger" if score.outputs else "muted"
            card.body.addWidget(text(score.not_applicable, look, wrap=True))
        for label, figure in outputs(instrument, score):
            card.body.addWidget(text(figure, "number"))
            card.body.addWidget(text(label, "small", wrap=True))
        if assessment and assessment.override:
            words = f"Overridden: {assessment.override.reason}"
            card.body.addWidget(text(words, "danger-small", wrap=True))

    def _missing(self, form: FormView) -> Card:
        card = Card(f"{counted(len(form.missing), 'thing')} missing")
        for lack in form.missing[:_MOST_MISSING]:
            link = Link(lack.text)
            link.clicked.connect(partial(self.jumped.emit, lack.item))
            card.body.addWidget(link)
        if len(form.missing) > _MOST_MISSING:
            more = f"and {len(form.missing) - _MOST_MISSING} more"
            card.body.addWidget(text(more, "small"))
        return card

    def _toggle(self) -> None:
        self._open = not self._open
        self.draw()


def working(lines: tuple[Line, ...]) -> QWidget:
    """Return the steps of a score: what, how much, from where."""
    held = QWidget()
    layout = bare_layout(held, gap=6)
    for line in lines:
        layout.addWidget(text(f"{line.label}: {line.value}", wrap=True))
        if line.source:
            layout.addWidget(text(line.source, "small", wrap=True))
    return held
