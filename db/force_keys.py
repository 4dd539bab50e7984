"""Recovery by a force: a store's key sealed to the force's public key."""

from cryptography.exceptions import InvalidTag, UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.x25519 import (
    X25519PrivateKey,
    X25519PublicKey,
)
from cryptography.hazmat.primitives.hashes import SHA256, Hash
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    PublicFormat,
    load_pem_public_key,
)

from db.key_file import private_from, private_pem
from db.keys import DEFAULT_COST, replaced
from db.slots import ForceSlot, PassphraseCost, Slots, damaged, sealed, sound_context
from iomdesk.errors import InputRefused, NotFound, WrongKey

_NOT_PUBLIC = "This is not a recovery public key of a force (X25519, PEM)."


def new_force_key_pair(
    passphrase: str = "", cost: PassphraseCost = DEFAULT_COST
) -> tuple[bytes, bytes]:
    """Return a private and a public key as PEM; the private one opens every store."""
    private = X25519PrivateKey.generate()
    return (
        private_pem(private, passphrase, cost),
        private.public_key().public_bytes(
            Encoding.PEM, PublicFormat.SubjectPublicKeyInfo
        ),
    )


def fingerprint(public_pem: bytes) -> str:
    """Return what two people compare aloud: eight groups of four."""
    return _fingerprint(_public_key(public_pem))


def with_force_key(slots: Slots, key: bytes, public_pem: bytes) -> Slots:
    """Return *slots* with one that the holder of the private key can open."""
    public = _public_key(public_pem)
    empty = ForceSlot(fingerprint=_fingerprint(public))

    def seal(context: bytes) -> bytes:
        try:
            return _suite().encrypt(key, public, context)
        except ValueError as fault:
            raise InputRefused(_NOT_PUBLIC, field="public_key") from fault

    old = _slot_for(slots, public)
    return replaced(slots, old, sealed(slots, empty, seal))


def open_with_private_key(slots: Slots, pem: bytes, passphrase: str = "") -> bytes:
    if not slots.force_keys:
        if not slots.is_whole:
            raise damaged("force key")
        raise NotFound("This store was not set up for recovery by a force.")
    private = private_from(pem, passphrase)
    slot = _slot_for(slots, private.public_key())
    if slot is None:
        wanted = " or ".join(held.fingerprint for held in slots.force_keys)
        raise WrongKey(
            f"This private key is not the one for this store. It needs {wanted}."
        )
    context = sound_context(slots, slot)
    try:
        return _suite().decrypt(slot.sealed, private, context)
    except InvalidTag as fault:
        raise WrongKey("This private key does not open this store.") from fault


def _suite() -> Suite:
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)


def _slot_for(slots: Slots, public: X25519PublicKey) -> ForceSlot | None:
    wanted = _fingerprint(public)
    return next((s for s in slots.force_keys if s.fingerprint == wanted), None)


def _fingerprint(public: X25519PublicKey) -> str:
    hashed = Hash(SHA256())
    hashed.update(public.public_bytes_raw())
    text = hashed.finalize().hex()[:32]
    return " ".join(text[at : at + 4] for at in range(0, 32, 4))


def _public_key(pem: bytes) -> X25519PublicKey:
    try:
        public = load_pem_public_key(pem)
    except (ValueError, UnsupportedAlgorithm) as fault:
        raise InputRefused(_NOT_PUBLIC, field="public_key") from fault
    if not isinstance(public, X25519PublicKey):
        raise InputRefused(_NOT_PUBLIC, field="public_key")
    return public
