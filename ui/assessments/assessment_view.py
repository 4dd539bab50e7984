"""Sections with their state at the left, questions beside, the score at the right."""

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QStackedWidget, QWidget

from iomdesk.assessments.wording import wording
from ui.assessments.assessment_viewmodel import AssessmentViewModel
from ui.assessments.last_time_view import KEY
from ui.assessments.order import Page, page_after, page_of
from ui.assessments.override_view import OverrideDialog
from ui.assessments.question_view import QuestionCard
from ui.assessments.score_view import ScorePanel
from ui.assessments.section_view import SectionPage
from ui.assessments.sign_off_view import SignOff, left_out
from ui.assessments.words import section_note
from ui.cases.facts import person_facts
from ui.shown import Place
from ui.widgets.buttons import Button
from ui.widgets.card import Card, ScrollPage, scrolling
from ui.widgets.editors import LineEdit
from ui.widgets.fields import Field
from ui.widgets.pages import bare_layout, flowing, page_layout
from ui.widgets.parts_frame import PartsFrame
from ui.widgets.person_header import PersonHeader
from ui.widgets.reveal import reveal
from ui.widgets.sides_layout import SidesLayout
from ui.widgets.text import text, visit_mode

_KEYS = f"A digit answers and goes on · Page Down: next · {KEY}: still true"
_IDLE = 40
"""Milliseconds between two cards that are made before they are asked for."""


