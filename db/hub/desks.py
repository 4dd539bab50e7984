"""Desks, invitations and what the hub knows of itself."""

import json
from datetime import datetime

from db.connection import Row
from db.hub.sql import Sql, first, for_update, upsert
from iomdesk.hub.ports import DeskRow, InviteRow
from iomdesk.records.codec import Json
from iomdesk.records.ids import DeskId, OfficerId
from iomdesk.sync.protocol import Head

_DESK = (
    "id",
    '"key"',
    "officer",
    "name",
    "team",
    "roles",
    "machine",
    "head_counter",
    "head_hash",
    "request",
    "enrolled_at",
    "seen_at",
    "leased_at",
    "revoked_at",
    "wiped_at",
    "follows",
    "followed_by",
)
_INVITE = (
    "code_hash",
    "officer",
    "name",
    "team",
    "roles",
    "expires_at",
    "used_by",
)


class SettingTable:
    """Settings, and the counter."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def get(self, key: str) -> Json:
        row = first(self._sql.rows("SELECT value FROM setting WHERE key = ?", (key,)))
        return json.loads(row[0]) if row else None

    def set(self, key: str, value: Json) -> None:
        self._sql.run(
            upsert("setting", "key", ("key", "value")), (key, json.dumps(value))
        )

    def last_number(self) -> int:
        return int(self._sql.rows("SELECT number FROM counter WHERE id = 1")[0][0])

    def take_numbers(self, count: int) -> int:
        rows = self._sql.rows(
            "UPDATE counter SET number = number + ? WHERE id = 1 RETURNING number",
            (count,),
        )
        return int(rows[0][0]) - count + 1


class WrongCodeTable:
    """How many wrong codes were tried: one row, so that none counts past another."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def count(self, since: datetime) -> int:
        rows = self._sql.rows(
            f"SELECT count, since FROM wrong_code WHERE id = 1{for_update(self._sql)}"
        )
        count, first_at = rows[0]
        return int(count) if first_at >= since.isoformat() else 0

    def add(self, since: datetime, now: datetime) -> None:
        self._sql.run(
            "UPDATE wrong_code SET"
            " count = CASE WHEN since >= ? THEN count + 1 ELSE 1 END,"
            " since = CASE WHEN since >= ? THEN since ELSE ? END WHERE id = 1",
            (since.isoformat(), since.isoformat(), now.isoformat()),
        )

    def forget(self) -> None:
        self._sql.run("UPDATE wrong_code SET count = 0, since = '' WHERE id = 1")


class DeskTable:
    """Desks and invitations."""

    def __init__(self, sql: Sql) -> None:
        self._sql = sql

    def get(self, desk: DeskId) -> DeskRow | None:
        row = first(
            self._sql.rows(
                f"SELECT {', '.join(_DESK)} FROM desk WHERE id = ?"
                + for_update(self._sql),
                (desk,),
            )
        )
        return _desk(row) if row else None

    def all(self) -> list[DeskRow]:
        rows = self._sql.rows(
            f"SELECT {', '.join(_DESK)} FROM desk ORDER BY enrolled_at, id"
        )
        return [_desk(row) for row in rows]

    def save(self, desk: DeskRow) -> None:
        self._sql.run(upsert("desk", "id", _DESK), _desk_values(desk))

    def invite(self, code_hash: str) -> InviteRow | None:
        row = first(
            self._sql.rows(
                f"SELECT {', '.join(_INVITE)} FROM invite WHERE code_hash = ?"
                + for_update(self._sql),
                (code_hash,),
            )
        )
        return _invite(row) if row else None

    def save_invite(self, invite: InviteRow) -> None:
        self._sql.run(
            upsert("invite", "code_hash", _INVITE),
            (
                invite.code_hash,
                invite.officer,
                invite.name,
                invite.team,
                json.dumps(invite.roles),
                invite.expires_at.isoformat(),
                invite.used_by,
            ),
        )


def _desk_values(desk: DeskRow) -> tuple[object, ...]:
    return (
        desk.id,
        desk.key,
        desk.officer,
        desk.name,
        desk.team,
        json.dumps(desk.roles),
        desk.machine,
        desk.head.counter,
        desk.head.hash,
        desk.request,
        desk.enrolled_at.isoformat(),
        _text(desk.seen_at),
        _text(desk.leased_at),
        _text(desk.revoked_at),
        _text(desk.wiped_at),
        desk.follows,
        desk.followed_by,
    )


def _desk(row: Row) -> DeskRow:
    return DeskRow(
        id=DeskId(row[0]),
        key=row[1],
        officer=OfficerId(row[2]),
        name=row[3],
        team=row[4],
        roles=tuple(json.loads(row[5])),
        machine=row[6],
        head=Head(counter=row[7], hash=row[8]),
        request=row[9],
        enrolled_at=datetime.fromisoformat(row[10]),
        seen_at=_instant(row[11]),
        leased_at=_instant(row[12]),
        revoked_at=_instant(row[13]),
        wiped_at=_instant(row[14]),
        follows=DeskId(row[15]) if row[15] else None,
        followed_by=DeskId(row[16]) if row[16] else None,
    )


def _invite(row: Row) -> InviteRow:
    return InviteRow(
        code_hash=row[0],
        officer=OfficerId(row[1]) if row[1] else None,
        name=row[2],
        team=row[3],
        roles=tuple(json.loads(row[4])),
        expires_at=datetime.fromisoformat(row[5]),
        used_by=DeskId(row[6]) if row[6] else None,
    )


def _text(instant: datetime | None) -> str | None:
    return instant.isoformat() if instant else None


def _instant(text: str | None) -> datetime | None:
    return datetime.fromisoformat(text) if text else None
