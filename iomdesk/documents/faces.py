"""Which shipped face can write which character, and what none of them can."""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from struct import unpack_from

from iomdesk.documents.style import Weight
from iomdesk.resources import resource_bytes

LATIN, WIDER, ARABIC, HEBREW = range(4)
FAMILIES = (
    "Atkinson Hyperlegible Next",
    "Noto Sans",
    "Noto Sans Arabic",
    "Noto Sans Hebrew",
)

_FILES: dict[Weight, tuple[str, str]] = {
    "regular": ("AtkinsonHyperlegibleNext-Regular", "NotoSans-Regular"),
    "semibold": ("AtkinsonHyperlegibleNext-SemiBold", "NotoSans-Bold"),
    "bold": ("AtkinsonHyperlegibleNext-Bold", "NotoSans-Bold"),
}
_LINE_ENDS = str.maketrans(
    {"\r": "\n", "\v": "\n", "\f": "\n", "\u2028": "\n", "\u2029": "\n", "\t": "    "}
)
_NEVER_DRAWN = {"Cc", "Cs", "Co", "Cn"}
# They turn the order of what is read, so a reader has to see that they are there.
_TURNS = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def face_file(face: int, weight: Weight) -> str:
    """Return the file's name, without ending, of a face in a weight."""
    others = ("NotoSansArabic-Regular", "NotoSansHebrew-Regular")
    return (*_FILES[weight], *others)[face]


def face_bytes(name: str) -> bytes:
    return resource_bytes(f"fonts/{name}.ttf")


@lru_cache(maxsize=1)
def coverage() -> tuple[frozenset[int], ...]:
    """Return what each face has a letter for, from the faces' own tables."""
    names = [face_file(face, "regular") for face in range(len(FAMILIES))]
    return tuple(frozenset(_character_map(face_bytes(name))) for name in names)


@lru_cache(maxsize=4096)
def face_of(character: str) -> int | None:
    """Return the first face that can write *character*, or None."""
    if character in _TURNS or unicodedata.category(character) in _NEVER_DRAWN:
        return None
    code = ord(character)
    return next((n for n, codes in enumerate(coverage()) if code in codes), None)


def written(text: str) -> str:
    """Return *text* as the faces can write it: one kind of line end, no tabs.

    What no face can show stands as [U+XXXX]; nothing is left out.
    """
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    plain = composed.translate(_LINE_ENDS)
    return "".join(c if c == "\n" or _is_shown(c) else named(c) for c in plain)


def named(character: str) -> str:
    return f"[U+{ord(character):04X}]"


def runs(line: str) -> Iterator[tuple[int, str]]:
    """Yield *line*, as `written`, in stretches that one face can write."""
    if line.isascii():
        yield LATIN, line
        return
    for face, characters in groupby(line, _face_in_run):
        yield face, "".join(characters)


def _is_shown(character: str) -> bool:
    return face_of(character) is not None


def _face_in_run(character: str) -> int:
    return face_of(character) or LATIN


def _character_map(face: bytes) -> Iterator[int]:
    """Yield the characters of a TrueType file's map (format 4, always there)."""
    (tables,) = unpack_from(">H", face, 4)
    records = (unpack_from(">4s4xL", face, 12 + 16 * n) for n in range(tables))
    cmap = next(offset for tag, offset in records if tag == b"cmap")
    (count,) = unpack_from(">H", face, cmap + 2)
    for n in range(count):
        platform, encoding, at = unpack_from(">HHL", face, cmap + 4 + 8 * n)
        if (platform, encoding) == (3, 1):
            yield from _segments(face, cmap + at)


def _segments(face: bytes, at: int) -> Iterator[int]:
    (doubled,) = unpack_from(">H", face, at + 6)
    ends = unpack_from(f">{doubled // 2}H", face, at + 14)
    starts = unpack_from(f">{doubled // 2}H", face, at + 16 + doubled)
    for start, end in zip(starts, ends, strict=True):
        yield from range(start, end + 1)
