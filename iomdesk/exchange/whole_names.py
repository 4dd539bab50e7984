"""A whole name in one cell taken apart as people write it, and whether in doubt."""

import re
from collections.abc import Sequence

from attrs import evolve, frozen

from iomdesk.cases.case import Name
from iomdesk.exchange.vocabulary import NameWords, joined

_BESIDE = re.compile(r"[(\[\"“][^)\]\"”]*[)\]\"”]?|\d\S*")
_CAPITALS = re.compile(
    r"(?:M[ac]c?|Fitz|De|Di|Le|La|Van|[ODd]['’])?(?P<rest>[^\W\d_]\S*)"
)
_SURNAME = re.compile(r"(?:Ma?c|Fitz|[OD]['’])[A-Z]")
"""What hardly any first name begins like: “McDonald Ian” has its surname first."""
_TWO = 2


@frozen(kw_only=True)
class WholeName:
    """A name in its parts.

    *left_out* says that more stood beside it; *unsure* that it may be read otherwise.
    """

    name: Name
    title: str = ""
    left_out: bool = False
    unsure: bool = False


def whole_name(text: str, words: NameWords) -> WholeName:
    """Return “SMITH, John Paul”, “Dr John Smith Jr” or “McDONALD Ian” in its parts."""
    bare = _with_comma(_BESIDE.sub(" ", text))
    parts = [part.split() for part in bare.split(",") if part.strip()] or [text.split()]
    titles, whole, left_out = [], [], bool(_BESIDE.search(text))
    for n, part in enumerate(parts):
        said, title = _untitled(part, words, least=0 if n else 1)
        kept = _without_suffix(said, words)
        titles += title
        left_out = left_out or kept != said
        whole += [kept] if kept else []
    found = _in_parts(whole or parts[:1], words)
    several = any(word.lower() in words.several for word in bare.split())
    several = several or "/" in bare
    return evolve(
        found,
        title=" ".join(titles).rstrip("."),
        left_out=left_out or len(whole) > _TWO,
        unsure=found.unsure or several,
    )


def _with_comma(text: str) -> str:
    """Return “Smith; John”, and “SMITH/JOHN/PAUL” as the PNC writes it, by commas."""
    sign = next((s for s in ";/" if s in text and not (s == "/" and " " in text)), "")
    if not sign or "," in text:
        return text
    surname, *given = (part.strip() for part in text.split(sign))
    return f"{surname}, {' '.join(given)}"


def _in_parts(parts: Sequence[list[str]], words: NameWords) -> WholeName:
    if len(parts) > 1:
        return _named(parts[1], parts[0])
    said = [word for word in parts[0] if word not in {"-", "–"}]
    surname, unsure = _surname(said, words)
    return _named(
        [*said[: surname.start], *said[surname.stop :]],
        said[surname],
        unsure=unsure or said != parts[0],
    )


def _named(given: list[str], surname: list[str], *, unsure: bool = False) -> WholeName:
    forename, _, middle = " ".join(given).partition(" ")
    name = Name(surname=" ".join(surname), forename=forename, middle=middle)
    return WholeName(name=name, unsure=unsure)


def _surname(said: list[str], words: NameWords) -> tuple[slice, bool]:
    """Return which words are the surname, and whether that is in doubt."""
    if len(said) < _TWO:
        return slice(0, len(said)), False
    full = [n for n, word in enumerate(said) if not _is_initial(word)]
    capitals = [n for n in full if _is_capitals(said[n])]
    small = [n for n in full if n not in capitals and not _is_small(said[n], words)]
    if capitals and small:
        return _by_capitals(said, capitals, words)
    if _is_small(said[0], words):
        return _from_small(said, words)
    if full and full[-1] < len(said) - 1 and full == list(range(len(full))):
        return slice(0, len(full)), len(full) > 1  # “Smith J”, “SMITH J P”
    begins, unsure = _by_particles(said, words)
    return slice(begins, len(said)), unsure or len(capitals) > 1


def _from_small(said: list[str], words: NameWords) -> tuple[slice, bool]:
    """Return the surname that the first words begin: “van der Berg Jan”."""
    ends = next((n for n, w in enumerate(said, 1) if not _is_small(w, words)), 0)
    return slice(0, ends or len(said)), 0 < ends < len(said)


def _by_capitals(
    said: list[str], capitals: list[int], words: NameWords
) -> tuple[slice, bool]:
    """Return the words in capitals, with the small words before them."""
    begins, ends = capitals[0], capitals[-1] + 1
    while begins and _is_small(said[begins - 1], words):
        begins -= 1
    apart = len(capitals) != capitals[-1] - capitals[0] + 1
    inside = begins > 0 and ends < len(said)
    short = begins == 0 and all(len(said[n]) <= _TWO for n in capitals)
    return slice(begins, ends), apart or inside or short


def _by_particles(said: list[str], words: NameWords) -> tuple[int, bool]:
    """Return where the surname begins: at its first small word, else the last word."""
    for n in range(1, len(said) - 1):
        if said[n] in words.linking:
            return max(1, n - 1), False
        if _is_small(said[n], words):
            while n > 1 and _particle(said[n - 1], words) == "sure":
                n -= 1  # noqa: PLW2901  “Mac an Bhaird” begins before its small word
            return n, False
    begins, doubtful = len(said) - 1, False
    while begins > 1 and (kind := _particle(said[begins - 1], words)):
        begins, doubtful = begins - 1, kind == "either"
    kind = _particle(said[0], words)
    first = bool(kind) and (
        begins == 1 == len(said) - 1 or (kind == "sure" and _begins_surname(said[0]))
    )
    shaped = bool(_SURNAME.match(said[0])) and not _SURNAME.match(said[-1])
    return begins, doubtful or first or shaped


def _particle(word: str, words: NameWords) -> str:
    bare = joined(word)
    if bare in words.particles:
        return "sure"
    return "either" if bare in words.either else ""


def _begins_surname(word: str) -> bool:
    """Say whether a first small word may begin “O Neill Sean”; “T” is an initial."""
    return word == "O" or not _is_initial(word)


def _is_small(word: str, words: NameWords) -> bool:
    return word.islower() and bool(_particle(word, words))


def _is_initial(word: str) -> bool:
    return len(word.strip(".")) == 1 and word.strip(".").isupper()


def _is_capitals(word: str) -> bool:
    found = _CAPITALS.fullmatch(word)
    rest = found["rest"] if found else word
    return len(word) > 1 and len(rest) > 1 and rest.isupper() and rest[-1] != "."


def _untitled(
    said: list[str], words: NameWords, *, least: int
) -> tuple[list[str], list[str]]:
    """Return *said* without the titles before it, of which *least* words stay."""
    count = 0
    while count < len(said) - least and joined(said[count]) in words.titles:
        count += 1
    return said[count:], said[:count]


def _without_suffix(said: list[str], words: NameWords) -> list[str]:
    """Return *said* without “Jr” or “III” at its end; they may stand alone."""
    count = len(said)
    while count and joined(said[count - 1]) in words.suffixes:
        count -= 1
    return said[:count]
