"""Whose store it is, as the store itself says."""

from db.connection import Connection
from db.meta import meta
from iomdesk.permissions import Officer, Role
from iomdesk.records.ids import OfficerId
from iomdesk.sync.lease import lease_end


def officer_of(connection: Connection) -> Officer:
    """Return whose store it is; nobody yet in one that was just made."""
    said, lease = meta(connection, "officer") or {}, meta(connection, "lease")
    met = meta(connection, "synced_at")
    return Officer(
        id=OfficerId(said.get("id", "")),
        name=said.get("name", ""),
        roles=frozenset(Role(role) for role in said.get("roles", Role)),
        confirmed=bool(said.get("confirmed", False)),
        confirmed_until=lease_end(lease, met) if lease else None,
    )


def officer_said(officer: Officer) -> dict[str, object]:
    """Return an officer as the store keeps it."""
    return {
        "id": officer.id,
        "name": officer.name,
        "roles": sorted(officer.roles),
        "confirmed": officer.confirmed,
    }
