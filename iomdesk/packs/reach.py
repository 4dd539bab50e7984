"""Which items can ever be asked: cycles, dead branches, conditions that fight."""

from attrs import frozen

from iomdesk.assessments.instrument import Condition, Instrument, Item, Kind

YES_NO = frozenset({"yes", "no"})


@frozen(kw_only=True)
class Allowed:
    """What is left for an answer: the words it may be, and its least and most."""

    words: frozenset[str] | None = None
    least: float = float("-inf")
    most: float = float("inf")

    def also(self, other: "Allowed") -> "Allowed":
        words = [w for w in (self.words, other.words) if w is not None]
        return Allowed(
            words=frozenset.intersection(*words) if words else None,
            least=max(self.least, other.least),
            most=min(self.most, other.most),
        )

    @property
    def is_empty(self) -> bool:
        return self.words == frozenset() or self.least > self.most


def cycles(instrument: Instrument) -> list[list[str]]:
    """Return each ring of items that wait for one another, once."""
    rings: dict[frozenset[str], list[str]] = {}
    done: set[str] = set()
    for item in instrument.items:
        _walk(instrument, item.code, [], done, rings)
    return list(rings.values())


def deepest(instrument: Instrument) -> int:
    """Return how many items at most hang on one another; there are no cycles."""
    depths: dict[str, int] = {}

    def depth(code: str) -> int:
        item = instrument.item(code)
        if code not in depths:
            asked = [c.item for c in item.visible_when] if item else []
            depths[code] = 1 + max(map(depth, asked), default=0)
        return depths[code]

    return max((depth(item.code) for item in instrument.items), default=0)


def impossible(instrument: Instrument, condition: Condition) -> bool:
    """Say whether no answer to the condition's item could ever meet it."""
    item = instrument.item(condition.item)
    return item is not None and _answers(item).also(_wanted(item, condition)).is_empty


def no_answers(instrument: Instrument, condition: Condition) -> list[str]:
    """Return what a condition names that the item cannot be answered with."""
    item = instrument.item(condition.item)
    known = _answers(item).words if item else None
    return [value for value in condition.values if known and value not in known]


def unreachable(instrument: Instrument, item: Item) -> bool:
    """Say whether the conditions of an item, and of those it hangs on, rule it out."""
    left: dict[str, Allowed] = {}
    for condition in _all_conditions(instrument, item):
        asked = instrument.item(condition.item)
        if asked is None:
            continue
        before = left.get(asked.code, _answers(asked))
        wanted = _wanted(asked, condition)
        left[asked.code] = before if _is_many(asked) else before.also(wanted)
    return any(allowed.is_empty for allowed in left.values())


def _walk(
    instrument: Instrument,
    code: str,
    path: list[str],
    done: set[str],
    rings: dict[frozenset[str], list[str]],
) -> None:
    """Follow the conditions of an item; what was followed before is not again."""
    if code in path:
        ring = path[path.index(code) :]
        rings.setdefault(frozenset(ring), ring)
        return
    item = instrument.item(code)
    if item is None or code in done:
        return
    for condition in item.visible_when:
        _walk(instrument, condition.item, [*path, code], done, rings)
    done.add(code)


def _all_conditions(instrument: Instrument, item: Item) -> list[Condition]:
    """Return the conditions of an item and of those it hangs on, each item once."""
    found: list[Condition] = []
    seen, todo = {item.code}, [item]
    while todo:
        for condition in todo.pop().visible_when:
            found.append(condition)
            asked = instrument.item(condition.item)
            if asked is not None and asked.code not in seen:
                seen.add(asked.code)
                todo.append(asked)
    return found


def _is_many(item: Item) -> bool:
    """Several choices can be made at once, so two conditions need not agree."""
    return item.value_kind is Kind.CHOICES


def _answers(item: Item) -> Allowed:
    """Return what the item can be answered with; "" stands for other than words."""
    if item.value_kind is Kind.YES_NO:
        return Allowed(words=YES_NO)
    if item.choices:
        return Allowed(words=frozenset(choice.code for choice in item.choices))
    return Allowed(words=frozenset({""}), **_range(item.limits.least, item.limits.most))


def _wanted(item: Item, condition: Condition) -> Allowed:
    is_amount = item.value_kind in (Kind.COUNT, Kind.NUMBER)
    if not is_amount and (condition.least, condition.most) != (None, None):
        return Allowed(words=frozenset())
    words = frozenset(condition.values) if condition.values else None
    return Allowed(words=words, **_range(condition.least, condition.most))


def _range(least: float | None, most: float | None) -> dict[str, float]:
    return {
        "least": float("-inf") if least is None else least,
        "most": float("inf") if most is None else most,
    }