class AssessmentView(QWidget):
    def __init__(self, viewmodel: AssessmentViewModel) -> None:
        super().__init__()
        self.viewmodel = viewmodel
        self.pages: dict[Page, SectionPage] = {}
        self._areas: dict[Page, ScrollPage] = {}
        self._begun = False
        self._idle = QTimer(self)
        self._idle.setInterval(_IDLE)
        self._idle.timeout.connect(self._prepare)
        if viewmodel.place.visit_id:
            visit_mode(self)
        self._build()
        self._add_keys()
        viewmodel.changed.connect(self._draw)
        viewmodel.section_changed.connect(self._show_section)
        viewmodel.refused.connect(self._say_missing)
        self._show_section()

    def card(self, code: str) -> QuestionCard | None:
        """Return the card of a question on a page that has been opened."""
        made = (page.cards.get(code) for page in self.pages.values())
        return next((card for card in made if card), None)

    def _build(self) -> None:
        self.complete = Button("Complete", "primary", shortcut="Ctrl+Return")
        self.back = Button("Back", picture="chevron-left")
        self.header = PersonHeader((self.complete, self.back))
        self.stack = QStackedWidget()
        self.score = ScorePanel(self.viewmodel)
        self.score.jumped.connect(self._jump)
        self.score.overriding.connect(self._override)
        self.sections = self._parts()
        layout = bare_layout(self)
        layout.addWidget(self.header)
        layout.addWidget(self.sections, 1)
        self.complete.clicked.connect(self._sign_off)
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
        made.chosen.connect(self._open_section)
        return made

    def _middle(self) -> QWidget:
        held = QWidget()
        layout = bare_layout(held)
        layout.addWidget(self.stack, 1)
        self.next = Button("Next", shortcut="Ctrl+PgDown")
        self.next.clicked.connect(self._go_on)
        self.keys = text(_KEYS, "small", wrap=True)
        foot = QWidget()
        sides = SidesLayout(self.keys, flowing([self.next]), foot)
        sides.setContentsMargins(24, 8, 24, 12)
        layout.addWidget(foot)
        return held

    def _side(self) -> QWidget:
        held = QWidget()
        layout = page_layout(held)
        layout.setContentsMargins(0, 16, 16, 16)
        layout.addWidget(self.score)
        layout.addWidget(self._where())
        layout.addStretch(1)
        return held

    def _where(self) -> QWidget:
        self.place = LineEdit()
        said = self.viewmodel.assessment
        self.place.set_value((said.place if said else None) or "")
        self.place.edited.connect(self._place)
        card = Card()
        card.body.addWidget(Field("Place", self.place, optional=True))
        return card

    def _place(self) -> None:
        self.viewmodel.set_place(self.place.value())

    def _add_keys(self) -> None:
        keys = (("PgDown", self._next), ("PgUp", self._previous), (KEY, self._confirm))
        for key, then in keys:
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(then)

    def _draw_header(self) -> None:
        held = self.viewmodel.held
        if held:
            today = self.viewmodel.today
            facts = person_facts(held.case, today, disputed=held.disputed)
            self.header.show_person(facts)

    def _show_section(self) -> None:
        form, code = self.viewmodel.form, self.viewmodel.section
        if form is None or not code:
            return
        page = page_of(form, code)
        self._page(page)
        self.stack.setCurrentWidget(self._areas[page])
        self.sections.set_current(code)
        self._draw()
        self._idle.start()

    def _page(self, page: Page) -> SectionPage:
        if page not in self.pages:
            made = SectionPage(self.viewmodel, page)
            made.passed.connect(self._go_to_next)
            self.pages[page], self._areas[page] = made, scrolling(made)
            self.stack.addWidget(self._areas[page])
        return self.pages[page]

    def _prepare(self) -> None:
        """Make the next page a card at a time, so that going there is no wait."""
        form = self.viewmodel.form
        following = page_after(form, self.viewmodel.section) if form else None
        page = page_of(form, following.section.code) if form and following else ()
        if not page or not self._page(page).prepare():
            self._idle.stop()

    def _draw(self) -> None:
        form, instrument = self.viewmodel.form, self.viewmodel.instrument
        if form is None or instrument is None:
            return
        for view in form.sections:
            self.sections.set_note(view.section.code, section_note(view))
        if page := self.pages.get(page_of(form, self.viewmodel.section)):
            page.draw()
        self.score.draw()
        self.complete.setEnabled(not self.viewmodel.busy)
        following = page_after(form, self.viewmodel.section)
        self.next.setVisible(following is not None)
        if following:
            self.next.set_words(f"Next: {wording(following.section.title)}")

    def _open_section(self, code: str) -> None:
        """Show a section from its heading on, its first question with the keys."""
        self.viewmodel.choose_section(code)
        form = self.viewmodel.form
        page = page_of(form, code) if form else ()
        if page in self.pages and (first := self._first_of(code)):
            self._give_keys(first)
            heading = self.pages[page].headings[code]
            top = heading.mapTo(self.pages[page], heading.rect().topLeft()).y()
            self._areas[page].verticalScrollBar().setValue(top - 16)

    def _first_of(self, section: str) -> str:
        instrument = self.viewmodel.instrument
        codes = self.viewmodel.questions()
        items = instrument.items_of(section) if instrument else ()
        return next((item.code for item in items if item.code in codes), "")

    def _go_on(self) -> None:
        form = self.viewmodel.form
        if form and (following := page_after(form, self.viewmodel.section)):
            self._open_section(following.section.code)

    def _next(self) -> None:
        self._go_to_next(self._here())

    def _previous(self) -> None:
        codes, here = self.viewmodel.questions(), self._here()
        if here in codes and (at := codes.index(here)):
            self._jump(codes[at - 1])

    def _go_to_next(self, code: str) -> None:
        """Give the keys to the question after *code*; after the last, to Complete."""
        codes = self.viewmodel.questions()
        at = codes.index(code) + 1 if code in codes else 0
        if at < len(codes):
            self._jump(codes[at])
        else:
            reveal(self.complete)

    def _confirm(self) -> None:
        card = self.card(self._here())
        if card and self.viewmodel.last.can_confirm(card.item):
            card.confirm()
            if card.lacks_evidence():
                reveal(card.problem_field())
            else:
                self._go_to_next(card.item.code)

    def _here(self) -> str:
        """Return the question that has the keys, "" where none has."""
        cards = [card for page in self.pages.values() for card in page.cards.values()]
        held = self.focusWidget()
        return next((c.item.code for c in cards if c.isAncestorOf(held)), "")

    def _jump(self, code: str) -> None:
        """Open the section of a question, at the field that is to be put right."""
        instrument = self.viewmodel.instrument
        item = instrument.item(code) if instrument else None
        if item is None:
            return
        self.viewmodel.choose_section(item.section)
        self._give_keys(code)

    def _give_keys(self, code: str) -> None:
        if card := self.card(code):
            reveal(card.problem_field())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.keys.setVisible(self.sections.is_wide())

    def showEvent(self, event: QShowEvent) -> None:
        """Begin at the first question that has no answer: a digit answers it."""
        super().showEvent(event)
        if not self._begun and (first := self._first()):
            self._begun = True
            self._jump(first)

    def begins_at(self) -> QWidget | None:
        """Return the first question without an answer, None until it is made."""
        card = self.card(self._first())
        return card.problem_field() if card else None

    def _first(self) -> str:
        form = self.viewmodel.form
        todo = [lack.item for lack in form.missing] if form else []
        askable = self.viewmodel.questions()
        return next((code for code in (*todo, *askable) if code in askable), "")

    def _say_missing(self) -> None:
        """Lead to the first thing missing; the panel at the right lists them all."""
        if self.viewmodel.asked_for:
            self._jump(self.viewmodel.asked_for[0].item)

    def _sign_off(self) -> None:
        """Complete; where answers no longer apply, list them first."""
        if self.viewmodel.is_ready and left_out(self.viewmodel):
            SignOff(self.viewmodel, self).open()
        else:
            self.viewmodel.complete()

    def _override(self) -> None:
        if self.viewmodel.instrument:
            OverrideDialog(self.viewmodel, self.viewmodel.instrument, self).open()
