"""Answers with every card and account number taken out, and what was taken."""

import json
from collections.abc import Mapping

from attrs import evolve, frozen

from iomdesk.bank import ACCOUNT, bank_detail
from iomdesk.exchange.headings import Headings
from iomdesk.exchange.mpop.answers import Answer
from iomdesk.exchange.refusal import BANK_REASON, Refusal
from iomdesk.records.codec import Json

_LONG_NUMBER = 10**14
"""Shorter whole numbers are ids and times."""


@frozen(kw_only=True)
class Freed:
    """An answer without bank details; in its text a sentence stands for each."""

    answer: Answer
    refused: tuple[Refusal, ...] = ()


def without_bank_details(answer: Answer, headings: Headings) -> Freed:
    """Return *answer* without them: the value is missing, its text says so."""
    found = {
        place: what
        for place, key, value in _leaves(answer.value)
        if (what := _bank(key, value, headings))
    }
    if not found:
        return Freed(answer=answer)
    told = _replaced(answer.value, found, "")
    return Freed(
        answer=evolve(
            answer,
            value=_replaced(answer.value, dict.fromkeys(found), ""),
            text=json.dumps(told, ensure_ascii=False, indent=1),
        ),
        refused=tuple(
            Refusal(path=answer.path, field=place, reason=BANK_REASON.format(what=what))
            for place, what in found.items()
        ),
    )


def _bank(key: str, value: Json, headings: Headings) -> str | None:
    if isinstance(value, bool) or not isinstance(value, str | int):
        return None
    if isinstance(value, int) and value < _LONG_NUMBER:
        return None
    named = headings.names_bank_detail(key) and any(c.isdigit() for c in str(value))
    return bank_detail(str(value)) or (ACCOUNT if named else None)


def _leaves(value: Json, place: str = "", key: str = "") -> list[tuple[str, str, Json]]:
    if isinstance(value, dict):
        return [x for k, v in value.items() for x in _leaves(v, f"{place}/{k}", k)]
    if isinstance(value, list):
        return [x for n, v in enumerate(value) for x in _leaves(v, f"{place}/{n}", key)]
    return [(place, key, value)]


def _replaced(value: Json, found: Mapping[str, str | None], place: str) -> Json:
    if isinstance(value, dict):
        return {k: _replaced(v, found, f"{place}/{k}") for k, v in value.items()}
    if isinstance(value, list):
        return [_replaced(v, found, f"{place}/{n}") for n, v in enumerate(value)]
    if place not in found:
        return value
    what = found[place]
    return None if what is None else f"[Refused: it looks like {what}.]"
