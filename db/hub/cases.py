"""Cases at the hub by holder, and which desk has which."""

import json
from collections.abc import Collection, Mapping, Sequence

from db.connection import Row
from db.hub.sql import Sql, for_share, for_update
from iomdesk.hub.ports import Granted, Holder, Holding, HoldingId
from iomdesk.records.ids import CaseId, DeskId

_HOLDING = "SELECT case_id, holder, id FROM holding"
_GRANTED = "SELECT desk, case_id, holding, number, silent, held, apart FROM granted"


class CaseTable:
    """Cases and grants as one transaction sees them."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def add(self, holding: Holding) -> bool:
        added = self._sql.rows(
            "INSERT INTO holding (case_id, holder, id) VALUES (?, ?, ?)"
            " ON CONFLICT (case_id, holder) DO NOTHING RETURNING id",
            (holding.case_id, holding.holder, holding.id),
        )
        return bool(added)

    def holdings(self, cases: Collection[CaseId]) -> list[Holding]:
        where, values = self._sql.among("case_id", cases)
        rows = self._sql.rows(
            f"{_HOLDING} WHERE {where} ORDER BY case_id, holder{for_share(self._sql)}",
            (values,),
        )
        return [_holding(row) for row in rows]

    def known_as(self, holdings: Collection[HoldingId]) -> list[Holding]:
        where, values = self._sql.among("id", holdings)
        rows = self._sql.rows(
            f"{_HOLDING} WHERE {where} ORDER BY case_id, holder", (values,)
        )
        return [_holding(row) for row in rows]

    def of_holder(
        self, holder: Holder, cases: Collection[CaseId] | None = None
    ) -> list[Holding]:
        if cases is None:
            where, lock, values = "1 = 1", for_share(self._sql), []
        else:
            where, among = self._sql.among("case_id", cases)
            lock, values = "", [among]
        rows = self._sql.rows(
            f"{_HOLDING} WHERE holder = ? AND {where} ORDER BY case_id{lock}",
            (holder, *values),
        )
        return [_holding(row) for row in rows]

    def several(self) -> list[Holding]:
        rows = self._sql.rows(
            f"{_HOLDING} WHERE case_id IN (SELECT case_id FROM holding"
            " GROUP BY case_id HAVING count(DISTINCT id) > 1) ORDER BY case_id, holder"
        )
        return [_holding(row) for row in rows]

    def had(self, desk: DeskId, cases: Collection[CaseId]) -> Mapping[CaseId, Granted]:
        where, values = self._sql.among("case_id", cases)
        rows = self._sql.rows(
            f"{_GRANTED} WHERE desk = ? AND {where}{for_share(self._sql)}",
            (desk, values),
        )
        return {each.case_id: each for each in map(_granted, rows)}

    def granted(self, desk: DeskId, holdings: Collection[HoldingId]) -> set[HoldingId]:
        where, values = self._sql.among("holding", holdings)
        rows = self._sql.rows(
            f"SELECT holding FROM granted WHERE desk = ? AND held = 1 AND {where}"
            f"{for_share(self._sql)}",
            (desk, values),
        )
        return {HoldingId(row[0]) for row in rows}

    def grant(self, grants: Sequence[Granted]) -> None:
        for grant in grants:
            self._sql.run(
                "INSERT INTO granted"
                " (desk, case_id, holding, number, held, silent, apart)"
                " VALUES (?, ?, ?, ?, 1, ?, ?) ON CONFLICT (desk, case_id) DO UPDATE"
                " SET number = excluded.number, held = 1, silent = excluded.silent"
                " WHERE granted.held = 0 AND granted.holding = excluded.holding",
                (
                    grant.desk,
                    grant.case_id,
                    grant.holding,
                    grant.number,
                    int(grant.silent),
                    json.dumps(dict(grant.apart)),
                ),
            )

    def copy_grants(self, former: DeskId, successor: DeskId) -> None:
        self._sql.run(
            "INSERT INTO granted"
            " (desk, case_id, holding, number, held, silent, apart)"
            " SELECT ?, case_id, holding, number, held, silent, apart"
            f" FROM granted WHERE desk = ?{for_share(self._sql)}"
            " ON CONFLICT (desk, case_id) DO UPDATE SET number = excluded.number,"
            " held = excluded.held, silent = excluded.silent, apart = excluded.apart"
            " WHERE excluded.number > granted.number",
            (successor, former),
        )

    def withdraw(self, desk: DeskId, case_id: CaseId, number: int) -> None:
        self._sql.run(
            "UPDATE granted SET held = 0, number = ?, silent = 0"
            " WHERE desk = ? AND case_id = ? AND held = 1",
            (number, desk, case_id),
        )

    def lock(self, case_id: CaseId) -> None:
        for table in ("holding", "granted"):
            self._sql.rows(
                f"SELECT 1 FROM {table} WHERE case_id = ?{for_update(self._sql)}",
                (case_id,),
            )

    def join(self, sides: Sequence[HoldingId], number: int) -> None:
        for side in sides:
            self._mark(side, number)
        where, values = self._sql.among("holding", sides)
        self._sql.run(
            f"UPDATE granted SET number = ?, silent = 0 WHERE held = 1 AND {where}",
            (number, values),
        )
        for side in sides[1:]:
            self._move(side, sides[0])

    def _mark(self, side: HoldingId, number: int) -> None:
        """Note on all that was done on a side, and who had it, which one it was."""
        for table in ("change", "granted"):
            rows = self._sql.rows(
                f"SELECT DISTINCT apart FROM {table} WHERE holding = ?", (side,)
            )
            for (held,) in rows:
                marked = json.dumps(json.loads(held) | {str(number): side})
                self._sql.run(
                    f"UPDATE {table} SET apart = ? WHERE holding = ? AND apart = ?",
                    (marked, side, held),
                )

    def _move(self, side: HoldingId, to: HoldingId) -> None:
        for table, same in _MOVED.items():
            if same:
                self._sql.run(
                    f"DELETE FROM {table} WHERE holding = ? AND EXISTS (SELECT 1"
                    f" FROM {table} there WHERE there.holding = ? AND {same})",
                    (side, to),
                )
            self._sql.run(
                f"UPDATE {table} SET holding = ? WHERE holding = ?", (to, side)
            )
        self._sql.run("UPDATE holding SET id = ? WHERE id = ?", (to, side))
        pairs = self.apart()
        self._sql.run("DELETE FROM two_people WHERE one = ? OR other = ?", (side, side))
        self.keep_apart([(_moved(a, side, to), _moved(b, side, to)) for a, b in pairs])

    def keep_apart(self, pairs: Collection[tuple[HoldingId, HoldingId]]) -> None:
        both = {*pairs, *((other, one) for one, other in pairs)}
        self._sql.insert(
            "two_people", ("one", "other"), sorted(both), passing_known=True
        )

    def apart(self) -> set[tuple[HoldingId, HoldingId]]:
        rows = self._sql.rows("SELECT one, other FROM two_people")
        return {(HoldingId(row[0]), HoldingId(row[1])) for row in rows}


def _moved(holding: HoldingId, side: HoldingId, to: HoldingId) -> HoldingId:
    return to if holding == side else holding


def _holding(row: Row) -> Holding:
    return Holding(case_id=CaseId(row[0]), holder=Holder(row[1]), id=HoldingId(row[2]))


def _granted(row: Row) -> Granted:
    return Granted(
        desk=DeskId(row[0]),
        case_id=CaseId(row[1]),
        holding=HoldingId(row[2]),
        number=row[3],
        silent=bool(row[4]),
        held=bool(row[5]),
        apart=json.loads(row[6]),
    )


_MOVED = {
    "granted": "",
    "change": "",
    "event": "",
    "upload_for": 'there.hash = upload_for.hash AND there."key" = upload_for."key"',
    "blob_use": "there.hash = blob_use.hash",
}
"""The tables that name a holding, and where two rows would be one."""
