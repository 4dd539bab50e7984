"""What is wrong with an instrument: every fault with its file, place and kind."""

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import pairwise

from attrs import field, frozen

from iomdesk.assessments.bands import seam_faults
from iomdesk.assessments.formulas.registry import FORMULAS
from iomdesk.assessments.instrument import Instrument, Item, Kind, Limits, RuleKind
from iomdesk.assessments.reach import cycles, impossible, unreachable
from iomdesk.assessments.scoring import tables_of
from iomdesk.assessments.wording import Text

FACTS = frozenset({"sex", "born_on"})
POINT_OUTPUTS = frozenset({"points", "counted", "above_zero", "not_counted"})
CHOSEN = frozenset({Kind.RATING, Kind.CHOICE, Kind.CHOICES})


@frozen(kw_only=True)
class Fault:
    """One fault of an instrument's file; *place* is like `items.code.visible_when`."""

    file: str
    place: str
    kind: str
    text: str

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.text}"


@frozen
class _Finder:
    """Gathers faults of one file."""

    file: str
    found: list[Fault] = field(factory=list)

    def add(self, kind: str, place: str, text: str) -> None:
        fault = Fault(file=self.file, place=place, kind=kind, text=text)
        if fault not in self.found:
            self.found.append(fault)


def faults_of(instrument: Instrument, file: str) -> list[Fault]:
    """Return every fault of the instrument, in a fixed order."""
    finder = _Finder(file)
    _find_duplicates(finder, instrument)
    _find_unknown(finder, instrument)
    _find_wording(finder, instrument)
    _find_limits(finder, instrument)
    _find_bands(finder, instrument)
    _find_formula(finder, instrument)
    if not finder.found:
        _find_unreachable(finder, instrument)
    return finder.found


def _find_duplicates(finder: _Finder, instrument: Instrument) -> None:
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
    for place, codes in groups:
        for code, times in Counter(codes).items():
            if times > 1:
                finder.add(
                    "duplicate", f"{place}.{code}", f"“{code}” is used {times} times."
                )


def _find_unknown(finder: _Finder, instrument: Instrument) -> None:
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
    outputs = _outputs(instrument)
    for output in instrument.outputs:
        if output.code not in outputs:
            finder.add(
                "unknown", f"outputs.{output.code}", "the score gives no such figure."
            )
    if instrument.bands and instrument.score.band_of not in outputs:
        finder.add("unknown", "score.band_of", "the score gives no such figure.")


def _find_item_faults(
    finder: _Finder, instrument: Instrument, item: Item, place: str
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


def _find_wording(finder: _Finder, instrument: Instrument) -> None:
    for place, text in _texts(instrument):
        for language in instrument.languages:
            if not text.get(language, "").strip():
                finder.add("wording", place, f"there is no wording in “{language}”.")


def _find_limits(finder: _Finder, instrument: Instrument) -> None:
    for item in instrument.items:
        place = f"items.{item.code}.limits"
        if item.limits != Limits() and not item.limits.source:
            finder.add("source", place, "a limit has no source.")
        least, most = item.limits.least, item.limits.most
        if least is not None and most is not None and least > most:
            finder.add("limits", place, "the least is more than the most.")
    for code, rows in instrument.score.ranges.items():
        for lower, upper in pairwise(rows):
            if upper.least <= lower.most:
                finder.add("overlap", f"score.ranges.{code}", "two ranges overlap.")
    if instrument.score.kind is RuleKind.TABLE and not instrument.score.source:
        finder.add("source", "score.source", "a limit has no source.")


def _find_bands(finder: _Finder, instrument: Instrument) -> None:
    for band in instrument.bands:
        if not band.source:
            finder.add("source", f"bands.{band.code}", "a limit has no source.")
    for lower, upper, fault in seam_faults(instrument.bands):
        kind = "overlap" if fault == "overlap" else "gap"
        place = f"bands.{upper.code}"
        finder.add(kind, place, f"the bands “{lower.code}” and “{upper.code}” {fault}.")


def _find_formula(finder: _Finder, instrument: Instrument) -> None:
    rule = instrument.score
    if (rule.kind is RuleKind.FORMULA) != bool(rule.formula):
        finder.add("formula", "score.formula", "a formula and its name go together.")
        return
    if not rule.formula:
        return
    formula = FORMULAS.get(rule.formula)
    if formula is None:
        finder.add("unknown", "score.formula", f"there is no formula “{rule.formula}”.")
        return
    codes = {item.code for item in instrument.items}
    for names in formula.inputs:
        if not codes & set(names):
            finder.add("formula", "score.formula", f"no item gives “{names[0]}”.")
    tables = tables_of(instrument)
    for path in formula.numbers:
        if not tables.has(*path):
            finder.add("formula", f"tables.{'.'.join(path)}", "the number is missing.")


def _find_unreachable(finder: _Finder, instrument: Instrument) -> None:
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
    for item in instrument.items:
        place = f"items.{item.code}.visible_when"
        for condition in item.visible_when:
            if impossible(instrument, condition):
                finder.add(
                    "dead", place, f"“{condition.item}” can never be answered so."
                )
        if unreachable(instrument, item):
            kind = "unreachable" if item.required else "dead"
            finder.add(kind, place, "the item can never be asked.")


def _texts(instrument: Instrument) -> Iterator[tuple[str, Text]]:
    yield "title", instrument.title
    for section in instrument.sections:
        yield f"sections.{section.code}.title", section.title
    for item in instrument.items:
        yield f"items.{item.code}.label", item.label
        for choice in item.choices:
            yield f"items.{item.code}.choices.{choice.code}", choice.label
    for band in instrument.bands:
        yield f"bands.{band.code}.label", band.label
    for output in instrument.outputs:
        yield f"outputs.{output.code}.label", output.label


def _scored_codes(instrument: Instrument) -> list[str]:
    rule = instrument.score
    return [*rule.items, *rule.weights, *rule.ranges]


def _outputs(instrument: Instrument) -> frozenset[str]:
    if instrument.score.kind is not RuleKind.FORMULA:
        return POINT_OUTPUTS
    formula = FORMULAS.get(instrument.score.formula or "")
    return frozenset(formula.outputs) if formula else frozenset()
