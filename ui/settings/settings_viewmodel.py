"""What the officer may choose: look, idle time; kept at once."""

from functools import partial

from PySide6.QtCore import QObject, Signal

from iomdesk.assessments.languages import ENGLISH, chosen_language
from iomdesk.clock import london_date
from iomdesk.rules.actions import set_rule
from iomdesk.rules.loading import rulebook_of
from ui.autolock import DEFAULT_MINUTES
from ui.look import SYSTEM, Look
from ui.open_desk import OpenDesk
from ui.settings.force_settings import SetValue, set_values

THEMES = (
    (SYSTEM, "As the computer is set"),
    ("light", "Light"),
    ("dark", "Dark"),
    ("night", "Night: dim, for a dark car"),
    ("sunlight", "Sunlight: highest contrast"),
)
TEXT_SIZES = (100, 125, 150, 175, 200)
MINUTES = (1, 2, 3, 5, 10)


class SettingsViewModel(QObject):
    changed = Signal()

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self.minutes = DEFAULT_MINUTES
        self.language = ENGLISH
        self.set_values: tuple[SetValue, ...] = ()
        desk.looks.changed.connect(self.changed)

    @property
    def look(self) -> Look:
        return self._desk.looks.look

    def load(self) -> None:
        self._desk.tasks.read(self._read, self._loaded, self._desk.tell, self)

    def choose_theme(self, theme: str) -> None:
        self._desk.looks.choose(self.look._replace(theme=theme))

    def choose_text_size(self, per_cent: int) -> None:
        self._desk.looks.choose(self.look._replace(text_size=per_cent))

    def choose_minutes(self, minutes: int) -> None:
        self.minutes = minutes
        self._desk.idle_changed.emit(minutes)
        work = partial(self._desk.store.do, set_rule, "idle_minutes", minutes)
        self._desk.tasks.run(work, self._kept, self._desk.tell, self)

    def choose_language(self, language: str) -> None:
        """Read instruments in *language* from now on."""
        self.language = language
        work = partial(self._desk.store.do, set_rule, "instrument_language", language)
        self._desk.tasks.run(work, self._kept, self._desk.tell, self)

    def _read(self) -> tuple[object, str, tuple[SetValue, ...]]:
        queries = self._desk.store.queries
        minutes = queries.setting("idle_minutes")
        book = rulebook_of(queries, london_date(self._desk.store.clock()))
        return minutes, chosen_language(queries), set_values(book)

    def _loaded(self, found: tuple[object, str, tuple[SetValue, ...]]) -> None:
        minutes, self.language, self.set_values = found
        if isinstance(minutes, int):
            self.minutes = minutes
        self.changed.emit()

    def _kept(self, _nothing: None) -> None:
        """Show nothing: the choice stands on the screen already."""
