"""What is set for everybody, each with where it comes from."""

from attrs import frozen

from iomdesk.dates import every
from iomdesk.due.loading import due_rules

MARKING = "OFFICIAL-SENSITIVE"


@frozen(kw_only=True)
class SetValue:
    """One line that an officer reads and does not change."""

    what: str
    value: str
    source: str


def set_values() -> tuple[SetValue, ...]:
    """Return what the rules shipped, or a force's own in their place, say."""
    rules = due_rules()
    visits = [
        SetValue(
            what=f"Home visit, {level.value.replace('_', ' ')} risk",
            value=every(months),
            source=rules.visit.source,
        )
        for level, months in rules.visit.months.items()
    ]
    first = [
        SetValue(
            what=f"First home visit, {level.value.replace('_', ' ')} risk",
            value=f"within {days} days",
            source=rules.first_visit.source,
        )
        for level, days in rules.first_visit.days.items()
    ]
    marking = SetValue(
        what="Marking of screens and pages",
        value=MARKING,
        source="Government Security Classifications, as shipped",
    )
    version = SetValue(
        what="Rules for what falls due", value=rules.version, source=rules.source
    )
    return (marking, version, *visits, *first)
