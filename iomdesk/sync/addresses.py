"""Which addresses may be spoken to in plain: this machine's own, and no other."""

from ipaddress import ip_address
from urllib.parse import SplitResult, urlsplit

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
    parts = _parts(url)
    if parts is None:
        raise HubRefused(f"“{url[:80]}” is not the address of a hub. Type it anew.")
    if parts.scheme == "https" and parts.hostname:
        return
    if parts.scheme == "http" and is_loopback(parts.hostname or ""):
        return
    raise HubRefused(
        "The hub's address must begin with https://, so that nobody on the way can "
        "read along. Ask your IT desk for the right one."
    )


def _parts(url: str) -> SplitResult | None:
    """Return an address in its parts; None where it cannot be one."""
    try:
        parts = urlsplit(url)
        _ = parts.port
        (parts.hostname or "").encode("idna")
    except ValueError:  # UnicodeError is one
        return None
    odd = any(character.isspace() or not character.isprintable() for character in url)
    return None if odd or parts.username is not None else parts
