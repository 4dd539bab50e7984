"""Answers, outputs and states in words."""

from iomdesk.assessments.answers import Answer
from iomdesk.assessments.form import SectionView
from iomdesk.assessments.instrument import Instrument, Item
from iomdesk.assessments.said import answer_text
from iomdesk.assessments.scoring import Score
from iomdesk.assessments.wording import wording

SMALL = ("p_1yr", "p_2yr")
"""Outputs that the working shows: too long for a glance."""


def answer_words(item: Item, answer: Answer) -> str:
    """Return an answer as it is read out, with its evidence."""
    said = answer_text(item, answer)
    return " · ".join(part for part in (said, answer.evidence) if part)


def section_note(view: SectionView) -> str:
    """Say how far a section is; one that is all optional is done when all is said."""
    needed = any(one.item.required for one in view.items) or view.answered == view.asked
    if view.asked and view.is_done and view.answered and needed:
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
