"""Which addresses may be spoken to in plain: this machine's own, and no other."""

from ipaddress import ip_address
from urllib.parse import urlsplit

from iomdesk.errors import HubRefused


def is_loopback(host: str) -> bool:
    """Say whether *host* is this machine."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False


def demand_private(url: str) -> None:
    """Refuse an address that would carry cases over a network in plain."""
    parts = urlsplit(url)
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and is_loopback(parts.hostname or ""):
        return
    raise HubRefused(
        "The hub's address must begin with https://, so that nobody on the way can "
        "read along. Ask your IT desk for the right one."
    )
