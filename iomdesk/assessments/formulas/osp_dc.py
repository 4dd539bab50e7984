"""OSP/DC (DC-SRP): contact sexual reoffending, by points and their bands."""

from datetime import date

from attrs import frozen

from iomdesk.assessments.ages import completed_years
from iomdesk.assessments.bands import Band
from iomdesk.assessments.formulas.sexual import (
    COUNTS,
    SexualHistory,
    read_sexual_history,
    refuse_too_many,
)
from iomdesk.assessments.formulas.terms import logistic
from iomdesk.assessments.inputs import Inputs, known
from iomdesk.assessments.result import Line, Result, band_line, line
from iomdesk.assessments.rounding import digits, percent_to_2, worked
from iomdesk.assessments.sanctions import (
    OLDEST,
    AgeReader,
    read_sex,
    refuse_before_birth,
)
from iomdesk.assessments.tables import Tables, row_of_range
from iomdesk.assessments.wording import wording

ADULT, CHILD, NON_CONTACT, _ = COUNTS
LAST_SANCTION = "date_of_most_recent_sexual_sanction"
SUPERVISION = ("community", "custody", "remand")
START = "date_at_start_of_follow_up"
LAST_OFFENCE = "date_of_most_recent_offence"
LAST_SEXUAL = "date_of_most_recent_sexual_offence"
NA = "not_applicable"


@frozen(kw_only=True)
class Points:
    """Points of one item, and how to say it."""

    label: str
    points: int


def osp_dc(tables: Tables, inputs: Inputs) -> Result:
    """Return points, probability and band; given only a band, its reduction."""
    if inputs.has("band") and not any(inputs.has(name) for name in COUNTS):
        return _reduction_only(tables, inputs)
    strict = tables.flag("within_total") is not None
    return contact(tables, inputs, within_total=strict)


def contact(tables: Tables, inputs: Inputs, *, within_total: bool) -> Result:
    history = read_sexual_history(inputs, within_total=within_total)
    if history.not_applicable:
        return Result(
            band=NA,
            kind="static",
            not_applicable=history.not_applicable,
            working=(line("OSP/DC", history.not_applicable, tables.source),),
        )
    items = _items(tables, inputs, history)
    points = sum(item.points for item in items)
    z = tables.number("per_point") * points + tables.number("intercept")
    probability = logistic(z) if points else 0.0
    band = known(tables.band(points))
    stands, reduced = _reduced(tables, inputs, band)
    return Result(
        outputs={
            "points": points,
            "p_2yr": probability,
            "percent": percent_to_2(probability),
            "percent_2yr": percent_to_2(probability),
            "band_reduced": reduced,
        },
        band=stands.code,
        kind="static",
        working=(
            *(line(item.label, item.points, tables.source) for item in items),
            line("Points, of 64", points),
            line(
                f"{digits(tables.number('per_point'))} × {points}"
                f" − {digits(-tables.number('intercept'))}",
                worked(z),
                tables.source,
            ),
            _probability_line(points, probability),
            line(
                "Percentage, two years: 2 decimals, half up", percent_to_2(probability)
            ),
            *band_line(band),
            *_reduction_line(tables, stands, reduced=reduced),
        ),
    )


def _probability_line(points: int, probability: float) -> Line:
    how = "1 ÷ (1 + e^−sum)" if points else "no points, no probability"
    return line(f"Probability, two years: {how}", worked(probability))


def _items(tables: Tables, inputs: Inputs, history: SexualHistory) -> list[Points]:
    read = AgeReader(inputs=inputs, born=inputs.day("date_of_birth"), youngest=0)
    age = _age_at_start(inputs, read)
    last = read.age("age_at_most_recent_sexual_sanction", LAST_SANCTION)
    stranger = inputs.flag("current_offence_stranger_victim")
    counts = known(history.counts)
    if None in (age, last, history.total):
        # Counts that contradict each other are the better reason to name.
        refuse_too_many(counts, history.total)
    inputs.demand(
        date_at_start_of_follow_up=age,
        date_of_most_recent_sexual_sanction=last,
        total_sanctions_including_current=history.total,
    )
    of = [
        ("Contact adult sexual sanctions", "contact_adult", counts[ADULT]),
        ("Contact child sexual sanctions", "contact_child", counts[CHILD]),
        ("Non-contact sexual sanctions", "non_contact", counts[NON_CONTACT]),
        ("Age at start of follow-up", "age", known(age)),
        ("Age at most recent sexual sanction", "age_at_last", known(last)),
        ("Sanctions, the current one included", "sanctions", known(history.total)),
    ]
    items = [_item(tables, *one) for one in of]
    word = "yes" if stranger else "no"
    victim = tables.whole("stranger", word)
    return [*items, Points(label=f"Stranger victim: {word}", points=victim)]


def _age_at_start(inputs: Inputs, read: AgeReader) -> int | None:
    """Return the age at the start of follow-up: without one, at the conviction."""
    age = read.age("age_at_start_of_follow_up", START)
    if age is not None or inputs.has(START):
        return age
    return read.age("age_at_current_conviction", "date_of_current_conviction")


def _item(tables: Tables, label: str, table: str, value: int) -> Points:
    _, points = known(row_of_range(tables.numbers(table), min(value, OLDEST)))
    return Points(label=f"{label}: {value}", points=int(points))


def _reduction_only(tables: Tables, inputs: Inputs) -> Result:
    codes = [band.code for band in tables.bands]
    code = inputs.word("band", (*codes, NA))
    if code == NA:
        said = "There is no band to lower."
        return Result(outputs={"band_reduced": False}, band=NA, not_applicable=said)
    band = next(one for one in tables.bands if one.code == code)
    stands, reduced = _reduced(tables, inputs, band)
    return Result(
        outputs={"band_reduced": reduced},
        band=stands.code,
        kind="static",
        working=_reduction_line(tables, stands, reduced=reduced),
    )


def _reduced(tables: Tables, inputs: Inputs, band: Band) -> tuple[Band, bool]:
    """Return the band that stands: one lower after five offence-free years."""
    years = tables.whole("reduction_years")
    where = inputs.word("supervision", SUPERVISION)
    assessed = inputs.day("assessment_date")
    days = _days_to_be_free_since(inputs)
    place = tables.bands.index(band)
    free = bool(days) and assessed is not None and _all_free(days, assessed, years)
    if read_sex(inputs) == "male" and where == "community" and place and free:
        return tables.bands[place - 1], True
    return band, False


def _days_to_be_free_since(inputs: Inputs) -> list[date]:
    """Return the days that are known; a sexual sanction stands in for its offence.

    The source has one date for both, so a sanction of last year lowers nothing.
    """
    refuse_before_birth(inputs, (START, LAST_OFFENCE, LAST_SEXUAL, "assessment_date"))
    start = inputs.day(START) or inputs.day("date_of_current_conviction")
    sexual = inputs.day(LAST_SEXUAL) or inputs.day(LAST_SANCTION)
    days = (start, inputs.day(LAST_OFFENCE), sexual)
    return [day for day in days if day is not None]


def _all_free(days: list[date], assessed: date, years: int) -> bool:
    return all(completed_years(day, assessed) >= years for day in days)


def _reduction_line(tables: Tables, stands: Band, *, reduced: bool) -> tuple[Line, ...]:
    if not reduced:
        return ()
    years = tables.whole("reduction_years")
    label = f"{years} years free of offences in the community: one band lower"
    return (line(label, wording(stands.label), tables.source),)
