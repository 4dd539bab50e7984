"""Answers in words, as a person reads them."""

from datetime import date

from iomdesk.assessments.answers import Answer
from iomdesk.assessments.instrument import Item
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
