"""Prove that every pack is still what the force signed."""

import tomllib
from collections.abc import Iterator

from db.connection import Connection
from db.packs import packs
from iomdesk.packs.signing import is_sound
from iomdesk.signed_pack import Pack
from iomdesk.store_state import Fault


def pack_faults(connection: Connection) -> Iterator[Fault]:
    for pack in packs(connection):
        if not is_sound(pack.text, pack.signature, pack.public_key):
            yield _fault(pack, "is not what the force signed")
        elif not _is_named_so(pack):
            yield _fault(pack, "is kept under another name than its own")


def _is_named_so(pack: Pack) -> bool:
    said = tomllib.loads(pack.text)
    return (said.get("code"), said.get("version")) == (pack.code, pack.version)


def _fault(pack: Pack, words: str) -> Fault:
    sentence = f"The pack {pack.code}, version {pack.version}, {words}."
    return Fault(part="packs", sentence=f"{sentence} Restore a backup.")
