"""What a caseload list makes one wonder about, in sentences for the report."""

from collections.abc import Iterable

from iomdesk.cases.case import Case, ReferenceType
from iomdesk.exchange.cells import check_letter_agrees, is_month_first
from iomdesk.exchange.csv_table import Table
from iomdesk.exchange.headings import Headings

_MOST = 10


def unknown(table: Table, headings: Headings) -> Iterable[str]:
    """Name the columns without a field here."""
    unknown = [
        f"“{title}”"
        for title in table.headings
        if title and not headings.is_known(title)
        if not headings.names_bank_detail(title)
    ]
    if unknown:
        yield f"Kept as received, without a field: {', '.join(unknown)}."


def odd_letters(rows: Iterable[tuple[int, Case]]) -> Iterable[str]:
    """Warn of PNC numbers whose check letter says that they were mistyped."""
    lines = [
        str(line)
        for line, case in rows
        for reference in case.references.values()
        if reference.type is ReferenceType.PNC
        if not check_letter_agrees(reference.value)
    ]
    if lines:
        more = f" and {len(lines) - _MOST} more" if len(lines) > _MOST else ""
        yield (
            "The last letter of a PNC number does not agree with its figures on line "
            f"{', '.join(lines[:_MOST])}{more}. It was taken as written; it may be "
            "mistyped."
        )


def month_first(table: Table) -> Iterable[str]:
    """Warn where a date can only be month first: others may be so unnoticed."""
    for row in table.rows:
        if any(is_month_first(cell.strip()) for cell in row.cells):
            yield (
                f"A date on line {row.line} has its month first. Dates are read as day "
                "first: if this list is month first, 03/04 was read wrongly. Export it "
                "with dates like 1980-03-14."
            )
            return
