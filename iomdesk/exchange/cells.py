"""What a cell of a list says; each fault is a sentence that names no person."""

import re
from datetime import date

from iomdesk.cases.case import Mappa, Name, Rag, ReferenceType, RiskLevel
from iomdesk.cases.finding import plain, plain_reference
from iomdesk.exchange.headings import Headings

_ISO = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?:[T ][\d:.]+Z?)?")
_BRITISH = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})(?: [\d:.]+)?")
_WORDED = re.compile(
    r"(\d{1,2})(?:st|nd|rd|th)?[ -]([A-Za-z]{3,9})[ -](\d{4})(?: [\d:.]+)?"
)
_RUN_TOGETHER = re.compile(r"((?:19|20)\d\d)(\d\d)(\d\d)")
_MONTH_FIRST = re.compile(r"(?:0?[1-9]|1[0-2])[/.-](?:1[3-9]|2\d|3[01])[/.-]\d{4}\b.*")
_SERIAL = re.compile(r"[1-5]\d{4}(?:\.\d+)?")
_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,2}", re.IGNORECASE)
_NOT_KNOWN = frozenset({date(1900, 1, 1), date(1899, 12, 30), date(1899, 12, 31)})
_LONGEST_NAME = 200
_TITLES = frozenset(
    {"mr", "mrs", "ms", "miss", "mx", "dr", "master", "sir", "rev", "prof"}
)
_PARTICLES = re.compile(
    r"al|ap|bin|binti|da|de|del|della|den|der|di|dos|du|el|la|le|ibn|st|ten|ter|van|von"
)
_SHORT_YEAR = re.compile(r"\d{1,2}[/. -](?:\d{1,2}|[A-Za-z]{3,9})[/. -]\d{2}")
_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_MAPPA = re.compile(r"(?:mappa|category|cat|level|lvl|c|m|l|[ -])*(\d)", re.IGNORECASE)
_LIST = re.compile(r"\s*[;|\n]\s*")

_SHAPES = {
    ReferenceType.CRN: (r"[A-Z]\d{6}", "a letter and six digits"),
    ReferenceType.PNC: (
        r"(?:\d{2}|\d{4})/\d{1,7}[A-Z]|(?:\d{2}|\d{4})\d{7}[A-Z]",
        "written like 2001/0012345X",
    ),
    ReferenceType.NOMS: (r"[A-Z]\d{4}[A-Z]{2}", "written like A1234BC"),
    ReferenceType.CRO: (
        r"(?:SF)?\d{1,6}/?\d{2,6}[A-Z]",
        "written like 265416/21G or SF39/12345A",
    ),
}


_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


class CellFault(ValueError):
    """A cell that cannot be read; its text says why."""


class NotKnown(CellFault):
    """A value that a system puts where nothing is known."""


def shortened(text: str) -> bool:
    """Say whether a spreadsheet has cut a long number short: 2.00E+11."""
    return bool(_SHORTENED.fullmatch(text))


def is_month_first(text: str) -> bool:
    """Say whether *text* is a date only if its month comes first: 12/25/1980."""
    return bool(_MONTH_FIRST.fullmatch(text))


def day(text: str) -> date:
    """Return a date written as ISO, as dd/mm/yyyy, or with its month in letters."""
    if _SHORT_YEAR.fullmatch(text):
        raise CellFault("The year has two digits, which may be either century.")
    if _SERIAL.fullmatch(text):
        raise CellFault("It is a date as a spreadsheet counts days; export it as text.")
    written = _year_month_day(text)
    if written is None:
        raise CellFault("It is not a date; write 14/03/1980 or 1980-03-14.")
    try:
        return date(*written)
    except ValueError:
        raise CellFault("There is no such day.") from None


def birth_date(text: str, today: date) -> date:
    born_on = day(text)
    if born_on in _NOT_KNOWN:
        raise NotKnown("Systems write this day where the date of birth is not known.")
    if not date(1900, 1, 1) <= born_on <= today:
        raise CellFault("Nobody living was born on that day.")
    return born_on


def level(text: str, headings: Headings) -> RiskLevel:
    said = headings.levels.get(_plain(text))
    if said is None:
        raise CellFault("It is not Low, Medium, High or Very High.")
    return RiskLevel(said)


def rag(text: str, headings: Headings) -> Rag:
    said = headings.rag.get(_plain(text))
    if said is None:
        raise CellFault("It is not Red, Amber or Green.")
    return Rag(said)


