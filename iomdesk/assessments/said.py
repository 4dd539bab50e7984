"""Answers in words, and what an assessment says that scores nothing."""

from datetime import date

from iomdesk.assessments.answers import Answer
from iomdesk.assessments.conditions import Answers, counted
from iomdesk.assessments.instrument import Instrument, Item, RuleKind
from iomdesk.assessments.rounding import plain
from iomdesk.assessments.scoring import Score
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


def kind_note(
    instrument: Instrument, score: Score, most: int | None = None
) -> str | None:
    """Say whether a score is static or dynamic, and what keeps it from the latter.

    At most *most* of the missing answers are named, the others counted.
    """
    if score.kind is None or score.not_applicable:
        return None
    kind = score.kind.capitalize()
    if not score.missing:
        return f"{kind}."
    named = [_label_of(instrument, name) for name in score.missing]
    shown = named if most is None else named[:most]
    rest = len(named) - len(shown)
    listed = "; ".join(shown) + (f"; and {rest} more" if rest else "")
    return f"{kind}. Still missing: {listed}."


def conviction_note(instrument: Instrument) -> str | None:
    """Return what is said of an instrument that is only for convicted people.

    A case need not hold every conviction, so nobody is refused for want of one.
    """
    rule = instrument.applicability
    return wording(rule.otherwise) or None if rule.conviction else None


def _label_of(instrument: Instrument, name: str) -> str:
    """Return the label of the item that gives the input *name*, in whatever group."""
    found = (i for i in instrument.items if i.code.rpartition(".")[2] == name)
    item = next(found, None)
    return wording(item.label) if item else name
