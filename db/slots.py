"""The slots that keep a store's key wrapped, and what binds each to its store."""

import hashlib
import json
import secrets
from collections.abc import Callable
from typing import Any, ClassVar, NewType, TypeVar

import rfc8785
from attrs import asdict, evolve, field, frozen
from attrs.validators import ge, le, matches_re, max_len, min_len

from iomdesk.errors import StoreDamaged

StoreId = NewType("StoreId", str)
FORMAT = 1
STORE_BYTES = 16
MOST_SLOTS = 32
DIRECT_SEAL = 12 + 32 + 16  # nonce, the key, tag
FORCE_SEAL = 32 + 32 + 16  # the sender's passing public key, the key, tag
_CHECK_LENGTH = 8


def _exactly(length: int) -> list[Any]:
    return [min_len(length), max_len(length)]


@frozen(kw_only=True)
class PassphraseCost:
    """What one guess at a passphrase costs: Argon2id's memory, rounds and lanes."""

    memory_kib: int = field(validator=[ge(8), le(2 * 1024 * 1024)])
    rounds: int = field(validator=[ge(1), le(100)])
    lanes: int = field(validator=[ge(1), le(16)])

    def is_under(self, floor: "PassphraseCost") -> bool:
        return (
            self.memory_kib < floor.memory_kib
            or self.rounds < floor.rounds
            or self.lanes < floor.lanes
        )


@frozen(kw_only=True)
class PassphraseSlot:
    """The key, wrapped under what Argon2id makes of the officer's passphrase."""

    kind: ClassVar[str] = "passphrase"
    cost: PassphraseCost
    salt: bytes = field(validator=_exactly(16))
    sealed: bytes = field(default=bytes(DIRECT_SEAL), validator=_exactly(DIRECT_SEAL))
    check: bytes = field(default=bytes(8), validator=_exactly(_CHECK_LENGTH))


@frozen(kw_only=True)
class ForceSlot:
    """The key, sealed to the public key of a force."""

    kind: ClassVar[str] = "force-key"
    fingerprint: str = field(validator=matches_re("[0-9a-f]{4}(?: [0-9a-f]{4}){7}"))
    sealed: bytes = field(default=bytes(FORCE_SEAL), validator=_exactly(FORCE_SEAL))
    check: bytes = field(default=bytes(8), validator=_exactly(_CHECK_LENGTH))


@frozen(kw_only=True)
class SheetSlot:
    """The key, wrapped under the code of a printed recovery sheet."""

    kind: ClassVar[str] = "sheet"
    salt: bytes = field(validator=_exactly(16))
    sealed: bytes = field(default=bytes(DIRECT_SEAL), validator=_exactly(DIRECT_SEAL))
    check: bytes = field(default=bytes(8), validator=_exactly(_CHECK_LENGTH))


@frozen(kw_only=True)
class UnknownSlot:
    """A slot that a newer program made: kept as text, never opened."""

    kind: str
    text: str


KnownSlot = PassphraseSlot | ForceSlot | SheetSlot
Slot = KnownSlot | UnknownSlot
S = TypeVar("S", PassphraseSlot, ForceSlot, SheetSlot)


@frozen(kw_only=True)
class Slots:
    """All ways to open one store; not *is_whole* where a damaged one was left out."""

    store: StoreId
    slots: tuple[Slot, ...] = field(default=(), validator=max_len(MOST_SLOTS))
    is_whole: bool = True

    @property
    def passphrase(self) -> PassphraseSlot | None:
        return next((s for s in self.slots if isinstance(s, PassphraseSlot)), None)

    @property
    def sheet(self) -> SheetSlot | None:
        return next((s for s in self.slots if isinstance(s, SheetSlot)), None)

    @property
    def force_keys(self) -> tuple[ForceSlot, ...]:
        return tuple(s for s in self.slots if isinstance(s, ForceSlot))


def new_slots() -> Slots:
    """Return the slots of a new store: none yet."""
    return Slots(store=StoreId(secrets.token_hex(STORE_BYTES)))


def sealed(slots: Slots, slot: S, seal: Callable[[bytes], bytes]) -> S:
    """Return *slot* with what *seal* makes of its context.

    The context binds kind, cost, salt and store, so none can be exchanged.
    """
    context = _context(slots, slot)
    wrapped = seal(context)
    return evolve(slot, sealed=wrapped, check=_check(context, wrapped))


def sound_context(slots: Slots, slot: KnownSlot) -> bytes:
    """Return the context of *slot*, once its check tells that the disk kept it well.

    Without the check, a flipped bit would look like a wrong passphrase for ever.
    """
    if not is_sound(slots, slot):
        raise damaged(slot.kind)
    return _context(slots, slot)


def is_sound(slots: Slots, slot: KnownSlot) -> bool:
    """Say whether *slot* is as it was sealed for the store of *slots*."""
    return slot.check == _check(_context(slots, slot), slot.sealed)


def way(slot: Slot) -> tuple[str, str]:
    """Return what stands once in a file: the kind, and of a force's key which."""
    return slot.kind, slot.fingerprint if isinstance(slot, ForceSlot) else ""


def damaged(kind: str) -> StoreDamaged:
    """Return the refusal of a way to open of which no sound copy is left."""
    return StoreDamaged(
        f"The {kind} entry in slots.json is damaged in every copy. Open the store "
        "another way (“iomdesk recover” with the recovery sheet or the force's key "
        "sets a new passphrase), or bring slots.json back from a backup."
    )


def digest(slots: Slots) -> str:
    """Return 32 hex digits that say which slots these are, in any order."""
    texts = sorted(rfc8785.dumps(plain_slot(slot)) for slot in slots.slots)
    content = rfc8785.dumps({"format": FORMAT, "store": slots.store})
    return hashlib.sha256(b"\n".join((content, *texts))).hexdigest()[:32]


def plain_slot(slot: Slot) -> dict[str, Any]:
    """Return *slot* as JSON holds it."""
    if isinstance(slot, UnknownSlot):
        kept: dict[str, Any] = json.loads(slot.text)
        return kept
    return {"kind": slot.kind} | asdict(slot, value_serializer=_hex_of)


def _check(context: bytes, wrapped: bytes) -> bytes:
    return hashlib.sha256(context + wrapped).digest()[:_CHECK_LENGTH]


def _context(slots: Slots, slot: KnownSlot) -> bytes:
    public = plain_slot(slot)
    del public["sealed"], public["check"]
    return rfc8785.dumps({"format": FORMAT, "store": slots.store, "slot": public})


def _hex_of(_slot: object, _field: object, value: Any) -> Any:
    return value.hex() if isinstance(value, bytes) else value
