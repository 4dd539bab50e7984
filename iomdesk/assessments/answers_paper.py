"""Answers on paper: with their evidence, and with last time's where there was one."""

from collections import Counter
from collections.abc import Iterator, Mapping

from iomdesk.assessments.answers import Answer
from iomdesk.assessments.assessment import Assessment, Comparison
from iomdesk.assessments.conditions import is_answered, visible
from iomdesk.assessments.form import takes_evidence
from iomdesk.assessments.instrument import Instrument, Item, Kind, Section
from iomdesk.assessments.said import answer_text
from iomdesk.assessments.wording import wording
from iomdesk.dates import date_text
from iomdesk.documents.blocks import Block, Cell, Heading, Table, Text

CHANGED = "was"
CONFIRMED = "confirmed"
SAME = "the same"


def answer_tables(assessment: Assessment, instrument: Instrument) -> Iterator[Block]:
    """Yield a table a section, of what was asked."""
    shown = _shown(assessment, instrument)
    for section in instrument.sections:
        items = [i for i in instrument.items_of(section.code) if i.code in shown]
        if items:
            yield from _section(section, items, assessment)


def since_last(assessment: Assessment, instrument: Instrument) -> Iterator[Block]:
    """Say how much changed since last time, and how much was confirmed.

    What the case itself answers is neither.
    """
    compared = assessment.compared
    if compared is None:
        return
    facts = {item.code for item in instrument.items if item.kind is Kind.FACT}
    counted = Counter(
        _standing(code, answer, compared)
        for code, answer in assessment.answers.items()
        if code not in facts.union(assessment.dormant)
    )
    yield Heading(text="Since last time", level=2)
    yield Text(
        text=f"Compared with the assessment of {date_text(compared.on)}"
        f" (version {compared.version}): {len(compared.was)} changed,"
        f" {counted[CONFIRMED]} confirmed as still true,"
        f" {counted[SAME]} answered again and the same."
    )


def _shown(assessment: Assessment, instrument: Instrument) -> frozenset[str]:
    """Return the items asked: of a completed assessment, those asked then."""
    shown = visible(instrument, assessment.answers)
    return shown - frozenset(assessment.dormant) if assessment.completed_at else shown


def _section(
    section: Section, items: list[Item], assessment: Assessment
) -> Iterator[Block]:
    """Leave out the columns that nothing in the section has anything for."""
    answers = {item.code: assessment.answers.get(item.code, Answer()) for item in items}
    compared = assessment.compared
    columns = [("Question", 4.0), ("Answer", 3.0)]
    if compared:
        columns.append(("Last time", 3.0))
    backed = any(takes_evidence(item) or _backing(answers[item.code]) for item in items)
    if backed:
        columns.append(("Evidence", 5.0))
    yield Heading(text=wording(section.title), level=2)
    yield Table(
        header=tuple(title for title, _ in columns),
        widths=tuple(width for _, width in columns),
        rows=tuple(_row(item, answers, compared, backed=backed) for item in items),
    )


def _row(
    item: Item,
    answers: Mapping[str, Answer],
    compared: Comparison | None,
    *,
    backed: bool,
) -> tuple[Cell, ...]:
    answer = answers[item.code]
    then = (_then(item.code, answer, compared),) if compared else ()
    evidence = (_backing(answer),) if backed else ()
    return wording(item.label), answer_text(item, answer), *then, *evidence


def _backing(answer: Answer) -> str:
    return " – ".join(text for text in (answer.evidence, answer.note) if text)


def _then(code: str, answer: Answer, compared: Comparison) -> str:
    standing = _standing(code, answer, compared)
    if standing == CHANGED:
        return f"was: {compared.was[code]}"
    if standing == CONFIRMED and answer.confirmed_on:
        return f"still true, confirmed on {date_text(answer.confirmed_on)}"
    return standing


def _standing(code: str, answer: Answer, compared: Comparison) -> str:
    if code in compared.was:
        return CHANGED
    if answer.confirmed_on:
        return CONFIRMED
    return SAME if is_answered(answer) else ""
