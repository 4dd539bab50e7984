"""Which shipped face can write which character, and what none of them can."""

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import groupby
from struct import unpack_from

from iomdesk.documents.style import Weight, house_style
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
_LONGEST_NAME = 24
"""Letters, as they sound: what is longer is no name."""

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
    if _is_never_drawn(character):
        return None
    code = ord(character)
    return next((n for n, codes in enumerate(coverage()) if code in codes), None)


def plain_text(text: str) -> str:
    """Return *text* with one kind of line end and no tabs, its letters as they are.

    What is no letter or sign, and what turns the order of reading, stands as [U+XXXX].
    """
    if text.isascii() and text.isprintable():
        return text
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n"))
    plain = composed.translate(_LINE_ENDS)
    return "".join(named(c) if c != "\n" and _is_never_drawn(c) else c for c in plain)


def written(text: str) -> str:
    """Return `plain_text` as the faces can write it; nothing is left out.

    Letters that no face has stand as they sound, and the reader is told where to see
    them as they are.
    """
    if text.isascii() and text.isprintable():
        return text
    plain = plain_text(text)
    missing = [c for c in plain if not _is_shown(c)]
    if not missing:
        return plain
    sound = "".join(
        stretch if is_shown else _as_it_sounds(stretch)
        for is_shown, stretch in _stretches(plain)
    )
    note = _where_to_see(missing)
    return f"{sound} ({note})" if note else sound


def named(character: str) -> str:
    return f"[U+{ord(character):04X}]"


def _is_never_drawn(character: str) -> bool:
    return character in _TURNS or unicodedata.category(character) in _NEVER_DRAWN


def _stretches(text: str) -> Iterator[tuple[bool, str]]:
    """Yield what the faces can write, and what they cannot, in turns."""
    for is_shown, letters in groupby(text, _is_shown):
        yield is_shown, "".join(letters)


def _is_shown(character: str) -> bool:
    return character == "\n" or face_of(character) is not None


def _as_it_sounds(stretch: str) -> str:
    from anyascii import anyascii  # noqa: PLC0415  few papers hold such a name

    return anyascii(stretch) or "".join(map(named, stretch))


def _where_to_see(missing: Sequence[str]) -> str:
    """Say in which scripts letters are missing; of signs nothing is said."""
    letters = [c for c in missing if unicodedata.category(c).startswith("L")]
    if not letters:
        return ""
    scripts = " and ".join(sorted(set(map(_script_of, letters))))
    is_name = len(_as_it_sounds("".join(letters))) <= _LONGEST_NAME
    words = house_style().wording["name_in" if is_name else "words_in"]
    return words.format(script=scripts)


def _script_of(letter: str) -> str:
    first = unicodedata.name(letter, "OTHER").split()[0]
    return house_style().script.get(first, first.capitalize())


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
