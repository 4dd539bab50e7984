"""Visit mode: large targets, one part at a time, last time's answers beside."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from iomdesk.clock import london_time
from iomdesk.reasons import Reason
from ui.cases.facts import person_facts
from ui.cases.instrument_menu_view import menu_below
from ui.saying import day_words, moment_words
from ui.shown import Place
from ui.visits.actions_view import ActionsView
from ui.visits.arrival_view import ArrivalView, BeforeView
from ui.visits.finish_view import FinishView, failed_outcomes
from ui.visits.part_view import PartView
from ui.visits.parts import ACTIONS, ARRIVAL, BEFORE, FINISH, PHOTOS, WORDS, Part
from ui.visits.photos_view import PhotosView
from ui.visits.visit_viewmodel import VisitViewModel
from ui.visits.words_view import WordsView
from ui.widgets.badge import MarkerChip, RiskBadge
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import ScrollPage, scrolling
from ui.widgets.pages import bare_layout, empty, flowing
from ui.widgets.parts_frame import PartsFrame
from ui.widgets.sides_layout import SidesLayout
from ui.widgets.text import text, visit_mode

_TICK = 20_000
_MIDDLE = Qt.AlignmentFlag.AlignVCenter
_MAKERS: dict[str, Callable[[VisitViewModel, Part], PartView]] = {
    BEFORE: BeforeView,
    ARRIVAL: ArrivalView,
    WORDS: WordsView,
    PHOTOS: PhotosView,
    ACTIONS: ActionsView,
    FINISH: FinishView,
}


class TopBar(QFrame):
    """Who it is, the warnings, how long the visit has lasted, and the ways out."""

    def __init__(self, viewmodel: VisitViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._clock = text("", "muted")
        self.not_seen = Button("Not seen…")
        self.leave = Button("Leave and finish", "primary", shortcut="Ctrl+Return")
        self.not_seen.clicked.connect(self._choose_outcome)
        self.leave.clicked.connect(viewmodel.leave)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(20, 8, 20, 8)
        layout.setSpacing(12)
        layout.addWidget(flowing(self._who(), gap=12), 1, _MIDDLE)
        layout.addWidget(self._clock)
        layout.addWidget(self.not_seen)
        layout.addWidget(self.leave)
        self.draw()

    def draw(self) -> None:
        visit = self._viewmodel.visit
        if visit.started_at is None:
            return
        until = visit.ended_at or self._viewmodel.desk.now
        minutes = int((until - visit.started_at).total_seconds() // 60)
        said = f"In {london_time(visit.started_at):%H:%M} · {minutes} min"
        if visit.expected_end_at:
            said += f" · out by {london_time(visit.expected_end_at):%H:%M}"
        self._clock.setText(said)

    def _who(self) -> list[QWidget]:
        case, today = self._viewmodel.held.case, self._viewmodel.today
        facts = person_facts(case, today, disputed=self._viewmodel.held.disputed)
        shown: list[QWidget] = [text(facts.name, "title", wrap=True)]
        for badge in facts.badges:
            if badge.kind == "marker":
                shown.append(MarkerChip(badge.words))
            elif badge.kind != "chip":
                shown.append(RiskBadge(badge.kind, badge.words))
        return shown

    def _choose_outcome(self) -> None:
        choices: list[tuple[str, Callable[[], object]]] = [
            (words, partial(self._viewmodel.fail, code))
            for code, words in failed_outcomes()
        ]
        menu_below(self.not_seen, choices)


class VisitView(QWidget):
    def __init__(
        self, viewmodel: VisitViewModel, start_over: Callable[[], None]
    ) -> None:
        super().__init__()
        self.viewmodel = viewmodel
        self.setAutoFillBackground(True)
        visit_mode(self)
        self.top = TopBar(viewmodel)
        self.resumed = Banner("Throw it away")
        self.resumed.pressed.connect(start_over)
        self.late = Banner("15 more minutes")
        self.late.pressed.connect(viewmodel.take_more_time)
        self._room = QVBoxLayout()
        layout = bare_layout(self)
        layout.addWidget(self.top)
        layout.addWidget(self.resumed)
        layout.addWidget(self.late)
        layout.addLayout(self._room, 1)
        self._lay_out_parts()
        self._connect()
        self._clock = QTimer(self)
        self._clock.timeout.connect(self.tick)
        self._clock.start(_TICK)
        self._say_resumed()

    def _connect(self) -> None:
        self.viewmodel.changed.connect(self._draw)
        self.viewmodel.laid_out.connect(self._lay_out_parts)
        self.viewmodel.part_changed.connect(self._show_part)
        self.viewmodel.refused.connect(self._say_problems)

    def _lay_out_parts(self) -> None:
        empty(self._room)
        places = tuple(Place(key=p.key, words=p.title) for p in self.viewmodel.parts)
        self.stack = QStackedWidget()
        self.pages: dict[str, PartView] = {}
        self._areas: dict[str, ScrollPage] = {}
        content = QWidget()
        column = bare_layout(content)
        column.addWidget(self.stack, 1)
        column.addWidget(self._ways_on())
        self.parts = PartsFrame(places, "Parts of the visit", content)
        self.parts.chosen.connect(self.viewmodel.choose_part)
        self._room.addWidget(self.parts)
        self._show_part()

    def _ways_on(self) -> QWidget:
        self.confirm = Button("")
        self.photo = Button("Photo", picture="photo")
        self.signature = Button("Signature", picture="signature")
        self.next = Button("Next", "primary", shortcut="Ctrl+PgDown")
        self.confirm.clicked.connect(self.viewmodel.confirm_all)
        self.photo.clicked.connect(partial(self.viewmodel.choose_part, PHOTOS))
        self.signature.clicked.connect(partial(self.viewmodel.choose_part, FINISH))
        self.next.clicked.connect(self._go_on)
        row = QWidget()
        on = flowing([self.photo, self.signature, self.next], gap=12)
        layout = SidesLayout(flowing([self.confirm]), on, row)
        layout.setContentsMargins(24, 8, 24, 12)
        return row

    def _show_part(self) -> None:
        key = self.viewmodel.part
        if key not in self.pages:
            part = self.viewmodel.current()
            page = _MAKERS.get(key, PartView)(self.viewmodel, part)
            self.pages[key], self._areas[key] = page, scrolling(page)
            self.stack.addWidget(self._areas[key])
        self.stack.setCurrentWidget(self._areas[key])
        self.parts.set_current(key)
        self._draw()

    def _draw(self) -> None:
        for part in self.viewmodel.parts:
            self.parts.set_note(part.key, self.viewmodel.note(part))
        if page := self.pages.get(self.viewmodel.part):
            page.draw()
        self.top.draw()
        self.say_late()
        self._draw_ways_on()

    def say_late(self) -> None:
        """Ask after the officer who is not out by the time that was said."""
        expected = self.viewmodel.visit.expected_end_at
        if not self.viewmodel.is_late or expected is None:
            self.late.hide()
        elif self.late.isHidden():
            said = f"You meant to be out by {london_time(expected):%H:%M}."
            words = f"{said} Finish the visit, or say that you need longer."
            self.late.say(words, "danger")

    def _draw_ways_on(self) -> None:
        day, group = self.viewmodel.last_day(), self.viewmodel.current().group
        asked = [i for i in group.items if i.last] if group else []
        self.confirm.setVisible(bool(day and asked))
        if day:
            on = day_words(day, self.viewmodel.today)
            self.confirm.set_words(f"All as on {on}, confirmed today")
        following = self.viewmodel.next_part()
        self.next.setVisible(following is not None)
        if following:
            self.next.set_words(f"Next: {following.title}")

    def _go_on(self) -> None:
        if following := self.viewmodel.next_part():
            self.viewmodel.choose_part(following.key)
            self._areas[following.key].setFocus()

    def _say_problems(self) -> None:
        """Sum up what stands in the way, each with a link to its field."""
        self.viewmodel.choose_part(FINISH)
        finish = self.pages[FINISH]
        if not isinstance(finish, FinishView):
            return
        reasons = self.viewmodel.problems
        finish.summary.show_problems([(r.text, _Jump(self, r)) for r in reasons])

    def jump_to(self, reason: Reason) -> None:
        """Open the part in which *reason* is put right, at its field."""
        key = self.viewmodel.part_of(reason)
        self.viewmodel.choose_part(key)
        self.pages[key].field_for(reason.path).setFocus()

    def _say_resumed(self) -> None:
        draft = self.viewmodel.resumed
        if draft is None:
            return
        when = moment_words(draft.saved_at, self.viewmodel.today)
        self.resumed.say(f"This goes on from what was typed until {when}.")

    def tick(self) -> None:
        """Move the clock on; nothing else moves by itself."""
        self.top.draw()
        self.say_late()

    def flush(self) -> None:
        """Keep at once what was typed: the screen is going."""
        self.viewmodel.drafting.flush()


class _Jump(QWidget):
    """Stands for a field that may be on a page not opened yet."""

    def __init__(self, view: VisitView, reason: Reason) -> None:
        super().__init__(view)
        self._view, self._reason = view, reason
        self.hide()

    def setFocus(self, *_: object) -> None:
        self._view.jump_to(self._reason)
