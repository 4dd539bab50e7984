"""Bank details that were typed into a record: refused, and the field is named."""

from collections.abc import Iterator, Mapping

from iomdesk.bank import bank_detail
from iomdesk.codec import Json
from iomdesk.errors import InputRefused
from iomdesk.journal.patch import Path, leaves, pointer
from iomdesk.reasons import Reason

TYPED = (
    "This looks like {what}. Take it out: bank and card details belong on ViSOR only. "
    "Write that they were given."
)
"""What stands beside a field while it is typed."""


def bank_words(text: str) -> str:
    """Return what to say beside a field that holds *text*; "" where it may."""
    what = bank_detail(text)
    return TYPED.format(what=what) if what else ""


def bank_reasons(kind: str, said: Mapping[str, Json]) -> Iterator[Reason]:
    """Yield a reason for every field that *said*, a document or patch, may not hold."""
    for path, value in leaves(said):
        if what := _bank(value):
            text = f"“{_label(kind, path)}” holds what looks like {what}. {_TAKE_OUT}"
            yield Reason(text=text, path=path)


def refuse_bank_details(kind: str, patch: Mapping[str, Json]) -> None:
    """Refuse a change that would keep a card, sort code or account number."""
    if reason := next(bank_reasons(kind, patch), None):
        raise InputRefused(reason.text, pointer(reason.path))


def _bank(value: Json) -> str | None:
    texts = value if isinstance(value, list) else [value]
    found = (bank_detail(text) for text in texts if isinstance(text, str))
    return next((what for what in found if what), None)


def _label(kind: str, path: Path) -> str:
    from iomdesk.wording import field_label  # noqa: PLC0415  only where one is refused

    return field_label(kind, path)


_TAKE_OUT = (
    "Take it out, then save again: bank and card details belong on ViSOR only. Nothing "
    "else that was typed is lost."
)
