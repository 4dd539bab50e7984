"""An assessment on paper: answers with their evidence, the score, its working."""

from collections.abc import Callable, Iterator, Sequence

from attrs import evolve

from iomdesk.assessments.answers_paper import answer_tables, since_last
from iomdesk.assessments.assessment import Assessment, Override, completed
from iomdesk.assessments.bands import Band
from iomdesk.assessments.catalogue import catalogue
from iomdesk.assessments.form import dormant
from iomdesk.assessments.instrument import Instrument
from iomdesk.assessments.languages import (
    ENGLISH,
    chosen_language,
    in_language,
    language_note,
)
from iomdesk.assessments.recorded import AS_GIVEN
from iomdesk.assessments.said import conviction_note, kind_note, recorded_result
from iomdesk.assessments.score_list import recorded_beside
from iomdesk.assessments.score_paper import scores_table
from iomdesk.assessments.scoring import Score
from iomdesk.assessments.unheld import is_worded, made_with, wording_missing
from iomdesk.assessments.wording import wording
from iomdesk.cases.filing import person_of
from iomdesk.cases.heading import person_header
from iomdesk.cases.summary import display_name
from iomdesk.cases.whole import WholeCase
from iomdesk.clock import london_date
from iomdesk.dates import instant_text
from iomdesk.documents.blocks import (
    Block,
    Cell,
    Document,
    Fields,
    Heading,
    KeepTogether,
    Listing,
    PageBreak,
    SignatureBox,
    Table,
    Text,
)
from iomdesk.documents.printed import Printed
from iomdesk.errors import NotFound
from iomdesk.papers.registry import Subject, named
from iomdesk.permissions import confirmed_words
from iomdesk.ports import Queries

UNROUNDED = ("p_1yr", "p_2yr")


Wheel = Callable[[Assessment, Sequence[Assessment]], tuple[Block, ...]]
"""What draws an assessment's answers beside those before it."""


def assessment_paper(
    queries: Queries, subject: Subject, printed: Printed, *, wheel: Wheel
) -> Document:
    """Return an assessment as a document: the one asked for, or the newest done."""
    held = queries.records(Assessment, subject.case_id)
    newest = next(reversed(completed(held)), None)
    assessment = named(held, subject.which) or newest
    if assessment is None:
        raise NotFound("No assessment of this person is completed yet.")
    return assessment_document(
        person_of(queries, subject.case_id),
        assessment,
        made_with(catalogue(queries), assessment),
        evolve(printed, language=printed.language or chosen_language(queries)),
        wheel(assessment, held),
    )


def assessment_document(
    case: WholeCase,
    assessment: Assessment,
    instrument: Instrument,
    printed: Printed,
    drawn: tuple[Block, ...] = (),
) -> Document:
    """Return the assessment as a document; the working is its appendix.

    *drawn* is a picture of the answers, put under them.
    """
    language = printed.language or ENGLISH
    instrument = in_language(instrument, language)
    title = wording(instrument.title)
    on = london_date(assessment.completed_at or assessment.started_at)
    return printed.document(
        title=f"{title}: {display_name(case)}",
        kind="Assessment",
        reference=assessment.id,
        version=f"{title}, version {assessment.instrument_version}",
        status=None if assessment.completed_at else "draft",
        blocks=(
            *person_header(case, on),
            *_blocks(case, assessment, instrument, drawn, language),
        ),
    )


def _blocks(
    case: WholeCase,
    assessment: Assessment,
    instrument: Instrument,
    drawn: tuple[Block, ...],
    language: str,
) -> Iterator[Block]:
    yield Heading(text="The assessment", level=2)
    yield _about(assessment, instrument)
    if not is_worded(instrument, assessment):
        yield Text(text=wording_missing(assessment), style="lead")
    elif note := language_note(instrument, language):
        yield Text(text=note, style="lead")
    yield from _result(assessment, instrument, language)
    yield from _recorded(case, instrument)
    yield from since_last(assessment, instrument)
    yield from answer_tables(assessment, instrument)
    if drawn:
        yield KeepTogether(blocks=drawn)
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
        if language in instrument.languages and language != ENGLISH:
            yield Text(text="The working is kept in English.", style="small")


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


def _result(
    assessment: Assessment, instrument: Instrument, language: str
) -> Iterator[Block]:
    found = assessment.score
    recorded = recorded_result(instrument, assessment.answers)
    if found is None and recorded is None:
        return
    yield Heading(text="Result", level=2)
    notice = wording(instrument.notice)
    if notice:
        in_english = language == ENGLISH or language not in instrument.languages
        said = f"This result is {_lower(notice)}." if in_english else notice
        yield Text(text=said, style="lead")
    if found is None:
        yield Text(text=f"{(recorded or '').rstrip('.')}.")
        return
    override = assessment.override
    rows = tuple(_result_rows(found, override, instrument))
    if found.not_applicable:
        yield Text(text=found.not_applicable)
    elif rows:
        yield Fields(rows=rows)
    if override:
        yield from _both_bands(found, override, instrument)
    if note := conviction_note(instrument):
        yield Text(text=note, style="small")


def _recorded(case: WholeCase, instrument: Instrument) -> Iterator[Block]:
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
    label = _computed_label(found, instrument)
    if label and not override:
        yield "Band, computed", label
    if kind := kind_note(instrument, found):
        yield "Static or dynamic", kind


def _both_bands(
    found: Score, override: Override, instrument: Instrument
) -> Iterator[Block]:
    """Show the computed band and the one set by judgement side by side."""
    yield Heading(text="Override of the band", level=3)
    by = f"{override.made_by}, {instant_text(override.made_at)}"
    yield Table(
        header=("Band, computed", "Band, by judgement", "Reason", "Authorised by"),
        widths=(2, 2, 5, 3),
        rows=(
            (
                _computed_label(found, instrument) or "none",
                _band_label(instrument.band(override.band)),
                override.reason,
                override.authoriser,
            ),
        ),
    )
    yield Text(text=f"Set by {by}.", style="small")


def _left_out(assessment: Assessment, instrument: Instrument) -> Iterator[Block]:
    """Name the answers that no longer apply: they are kept, and count for nothing."""
    codes = assessment.dormant
    if not assessment.completed_at:
        codes = dormant(instrument, assessment.answers)
    items = [instrument.item(code) for code in codes]
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
    if assessment.role_confirmed is not False:
        return None
    return confirmed_words(confirmed=False, since=assessment.role_unconfirmed_since)


def _computed_label(found: Score, instrument: Instrument) -> str | None:
    """Return the computed band as it is worded now, or as it was kept."""
    return _band_label(instrument.band(found.band or "")) or found.band_label


def _band_label(band: Band | None) -> str | None:
    return wording(band.label) if band else None


def _lower(text: str) -> str:
    return text[:1].lower() + text[1:]
