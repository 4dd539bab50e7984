"""OVP and OGP in their historic points versions."""

from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal

from attrs import frozen

from iomdesk.assessments.formulas.dynamic import MOTIVATION, PROBLEM
from iomdesk.assessments.formulas.terms import logistic
from iomdesk.assessments.inputs import Inputs, known
from iomdesk.assessments.result import OutputValue, Result, band_line, line
from iomdesk.assessments.rounding import digits, worked
from iomdesk.assessments.sanctions import AgeReader, read_sex, read_total, read_violent
from iomdesk.assessments.tables import Tables, row_of_range

AWARE = ("yes", "sometimes", "no")


@frozen(kw_only=True)
class Item:
    """One item's points, and how to say it."""

    label: str
    points: int


def ovp(tables: Tables, inputs: Inputs) -> Result:
    """Return the violence score of an adult."""
    total = read_total(inputs)
    violent = read_violent(inputs, total)
    read = AgeReader(
        inputs=inputs,
        born=inputs.day("date_of_birth"),
        youngest=tables.whole("youngest"),
    )
    age = read.age("age_at_start_of_follow_up", "date_at_start_of_follow_up")
    sex = read_sex(inputs)
    scales = {name: _scale(inputs, name) for name in tables.names("scales")}
    flags = {name: inputs.flag(name) for name in tables.names("flags")}
    sees = inputs.flag("recognises_impact_on_others")
    alcohol = {
        name: _scale(inputs, name)
        for name in ("current_alcohol_problem", "binge_or_excessive_alcohol")
    }
    inputs.demand(
        sex=sex,
        date_at_start_of_follow_up=age,
        total_sanctions_including_current=total,
        violent_sanctions=violent,
        recognises_impact_on_others=sees,
        **scales,
        **flags,
        **alcohol,
    )
    drink = sum(known(step) for step in alcohol.values())
    other = known(total) - known(violent)
    items = [
        Item(label="Any sanctions recorded", points=tables.whole("any_sanctions")),
        _ranged(tables, "Violent sanctions", "violent", known(violent)),
        _ranged(tables, "Other sanctions", "other", other),
        _ranged(tables, "Age at start of follow-up", "age", known(age)),
        Item(label=f"Sex: {sex}", points=tables.whole("male") * (sex == "male")),
        Item(
            label="Does not recognise the impact on others",
            points=0 if sees else tables.whole("not_recognised", IMPACT),
        ),
        *_flag_items(tables, flags),
        Item(label=f"Alcohol: {drink} × 2.5, half up", points=_drink(tables, drink)),
        *(
            Item(
                label=f"{_words(name)}: {PROBLEM[known(step)]}",
                points=known(step) * tables.whole("scales", name),
            )
            for name, step in scales.items()
        ),
    ]
    return _scored(tables, items)


IMPACT = "recognises_impact_on_others"


def ogp(tables: Tables, inputs: Inputs) -> Result:
    """Return the general score, which builds on the OGRS3 two-year percentage."""
    ogrs3 = inputs.whole("ogrs3_2yr_percent", 1, 99)
    flags = {name: inputs.flag(name) for name in tables.names("flags")}
    scales = {name: _scale(inputs, name) for name in tables.names("scales")}
    misuse = _scale(inputs, "current_drug_misuse")
    motivation = _scale(inputs, "motivation_to_tackle_drugs", MOTIVATION)
    thinking = {
        "problem_solving": _scale(inputs, "problem_solving"),
        "aware_of_consequences": _aware(inputs),
        "understands_others_views": _scale(inputs, "understands_others_views"),
    }
    inputs.demand(
        ogrs3_2yr_percent=ogrs3,
        current_drug_misuse=misuse,
        motivation_to_tackle_drugs=motivation,
        **flags,
        **scales,
        **thinking,
    )
    drugs = known(misuse) + known(motivation)
    thought = sum(known(step) for step in thinking.values())
    return _scored(
        tables,
        [
            Item(
                label=f"OGRS3 {ogrs3} % × {digits(tables.number('of_ogrs3'))}",
                points=_times(known(ogrs3), tables.number("of_ogrs3")),
            ),
            *_flag_items(tables, flags),
            Item(
                label=f"Drugs: {drugs} × {digits(tables.number('of_drugs'))}",
                points=_times(drugs, tables.number("of_drugs")),
            ),
            Item(
                label=f"Thinking: {thought} × {tables.text('of_thinking')}",
                points=_fraction(thought, tables.text("of_thinking")),
            ),
            *(
                Item(
                    label=f"{_words(name)}: {PROBLEM[known(step)]}",
                    points=int(tables.row("scales", name)[known(step)]),
                )
                for name, step in scales.items()
            ),
        ],
    )


