"""What an assessment was made with; where its wording is not here, what is known."""

from attrs import evolve

from iomdesk.assessments.answers import Answer
from iomdesk.assessments.assessment import Assessment
from iomdesk.assessments.bands import Band
from iomdesk.assessments.catalogue import Catalogue
from iomdesk.assessments.conditions import is_answered
from iomdesk.assessments.instrument import (
    Choice,
    Instrument,
    Item,
    Kind,
    Output,
    Section,
    Status,
)
from iomdesk.clock import london_date
from iomdesk.errors import NotFound

ANSWERS = "answers"
LEADING = ("points", "percent", "level", "ticks")


def made_with(catalogue: Catalogue, assessment: Assessment) -> Instrument:
    """Return the instrument of *assessment*, to the letter.

    Where that text is not on this laptop, an instrument that names the answers by
    their codes stands for it; `is_worded` tells the two apart.
    """
    for one in catalogue.versions(assessment.instrument):
        if one.digest == assessment.instrument_digest:
            return one
    return _standing_for(assessment)


def begun_with(catalogue: Catalogue, assessment: Assessment) -> Instrument:
    """Return the instrument of an open assessment, or say that it is not here."""
    found = made_with(catalogue, assessment)
    if not is_worded(found, assessment):
        raise NotFound(
            f"It was begun with {_named(assessment)}, whose wording is not on this "
            "laptop, so it cannot be gone on with here. Ask your IT desk for the pack."
        )
    return found


def is_worded(instrument: Instrument, assessment: Assessment) -> bool:
    """Say whether *instrument* is the very text the assessment was made with."""
    return instrument.digest == assessment.instrument_digest


def wording_missing(assessment: Assessment) -> str:
    """Return what a screen and a document say where the wording is not here."""
    return (
        f"The wording of this instrument ({_named(assessment)}) is not on this laptop. "
        "Answers are shown by their codes, and the score as it was kept. Ask your IT "
        "desk for the pack."
    )


def _named(assessment: Assessment) -> str:
    return f"{assessment.instrument}, version {assessment.instrument_version}"


def _standing_for(assessment: Assessment) -> Instrument:
    answered = {c: a for c, a in assessment.answers.items() if is_answered(a)}
    return Instrument(
        code=assessment.instrument,
        version=assessment.instrument_version,
        title={"en": assessment.instrument},
        owner="not known here",
        licence="not known here",
        source="not known here",
        status=Status.RETIRED,
        effective_from=london_date(assessment.started_at),
        sections=(Section(code=ANSWERS, title={"en": "Answers"}),),
        items=tuple(_item(code, answer) for code, answer in answered.items()),
        bands=_bands(assessment),
        outputs=_outputs(assessment),
        digest="",
    )


def _item(code: str, answer: Answer) -> Item:
    item = Item(
        code=code,
        section=ANSWERS,
        kind=_kind(answer),
        label={"en": code},
        required=False,
    )
    if item.kind not in (Kind.CHOICE, Kind.CHOICES):
        return item
    choices = tuple(Choice(code=one, label={"en": one}) for one in answer.words)
    return evolve(item, choices=choices)


def _kind(answer: Answer) -> Kind:
    kinds = (
        (answer.choice, Kind.CHOICE),
        (answer.choices or None, Kind.CHOICES),
        (answer.flag, Kind.YES_NO),
        (answer.number, Kind.NUMBER),
        (answer.count, Kind.COUNT),
        (answer.on, Kind.DATE),
    )
    return next((kind for value, kind in kinds if value is not None), Kind.TEXT)


def _bands(assessment: Assessment) -> tuple[Band, ...]:
    found = assessment.score
    named = {found.band: found.band_label or found.band} if found and found.band else {}
    if assessment.override:
        named.setdefault(assessment.override.band, assessment.override.band)
    return tuple(Band(code=code, label={"en": said}) for code, said in named.items())


def _outputs(assessment: Assessment) -> tuple[Output, ...]:
    """Return the figures by their codes, those that a band may be about first."""
    codes = assessment.score.outputs if assessment.score else {}
    first = sorted(codes, key=lambda code: not code.startswith(LEADING))
    return tuple(
        Output(code=code, label={"en": code.replace("_", " ").capitalize()})
        for code in first
    )
