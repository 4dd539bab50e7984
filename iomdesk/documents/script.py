"""Arabic letters joined, and lines of Hebrew or Arabic in the order they are drawn.

Enough for names and short notes: joined forms and lam-alef, right-to-left runs,
numbers and brackets inside them, marks behind their letter. Not done: explicit
embeddings, marks placed by the face's own rules, other joining scripts.
"""

import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby, pairwise

_LAM = "\u0644"
_TATWEEL = "\u0640"
_RIGHT_TO_LEFT = {"R", "AL"}
_NUMBER = {"EN", "AN"}
_INSIDE_NUMBER = {"ES", "CS"}
_BRACKETS = {"(": ")", "[": "]", "{": "}"}
_MIRRORED = str.maketrans("()[]{}<>«»", ")(][}{><»«")


def is_right_to_left(text: str) -> bool:
    """Return whether any letter of *text* runs from right to left."""
    return not text.isascii() and any(
        unicodedata.bidirectional(c) in _RIGHT_TO_LEFT for c in text
    )


def shaped(text: str) -> str:
    """Return *text* with its Arabic letters in the forms that join."""
    return "".join(_joined(_lam_alefs(text)))


def unshaped(text: str) -> str:
    """Return *text* with joined forms as the plain letters they stand for."""
    return "".join(
        unicodedata.normalize("NFKC", c) if "\ufb50" <= c <= "\ufefc" else c
        for c in text
    )


def visual(line: str) -> str:
    """Return *line* in the order in which it is drawn from left to right."""
    clusters = _clusters(line)
    levels = _levels(clusters)
    for level in range(max(levels, default=0), 0, -1):
        clusters, levels = _reversed_from(level, clusters, levels)
    return "".join(clusters)


@lru_cache(maxsize=1)
def _forms() -> dict[str, dict[str, str]]:
    """Return letter (or lam-alef pair) -> form -> joined letter, from Unicode."""
    found: dict[str, dict[str, str]] = {}
    for code in (*range(0xFB50, 0xFC00), *range(0xFE80, 0xFEFD)):
        form, *letters = unicodedata.decomposition(chr(code)).split() or [""]
        plain = "".join(chr(int(letter, 16)) for letter in letters)
        if plain and (len(plain) == 1 or plain[0] == _LAM):
            found.setdefault(plain, {})[form[1:-1]] = chr(code)
    return found


def _lam_alefs(text: str) -> list[str]:
    """Return *text* letter by letter, lam and alef as one."""
    letters: list[str] = []
    for letter in text:
        if letters and letters[-1] == _LAM and _LAM + letter in _forms():
            letters[-1] += letter
        else:
            letters.append(letter)
    return letters


def _joined(letters: list[str]) -> Iterator[str]:
    drawn = [n for n, c in enumerate(letters) if unicodedata.category(c[0]) != "Mn"]
    joins = {
        (a, b)
        for a, b in pairwise(drawn)
        if _joins_on(letters[a]) and _joins_back(letters[b])
    }
    after = {a for a, _ in joins}
    before = {b for _, b in joins}
    for n, letter in enumerate(letters):
        name = _form_name(joined_before=n in before, joined_after=n in after)
        yield _forms().get(letter, {}).get(name, letter)


def _form_name(*, joined_before: bool, joined_after: bool) -> str:
    if joined_before:
        return "medial" if joined_after else "final"
    return "initial" if joined_after else "isolated"


def _joins_on(letter: str) -> bool:
    return letter == _TATWEEL or "initial" in _forms().get(letter, {})


def _joins_back(letter: str) -> bool:
    return letter == _TATWEEL or "final" in _forms().get(letter, {})


def _clusters(line: str) -> list[str]:
    """Return letters with the marks that follow them."""
    clusters: list[str] = []
    for character in line:
        if clusters and unicodedata.bidirectional(character) == "NSM":
            clusters[-1] += character
        else:
            clusters.append(character)
    return clusters


def _levels(clusters: list[str]) -> list[int]:
    kinds = _number_separators([unicodedata.bidirectional(c[0]) for c in clusters])
    kinds = _bracket_sides(clusters, kinds)
    strong = [kind for kind in kinds if kind == "L" or kind in _RIGHT_TO_LEFT]
    base = 1 if strong and strong[0] in _RIGHT_TO_LEFT else 0
    levels: list[int | None] = []
    last = base
    for kind in kinds:
        if kind == "L" or kind in _RIGHT_TO_LEFT:
            last = 0 if kind == "L" else 1
            levels.append(last or 2 * base)
        elif kind in _NUMBER:
            levels.append(2 if last or base else 0)
        else:
            levels.append(None)
    return _neutrals_settled(levels, base)


def _number_separators(kinds: list[str]) -> list[str]:
    """Return *kinds* with the point of 1.5 and the slash of 1/2 as numbers."""
    settled = list(kinds)
    for n in range(1, len(kinds) - 1):
        around = {kinds[n - 1], kinds[n + 1]}
        if kinds[n] in _INSIDE_NUMBER and around <= _NUMBER:
            settled[n] = kinds[n + 1]
    return settled


def _bracket_sides(clusters: list[str], kinds: list[str]) -> list[str]:
    """Return *kinds* with a pair of brackets on the side of what it belongs to."""
    strong = [_strong(kind) for kind in kinds]
    base = next(filter(None, strong), "L")
    settled = list(kinds)
    for start, end in _bracket_pairs(clusters):
        inside = set(filter(None, strong[start:end]))
        before = next(filter(None, reversed(strong[:start])), base)
        if inside:
            side = base if base in inside else before
            settled[start] = settled[end] = side
    return settled


def _strong(kind: str) -> str:
    return "R" if kind in _RIGHT_TO_LEFT else kind * (kind == "L")


def _bracket_pairs(clusters: list[str]) -> Iterator[tuple[int, int]]:
    waiting: list[int] = []
    for n, cluster in enumerate(clusters):
        if cluster in _BRACKETS:
            waiting.append(n)
        elif waiting and cluster == _BRACKETS[clusters[waiting[-1]]]:
            yield waiting.pop(), n


def _neutrals_settled(levels: list[int | None], base: int) -> list[int]:
    """Return a neutral's level as its neighbours', or the line's where they differ."""
    settled: list[int] = []
    for level, group in groupby(enumerate(levels), key=lambda pair: pair[1]):
        places = [n for n, _ in group]
        if level is None:
            before = settled[-1] if settled else base
            after = levels[places[-1] + 1] if places[-1] + 1 < len(levels) else base
            inside = before > 0 and (after or 0) > 0 and 1 in {before, after, base}
            level = 1 if inside else base  # noqa: PLW2901 - the group's own level
        settled.extend([level] * len(places))
    return settled


def _reversed_from(
    level: int, clusters: list[str], levels: list[int]
) -> tuple[list[str], list[int]]:
    """Return both with every stretch of at least *level* turned round."""
    turned: list[str] = []
    kept: list[int] = []
    pairs = zip(clusters, levels, strict=True)
    for high, group in groupby(pairs, key=lambda pair: pair[1] >= level):
        stretch = list(group)
        if high:
            stretch.reverse()
        mirror = high and level == 1
        turned.extend(_mirrored(c, lv) if mirror else c for c, lv in stretch)
        kept.extend(lv for _, lv in stretch)
    return turned, kept


def _mirrored(cluster: str, level: int) -> str:
    return cluster.translate(_MIRRORED) if level % 2 else cluster
