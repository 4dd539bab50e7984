"""The faces as a PDF holds them, and the sorts that a shaper cuts of joined letters."""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from functools import cached_property, lru_cache
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from attrs import frozen
from reportlab.pdfbase.ttfonts import SUBSETN, TTFont, makeToUnicodeCMap

from iomdesk.documents.faces import (
    ARABIC,
    HEBREW,
    coverage,
    face_bytes,
    face_file,
    face_of,
)
from iomdesk.documents.style import Weight

if TYPE_CHECKING:
    from uharfbuzz import Font as Shaper

_FIRST = {ARABIC: 0xF0000, HEBREW: 0x100000}
"""Letters that stand for sorts: of no script, and never in a text as `written`."""

_JOINERS = "\u200c\u200d"
_NAMELESS = "\u200b"


@frozen
class Sort:
    """A glyph where a shaper puts it, in thousandths of the size, and what it says."""

    glyph: int
    advance: float
    right: float
    up: float
    says: str


class Face(TTFont):  # type: ignore[misc]  # reportlab has no types
    """A face with its sorts; each is a letter of its own, first used first numbered."""

    def __init__(self, name: str, first: int = 0) -> None:
        # Without `shapable` the bytes would differ where reportlab finds the shaper.
        super().__init__(
            name, BytesIO(face_bytes(name)), asciiReadable=1, shapable=False
        )
        self._first = first
        self._letters: dict[Sort, str] = {}
        self.sorts: dict[str, Sort] = {}

    def shaped(self, word: str) -> str:
        """Return a word's letters as sorts, in the order in which they are said."""
        return "".join(self._letter(sort) for sort in self._shaped(word))

    def width(self, letter: str) -> float:
        if sort := self.sorts.get(letter):
            return sort.advance
        width: float = self.face.charWidths.get(ord(letter), self.face.defaultWidth)
        return width

    def moves(self, letter: str) -> tuple[float, float, float]:
        """Return how far to move before *letter*, above the line, and after it."""
        sort, natural = self.sorts.get(letter), self.face.charWidths[ord(letter)]
        if sort is None:
            return 0.0, 0.0, 0.0
        return sort.right, sort.up, sort.advance - sort.right - natural

    def addObjects(self, doc: Any) -> None:  # noqa: N802 - reportlab's name
        """Say of each sort which letters it stands for, as of any other letter."""
        subsets = list(self.state[doc].subsets)
        super().addObjects(doc)
        for n, subset in enumerate(subsets if self.sorts else ()):
            name = f"{SUBSETN(n).decode()}+{self.face.name.decode()}"
            stream = doc.idToObject[f"toUnicodeCMap:{name}"]
            stream.content = re.sub(
                "<([0-9A-F]{5,6})>$",
                self._said_in_hexadecimal,
                makeToUnicodeCMap(name, subset),
                flags=re.MULTILINE,
            )

    def _said_in_hexadecimal(self, found: "re.Match[str]") -> str:
        """Return a sort's letters from the left, as drawn: readers turn them."""
        says = self.sorts[chr(int(found[1], 16))].says[::-1] or _NAMELESS
        return f"<{says.encode('utf-16-be').hex().upper()}>"

    def _letter(self, sort: Sort) -> str:
        if sort not in self._letters:
            code = self._first + len(self._letters)
            letter = self._letters[sort] = chr(code)
            self.sorts[letter] = sort
            self.face.charToGlyph[code] = sort.glyph
            self.face.charWidths[code] = self._shaper.get_glyph_h_advance(sort.glyph)
        return self._letters[sort]

    def _shaped(self, word: str) -> Iterator[Sort]:
        import uharfbuzz  # noqa: PLC0415  few papers hold such a name

        buffer = uharfbuzz.Buffer()
        buffer.add_str(word)
        buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.guess_segment_properties()
        uharfbuzz.shape(self._shaper, buffer)
        glyphs = list(zip(buffer.glyph_infos, buffer.glyph_positions, strict=True))
        says = _said_by([info.cluster for info, _ in glyphs], word)
        for info, at in reversed(glyphs):
            says_now = says.pop(info.cluster, "")
            place = at.x_advance, at.x_offset, at.y_offset
            yield Sort(info.codepoint, *place, says_now)

    @cached_property
    def _shaper(self) -> "Shaper":
        import uharfbuzz  # noqa: PLC0415

        shaper = uharfbuzz.Font(uharfbuzz.Face(face_bytes(self.fontName)))
        shaper.scale = (1000, 1000)
        return shaper


@lru_cache(maxsize=16)
def font_of(face: int, weight: Weight) -> Face:
    """Return a face in a weight, read once a process."""
    return _font(face_file(face, weight), _FIRST.get(face, 0))


def face_in_line(letter: str) -> int | None:
    """Return the face that writes *letter* of a line as drawn, sorts among them."""
    if ord(letter) < _FIRST[ARABIC]:
        return face_of(letter)
    return ARABIC if ord(letter) < _FIRST[HEBREW] else HEBREW


def shaped(text: str) -> str:
    """Return *text* with its Arabic and Hebrew words as sorts, in their own order."""
    return _words().sub(lambda found: _sorts(found[0]), text)


def unshaped(text: str) -> str:
    """Return *text* with sorts as the letters they stand for."""
    return "".join(_says(letter) for letter in text)


def shaped_as_drawn(line: str) -> str:
    """Return a line in the order of drawing, `visual`, with its words as sorts."""
    return _words().sub(lambda found: _sorts(found[0][::-1])[::-1], line)


@lru_cache(maxsize=16)
def _font(name: str, first: int) -> Face:
    return Face(name, first)


def _said_by(clusters: Sequence[int], word: str) -> dict[int, str]:
    """Return the letters from each cluster to the next."""
    starts = sorted({*clusters, len(word)})
    return {start: word[start:end] for start, end in pairwise(starts)}


def _says(letter: str) -> str:
    face = face_in_line(letter)
    if ord(letter) < _FIRST[ARABIC] or face is None:
        return letter
    return font_of(face, "regular").sorts[letter].says


@lru_cache(maxsize=4096)
def _sorts(word: str) -> str:
    face = next(face for letter in word if (face := face_of(letter)) in _FIRST)
    return font_of(face, "regular").shaped(word)


@lru_cache(maxsize=1)
def _words() -> "re.Pattern[str]":
    """Return what finds words of one face; a joiner belongs to the word around it."""
    ours = []
    for face in _FIRST:
        letters = "".join(map(re.escape, map(chr, sorted(_letters(face)))))
        ours.append(f"[{letters}](?:[{letters}{_JOINERS}]*[{letters}])?")
    return re.compile("|".join(ours))


def _letters(face: int) -> Iterator[int]:
    """Yield what runs from right to left in a face, and the marks upon it."""
    for code in coverage()[face]:
        kind = unicodedata.bidirectional(chr(code))
        if kind in {"R", "AL", "NSM"} and face_of(chr(code)) == face:
            yield code
