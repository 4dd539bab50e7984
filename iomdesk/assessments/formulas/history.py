"""What the 2026 tools and SNSV know of a person's past, read and checked."""

from datetime import date

from attrs import frozen

from iomdesk.assessments.ages import completed_months
from iomdesk.assessments.inputs import Inputs, Rejected, known
from iomdesk.assessments.offences import IndexOffence, index_offence
from iomdesk.assessments.sanctions import (
    Ages,
    read_ages,
    read_sex,
    read_total,
    read_violent,
)
from iomdesk.assessments.tables import Tables
from iomdesk.dates import add_months

YOUNGEST = 0
MONTHS_AHEAD = 3
MONTHS = "offence_free_months_capped_36"


@frozen(kw_only=True)
class History:
    """Every value is there and within its limits; *violent* may be not needed."""

    sex: str
    age: int
    years: int
    sanctions: int
    violent: int | None
    months: int
    offence: IndexOffence


def read_history(tables: Tables, inputs: Inputs) -> History:
    """Return the static inputs, or refuse with the name of the rule."""
    sanctions = read_total(inputs)
    violent = read_violent(inputs, sanctions)
    ages = read_ages(inputs, YOUNGEST)
    assessed = inputs.day("assessment_date")
    _refuse_late_conviction(ages, assessed)
    months = read_months(tables, inputs, ages, assessed)
    age = ages.at_conviction if ages.at_follow_up is None else ages.at_follow_up
    sex = read_sex(inputs)
    categories = tables.numbers("static", "offence")
    without = "assessment_date" if assessed is None else MONTHS
    offence = index_offence(inputs, tables.offences, categories)
    inputs.demand(
        sex=sex,
        date_of_current_conviction=ages.at_conviction,
        age_at_first_sanction=ages.at_first,
        date_at_start_of_follow_up=age,
        total_sanctions_including_current=sanctions,
        violent_sanctions=violent if tables.whole("violent_needed") else 0,
        **{without: months},
        offence_category=offence,
    )
    return History(
        sex=known(sex),
        age=known(age),
        years=known(ages.at_conviction) - known(ages.at_first),
        sanctions=known(sanctions),
        violent=violent,
        months=known(months),
        offence=known(offence),
    )


def read_months(
    tables: Tables, inputs: Inputs, ages: Ages, assessed: date | None
) -> int | None:
    """Return the offence-free months: 0 before follow-up starts, and at most 36."""
    most = tables.whole("most_months")
    given = inputs.whole(MONTHS, 0, most)
    if given is not None:
        return given
    start = ages.follow_up or ages.convicted
    if assessed is None or start is None:
        return None
    return min(max(completed_months(start, assessed), 0), most)


def _refuse_late_conviction(ages: Ages, assessed: date | None) -> None:
    if ages.convicted is None or assessed is None:
        return
    if ages.convicted > add_months(assessed, MONTHS_AHEAD):
        raise Rejected(
            "date_of_current_conviction_over_3_months_after_assessment_date",
            "date_of_current_conviction",
            "The conviction lies more than 3 months after the assessment.",
        )
