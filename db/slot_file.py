"""The file slots.json: written by this program, read as if anybody had written it."""

import json
import re
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import rfc8785
from cattrs import Converter
from cattrs.errors import ForbiddenExtraKeysError

from db.slots import (
    FORMAT,
    STORE_BYTES,
    ForceSlot,
    KeystoreSlot,
    KnownSlot,
    PassphraseSlot,
    SheetSlot,
    Slot,
    Slots,
    StoreId,
    UnknownSlot,
    plain_slot,
)
from iomdesk.dates import instant_text
from iomdesk.errors import StoreDamaged, StoreRevoked, StoreTooNew, UserError

_LARGEST_FILE = 64 * 1024
_DAMAGED = (
    "The key file slots.json is not as this program wrote it."
    " Restore it from a backup of the store."
)
_UNREADABLE = (
    ValueError,
    TypeError,
    KeyError,
    RecursionError,
    ForbiddenExtraKeysError,
)


def to_json(slots: Slots) -> bytes:
    plain = {
        "format": FORMAT,
        "store": slots.store,
        "slots": [plain_slot(slot) for slot in slots.slots],
    }
    return json.dumps(plain, indent=1).encode() + b"\n"


def revoked_json(at: datetime) -> bytes:
    """Return what stands in the place of slots that the hub had destroyed."""
    return json.dumps({"format": FORMAT, "revoked_at": at.isoformat()}).encode() + b"\n"


def from_json(content: bytes) -> Slots:
    """Return the slots in *content*, which anybody may have written."""
    try:
        return _parsed(content)
    except UserError:
        raise
    except _UNREADABLE as fault:
        raise StoreDamaged(_DAMAGED) from fault


def _parsed(content: bytes) -> Slots:
    if len(content) > _LARGEST_FILE:
        raise StoreDamaged(_DAMAGED)
    plain: Any = json.loads(content, object_pairs_hook=_once_each)
    if _whole_number(plain["format"], int) > FORMAT:
        raise StoreTooNew(
            "A newer version of IOM Desk made this store. Update the program first."
        )
    if "revoked_at" in plain:
        raise StoreRevoked(_revoked(plain["revoked_at"]))
    if plain.keys() != {"format", "store", "slots"} or plain["format"] != FORMAT:
        raise StoreDamaged(_DAMAGED)
    return _one_of_each(_structured(plain["store"], plain["slots"]))


def _revoked(at: Any) -> str:
    when = instant_text(datetime.fromisoformat(_text_of(at, str)))
    return (
        f"The hub revoked this laptop. Its keys were destroyed on {when}, and nothing "
        "opens the store on it any more. The work that was sent is at the hub: ask "
        "your supervisor or IT desk."
    )


def _structured(store: Any, slots: Any) -> Slots:
    if len(_bytes_of(store, bytes)) != STORE_BYTES or not isinstance(slots, list):
        raise StoreDamaged(_DAMAGED)
    converter = _strict()
    read = tuple(_slot(converter, slot) for slot in slots)
    return Slots(store=StoreId(store), slots=read)


def _slot(converter: Converter, plain: dict[str, Any]) -> Slot:
    known = _kinds().get(_text_of(plain["kind"], str))
    if known is None:
        text = rfc8785.dumps(plain).decode()
        return UnknownSlot(kind=plain["kind"], text=text)
    rest = {name: value for name, value in plain.items() if name != "kind"}
    if not {"sealed", "check"} <= rest.keys():
        raise StoreDamaged(_DAMAGED)
    return converter.structure(rest, known)


def _one_of_each(slots: Slots) -> Slots:
    kinds = [slot.kind for slot in slots.slots]
    if any(kinds.count(kind) > 1 for kind in _kinds() if kind != ForceSlot.kind):
        raise StoreDamaged(_DAMAGED)
    return slots


def _kinds() -> Mapping[str, type[KnownSlot]]:
    kinds = (PassphraseSlot, ForceSlot, SheetSlot, KeystoreSlot)
    return {kind.kind: kind for kind in kinds}


def _strict() -> Converter:
    """Return a converter that turns nothing into anything else."""
    converter = Converter(forbid_extra_keys=True, detailed_validation=False)
    converter.register_structure_hook(int, _whole_number)
    converter.register_structure_hook(str, _text_of)
    converter.register_structure_hook(bytes, _bytes_of)
    return converter


def _whole_number(value: Any, _: type[int]) -> int:
    if type(value) is not int:
        raise TypeError("a whole number was expected")
    return value


def _text_of(value: Any, _: type[str]) -> str:
    if not isinstance(value, str):
        raise TypeError("text was expected")
    return value


def _bytes_of(value: Any, _: type[bytes]) -> bytes:
    """Return the bytes of lower-case hex: one spelling only, so no bit is free."""
    if not re.fullmatch("(?:[0-9a-f]{2})*", _text_of(value, str)):
        raise ValueError("lower-case hexadecimal was expected")
    return bytes.fromhex(value)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    if len({name for name, _ in pairs}) != len(pairs):
        raise ValueError("a name stands twice")
    return dict(pairs)
