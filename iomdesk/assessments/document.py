"""An assessment on paper: answers with their evidence, the score, its working."""

from collections.abc import Iterator

from iomdesk.assessments.answers import Answer
from iomdesk.assessments.assessment import Assessment, Comparison, Override
from iomdesk.assessments.bands import Band
from iomdesk.assessments.conditions import is_answered, visible
from iomdesk.assessments.instrument import Instrument, Item, Section
from iomdesk.assessments.recorded import AS_GIVEN
from iomdesk.assessments.said import answer_text, recorded_result
from iomdesk.assessments.score_list import recorded_beside
from iomdesk.assessments.score_paper import scores_table
from iomdesk.assessments.scoring import Score
from iomdesk.assessments.unheld import is_worded, wording_missing
from iomdesk.assessments.wording import wording
from iomdesk.cases.case import Case
from iomdesk.cases.heading import person_badges, person_fields
from iomdesk.cases.summary import display_name
from iomdesk.clock import london_date
from iomdesk.dates import date_text, instant_text
from iomdesk.documents.blocks import (
    Block,
    Cell,
    Document,
    Fields,
    Heading,
    Listing,
    PageBreak,
    SignatureBox,
    Table,
    Text,
)
from iomdesk.documents.printed import Printed

UNROUNDED = ("p_1yr", "p_2yr")


def assessment_document(
    case: Case, assessment: Assessment, instrument: Instrument, printed: Printed
) -> Document:
    """Return the assessment as a document; the working is its appendix."""
    title = wording(instrument.title)
    return Document(
        title=f"{title}: {display_name(case)}",
        kind="Assessment",
        reference=assessment.id,
        version=f"{title}, version {assessment.instrument_version}",
        printed_by=printed.by,
        printed_at=printed.at,
        marking=printed.marking,
        handling=printed.handling,
        status=None if assessment.completed_at else "draft",
        blocks=tuple(_blocks(case, assessment, instrument)),
    )


def _blocks(
    case: Case, assessment: Assessment, instrument: Instrument
) -> Iterator[Block]:
    on = london_date(assessment.completed_at or assessment.started_at)
    yield person_badges(case, on)
    yield person_fields(case, on)
    yield Heading(text="The assessment", level=2)
    yield _about(assessment, instrument)
    if not is_worded(instrument, assessment):
        yield Text(text=wording_missing(assessment), style="lead")
    yield from _result(assessment, instrument)
    yield from _recorded(case, instrument)
    yield from _since_last(assessment)
    shown = _shown(assessment, instrument)
    for section in instrument.sections:
        yield from _section(assessment, instrument, section, shown)
    yield from _left_out(assessment, instrument)
    yield from _addenda(assessment)
    yield SignatureBox(
        label="Assessor",
        name=assessment.completed_by or assessment.assessor,
        role=_role(assessment),
        signed_at=assessment.completed_at,
    )
    if assessment.score and assessment.score.working:
        yield PageBreak()
        yield from _working(assessment.score, assessment, instrument)


def _about(assessment: Assessment, instrument: Instrument) -> Fields:
    completed = assessment.completed_at
    return Fields(
        columns=2,
        rows=(
            ("Assessor", assessment.assessor),
            ("Place", assessment.place),
            ("Started", instant_text(assessment.started_at)),
            ("Completed", instant_text(completed) if completed else "not completed"),
            ("Instrument", f"{instrument.code}, version {instrument.version}"),
            ("Owner and licence", f"{instrument.owner}; {instrument.licence}"),
        ),
    )


def _result(assessment: Assessment, instrument: Instrument) -> Iterator[Block]:
    found = assessment.score
    recorded = recorded_result(instrument, assessment.answers)
    if found is None and recorded is None:
        return
    yield Heading(text="Result", level=2)
    notice = wording(instrument.notice)
    if notice:
        yield Text(text=f"This result is {_lower(notice)}.", style="lead")
    if found is None:
        yield Text(text=f"{recorded}.")
        return
    if found.not_applicable:
        yield Text(text=found.not_applicable)
        return
    yield Fields(rows=tuple(_result_rows(found, assessment.override, instrument)))


def _recorded(case: Case, instrument: Instrument) -> Iterator[Block]:
    """Show what the tool itself gave elsewhere beside what was computed here."""
    lines = recorded_beside(case, instrument.code)
    if lines:
        yield Heading(text="Recorded scores of this tool", level=2)
        yield Text(text=f"Each is {AS_GIVEN}.")
        yield scores_table(lines)


