"""A force's private key as a file: PKCS 8, under a passphrase where one is given.

What opens every store of a force is worth more than the few rounds that PKCS 8 puts
before a guess. So the passphrase goes through Argon2id first; a line above the key says
how. A key that another program put under a passphrase has no such line, and opens too.
"""

import re
import secrets

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from cryptography.hazmat.primitives.serialization import (
    BestAvailableEncryption,
    Encoding,
    KeySerializationEncryption,
    NoEncryption,
    PrivateFormat,
    load_pem_private_key,
)

from db.keys import SHORTEST_PASSPHRASE, demand_long, stretched
from db.slots import PassphraseCost
from iomdesk.errors import InputRefused, WrongKey

NOT_PRIVATE = "This is not a recovery private key of a force (X25519, PEM)."
_LINE = re.compile(rb"iomdesk argon2id m=(\d+) t=(\d+) p=(\d+) salt=([0-9a-f]{32})\n")
_GUARDED = b"-----BEGIN ENCRYPTED PRIVATE KEY-----"


def private_pem(
    private: X25519PrivateKey,
    passphrase: str,
    cost: PassphraseCost,
    shortest: int = SHORTEST_PASSPHRASE,
) -> bytes:
    """Return the key as a file; an empty *passphrase* leaves it without one."""
    if not passphrase:
        return _pem(private, NoEncryption())
    demand_long(passphrase, shortest)
    salt = secrets.token_bytes(16)
    said = f"m={cost.memory_kib} t={cost.rounds} p={cost.lanes} salt={salt.hex()}"
    password = stretched(passphrase, cost, salt).hex().encode()
    guarded = _pem(private, BestAvailableEncryption(password))
    return f"iomdesk argon2id {said}\n".encode() + guarded


def is_guarded(pem: bytes) -> bool:
    """Say whether the file needs a passphrase."""
    return _GUARDED in pem


def private_from(pem: bytes, passphrase: str = "") -> X25519PrivateKey:
    """Return the key that a file holds."""
    if is_guarded(pem) and not passphrase:
        raise InputRefused(
            "This private key is under a passphrase. Recover with “iomdesk recover "
            "--key”, which asks for it.",
            field="key",
        )
    password = _password(pem, passphrase) if is_guarded(pem) else None
    try:
        private = load_pem_private_key(pem, password)
    except (ValueError, TypeError, UnsupportedAlgorithm) as fault:
        if password:
            raise WrongKey("The key file's passphrase is not right.") from fault
        raise InputRefused(NOT_PRIVATE, field="key") from fault
    if not isinstance(private, X25519PrivateKey):
        raise InputRefused(NOT_PRIVATE, field="key")
    return private


def _pem(private: X25519PrivateKey, how: KeySerializationEncryption) -> bytes:
    return private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, how)


def _password(pem: bytes, passphrase: str) -> bytes:
    said = _LINE.search(pem)
    if said is None:
        return passphrase.encode()
    try:
        cost = PassphraseCost(
            memory_kib=int(said[1]), rounds=int(said[2]), lanes=int(said[3])
        )
    except ValueError as fault:
        raise InputRefused(NOT_PRIVATE, field="key") from fault
    return stretched(passphrase, cost, bytes.fromhex(said[4].decode())).hex().encode()
