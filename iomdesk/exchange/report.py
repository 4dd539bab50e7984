"""What an import did, counted; nothing is left out of it."""

from attrs import frozen

from iomdesk.exchange.refusal import Refusal


@frozen(kw_only=True)
class ImportReport:
    """Counts of one import, or of what it would do where *dry_run*.

    *refused* names every row and value that was not taken; *kept_as_received* counts
    the values that have no field here and are kept word for word; *about_nobody*
    names answers that concern no person.
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

    @property
    def rows_refused(self) -> int:
        return sum(refusal.whole for refusal in self.refused)


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
