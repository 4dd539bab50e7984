"""The force's pair of keys for packs, as PEM files."""

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import (
    Ed25519PrivateKey,
    Ed25519PublicKey,
)
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
    load_pem_public_key,
)

from iomdesk.errors import InputRefused

_NOT_PUBLIC = "This is not a force's public key for packs (Ed25519, PEM)."
_NOT_PRIVATE = "This is not a force's private key for packs (Ed25519, PEM)."


def new_key_pair() -> tuple[bytes, bytes]:
    """Return a private and a public key as PEM; the private one signs packs."""
    private = Ed25519PrivateKey.generate()
    return (
        private.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()),
        private.public_key().public_bytes(
            Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
        ),
    )


def public_of(pem: bytes) -> str:
    """Return a public key in hexadecimal."""
    try:
        public = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm):
        raise InputRefused(_NOT_PUBLIC, field="public_key") from None
    if not isinstance(public, Ed25519PublicKey):
        raise InputRefused(_NOT_PUBLIC, field="public_key")
    return public.public_bytes_raw().hex()


def private_of(pem: bytes) -> str:
    """Return a private key in hexadecimal."""
    try:
        private = load_pem_private_key(pem, password=None)
    except TypeError:
        raise InputRefused(
            "This private key is under a password. Take the password off a copy first.",
            field="key",
        ) from None
    except (ValueError, UnsupportedAlgorithm):
        raise InputRefused(_NOT_PRIVATE, field="key") from None
    if not isinstance(private, Ed25519PrivateKey):
        raise InputRefused(_NOT_PRIVATE, field="key")
    return private.private_bytes_raw().hex()
