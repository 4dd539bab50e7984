"""The columns of Today."""

from ui.cells import Cell, Column, RecordModel
from ui.today.rows import TodayRow


def today_model() -> RecordModel[TodayRow]:
    return RecordModel[TodayRow](
        (
            Column(title="Due", cell=_when, chars=20),
            Column(
                title="What, and why this date",
                cell=_what,
                chars=30,
                stretch=True,
                two_lines=True,
            ),
            Column(title="Person", cell=_person, chars=31),
            Column(title="Risk", cell=_risk, chars=25),
            Column(title="Where", cell=lambda row: row.where, chars=16),
            Column(title="", cell=lambda row: Cell(action=row.action), chars=14),
        )
    )


def _when(row: TodayRow) -> Cell:
    return Cell(text=row.when, look="danger" if row.late else "strong")


def _what(row: TodayRow) -> Cell:
    return Cell(text=row.what, below=row.why)


def _person(row: TodayRow) -> Cell:
    return Cell(strong=row.person, text=row.age)


def _risk(row: TodayRow) -> Cell:
    return Cell(badge=row.risk, chips=("disputed",) if row.disputed else ())
