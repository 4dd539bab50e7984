"""An instrument as a form: what to show, what is missing, what the score is so far."""

from collections.abc import Iterator
from enum import StrEnum

from attrs import frozen

from iomdesk.assessments.answers import Answer
from iomdesk.assessments.conditions import Answers, is_answered, visible
from iomdesk.assessments.inputs import Rejected
from iomdesk.assessments.instrument import Instrument, Item, Kind, Section
from iomdesk.assessments.scoring import Score, score
from iomdesk.assessments.wording import wording


class State(StrEnum):
    """Dormant: not asked at present; an answer is kept, and counts for nothing."""

    UNANSWERED = "unanswered"
    ANSWERED = "answered"
    DORMANT = "dormant"


@frozen(kw_only=True)
class Missing:
    """Something without which the assessment cannot be completed."""

    item: str
    section: str
    text: str


@frozen(kw_only=True)
class ItemView:
    item: Item
    state: State
    answer: Answer
    missing: Missing | None = None


@frozen(kw_only=True)
class SectionView:
    """A section with how many of its questions are asked, answered and wanted."""

    section: Section
    items: tuple[ItemView, ...]

    @property
    def asked(self) -> int:
        return sum(view.state is not State.DORMANT for view in self.items)

    @property
    def answered(self) -> int:
        return sum(view.state is State.ANSWERED for view in self.items)

    @property
    def is_done(self) -> bool:
        return not any(view.missing for view in self.items)


@frozen(kw_only=True)
class FormView:
    """The whole form; *no_score* says why there is no score yet."""

    sections: tuple[SectionView, ...]
    missing: tuple[Missing, ...]
    dormant: tuple[str, ...]
    score: Score | None = None
    no_score: str | None = None


def form_view(instrument: Instrument, answers: Answers) -> FormView:
    """Return *instrument* as a form with these answers in it."""
    views = list(_item_views(instrument, answers))
    reckoned, refusal = _score(instrument, answers)
    return FormView(
        sections=tuple(
            SectionView(
                section=section,
                items=tuple(v for v in views if v.item.section == section.code),
            )
            for section in instrument.sections
        ),
        missing=tuple(view.missing for view in views if view.missing),
        dormant=dormant(instrument, answers),
        score=reckoned,
        no_score=refusal,
    )


def missing(instrument: Instrument, answers: Answers) -> tuple[Missing, ...]:
    """Return what has to be answered before the assessment can be completed."""
    views = _item_views(instrument, answers)
    return tuple(view.missing for view in views if view.missing)


def dormant(instrument: Instrument, answers: Answers) -> tuple[str, ...]:
    """Return the items with an answer that is kept but not asked for any more."""
    shown = visible(instrument, answers)
    return tuple(
        item.code
        for item in instrument.items
        if item.code not in shown and is_answered(answers.get(item.code))
    )


def takes_evidence(item: Item) -> bool:
    """Say whether evidence has a place beside the answers to *item*."""
    rated = item.kind is Kind.RATING
    return rated or item.evidence_required or bool(item.evidence_for)


def needs_evidence(item: Item, answer: Answer) -> bool:
    """Say whether this answer has to be backed by evidence."""
    if not is_answered(answer):
        return False
    return item.evidence_required or bool(set(item.evidence_for) & set(answer.words))


def _item_views(instrument: Instrument, answers: Answers) -> Iterator[ItemView]:
    shown = visible(instrument, answers)
    for item in instrument.items:
        answer = answers.get(item.code, Answer())
        if item.code not in shown:
            yield ItemView(item=item, state=State.DORMANT, answer=answer)
            continue
        answered = is_answered(answer)
        yield ItemView(
            item=item,
            state=State.ANSWERED if answered else State.UNANSWERED,
            answer=answer,
            missing=_missing(item, answer),
        )


def _missing(item: Item, answer: Answer) -> Missing | None:
    label = wording(item.label)
    if item.required and not is_answered(answer):
        text = f"“{label}” is not answered."
    elif needs_evidence(item, answer) and not answer.evidence:
        text = f"“{label}” needs its evidence."
    else:
        return None
    return Missing(item=item.code, section=item.section, text=text)


def _score(instrument: Instrument, answers: Answers) -> tuple[Score | None, str | None]:
    try:
        return score(instrument, answers), None
    except Rejected as refusal:
        return None, str(refusal)
