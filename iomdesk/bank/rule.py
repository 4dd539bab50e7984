"""Which figures of a text are a card's: the rule itself, step by step."""

import re
from collections.abc import Iterator, Sequence

from iomdesk.bank.schemes import numbers
from iomdesk.bank.sieve import FEWEST, MOST

_GAP = "[^a-z0-9]"
_RUN = re.compile(rf"[0-9](?:{_GAP}{{0,3}}[0-9])*+")
_GROUP = re.compile("[0-9]+")
_LONG = re.compile(rf"(?<![0-9])(?<!(?<![0-9])0\.)[0-9]{{{FEWEST},{MOST}}}+(?![0-9])")
"""What follows “0.” is a share of one, not a number on a card."""
_FOURS = re.compile(rf"(?<![0-9])[0-9]{{4}}(?:{_GAP}{{1,3}}[0-9]{{4}}(?![0-9]))++")
_LAST_THREE = re.compile(rf"{_GAP}{{1,3}}([0-9]{{3}})(?![0-9])")
_FOUR_SIX = re.compile(
    rf"(?<![0-9])[0-9]{{4}}{_GAP}{{1,3}}[0-9]{{6}}{_GAP}{{1,3}}[0-9]{{4,5}}(?![0-9])"
)
_MADE = re.compile(
    r"\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b|\b[0-9a-f]{32,}+\b"
)
"""An id or a hash that a program made."""
_DAY, _MONTH = "(?:0?[1-9]|[12][0-9]|3[01])", "(?:0?[1-9]|1[0-2])"
_DATE = (
    rf"(?:{_DAY}(?P<by>[-/.]){_MONTH}(?P=by)(?:19|20)?[0-9]{{2}}"
    rf"|(?:19|20)[0-9]{{2}}-{_MONTH}-{_DAY})(?![0-9])"
)
_TIME = r"(?:[01]?[0-9]|2[0-3])[:.][0-5][0-9](?::[0-5][0-9])?(?![0-9])"
_MOMENTS = re.compile(rf"(?:(?:{_DATE}|{_TIME})(?:{_GAP}{{1,3}}|$))++")
_DATED_FIRST = re.compile(rf"{_DATE}{_GAP}")
_DATED_LAST = re.compile(rf"{_GAP}{_DATE}$")
_LOG = re.compile(r"[0-9]{5}")
"""As many figures as a log or an exhibit has, and no group of a card."""
_LOGS_OF_A_YEAR = re.compile(
    rf"[0-9]{{5,7}}/(?P<year>[0-9]{{2}})"
    rf"(?:(?!/[0-9]){_GAP}{{1,3}}[0-9]{{5,7}}/(?P=year))++"
)
"""As 263313/26, 263562/26: numbers that all bear the same year."""
_FOUR_FIGURE_TIME = re.compile("(?:[01][0-9]|2[0-3])[0-5][0-9]")
_SERIAL = 7
_CARD = 4
"""Groups of four on a card."""
_NAMING = rf"(?:{_GAP}{{0,4}}(?:no|number|is|was)){{0,2}}{_GAP}{{0,12}}"
_BEFORE = 32


def cards(read: str) -> Iterator[str]:
    """Yield the figures of each card that a text, as it was *read*, holds.

    A run is figures with gaps of up to three characters that are no letters. A card is
    a whole run, one group of it, or four groups of four (4-6-5, 4-6-4, 4-4-4-4-3) whose
    neighbours have another length; of several, the first and the last must be cards.
    """
    text = _MADE.sub("z", read)
    for run in _RUN.finditer(text):
        yield from _of_run(text, run)


def _of_run(text: str, run: re.Match[str]) -> Iterator[str]:
    start, end = run.span()
    found = [(n.start(), n[0]) for n in _LONG.finditer(text, start, end)]
    found += _fours(text, start, end)
    found += [(n.start(), _figures(n[0])) for n in _FOUR_SIX.finditer(text, start, end)]
    whole = _figures(run[0])
    if _is_card(whole) and not _is_list(text, run):
        found.append((start, whole))
    for place, digits in dict.fromkeys(found):
        before = text[max(0, place - _BEFORE) : place]
        if _is_card(digits) and not _is_device(before, digits):
            yield digits


def _is_card(digits: str) -> bool:
    return FEWEST <= len(digits) <= MOST and numbers().is_card(digits)


def _fours(text: str, start: int, end: int) -> Iterator[tuple[int, str]]:
    for found in _FOURS.finditer(text, start, end):
        groups = _GROUP.findall(found[0])
        if len(groups) % _CARD or _are_times(groups):
            continue
        first, last = "".join(groups[:_CARD]), "".join(groups[-_CARD:])
        if _is_card(first) and _is_card(last):
            yield found.start(), first
        if more := _LAST_THREE.match(text, found.end(), end):
            yield found.start(), "".join(groups) + more[1]


def _is_list(text: str, run: re.Match[str]) -> bool:
    """Say whether a run is a list, a number and its date, or international."""
    said = run[0]
    if text[: run.start()].endswith("+"):
        return True
    if _MOMENTS.fullmatch(said) or _LOGS_OF_A_YEAR.fullmatch(said):
        return True
    dated = _DATED_FIRST.match(said) or _DATED_LAST.search(said)
    left = said.replace(dated[0], " ", 1) if dated else ""
    groups = _GROUP.findall(said)
    return bool(_LOG.search(left)) or _are_times(groups) or _are_serial(groups)


def _are_serial(groups: Sequence[str]) -> bool:
    """Say whether long numbers differ in their last three figures alone."""
    begun = {(len(group), group[:-3]) for group in groups}
    return len(begun) == 1 < len(groups) and len(groups[0]) >= _SERIAL


def _are_times(groups: Sequence[str]) -> bool:
    return bool(groups) and all(map(_FOUR_FIGURE_TIME.fullmatch, groups))


def _is_device(before: str, digits: str) -> bool:
    """Say whether *digits* are named a telephone's and begin as one's do."""
    words = "|".join(numbers().device_words)
    named = re.search(rf"(?<![a-z0-9])(?:{words}){_NAMING}$", before)
    return bool(named) and numbers().device.holds(digits)


def _figures(text: str) -> str:
    return "".join(_GROUP.findall(text))
