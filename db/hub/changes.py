"""Every change of every desk, and which case each record is of."""

import json
from collections.abc import Collection, Mapping, Sequence

from db.connection import Row
from db.hub.sql import Sql
from iomdesk.hub.ports import ChangeRow, Holder, HoldingId, RecordName
from iomdesk.records.ids import CaseId, DeskId
from iomdesk.sync.protocol import Outcome

_COLUMNS = (
    "desk",
    "counter",
    "number",
    "outcome",
    "late",
    "case_id",
    "holding",
    "apart",
    "content_hash",
    "before",
    "salt",
    "body",
    "why",
)
_LINKS = _COLUMNS[:10]
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
        self, holder: Holder, records: Collection[RecordName]
    ) -> Mapping[RecordName, CaseId]:
        where, ids = self._sql.among("record_id", {name[1] for name in records})
        rows = self._sql.rows(
            f"SELECT kind, record_id, case_id FROM record WHERE holder = ? AND {where}",
            (holder, ids),
        )
        found = {(row[0], row[1]): CaseId(row[2]) for row in rows}
        return {name: found[name] for name in records if name in found}

    def add_records(self, holder: Holder, cases: Mapping[RecordName, CaseId]) -> None:
        self._sql.insert(
            "record",
            ("record_id", "kind", "holder", "case_id"),
            [(name[1], name[0], holder, case) for name, case in sorted(cases.items())],
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
        self, desks: Collection[DeskId], holdings: Collection[HoldingId]
    ) -> set[HoldingId]:
        of_desks, desk_values = self._sql.among("desk", desks)
        of_holdings, holding_values = self._sql.among("holding", holdings)
        rows = self._sql.rows(
            f"SELECT DISTINCT holding FROM change WHERE {of_holdings} AND {of_desks}",
            (holding_values, desk_values),
        )
        return {HoldingId(row[0]) for row in rows}

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
        row.holding,
        json.dumps(dict(row.apart)),
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
        holding=HoldingId(row[6]) if row[6] else None,
        apart=json.loads(row[7]),
        content_hash=row[8],
        before=row[9],
        salt=row[10],
        body=row[11],
        why=row[12],
    )
