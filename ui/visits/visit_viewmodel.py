"""A visit being recorded: what is typed, kept a second behind, signed at the end."""

from collections.abc import Callable
from datetime import date, timedelta
from functools import partial
from pathlib import Path

from attrs import evolve
from PySide6.QtCore import QObject, Signal

from iomdesk.bank import NO_CARD
from iomdesk.bank_guard import Known, bank_reasons
from iomdesk.errors import InputRefused, UserError
from iomdesk.journal.patch import diff, leaves
from iomdesk.reasons import NotReady, Reason
from iomdesk.records.codec import Document, to_document
from iomdesk.records.ids import PartId
from iomdesk.visits.actions import add_photo, end_photo
from iomdesk.visits.checklist import AskedItem, confirm_unchanged
from iomdesk.visits.forms import finish_visit, keep_visit
from iomdesk.visits.loading import checklist_of, visit_reference
from iomdesk.visits.photos import Picture, take_in
from iomdesk.visits.signing import reasons_not_to_sign
from iomdesk.visits.visit import Check, Visit
from ui.desk import Desk
from ui.drafting import Drafting
from ui.places import PersonPlace
from ui.visits.opening_viewmodel import Start
from ui.visits.parts import FINISH, Part, note_of, part_for, parts_of
from ui.visits.reading import FORM, typed

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
        self._opened = start.opened
        self.visit = self._recorded = start.visit
        self.drafting = Drafting(desk, FORM, self._body, self)
        self._begin(start)
        self.parts = parts_of(self.held.groups(self.visit, self.today))
        self.part = self._first_part()

    def _begin(self, start: Start) -> None:
        if start.draft is None:
            self.drafting.start(start.visit.case_id, start.opened)
            return
        self.visit = evolve(typed(start.draft), photos=start.visit.photos)
        self._opened = start.draft.opened or start.opened
        self.drafting.go_on(start.draft)

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
        return [
            f"{field_label(Visit.KIND, path, now)}: {words}"
            for path, value in leaves(diff(to_document(self._recorded), now))
            if (words := value_text(Visit.KIND, path, value) if value else "nothing")
        ]

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
        """Take the visit as it now is on the screen."""
        if visit == self.visit:
            return
        other_kind = visit.kind != self.visit.kind
        self.visit = visit
        self.drafting.touch()
        if self.problems:
            self.problems = self._reasons()
        if other_kind:
            self.parts = parts_of(self.held.groups(visit, self.today))
            self.laid_out.emit()
        self.changed.emit()

    def check(self, item: AskedItem) -> Check:
        return self.visit.checks.get(item.code) or Check(asked=item.text)

    def answer(self, item: AskedItem, answer: str) -> None:
        held = self.check(item)
        if answer != (held.answer or ""):
            said = evolve(held, answer=answer or None, confirmed_unchanged=False)
            self._put_check(item, said)

    def note_on(self, item: AskedItem, words: str) -> None:
        self._put_check(item, evolve(self.check(item), note=words or None))

    def confirm_all(self) -> None:
        """Answer what this part still asks as last time: it was looked at today."""
        for item, confirmed in self.unconfirmed():
            self._put_check(item, confirmed)

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
        ended = self.visit.ended_at or self.desk.now
        self.edit(evolve(self.visit, outcome=outcome, ended_at=ended))
        self.move_on(FINISH)

    def leave(self) -> None:
        """Go to the end of the form; the time out is now, unless it was said."""
        if not self.visit.ended_at:
            self.edit(evolve(self.visit, ended_at=self.desk.now))
        self.move_on(FINISH)

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
        self.drafting.stop()
        draft_id = self.drafting.draft_id
        do = self.desk.store.do
        work = partial(do, keep_visit, self.visit, self._opened, draft_id)
        self._run(work, partial(self._done, "The visit is kept, not signed yet."))

    def sign(self, image: bytes | None, *, statement: bool) -> None:
        """Sign, or say what is missing and where."""
        self.problems = self._reasons()
        if not image and not statement:
            text = "Sign in the box, or tick the statement."
            self.problems = (*self.problems, Reason(text=text, path=("signature",)))
        if self.problems:
            self.refused.emit()
            return
        self.drafting.stop()
        work = partial(
            self.desk.store.do,
            finish_visit,
            self.visit,
            self._opened,
            self.drafting.draft_id,
            image,
            statement=statement,
        )
        self._run(work, partial(self._done, "The visit is signed."))

    def part_of(self, reason: Reason) -> str:
        return part_for(reason.path, self.parts)

    def _put_check(self, item: AskedItem, check: Check) -> None:
        checks = dict(self.visit.checks)
        if check.answer or check.note:
            checks[item.code] = check
        else:
            checks.pop(item.code, None)
        self.edit(evolve(self.visit, checks=checks))

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
        self.visit = evolve(self.visit, photos=held.photos)
        self.changed.emit()

    def _reasons(self) -> tuple[Reason, ...]:
        template = checklist_of(self.visit.checklist)
        return (
            *reasons_not_to_sign(
                self.visit, visit_reference(), template, self.desk.now
            ),
            *bank_reasons(Visit.KIND, to_document(self.visit), self._known()),
        )

    def _known(self) -> Known:
        """Return the numbers of which the officer has said that they are no cards."""
        kept = self._opened.document.get(NO_CARD, {}) if self._opened else {}
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
            self.problems = refusal.reasons
            self.refused.emit()
        else:
            self.drafting.touch()
            self.desk.tell(refusal)
        self.changed.emit()

    def _body(self) -> Document:
        return {"visit": to_document(self.visit), "part": self.part}


def _content(file: Path) -> bytes:
    """Return what *file* holds, of one too large no more than shows that it is."""
    try:
        with file.open("rb") as opened:
            return opened.read(visit_reference().photos.most_bytes + 1)
    except OSError as fault:
        raise InputRefused(f"The file cannot be read: {fault.strerror}.") from None
