"""Sections with their state at the left, questions beside, the score at the right."""

from PySide6.QtWidgets import QStackedWidget, QWidget

from iomdesk.assessments.form import State
from iomdesk.assessments.wording import wording
from ui.assessments.assessment_viewmodel import AssessmentViewModel
from ui.assessments.override_view import OverrideDialog
from ui.assessments.question_view import QuestionCard
from ui.assessments.score_view import ScorePanel
from ui.assessments.words import section_note
from ui.cases.facts import person_facts
from ui.shown import Place
from ui.widgets.buttons import Button
from ui.widgets.card import ScrollPage, scrolling
from ui.widgets.error_summary import ErrorSummary
from ui.widgets.pages import bare_layout, flowing, page_layout
from ui.widgets.parts_frame import PartsFrame
from ui.widgets.person_header import PersonHeader
from ui.widgets.sides_layout import SidesLayout
from ui.widgets.text import prose, text


class SectionPage(QWidget):
    """The questions of one section; those that are not asked now are not shown."""

    def __init__(self, viewmodel: AssessmentViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self.cards: dict[str, QuestionCard] = {}
        layout = page_layout(self, gap=12)
        view = viewmodel.current()
        if view is None:
            return
        layout.addWidget(text(wording(view.section.title), "title", wrap=True))
        if view.section.help:
            layout.addWidget(prose(wording(view.section.help), "muted"))
        for one in view.items:
            card = QuestionCard(viewmodel, one.item)
            self.cards[one.item.code] = card
            layout.addWidget(card)
        layout.addStretch(1)

    def draw(self) -> None:
        view = self._viewmodel.current()
        for one in view.items if view else ():
            if card := self.cards.get(one.item.code):
                card.draw(one)
                card.setVisible(one.state is not State.DORMANT)


class AssessmentView(QWidget):
    def __init__(self, viewmodel: AssessmentViewModel) -> None:
        super().__init__()
        self.viewmodel = viewmodel
        self.pages: dict[str, SectionPage] = {}
        self._areas: dict[str, ScrollPage] = {}
        self._build()
        viewmodel.changed.connect(self._draw)
        viewmodel.section_changed.connect(self._show_section)
        viewmodel.refused.connect(self._say_missing)
        self._show_section()

    def _build(self) -> None:
        self.complete = Button("Complete", "primary")
        self.back = Button("Back", picture="chevron-left")
        self.header = PersonHeader((self.complete, self.back))
        self.summary = ErrorSummary()
        self.stack = QStackedWidget()
        self.score = ScorePanel(self.viewmodel)
        self.score.jumped.connect(self._jump)
        self.sections = self._parts()
        layout = bare_layout(self)
        layout.addWidget(self.header)
        layout.addWidget(self.summary)
        layout.addWidget(self.sections, 1)
        self.complete.clicked.connect(self.viewmodel.complete)
        self.back.clicked.connect(self.viewmodel.back)
        self._draw_header()

    def _parts(self) -> PartsFrame:
        form = self.viewmodel.form
        sections = [s.section for s in form.sections] if form else []
        places = tuple(Place(key=s.code, words=wording(s.title)) for s in sections)
        made = PartsFrame(
            places,
            "Sections of the assessment",
            self._middle(),
            self._side(),
            "Score and what is missing",
        )
        made.chosen.connect(self.viewmodel.choose_section)
        return made

    def _middle(self) -> QWidget:
        held = QWidget()
        layout = bare_layout(held)
        layout.addWidget(self.stack, 1)
        self.override = Button("Override the band…")
        self.next = Button("Next", shortcut="Ctrl+PgDown")
        self.override.clicked.connect(self._override)
        self.next.clicked.connect(self._go_on)
        foot = QWidget()
        sides = SidesLayout(flowing([self.override]), flowing([self.next]), foot)
        sides.setContentsMargins(24, 8, 24, 12)
        layout.addWidget(foot)
        return held

    def _side(self) -> QWidget:
        held = QWidget()
        layout = page_layout(held)
        layout.setContentsMargins(0, 16, 16, 16)
        layout.addWidget(self.score, 1)
        return held

    def _draw_header(self) -> None:
        held = self.viewmodel.held
        if held:
            today = self.viewmodel.today
            facts = person_facts(held.case, today, disputed=held.disputed)
            self.header.show_person(facts)

    def _show_section(self) -> None:
        code = self.viewmodel.section
        if not code:
            return
        if code not in self.pages:
            page = SectionPage(self.viewmodel)
            self.pages[code], self._areas[code] = page, scrolling(page)
            self.stack.addWidget(self._areas[code])
        self.stack.setCurrentWidget(self._areas[code])
        self.sections.set_current(code)
        self._draw()

    def _draw(self) -> None:
        form, instrument = self.viewmodel.form, self.viewmodel.instrument
        if form is None or instrument is None:
            return
        for view in form.sections:
            self.sections.set_note(view.section.code, section_note(view))
        if page := self.pages.get(self.viewmodel.section):
            page.draw()
        self.score.draw()
        self.override.setVisible(instrument.overrides and bool(form.score))
        self.complete.setEnabled(not self.viewmodel.busy)
        following = self.viewmodel.next_section()
        self.next.setVisible(following is not None)
        if following:
            self.next.set_words(f"Next: {wording(following.section.title)}")

    def _go_on(self) -> None:
        if following := self.viewmodel.next_section():
            self.viewmodel.choose_section(following.section.code)
            self._areas[following.section.code].setFocus()

    def _jump(self, code: str) -> None:
        """Open the section of an item, at the field that is to be put right."""
        instrument = self.viewmodel.instrument
        item = instrument.item(code) if instrument else None
        if item is None:
            return
        self.viewmodel.choose_section(item.section)
        self.pages[item.section].cards[code].problem_field().setFocus()

    def _say_missing(self) -> None:
        """Lead to the first thing missing; the panel at the right lists them all."""
        if self.viewmodel.asked_for:
            self._jump(self.viewmodel.asked_for[0].item)

    def _override(self) -> None:
        if self.viewmodel.instrument:
            OverrideDialog(self.viewmodel, self.viewmodel.instrument, self).open()
