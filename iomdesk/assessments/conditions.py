"""Which items are asked, for these answers."""

from collections.abc import Mapping

from iomdesk.assessments.answers import Answer
from iomdesk.assessments.instrument import Condition, Instrument, Item

Answers = Mapping[str, Answer]


def holds(condition: Condition, answer: Answer | None) -> bool:
    """Say whether the answer meets the condition; no answer meets none."""
    if answer is None or answer.value is None:
        return False
    if condition.values and not set(condition.values) & set(answer.words):
        return False
    return _is_within(condition, answer.amount)


def visible(instrument: Instrument, answers: Answers) -> frozenset[str]:
    """Return the codes of the items that are asked.

    An answer that is not asked for itself counts for nothing, so what hangs on it
    is not asked either.
    """
    known: dict[str, bool] = {}
    for item in instrument.items:
        _is_visible(instrument, answers, item, known)
    return frozenset(code for code, shown in known.items() if shown)


def counted(instrument: Instrument, answers: Answers) -> dict[str, Answer]:
    """Return the answers that count: given, to items that are asked, in their order."""
    shown = visible(instrument, answers)
    return {
        item.code: answers[item.code]
        for item in instrument.items
        if item.code in shown and is_answered(answers.get(item.code))
    }


def is_answered(answer: Answer | None) -> bool:
    return answer is not None and answer.value is not None


def _is_visible(
    instrument: Instrument, answers: Answers, item: Item, known: dict[str, bool]
) -> bool:
    if item.code not in known:
        known[item.code] = all(
            holds(condition, answers.get(condition.item))
            and _is_visible(instrument, answers, _asked(instrument, condition), known)
            for condition in item.visible_when
        )
    return known[item.code]


def _asked(instrument: Instrument, condition: Condition) -> Item:
    item = instrument.item(condition.item)
    if item is None:
        raise KeyError(condition.item)
    return item


def _is_within(condition: Condition, amount: float | None) -> bool:
    if condition.least is None and condition.most is None:
        return True
    if amount is None:
        return False
    enough = condition.least is None or amount >= condition.least
    return enough and (condition.most is None or amount <= condition.most)
