"""What a force's file says: its name, hub, keys for recovery and packs, its rules.

    name = "Example Constabulary"
    [hub]
    url = "https://hub.example"
    [recovery]
    public_key = '''(PEM, X25519: iomdesk hub keys)'''
    [packs]
    public_key = '''(PEM, Ed25519: iomdesk pack keys)'''
    [rules]
    file = '''(what iomdesk pack sign made of a file of rules)'''

While a new key for packs takes the place of an old one, `public_keys` lists both.
"""

from collections.abc import Mapping
from hashlib import sha256
from typing import Any

from attrs import frozen

from iomdesk.errors import InputRefused
from iomdesk.toml_reading import read_toml


@frozen(kw_only=True)
class ForceFile:
    """*digest* is read out over the telephone to compare; keys for packs are hex."""

    name: str
    hub: str
    recovery_pem: bytes
    pack_keys: tuple[str, ...]
    digest: str
    rules: str = ""


def read_force_file(content: bytes) -> ForceFile:
    try:
        said = read_toml(content.decode("utf-8"))
        pem = str(said["recovery"]["public_key"]).encode()
    except (ValueError, KeyError, TypeError):
        raise InputRefused(
            "This is not a force file: it needs a public key for recovery. Ask your"
            " IT desk for the file, or go on without one.",
            field="force",
        ) from None
    hub, keys = said.get("hub"), _pack_keys(said)
    return ForceFile(
        name=str(said.get("name", "")),
        hub=str(hub.get("url", "")) if isinstance(hub, dict) else "",
        recovery_pem=pem,
        pack_keys=keys,
        digest=_digest(content),
        rules=_rules(said, keys),
    )


RULES_NAME = "The force file's file of rules"


def _rules(said: Mapping[str, Any], keys: tuple[str, ...]) -> str:
    """Return the file of rules that it holds, if any; refuse one that is not sound."""
    rules = said.get("rules")
    text = str(rules.get("file", "")) if isinstance(rules, dict) else ""
    if text:
        from iomdesk.packs.signing import key_of, read_signed  # noqa: PLC0415
        from iomdesk.rules.loading import rules_file_of  # noqa: PLC0415

        signed = read_signed(text.encode(), RULES_NAME)
        key_of(signed, list(keys), RULES_NAME)
        rules_file_of(signed.text, RULES_NAME)
    return text


def _pack_keys(said: Mapping[str, Any]) -> tuple[str, ...]:
    """Return the public keys for packs that the file names, if any."""
    from iomdesk.packs.keys import public_of  # noqa: PLC0415  only where one is read

    packs = said.get("packs", {})
    named = packs if isinstance(packs, dict) else {"public_key": packs}
    several = named.get("public_keys", [])
    pems = [*(several if isinstance(several, list) else [several])]
    if "public_key" in named:
        pems.append(named["public_key"])
    try:
        return tuple(dict.fromkeys(public_of(str(pem).encode()) for pem in pems))
    except InputRefused as refusal:
        raise InputRefused(
            f"The force file's key for packs cannot be used. {refusal}", field="force"
        ) from None


def _digest(content: bytes) -> str:
    letters = sha256(content).hexdigest()[:16].upper()
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), 4))