def yes_or_no(text: str, headings: Headings) -> bool:
    said = headings.yes_or_no.get(_plain(text))
    if said is None:
        raise CellFault("It is neither yes nor no.")
    return said == "yes"


def reference(kind: ReferenceType, text: str) -> str:
    """Return a reference, if it has the shape of its kind."""
    if shortened(text):
        raise CellFault("A spreadsheet has cut this number short; export it as text.")
    if kind not in _SHAPES:
        return text
    shape, words = _SHAPES[kind]
    tidy = "".join(text.upper().split())
    if not re.fullmatch(shape, tidy, re.ASCII):
        raise CellFault(f"It is not {words}.")
    return tidy


def check_letter_agrees(pnc: str) -> bool:
    """Say whether the last letter of a PNC number is the one its figures give.

    The remainder by 23 of year and serial, as hmpps-person-record (MIT) checks it.
    """
    plain = plain_reference(pnc)
    figures, letter = plain[:-1], plain[-1:]
    return not figures.isdecimal() or letter == _LETTERS[int(figures) % len(_LETTERS)]


def mappa_number(text: str, highest: int) -> int:
    """Return a category or level; 0 and what lies above the highest are faults."""
    match = _MAPPA.fullmatch(text.strip())
    if not match or not 1 <= int(match[1]) <= highest:
        raise CellFault(f"It is not a number from 1 to {highest}.")
    return int(match[1])


def mappa(text: str) -> Mappa:
    """Return “2/1” or “Cat 2 Level 1”: the category comes first."""
    parts = re.findall(r"\d", text)
    if len(parts) != 2:  # noqa: PLR2004  a category and a level
        raise CellFault("It is not a MAPPA category and level, like 2/1.")
    return Mappa(category=mappa_number(parts[0], 4), level=mappa_number(parts[1], 3))


def listed(text: str) -> list[str]:
    """Return the entries of a cell that lists several."""
    between = _LIST if _LIST.search(text) else re.compile(r"\s*,\s*")
    return [entry for entry in between.split(text.strip()) if entry]


def name(text: str) -> Name:
    """Return “SMITH, John Paul”, “Mr John Paul Smith” or “SMITH John” as its parts."""
    if "," in text:
        surname, _, given = (part.strip() for part in text.partition(","))
        given_words, surname_words = _untitled(given.split()), surname.split()
    else:
        given_words, surname_words = _divided(_untitled(text.split()))
    surname = " ".join(_untitled(surname_words)) or " ".join(given_words)
    given = " ".join(given_words) if surname_words else ""
    forename, _, middle = given.partition(" ")
    return Name(surname=surname, forename=forename, middle=middle)


def surname(text: str) -> str:
    if len(text) > _LONGEST_NAME:
        raise CellFault(f"The surname is longer than {_LONGEST_NAME} letters.")
    return text


def telephone(text: str) -> str:
    if shortened(text):
        raise CellFault("A spreadsheet has cut this number short; export it as text.")
    return text


def _divided(words: list[str]) -> tuple[list[str], list[str]]:
    """Return given names and surname: capitals say a surname first, “de la” a longer.

    One word alone is a surname.
    """
    capitals = next((n for n, w in enumerate(words) if not _is_capitals(w)), 0)
    if capitals and not any(_is_capitals(word) for word in words[capitals:]):
        return words[capitals:], words[:capitals]
    begins = len(words) - 1
    while begins > 1 and _PARTICLES.fullmatch(words[begins - 1]):
        begins -= 1
    return words[:begins], words[begins:]


def _is_capitals(word: str) -> bool:
    return len(word) > 1 and word.isupper() and not word.endswith(".")


def _untitled(words: list[str]) -> list[str]:
    titled = len(words) > 1 and words[0].rstrip(".").lower() in _TITLES
    return words[1:] if titled else words


def names(text: str) -> list[Name]:
    one = text.count(",") == 1 and not _LIST.search(text)
    return [name(entry) for entry in ([text] if one else listed(text))]


def _plain(text: str) -> str:
    return " ".join(plain(text).replace("_", " ").replace(".", " ").split())


def _year_month_day(text: str) -> tuple[int, int, int] | None:
    if match := _ISO.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    if match := _BRITISH.fullmatch(text):
        return int(match[3]), int(match[2]), int(match[1])
    if match := _WORDED.fullmatch(text):
        month, within = divmod(_MONTHS.find(match[2][:3].lower()), 3)
        return int(match[3]), 0 if within else month + 1, int(match[1])
    if match := _RUN_TOGETHER.fullmatch(text):
        return int(match[1]), int(match[2]), int(match[3])
    return None
