"""The way into the store: one passphrase, its attempts and the wait after them."""

import time
from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from iomdesk.errors import UserError, WrongKey
from ui.session import Session, State
from ui.unlock.attempts import Attempts, attempt_words

CHECKING = "Checking the passphrase. This takes about a second, on purpose."
CLOSING = "Locking: what was being saved is finished first."
_TICK = 500


class UnlockViewModel(QObject):
    """What the unlock screen says; the view draws itself again on `changed`."""

    changed = Signal()

    def __init__(
        self,
        session: Session,
        attempts: Attempts | None = None,
        seconds: Callable[[], float] = time.monotonic,
    ) -> None:
        super().__init__()
        self._session = session
        self._seconds = seconds
        self.attempts = attempts or Attempts()
        self.problem = ""
        self._timer = QTimer(self)
        self._timer.setInterval(_TICK)
        self._timer.timeout.connect(self._tick)
        session.refused.connect(self._refused)
        session.opened.connect(self._opened)
        session.shut.connect(self.changed)
        self._count_down()

    @property
    def is_checking(self) -> bool:
        return self._session.state is State.OPENING

    @property
    def waiting_words(self) -> str:
        """Say what is being waited for, "" where nothing is."""
        said = {State.OPENING: CHECKING, State.CLOSING: CLOSING}
        return said.get(self._session.state, "")

    @property
    def seconds_left(self) -> int:
        return self.attempts.seconds_left(self._seconds())

    @property
    def can_try(self) -> bool:
        return self._session.state is State.SHUT and not self.seconds_left

    @property
    def attempt_words(self) -> str:
        return attempt_words(self.attempts, self._seconds())

    def unlock(self, passphrase: str) -> None:
        if not self.can_try:
            return
        if not passphrase:
            self._say("Type your passphrase.")
            return
        self.problem = ""
        self._session.unlock(passphrase)
        self.changed.emit()

    def tell(self, words: str) -> None:
        """Say what went wrong elsewhere, while there is no desk to say it on."""
        self._say(words)

    def _opened(self, _desk: object) -> None:
        self.attempts = Attempts()
        self.problem = ""

    def _refused(self, refusal: UserError) -> None:
        if isinstance(refusal, WrongKey):
            self.attempts = self.attempts.failed(self._seconds())
            self._count_down()
        self._say(str(refusal))

    def _say(self, sentence: str) -> None:
        self.problem = sentence
        self.changed.emit()

    def _count_down(self) -> None:
        if self.seconds_left:
            self._timer.start()

    def _tick(self) -> None:
        if not self.seconds_left:
            self._timer.stop()
        self.changed.emit()
