"""Answers, outputs and states in words."""

from datetime import date

from iomdesk.assessments.answers import Answer
from iomdesk.assessments.form import SectionView
from iomdesk.assessments.instrument import Instrument, Item
from iomdesk.assessments.rounding import plain
from iomdesk.assessments.scoring import Score
from iomdesk.assessments.wording import wording
from iomdesk.dates import short_date_text

SMALL = ("p_1yr", "p_2yr")
"""Outputs that the working shows: too long for a glance."""


def answer_words(item: Item, answer: Answer) -> str:
    """Return an answer as it is read out, with its evidence."""
    said = _value_words(item, answer)
    return " · ".join(part for part in (said, answer.evidence or "") if part)


def section_note(view: SectionView) -> str:
    if view.asked and view.is_done and view.answered:
        return "done"
    return f"{view.answered} of {view.asked}" if view.asked else "not asked"


def outputs(instrument: Instrument, score: Score) -> list[tuple[str, str]]:
    """Return label and figure of each output worth a glance."""
    return [
        (wording(one.label), f"{score.outputs[one.code]}{_unit(one.unit)}")
        for one in instrument.outputs
        if one.code in score.outputs and one.code not in SMALL
    ]


def _unit(unit: str) -> str:
    return f" {unit}" if unit else ""


def _value_words(item: Item, answer: Answer) -> str:
    chosen = [item.choice(code) for code in answer.words]
    labels = [wording(choice.label) for choice in chosen if choice]
    if labels:
        return ", ".join(labels)
    value = answer.value
    if isinstance(value, bool):
        return "Yes" if value else "No"
    if isinstance(value, date):
        return short_date_text(value)
    if isinstance(value, int | float):
        return plain(value)
    return str(value) if value else ""
