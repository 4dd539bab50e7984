"""Which kind of file was given, and sentences for the kinds that cannot be read."""

from enum import StrEnum

from iomdesk.errors import InputRefused

_SPREADSHEET = (
    "This is a spreadsheet or a zip file. Open it, save it as CSV, and import that."
)
_STARTS = {
    b"PK\x03\x04": _SPREADSHEET,
    b"\xd0\xcf\x11\xe0": _SPREADSHEET,
    b"%PDF": "This is a PDF. An import needs a CSV file or JSON.",
    b"\x1f\x8b": "This is a compressed file. Unpack it, and import what is inside.",
}
_BEGINNING = 1024
_WIDE = (b"\xff\xfe", b"\xfe\xff")


class FileKind(StrEnum):
    """The kinds of file that people are read from."""

    CSV = "csv"
    MPOP = "mpop"


def kind_of(data: bytes) -> FileKind:
    """Return what *data* looks like: JSON begins with a bracket."""
    begin = data[:_BEGINNING]
    if begin.startswith(_WIDE):
        begin = begin.decode("utf-16", errors="replace").encode()
    start = begin.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return FileKind.MPOP if start in (b"{", b"[") else FileKind.CSV


def demand_text(name: str, data: bytes, limit: int) -> None:
    """Refuse what is empty, too large, or no text."""
    if not data.strip():
        raise InputRefused(f"“{name}” is empty. Nothing was imported.", name)
    for start, sentence in _STARTS.items():
        if data.startswith(start):
            raise InputRefused(f"“{name}” was not read. {sentence}", name)
    if len(data) > limit:
        size = f"{limit // (1024 * 1024)} MB"
        raise InputRefused(
            f"“{name}” is larger than {size}. Cut it into smaller files.", name
        )
    if b"\x00" in data and not data.startswith(_WIDE):
        raise InputRefused(
            f"“{name}” is not a text file. An import needs a CSV file or JSON.", name
        )
