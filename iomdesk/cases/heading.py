"""What every document says first about a person."""

from datetime import date

from iomdesk.cases.case import Case, RiskLevel
from iomdesk.cases.row import main_reference
from iomdesk.cases.summary import (
    address_line,
    age,
    display_name,
    highest_level,
    live_markers,
    other_names,
)
from iomdesk.dates import date_text
from iomdesk.documents.blocks import (
    Badge,
    Badges,
    Block,
    Cell,
    Fields,
    RiskBadge,
)
from iomdesk.documents.blocks import WarningMarker as Warned


def person_header(case: Case, on: date) -> tuple[Block, Block]:
    """Return what every paper about a person begins with: who they were on a day."""
    return person_badges(case, on), person_fields(case, on)


def person_badges(case: Case, on: date) -> Badges:
    """Return the highest risk and the warnings in force."""
    markers = live_markers(case, on).values()
    warnings: list[Badge] = [Warned(text=m.text) for m in markers if m.warning]
    return Badges(items=(risk_badge(highest_level(case)), *warnings))


def person_fields(case: Case, on: date) -> Fields:
    """Return who it is: name, birth, references, where they live, who manages them."""
    return Fields(
        rows=(
            ("Name", display_name(case)),
            ("Also known as", "; ".join(other_names(case)) or "no other name recorded"),
            ("Born", born_text(case, on)),
            ("References", references_text(case)),
            ("Address", address_line(case)),
            ("MAPPA", mappa_text(case)),
            ("Officer", case.officer),
            ("Team", case.team),
        ),
        columns=2,
    )


def risk_badge(level: RiskLevel | None) -> RiskBadge:
    return RiskBadge(level=level.value if level else "not_assessed")


def born_text(case: Case, on: date) -> str | None:
    if case.person.born_on is None:
        return None
    return f"{date_text(case.person.born_on)}, aged {age(case, on)}"


def references_text(case: Case) -> Cell:
    """Return all references, the strongest first: “CRN X012345; PNC 2001/…”."""
    held = sorted(
        case.references.values(),
        key=lambda ref: (ref.value != main_reference(case), ref.type, ref.value),
    )
    return "; ".join(f"{ref.type.value.upper()} {ref.value}" for ref in held) or None


def mappa_text(case: Case) -> str | None:
    """Return category and level, or None where neither is recorded."""
    mappa = case.mappa
    if mappa.category is None and mappa.level is None:
        return None
    category = "not recorded" if mappa.category is None else mappa.category
    level = "not recorded" if mappa.level is None else mappa.level
    return f"Category {category}, level {level}"


def mappa_words(said: str) -> str:
    """Return a list's “1/2” as it is; where one is missing, say which: “?/2” does not.

    As a row of the list holds it: category and level, "?" for what is not recorded.
    """
    category, _, level = said.partition("/")
    if category == "?":
        return f"Level {level}, category not recorded"
    if level == "?":
        return f"Category {category}, level not recorded"
    return said
