"""The table of assessments: those made here, and scores of other tools, told apart."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from iomdesk.assessments.assessment import Assessment
from iomdesk.assessments.recorded import KINDS
from iomdesk.assessments.score_list import (
    COMPUTED,
    RECORDED,
    ScoreLine,
    recorded_line,
)
from iomdesk.clock import london_date
from iomdesk.read_codes import code_as_words
from iomdesk.records.ids import PartId
from ui.cases.facts import level_kind
from ui.cases.glance import result_words
from ui.cases.reading import Held
from ui.cells import Cell, Column
from ui.saying import day_words


@frozen(kw_only=True)
class Made:
    """A line of the table that was assessed here."""

    assessment: Assessment

    @property
    def on(self) -> date:
        return london_date(self.assessment.completed_at or self.assessment.started_at)


@frozen(kw_only=True)
class Recorded:
    """A line of the table that was typed in, or came with an import."""

    id: PartId
    line: ScoreLine
    band: str | None

    @property
    def on(self) -> date:
        return self.line.on or date.min


Listed = Made | Recorded


def listed(held: Held) -> list[Listed]:
    """Return what stands in the table, newest first; what is withdrawn comes last."""
    rows = sorted(_rows(held), key=lambda row: row.on, reverse=True)
    return sorted(rows, key=_is_withdrawn)


def score_columns(held: Held, today: date) -> list[Column[Listed]]:
    return [
        Column(title="Assessment", cell=lambda r: _title(held, r), chars=20),
        Column(
            title="When",
            cell=lambda r: _when(r, today),
            chars=14,
            sort_key=lambda r: r.on,
        ),
        Column(title="Result", cell=lambda r: _result(held, r), chars=44, stretch=True),
        Column(title="By", cell=_by, chars=16),
        Column(title="State", cell=_state, chars=22),
        Column(title="", cell=lambda r: Cell(action=_action(r)), chars=12),
    ]


def _rows(held: Held) -> Iterator[Listed]:
    for one in held.assessments:
        yield Made(assessment=one)
    for key, score in held.case.scores.items():
        yield Recorded(id=key, line=recorded_line(key, score), band=score.band)


def _is_withdrawn(row: Listed) -> bool:
    return isinstance(row, Recorded) and bool(row.line.withdrawn)


def _title(held: Held, row: Listed) -> Cell:
    if isinstance(row, Made):
        return Cell(strong=held.title_of(row.assessment))
    kind = f", {row.line.kind}" if row.line.kind in KINDS else ""
    return Cell(strong=row.line.tool, text=kind)


def _when(row: Listed, today: date) -> str:
    known = isinstance(row, Made) or row.line.on
    return day_words(row.on, today) if known else "not recorded"


def _result(held: Held, row: Listed) -> Cell:
    if isinstance(row, Recorded):
        band, _, more = row.line.result.partition("; ")
        return _as_badge(row.band, band, more)
    one = row.assessment
    words = result_words(one, held.instrument_of(one))
    if not words:
        return Cell(text="no score yet", look="muted")
    return _as_badge(one.band, words)


def _as_badge(band: str | None, words: str, more: str = "") -> Cell:
    kind = level_kind((band or "").lower().replace(" ", "_"))
    if kind == "not_assessed":
        return Cell(text="; ".join(part for part in (words, more) if part))
    return Cell(badge=kind, badge_words=words, text=more)


def _by(row: Listed) -> str:
    if isinstance(row, Recorded):
        return row.line.assessor or "not recorded"
    return row.assessment.completed_by or row.assessment.assessor


def _state(row: Listed) -> Cell:
    if isinstance(row, Recorded):
        kind = row.line.kind if row.line.kind not in KINDS else None
        said = (RECORDED, row.line.source, kind)
        chips = ("withdrawn",) if row.line.withdrawn else ()
        words = " · ".join(code_as_words(part) for part in said if part)
        return Cell(text=words, look="small", chips=chips)
    if not row.assessment.completed_at:
        return Cell(chips=("not completed",))
    chips = ("overridden",) if row.assessment.override else ()
    how = f"{COMPUTED}, " if row.assessment.score else ""
    return Cell(text=f"{how}completed", look="small", chips=chips)


def _action(row: Listed) -> str:
    done = isinstance(row, Recorded) or row.assessment.completed_at
    return "Read" if done else "Go on"
