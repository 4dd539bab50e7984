"""Sex, ages and sanctions, read and checked as every actuarial tool needs them."""

from collections.abc import Iterable
from datetime import date

from attrs import frozen

from iomdesk.assessments.ages import completed_years
from iomdesk.assessments.inputs import Inputs, Rejected

OLDEST = 109
MOST_SANCTIONS = 999
SEXES = ("male", "female")


@frozen(kw_only=True)
class Ages:
    """Ages in completed years, given or worked out from dates; None is not known."""

    born: date | None = None
    convicted: date | None = None
    follow_up: date | None = None
    at_conviction: int | None = None
    at_first: int | None = None
    at_follow_up: int | None = None


def read_sex(inputs: Inputs) -> str | None:
    said = inputs.text("sex")
    if said is None:
        return None
    if said.lower() not in SEXES:
        raise Rejected(
            "sex_not_covered",
            "sex",
            "The published models cover men and women only. Use professional judgement "
            "and record why.",
        )
    return said.lower()


def read_ages(inputs: Inputs, youngest: int) -> Ages:
    """Return the ages of the tool; below *youngest* there is no score."""
    born = inputs.day("date_of_birth")
    convicted = inputs.day("date_of_current_conviction")
    follow_up = inputs.day("date_at_start_of_follow_up")
    read = AgeReader(inputs=inputs, born=born, youngest=youngest)
    at_conviction = read.age("age_at_current_conviction", "date_of_current_conviction")
    at_first = read.age("age_at_first_sanction", "date_of_first_sanction")
    at_follow_up = read.age("age_at_start_of_follow_up", "date_at_start_of_follow_up")
    if at_first is not None and at_conviction is not None and at_first > at_conviction:
        raise Rejected(
            "age_at_first_sanction_after_age_at_current_conviction",
            "age_at_first_sanction",
            "The first sanction cannot lie after the current conviction.",
        )
    return Ages(
        born=born,
        convicted=convicted,
        follow_up=follow_up,
        at_conviction=at_conviction,
        at_first=at_first,
        at_follow_up=at_follow_up,
    )


@frozen(kw_only=True)
class AgeReader:
    """Reads an age, or works it out from a date and the date of birth."""

    inputs: Inputs
    born: date | None
    youngest: int

    def age(self, name: str, date_name: str) -> int | None:
        given = self.inputs.whole(name, self.youngest, OLDEST, why=self._not_applicable)
        day = self.inputs.day(date_name)
        if day is None or self.born is None:
            return given
        reckoned = self._reckoned(name, date_name, day)
        if given is not None and given != reckoned:
            raise Rejected(
                f"{name}_disagrees_with_{date_name}",
                name,
                f"The age given is {given}; the dates make it {reckoned}.",
            )
        return reckoned

    def _reckoned(self, name: str, date_name: str, day: date) -> int:
        if self.born is None or day <= self.born:
            raise _before_birth(date_name)
        years = completed_years(self.born, day)
        if years < self.youngest:
            raise Rejected(
                f"{name}_below_{self.youngest}",
                date_name,
                f"The person was {years} then. {self._not_applicable}",
            )
        if years > OLDEST:
            raise Rejected(
                f"{name}_above_{OLDEST}",
                date_name,
                f"The dates make the person {years} years old.",
            )
        return years

    @property
    def _not_applicable(self) -> str:
        """Return why there is no score for somebody younger, if there is a limit."""
        if not self.youngest:
            return ""
        return f"The tool is not applicable to people under {self.youngest}."


def refuse_before_birth(inputs: Inputs, names: Iterable[str]) -> None:
    """Refuse if any of the days *names* does not lie after the date of birth."""
    born = inputs.day("date_of_birth")
    for name in names:
        day = inputs.day(name)
        if born is not None and day is not None and day <= born:
            raise _before_birth(name)


def _before_birth(name: str) -> Rejected:
    words = name.replace("_", " ")
    return Rejected(
        f"{name}_not_after_date_of_birth",
        name,
        f"“{words}” does not lie after the date of birth.",
    )


def read_total(inputs: Inputs) -> int | None:
    """Return all sanctions, the current one included."""
    total = inputs.whole(
        "total_sanctions_including_current", 1, MOST_SANCTIONS, "total_sanctions"
    )
    previous = inputs.whole("previous_sanctions", 0, MOST_SANCTIONS - 1)
    if previous is None:
        return total
    if total is not None and total != previous + 1:
        raise Rejected(
            "previous_sanctions_disagrees_with_total_sanctions",
            "previous_sanctions",
            "The total counts the current sanction too: it is one more than previous.",
        )
    return previous + 1


def read_violent(inputs: Inputs, total: int | None) -> int | None:
    """Return the violent sanctions, which cannot be more than all sanctions."""
    violent = inputs.whole("violent_sanctions", 0, MOST_SANCTIONS)
    if violent is not None and total is not None and violent > total:
        raise Rejected(
            "violent_sanctions_above_total_sanctions",
            "violent_sanctions",
            "There cannot be more violent sanctions than sanctions.",
        )
    return violent
