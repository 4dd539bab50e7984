"""The key of a store: made once, wrapped in slots, opened by what a person has."""

import math
import secrets
import unicodedata
from collections.abc import Callable

from attrs import evolve
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from db.sheet import new_code, printed, typed
from db.slots import (
    PassphraseCost,
    PassphraseSlot,
    SheetSlot,
    Slot,
    Slots,
    damaged,
    sealed,
    sound_context,
)
from iomdesk.errors import (
    InputRefused,
    NotFound,
    StoreDamaged,
    UserError,
    WrongKey,
)

DEFAULT_COST = PassphraseCost(memory_kib=256 * 1024, rounds=3, lanes=4)
SHORTEST_PASSPHRASE = 12
SECONDS_FOR_A_GUESS = 0.7
_MOST_ROUNDS = 100
_KEY_BYTES = 32
_NONCE_BYTES = 12


def new_key() -> bytes:
    return secrets.token_bytes(_KEY_BYTES)


def calibrated_cost(
    clock: Callable[[], float], least: PassphraseCost = DEFAULT_COST
) -> PassphraseCost:
    """Return *least*, with rounds added until a guess takes 0.7 seconds here.

    The slowest of three runs counts. A slow machine never gets less than *least*.
    """
    cost = least
    while cost.rounds < _MOST_ROUNDS:
        slowest = max(_seconds(clock, cost) for _ in range(3))
        if slowest >= SECONDS_FOR_A_GUESS:
            break
        wanted = math.ceil(cost.rounds * SECONDS_FOR_A_GUESS / max(slowest, 0.001))
        cost = evolve(cost, rounds=min(max(cost.rounds + 1, wanted), _MOST_ROUNDS))
    return cost


def with_passphrase(
    slots: Slots,
    key: bytes,
    passphrase: str,
    cost: PassphraseCost,
    shortest: int = SHORTEST_PASSPHRASE,
) -> Slots:
    """Return *slots* with *passphrase* in place of the one before; *key* stays."""
    demand_long(passphrase, shortest)
    slot = PassphraseSlot(cost=cost, salt=secrets.token_bytes(16))
    wrapping = stretched(passphrase, slot.cost, slot.salt)
    return replaced(slots, slots.passphrase, sealed(slots, slot, _wrap(wrapping, key)))


def demand_long(passphrase: str, shortest: int = SHORTEST_PASSPHRASE) -> None:
    """Refuse a passphrase that is soon guessed."""
    characters = len(unicodedata.normalize("NFC", passphrase))
    if not passphrase.strip() or characters < shortest:
        raise InputRefused(
            f"A passphrase needs at least {max(shortest, 1)} characters."
            " Three or four words in a row are easy to remember.",
            field="passphrase",
        )


def open_with_passphrase(
    slots: Slots, passphrase: str, floor: PassphraseCost = DEFAULT_COST
) -> bytes:
    """Return the store's key; a cost under *floor* is not one that we wrote."""
    slot = slots.passphrase
    if slot is None:
        if not slots.is_whole:
            raise damaged("passphrase")
        raise NotFound("This store has no passphrase. Open it another way.")
    if slot.cost.is_under(floor):
        raise StoreDamaged(
            "The passphrase in slots.json is guarded less than this program allows,"
            " so something else wrote it. Restore slots.json from a backup."
        )
    context = sound_context(slots, slot)
    wrong = WrongKey("The passphrase is not right. Try again.")
    wrapping = stretched(passphrase, slot.cost, slot.salt)
    return _unwrapped(wrapping, slot.sealed, context, wrong)


def with_sheet(slots: Slots, key: bytes) -> tuple[Slots, str]:
    """Return *slots* with a new recovery sheet, and the code to print on it."""
    code = new_code()
    slot = SheetSlot(salt=secrets.token_bytes(16))
    slot = sealed(slots, slot, _wrap(_code_key(code, slot), key))
    return replaced(slots, slots.sheet, slot), printed(code)


def open_with_sheet(slots: Slots, code: str) -> bytes:
    slot = slots.sheet
    if slot is None:
        if not slots.is_whole:
            raise damaged("recovery sheet")
        raise NotFound("This store has no recovery sheet. Open it another way.")
    wrapping = _code_key(typed(code), slot)
    context = sound_context(slots, slot)
    wrong = WrongKey(
        "This recovery code belongs to another store or to an older sheet."
        " Look for the newest sheet of this store."
    )
    return _unwrapped(wrapping, slot.sealed, context, wrong)


def replaced(slots: Slots, old: Slot | None, new: Slot) -> Slots:
    rest = tuple(slot for slot in slots.slots if slot != old)
    return evolve(slots, slots=(*rest, new))


def _seconds(clock: Callable[[], float], cost: PassphraseCost) -> float:
    slot = PassphraseSlot(cost=cost, salt=bytes(16))
    start = clock()
    stretched("a passphrase of usual length", slot.cost, slot.salt)
    return clock() - start


def stretched(passphrase: str, cost: PassphraseCost, salt: bytes) -> bytes:
    """Return what Argon2id makes of *passphrase*, at its cost."""
    from argon2.exceptions import HashingError  # noqa: PLC0415 - 18 ms, at unlock only
    from argon2.low_level import Type, hash_secret_raw  # noqa: PLC0415

    try:
        return hash_secret_raw(
            _passphrase_bytes(passphrase),
            salt,
            time_cost=cost.rounds,
            memory_cost=cost.memory_kib,
            parallelism=cost.lanes,
            hash_len=_KEY_BYTES,
            type=Type.ID,
        )
    except HashingError as fault:
        raise UserError(
            f"The passphrase needs {cost.memory_kib // 1024} MiB of free memory."
            " Close other programs and try again."
        ) from fault


def _passphrase_bytes(passphrase: str) -> bytes:
    """Return the bytes of *passphrase* in NFC, whole, however long.

    One keyboard sends é as one character, another as two that look the same. NFC makes
    them one. NFKC would also make *different* characters one, and so guessing easier.
    """
    try:
        return unicodedata.normalize("NFC", passphrase).encode()
    except UnicodeEncodeError as fault:
        raise InputRefused(
            "The passphrase holds a character that cannot be read. Type it again.",
            field="passphrase",
        ) from fault


def _code_key(code: bytes, slot: SheetSlot) -> bytes:
    """Return the wrapping key; 128 random bits need no stretching, unlike words."""
    info = b"iomdesk recovery sheet 1"
    return HKDF(SHA256(), _KEY_BYTES, slot.salt, info).derive(code)


def _wrap(wrapping: bytes, key: bytes) -> Callable[[bytes], bytes]:
    def seal(context: bytes) -> bytes:
        nonce = secrets.token_bytes(_NONCE_BYTES)
        return nonce + AESGCM(wrapping).encrypt(nonce, key, context)

    return seal


def _unwrapped(
    wrapping: bytes, wrapped: bytes, context: bytes, wrong: WrongKey
) -> bytes:
    nonce, rest = wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:]
    try:
        return AESGCM(wrapping).decrypt(nonce, rest, context)
    except InvalidTag as fault:
        raise wrong from fault
