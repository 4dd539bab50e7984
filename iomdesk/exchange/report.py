"""What an import did, counted and by name; nothing is left out of it."""

from collections.abc import Sequence
from enum import StrEnum

from attrs import frozen

from iomdesk.exchange.refusal import Refusal
from iomdesk.records.ids import CaseId, PartId


class Outcome(StrEnum):
    """What became of one person of an import."""

    NEW = "new"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    SET_APART = "set_apart"


@frozen(kw_only=True)
class Entrant:
    """Somebody whom an import was about, where anything became of it.

    *name* is as the file says it, and for somebody set apart *why* is the question that
    stands on the case; *line* is the first of a list.
    """

    outcome: Outcome
    case_id: CaseId
    name: str
    reference: str = ""
    line: int | None = None
    question_id: PartId | None = None
    why: str = ""

    @property
    def called(self) -> str:
        """Return “LOW, Al (X000001), line 2”, and why somebody was set apart."""
        reference = f" ({self.reference})" if self.reference else ""
        line = f"line {self.line}" if self.line else ""
        who = ", ".join(part for part in (f"{self.name}{reference}", line) if part)
        return ": ".join(part for part in (who, self.why) if part)


@frozen(kw_only=True)
class ImportReport:
    """Counts of one import, or of what it would do where *dry_run*.

    *refused* names every row and value that was not taken; *kept_as_received* counts
    the values that have no field here and are kept word for word; *about_nobody*
    names answers that concern no person. *people* are those who are new, changed or set
    apart.
    """

    format: str
    dry_run: bool = False
    cancelled: bool = False
    files: int = 0
    people_seen: int = 0
    people_done: int = 0
    new: int = 0
    updated: int = 0
    unchanged: int = 0
    set_apart: int = 0
    fields_written: int = 0
    questions: int = 0
    possible_same: int = 0
    kept_as_received: int = 0
    refused: tuple[Refusal, ...] = ()
    warnings: tuple[str, ...] = ()
    about_nobody: tuple[str, ...] = ()
    people: tuple[Entrant, ...] = ()

    @property
    def rows_refused(self) -> int:
        return sum(refusal.whole for refusal in self.refused)


def named(
    people: Sequence[Entrant], *, planned: bool = False
) -> list[tuple[str, list[str]]]:
    """Return who was new, changed and set apart, under a heading each."""
    done = "would be" if planned else "was"
    headings = (
        (Outcome.NEW, f"Who {done} new"),
        (Outcome.UPDATED, f"Who {done} changed"),
        (Outcome.SET_APART, f"Who {done} set apart, with a question"),
    )
    found = [
        (heading, [one.called for one in people if one.outcome is outcome])
        for outcome, heading in headings
    ]
    return [(heading, names) for heading, names in found if names]


def summary(report: ImportReport) -> str:
    """Return the report in one sentence for a status line."""
    done = "would be" if report.dry_run else "were"
    counts = f"{report.new} {done} new, {report.updated} updated"
    parts = [
        f"{report.people_seen} people were read: {counts}, {report.unchanged} unchanged"
    ]
    if report.set_apart:
        parts.append(f"{report.set_apart} set apart with a question")
    if report.rows_refused:
        parts.append(f"{report.rows_refused} rows were refused")
    if report.questions:
        parts.append(f"{report.questions} questions were raised")
    if report.cancelled:
        parts.append(f"it was stopped after {report.people_done}; those stay")
    return "; ".join(parts) + "."