def _scored(tables: Tables, items: Iterable[Item]) -> Result:
    listed = list(items)
    points = sum(item.points for item in listed)
    per_point = tables.number("per_point")
    outputs: dict[str, OutputValue] = {"points": points}
    lines = [line(item.label, item.points, tables.source) for item in listed]
    lines.append(line("Points", points))
    percent = 0
    for year, words in (("1yr", "one year"), ("2yr", "two years")):
        intercept = tables.number(f"intercept_{year}")
        probability = logistic(per_point * points + intercept)
        percent = whole_percent_once(probability)
        outputs[f"p_{year}"] = probability
        outputs[f"percent_{year}"] = percent
        sum_label = f"{digits(per_point)} × {points} − {digits(-intercept)}, {words}"
        lines += [
            line(sum_label, worked(per_point * points + intercept), tables.source),
            line(f"Probability, {words}: 1 ÷ (1 + e^−sum)", worked(probability)),
            line(f"Percentage, {words}: half up, 1 to 99", percent),
        ]
    band = tables.band(percent)
    return Result(
        outputs=outputs,
        band=band.code if band else None,
        kind="dynamic",
        working=(*lines, *band_line(band)),
    )


def whole_percent_once(probability: float) -> int:
    """Return the whole percentage, rounded half up once, from 1 to 99."""
    exact = Decimal(repr(probability)) * 100
    whole = int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))
    return min(max(whole, 1), 99)


def _scale(inputs: Inputs, name: str, words: tuple[str, ...] = PROBLEM) -> int | None:
    word = inputs.word(name, words)
    return None if word is None else words.index(word)


def _aware(inputs: Inputs) -> int | None:
    """Return 0–2; awareness is asked as yes, sometimes, no, or as a problem."""
    word = inputs.word("aware_of_consequences", (*AWARE, *PROBLEM))
    if word is None:
        return None
    return AWARE.index(word) if word in AWARE else PROBLEM.index(word)


def _ranged(tables: Tables, label: str, table: str, value: int) -> Item:
    _, points = known(row_of_range(tables.numbers(table), value))
    return Item(label=f"{label}: {value}", points=int(points))


def _flag_items(tables: Tables, flags: dict[str, bool | None]) -> list[Item]:
    return [
        Item(
            label=f"{_words(name)}: {'yes' if flag else 'no'}",
            points=tables.whole("flags", name) if flag else 0,
        )
        for name, flag in flags.items()
    ]


def _drink(tables: Tables, steps: int) -> int:
    return _times(steps, tables.number("alcohol", "each"))


def _times(count: int, number: float) -> int:
    """Return *count* times *number*, half up, in decimals."""
    exact = Decimal(count) * Decimal(repr(number))
    return int(exact.quantize(Decimal(1), rounding=ROUND_HALF_UP))


def _fraction(count: int, fraction: str) -> int:
    top, _, bottom = fraction.partition("/")
    return (2 * count * int(top) + int(bottom)) // (2 * int(bottom))


def _words(name: str) -> str:
    return name.replace("_", " ").capitalize()
