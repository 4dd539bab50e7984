"""A person as the due rules see them."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, TypeVar

from attrs import field, frozen

from iomdesk.cases.case import Case
from iomdesk.due.rules import DueRules
from iomdesk.ports import Record

R = TypeVar("R", bound=Record)


@frozen(kw_only=True)
class Standing:
    """All that is recorded of a person, and the rules by which something is due.

    *arrived_on* is the day of the first record of the person here.
    """

    case: Case
    rules: DueRules
    arrived_on: date | None = None
    records: Mapping[str, Sequence[Any]] = field(factory=dict)

    def of(self, kind: type[R]) -> Sequence[R]:
        found: Sequence[R] = self.records.get(kind.KIND, ())
        return found
