"""How words, references and misspelt names are compared when people are searched."""

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from string import ascii_lowercase

from attrs import frozen

_SPLIT_LATIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i"}
)
_JOINERS = "'’‘ʼ`´‐‑–/-"
_CHUNK = re.compile(rf"\w+(?:[{_JOINERS}]+\w+)*")
PIECE = re.compile(r"\w+")
_PAIR = 2
_PNC = re.compile(r"(?:\d\d)?(\d\d)/?(\d{1,7})([A-Z])")
_PNC_SHAPE = re.compile(r"(?:\d{2}|\d{4})/\d{1,7}[A-Z]|(?:\d{2}|\d{4})\d{7}[A-Z]")
_COUNTED = re.compile(r"(\d+)\.0+")
_SOUNDING_FROM = 3
"""Shorter words sound like too many others."""
_SOUNDING_UNTIL = 30
"""Of a longer word only the beginning sounds; its keys are not made."""
_PLACES_SPELT = range(5, 19)
_PLACES_ASKED = 3
"""Words of a search that may be places misspelt: each is asked in hundreds of ways."""
_TELEPHONE = re.compile(
    r"(?:tel(?:ephone)?|mob(?:ile)?|phone)?[\s.:]*"
    r"(?P<number>\+?[\d\s()./–-]{5,40})(?:\s*(?:ext|x)[\s.]*\d{1,6})?",
    re.ASCII | re.IGNORECASE,
)
_ABROAD = ("00", "+")
_HOME = "44"
_WITHOUT_NOUGHT = re.compile(r"[1-35789]\d{9}", re.ASCII)


@frozen(kw_only=True)
class Query:
    """A search as FTS5 reads it: *exact* by prefix, `sounding` for names misspelt."""

    exact: str
    words: tuple[str, ...]

    @property
    def sounding(self) -> str:
        """Return what is asked where few are found; what *exact* finds is left out."""
        if len(self.words) == 1:
            return _sounds_alike(self.words[0])
        if not any(map(sound_keys, self.words)):
            return ""
        pairs = [_begins_or_sounds_alike(word) for word in self.words]
        joined = _sounds_alike("".join(self.words)) if len(pairs) == _PAIR else ""
        return " OR ".join(f"({way})" for way in (" AND ".join(pairs), joined) if way)

    def near(self, *, found: bool) -> Iterator[str]:
        """Yield what is asked where few are found by *exact*: what sounds alike.

        Where none were *found*, places with a slip follow: they are hundreds of words.
        """
        if sounding := self.sounding:
            yield sounding
        if not found and (places := self.places):
            yield places

    @property
    def places(self) -> str:
        """Return what is asked where few are found still: places with one slip."""
        spelt = [word for word in self.words if _may_be_a_place(word)]
        if not 0 < len(spelt) <= _PLACES_ASKED:
            return ""
        return " AND ".join(map(_begins_or_is_a_place, self.words))


