"""Small changes to a person, each asked for by itself: level, warning, address."""

from datetime import date

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from iomdesk.cases.case import Address, Case, Marker, Rag, RiskLevel
from ui.cases.facts import LEVEL_WORDS
from ui.cases.glance import WHOM
from ui.shown import Option
from ui.widgets.buttons import Button
from ui.widgets.choice import Choice
from ui.widgets.dialog import Dialog
from ui.widgets.editors import Combo, LineEdit, TextEdit
from ui.widgets.fields import Field
from ui.widgets.read_edits import DateEdit
from ui.widgets.text import prose

_NONE = "none"


class RiskDialog(Dialog):
    """`agreed` brings who is at risk, and the level or None."""

    agreed = Signal(str, object)

    def __init__(self, case: Case, parent: QWidget) -> None:
        super().__init__("Change a risk level", parent)
        self._case = case
        self.who = Combo(list(WHOM.items()))
        levels = [Option(key=k, words=w) for k, w in LEVEL_WORDS.items()]
        self.level = Choice(levels)
        self.body.addWidget(prose("The history keeps who changed it, and from what."))
        self.body.addWidget(Field("Risk of serious harm to", self.who))
        self.body.addWidget(Field("Level", self.level))
        self.add_button("Go back", "secondary", self.reject)
        self.go_on = self.add_button("Change the level", "primary", self._agree)
        self.who.edited.connect(self._show_held)
        self.level.edited.connect(self._allow)
        self._show_held()

    def _show_held(self) -> None:
        held: RiskLevel | None = getattr(self._case.risk, self.who.value())
        self.level.set_value(held.value if held else "not_assessed")
        self._allow()

    def _allow(self) -> None:
        held: RiskLevel | None = getattr(self._case.risk, self.who.value())
        now = held.value if held else "not_assessed"
        self.go_on.setEnabled(self.level.value() not in ("", now))

    def _agree(self) -> None:
        key = self.level.value()
        level = None if key == "not_assessed" else RiskLevel(key)
        who = self.who.value()
        self.accept()
        self.agreed.emit(who, level)


class RagDialog(Dialog):
    """`agreed` brings the rating, or None."""

    agreed = Signal(object)

    def __init__(self, case: Case, parent: QWidget) -> None:
        super().__init__("Change the IOM rating", parent)
        named = [Option(key=r.value, words=r.value.capitalize()) for r in Rag]
        self.rag = Choice([*named, Option(key=_NONE, words="Not rated")])
        self.rag.set_value(case.rag.value if case.rag else _NONE)
        self.body.addWidget(Field("IOM rating", self.rag))
        self.add_button("Go back", "secondary", self.reject)
        self.add_button("Change the rating", "primary", self._agree)

    def _agree(self) -> None:
        key = self.rag.value()
        self.accept()
        self.agreed.emit(None if key in ("", _NONE) else Rag(key))


class WarningDialog(Dialog):
    """`agreed` brings the new warning marker."""

    agreed = Signal(object)

    def __init__(self, today: date, parent: QWidget) -> None:
        super().__init__("Add a warning", parent)
        self.words, self.source = LineEdit(), LineEdit()
        self.notes, self.expires = TextEdit(2), DateEdit(today)
        self._expires = Field("Expires", self.expires, optional=True)
        help_words = "As short as it must be read at a glance: Weapons, Dog"
        self.body.addWidget(Field("Warning", self.words, help_words))
        self.body.addWidget(Field("Where it comes from", self.source))
        self.body.addWidget(Field("What is known", self.notes, optional=True))
        self.body.addWidget(self._expires)
        self.add_button("Go back", "secondary", self.reject)
        self.go_on = self.add_button("Add the warning", "primary", self._agree)
        for editor in (self.words, self.source):
            editor.textChanged.connect(self._allow)
        self._allow()

    def _allow(self) -> None:
        self.go_on.setEnabled(bool(self.words.value() and self.source.value()))

    def _agree(self) -> None:
        if problem := self.expires.problem():
            self._expires.set_problem(problem)
            return
        marker = Marker(
            text=self.words.value(),
            source=self.source.value(),
            notes=self.notes.value() or None,
            expires_on=self.expires.value(),
        )
        self.accept()
        self.agreed.emit(marker)


class AddressDialog(Dialog):
    """`agreed` brings the new main address; the one before is kept."""

    agreed = Signal(object)

    def __init__(self, today: date, parent: QWidget) -> None:
        super().__init__("Add an address", parent)
        self.lines, self.town, self.postcode = LineEdit(), LineEdit(), LineEdit()
        self.started = DateEdit(today)
        self.started.set_value(today)
        self._started = Field("Since", self.started)
        words = "It becomes the main address. Addresses of before are kept."
        self.body.addWidget(prose(words))
        self.body.addWidget(Field("House and street", self.lines))
        self.body.addWidget(Field("Town", self.town))
        self.body.addWidget(Field("Postcode", self.postcode, optional=True))
        self.body.addWidget(self._started)
        self.add_button("Go back", "secondary", self.reject)
        self.go_on = self.add_button("Add the address", "primary", self._agree)
        self.lines.textChanged.connect(self._allow)
        self._allow()

    def _allow(self) -> None:
        self.go_on.setEnabled(bool(self.lines.value()))

    def _agree(self) -> None:
        if problem := self.started.problem():
            self._started.set_problem(problem)
            return
        address = Address(
            lines=tuple(p.strip() for p in self.lines.value().split(",") if p.strip()),
            town=self.town.value() or None,
            postcode=self.postcode.value() or None,
            started_on=self.started.value(),
            main=True,
        )
        self.accept()
        self.agreed.emit(address)


def small_button(words: str, name: str = "") -> Button:
    """Return a link that stands beside the heading of a card."""
    button = Button(words, "link")
    button.setAccessibleName(name or words)
    return button
