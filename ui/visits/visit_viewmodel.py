"""A visit being recorded: what is typed, kept a second behind, signed at the end."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from functools import partial
from pathlib import Path

from attrs import evolve
from PySide6.QtCore import QObject, Signal

from iomdesk.bank import NO_CARD
from iomdesk.bank_guard import Known, bank_reasons
from iomdesk.errors import InputRefused, UserError
from iomdesk.forms.declaration import page_with
from iomdesk.journal.patch import diff, leaves
from iomdesk.ports import Opened
from iomdesk.reasons import NotReady, Reason
from iomdesk.records.codec import Document, to_document
from iomdesk.records.ids import PartId
from iomdesk.visits.actions import add_photo, end_photo
from iomdesk.visits.checklist import AskedItem, confirm_unchanged
from iomdesk.visits.form import FINISH, WORD, answer_field, settled, visit_form
from iomdesk.visits.forms import finish_visit, keep_visit
from iomdesk.visits.loading import checklist_of, visit_reference
from iomdesk.visits.photos import Picture, take_in
from iomdesk.visits.signing import reasons_not_to_sign
from iomdesk.visits.visit import Check, Visit, is_under_way
from ui.desk import Desk
from ui.drafting import Drafting
from ui.forms.session import FormSession
from ui.places import PersonPlace
from ui.visits.opening_viewmodel import Start
from ui.visits.parts import Part, note_of, parts_of

MORE_TIME = timedelta(minutes=15)


class VisitViewModel(QObject):
    """`changed` says that something was typed, `laid_out` that the parts are others.

    `moved_on`: the officer goes on to another part, and the keys go with them.
    """

    changed = Signal()
    laid_out = Signal()
    part_changed = Signal()
    moved_on = Signal()
    refused = Signal()

    def __init__(self, desk: Desk, start: Start) -> None:
        super().__init__()
        self.desk = desk
        self.held = start.held
        self.resumed = start.draft
        self.problems: tuple[Reason, ...] = ()
        self.busy = False
        self._recorded = start.visit
        kept = start.draft.body[WORD] if start.draft else {}
        self._lay_out(evolve(start.visit, kind=kept.get("kind", start.visit.kind)))
        form = visit_form(self._groups)
        self.session = FormSession(desk, Visit, form, settled, self._where)
        self.parts = parts_of(form, self._groups)
        self.session.start(start.opened, start.draft)
        self.session.absorb(evolve(self.visit, photos=start.visit.photos))
        self.part = self._first_part()
        self.session.changed.connect(self._typed)

    @property
    def visit(self) -> Visit:
        """Return the visit as it now is on the screen, as far as it can be read."""
        return self.session.record

    @property
    def drafting(self) -> Drafting:
        return self.session.drafting

    def _first_part(self) -> str:
        said = self.resumed.body.get("part") if self.resumed else None
        keys = [part.key for part in self.parts]
        return said if said in keys else keys[1]

    @property
    def today(self) -> date:
        return self.desk.today

    def typed_since(self) -> list[str]:
        """Return what was typed since the visit was recorded, label by label."""
        from iomdesk.wording import field_label, value_text  # noqa: PLC0415  heavy

        now = to_document(self.visit)
        said = [
            f"{field_label(Visit.KIND, path, now)}: {words}"
            for path, value in leaves(diff(to_document(self._recorded), now))
            if (words := value_text(Visit.KIND, path, value) if value else "nothing")
        ]
        return [*said, *(reason.text for reason in self.session.reasons())]

    def choose_part(self, key: str) -> None:
        if key != self.part:
            self.part = key
            self.part_changed.emit()

    def move_on(self, key: str) -> None:
        self.choose_part(key)
        self.moved_on.emit()

    def current(self) -> Part:
        return next(part for part in self.parts if part.key == self.part)

    def next_part(self) -> Part | None:
        at = self.parts.index(self.current()) + 1
        return self.parts[at] if at < len(self.parts) else None

    def note(self, part: Part) -> str:
        return note_of(part, self.visit)

    def edit(self, visit: Visit) -> None:
        """Take the visit as the program, not a field, changed it."""
        self.session.edit(visit)

    def _typed(self) -> None:
        if self.visit.kind != self._kind:
            self._lay_out(self.visit)
            self.session.form = visit_form(self._groups)
            self.parts = parts_of(self.session.form, self._groups)
            self.laid_out.emit()
        if self.problems:
            self._say(self._reasons())
        self.changed.emit()

    def _lay_out(self, visit: Visit) -> None:
        self._kind = visit.kind
        self._groups = self.held.groups(visit, self.today)

    def check(self, item: AskedItem) -> Check:
        return self.visit.checks.get(item.code) or Check(asked=item.text)

    def answer(self, item: AskedItem, answer: str) -> None:
        self.session.type(answer_field(item), answer)

    def confirm_all(self) -> None:
        """Answer what this part still asks as last time: it was looked at today."""
        said = {item.code: check for item, check in self.unconfirmed()}
        self.edit(evolve(self.visit, checks={**self.visit.checks, **said}))

    def unconfirmed(self) -> list[tuple[AskedItem, Check]]:
        """Return what this part still asks, each with last time's answer."""
        return [
            (item, confirmed)
            for item in self.unanswered()
            if (confirmed := confirm_unchanged(item))
        ]

    def unanswered(self) -> list[AskedItem]:
        group = self.current().group
        items = group.items if group else ()
        return [item for item in items if not self.check(item).answer]

    def last_day(self) -> date | None:
        last = self.held.last_before(self.visit)
        return last.on if last else None

    def add_photo(self, content: bytes, caption: str = "") -> None:
        """Take a photo in and keep it at once, bit for bit."""
        self._take_in(lambda: content, caption)

    def add_photo_from(self, file: Path) -> None:
        self._take_in(partial(_content, file), "", f"{file.name}: ")

    def set_photo_aside(self, photo_id: PartId, why: str) -> None:
        do = self.desk.store.do
        work = partial(do, end_photo, self.visit.id, photo_id, why)
        self._run(work, self._photos_changed)

    def fail(self, outcome: str) -> None:
        """End the visit now as one at which the person was not seen."""
        self.edit(evolve(self.visit, outcome=outcome, ended_at=self._end()))
        self.move_on(FINISH)

    def leave(self) -> None:
        """Go to the end of the form; the time out is now, unless it was said."""
        self.edit(evolve(self.visit, ended_at=self._end()))
        self.move_on(FINISH)

    def _end(self) -> datetime | None:
        """Return when the visit ended: now, unless it was said, or was another day."""
        visit, now = self.visit, self.desk.now
        return now if is_under_way(visit, now) else visit.ended_at

    @property
    def is_late(self) -> bool:
        """Say whether the officer should be out by now and has not said so."""
        visit = self.visit
        due = visit.expected_end_at
        if due is None or visit.ended_at or visit.safe_and_clear_at:
            return False
        return self.desk.now > due

    def take_more_time(self) -> None:
        """Expect the end a little later than now."""
        until = self.desk.now + MORE_TIME
        self.edit(evolve(self.visit, expected_end_at=until))

    def say_safe(self) -> None:
        self.edit(evolve(self.visit, safe_and_clear_at=self.desk.now))

    def keep_for_later(self) -> None:
        """Record what was typed without signing it: the rest is done in the car."""
        reasons, left = self.session.ask_all(), self.session.left_over()
        self.drafting.stop()
        work = partial(
            self.desk.store.do,
            keep_visit,
            self.visit,
            self._opened(),
            self.drafting.draft_id,
            left,
        )
        self._run(work, partial(self._done, _kept_words(reasons)))

    def sign(self, image: bytes | None, *, statement: bool) -> None:
        """Sign, or say what is missing and where."""
        self.session.ask_all()
        reasons = self._reasons()
        if not image and not statement:
            text = "Sign in the box, or tick the statement."
            reasons = (*reasons, Reason(text=text, path=("signature",)))
        self._say(reasons)
        if reasons:
            self.refused.emit()
            return
        self.drafting.stop()
        work = partial(
            self.desk.store.do,
            finish_visit,
            self.visit,
            self._opened(),
            self.drafting.draft_id,
            image,
            statement=statement,
        )
        self._run(work, partial(self._done, "The visit is signed."))

    def part_of(self, reason: Reason) -> str:
        return page_with(self.session.form, reason.path) or FINISH

    def _say(self, reasons: tuple[Reason, ...]) -> None:
        unread = self.session.reasons()
        self.session.refuse([one for one in reasons if one not in unread])
        self.problems = reasons

    def _opened(self) -> Opened:
        if self.session.opened is None:
            raise RuntimeError("a visit is recorded on what its form was opened on")
        return self.session.opened

    def _take_in(
        self, content: Callable[[], bytes], caption: str, of: str = ""
    ) -> None:
        limits = visit_reference().photos

        def work() -> Picture:
            try:
                return take_in(content(), limits)
            except InputRefused as refusal:
                raise InputRefused(f"{of}{refusal}") from None

        self.busy = True
        self.changed.emit()
        keep = partial(self._keep_photo, caption)
        self.desk.tasks.pool(work, keep, self._refuse, self)

    def _keep_photo(self, caption: str, picture: Picture) -> None:
        do = self.desk.store.do
        work = partial(do, add_photo, self.visit.id, picture, caption or None)
        self._run(work, self._photos_changed)

    def _photos_changed(self, held: Visit) -> None:
        self.busy = False
        self.session.absorb(evolve(self.visit, photos=held.photos))

    def _reasons(self) -> tuple[Reason, ...]:
        template = checklist_of(self.visit.checklist)
        return (
            *self.session.reasons(),
            *reasons_not_to_sign(
                self.visit, visit_reference(), template, self.desk.now
            ),
            *bank_reasons(Visit.KIND, to_document(self.visit), self._known()),
        )

    def _known(self) -> Known:
        """Return the numbers of which the officer has said that they are no cards."""
        kept = self._opened().document.get(NO_CARD, {})
        return Known(said=self.desk.store.no_cards, kept=kept, record_id=self.visit.id)

    def _done(self, words: str, visit: Visit) -> None:
        self.busy = False
        self.desk.told.emit(words)
        self.desk.go(PersonPlace(case_id=visit.case_id, tab="visits"))

    def _run(self, work: Callable[[], object], done: Callable[..., object]) -> None:
        self.busy = True
        self.desk.tasks.run(work, done, self._refuse, self)

    def _refuse(self, refusal: UserError) -> None:
        self.busy = False
        if isinstance(refusal, NotReady):
            self._say(refusal.reasons)
            self.refused.emit()
        else:
            self.drafting.touch()
            self.desk.tell(refusal)
        self.changed.emit()

    def _where(self) -> Document:
        return {"part": self.part}


def _kept_words(unread: Sequence[Reason]) -> str:
    if not unread:
        return "The visit is kept, not signed yet."
    return (
        "The visit is kept, not signed yet, but for what cannot be read. That stays as"
        f" it was typed. {unread[0].text}"
    )


def _content(file: Path) -> bytes:
    """Return what *file* holds, of one too large no more than shows that it is."""
    try:
        with file.open("rb") as opened:
            return opened.read(visit_reference().photos.most_bytes + 1)
    except OSError as fault:
        raise InputRefused(f"The file cannot be read: {fault.strerror}.") from None
