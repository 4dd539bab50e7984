"""Bank details that were typed into a record: refused, and the field is named.

Where an officer says that a number is none, the record keeps what it is, under a mark
of the number.
"""

import hashlib
import hmac
import re
from collections.abc import Container, Iterator, Mapping

from attrs import field, frozen

from iomdesk.bank import NO_CARD, Figures, NoCard, bank_figures
from iomdesk.errors import InputRefused
from iomdesk.journal.patch import Path, leaves, pointer
from iomdesk.reasons import Reason
from iomdesk.records.codec import Document, Json

_MARK_LETTERS = 4

_MADE = re.compile("[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}")
"""An id or a hash: the program made it, nobody typed it."""

TYPED = (
    "This looks like {what}. Take it out: bank and card details belong on ViSOR only. "
    "Write that they were given. If it is none, press Ctrl+B and say what it is."
)
"""What stands beside a field while it is typed."""


@frozen(kw_only=True)
class Known:
    """Numbers that are no bank details: *said* since opening, *kept* with the record.

    *said* is by figures, *kept* by mark.
    """

    said: Mapping[str, NoCard] = field(factory=dict)
    kept: Container[str] = ()
    record_id: str = ""

    def is_none(self, digits: str) -> bool:
        return digits in self.said or mark(self.record_id, digits) in self.kept

    def marks(self, said: Mapping[str, Json]) -> Document:
        """Return what a record that takes *said* has to keep of it."""
        found = (f.digits for _, value in leaves(said) for f in _bank(value))
        kept = {mark(self.record_id, d): self.said[d] for d in found if d in self.said}
        return (
            {NO_CARD: {name: what.value for name, what in kept.items()}} if kept else {}
        )


def mark(record_id: str, digits: str) -> str:
    """Return what a record keeps of a number that is no card.

    DANGER: it is short on purpose. There are so few cards that any whole digest, salted
    or slow, tells the number to whoever tries them all; of this one a thousand million
    cards have the same. Another card is taken for it in one of 65,536 cases.
    """
    made = hmac.new(record_id.encode(), digits.encode(), hashlib.sha256)
    return made.hexdigest()[:_MARK_LETTERS]


def bank_words(text: str, said: Container[str] = ()) -> str:
    """Return what to say beside a field that holds *text*; "" where it may."""
    what = next((f.what for f in bank_figures(text) if f.digits not in said), None)
    return TYPED.format(what=what) if what else ""


def suspected(value: Json) -> Iterator[str]:
    """Yield the figures in a stored form that look like bank details."""
    if isinstance(value, dict):
        for inner in value.values():
            yield from suspected(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from suspected(inner)
    else:
        yield from (found.digits for found in _bank(value))


def bank_reasons(
    kind: str, said: Mapping[str, Json], known: Known | None = None
) -> Iterator[Reason]:
    """Yield a reason for every field that *said*, a document or patch, may not hold."""
    known = known or Known()
    for path, value in leaves(said):
        found = (f.what for f in _bank(value) if not known.is_none(f.digits))
        if what := next(found, None):
            text = f"“{_label(kind, path)}” holds what looks like {what}. {_TAKE_OUT}"
            yield Reason(text=text, path=path)


def refuse_bank_details(
    kind: str, patch: Mapping[str, Json], known: Known | None = None
) -> None:
    """Refuse a change that would keep a card, sort code or account number."""
    if reason := next(bank_reasons(kind, patch, known), None):
        raise InputRefused(reason.text, pointer(reason.path))


def _bank(value: Json) -> Iterator[Figures]:
    texts = value if isinstance(value, list) else [value]
    for text in texts:
        if isinstance(text, str) and not _MADE.fullmatch(text):
            yield from bank_figures(text)


def _label(kind: str, path: Path) -> str:
    from iomdesk.wording import field_label  # noqa: PLC0415  only where one is refused

    return field_label(kind, path)


_TAKE_OUT = (
    "Take it out, then save again: bank and card details belong on ViSOR only. If it "
    "is none, say what it is (Ctrl+B in the field, --no-card on the command line). "
    "Nothing else that was typed is lost."
)
