"""All scores of a person in one list: recorded ones and those computed here."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date

from attrs import frozen

from iomdesk.assessments.assessment import Assessment
from iomdesk.assessments.instrument import Instrument
from iomdesk.assessments.said import recorded_result
from iomdesk.assessments.scoring import Score
from iomdesk.assessments.tools import tool_called
from iomdesk.assessments.wording import wording
from iomdesk.cases.case import RecordedScore
from iomdesk.cases.whole import WholeCase
from iomdesk.clock import london_date

RECORDED = "recorded"
COMPUTED = "computed"
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
UNROUNDED = frozenset({"p_1yr", "p_2yr"})


@frozen(kw_only=True)
class ScoreLine:
    """A score as lists and paper say it; *withdrawn* says why it no longer stands."""

    id: str
    tool: str
    version: str | None
    how: str
    result: str
    on: date | None
    kind: str | None = None
    assessor: str | None = None
    source: str | None = None
    basis: str | None = None
    notice: str | None = None
    withdrawn: str | None = None


def score_lines(
    case: WholeCase,
    assessments: Iterable[Assessment],
    instrument_of: Callable[[Assessment], Instrument],
) -> tuple[ScoreLine, ...]:
    """Return the scores, newest first; those without a date come last."""
    lines = [
        *(recorded_line(key, score) for key, score in case.scores.items()),
        *_assessed(assessments, instrument_of),
    ]
    return tuple(
        sorted(lines, key=lambda one: (one.on or date.min, one.id), reverse=True)
    )


def recorded_line(score_id: str, score: RecordedScore) -> ScoreLine:
    """Return a recorded score as it is said: its own words, nothing worked out."""
    return ScoreLine(
        id=score_id,
        tool=score.tool,
        version=score.version,
        how=RECORDED,
        result="; ".join(_recorded_words(score)) or "no figure given",
        on=score.on or (london_date(score.at) if score.at else None),
        kind=score.kind,
        assessor=score.assessor,
        source=score.source,
        basis=score.basis,
        notice=score.notes,
        withdrawn=score.ended_why,
    )


def recorded_beside(case: WholeCase, code: str) -> tuple[ScoreLine, ...]:
    """Return the recorded scores that stand of the tool with *code*, newest first."""
    lines = [
        recorded_line(key, score)
        for key, score in case.scores.items()
        if score.ended_on is None and _is_of(score.tool, code)
    ]
    return tuple(sorted(lines, key=lambda one: (one.on or date.min, one.id)))[::-1]


def _is_of(name: str, code: str) -> bool:
    tool = tool_called(name)
    return tool is not None and tool.code == code


def _assessed(
    assessments: Iterable[Assessment],
    instrument_of: Callable[[Assessment], Instrument],
) -> Iterator[ScoreLine]:
    for one in assessments:
        if one.completed_at is None:
            continue
        instrument = instrument_of(one)
        result = _result(one, instrument)
        if result is None:
            continue
        yield ScoreLine(
            id=one.id,
            tool=wording(instrument.title),
            version=one.instrument_version,
            how=COMPUTED if one.score else RECORDED,
            result=result,
            on=london_date(one.completed_at),
            kind=one.score.kind if one.score else None,
            assessor=one.completed_by or one.assessor,
            source=instrument.source,
            notice=wording(instrument.notice) or None,
        )


def _result(one: Assessment, instrument: Instrument) -> str | None:
    if one.score is None:
        return recorded_result(instrument, one.answers)
    return "; ".join(_computed_words(one, one.score, instrument))


def _recorded_words(score: RecordedScore) -> Iterator[str]:
    tool = tool_called(score.tool)
    if score.band:
        yield score.band
    yield from _named(score.scales, tool.scales if tool else {})
    yield from _named(_told(score), tool.labels if tool else {})


def _told(score: RecordedScore) -> Mapping[str, str]:
    """Return the figures without those that only say again what the line says."""
    again = {score.band, score.version, score.source}
    return {key: said for key, said in score.outputs.items() if said not in again}


def _named(said: Mapping[str, str], labels: Mapping[str, str]) -> Iterator[str]:
    """Yield each figure with its label, in the order of the tool and then of names."""
    order = list(labels)
    known = sorted(
        said, key=lambda k: (order.index(k) if k in labels else len(order), k)
    )
    for key in known:
        yield f"{labels.get(key) or _plain(key)}: {said[key]}"


def _plain(key: str) -> str:
    """Return a name of another system as words: “oneYear” is “One year”."""
    spaced = _CAMEL.sub(" ", key).replace("_", " ").lower()
    return spaced[:1].upper() + spaced[1:]


def _computed_words(
    one: Assessment, score: Score, instrument: Instrument
) -> Iterator[str]:
    if score.not_applicable:
        yield score.not_applicable
        return
    if one.override:
        band = instrument.band(one.override.band)
        yield f"{wording(band.label) if band else one.override.band} by judgement"
    if score.band_label:
        yield f"{score.band_label}, computed" if one.override else score.band_label
    for output in instrument.outputs:
        if output.code in score.outputs and output.code not in UNROUNDED:
            value = f"{score.outputs[output.code]}{output.unit}"
            yield f"{wording(output.label)}: {value}"
