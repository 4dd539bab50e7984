"""A search as people type it: names together or apart, references and dates anyhow."""

import re
from collections.abc import Iterator

from attrs import evolve

from iomdesk.cases import finding
from iomdesk.cases.finding import Query, plain, plain_telephone
from iomdesk.cases.search_words import demand_short

_PIECE = re.compile(r"\w+")
_LABEL = re.compile(r"(?:crn|pnc(?: ?id)?|noms|nomis|visor|dob|born|ref)\b[\s:.]+")
_HYPHENED = re.compile(r"[^\W\d_]{2,}(?:[-‐‑–][^\W\d_]{2,})+")
_PNC = re.compile(r"(\d{2}|\d{4})[/ ](\d{1,7}) ?([a-z])|(\d{3,11})([a-z])")
_DAY = re.compile(
    r"\b(\d{1,2})(?:st|nd|rd|th)?[/. -](\d{1,2}|[a-z]{3,9})[/. -](\d{4}|\d{2})\b"
)
_ISO = re.compile(r"\b(\d{4})-(\d{1,2})-(\d{1,2})\b")
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_EMAIL = re.compile(r"(?:mailto:)?([^\s@]+@[^\s@]*)")
_JOINED_FROM = 4
_PIECES_JOINED = range(2, 6)
_SERIAL_DIGITS = range(1, 8)


def query_terms(text: str) -> Query:
    """Return the search that *text* asks for, in every way that it may be meant.

    One that is too long is refused in a sentence.
    """
    demand_short(text)
    asked = finding.query_terms(text)
    ways = dict.fromkeys(tuple(way) for way in _ways(plain(text).strip()) if way)
    if not ways:
        return asked
    also = (" AND ".join(f'"{piece}"*' for piece in way) for way in ways)
    first = [f"({asked.exact})"] if asked.exact else []
    return evolve(
        asked, exact=" OR ".join([*first, *(f"(- sounds : ({way}))" for way in also)])
    )


def _ways(text: str) -> Iterator[list[str]]:
    """Yield other words for *text*; each of one way must be found."""
    bare = _LABEL.sub("", text, count=1) if _LABEL.match(text) else text
    pieces = _PIECE.findall(bare)
    if bare != text:
        yield ["".join(_PIECE.findall(word)) for word in bare.split()]
    if len(pieces) in _PIECES_JOINED:
        yield from _joined(pieces)
    if _HYPHENED.search(bare):
        yield pieces
    if pnc := _PNC.fullmatch(bare):
        yield from ([number] for number in _pnc_numbers(pnc))
    yield from _with_day(bare)
    if number := plain_telephone(bare):
        yield [number]
    if address := _EMAIL.fullmatch(bare):
        yield ["".join(_PIECE.findall(address[1]))]


def _joined(pieces: list[str]) -> Iterator[list[str]]:
    """Yield them all as one word, and each two neighbours: “mc donald”, “x 900 002”."""
    whole = "".join(pieces)
    if len(whole) >= _JOINED_FROM:
        yield [whole]
    for n in range(len(pieces) - 1):
        pair = pieces[n] + pieces[n + 1]
        if len(pieces) > 2 and len(pair) >= _JOINED_FROM:  # noqa: PLR2004  two are all
            yield [*pieces[:n], pair, *pieces[n + 2 :]]


def _pnc_numbers(said: re.Match[str]) -> Iterator[str]:
    """Yield a PNC number as it is indexed; without a stroke the year may be either."""
    year, serial, letter, run, last = said.groups()
    if year:
        yield f"{year[-2:]}{int(serial):07d}{letter}"
        return
    for digits in (4, 2):
        if len(run) - digits in _SERIAL_DIGITS:
            yield f"{run[digits - 2 : digits]}{int(run[digits:]):07d}{last}"
    if len(run) in _SERIAL_DIGITS:
        yield f"{int(run)}{last}"


def _with_day(text: str) -> Iterator[list[str]]:
    """Yield *text* with a date in it as birth dates are indexed: 14031980."""
    if said := _ISO.search(text):
        year, month, day = said.groups()
        yield _around(text, said, f"{int(day):02d}{int(month):02d}{year}")
    elif said := _DAY.search(text):
        day, month, year = said.groups()
        number = month if month.isdecimal() else _month(month)
        centuries = ("",) if len(year) == len("1980") else ("19", "20")
        if number:
            for century in centuries:
                born = f"{int(day):02d}{int(number):02d}{century}{year}"
                yield _around(text, said, born)


def _month(word: str) -> str:
    month, within = divmod(_MONTHS.find(word[:3]), 3)
    return "" if within else str(month + 1)


def _around(text: str, said: re.Match[str], day: str) -> list[str]:
    before, after = text[: said.start()], text[said.end() :]
    return [*_PIECE.findall(before), day, *_PIECE.findall(after)]
