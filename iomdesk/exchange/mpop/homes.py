"""Where the values of a source stand on a case: what stands nowhere has no home.

Readers cross off what they read. Of two values for one field, or two parts under one
key, one may still be passed over; so it is looked up before it counts as held.
"""

import json
import re
from collections.abc import Iterable

from iomdesk.cases.case import Question
from iomdesk.cases.whole import WholeCase
from iomdesk.clock import london_date
from iomdesk.dates import date_text
from iomdesk.exchange.mpop.branch import Branch, instant_of
from iomdesk.exchange.saying import said_document
from iomdesk.records.codec import Json

_WORD = re.compile(r"[^\W_]+")
_JOINS = re.compile(r"(?:\w*[iI]d|crn|eventNumber|section)$")
"""Keys that join a source's entries together, and its codes beside a name."""


class Homes:
    """Everything that a case and its questions say, for looking values up in."""

    def __init__(self, case: WholeCase, questions: Iterable[Question]) -> None:
        said = [text for question in questions for text in _said(question)]
        whole: dict[str, None] = {}
        words: set[str] = set()
        for text in [*_texts(said_document(case)), *said]:
            found = _WORD.findall(text.casefold())
            whole["".join(found)] = None
            words.update(found)
        self._texts = words.union(whole)
        self._whole = "\n".join(whole)

    def unplaced(self, body: Branch) -> tuple[str, ...]:
        """Return where the values of *body* stand that nobody holds."""
        left = set(body.left())
        return tuple(
            leaf.place
            for leaf in body.leaves()
            if leaf.place in left or not self._holds(leaf)
        )

    def _holds(self, leaf: Branch) -> bool:
        value = leaf.value
        if isinstance(value, bool) or _JOINS.search(leaf.place):
            return True
        spelt = [_plain(spelling) for spelling in _spellings(value)]
        return any(s in self._texts for s in spelt) or any(
            s in self._whole for s in spelt
        )


def _spellings(value: Json) -> Iterable[str]:
    """Yield a value as it may stand on a case: a day also in words."""
    yield str(value)
    if isinstance(value, str) and (at := instant_of(value)):
        day = london_date(at)
        yield from (day.isoformat(), date_text(day))


def _said(question: Question) -> Iterable[str]:
    yield question.text
    for text in (question.held, question.said):
        yield from _texts(json.loads(text)) if text else ()


def _texts(value: Json) -> Iterable[str]:
    """Yield every key and plain value: needs and scores are held under their names."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)
    elif value is not None:
        yield str(value)


def _plain(text: str) -> str:
    return "".join(_WORD.findall(text.casefold()))
