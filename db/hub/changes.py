"""Every change of every desk, and which case each record is of."""

from collections.abc import Collection, Mapping, Sequence

from db.connection import Row
from db.hub.sql import Sql
from iomdesk.hub.ports import ChangeRow
from iomdesk.ids import CaseId, DeskId
from iomdesk.sync.protocol import Outcome

_COLUMNS = (
    "desk",
    "counter",
    "number",
    "outcome",
    "late",
    "case_id",
    "content_hash",
    "before",
    "salt",
    "body",
    "why",
)
_LINKS = _COLUMNS[:8]
_RETURNED = Outcome.RETURNED.value


class ChangeTable:
    """The changes as one transaction sees them."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def between(self, desk: DeskId, first: int, last: int) -> list[ChangeRow]:
        rows = self._sql.rows(
            f"SELECT {', '.join(_LINKS)}, NULL, NULL, why FROM change"
            " WHERE desk = ? AND counter BETWEEN ? AND ? ORDER BY counter",
            (desk, first, last),
        )
        return [_change(row) for row in rows]

    def add(self, rows: Sequence[ChangeRow]) -> None:
        self._sql.insert("change", _COLUMNS, [_values(row) for row in rows])

    def cases_of(
        self, records: Collection[tuple[str, str]]
    ) -> Mapping[tuple[str, str], CaseId]:
        if not records:
            return {}
        where, ids = self._sql.among("record_id", {name[1] for name in records})
        rows = self._sql.rows(
            f"SELECT kind, record_id, case_id FROM record WHERE {where}", (ids,)
        )
        found = {(row[0], row[1]): CaseId(row[2]) for row in rows}
        return {name: found[name] for name in records if name in found}

    def add_records(self, cases: Mapping[tuple[str, str], CaseId]) -> None:
        self._sql.insert(
            "record",
            ("record_id", "kind", "case_id"),
            [(name[1], name[0], case_id) for name, case_id in sorted(cases.items())],
            passing_known=True,
        )

    def returned(self, desks: Collection[DeskId]) -> list[ChangeRow]:
        where, values = self._sql.among("desk", desks)
        rows = self._sql.rows(
            f"SELECT {', '.join(_COLUMNS)} FROM change"
            f" WHERE outcome = '{_RETURNED}' AND {where} ORDER BY desk, counter",
            (values,),
        )
        return [_change(row) for row in rows]

    def count_returned(self, desks: Collection[DeskId]) -> int:
        where, values = self._sql.among("desk", desks)
        rows = self._sql.rows(
            f"SELECT count(*) FROM change WHERE outcome = '{_RETURNED}' AND {where}",
            (values,),
        )
        return int(rows[0][0])

    def worked_on(
        self, desks: Collection[DeskId], cases: Collection[CaseId]
    ) -> set[CaseId]:
        of_desks, desk_values = self._sql.among("desk", desks)
        of_cases, case_values = self._sql.among("case_id", cases)
        rows = self._sql.rows(
            f"SELECT DISTINCT case_id FROM change WHERE {of_cases} AND {of_desks}",
            (case_values, desk_values),
        )
        return {CaseId(row[0]) for row in rows}

    def number_returned(self, desk: DeskId, counter: int, number: int) -> None:
        self._sql.run(
            "UPDATE change SET number = ?, outcome = ?, late = 1, why = NULL"
            f" WHERE desk = ? AND counter = ? AND outcome = '{_RETURNED}'",
            (number, Outcome.ACCEPTED.value, desk, counter),
        )


def _values(row: ChangeRow) -> tuple[object, ...]:
    return (
        row.desk,
        row.counter,
        row.number,
        row.outcome.value,
        int(row.late),
        row.case_id,
        row.content_hash,
        row.before,
        row.salt,
        row.body,
        row.why,
    )


def _change(row: Row) -> ChangeRow:
    return ChangeRow(
        desk=DeskId(row[0]),
        counter=row[1],
        number=row[2],
        outcome=Outcome(row[3]),
        late=bool(row[4]),
        case_id=CaseId(row[5]) if row[5] else None,
        content_hash=row[6],
        before=row[7],
        salt=row[8],
        body=row[9],
        why=row[10],
    )
