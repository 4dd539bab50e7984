"""Cases at the hub, and which desk has which."""

from collections.abc import Collection, Sequence

from db.hub.sql import Sql, for_share
from iomdesk.hub.ports import Granted
from iomdesk.ids import CaseId, DeskId


class CaseTable:
    """Cases and grants as one transaction sees them."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def known(self, cases: Collection[CaseId]) -> set[CaseId]:
        return self._among("SELECT case_id FROM known_case WHERE", cases)

    def add(self, case_id: CaseId, team: str) -> bool:
        added = self._sql.rows(
            "INSERT INTO known_case (case_id, team) VALUES (?, ?)"
            " ON CONFLICT (case_id) DO NOTHING RETURNING case_id",
            (case_id, team),
        )
        return bool(added)

    def of_team(self, team: str) -> list[CaseId]:
        rows = self._sql.rows(
            "SELECT case_id FROM known_case WHERE team = ? ORDER BY case_id", (team,)
        )
        return [CaseId(row[0]) for row in rows]

    def granted(self, desk: DeskId, cases: Collection[CaseId]) -> set[CaseId]:
        return self._among(
            "SELECT case_id FROM granted WHERE desk = ? AND held = 1 AND",
            cases,
            desk,
            for_share(self._sql),
        )

    def of_desk(self, desk: DeskId) -> list[Granted]:
        rows = self._sql.rows(
            "SELECT case_id, number, silent FROM granted"
            " WHERE desk = ? AND held = 1 ORDER BY number",
            (desk,),
        )
        return [
            Granted(
                desk=desk, case_id=CaseId(row[0]), number=row[1], silent=bool(row[2])
            )
            for row in rows
        ]

    def grant(self, grants: Sequence[Granted]) -> None:
        for grant in grants:
            self._sql.run(
                "INSERT INTO granted (desk, case_id, number, held, silent)"
                " VALUES (?, ?, ?, 1, ?) ON CONFLICT (desk, case_id) DO UPDATE SET"
                " number = excluded.number, held = 1, silent = excluded.silent"
                " WHERE granted.held = 0",
                (grant.desk, grant.case_id, grant.number, int(grant.silent)),
            )

    def copy_grants(self, former: DeskId, successor: DeskId) -> None:
        self._sql.run(
            "INSERT INTO granted (desk, case_id, number, held, silent)"
            " SELECT ?, case_id, number, held, silent FROM granted WHERE desk = ?"
            " ON CONFLICT (desk, case_id) DO UPDATE SET number = excluded.number,"
            " held = excluded.held, silent = excluded.silent"
            " WHERE excluded.number > granted.number",
            (successor, former),
        )

    def withdraw(self, desk: DeskId, case_id: CaseId, number: int) -> None:
        self._sql.run(
            "UPDATE granted SET held = 0, number = ?, silent = 0"
            " WHERE desk = ? AND case_id = ? AND held = 1",
            (number, desk, case_id),
        )

    def _among(self, sql: str, cases: Collection[CaseId], *given: str) -> set[CaseId]:
        if not cases:
            return set()
        before, after = given[:1], "".join(given[1:])
        where, values = self._sql.among("case_id", cases)
        rows = self._sql.rows(f"{sql} {where}{after}", (*before, values))
        return {CaseId(row[0]) for row in rows}
