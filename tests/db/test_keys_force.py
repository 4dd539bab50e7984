"""Tests of recovery by a force, with a key pair as its hub makes one."""

import re

import pytest
from attrs import evolve
from cryptography.hazmat.primitives.asymmetric import ec, x25519
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)

from db.force_keys import (
    fingerprint,
    new_force_key_pair,
    open_with_private_key,
    with_force_key,
)
from db.keys import new_key
from db.slots import PassphraseCost, Slots, StoreId, new_slots
from iomdesk.errors import InputRefused, NotFound, WrongKey


def forged(slots: Slots, store: str) -> Slots:
    """Return *slots* as somebody without the key would move them to *store*."""
    from db.slots import _check, _context

    moved = evolve(slots, store=StoreId(store))
    redone = tuple(
        evolve(slot, check=_check(_context(moved, slot), slot.sealed))
        for slot in moved.force_keys
    )
    return evolve(moved, slots=redone)


def test_the_private_key_gives_the_stores_key_back() -> None:
    key = new_key()
    private, public = new_force_key_pair()

    slots = with_force_key(new_slots(), key, public)

    assert open_with_private_key(slots, private) == key


def test_the_private_key_of_another_force_is_refused_by_name_of_the_right_one() -> None:
    _, public = new_force_key_pair()
    another, _ = new_force_key_pair()
    slots = with_force_key(new_slots(), new_key(), public)

    with pytest.raises(WrongKey, match=f"It needs {fingerprint(public)}"):
        open_with_private_key(slots, another)


def test_two_forces_can_each_recover_the_same_store() -> None:
    key = new_key()
    pairs = [new_force_key_pair(), new_force_key_pair()]
    slots = new_slots()
    for _, public in pairs:
        slots = with_force_key(slots, key, public)

    assert [open_with_private_key(slots, private) for private, _ in pairs] == [key] * 2


def test_sealing_to_the_same_force_again_leaves_one_slot() -> None:
    _, public = new_force_key_pair()
    slots = with_force_key(new_slots(), new_key(), public)

    again = with_force_key(slots, new_key(), public)

    assert [slot.fingerprint for slot in again.force_keys] == [fingerprint(public)]


def test_the_fingerprint_is_of_the_public_half_and_can_be_read_aloud() -> None:
    private, public = new_force_key_pair()
    half = load_pem_private_key(private, None).public_key()
    same = half.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    assert fingerprint(public) == fingerprint(same)
    assert len(fingerprint(public).split()) == 8


def test_a_slot_moved_to_another_store_does_not_open_there() -> None:
    private, public = new_force_key_pair()
    slots = with_force_key(new_slots(), new_key(), public)

    with pytest.raises(WrongKey, match="does not open this store"):
        open_with_private_key(forged(slots, "0" * 32), private)


def test_a_store_without_a_forces_slot_says_so() -> None:
    private, _ = new_force_key_pair()

    with pytest.raises(NotFound, match="not set up for recovery by a force"):
        open_with_private_key(new_slots(), private)


@pytest.mark.parametrize("pem", [b"", b"no PEM", b"\xff\x00"])
def test_what_is_no_public_key_is_refused(pem: bytes) -> None:
    with pytest.raises(InputRefused, match="not a recovery public key"):
        with_force_key(new_slots(), new_key(), pem)


def test_a_private_key_is_not_taken_for_a_public_one() -> None:
    private, _ = new_force_key_pair()

    with pytest.raises(InputRefused, match="not a recovery public key"):
        with_force_key(new_slots(), new_key(), private)


def test_a_public_key_of_another_sort_is_refused() -> None:
    public = ec.generate_private_key(ec.SECP256R1()).public_key()
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    with pytest.raises(InputRefused, match="not a recovery public key"):
        with_force_key(new_slots(), new_key(), pem)


def test_a_public_key_that_keeps_nothing_secret_is_refused() -> None:
    public = x25519.X25519PublicKey.from_public_bytes(bytes(32))
    pem = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)

    with pytest.raises(InputRefused, match="not a recovery public key"):
        with_force_key(new_slots(), new_key(), pem)


@pytest.mark.parametrize("pem", [b"", b"no PEM", b"\xff\x00"])
def test_what_is_no_private_key_is_refused(pem: bytes) -> None:
    slots = with_force_key(new_slots(), new_key(), new_force_key_pair()[1])

    with pytest.raises(InputRefused, match="not a recovery private key"):
        open_with_private_key(slots, pem)


def test_a_public_key_is_not_taken_for_a_private_one() -> None:
    _, public = new_force_key_pair()
    slots = with_force_key(new_slots(), new_key(), public)

    with pytest.raises(InputRefused, match="not a recovery private key"):
        open_with_private_key(slots, public)


def test_a_private_key_of_another_sort_is_refused() -> None:
    slots = with_force_key(new_slots(), new_key(), new_force_key_pair()[1])
    private = ec.generate_private_key(ec.SECP256R1())
    pem = private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())

    with pytest.raises(InputRefused, match="not a recovery private key"):
        open_with_private_key(slots, pem)


WORDS = "correct horse battery"
CHEAP = PassphraseCost(memory_kib=8192, rounds=1, lanes=1)


def test_a_private_key_under_a_passphrase_opens_with_it_alone() -> None:
    private, public = new_force_key_pair(WORDS, CHEAP)
    key = new_key()
    slots = with_force_key(new_slots(), key, public)

    assert open_with_private_key(slots, private, WORDS) == key
    with pytest.raises(WrongKey, match="passphrase is not right"):
        open_with_private_key(slots, private, "another one altogether")
    with pytest.raises(InputRefused, match="under a passphrase"):
        open_with_private_key(slots, private)


def test_the_passphrase_of_a_private_key_is_stretched_first() -> None:
    """PKCS 8 alone would cost a guess next to nothing."""
    private, _ = new_force_key_pair(WORDS, CHEAP)
    first, rest = private.split(b"\n", 1)

    assert re.fullmatch(rb"iomdesk argon2id m=8192 t=1 p=1 salt=[0-9a-f]{32}", first)
    with pytest.raises(ValueError, match="password"):
        load_pem_private_key(rest, WORDS.encode())


def test_a_private_key_that_another_program_put_under_a_passphrase_opens_too() -> None:
    private, public = new_force_key_pair()
    key = new_key()
    slots = with_force_key(new_slots(), key, public)
    bare = load_pem_private_key(private, None)
    pem = bare.private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, BestAvailableEncryption(b"secret")
    )

    assert open_with_private_key(slots, pem, "secret") == key


@pytest.mark.parametrize("line", ["m=1 t=1 p=1", "m=99999999 t=1 p=1", "m=8 t=0 p=1"])
def test_a_cost_that_no_key_file_of_ours_has_is_refused(line: str) -> None:
    private, public = new_force_key_pair(WORDS, CHEAP)
    slots = with_force_key(new_slots(), new_key(), public)
    odd = private.replace(b"m=8192 t=1 p=1", line.encode())

    with pytest.raises(InputRefused, match="not a recovery private key"):
        open_with_private_key(slots, odd, WORDS)


def test_a_short_passphrase_for_a_private_key_is_refused() -> None:
    with pytest.raises(InputRefused, match="at least 12"):
        new_force_key_pair("short", CHEAP)
