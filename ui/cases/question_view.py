"""Questions that an import raised: a person answers, nothing is chosen in silence."""

from functools import partial

from iomdesk.cases.case import Question
from iomdesk.records.ids import PartId
from ui.cases.person_viewmodel import PersonViewModel
from ui.cases.questions import ours_words, theirs_words, wants_answer
from ui.cases.reading import Held
from ui.widgets.buttons import Button
from ui.widgets.card import Card
from ui.widgets.pages import flowing
from ui.widgets.text import text

_MOST = 2


def question_card(viewmodel: PersonViewModel, held: Held) -> Card | None:
    """Return the open questions as a card, or None where there are none."""
    open_ones = {k: q for k, q in held.case.questions.items() if q.answer is None}
    if not open_ones:
        return None
    card = Card("Questions from import")
    for key in list(open_ones)[:_MOST]:
        question = open_ones[key]
        card.body.addWidget(text(question.text, wrap=True))
        card.body.addWidget(flowing(_answers(viewmodel, key, question)))
    if len(open_ones) > _MOST:
        more = f"and {len(open_ones) - _MOST} more, after these"
        card.body.addWidget(text(more, "small"))
    return card


def _answers(
    viewmodel: PersonViewModel, key: PartId, question: Question
) -> list[Button]:
    if not wants_answer(question):
        noted = Button("Noted")
        noted.setAccessibleName(f"Noted: {question.text}")
        noted.clicked.connect(partial(viewmodel.answer, key, "ours"))
        return [noted]
    theirs, ours = Button(theirs_words(question)), Button(ours_words(question))
    theirs.clicked.connect(partial(viewmodel.answer, key, "theirs"))
    ours.clicked.connect(partial(viewmodel.answer, key, "ours"))
    return [theirs, ours]
