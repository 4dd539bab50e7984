"""Prove the pages of a store's file as SQLCipher does: each carries a MAC.

SQLCipher 4: the last 64 bytes of a page are HMAC-SHA512 of what stands before them and
of the page's number; the first 16 bytes of the file are its salt and no part of a page.
"""

import hashlib
import hmac
from pathlib import Path

PAGE = 4096
_SALT = 16
_MAC = 64
_BLOCK = 128
_MASK, _INNER, _OUTER = 0x3A, 0x36, 0x5C
_ROUNDS = 2


class Pages:
    """The pages of one file, for as many threads as like to look at them."""

    def __init__(self, path: Path, key: bytes, salt: bytes) -> None:
        self._path = path
        masked = _xor(salt[:_SALT], _MASK)
        mac_key = hashlib.pbkdf2_hmac("sha512", key, masked, _ROUNDS, len(key))
        padded = mac_key.ljust(_BLOCK, b"\0")
        # Begun once; a page then costs two copies, and Python is free while it is read.
        self._inner = hashlib.sha512(_xor(padded, _INNER))
        self._outer = hashlib.sha512(_xor(padded, _OUTER))

    def are_sound(self, start: int, end: int) -> bool:
        """Read the file from *start* to *end* and say whether every page is whole."""
        with self._path.open("rb") as file:
            file.seek(start)
            content = memoryview(file.read(end - start))
        if len(content) != end - start or len(content) % PAGE:
            return False
        first = start // PAGE + 1
        pages = (content[at : at + PAGE] for at in range(0, len(content), PAGE))
        return all(self._is_sound(page, n) for n, page in enumerate(pages, first))

    def _is_sound(self, page: memoryview, number: int) -> bool:
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(page[_SALT if number == 1 else 0 : -_MAC])
        inner.update(number.to_bytes(4, "little"))
        outer.update(inner.digest())
        return hmac.compare_digest(outer.digest(), page[-_MAC:])


def _xor(said: bytes, mask: int) -> bytes:
    return bytes(byte ^ mask for byte in said)
