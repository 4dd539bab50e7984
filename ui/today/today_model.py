"""The columns of Today."""

from ui.cells import Cell, Column, RecordModel
from ui.today.rows import TodayRow


def today_model() -> RecordModel[TodayRow]:
    return RecordModel[TodayRow](
        (
            Column(title="Due", cell=_when, chars=19),
            Column(title="What", cell=lambda row: row.what, chars=18),
            Column(title="Person", cell=_person, chars=25),
            Column(title="Risk", cell=_risk, chars=17),
            Column(title="Where", cell=lambda row: row.where, chars=12),
            Column(title="Why this date", cell=_why, chars=22, stretch=True),
            Column(title="", cell=lambda row: Cell(action=row.action), chars=14),
        )
    )


def _when(row: TodayRow) -> Cell:
    return Cell(text=row.when, look="danger" if row.late else "strong")


def _person(row: TodayRow) -> Cell:
    return Cell(strong=row.person, text=row.age)


def _risk(row: TodayRow) -> Cell:
    return Cell(badge=row.risk, chips=("disputed",) if row.disputed else ())


def _why(row: TodayRow) -> Cell:
    return Cell(text=row.why, look="small")
