"""A pack's file: an instrument's TOML whose last line is the force's signature.

That line is a comment to TOML, so a pack is read by anything that reads TOML:

    # iomdesk-pack ed25519 <fingerprint of the public key> <signature in hexadecimal>

The signature is over every byte before the line.
"""

import re
from hashlib import sha256

from attrs import frozen

from iomdesk.errors import InputRefused
from iomdesk.sync.signing import is_signed, public_key, sign

LARGEST = 2 * 1024 * 1024
"""Bytes of a pack; more is no instrument."""

_MARK = b"# iomdesk-pack "
_LAST = re.compile(rb"^# iomdesk-pack ed25519 ([0-9a-f]{16}) ([0-9a-f]{128})\r?\n?\Z")
_GROUP = 4


class PackRefused(InputRefused):
    """A file cannot be taken as a pack of the force."""


@frozen(kw_only=True)
class Signed:
    """What a pack's file says: the text, which key signed it, the signature."""

    text: str
    key: str
    signature: str


def fingerprint(public: str) -> str:
    """Return what names a public key in a pack: 16 hexadecimal digits."""
    return sha256(bytes.fromhex(public)).hexdigest()[:16]


def spoken(print_of_key: str) -> str:
    """Return a fingerprint as two people compare it aloud."""
    letters = print_of_key.upper()
    return " ".join(letters[at : at + 4] for at in range(0, len(letters), _GROUP))


def signed_pack(content: bytes, private: str) -> bytes:
    """Return *content* signed; a signature that it had is replaced."""
    text = _text(without_signature(content))
    if not text.endswith("\n"):
        text += "\n"
    words = _words(text)
    key = fingerprint(public_key(private))
    return text.encode() + _line(key, sign(private, words))


def without_signature(content: bytes) -> bytes:
    """Return the instrument's text of a file that may be signed."""
    body, last = parts(content)
    return body if _LAST.match(last) else content


def read_signed(content: bytes, file: str) -> Signed:
    """Return what a signed file says; who signed it is not looked at here."""
    if len(content) > LARGEST:
        raise PackRefused(f"{file} is larger than 2 MB. A pack is one instrument.")
    body, last = parts(content)
    found = _LAST.match(last)
    if not found and _MARK not in content:
        raise PackRefused(
            f"{file} is not signed. Ask your IT desk for the signed pack "
            "(iomdesk pack sign)."
        )
    if not found:
        raise _altered(file)
    return Signed(text=_text(body), key=found[1].decode(), signature=found[2].decode())


def key_of(signed: Signed, keys: list[str], file: str) -> str:
    """Return which of the force's public *keys* signed it, or refuse."""
    known = {fingerprint(key): key for key in keys}
    if signed.key not in known:
        wanted = " or ".join(spoken(one) for one in known)
        raise PackRefused(
            f"{file} was signed with the key {spoken(signed.key)}, not with the "
            f"force's key {wanted}. Ask your IT desk."
        )
    if not is_signed(known[signed.key], signed.signature, _words(signed.text)):
        raise _altered(file)
    return known[signed.key]


def is_sound(text: str, signature: str, public: str) -> bool:
    """Say whether a kept pack is still what was signed."""
    return is_signed(public, signature, _words(text))


def pack_file(text: str, signature: str, public: str) -> bytes:
    """Return a kept pack as the file that it came from."""
    return text.encode() + _line(fingerprint(public), signature)


def parts(content: bytes) -> tuple[bytes, bytes]:
    """Return all before the last line that is not empty, and that line."""
    at = content.rstrip(b"\r\n").rfind(b"\n") + 1
    return content[:at], content[at:]


def _line(key: str, signature: str) -> bytes:
    return _MARK + f"ed25519 {key} {signature}\n".encode()


def _words(text: str) -> bytes:
    return b"iomdesk pack 1\n" + text.encode()


def _text(content: bytes) -> str:
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        raise PackRefused("A pack is a text file in UTF-8; this is not one.") from None


def _altered(file: str) -> PackRefused:
    return PackRefused(
        f"{file} was altered after it was signed. Ask your IT desk for it again."
    )
