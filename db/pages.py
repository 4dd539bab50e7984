"""Prove the pages of a store's file as SQLCipher does: each carries a MAC.

SQLCipher 4: the last 64 bytes of a page are HMAC-SHA512 of what stands before them and
of the page's number, the 16 before those the start of its cipher (AES-256, CBC); the
first 16 bytes of the file are its salt and no part of a page.

Nothing is ever written for it, so it serves on a disk that is full or read-only too.
"""

import hashlib
import hmac
from pathlib import Path

from attrs import frozen

from db.faults import told

PAGE = 4096
_SALT = 16
_MAC = 64
_IV = 16
_BLOCK = 128
_MASK, _INNER, _OUTER = 0x3A, 0x36, 0x5C
_ROUNDS = 2
_COUNT = slice(28, 32)


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
        with told(), self._path.open("rb") as file:
            file.seek(start)
            content = memoryview(file.read(end - start))
        if len(content) != end - start or len(content) % PAGE:
            return False
        first = start // PAGE + 1
        pages = (content[at : at + PAGE] for at in range(0, len(content), PAGE))
        return all(self.is_sound(page, n) for n, page in enumerate(pages, first))

    def is_sound(self, page: bytes | memoryview, number: int) -> bool:
        inner, outer = self._inner.copy(), self._outer.copy()
        inner.update(page[_SALT if number == 1 else 0 : -_MAC])
        inner.update(number.to_bytes(4, "little"))
        outer.update(inner.digest())
        return hmac.compare_digest(outer.digest(), page[-_MAC:])


@frozen(kw_only=True)
class PagedFile:
    """A file whose first page was written with the key, and how long it says it is."""

    path: Path
    pages: Pages
    size: int
    said: int

    @property
    def has_its_length(self) -> bool:
        return self.size == self.said


def paged_file(path: Path, key: bytes) -> PagedFile | None:
    """Return the file at *path*, or None where this key did not write its first page.

    A link, or what is no file, was not written with the key either.
    """
    if path.is_symlink() or not path.is_file():
        return None
    with told(), path.open("rb") as file:
        first, size = file.read(PAGE), path.stat().st_size
    pages = Pages(path, key, first)
    if len(first) < PAGE or not pages.is_sound(first, 1):
        return None
    return PagedFile(path=path, pages=pages, size=size, said=_said(first, key) * PAGE)


def _said(first: bytes, key: bytes) -> int:
    """Return how many pages the file has, by its own header."""
    from cryptography.hazmat.primitives.ciphers import (  # noqa: PLC0415  seldom
        Cipher,
        algorithms,
        modes,
    )

    end = PAGE - _MAC - _IV
    cipher = Cipher(algorithms.AES(key), modes.CBC(first[end : end + _IV]))
    header = bytes(_SALT) + cipher.decryptor().update(first[_SALT:end])
    return int.from_bytes(header[_COUNT], "big")


def _xor(said: bytes, mask: int) -> bytes:
    return bytes(byte ^ mask for byte in said)
