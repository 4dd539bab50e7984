"""What falls due and when, as dated data."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from iomdesk.cases.case import RiskLevel


@frozen(kw_only=True)
class VisitRule:
    """How often a person is seen at home, by risk, and what counts as seen.

    *source_kinds* are words in what another system calls a visit at home, and
    *source_outcomes* how its outcome begins where the person was seen.
    """

    what: str
    why: str
    source: str
    months: Mapping[RiskLevel, int]
    unrated_months: int
    plan_why: str
    case_why: str
    said_why: str
    outcomes: tuple[str, ...]
    kinds: tuple[str, ...]
    source_kinds: tuple[str, ...]
    source_outcomes: tuple[str, ...]
    source_why: str
    on: bool = True


@frozen(kw_only=True)
class FirstVisitRule:
    """How soon a person is seen at home for the first time, by risk.

    *from_arrival* counts an imported person's days from the import where all that is
    known began before it: earlier visits lie in the system the person came from.
    """

    what: str
    why: str
    arrived_why: str
    contact_why: str
    from_arrival: bool
    source: str
    days: Mapping[RiskLevel, int]
    unrated_days: int
    on: bool = True


@frozen(kw_only=True)
class Rule:
    """A rule whose date stands in a record, or so long after one."""

    what: str
    why: str
    source: str
    days: int = 0
    months: int = 0
    on: bool = True


@frozen(kw_only=True)
class DueRules:
    """All the rules of one date; every number is a setting, with its source."""

    version: str
    effective_from: date
    source: str
    visit: VisitRule
    first_visit: FirstVisitRule
    rules: Mapping[str, Rule]
    assessment_months: Mapping[str, int] = field(factory=dict)

    def rule(self, kind: str) -> Rule | None:
        """Return the rule for *kind* where it is on."""
        rule = self.rules.get(kind)
        return rule if rule and rule.on else None


def level_word(level: RiskLevel | None) -> str:
    return level.value.replace("_", " ") if level else "not assessed"
