"""A new key for packs, with the old key's word for it: a force file that it signed.

The word is the file's last line, a comment to TOML:

    # iomdesk-hand-over ed25519 <fingerprint of the old key> <signature in hexadecimal>

The signature is over every byte before the line. A pack's signature is over other
words, so that neither can stand for the other.
"""

import re
from collections.abc import Sequence

from attrs import frozen

from iomdesk.packs.signing import PackRefused, fingerprint, parts, spoken
from iomdesk.sync.signing import is_signed, public_key, sign

_LAST = re.compile(
    rb"^# iomdesk-hand-over ed25519 ([0-9a-f]{16}) ([0-9a-f]{128})\r?\n?\Z"
)


@frozen(kw_only=True)
class HandOver:
    """The old key's word for a force file; *words* are the bytes that it signed."""

    key: str
    signature: str
    words: bytes


def handed_over(content: bytes, private: str) -> bytes:
    """Return a force file with the word of the old *private* key for it."""
    body, last = parts(content)
    if not _LAST.match(last):
        body = content if content.endswith(b"\n") else content + b"\n"
    key = fingerprint(public_key(private))
    return body + f"# iomdesk-hand-over ed25519 {key} {_sign(body, private)}\n".encode()


def hand_over_of(content: bytes) -> HandOver | None:
    """Return the word for a force file, or None; who gave it is not looked at here."""
    body, last = parts(content)
    found = _LAST.match(last)
    if not found:
        return None
    return HandOver(
        key=found[1].decode(), signature=found[2].decode(), words=_words(body)
    )


def demand_word(hand_over: HandOver | None, held: Sequence[str]) -> None:
    """Refuse a force file for which none of the keys that are *held* has its word."""
    known = {fingerprint(key): key for key in held}
    wanted = " or ".join(spoken(one) for one in known) or "none"
    if hand_over is None:
        raise PackRefused(
            f"This store has its force's key for packs already: {wanted}. Another is "
            "taken only with that key's signature. Ask your IT desk for the force file "
            "as “iomdesk pack hand-over” signs it."
            if known
            else "This store was made with a force file that names no key for packs, "
            "so none can be added. Ask your IT desk for a new store."
        )
    if hand_over.key not in known:
        raise PackRefused(
            f"The new key was handed over by the key {spoken(hand_over.key)}. This "
            f"store's is {wanted}. Ask your IT desk for the hand-over that comes first."
        )
    if not is_signed(known[hand_over.key], hand_over.signature, hand_over.words):
        raise PackRefused(
            "The force file was altered after it was signed. Ask your IT desk for it "
            "again."
        )


def _sign(body: bytes, private: str) -> str:
    return sign(private, _words(body))


def _words(body: bytes) -> bytes:
    return b"iomdesk hand-over 1\n" + body
