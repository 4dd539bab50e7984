"""What the writers say of a document of their own accord."""

from datetime import date, datetime

from iomdesk.clock import london_time
from iomdesk.dates import short_date_text
from iomdesk.documents.blocks import Document, Table, Wheel
from iomdesk.documents.style import house_style


def date_text(day: date) -> str:
    return f"{day.day} {house_style().months[day.month - 1]} {day.year}"


def time_text(instant: datetime) -> str:
    """Return *instant* as a clock on an English wall shows it, with its day."""
    shown = london_time(instant)
    return f"{date_text(shown.date())} at {shown:%H:%M}"


def control_rows(document: Document) -> list[tuple[str, str | None]]:
    """Return what the first page says of the document itself, label and value."""
    words, handling = house_style().wording, document.handling
    always = [
        (words["reference"], document.reference),
        (words["version"], document.version),
        (words["marking"], document.marking),
        (words["status"], document.status or words["final"]),
        (words["printed_by"], document.printed_by),
        (words["printed_at"], time_text(document.printed_at)),
    ]
    until, by = handling.valid_until, handling.destroy_by
    sometimes = [
        (words["copy"], handling.copy),
        (words["desk"], handling.desk),
        (words["valid_until"], date_text(until) if until else None),
        (words["destroy_by"], date_text(by) if by else None),
        (words["recipients"], "; ".join(handling.recipients)),
        (words["instruction"], handling.instruction),
    ]
    return [*always, *(row for row in sometimes if row[1])]


def handling_line(document: Document) -> str:
    """Return what every page says of its handling; "" where there is nothing."""
    words, handling = house_style().wording, document.handling
    until, by = handling.valid_until, handling.destroy_by
    parts = [
        (words["copy"], handling.copy),
        (words["valid_until"], date_text(until) if until else None),
        (words["destroy_by"], date_text(by) if by else None),
        (words["desk"], handling.desk),
        (words["recipients"], "; ".join(handling.recipients)),
    ]
    return "  ·  ".join(f"{label} {value}" for label, value in parts if value)


def printed_line(document: Document) -> str:
    return (
        house_style()
        .wording["printed"]
        .format_map({"by": document.printed_by, "at": time_text(document.printed_at)})
    )


def wheel_table(wheel: Wheel) -> Table:
    """Return the wheel's values as a table, for whoever cannot see the drawing."""
    words = house_style().wording
    values = zip(wheel.labels, wheel.then, wheel.now, strict=True)
    return Table(
        header=(words["pathway"], *wheel_key(wheel)),
        rows=tuple((label, _said(a), _said(b)) for label, a, b in values),
    )


def wheel_key(wheel: Wheel) -> tuple[str, str]:
    """Return what the two lines of the wheel stand for, with their days."""
    words = house_style().wording
    days = ((words["then"], wheel.then_on), (words["now"], wheel.now_on))
    then, now = (f"{word}, {short_date_text(on)}" if on else word for word, on in days)
    return then, now


def _said(value: float | None) -> str:
    return house_style().wording["not_assessed"] if value is None else f"{value:g}"


def version_line(document: Document) -> str:
    """Return which version of what this is, the version first: it is never cut off."""
    said = document.version
    if said.isdecimal():
        said = f"{house_style().wording['version']} {said}"
    return f"{said[:1].upper()}{said[1:]}  ·  {document.reference}"
