"""Assessing again: what of the last assessment still holds, and what changed since."""

from collections.abc import Mapping, Sequence
from datetime import date
from enum import StrEnum
from functools import cached_property

from attrs import evolve, frozen

from iomdesk.assessments.answers import Answer, answer_of
from iomdesk.assessments.assessment import Assessment, Comparison
from iomdesk.assessments.conditions import Answers, counted, is_answered, visible
from iomdesk.assessments.instrument import Instrument, Item, Kind
from iomdesk.assessments.said import answer_text
from iomdesk.assessments.wording import wording
from iomdesk.clock import london_date
from iomdesk.errors import InputRefused

NOT_ASKED = "not asked"
NOT_RECORDED = "not recorded"
NOT_THERE = "not in that version"


class Standing(StrEnum):
    """How an answer stands to last time's; TO_CONFIRM has none yet that is its own."""

    NEW = "new"
    TO_CONFIRM = "to_confirm"
    CONFIRMED = "confirmed"
    SAME = "same"
    CHANGED = "changed"


@frozen(kw_only=True)
class Before:
    """The last completed assessment, and the version that it was made with."""

    assessment: Assessment
    instrument: Instrument

    @property
    def on(self) -> date:
        at = self.assessment.completed_at or self.assessment.started_at
        return london_date(at)

    @cached_property
    def counted(self) -> Mapping[str, Answer]:
        return counted(self.instrument, self.assessment.answers)


def last_completed(held: Sequence[Assessment], instrument: str) -> Assessment | None:
    """Return the last one completed with *instrument*, whatever its version."""
    done = [one for one in held if one.instrument == instrument and one.completed_at]
    return max(done, key=lambda one: str(one.completed_at), default=None)


def based_on(held: Sequence[Assessment], this: Assessment) -> Assessment | None:
    """Return the one that *this* starts from, where it is held here."""
    return next((one for one in held if one.id == this.based_on), None)


def confirmable(item: Item, before: Before) -> Answer | None:
    """Return last time's answer where *item* would still take it, or None."""
    held, last = before.instrument.item(item.code), before.counted.get(item.code)
    if last is None or held is None or Kind.FACT in {item.kind, held.kind}:
        return None
    if item.kind is not held.kind:
        return None
    try:
        taken = answer_of(item, last.input)
    except InputRefused:
        return None
    return evolve(taken, evidence=last.evidence, note=last.note)


def confirmed(item: Item, before: Before, on: date) -> Answer:
    """Return last time's answer, with its evidence, as said to be still true."""
    answer = confirmable(item, before)
    if answer is None:
        raise InputRefused(
            f"“{wording(item.label)}” has no answer of last time that still fits."
            " Answer it.",
            item.code,
        )
    return evolve(answer, confirmed_on=on)


def standing(item: Item, answer: Answer | None, before: Before) -> Standing:
    """Say how the answer to an item that is asked stands to last time's."""
    if answer is None or not is_answered(answer):
        waiting = confirmable(item, before) is not None
        return Standing.TO_CONFIRM if waiting else Standing.NEW
    if answer.confirmed_on:
        return Standing.CONFIRMED
    last = before.counted.get(item.code)
    if before.instrument.item(item.code) is None:
        return Standing.NEW
    return Standing.SAME if last and last.value == answer.value else Standing.CHANGED


def standings(
    instrument: Instrument, answers: Answers, before: Before
) -> dict[str, Standing]:
    """Return how each question that is asked stands to last time, facts left out."""
    shown = visible(instrument, answers)
    return {
        item.code: standing(item, answers.get(item.code), before)
        for item in instrument.items
        if item.code in shown and item.kind is not Kind.FACT
    }


def was(item: Item, answer: Answer | None, before: Before) -> str | None:
    """Return last time's answer in words where it is another now, or None."""
    held, last = before.instrument.item(item.code), before.counted.get(item.code)
    if (last.value if last else None) == (answer.value if answer else None):
        return None
    if held is None:
        return NOT_THERE
    return answer_text(held, last) if last else unanswered(item, before)


def unanswered(item: Item, before: Before) -> str:
    """Return why last time there was no answer that counted."""
    asked = item.code in visible(before.instrument, before.assessment.answers)
    return NOT_RECORDED if asked else NOT_ASKED


def comparison(
    instrument: Instrument, answers: Answers, before: Before | None
) -> Comparison | None:
    """Return what changed since last time, to be kept with the completed assessment."""
    if before is None:
        return None
    shown = visible(instrument, answers)
    said = {
        item.code: was(item, answers.get(item.code), before)
        for item in instrument.items
        if item.code in shown
    }
    return Comparison(
        on=before.on,
        version=before.instrument.version,
        was={code: words for code, words in said.items() if words},
    )
