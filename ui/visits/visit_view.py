"""Visit mode: large targets, one part at a time, last time's answers beside."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from iomdesk.clock import london_time
from iomdesk.reasons import Reason
from iomdesk.visits.form import FINISH, PHOTOS
from ui.forms.unplaced_view import UnplacedBanner
from ui.saying import day_words, moment_words
from ui.shown import Place
from ui.visits.part_view import PartView
from ui.visits.top_view import TopBar
from ui.visits.visit_viewmodel import VisitViewModel
from ui.widgets.banner import Banner
from ui.widgets.buttons import Button
from ui.widgets.card import ScrollPage, scrolling
from ui.widgets.dialog import Confirm
from ui.widgets.menus import menu_below
from ui.widgets.pages import bare_layout, empty, flowing
from ui.widgets.parts_frame import PartsFrame
from ui.widgets.reveal import reveal
from ui.widgets.sides_layout import SidesLayout
from ui.widgets.text import visit_mode

_TICK = 20_000
_CONFIRM = "F2"
_LOST = "This goes back to the visit as it was recorded last. What would be lost:"
_NOTHING_LOST = "What was typed says what is recorded: nothing would be lost."


class VisitView(QWidget):
    def __init__(
        self, viewmodel: VisitViewModel, start_over: Callable[[], None]
    ) -> None:
        super().__init__()
        self.viewmodel = viewmodel
        self.setAutoFillBackground(True)
        visit_mode(self)
        self.top = TopBar(viewmodel)
        self.resumed = Banner("What to do with it…")
        self.resumed.pressed.connect(self._offer)
        self._start_over = start_over
        self.unplaced = UnplacedBanner()
        self.unplaced.list_words(viewmodel.session.unplaced_words())
        self.late = Banner("15 more minutes")
        self.late.pressed.connect(viewmodel.take_more_time)
        self._room = QVBoxLayout()
        layout = bare_layout(self)
        layout.addWidget(self.top)
        layout.addWidget(self.resumed)
        layout.addWidget(self.unplaced)
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
        self.viewmodel.moved_on.connect(self.take_keys)
        self.viewmodel.refused.connect(self._say_problems)

    def _lay_out_parts(self) -> None:
        self.top.lay_out(ways_here=True)
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
        self.parts.widened.connect(self._make_room)
        self._room.addWidget(self.parts)
        self._make_room(self.parts.is_wide())
        self._show_part()

    def _ways_on(self) -> QWidget:
        self.confirm = Button("", shortcut=_CONFIRM)
        self.photo = Button("Photo", picture="photo")
        self.signature = Button("Signature", picture="signature")
        self.next = Button("Next", "primary", shortcut="Ctrl+PgDown")
        self.confirm.clicked.connect(self._confirm)
        self.photo.clicked.connect(partial(self.viewmodel.move_on, PHOTOS))
        self.signature.clicked.connect(partial(self.viewmodel.move_on, FINISH))
        self.next.clicked.connect(self._go_on)
        row = QWidget()
        on = flowing([self.photo, self.signature, self.next], gap=12)
        layout = SidesLayout(flowing([self.confirm]), on, row)
        layout.setContentsMargins(24, 8, 24, 12)
        return row

    def _make_room(self, wide: bool) -> None:  # noqa: FBT001
        """Where room is short, leave the height to the questions."""
        self.top.lay_out(ways_here=wide)
        if not wide:
            self.parts.put_beside_picker(self.top.ways_out)
        for button in (self.photo, self.signature):
            button.show_words(shown=wide)
        for page in self.pages.values():
            page.title.setVisible(wide)

    def _show_part(self) -> None:
        key = self.viewmodel.part
        if key not in self.pages:
            part = self.viewmodel.current()
            page = PartView(self.viewmodel, part)
            page.passed.connect(self._go_to_next)
            self.pages[key], self._areas[key] = page, scrolling(page)
            page.title.setVisible(self.parts.is_wide())
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
        self.confirm.setEnabled(bool(self.viewmodel.unconfirmed()))
        if day:
            on = day_words(day, self.viewmodel.today)
            self.confirm.set_words(f"All as on {on}, confirmed today")
        following = self.viewmodel.next_part()
        self.next.setVisible(following is not None)
        if following:
            self.next.set_words(f"Next: {following.title}")

    def _go_on(self) -> None:
        if following := self.viewmodel.next_part():
            self.viewmodel.move_on(following.key)

    def _go_to_next(self) -> None:
        reveal(self.next)

    def _confirm(self) -> None:
        """Confirm all that can be; the keys go to what is left, or on."""
        self.viewmodel.confirm_all()
        left = self.viewmodel.unanswered()
        to = self.pages[self.viewmodel.part].cards[left[0].code] if left else self.next
        reveal(to)

    def begins_at(self) -> QWidget | None:
        return self.pages[self.viewmodel.part].begins_at()

    def take_keys(self) -> None:
        """Put the keys where the part begins."""
        if to := self.begins_at():
            reveal(to)

    def _say_problems(self) -> None:
        """Sum up what stands in the way, each with a link to its field."""
        self.viewmodel.choose_part(FINISH)
        finish = self.pages[FINISH]
        reasons = self.viewmodel.problems
        finish.summary.show_problems(
            [(r.text, partial(self.jump_to, r)) for r in reasons]
        )

    def jump_to(self, reason: Reason) -> None:
        """Open the part in which *reason* is put right, at its field."""
        key = self.viewmodel.part_of(reason)
        self.viewmodel.choose_part(key)
        reveal(self.pages[key].field_at(reason.path))

    def _say_resumed(self) -> None:
        draft = self.viewmodel.resumed
        if draft is None:
            return
        when = moment_words(draft.saved_at, self.viewmodel.today)
        self.resumed.say(f"This goes on from what was typed until {when}.")

    def _offer(self) -> None:
        ways: list[tuple[str, Callable[[], object]]] = [
            ("Go on with it", self.resumed.hide),
            ("Throw it away…", self._ask_to_throw_away),
        ]
        menu_below(self.resumed.button, ways)

    def _ask_to_throw_away(self) -> None:
        """Show what would be lost; the keys begin on what loses nothing."""
        lost = self.viewmodel.typed_since()
        said = "\n".join(f"• {line}" for line in lost)
        question = Confirm(
            "Throw away what was typed?",
            f"{_LOST}\n\n{said}" if lost else _NOTHING_LOST,
            "Throw it away",
            self,
            kind="danger",
        )
        question.accepted.connect(self._start_over)
        question.open()

    def offer_undo(self, undo: Callable[[], None]) -> None:
        """Say that what was typed is thrown away, and how it comes back."""
        self.undone = Banner("Put it back")
        self.undone.pressed.connect(undo)
        if isinstance(layout := self.layout(), QVBoxLayout):
            layout.insertWidget(1, self.undone)
        self.undone.say("What was typed is thrown away.")

    def tick(self) -> None:
        """Move the clock on; nothing else moves by itself."""
        self.top.draw()
        self.say_late()

    def flush(self) -> None:
        """Keep at once what was typed: the screen is going."""
        self.viewmodel.drafting.flush()
