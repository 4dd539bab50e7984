"""Who an officer is, as the hub signed it, and until when that holds offline."""

from datetime import datetime, timedelta

from iomdesk.errors import HubRefused
from iomdesk.records.codec import Document
from iomdesk.sync.signing import is_signed, statement_words


def demand_lease(lease: Document, hub_key: str, desk: str) -> Document:
    """Return what the hub states, or refuse what it did not sign for this desk."""
    statement: Document = dict(lease.get("statement") or {})
    signature = str(lease.get("signature"))
    signed = is_signed(hub_key, signature, statement_words(statement))
    if not signed or statement.get("desk") != desk:
        raise HubRefused(
            "What was answered is not signed by the hub. Nothing was changed; "
            "tell your IT desk."
        )
    return statement


def lease_end(lease: Document, met: str | None) -> datetime:
    """Return when a lease ends by this laptop's own clock.

    Counted from when it came here, or from when the hub was *met* last: it would have
    said so if the lease held no more. So a wrong clock alone does not end it.
    """
    since = datetime.fromisoformat(met or lease["kept_at"])
    return since + timedelta(days=lease["statement"]["days"])
