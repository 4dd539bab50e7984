"""The instruments that the force signed, as one connection sees them."""

from datetime import datetime

from db.connection import Connection
from iomdesk.signed_pack import Pack

_COLUMNS = "code, version, text, signature, public_key, added_at, added_by"


def packs(connection: Connection) -> list[Pack]:
    """Return every pack, by code and version."""
    rows = connection.rows(f"SELECT {_COLUMNS} FROM pack ORDER BY code, version")
    return [
        Pack(
            code=row[0],
            version=row[1],
            text=row[2],
            signature=row[3],
            public_key=row[4],
            added_at=datetime.fromisoformat(row[5]),
            added_by=row[6],
        )
        for row in rows
    ]


def add_pack(connection: Connection, pack: Pack) -> None:
    connection.run(
        f"INSERT INTO pack ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            pack.code,
            pack.version,
            pack.text,
            pack.signature,
            pack.public_key,
            pack.added_at.isoformat(),
            pack.added_by,
        ),
    )
