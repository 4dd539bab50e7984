"""An answer to one item, and how a typed value becomes one."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from attrs import evolve, frozen

from iomdesk.assessments.instrument import Item, Kind, Limits
from iomdesk.assessments.rounding import plain
from iomdesk.errors import InputRefused

LARGEST = 10**15
Value = str | int | float | bool | date | tuple[str, ...]


@frozen(kw_only=True)
class Answer:
    """A value in the field of its kind, with its evidence; all None is unanswered.

    *confirmed_on* is the day on which last time's answer was said to be still true.
    """

    choice: str | None = None
    choices: tuple[str, ...] = ()
    number: float | None = None
    count: int | None = None
    flag: bool | None = None
    on: date | None = None
    text: str | None = None
    evidence: str | None = None
    note: str | None = None
    confirmed_on: date | None = None

    @property
    def value(self) -> Value | None:
        plain_values = (self.choice, self.number, self.count, self.flag, self.on)
        given = [value for value in plain_values if value is not None]
        return given[0] if given else self.choices or self.text or None

    @property
    def input(self) -> Any:
        """Return the value as JSON says it."""
        value = self.value
        if isinstance(value, date):
            return value.isoformat()
        return list(value) if isinstance(value, tuple) else value

    @property
    def words(self) -> tuple[str, ...]:
        """Return the answer as the words that conditions name."""
        if self.flag is not None:
            return ("yes" if self.flag else "no",)
        return self.choices or ((self.choice,) if self.choice else ())

    @property
    def amount(self) -> float | None:
        return self.number if self.count is None else float(self.count)


def answer_of(item: Item, said: Any) -> Answer:
    """Return what a file or form says to *item*: a value, or value and evidence."""
    if not isinstance(said, Mapping):
        return _answer(item, said)
    unknown = sorted(set(said) - {"value", "evidence", "note"})
    if unknown:
        raise _refused(item, f"has no “{unknown[0]}”; it takes value, evidence, note")
    return evolve(
        _answer(item, said.get("value")),
        evidence=_words_or_none(item, said.get("evidence")),
        note=_words_or_none(item, said.get("note")),
    )


def _answer(item: Item, value: Any) -> Answer:  # noqa: PLR0911  one case a kind
    if value is None:
        return Answer()
    match item.value_kind:
        case Kind.RATING | Kind.CHOICE:
            return Answer(choice=_choice(item, value))
        case Kind.CHOICES:
            return Answer(choices=_choices(item, value))
        case Kind.YES_NO:
            return Answer(flag=_flag(item, value))
        case Kind.NUMBER:
            return Answer(number=_within(item, _number(item, value)))
        case Kind.COUNT:
            return Answer(count=int(_within(item, _whole(item, value))))
        case Kind.DATE:
            return Answer(on=_day(item, value))
        case _:
            return Answer(text=_text(item, value))


def _choice(item: Item, value: Any) -> str:
    if not isinstance(value, str) or item.choice(value) is None:
        allowed = ", ".join(choice.code for choice in item.choices)
        raise _refused(item, f"takes one of: {allowed}")
    return value


def _choices(item: Item, value: Any) -> tuple[str, ...]:
    if not isinstance(value, list | tuple):
        raise _refused(item, "takes a list")
    chosen = {_choice(item, one) for one in value}
    return tuple(choice.code for choice in item.choices if choice.code in chosen)


def _flag(item: Item, value: Any) -> bool:
    if not isinstance(value, bool):
        raise _refused(item, "takes true or false")
    return value


def _number(item: Item, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _refused(item, "takes a number")
    if not -LARGEST <= value <= LARGEST:
        raise _refused(item, "takes a number of at most 15 digits")
    return float(value)


def _whole(item: Item, value: Any) -> float:
    number = _number(item, value)
    if not number.is_integer():
        raise _refused(item, "takes a whole number")
    return number


def _within(item: Item, number: float) -> float:
    limits: Limits = item.limits
    if limits.least is not None and number < limits.least:
        raise _refused(item, f"is {plain(limits.least)} at least")
    if limits.most is not None and number > limits.most:
        raise _refused(item, f"is {plain(limits.most)} at most")
    return number


def _day(item: Item, value: Any) -> date:
    if type(value) is date:
        return value
    try:
        return date.fromisoformat(_words(item, value))
    except ValueError:
        raise _refused(item, "takes a date like 2026-03-02") from None


def _text(item: Item, value: Any) -> str:
    text = _words(item, value)
    longest = item.limits.longest
    if longest is not None and len(text) > longest:
        raise _refused(item, f"takes {longest} characters at most")
    return text


def _words(item: Item, value: Any) -> str:
    if not isinstance(value, str):
        raise _refused(item, "takes text")
    return value.strip()


def _words_or_none(item: Item, value: Any) -> str | None:
    return None if value is None else _words(item, value) or None


def _refused(item: Item, said: str) -> InputRefused:
    return InputRefused(f"“{item.code}” {said}.", item.code)
