"""A signature holds for the very bytes that were signed, and for nothing else."""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.errors import InputRefused
from iomdesk.packs.keys import new_key_pair, private_of, public_of
from iomdesk.packs.signing import (
    PackRefused,
    fingerprint,
    key_of,
    pack_file,
    read_signed,
    signed_pack,
)
from tests.packs.packs import OTHER_PEM, PRIVATE, PUBLIC, TEXT, a_pack


def read(content: bytes, keys: list[str]) -> str:
    signed = read_signed(content, "a.toml")
    key_of(signed, keys, "a.toml")
    return signed.text


def test_a_signed_pack_is_the_same_toml_and_reads_back_to_the_letter() -> None:
    assert tomllib.loads(a_pack().decode()) == tomllib.loads(TEXT)
    assert read(a_pack(), [PUBLIC]) == TEXT


def test_signing_again_replaces_the_signature() -> None:
    assert signed_pack(a_pack(), PRIVATE) == a_pack()


def test_a_kept_pack_is_written_as_the_file_it_came_from() -> None:
    signed = read_signed(a_pack(), "a.toml")

    assert pack_file(signed.text, signed.signature, PUBLIC) == a_pack()


@given(at=st.integers(0, len(a_pack()) - 2), bit=st.integers(0, 7))
def test_no_bit_of_a_pack_can_be_turned(at: int, bit: int) -> None:
    content = bytearray(a_pack())
    content[at] ^= 1 << bit

    with pytest.raises(PackRefused):
        read(bytes(content), [PUBLIC])


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (TEXT.encode(), "is not signed"),
        (b"", "is not signed"),
        (a_pack() + b"overrides = true\n", "altered after it was signed"),
        (a_pack() + a_pack(), "altered after it was signed"),
        (a_pack().replace(b"Heroin", b"Opiates"), "altered after it was signed"),
        (a_pack().replace(b"\n", b"\r\n"), "altered after it was signed"),
        (b"x" * 2_200_000, "larger than 2 MB"),
        (b"\xff" + a_pack(), "UTF-8"),
    ],
)
def test_what_is_wrong_is_said_in_one_sentence(content: bytes, said: str) -> None:
    with pytest.raises(PackRefused, match=said):
        read(content, [PUBLIC])


def test_a_pack_of_another_key_names_both_keys() -> None:
    other = private_of(OTHER_PEM)
    letters = fingerprint(PUBLIC).upper()

    with pytest.raises(PackRefused, match="signed with the key") as refused:
        read(a_pack(private=other), [PUBLIC])

    assert letters[:4] in str(refused.value)


def test_any_of_the_forces_keys_will_do() -> None:
    _, newer = new_key_pair()

    assert read(a_pack(), [public_of(newer), PUBLIC]) == TEXT


@pytest.mark.parametrize("pem", [b"", b"-----BEGIN PUBLIC KEY-----", OTHER_PEM])
def test_what_is_no_public_key_is_refused(pem: bytes) -> None:
    with pytest.raises(InputRefused, match="public key for packs"):
        public_of(pem)


@pytest.mark.parametrize("pem", [b"", b"\x00" * 99, new_key_pair()[1]])
def test_what_is_no_private_key_is_refused(pem: bytes) -> None:
    with pytest.raises(InputRefused, match="private key for packs"):
        private_of(pem)
