"""What is wrong with an instrument: every fault with its file, place and kind."""

import re
from collections import Counter
from collections.abc import Iterable

from iomdesk.assessments.instrument import (
    Applicability,
    Instrument,
    Item,
    Kind,
    Limits,
)
from iomdesk.packs.fault import Fault, Finder
from iomdesk.packs.reach import (
    cycles,
    deepest,
    impossible,
    no_answers,
    unreachable,
)
from iomdesk.packs.score_faults import (
    find_numbers,
    find_reach_of_bands,
    find_score,
)
from iomdesk.packs.wording_faults import find_wording

MOST_ITEMS, DEEPEST = 400, 40
CODE = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.+-]{0,63}")
FACTS = frozenset({"sex", "born_on"})
SEXES = frozenset({"male", "female"})
CHOSEN = frozenset({Kind.RATING, Kind.CHOICE, Kind.CHOICES})
AMOUNTS = frozenset({Kind.NUMBER, Kind.COUNT})


def faults_of(instrument: Instrument, file: str) -> list[Fault]:
    """Return every fault of the instrument, in a fixed order."""
    finder = Finder(file)
    _find_facts(finder, instrument)
    _find_codes(finder, instrument)
    _find_unknown(finder, instrument)
    find_wording(finder, instrument)
    _find_limits(finder, instrument)
    find_score(finder, instrument)
    if not finder.found:
        _find_unreachable(finder, instrument)
        find_reach_of_bands(finder, instrument)
    if not finder.found:
        find_numbers(finder, instrument)
    return finder.found


def _find_facts(finder: Finder, instrument: Instrument) -> None:
    """Find what is not said about the instrument itself."""
    for name in ("owner", "licence", "source"):
        if not str(getattr(instrument, name)).strip():
            finder.add("source", name, f"the {name} is not said.")
    ends = instrument.effective_to
    if ends is not None and ends < instrument.effective_from:
        finder.add("dates", "effective_to", "the last day is before the first.")
    if len(instrument.items) > MOST_ITEMS:
        finder.add("deep", "items", f"an instrument has {MOST_ITEMS} items at most.")
    rule = instrument.applicability
    if None not in (rule.least_age, rule.most_age) and _crossed(rule):
        text = "the least age is more than the most."
        finder.add("limits", "applicability.least_age", text)
    for sex in set(rule.sexes) - SEXES:
        finder.add("unknown", "applicability.sexes", f"there is no sex “{sex}”.")


def _find_codes(finder: Finder, instrument: Instrument) -> None:
    """Find codes that are used twice, or are no codes."""
    groups: list[tuple[str, Iterable[str]]] = [
        ("sections", (section.code for section in instrument.sections)),
        ("items", (item.code for item in instrument.items)),
        ("bands", (band.code for band in instrument.bands)),
        ("outputs", (output.code for output in instrument.outputs)),
        *(
            (f"items.{item.code}.choices", (choice.code for choice in item.choices))
            for item in instrument.items
        ),
    ]
    for place, said in (("code", instrument.code), ("version", instrument.version)):
        _find_no_code(finder, place, said)
    for place, codes in groups:
        for code, times in Counter(codes).items():
            _find_no_code(finder, f"{place}.{code}", code)
            if times > 1:
                finder.add(
                    "duplicate", f"{place}.{code}", f"“{code}” is used {times} times."
                )


def _find_unknown(finder: Finder, instrument: Instrument) -> None:
    sections = {section.code for section in instrument.sections}
    for item in instrument.items:
        place = f"items.{item.code}"
        if item.section not in sections:
            finder.add(
                "unknown",
                f"{place}.section",
                f"there is no section “{item.section}”.",
            )
        _find_item_faults(finder, instrument, item, place)
    for code in _scored_codes(instrument):
        if instrument.item(code) is None:
            finder.add("unknown", "score", f"there is no item “{code}”.")


def _find_no_code(finder: Finder, place: str, said: str) -> None:
    if not CODE.fullmatch(said):
        text = f"“{said}” is no code: letters and digits, joined by _ - . or +."
        finder.add("code", place, text)


def _find_item_faults(
    finder: Finder, instrument: Instrument, item: Item, place: str
) -> None:
    if (item.value_kind in CHOSEN) != bool(item.choices):
        said = "needs choices" if item.value_kind in CHOSEN else "takes no choices"
        finder.add("choices", f"{place}.choices", f"a {item.value_kind} item {said}.")
    if item.kind is Kind.FACT and (item.fact not in FACTS or item.of is None):
        finder.add("unknown", f"{place}.fact", f"there is no fact “{item.fact}”.")
    for code in item.evidence_for:
        if item.choice(code) is None:
            finder.add(
                "unknown", f"{place}.evidence_for", f"there is no choice “{code}”."
            )
    for condition in item.visible_when:
        if instrument.item(condition.item) is None:
            finder.add(
                "unknown",
                f"{place}.visible_when",
                f"there is no item “{condition.item}”.",
            )


def _find_limits(finder: Finder, instrument: Instrument) -> None:
    for item in instrument.items:
        place = f"items.{item.code}.limits"
        if item.limits != Limits() and not (item.limits.source or "").strip():
            finder.add("source", place, "a limit has no source.")
        least, most = item.limits.least, item.limits.most
        if least is not None and most is not None and least > most:
            finder.add("limits", place, "the least is more than the most.")
        if (least, most) != (None, None) and item.value_kind not in AMOUNTS:
            finder.add("limits", place, f"a {item.value_kind} has no least or most.")
        if item.limits.longest is not None and item.value_kind is not Kind.TEXT:
            finder.add("limits", place, f"a {item.value_kind} has no longest.")


def _crossed(rule: Applicability) -> bool:
    return (rule.least_age or 0) > (rule.most_age or 0)


def _find_unreachable(finder: Finder, instrument: Instrument) -> None:
    loops = cycles(instrument)
    for loop in loops:
        path = " → ".join([*loop, loop[0]])
        finder.add(
            "cycle",
            f"items.{loop[0]}.visible_when",
            f"the conditions run round: {path}.",
        )
    if loops:
        return
    if deepest(instrument) > DEEPEST:
        text = f"conditions hang on one another more than {DEEPEST} deep."
        finder.add("deep", "items", text)
    for item in instrument.items:
        place = f"items.{item.code}.visible_when"
        for condition in item.visible_when:
            if impossible(instrument, condition):
                finder.add(
                    "dead", place, f"“{condition.item}” can never be answered so."
                )
                continue
            for value in no_answers(instrument, condition):
                said = f"“{value}” is no answer to “{condition.item}”."
                finder.add("dead", place, said)
        if unreachable(instrument, item):
            kind = "unreachable" if item.required else "dead"
            finder.add(kind, place, "the item can never be asked.")


def _scored_codes(instrument: Instrument) -> list[str]:
    rule = instrument.score
    return [*rule.items, *rule.weights, *rule.ranges]
