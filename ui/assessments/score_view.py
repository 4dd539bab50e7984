"""The score so far, its working on demand, what is missing, and last time's score."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from iomdesk.assessments.again import Before, Standing
from iomdesk.assessments.form import FormView
from iomdesk.assessments.instrument import Instrument
from iomdesk.assessments.languages import language_note
from iomdesk.assessments.result import Line
from iomdesk.assessments.said import conviction_note, kind_note
from iomdesk.assessments.scoring import Score
from iomdesk.assessments.wording import wording
from ui.assessments.assessment_viewmodel import AssessmentViewModel
from ui.assessments.bands_view import band_badge, both_bands
from ui.assessments.words import outputs
from ui.saying import counted, day_words
from ui.widgets.buttons import Button
from ui.widgets.card import Card, rule
from ui.widgets.link import Link
from ui.widgets.pages import bare_layout, empty
from ui.widgets.text import Look, text

_MOST_MISSING = 4


class ScorePanel(QWidget):
    """`jumped` names the item that a line leads to; `overriding` asks for a band."""

    jumped = Signal(str)
    overriding = Signal()

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
        assessment, last = self._viewmodel.assessment, self._viewmodel.last
        override = assessment.override if assessment else None
        waiting = len(last.waiting()), last.count(Standing.CHANGED)
        now = (form.score, form.no_score, form.missing, override, waiting, self._open)
        if now == self._shown:
            return
        self._shown = now
        empty(self._page)
        self._page.addWidget(self._score(instrument, form))
        if last.before:
            self._page.addWidget(self._last(last.before))
        if form.missing:
            self._page.addWidget(self._missing(form))

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
            if instrument.overrides:
                override = Button("Override the band…")
                override.clicked.connect(self.overriding)
                card.body.addWidget(override)
        else:
            said = form.no_score or "No score is worked out yet."
            card.body.addWidget(text(said, "muted", wrap=True))
        if instrument.notice:
            card.body.addWidget(rule())
            card.body.addWidget(text(wording(instrument.notice), "small", wrap=True))
        if only := conviction_note(instrument):
            card.body.addWidget(text(only, "small", wrap=True))
        held = self._viewmodel.held
        if held and (note := language_note(instrument, held.language)):
            card.body.addWidget(text(note, "small", wrap=True))
        return card

    def _figures(self, card: Card, instrument: Instrument, score: Score) -> None:
        assessment = self._viewmodel.assessment
        if assessment and assessment.override:
            override = assessment.override
            back = both_bands(card, instrument, score.band, override)
            back.clicked.connect(self._viewmodel.take_override_back)
        elif instrument.band(score.band or ""):
            card.body.addWidget(band_badge(instrument, score.band))
        if score.not_applicable:
            look: Look = "danger" if score.outputs else "muted"
            card.body.addWidget(text(score.not_applicable, look, wrap=True))
        first, *others = outputs(instrument, score) or [("", "")]
        if first[0]:
            card.body.addWidget(text(first[1], "number"))
            card.body.addWidget(text(first[0], "small", wrap=True))
        for label, figure in others:
            card.body.addWidget(text(f"{label}: {figure}", "small", wrap=True))
        if kind := kind_note(instrument, score, most=_MOST_MISSING):
            card.body.addWidget(text(kind, "small", wrap=True))

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

    def _last(self, before: Before) -> Card:
        """Say what last time came to, and how much of it waits for an answer."""
        last, done = self._viewmodel.last, before.assessment
        today = self._viewmodel.today
        card = Card(f"Last time, {day_words(before.on, today)}")
        by = f"{done.completed_by or done.assessor}"
        card.body.addWidget(text(by, "small", wrap=True))
        if before.instrument.band(done.band or ""):
            card.body.addWidget(band_badge(before.instrument, done.band))
        figures = outputs(before.instrument, done.score) if done.score else []
        for label, figure in figures[:1]:
            card.body.addWidget(text(f"{label}: {figure}", wrap=True))
        waiting, changed = last.waiting(), last.count(Standing.CHANGED)
        said = f"{len(waiting) or 'None'} still to confirm or change"
        card.body.addWidget(text(said, "strong", wrap=True))
        if changed:
            card.body.addWidget(text(f"{changed} changed since", wrap=True))
        if waiting:
            link = Link("Go to the next one")
            link.clicked.connect(partial(self.jumped.emit, waiting[0]))
            card.body.addWidget(link)
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
