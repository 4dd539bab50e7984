"""Keys of desks and of the hub, and the words that are signed with them."""

import hashlib

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)

from iomdesk.records.codec import Json, canonical


def new_key() -> str:
    """Return a new private key, in hexadecimal."""
    return Ed25519PrivateKey.generate().private_bytes_raw().hex()


def public_key(private: str) -> str:
    return _private(private).public_key().public_bytes_raw().hex()


def sign(private: str, words: bytes) -> str:
    return _private(private).sign(words).hex()


def is_signed(public: str, signature: str, words: bytes) -> bool:
    """Say whether *signature* over *words* was made with the key of *public*."""
    try:
        key = Ed25519PublicKey.from_public_bytes(bytes.fromhex(public))
        key.verify(bytes.fromhex(signature), words)
    except (InvalidSignature, ValueError):
        return False
    return True


def request_words(path: str, desk: str, counter: int, body: bytes) -> bytes:
    """Return what a desk signs of each request; no clock is in it."""
    said = f"iomdesk request 1\n{path}\n{desk}\n{counter}\n"
    return said.encode() + hashlib.sha256(body).digest()


def head_words(desk: str, counter: int, link_hash: str) -> bytes:
    """Return what a desk signs of a batch: the head of its chain says the rest."""
    return f"iomdesk head 1\n{desk}\n{counter}\n{link_hash}".encode()


def statement_words(statement: Json) -> bytes:
    """Return what the hub signs: who an officer is, or that a desk is revoked."""
    return b"iomdesk statement 1\n" + canonical(statement)


def _private(private: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(private))
