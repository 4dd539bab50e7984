"""The life of the open store: unlocked, worked with, locked; one at a time."""

import threading
from collections.abc import Callable
from contextlib import AbstractContextManager
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QObject, Qt, Signal

from iomdesk.errors import UserError
from ui.look import Looks
from ui.outside import Outside
from ui.tasks import Crash, Progress, Tasks

if TYPE_CHECKING:
    from iomdesk.permissions import Officer
    from ui.open_desk import OpenDesk

OpenSlot = Callable[[], Callable[[Any], bytes]]
"""Makes what opens a slot, on the thread where a key may take its time."""

_FAULT = "The store could not be opened, by a fault in this program. Tell your IT desk."


class State(StrEnum):
    SHUT = "shut"
    OPENING = "opening"
    OPEN = "open"
    CLOSING = "closing"


class Held(NamedTuple):
    """An open store and the hold on its folder."""

    store: Any
    hold: AbstractContextManager[None]

    def let_go(self) -> None:
        self.store.close()
        self.hold.__exit__(None, None, None)


class Session(QObject):
    """`opened` brings the desk, `refused` the refusal, `shut` says that all is let go.

    `made` comes before `opened` when a store was made: the recovery code, if any.

    The thread that turned the passphrase into the key ends with the session.
    """

    opened = Signal(object)
    made = Signal(str)
    refused = Signal(object)
    shut = Signal()
    _let_go = Signal()

    def __init__(
        self,
        outside: Outside,
        folder: Path,
        looks: Looks,
        crash: Crash,
        parent: QObject | None = None,
        make_tasks: Callable[[Crash, QObject], Tasks] = Tasks,
    ) -> None:
        super().__init__(parent)
        self._make_tasks = make_tasks
        self.outside = outside
        self.looks = looks
        self.folder = folder
        self._crash = crash
        self._state = State.SHUT
        self._tasks: Tasks | None = None
        self._held: Held | None = None
        self._desk: OpenDesk | None = None
        self._closer: threading.Thread | None = None
        self._let_go.connect(self._was_let_go, Qt.ConnectionType.QueuedConnection)

    @property
    def state(self) -> State:
        return self._state

    @property
    def is_busy(self) -> bool:
        """Say whether a store is open, or on the way there or back."""
        return self._state is not State.SHUT

    @property
    def has_store(self) -> bool:
        return self.outside.has_store(self.folder)

    @property
    def tasks(self) -> Tasks:
        """Return the threads of this life of the store; new ones after each lock."""
        if self._tasks is None:
            self._tasks = self._make_tasks(self._fault, self)
        return self._tasks

    def unlock(self, passphrase: str) -> None:
        """Open the store; the waiting is done on a thread."""
        if self._state is not State.SHUT:
            return
        self._state = State.OPENING

        def work() -> Held:
            return open_held(self.outside, self.folder, passphrase)

        self.tasks.pool(work, self._open, self._refuse, self)

    def make(
        self,
        passphrase: str,
        officer: "Officer",
        force_pem: bytes | None = None,
        pack_keys: tuple[str, ...] = (),
        rules: str = "",
    ) -> None:
        """Make an empty store and open it."""
        if self._state is not State.SHUT:
            return
        self._state = State.OPENING

        def work() -> tuple[str, Held]:
            vault = self.outside.vault(self.folder)
            code = vault.new(passphrase, officer, force_pem, pack_keys)
            held = open_held(self.outside, self.folder, passphrase)
            if rules:
                _take_rules(held, rules)
            return code or "", held

        self.tasks.pool(work, self._made, self._refuse, self)

    def adopt(self, held: "Held") -> None:
        """Work on a store that was opened elsewhere."""
        self._open(held)

    def recover(self, open_slot: "OpenSlot", passphrase: str) -> None:
        """Set a new passphrase with the force's key or the sheet, and open."""
        if self._state is not State.SHUT:
            return
        self._state = State.OPENING

        def work() -> Held:
            self.outside.vault(self.folder).recover(open_slot(), passphrase)
            return open_held(self.outside, self.folder, passphrase)

        self.tasks.pool(work, self._open, self._refuse, self)

    def lock(self) -> None:
        """Let what is written reach its next commit, then drop store, key and folder.

        Nothing is waited for here: `shut` tells.
        """
        if self._state is not State.OPEN or not self._held or not self._desk:
            return
        self._state = State.CLOSING
        for work in self._desk.findChildren(Progress):
            work.cancel()
        tasks, held = self.tasks, self._held
        self._tasks = self._held = None
        tasks.close()

        def close() -> None:
            try:
                tasks.close(wait=True)
                held.let_go()
            finally:
                self._let_go.emit()

        self._closer = threading.Thread(target=close, name="closing")
        self._closer.start()

    def wait_until_shut(self) -> None:
        """Block until all is let go: for the end of the program alone."""
        if self._closer is not None:
            self._closer.join()

    def _made(self, made: tuple[str, Held]) -> None:
        code, held = made
        self.made.emit(code)
        self._open(held, is_new=True)

    def _open(self, held: Held, *, is_new: bool = False) -> None:
        from ui.feed import Feed  # noqa: PLC0415  loads the work, not needed before
        from ui.open_desk import OpenDesk  # noqa: PLC0415
        from ui.upkeep import Upkeep  # noqa: PLC0415

        self._held = held
        self._state = State.OPEN
        feed = Feed(self)
        held.store.watch(feed.announce)
        self._desk = OpenDesk(held.store, self.tasks, feed, self.outside, self.looks)
        Upkeep(self._desk)
        self.opened.emit(self._desk)
        told = " ".join(fault.sentence for fault in held.store.told)
        if told and not is_new:  # its sheet is about to be shown
            self._desk.warned.emit(told)

    def sheet_seen(self) -> None:
        """Take it that the officer has the newest recovery sheet."""
        vault = self.outside.vault(self.folder)
        self.tasks.pool(vault.sheet_seen, _nothing, self.refused.emit, self)

    def _refuse(self, refusal: UserError) -> None:
        self._state = State.SHUT
        self.refused.emit(refusal)

    def _fault(self, fault: BaseException) -> None:
        if self._state is State.OPENING:
            self._state = State.SHUT
            self.refused.emit(UserError(_FAULT))
        self._crash(fault)

    def _was_let_go(self) -> None:
        self._closer = None
        # Until now a thread may have told the desk's own objects how far it was.
        if self._desk:
            self._desk.deleteLater()
        self._desk = None
        self._state = State.SHUT
        self.shut.emit()


def _nothing(_: object) -> None:
    """Do nothing more."""


def open_held(outside: Outside, folder: Path, passphrase: str) -> Held:
    """Take the folder for this process, then open the store in it."""
    vault = outside.vault(folder)
    hold = vault.held()
    hold.__enter__()
    try:
        store = vault.open(vault.key(passphrase))
    except BaseException as fault:
        hold.__exit__(type(fault), fault, fault.__traceback__)
        raise
    return Held(store=store, hold=hold)


def _take_rules(held: "Held", rules: str) -> None:
    """Take in what the force file sets, before anything is worked out by it."""
    from iomdesk.force_file import RULES_NAME  # noqa: PLC0415  where a force sets any
    from iomdesk.rules.actions import add_rules  # noqa: PLC0415

    held.store.do(add_rules, rules.encode(), RULES_NAME)
