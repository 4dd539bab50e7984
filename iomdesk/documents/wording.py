"""What the writers say of a document of their own accord."""

from datetime import date, datetime

from attrs import frozen

from iomdesk.clock import london_time
from iomdesk.dates import short_date_text
from iomdesk.documents.blocks import Document, Handling, Table, Wheel
from iomdesk.documents.style import house_style

BETWEEN = "  ·  "


def date_text(day: date) -> str:
    return f"{day.day} {house_style().months[day.month - 1]} {day.year}"


def time_text(instant: datetime) -> str:
    """Return *instant* as a clock on an English wall shows it, with its day."""
    shown = london_time(instant)
    return f"{date_text(shown.date())} at {shown:%H:%M}"


def control_rows(document: Document) -> list[tuple[str, str]]:
    """Return what the first page says of the document itself, label and value."""
    words = house_style().wording
    instruction = (words["instruction"], document.handling.instruction or "")
    rows = [
        (words["reference"], document.reference),
        (words["version"], document.version),
        (words["marking"], document.marking),
        (words["status"], document.status or words["final"]),
        (words["printed_by"], document.printed_by),
        (words["printed_at"], time_text(document.printed_at)),
        *_handling_rows(document.handling),
    ]
    return [*rows, instruction] if instruction[1] else rows


@frozen(kw_only=True)
class RunningHead:
    """What every page repeats; *watermark* lies across what is not final, "" is none.

    *version* begins with the version: it is never cut off.
    """

    marking: str
    subject: str
    version: str
    printed: str
    handling: str
    watermark: str


def running_head(document: Document) -> RunningHead:
    words, version = house_style().wording, document.version
    if version.isdecimal():
        version = f"{words['version']} {version}"
    holes = {"by": document.printed_by, "at": time_text(document.printed_at)}
    rows = (f"{label} {value}" for label, value in _handling_rows(document.handling))
    return RunningHead(
        marking=document.marking,
        subject=f"{document.kind}{BETWEEN}{document.title}",
        version=f"{version[:1].upper()}{version[1:]}{BETWEEN}{document.reference}",
        printed=words["printed"].format_map(holes),
        handling=BETWEEN.join(rows),
        watermark=(document.status or "").strip().upper(),
    )


def _handling_rows(handling: Handling) -> list[tuple[str, str]]:
    """Return how the paper is to be treated; a line too long loses the last of it."""
    words, until, by = house_style().wording, handling.valid_until, handling.destroy_by
    rows = (
        (words["copy"], handling.copy),
        (words["valid_until"], date_text(until) if until else None),
        (words["destroy_by"], date_text(by) if by else None),
        (words["desk"], handling.desk),
        (words["recipients"], "; ".join(handling.recipients)),
    )
    return [(label, value) for label, value in rows if value]


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
