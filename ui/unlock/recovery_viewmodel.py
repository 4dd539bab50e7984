"""A forgotten passphrase: the sheet's code or the force's key sets a new one."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from PySide6.QtCore import QObject, Signal

from iomdesk.errors import NotFound, UserError
from ui.session import OpenSlot, Session, State
from ui.unlock.passphrases import again_problem, passphrase_problem

CODE, KEY, NEW, AGAIN = "code", "key", "passphrase", "again"


class RecoveryViewModel(QObject):
    """*problems* is by field; a refusal that names no field stands under ""."""

    changed = Signal()

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.key_file: Path | None = None
        self.problems: dict[str, str] = {}
        session.refused.connect(self._refused)

    @property
    def shortest(self) -> int:
        return self._session.outside.vault(self._session.folder).shortest

    @property
    def is_working(self) -> bool:
        return self._session.state is State.OPENING

    @property
    def by_key(self) -> bool:
        return self.key_file is not None

    def choose_key(self, path: Path | None) -> None:
        """Take the force's private key file in place of the code, or give it back."""
        self.key_file = path
        self.problems = {}
        self.changed.emit()

    def recover(self, code: str, passphrase: str, again: str) -> None:
        self.problems = self._faults(code, passphrase, again)
        if not self.problems:
            self._session.recover(self._opener(code), passphrase)
        self.changed.emit()

    def _faults(self, code: str, passphrase: str, again: str) -> dict[str, str]:
        found = {
            NEW: passphrase_problem(passphrase, self.shortest),
            AGAIN: again_problem(passphrase, again),
        }
        if not self.by_key and not code.strip():
            found[CODE] = "Type the code of the recovery sheet."
        return {field: words for field, words in found.items() if words}

    def _opener(self, code: str) -> OpenSlot:
        outside, path = self._session.outside, self.key_file

        def opener() -> Callable[[Any], bytes]:
            if path is None:
                return outside.sheet_opener(code)
            return outside.force_key_opener(_read(path))

        return opener

    def _refused(self, refusal: UserError) -> None:
        self.problems = {KEY if self.by_key else CODE: str(refusal)}
        self.changed.emit()


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError:
        raise NotFound(f"{path.name} cannot be read. Choose the file again.") from None
