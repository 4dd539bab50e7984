"""Sentences and orders with their conditions, as they stand on the paper."""

from datetime import date

from PySide6.QtWidgets import QWidget

from iomdesk.cases.sentence import Condition, Sentence
from iomdesk.cases.summary import live_sentences
from iomdesk.read_codes import code_as_words
from ui.cases.person_viewmodel import PersonViewModel
from ui.cases.reading import Held
from ui.cases.tab_view import TabPage
from ui.saying import day_words
from ui.widgets.badge import Chip
from ui.widgets.card import Card, edge
from ui.widgets.pages import empty, flowing, page_layout
from ui.widgets.text import prose, text


class OrdersView(TabPage):
    def __init__(self, viewmodel: PersonViewModel) -> None:
        super().__init__()
        self._viewmodel = viewmodel
        self._page = page_layout(self)

    def draw(self, held: Held) -> None:
        empty(self._page)
        today = self._viewmodel.today
        live = live_sentences(held.case, today)
        for order in reversed(live.values()):
            self._page.addWidget(order_card(order, today))
        ended = [s for key, s in held.case.sentences.items() if key not in live]
        if ended:
            self._page.addWidget(text("Ended", "heading"))
        for order in sorted(ended, key=lambda s: str(s.ended_on or s.expires_on)):
            self._page.addWidget(order_card(order, today))
        self._page.addStretch(1)


def order_card(order: Sentence, today: date) -> Card:
    card = Card(code_as_words(order.kind or order.description))
    said = [order.description] if order.kind else []
    facts = (*said, order.length or "", order.court or "", *_dates(order, today))
    card.body.addWidget(text(" · ".join(f for f in facts if f), "small", wrap=True))
    if order.progress:
        card.body.addWidget(text(_sentence(order.progress), wrap=True))
    for offence in order.offences.values():
        main = "Main offence: " if offence.main else "Offence: "
        code = f" ({offence.code})" if offence.code else ""
        card.body.addWidget(text(main + offence.description + code, wrap=True))
    for number, condition in enumerate(order.conditions.values(), 1):
        card.body.addWidget(_condition(number, condition, today))
    for note in order.additional.values():
        words = ": ".join(code_as_words(w) for w in (note.kind, note.text) if w)
        card.body.addWidget(text(words, "small", wrap=True))
    return card


def _dates(order: Sentence, today: date) -> list[str]:
    said = (
        ("convicted", order.convicted_on),
        ("from", order.started_on),
        ("released", order.released_on),
        ("to", order.expires_on),
        ("ended", order.ended_on),
    )
    return [f"{words} {day_words(day, today)}" for words, day in said if day]


def _condition(number: int, condition: Condition, today: date) -> QWidget:
    frame = edge(now=condition.ended_on is None)
    layout = frame.layout()
    if layout is None:
        return frame
    short = condition.short or condition.kind or "Condition"
    chips: list[QWidget] = [text(f"{number}. {short}", "strong", wrap=True)]
    if condition.ended_on:
        chips.append(Chip(f"ended {day_words(condition.ended_on, today)}"))
    layout.addWidget(flowing(chips))
    if condition.text and condition.text != short:
        layout.addWidget(prose(condition.text))
    if condition.progress:
        layout.addWidget(text(_sentence(condition.progress), wrap=True))
    if condition.notes:
        cut = " (cut short by the source)" if condition.notes_cut_short else ""
        layout.addWidget(text(condition.notes + cut, "small", wrap=True))
    return frame


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
