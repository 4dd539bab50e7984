"""How a plain value reads: codes in words, dates as people write them."""

from collections.abc import Callable
from datetime import date, datetime
from enum import StrEnum
from functools import lru_cache
from typing import Any, get_args

from iomdesk.cases.summary import RATED
from iomdesk.dates import date_text, instant_text
from iomdesk.plans.loading import pathways, words
from iomdesk.read_codes import code_as_words
from iomdesk.record_types import Place
from iomdesk.records.codec import Json
from iomdesk.resources import resource_toml
from iomdesk.visits.loading import checklist_of, visit_reference

_PLAN_WORDS = {
    "Pillar": "pillar",
    "GoalStatus": "goal_status",
    "StepStatus": "step_status",
    "Agreement": "agreement",
}
_HASH_SHOWN = 12


def words_of(place: Place, value: Json) -> str:
    """Return a plain value as it reads at *place*."""
    kind = _of_list(place.holds)
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return enum_words(kind).get(value) or code_as_words(str(value))
    if kind in (date, datetime):
        return _date_words(kind, value)
    if place.field.endswith("blob"):
        return f"file {str(value)[:_HASH_SHOWN]}"
    said = code_words(place, str(value), of_value=True)
    return said or code_as_words(str(value))


def enum_words(kind: type[StrEnum]) -> dict[str, str]:
    """Return how each word of a fixed set reads."""
    if name := _PLAN_WORDS.get(kind.__name__):
        return dict(words()[name])
    return dict(_shipped_words().get(kind.__name__, {}))


def code_words(place: Place, code: str, *, of_value: bool = False) -> str:
    """Return the words of a code kept as text, or of a part's key; empty for others."""
    owner = place.owner.__name__ if place.owner else ""
    table = _VALUES if of_value else _KEYS
    find = table.get((owner, place.field))
    return (find(code) if find else None) or ""


def _of_list(kind: Any) -> Any:
    """Return what a list holds, or *kind* itself."""
    inner = get_args(kind)
    return inner[0] if inner and inner[-1] is Ellipsis else kind


def _date_words(kind: Any, value: Json) -> str:
    try:
        if kind is date:
            return date_text(date.fromisoformat(value))
        return instant_text(datetime.fromisoformat(value))
    except (TypeError, ValueError):
        return str(value)


@lru_cache(maxsize=1)
def _shipped_words() -> dict[str, dict[str, str]]:
    said: dict[str, dict[str, str]] = resource_toml("wording/fields.toml")["words"]
    return said


def _line(code: str) -> str | None:
    lines = (item for group in checklist_of(None).groups for item in group.items)
    return next((item.text for item in lines if item.code == code), None)


def _question(code: str) -> str | None:
    """Return the label of an instrument's item."""
    from iomdesk.assessments.loading import shipped_instruments  # noqa: PLC0415
    from iomdesk.assessments.wording import wording  # noqa: PLC0415

    found = (instrument.item(code) for instrument in shipped_instruments())
    return next((wording(item.label) for item in found if item), None)


def _risk(code: str) -> str | None:
    return words()["risk"].get(code) if code in RATED else None


def _answered(answer: str) -> str:
    """Return what a control line answers: a risk, or a condition."""
    kind, _, rest = answer.partition("/")
    if kind == "risk":
        return f"risk: {(_risk(rest) or rest).lower()}"
    return "a condition"


_VALUES: dict[tuple[str, str], Callable[[str], str | None]] = {
    ("Visit", "kind"): lambda code: visit_reference().kind_label(code),
    ("Visit", "outcome"): lambda code: visit_reference().outcome_label(code),
    ("Check", "answer"): lambda code: visit_reference().answer_label(code),
    ("Objective", "pathway"): lambda code: pathways().label(code),
    ("ControlLine", "answers"): _answered,
    ("Need", "level"): lambda code: pathways().level_label(code),
    ("Plan", "pathway_set"): lambda code: pathways().set_of(code).title,
}
_KEYS: dict[tuple[str, str], Callable[[str], str | None]] = {
    ("Visit", "checks"): _line,
    ("Plan", "needs"): lambda code: pathways().label(code),
    ("Plan", "rated"): _risk,
    ("Assessment", "answers"): _question,
}
