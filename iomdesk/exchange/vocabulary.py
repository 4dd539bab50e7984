"""The words that cells of lists are made of, from `resources/exchange/words.toml`."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from attrs import frozen

from iomdesk.cases.finding import plain
from iomdesk.resources import resource_toml

_WORD = re.compile(r"[^\W_]+")


@frozen(kw_only=True)
class MappaWords:
    """What stands before a category and before a level, and what may stand about."""

    category: frozenset[str]
    level: frozenset[str]
    either: frozenset[str]
    numbers: Mapping[str, int]
    passed_over: frozenset[str]


@frozen(kw_only=True)
class NameWords:
    """Titles, suffixes and the small words that begin a surname."""

    titles: frozenset[str]
    suffixes: frozenset[str]
    particles: frozenset[str]
    either: frozenset[str]
    linking: frozenset[str]
    several: frozenset[str]


@frozen(kw_only=True)
class PlaceWords:
    """Countries, counties, and what is written where there is no address.

    *begins* are the first words of no fixed abode and of what is unsure.
    """

    home_countries: frozenset[str]
    abroad: frozenset[str]
    counties: frozenset[str]
    no_abode: frozenset[str]
    unsure: frozenset[str]
    nowhere: frozenset[str]
    begins: frozenset[str]


@frozen(kw_only=True)
class Vocabulary:
    """Words by what they say; all but *nothing*, *no_name* and *faulty* are joined."""

    nothing: frozenset[str]
    no_name: frozenset[str]
    faulty: frozenset[str]
    not_known: frozenset[str]
    endless: frozenset[str]
    levels: Mapping[str, str]
    rag: Mapping[str, str]
    yes_or_no: Mapping[str, Mapping[str, bool]]
    prisons: frozenset[str]
    ended: frozenset[str]
    doubtful: frozenset[str]
    mappa: MappaWords
    names: NameWords
    places: PlaceWords


def joined(text: str) -> str:
    """Return *text* as words are compared: “V. High” is “vhigh”."""
    return "".join(_WORD.findall(plain(text)))


def plain_words(text: str) -> list[str]:
    return _WORD.findall(plain(text))


def load_vocabulary() -> Vocabulary:
    said = resource_toml("exchange/words.toml")
    either = _answers(said["yes_or_no"])
    return Vocabulary(
        nothing=frozenset(said["nothing"]["words"]),
        no_name=frozenset(said["nothing"]["in_names"]),
        faulty=frozenset(said["faulty"]["words"]),
        not_known=_all(said["days"]["not_known"]),
        endless=_all(said["days"]["endless"]),
        levels=_by_word(said["levels"]),
        rag=_by_word(said["rag"]),
        yes_or_no={
            field: {**either, **_answers(said[field])}
            for field in ("in_custody", "registered")
        },
        prisons=_all(said["in_custody"]["prisons"]),
        ended=_all(said["remarks"]["ended"]),
        doubtful=_all(said["remarks"]["doubtful"]),
        mappa=_mappa(said["mappa"]),
        names=NameWords(**_sets(said["names"])),
        places=_places(said["places"]),
    )


def _mappa(said: Mapping[str, Any]) -> MappaWords:
    numbers = {word: n for n, word in enumerate(said["numbers"], 1)}
    numbers |= {word: n for n, word in enumerate(said["roman"], 1)}
    numbers |= {str(n): n for n in range(10)}
    return MappaWords(
        category=_all(said["category"]),
        level=_all(said["level"]),
        either=_all(said["either"]),
        numbers=numbers,
        passed_over=_all(said["passed_over"]),
    )


def _places(said: Mapping[str, list[str]]) -> PlaceWords:
    phrases = (*said["no_abode"], *said["unsure"])
    first = {word for phrase in phrases for word in (phrase.split()[0], joined(phrase))}
    return PlaceWords(**_sets(said), begins=frozenset(first))


def _sets(table: Mapping[str, list[str]]) -> dict[str, frozenset[str]]:
    return {name: _all(words) for name, words in table.items()}


def _all(words: Iterable[str]) -> frozenset[str]:
    return frozenset(joined(word) or word for word in words)


def _answers(table: Mapping[str, list[str]]) -> dict[str, bool]:
    yes = {joined(word): True for word in table["yes"]}
    return yes | {joined(word): False for word in table["no"]}


def _by_word(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {joined(word): name for name, words in table.items() for word in words}
