"""The summary of a person: what is due, how risky, what happened, where the plan is."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime

from attrs import frozen

from iomdesk.assessments.assessment import Assessment, newest_of_each
from iomdesk.assessments.instrument import Instrument, Output
from iomdesk.assessments.said import recorded_result
from iomdesk.assessments.unheld import is_worded
from iomdesk.assessments.wording import wording
from iomdesk.cases.case import Case, RecordedScore
from iomdesk.cases.summary import rated_risks
from iomdesk.cases.whole import WholeCase
from iomdesk.clock import london_date
from iomdesk.plans.loading import pathways
from iomdesk.ports import DueRow
from iomdesk.records.ids import PartId
from ui.cases.facts import LEVEL_WORDS, level_kind
from ui.cases.reading import Held
from ui.saying import counted, day_words, due_words

_LONGEST_FIGURE = 24
WHOM = {
    "overall": "Overall",
    "public": "Public",
    "children": "Children",
    "known_adult": "Known adult",
    "staff": "Staff",
    "prisoners": "Prisoners",
    "self_harm": "Self",
}


@frozen(kw_only=True)
class DueLine:
    when: str
    late: bool
    what: str
    why: str


@frozen(kw_only=True)
class RiskLine:
    """*level* is a badge's; “” where a band has words of its own only."""

    what: str
    level: str
    words: str = ""
    note: str = ""
    disputed: bool = False


@frozen(kw_only=True)
class Spoke:
    name: str
    then: float | None
    now: float | None


@frozen(kw_only=True)
class Needs:
    """Needs by pathway at the last assessment and before; one day if only one."""

    top: float
    spokes: tuple[Spoke, ...]
    then_on: date | None
    now_on: date


def due_lines(rows: Sequence[DueRow], today: date) -> tuple[DueLine, ...]:
    return tuple(
        DueLine(
            when=due_words(row.due_on, today),
            late=row.due_on < today,
            what=row.what,
            why=row.why,
        )
        for row in rows
    )


def harm_lines(held: Held) -> tuple[RiskLine, ...]:
    """Return the levels of serious harm, by who is at risk."""
    argued = {
        c.path[1] for c in held.conflicts if c.path[:1] == ("risk",) and c.path[1:]
    }
    return tuple(
        RiskLine(what=WHOM[whom], level=level, disputed=whom in argued)
        for whom, level in rated_risks(held.case.risk).items()
    )


def harm_source(case: Case, today: date) -> str:
    """Return who said the levels and when: “OASys · 12 Aug”."""
    risk = case.risk
    on = day_words(risk.assessed_on, today) if risk.assessed_on else ""
    return " · ".join(part for part in (risk.source or "", on) if part)


def score_lines(held: Held, today: date) -> tuple[RiskLine, ...]:
    """Return the newest scores, others' first, each with its date."""
    return (*_recorded(held.case, today), *_scored(held, today))


def _recorded(case: WholeCase, today: date) -> Iterator[RiskLine]:
    """Yield the newest score of each tool as its own system gave it."""
    newest: dict[str, tuple[date, PartId]] = {}
    for key, score in case.scores.items():
        if score.ended_on:
            continue
        on = score.on or (london_date(score.at) if score.at else date.min)
        if on >= newest.get(score.tool, (date.min, key))[0]:
            newest[score.tool] = (on, key)
    for tool, (on, key) in sorted(newest.items()):
        score = case.scores[key]
        level = level_kind((score.band or "").lower().replace(" ", "_"))
        known = level != "not_assessed"
        yield RiskLine(
            what=tool,
            level=level if known else "",
            words="" if known else score.band or _first_output(score),
            note=day_words(on, today) if on > date.min else (score.source or ""),
        )


def _first_output(score: RecordedScore) -> str:
    """Return a score without a band in short: its scales, figure, or how many."""
    if score.scales:
        return ", ".join(f"{key} {said}" for key, said in score.scales.items())
    named = next(iter(sorted(score.outputs.items())), None)
    if named is None:
        return "recorded"
    said = f"{named[0]}: {named[1]}"
    is_short = len(score.outputs) == 1 and len(said) <= _LONGEST_FIGURE
    return said if is_short else counted(len(score.outputs), "figure")


def _scored(held: Held, today: date) -> Iterator[RiskLine]:
    for code, done in sorted(newest_of_each(held.assessments).items()):
        instrument = held.instrument_of(done)
        words = result_words(done, instrument)
        if _is_needs(code) or not words or done.completed_at is None:
            continue
        on = day_words(london_date(done.completed_at), today)
        yield RiskLine(
            what=wording(instrument.title),
            level=level_kind(done.band) if done.band else "",
            words=words,
            note=f"{on}, {'unofficial' if done.score else 'recorded'}",
        )


def result_words(done: Assessment, instrument: Instrument) -> str:
    """Return band and first figure: “Medium, 46 %”, “9 points of 14”."""
    if done.score is None:
        said = recorded_result(instrument, done.answers) if done.completed_at else None
        return said or ""
    band = instrument.band(done.band) if done.band else None
    outputs: Mapping[str, str] = done.score.outputs
    first = next((o for o in instrument.outputs if o.code in outputs), None)
    figure = _figure(first, outputs) if first else ""
    words = (wording(band.label) if band else "", figure)
    return ", ".join(word for word in words if word) or (
        done.score.not_applicable or ""
    )


def _figure(output: Output, outputs: Mapping[str, str]) -> str:
    """Return “46 %”, or “5 points, of 14” where the figure has no unit."""
    if output.unit:
        return f"{outputs[output.code]} {output.unit}"
    return f"{outputs[output.code]} {wording(output.label).lower()}"


def needs_wheel(held: Held) -> Needs | None:
    """Return needs at the last assessment and the one before, or None before any."""
    done = sorted(
        (a for a in held.assessments if _is_needs(a.instrument) and a.completed_at),
        key=lambda a: str(a.completed_at),
    )
    if not done:
        return None
    last = done[-1]
    alike = [one for one in done if one.instrument == last.instrument]
    before = alike[-2] if len(alike) > 1 else None
    instrument = held.instrument_of(last)
    if not is_worded(instrument, last):
        return None
    spokes = tuple(
        Spoke(
            name=short_title(wording(section.title)),
            then=_need(before, instrument, section.code) if before else None,
            now=_need(last, instrument, section.code),
        )
        for section in instrument.sections
    )
    return Needs(
        top=2,
        spokes=spokes,
        then_on=_day(before.completed_at) if before else None,
        now_on=_day(last.completed_at),
    )


def short_title(title: str) -> str:
    """Return the first word that names a pathway: “Drugs and alcohol” is “Drugs”."""
    return title.partition(",")[0].partition(" and ")[0]


def level_words(level: str) -> str:
    return LEVEL_WORDS[level_kind(level)]


def _is_needs(instrument: str) -> bool:
    return pathways().set_assessed_with(instrument) is not None


def _need(done: Assessment, instrument: Instrument, section: str) -> float | None:
    item = instrument.item(f"{section}_need")
    answer = done.answers.get(f"{section}_need")
    choice = item.choice(answer.choice) if item and answer and answer.choice else None
    return choice.score if choice else None


def _day(at: datetime | None) -> date:
    return london_date(at) if at else date.min
