"""What is set for everybody, each with whose it is and where it comes from."""

from attrs import frozen

from iomdesk.rules.rulebook import ChangedBy, InForce, Rulebook

MARKING = "OFFICIAL-SENSITIVE"


@frozen(kw_only=True)
class SetValue:
    """One line that an officer reads and does not change."""

    what: str
    value: str
    source: str


def set_values(book: Rulebook) -> tuple[SetValue, ...]:
    """Return what the rules shipped, or a force's own in their place, say."""
    marking = SetValue(
        what="Marking of screens and pages",
        value=MARKING,
        source="Government Security Classifications, as shipped",
    )
    version = SetValue(
        what="Rules in force",
        value=book.version,
        source="Each rule names whose it is, and its source",
    )
    rules = (
        SetValue(what=one.row.title, value=one.words, source=_source(one))
        for one in book.rows.values()
        if one.row.changed_by is not ChangedBy.OFFICER
    )
    return (marking, version, *rules)


def _source(one: InForce) -> str:
    """Return whose the value is; where it is not as shipped, what was."""
    if one.value == one.row.value:
        return one.row.source
    shipped = f"shipped: {one.row.value}, {one.row.source}"
    return f"{one.by[:1].upper()}{one.by[1:]}; {shipped}"
