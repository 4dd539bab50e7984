"""What a force's file says: its name, its hub, its key for recovery."""

import tomllib
from hashlib import sha256

from attrs import frozen

from iomdesk.errors import InputRefused


@frozen(kw_only=True)
class ForceFile:
    """*digest* is read out over the telephone to compare."""

    name: str
    hub: str
    recovery_pem: bytes
    digest: str


def read_force_file(content: bytes) -> ForceFile:
    try:
        said = tomllib.loads(content.decode("utf-8"))
        pem = str(said["recovery"]["public_key"]).encode()
    except (ValueError, KeyError, TypeError):
        raise InputRefused(
            "This is not a force file: it needs a public key for recovery. Ask your"
            " IT desk for the file, or go on without one.",
            field="force",
        ) from None
    hub = said.get("hub")
    return ForceFile(
        name=str(said.get("name", "")),
        hub=str(hub.get("url", "")) if isinstance(hub, dict) else "",
        recovery_pem=pem,
        digest=_digest(content),
    )


def _digest(content: bytes) -> str:
    letters = sha256(content).hexdigest()[:16].upper()
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))
