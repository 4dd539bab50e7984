"""The screen of a visit: a choice where one is unfinished, form or record."""

from PySide6.QtWidgets import QStackedLayout, QWidget

from ui.desk import Desk
from ui.places import VisitPlace
from ui.saying import moment_words
from ui.visits.opening_viewmodel import OpeningViewModel, Start
from ui.visits.read_view import ReadVisitView
from ui.visits.visit_view import VisitView
from ui.visits.visit_viewmodel import VisitViewModel
from ui.widgets.buttons import Button
from ui.widgets.empty_state import EmptyState
from ui.widgets.pages import flowing, page_layout
from ui.widgets.reveal import reveal
from ui.widgets.stops import first_stop
from ui.widgets.text import prose, text, visit_mode


class VisitScreen(QWidget):
    """Takes the whole window: nothing else is in sight at the doorstep."""

    whole_window = True

    def __init__(self, desk: Desk, place: VisitPlace) -> None:
        super().__init__()
        self.opening = OpeningViewModel(desk, place)
        self._stack = QStackedLayout(self)
        self.form: VisitView | None = None
        self.opening.ready.connect(self._show)
        self.opening.asks.connect(self._ask)
        self.opening.refused.connect(self._say)
        self.opening.read()

    def current_place(self) -> VisitPlace:
        """Return the visit that is open: a new one has an id by now."""
        if self.form is None:
            return self.opening.place
        visit = self.form.viewmodel.visit
        return VisitPlace(case_id=visit.case_id, visit_id=visit.id)

    def begins_at(self) -> QWidget | None:
        """Return where the keys go first, None until the visit is read."""
        return self.form.begins_at() if self.form else first_stop(self)

    def flush(self) -> None:
        """Keep at once what was typed: the screen is going, or the desk is locked."""
        if self.form:
            self.form.flush()

    def _show(self, start: Start) -> None:
        self.form = None
        if start.visit.signed_at:
            self._put(ReadVisitView(self.opening.desk, start))
            return
        viewmodel = VisitViewModel(self.opening.desk, start)
        self.form = VisitView(viewmodel, self._start_over)
        self._put(self.form)
        if self.opening.thrown_away and not start.draft:
            self.form.offer_undo(self._put_back)

    def _put_back(self) -> None:
        if self.form:
            self.form.viewmodel.drafting.stop()
        self.opening.put_back()

    def _start_over(self) -> None:
        if self.form and (draft := self.form.viewmodel.resumed):
            self.form.viewmodel.drafting.stop()
            self.opening.start_over(draft)

    def _ask(self) -> None:
        unfinished = self.opening.held.unfinished if self.opening.held else None
        if unfinished is None or unfinished.started_at is None:
            return
        page = QWidget()
        visit_mode(page)
        layout = page_layout(page)
        when = moment_words(unfinished.started_at, self.opening.desk.today)
        layout.addWidget(text("A visit is not finished", "title", wrap=True))
        words = f"The visit that started on {when} is not signed yet."
        layout.addWidget(prose(words))
        self.go_on = Button("Go on with it", "primary")
        self.another = Button("Start another visit")
        self.go_on.clicked.connect(self.opening.go_on)
        self.another.clicked.connect(self.opening.begin)
        layout.addWidget(flowing([self.go_on, self.another], gap=12))
        layout.addStretch(1)
        self._put(page)
        reveal(self.go_on)

    def _say(self, words: str) -> None:
        self._put(EmptyState("The visit cannot be opened", words))

    def _put(self, page: QWidget) -> None:
        while old := self._stack.currentWidget():
            self._stack.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._stack.addWidget(page)