def plain(text: str) -> str:
    """Return *text* in small letters and without accents."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFKD", text.casefold().translate(_SPLIT_LATIN))
    return "".join(c for c in letters if not unicodedata.combining(c))


def words(text: str) -> list[str]:
    """Return the words of *text*; O’Brien-Smith is found joined and in its parts."""
    found: dict[str, None] = {}
    for chunk in _CHUNK.findall(plain(text)):
        parts = PIECE.findall(chunk)
        found.update(dict.fromkeys(["".join(parts), *parts]))
    return list(found)


def plain_name(name: str) -> str:
    """Return *name* as two are compared: letters only, small, without accents."""
    return "".join(PIECE.findall(plain(name)))


@lru_cache(maxsize=1024)
def plain_reference(value: str, kind: str = "pnc") -> str:
    """Return a reference as it is compared: the PNC 1954/0018147W is 54/18147W.

    Another *kind* is never read as a PNC: as CRO, 1234/21G and 0034/21G are two. What a
    spreadsheet counts as 1234567.0 is 1234567.
    """
    tidy = "".join(value.upper().split())
    if counted := _COUNTED.fullmatch(tidy):
        return counted[1]
    is_pnc = kind == "pnc" and _PNC_SHAPE.fullmatch(tidy)
    if is_pnc and (match := _PNC.fullmatch(tidy)):
        year, serial, letter = match.groups()
        return f"{year}{int(serial):07d}{letter}"
    return "".join(c for c in tidy if c.isalnum())


def plain_telephone(text: str) -> str:
    """Return a telephone number as it is compared, or an empty text where it is none.

    +44 7700 900123, 0044 (0)7700 900123 and 7700900123 are 07700900123.
    """
    said = _TELEPHONE.fullmatch(text.strip())
    if said is None:
        return ""
    number = said["number"].replace("(0)", "")
    digits = "".join(c for c in number if c.isdigit())
    abroad = number.strip().startswith(_ABROAD)
    bare = digits.removeprefix("00")
    if bare.startswith(_HOME) and (abroad or len(bare) == len("447700900123")):
        return "0" + bare[2:].removeprefix("0")
    if abroad:
        return f"00{bare}"
    return f"0{digits}" if _WITHOUT_NOUGHT.fullmatch(digits) else digits


def sound_keys(name: str) -> list[str]:
    """Return keys that a name shares with itself mistyped by one slip, or misheard.

    One letter left out of both makes any two names equal that are one letter left out,
    doubled, exchanged, added or replaced apart; the sound catches Shaun for Sean.
    """
    keys: dict[str, None] = {}
    for word in words(name):
        if len(word) < _SOUNDING_FROM or not word.isalpha():
            continue
        keys[word] = None
        begin = word[:_SOUNDING_UNTIL]
        if begin == word:
            keys.update(
                dict.fromkeys(word[:i] + word[i + 1 :] for i in range(len(word)))
            )
        keys.update(dict.fromkeys(_sounds(begin)))
    return list(keys)


def _sounds(word: str) -> list[str]:
    """Return two keys by sound, marked by a figure so that no word is one."""
    from jellyfish import metaphone, nysiis  # noqa: PLC0415  a hub indexes no names

    if not word.isascii():
        return []
    sounds = (metaphone(word).lower(), nysiis(word).lower())
    plain_sounds = ("".join(c for c in sound if c.isalnum()) for sound in sounds)
    return [f"{n}{sound}" for n, sound in enumerate(plain_sounds) if len(sound) > 1]


def query_terms(text: str) -> Query:
    """Return the search that *text* asks for; every word must be found."""
    chunks = ["".join(PIECE.findall(c)) for c in _CHUNK.findall(plain(text))]
    starts = " AND ".join(f'"{chunk}"*' for chunk in chunks)
    return Query(exact=f"- sounds : ({starts})" if chunks else "", words=tuple(chunks))


def _begins_or_sounds_alike(chunk: str) -> str:
    begins = f'- sounds : "{chunk}"*'
    alike = _sounds_alike(chunk)
    return f"(({begins}) OR ({alike}))" if alike else f"({begins})"


def _sounds_alike(chunk: str) -> str:
    alike = " OR ".join(f'"{key}"' for key in sound_keys(chunk))
    return f"sounds : ({alike})" if alike else ""


def _may_be_a_place(chunk: str) -> bool:
    return chunk.isascii() and chunk.isalpha() and len(chunk) in _PLACES_SPELT


def _begins_or_is_a_place(chunk: str) -> str:
    begins = f'- sounds : "{chunk}"*'
    if not _may_be_a_place(chunk):
        return f"({begins})"
    places = " OR ".join(f'"{spelt}"' for spelt in _one_slip(chunk))
    return f"(({begins}) OR (addresses : ({places})))"


def _one_slip(word: str) -> dict[str, None]:
    """Return the words one letter away: left out, added, replaced or exchanged."""
    found: dict[str, None] = {}
    for n in range(len(word) + 1):
        before, after = word[:n], word[n:]
        found[before + after[1:]] = None
        found[before + after[1:2] + after[:1] + after[2:]] = None
        for letter in ascii_lowercase:
            found[before + letter + after] = None
            found[before + letter + after[1:]] = None
    return found
