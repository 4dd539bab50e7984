"""Answers in words, and what an assessment says that scores nothing."""

from datetime import date

from iomdesk.assessments.answers import Answer
from iomdesk.assessments.conditions import Answers, counted
from iomdesk.assessments.instrument import Instrument, Item, RuleKind
from iomdesk.assessments.rounding import plain
from iomdesk.assessments.wording import wording
from iomdesk.dates import date_text


def answer_text(item: Item, answer: Answer) -> str | None:
    """Return an answer as a person reads it; None is not recorded."""
    value = answer.value
    if value is None:
        return None
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return date_text(value)
    if isinstance(value, int | float):
        return plain(value)
    if answer.words:
        found = [item.choice(code) for code in answer.words]
        return ", ".join(wording(one.label) for one in found if one)
    return str(value)


def recorded_result(instrument: Instrument, answers: Answers) -> str | None:
    """Return what was recorded where nothing is scored: “Priority: High”.

    Such an instrument names the items that say its result; None is no such thing.
    """
    if instrument.score.kind is not RuleKind.NONE:
        return None
    asked = counted(instrument, answers)
    said = [
        f"{wording(item.label)}: {words}"
        for code in instrument.score.items
        if (item := instrument.item(code))
        and code in asked
        and (words := answer_text(item, asked[code]))
    ]
    return "; ".join(said) or None
