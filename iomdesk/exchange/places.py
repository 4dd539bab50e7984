"""Addresses as lists write them: their parts, and where there is none."""

import re
from collections.abc import Iterable, Iterator

from attrs import evolve

from iomdesk.cases.case import Address
from iomdesk.cases.search_words import search_words
from iomdesk.exchange.cell_faults import CellFault
from iomdesk.exchange.vocabulary import PlaceWords, joined

_BETWEEN = re.compile(r"[,;\n\r]+")
_POSTCODE = re.compile(
    r"(?:^|(?<=[\s,.(-]))([A-Z]{1,2}\d[A-Z\d]?)\s*(\d[A-Z]{2})(?=$|[\s,.)-])",
    re.IGNORECASE | re.ASCII,
)
_DISTRICT = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?", re.ASCII)
_NUMBER = re.compile(r"\d{1,4}[A-Za-z]?", re.ASCII)
_DASH = re.compile(r"\s[-–]\s|[()/]")
_EDGES = " .-–()"
_MARKS = ("-", "–", "(", ":", "/")
_IN_FULL = 2

_UNSURE = "It is neither an address nor no fixed abode."
_NOWHERE = "It is not an address."


def split_address(text: str, words: PlaceWords) -> Address:
    """Return an address written in one cell as its parts, wherever they stand."""
    pieces = list(_pieces(text, words))
    if len(pieces) == 1 and joined(text) in words.nowhere:
        raise CellFault(_NOWHERE)
    if any(_begins_with(words.unsure, piece, words) for piece in pieces):
        raise CellFault(_UNSURE)
    no_abode = _says_no_abode(pieces, words)
    if no_abode:
        pieces = [piece for p in pieces for piece in _without_no_abode(p, words)]
    postcode = _take_postcode(pieces)
    county = _take_county(pieces, words)
    town = pieces.pop() if len(pieces) > (0 if no_abode else 1) else None
    return Address(
        lines=tuple(pieces),
        town=town,
        county=county,
        postcode=postcode,
        no_fixed_abode=no_abode,
    )


def _pieces(text: str, words: PlaceWords) -> Iterator[str]:
    """Yield what stands between commas; “12, Hill St” is one, “Hostel - NFA” two."""
    number = ""
    for said in _BETWEEN.split(text):
        piece = " ".join(part for part in (number, said.strip()) if part)
        number = piece if _NUMBER.fullmatch(piece) else ""
        parts = [part.strip() for part in _DASH.split(piece) if part.strip(_EDGES)]
        if len(parts) > 1 and any(joined(part) in words.no_abode for part in parts):
            yield from parts
        elif piece.strip(_EDGES) and not number:
            yield piece
    if number:
        yield number


def with_line(line: str, whole: Address, words: PlaceWords) -> Address:
    """Return *whole* with one more line; no fixed abode is none."""
    if joined(line) in words.nowhere:
        raise CellFault(_NOWHERE)
    unsure = _begins_with(words.unsure, line, words)
    if not unsure and not _says_no_abode([line], words):
        return evolve(whole, lines=(*whole.lines, line))
    town = split_address(line, words).town or whole.town
    return evolve(whole, no_fixed_abode=True, town=town)


def tidy_postcode(text: str) -> str:
    """Return a postcode with its space and in capitals, where it is a whole one."""
    found = _POSTCODE.fullmatch(text.strip())
    return f"{found[1]} {found[2]}".upper() if found else text


def _says_no_abode(pieces: Iterable[str], words: PlaceWords) -> bool:
    return any(_begins_with(words.no_abode, piece, words) for piece in pieces)


def _begins_with(phrases: frozenset[str], piece: str, words: PlaceWords) -> int:
    """Return how many words of *piece* are one of *phrases*, or 0."""
    said = piece.split()
    if joined(said[0]) not in words.begins:
        return 0
    streets = search_words().streets
    for count in range(min(len(said), 8), 0, -1):
        if joined(" ".join(said[:count])) in phrases:
            return 0 if joined(said[-1]) in streets else count
    return 0


def _without_no_abode(piece: str, words: PlaceWords) -> Iterator[str]:
    """Yield what a piece says beside no fixed abode: “NFA (Leeds)” says Leeds."""
    count = _begins_with(words.no_abode, piece, words)
    said = piece.split()
    rest = " ".join(said[count:])
    bare = rest.strip(_EDGES + ":/")
    if not count:
        yield piece
    elif bare and joined(bare) not in words.no_abode:
        marked = rest.startswith(_MARKS) or said[count - 1].endswith(_MARKS)
        if any(c.isdigit() for c in bare) or not (marked or count < _IN_FULL):
            raise CellFault(_UNSURE)
        yield bare


def _take_postcode(pieces: list[str]) -> str | None:
    """Take the last postcode out of *pieces*."""
    for n in range(len(pieces) - 1, -1, -1):
        for found in reversed(list(_POSTCODE.finditer(pieces[n]))):
            before, after = pieces[n][: found.start()], pieces[n][found.end() :]
            rest = [
                text for text in (before.strip(_EDGES), after.strip(_EDGES)) if text
            ]
            pieces[n : n + 1] = rest
            return f"{found[1]} {found[2]}".upper()
    if len(pieces) > _IN_FULL and _DISTRICT.fullmatch(pieces[-1]):
        return pieces.pop()
    return None


def _take_county(pieces: list[str], words: PlaceWords) -> str | None:
    """Take the country and county off the end of *pieces*; ours is not kept."""
    while len(pieces) > 1 and joined(pieces[-1]) in words.home_countries:
        pieces.pop()
    last = joined(pieces[-1]) if len(pieces) > 1 else ""
    return pieces.pop() if last in words.counties | words.abroad else None
