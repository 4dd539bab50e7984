"""When the person was last met, and what was seen."""

from PySide6.QtWidgets import QFrame

from ui.cases.happened import Entry, contacts, when_words
from ui.cases.person_viewmodel import PersonViewModel
from ui.cases.reading import Held
from ui.widgets.card import Card, edge
from ui.widgets.pages import flowing
from ui.widgets.text import prose, text

_MOST = 3


def contact_card(viewmodel: PersonViewModel, held: Held) -> Card:
    card = Card("Last contact")
    entries = contacts(held, viewmodel.desk.now)[:_MOST]
    for at, entry in enumerate(entries):
        card.body.addWidget(_entry(viewmodel, entry, now=at == 0))
    if not entries:
        words = "No visit or appointment is recorded yet. “Start a visit” records one."
        card.body.addWidget(text(words, "muted", wrap=True))
    card.body.addStretch(1)
    return card


def _entry(viewmodel: PersonViewModel, entry: Entry, *, now: bool) -> QFrame:
    frame = edge(now=now)
    layout = frame.layout()
    if layout is None:
        return frame
    heading = f"{entry.heading}, {when_words(entry, viewmodel.today)}"
    line = [text(heading, "strong", wrap=True), text(entry.about, "small", wrap=True)]
    layout.addWidget(flowing(line, gap=6))
    if entry.alarm:
        layout.addWidget(text(entry.alarm, "danger", wrap=True))
    if entry.words:
        layout.addWidget(prose(entry.words))
    return frame
