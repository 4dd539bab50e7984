"""The first run: who you are, a passphrase, a way back in, and how to begin."""

from enum import StrEnum
from pathlib import Path

from PySide6.QtCore import QObject, Signal

from iomdesk.errors import InputRefused, NotFound, UserError
from iomdesk.force_file import ForceFile, read_force_file
from iomdesk.records.ids import OfficerId, new_id
from ui.session import Session, State
from ui.unlock.passphrases import again_problem, passphrase_problem


class Step(StrEnum):
    WHO = "who"
    PASSPHRASE = "passphrase"  # noqa: S105  the name of a step
    SHEET = "sheet"
    BEGIN = "begin"


STEPS = tuple(Step)
NAME, FORCE, NEW, AGAIN, CODE = "name", "force", "passphrase", "again", "code"
_END = 4
"""Characters typed from the sheet to show that it is at hand."""


class FirstRunViewModel(QObject):
    """One step at a time; *problems* is by field."""

    changed = Signal()
    began = Signal(str)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self.step = Step.WHO
        self.name = ""
        self.force: ForceFile | None = None
        self.code = self.told = ""
        self.problems: dict[str, str] = {}
        session.made.connect(self._made)
        session.refused.connect(self._refused)

    @property
    def shortest(self) -> int:
        return self._session.outside.vault(self._session.folder).shortest

    @property
    def is_working(self) -> bool:
        return self._session.state is State.OPENING

    @property
    def step_words(self) -> str:
        return f"Step {STEPS.index(self.step) + 1} of {len(STEPS)}"

    def choose_force(self, path: Path) -> None:
        """Read the force's file, which names its recovery key and its hub."""

        def work() -> ForceFile:
            try:
                content = path.read_bytes()
            except OSError:
                name = path.name
                raise NotFound(f"{name} cannot be read. Choose it again.") from None
            return read_force_file(content)

        self._session.tasks.pool(work, self._force_read, self._force_refused, self)

    def go_without_force(self) -> None:
        self.force = None
        self._say({})

    def say_who(self, name: str) -> None:
        self.name = name.strip()
        if self.name:
            self.step = Step.PASSPHRASE
            self._say({})
        else:
            self._say({NAME: "Type your rank, number and name."})

    def show(self, step: Step, *, name: str, code: str) -> None:
        """Stand at *step*: for a picture of it."""
        self.step, self.name, self.code = step, name, code
        self._say({})

    def tell(self, words: str) -> None:
        """Say what went wrong elsewhere, on the step that is shown."""
        self.told = words
        self.changed.emit()

    def back(self) -> None:
        self.step = Step.WHO
        self._say({})

    def make(self, passphrase: str, again: str) -> None:
        from iomdesk.permissions import Officer  # noqa: PLC0415  not before it is used

        found = {
            NEW: passphrase_problem(passphrase, self.shortest),
            AGAIN: again_problem(passphrase, again),
        }
        problems = {field: words for field, words in found.items() if words}
        if not problems:
            force = self.force
            pem = force.recovery_pem if force else None
            keys = force.pack_keys if force else ()
            officer = Officer(id=OfficerId(new_id()), name=self.name)
            rules = force.rules if force else ""
            self._session.make(passphrase, officer, pem, keys, rules)
        self._say(problems)

    def confirm_sheet(self, typed: str) -> None:
        """Go on when the end of the code, as typed from the sheet, is right."""
        end = _plain(typed)[-_END:]
        if len(end) == _END and _plain(self.code).endswith(end):
            self.code = ""
            self.step = Step.BEGIN
            self._session.sheet_seen()
            self._say({})
        else:
            self._say({CODE: "These are not the last four characters of the code."})

    def begin(self, how: str) -> None:
        """Leave for the desk: *how* is import, hub or empty."""
        self.began.emit(how)

    def _made(self, code: str) -> None:
        self.code = code
        self.step = Step.SHEET if code else Step.BEGIN
        self._say({})

    def _force_read(self, force: ForceFile) -> None:
        self.force = force
        self._say({})

    def _force_refused(self, refusal: UserError) -> None:
        self._say({FORCE: str(refusal)})

    def _refused(self, refusal: UserError) -> None:
        field = refusal.field if isinstance(refusal, InputRefused) else ""
        self._say({field if field in {NEW, FORCE} else NEW: str(refusal)})

    def _say(self, problems: dict[str, str]) -> None:
        self.told = ""
        self.problems = problems
        self.changed.emit()


def _plain(code: str) -> str:
    return "".join(letter for letter in code.upper() if letter.isalnum())
