"""What a cell of a list says; each fault is a sentence that names no person."""

import re

from iomdesk.cases.case import Name, Rag, ReferenceType, RiskLevel
from iomdesk.cases.finding import plain_reference
from iomdesk.exchange.cell_faults import CellFault
from iomdesk.exchange.vocabulary import NameWords, Vocabulary, joined, plain_words
from iomdesk.exchange.whole_names import whole_name

_SHORTENED = re.compile(r"\d(?:[.,]\d+)?E\+?\d{1,2}", re.IGNORECASE)
_LONGEST_NAME = 200
_LIST = re.compile(r"\s*[;|\n]\s*")
_REMARK = re.compile(r"\s*[-–—:;,(/]\s*")
_FEWEST_FIGURES = 3
_NOUGHT_LOST = re.compile(r"[1-35789]\d{9}", re.ASCII)
_WHOLE_NUMBER = re.compile(r"(\+?\d+)\.0+", re.ASCII)

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

_CALLED = re.compile(r"(?:CRN|NOMS|NOMIS|PNC(?:ID)?|CRO)(?:NO|NUMBER|REF)?[.:#-]*")
"""What stands before a number that is called by its name: “PNC ID: 2001/…”."""

SHAPED = frozenset(_SHAPES)
"""The kinds of reference that have a shape of their own."""

_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"


def shortened(text: str) -> bool:
    """Say whether a spreadsheet has cut a long number short: 2.00E+11."""
    return bool(_SHORTENED.fullmatch(text))


def level(text: str, words: Vocabulary) -> RiskLevel:
    said = None if "?" in text else words.levels.get(joined(text))
    if said is None:
        raise CellFault("It is not Low, Medium, High or Very High.")
    return RiskLevel(said)


def rag(text: str, words: Vocabulary) -> Rag:
    said = None if "?" in text else words.rag.get(joined(text))
    if said is None:
        raise CellFault("It is not Red, Amber or Green.")
    return Rag(said)


def yes_or_no(text: str, words: Vocabulary, field: str) -> bool:
    """Return what *text* says about *field*; a word that is not known is a fault."""
    known = words.yes_or_no[field]
    said = None if "?" in text else known.get(joined(text))
    if said is None and "?" not in text:
        answer, remark = (*_REMARK.split(text, maxsplit=1), "")[:2]
        remarked = frozenset(plain_words(remark))
        said = _with_remark(known.get(joined(answer)), remarked, words)
        if said is None and field == "in_custody" and prison(text, words):
            said = True
    if said is None:
        raise CellFault("It is neither yes nor no.")
    return said


def _with_remark(
    said: bool | None,  # noqa: FBT001  what stands before the remark
    remark: frozenset[str],
    words: Vocabulary,
) -> bool | None:
    if said is None or remark & words.doubtful:
        return None
    ended = bool(remark & words.ended)
    return None if said is ended else said


def prison(text: str, words: Vocabulary) -> str | None:
    """Return the prison that a custody status names: “Yes (HMP Leeds)”."""
    said = text.strip(" )").split()
    bare = [joined(word) for word in said]
    if "?" in text or set(bare) & (words.ended | words.doubtful - {"yes", "y"}):
        return None
    begins = next((n for n, word in enumerate(bare) if word in words.prisons), None)
    known = {word for word, yes in words.yes_or_no["in_custody"].items() if yes} | {""}
    before = "".join(bare[:begins])
    return None if begins is None or before not in known else _from(said, begins)


def _from(said: list[str], begins: int) -> str:
    return " ".join(said[begins:]).lstrip("(")


def reference(kind: ReferenceType, text: str) -> str:
    """Return a reference, if it has the shape of its kind."""
    if shortened(text):
        raise CellFault("A spreadsheet has cut this number short; export it as text.")
    if kind not in _SHAPES:
        return text
    shape, words = _SHAPES[kind]
    bare = "".join(text.upper().split())
    called = _CALLED.match(bare)
    tidy = bare[called.end() :] if called else bare
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


def listed(text: str) -> list[str]:
    """Return the entries of a cell that lists several."""
    between = _LIST if _LIST.search(text) else re.compile(r"\s*,\s*")
    return [entry for entry in between.split(text.strip()) if entry]


def surname(text: str) -> str:
    if len(text) > _LONGEST_NAME:
        raise CellFault(f"The surname is longer than {_LONGEST_NAME} letters.")
    return text


def telephone(text: str) -> str:
    """Return a telephone number, with the nought that a spreadsheet took from it."""
    if shortened(text):
        raise CellFault("A spreadsheet has cut this number short; export it as text.")
    if sum(c.isdigit() for c in text) < _FEWEST_FIGURES:
        raise CellFault("It is not a telephone number.")
    whole = _WHOLE_NUMBER.fullmatch(text)
    number = whole[1] if whole else text
    return f"0{number}" if _NOUGHT_LOST.fullmatch(number) else number


def names(text: str, words: NameWords) -> list[Name]:
    one = text.count(",") == 1 and not _LIST.search(text)
    return [
        whole_name(entry, words).name for entry in ([text] if one else listed(text))
    ]