def _result_rows(
    found: Score, override: Override | None, instrument: Instrument
) -> Iterator[tuple[str, Cell]]:
    for output in instrument.outputs:
        if output.code in found.outputs and output.code not in UNROUNDED:
            value = f"{found.outputs[output.code]}{output.unit}"
            yield wording(output.label), value
    if found.band:
        yield "Band, computed", found.band_label
    if override:
        yield "Band, by judgement", _band_label(instrument.band(override.band))
        yield "Reason", override.reason
        yield "Authorised by", override.authoriser
        yield "Set by", f"{override.made_by}, {instant_text(override.made_at)}"


def _shown(assessment: Assessment, instrument: Instrument) -> frozenset[str]:
    """Return the items asked: of a completed assessment, those asked then."""
    shown = visible(instrument, assessment.answers)
    return shown - frozenset(assessment.dormant) if assessment.completed_at else shown


def _section(
    assessment: Assessment,
    instrument: Instrument,
    section: Section,
    shown: frozenset[str],
) -> Iterator[Block]:
    items = [item for item in instrument.items_of(section.code) if item.code in shown]
    if not items:
        return
    yield Heading(text=wording(section.title), level=2)
    compared = assessment.compared
    then = ("Last time",) if compared else ()
    yield Table(
        header=("Question", "Answer", *then, "Evidence"),
        widths=(4, 3, 3, 5) if compared else (4, 3, 5),
        rows=tuple(
            _row(item, assessment.answers.get(item.code, Answer()), compared)
            for item in items
        ),
    )


def _row(item: Item, answer: Answer, compared: Comparison | None) -> tuple[Cell, ...]:
    backing = [text for text in (answer.evidence, answer.note) if text]
    then = (_then(item, answer, compared),) if compared else ()
    return wording(item.label), answer_text(item, answer), *then, " – ".join(backing)


def _then(item: Item, answer: Answer, compared: Comparison) -> str:
    if item.code in compared.was:
        return f"was: {compared.was[item.code]}"
    if answer.confirmed_on:
        return f"still true, confirmed on {date_text(answer.confirmed_on)}"
    return "the same" if is_answered(answer) else ""


def _since_last(assessment: Assessment) -> Iterator[Block]:
    """Say how much changed since last time, and how much was confirmed."""
    compared = assessment.compared
    if compared is None:
        return
    confirmed = sum(
        code not in assessment.dormant and bool(one.confirmed_on)
        for code, one in assessment.answers.items()
    )
    words = (
        f"Compared with the assessment of {date_text(compared.on)}"
        f" (version {compared.version}): {len(compared.was)} changed,"
        f" {confirmed} confirmed as still true."
    )
    yield Text(text=words)


def _left_out(assessment: Assessment, instrument: Instrument) -> Iterator[Block]:
    """Name the answers that no longer apply: they are kept, and count for nothing."""
    items = [instrument.item(code) for code in assessment.dormant]
    named = tuple(wording(item.label) for item in items if item)
    if named:
        yield Heading(text="Answers that no longer apply", level=2)
        yield Listing(items=named)


def _addenda(assessment: Assessment) -> Iterator[Block]:
    addenda = sorted(assessment.addenda.values(), key=lambda one: one.added_at)
    if addenda:
        yield Heading(text="Added after completion", level=2)
        yield Table(
            header=("When", "Who", "What"),
            widths=(2, 2, 6),
            rows=tuple((instant_text(a.added_at), a.added_by, a.text) for a in addenda),
        )


def _working(
    found: Score, assessment: Assessment, instrument: Instrument
) -> Iterator[Block]:
    yield Heading(text="Appendix: how the score was worked out", level=2)
    yield Text(text=f"Source: {instrument.source}. Licence: {instrument.licence}.")
    digest = assessment.instrument_digest
    yield Text(text=f"SHA-256 of the instrument: {digest}", style="small")
    yield Table(
        header=("Step", "Value", "Source"),
        widths=(5, 4, 3),
        rows=tuple((one.label, one.value, one.source or "") for one in found.working),
    )


def _role(assessment: Assessment) -> str | None:
    return "role not confirmed" if assessment.role_confirmed is False else None


def _band_label(band: Band | None) -> str | None:
    return wording(band.label) if band else None


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
