"""The file slots.json: written by this program, read as if anybody had written it."""

import json
import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from functools import cache
from typing import Any

import rfc8785
from attrs import evolve
from cattrs import Converter
from cattrs.errors import ForbiddenExtraKeysError

from db.slots import (
    FORMAT,
    MOST_SLOTS,
    STORE_BYTES,
    ForceSlot,
    KnownSlot,
    PassphraseSlot,
    SheetSlot,
    Slot,
    Slots,
    StoreId,
    UnknownSlot,
    digest,
    is_sound,
    plain_slot,
    way,
)
from iomdesk.dates import instant_text
from iomdesk.errors import StoreDamaged, StoreRevoked, StoreTooNew

_LARGEST_FILE = 64 * 1024
_STORE = re.compile(rb'"store": *"([0-9a-f]{32})"')
_DAMAGED = (
    "The key file slots.json is not as this program wrote it."
    " Restore it from a backup of the store."
)
_UNREADABLE = (
    ValueError,
    TypeError,
    KeyError,
    AttributeError,
    RecursionError,
    ForbiddenExtraKeysError,
)


def to_json(slots: Slots) -> bytes:
    """Return the file: a line for each way, so that damage costs one, and a check."""
    ways = ",\n".join(f"  {json.dumps(plain_slot(slot))}" for slot in slots.slots)
    return (
        f'{{\n "format": {FORMAT},\n "store": "{slots.store}",\n'
        f' "check": "{digest(slots)}",\n "slots": [\n{ways}\n ]\n}}\n'
    ).encode()


def revoked_json(at: datetime) -> bytes:
    """Return what stands in the place of slots that the hub had destroyed."""
    return json.dumps({"format": FORMAT, "revoked_at": at.isoformat()}).encode() + b"\n"


def from_json(content: bytes) -> Slots:
    """Return the slots in *content*; refuse it where anything of it was changed."""
    slots = sound_slots(content)
    if not slots.is_whole:
        raise StoreDamaged(_DAMAGED)
    return slots


def sound_slots(content: bytes, known: Sequence[StoreId] = ()) -> Slots:
    """Return the slots in *content* that prove sound; anybody may have written it.

    *known* are ids of stores that it may belong to, where its own was damaged.
    """
    plain = _plain(content)
    if plain.keys() == {"format", "revoked_at"}:
        raise StoreRevoked(_revoked(plain["revoked_at"]))
    try:
        return _whole(plain)
    except _UNREADABLE:
        return _salvaged(content, plain, known)


def _plain(content: bytes) -> dict[str, Any]:
    """Return the file's object, or an empty one where it is none."""
    try:
        if len(content) <= _LARGEST_FILE:
            plain = json.loads(content, object_pairs_hook=_once_each)
            return plain if isinstance(plain, dict) else {}
    except _UNREADABLE:
        pass
    return {}


def _whole(plain: dict[str, Any]) -> Slots:
    """Return the slots of a file that is as it was written, or fail."""
    if plain.keys() != {"format", "store", "check", "slots"}:
        raise ValueError("other names were expected")
    if _whole_number(plain["format"], int) != FORMAT:
        raise ValueError("another format was expected")
    slots = _one_of_each(_structured(plain["store"], plain["slots"]))
    if _text_of(plain["check"], str) != digest(slots):
        raise ValueError("another check was expected")
    return slots


def _salvaged(content: bytes, plain: dict[str, Any], known: Sequence[StoreId]) -> Slots:
    """Return the ways whose own check holds, under the first store they hold for."""
    own = _STORE.search(content)
    ids = [StoreId(own[1].decode())] if own else []
    entries = _entries(content, plain)
    for store in dict.fromkeys([*ids, *known]):
        found = _sound(Slots(store=store), entries)
        if found.slots:
            return found
    if _is_newer(plain):
        raise StoreTooNew(
            "A newer version of IOM Desk made this store. Update the program first."
        )
    raise StoreDamaged(_DAMAGED)


def _entries(content: bytes, plain: dict[str, Any]) -> list[Any]:
    listed = plain.get("slots")
    if isinstance(listed, list):
        return listed
    return [_plain(line.strip().rstrip(b",")) for line in content.splitlines()]


def _sound(slots: Slots, entries: Sequence[Any]) -> Slots:
    converter = _strict()
    sound: dict[tuple[str, str], Slot] = {}
    for entry in entries:
        try:
            slot = _slot(converter, entry)
        except _UNREADABLE:
            continue
        if not isinstance(slot, UnknownSlot) and is_sound(slots, slot):
            sound.setdefault(way(slot), slot)
    return evolve(slots, slots=tuple(sound.values())[:MOST_SLOTS], is_whole=False)


def _is_newer(plain: dict[str, Any]) -> bool:
    said = plain.get("format")
    return type(said) is int and said > FORMAT


def _revoked(at: Any) -> str:
    try:
        when = instant_text(datetime.fromisoformat(_text_of(at, str)))
    except (ValueError, TypeError) as fault:
        raise StoreDamaged(_DAMAGED) from fault
    return (
        f"The hub revoked this laptop. Its keys were destroyed on {when}, and nothing "
        "opens the store on it any more. The work that was sent is at the hub: ask "
        "your supervisor or IT desk."
    )


def _structured(store: Any, slots: Any) -> Slots:
    if len(_bytes_of(store, bytes)) != STORE_BYTES or not isinstance(slots, list):
        raise ValueError("an id and a list were expected")
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
        raise ValueError("a seal and a check were expected")
    return converter.structure(rest, known)


def _one_of_each(slots: Slots) -> Slots:
    kinds = [slot.kind for slot in slots.slots]
    if any(kinds.count(kind) > 1 for kind in _kinds() if kind != ForceSlot.kind):
        raise ValueError("one of each kind was expected")
    return slots


def _kinds() -> Mapping[str, type[KnownSlot]]:
    kinds = (PassphraseSlot, ForceSlot, SheetSlot)
    return {kind.kind: kind for kind in kinds}


@cache
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
