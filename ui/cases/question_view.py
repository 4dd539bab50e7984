"""Questions that an import raised: a person answers, nothing is chosen in silence."""

from functools import partial

from iomdesk.cases.case import Question
from iomdesk.ids import PartId
from ui.cases.person_viewmodel import PersonViewModel
from ui.cases.reading import Held
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.pages import flowing
from ui.widgets.text import text


def question_card(viewmodel: PersonViewModel, held: Held) -> Card | None:
    """Return the open questions as a card, or None where there are none."""
    open_ones = {k: q for k, q in held.case.questions.items() if q.answer is None}
    if not open_ones:
        return None
    card = Card("Questions from import")
    for key, question in open_ones.items():
        card.body.addWidget(text(question.text, wrap=True))
        card.body.addWidget(flowing(_answers(viewmodel, key, question)))
    return card


def _answers(
    viewmodel: PersonViewModel, key: PartId, question: Question
) -> list[Button]:
    theirs = Button(f"Take theirs: {question.said}" if question.said else "Take theirs")
    ours = Button(f"Keep ours: {question.held}" if question.held else "Keep ours")
    theirs.clicked.connect(partial(viewmodel.answer, key, "theirs"))
    ours.clicked.connect(partial(viewmodel.answer, key, "ours"))
    return [theirs, ours]
