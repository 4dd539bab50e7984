"""The columns of the list of people, and which of them a person has chosen."""

from collections.abc import Callable
from datetime import date

from attrs import frozen

from iomdesk.cases.heading import mappa_words
from iomdesk.ports import CaseRow
from iomdesk.records.codec import Json
from ui.cells import Cell, Column
from ui.naming import age_words, row_name
from ui.saying import counted

NOT_ASSESSED = "not_assessed"
ALWAYS = "person"


@frozen(kw_only=True)
class ListColumn:
    """One column to choose: *cell* makes what is shown of a row on a day."""

    key: str
    title: str
    chars: int
    cell: Callable[[CaseRow, date], Cell | str]
    stretch: bool = False


def _person(row: CaseRow, today: date) -> Cell:
    return Cell(strong=row_name(row), text=age_words(row, today))


def _risk(row: CaseRow, _today: date) -> Cell:
    chips = ("disputed",) if row.disputed else ()
    return Cell(badge=row.risk or NOT_ASSESSED, chips=chips)


def _markers(row: CaseRow, _today: date) -> Cell | str:
    if not row.markers:
        return ""
    more = len(row.markers) - 1
    return Cell(
        badge="marker", badge_words=row.markers[0], text=f"+{more}" if more else ""
    )


def _questions(row: CaseRow, _today: date) -> Cell:
    words = counted(row.questions, "question") if row.questions else ""
    return Cell(text=words, look="small")


def _mappa(row: CaseRow, _today: date) -> Cell:
    words = mappa_words(row.mappa)
    return Cell(text=words.partition(",")[0], in_full=words)


COLUMNS = (
    ListColumn(key=ALWAYS, title="Person", chars=26, cell=_person, stretch=True),
    ListColumn(
        key="reference", title="Reference", chars=11, cell=lambda r, _: r.reference
    ),
    ListColumn(key="risk", title="Risk", chars=19, cell=_risk),
    ListColumn(key="markers", title="Warnings", chars=18, cell=_markers),
    ListColumn(key="mappa", title="MAPPA", chars=11, cell=_mappa),
    ListColumn(key="rag", title="RAG", chars=8, cell=lambda r, _: r.rag.capitalize()),
    ListColumn(
        key="cohorts", title="Cohorts", chars=12, cell=lambda r, _: ", ".join(r.cohorts)
    ),
    ListColumn(
        key="pillar", title="Pillar", chars=10, cell=lambda r, _: r.pillar.capitalize()
    ),
    ListColumn(key="where", title="Where", chars=13, cell=lambda r, _: r.town),
    ListColumn(key="officer", title="Officer", chars=15, cell=lambda r, _: r.officer),
    ListColumn(key="team", title="Team", chars=12, cell=lambda r, _: r.team),
    ListColumn(
        key="custody",
        title="Custody",
        chars=11,
        cell=lambda r, _: "in custody" if r.in_custody else "",
    ),
    ListColumn(key="questions", title="Questions", chars=12, cell=_questions),
)
USUAL = ("person", "reference", "risk", "markers", "mappa", "rag", "where", "officer")


def chosen_columns(said: Json) -> tuple[ListColumn, ...]:
    """Return the columns that a setting names, the usual ones where it names none."""
    keys = [str(key) for key in said] if isinstance(said, list) else list(USUAL)
    return tuple(c for c in COLUMNS if c.key in keys or c.key == ALWAYS)


def table_columns(today: date) -> tuple[Column[CaseRow], ...]:
    """Return all columns, as a table on *today* has them."""
    return tuple(_column(column, today) for column in COLUMNS)


def _column(column: ListColumn, today: date) -> Column[CaseRow]:
    make = column.cell
    return Column(
        title=column.title,
        cell=lambda row: make(row, today),
        chars=column.chars,
        stretch=column.stretch,
    )
