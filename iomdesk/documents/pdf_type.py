"""Type for the PDF: widths, and lines."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Literal

from attrs import frozen

from iomdesk.documents.faces import LATIN, written
from iomdesk.documents.pdf_faces import (
    face_in_line,
    font_of,
    shaped,
    shaped_as_drawn,
    unshaped,
)
from iomdesk.documents.script import is_right_to_left, runs_from_the_right, visual
from iomdesk.documents.style import TypeStyle, Weight

Align = Literal["left", "right", "centre"]
_DIGITS = frozenset("0123456789")
_BREAKS_AFTER = "-/"


@frozen
class Line:
    """A line as drawn; *said* is what it says where that differs."""

    drawn: str
    said: str = ""


class Advances(dict[str, float]):
    """How far each character moves on, in thousandths of the size."""

    def __init__(self, weight: Weight) -> None:
        super().__init__()
        self._weight = weight

    def __missing__(self, character: str) -> float:
        face = font_of(face_in_line(character) or LATIN, self._weight)
        self[character] = face.width(character)
        return self[character]


@lru_cache(maxsize=3)
def advances(weight: Weight) -> Advances:
    return Advances(weight)


@lru_cache(maxsize=3)
def widest_digit(weight: Weight) -> float:
    return max(advances(weight)[digit] for digit in _DIGITS)


def text_width(line: str, style: TypeStyle) -> float:
    return _thousandths(line, advances(style.weight)) * style.size / 1000


def digits_width(line: str, style: TypeStyle) -> float:
    """Return the width of *line* with all digits as wide as the widest."""
    widths, digit = advances(style.weight), widest_digit(style.weight)
    units = sum(digit if c in _DIGITS else widths[c] for c in line)
    return units * style.size / 1000


def set_lines(text: str, style: TypeStyle, width: float) -> list[Line]:
    """Return *text* broken into lines of *width* points at most."""
    plain = written(text)
    widths, room = advances(style.weight), width * 1000 / style.size
    if not is_right_to_left(plain):
        return [Line(line) for line in _broken(plain, widths, room)]
    return [
        line
        for paragraph in plain.split("\n")
        for line in _turned(paragraph, widths, room)
    ]


def _turned(paragraph: str, widths: Advances, room: float) -> Iterator[Line]:
    """Yield the lines of a paragraph with words from the right, as they are drawn."""
    whole = runs_from_the_right(paragraph)
    for line in map(unshaped, _broken(shaped(paragraph), widths, room)):
        drawn = shaped_as_drawn(visual(line, from_the_right=whole))
        yield Line(drawn.lstrip(" ") if whole else drawn, line)


def cut_to_width(text: str, style: TypeStyle, width: float) -> Line:
    """Return the first line of *text*, with dots where it had to be cut."""
    lines = set_lines(text, style, width)
    if len(lines) == 1:
        return lines[0]
    room = width - text_width("…", style)
    first = set_lines(text, style, room)[0]
    if first.said and runs_from_the_right(text):
        return Line(f"…{first.drawn}", f"{first.said}…")
    return Line(first.drawn.rstrip() + "…", first.said and f"{first.said}…")


def said_by(lines: Sequence[Line]) -> str:
    """Return what lines say one after the other."""
    return "".join(line.said or line.drawn for line in lines)


def _thousandths(text: str, widths: Advances) -> float:
    return sum(map(widths.__getitem__, text))


def _broken(text: str, widths: Advances, room: float) -> Iterator[str]:
    for paragraph in text.split("\n"):
        if _thousandths(paragraph, widths) <= room:
            yield paragraph
        else:
            yield from _filled(paragraph, widths, room)


def _filled(paragraph: str, widths: Advances, room: float) -> Iterator[str]:
    """Yield lines filled word by word; a line that goes on ends with its space."""
    line, used = "", 0.0
    for word in paragraph.split(" "):
        width = _thousandths(word, widths)
        if used + width > room:
            head = _head(word, widths, room - used)
            if line or head:
                yield line + head
            *full, line = _chunks(word[len(head) :], widths, room)
            yield from full
            used = _thousandths(line, widths)
        else:
            line, used = line + word, used + width
        line, used = line + " ", used + widths[" "]
    yield line[:-1]


def _head(word: str, widths: Advances, room: float) -> str:
    """Return what of *word*, up to a hyphen or slash, still fits on the line."""
    used, end = 0.0, 0
    for n, character in enumerate(word):
        used += widths[character]
        if used > room:
            break
        if character in _BREAKS_AFTER and n and word[n - 1].isalpha():
            end = n + 1
    return word[:end]


def _chunks(word: str, widths: Advances, room: float) -> list[str]:
    """Return *word* cut into what fits, one character at least."""
    chunks, start, used = [], 0, 0.0
    for n, character in enumerate(word):
        used += widths[character]
        if used > room and n > start:
            chunks.append(word[start:n])
            start, used = n, widths[character]
    return [*chunks, word[start:]]
