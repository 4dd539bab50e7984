"""Which kind of file was given, and sentences for the kinds that cannot be read."""

from enum import StrEnum

from iomdesk.errors import InputRefused
from iomdesk.exchange.text_file import wide_encoding

_STARTS = {
    b"%PDF": "This is a PDF. An import needs a list (CSV or .xlsx) or JSON.",
    b"\x1f\x8b": "This is a compressed file. Unpack it, and import what is inside.",
    b"{\\rtf": "This is a Word document. An import needs CSV or .xlsx.",
}
_PAGES = (b"<!doctype html", b"<html", b"<table")
_PAGE = "This is a web page. Open it in Excel, save it as .xlsx, and import that."
_ZIPS = (b"PK\x03\x04", b"PK\x05\x06")
_OLD_OFFICE = b"\xd0\xcf\x11\xe0"
_OLD_OFFICE_FILES = (
    ("EncryptedPackage", "It is protected by a password. Import a copy without one."),
    ("WordDocument", "This is a Word document. An import needs CSV or .xlsx."),
    (
        "__substg1.0",
        "This is an e-mail. Save the list that it holds, and import it.",
    ),
)
_OLD_WORKBOOK = (
    "This is a spreadsheet of an old kind (.xls). Open it, save it as .xlsx or CSV, "
    "and import that."
)
_BEGINNING = 1024


class FileKind(StrEnum):
    """The kinds of file that people are read from."""

    CSV = "csv"
    XLSX = "xlsx"
    MPOP = "mpop"


def kind_of(data: bytes) -> FileKind:
    """Return what *data* looks like: JSON begins with a bracket, .xlsx is a zip."""
    if data.startswith(_ZIPS):
        return FileKind.XLSX
    begin = data[:_BEGINNING]
    if wide := wide_encoding(data):
        begin = begin.decode(wide, errors="replace").encode(errors="replace")
    start = begin.lstrip(b"\xef\xbb\xbf \t\r\n")[:1]
    return FileKind.MPOP if start in (b"{", b"[") else FileKind.CSV


def demand_text(name: str, data: bytes, limit: int) -> None:
    """Refuse what is empty, too large, or neither text nor a zip."""
    if not data.strip():
        raise InputRefused(f"“{name}” is empty. Nothing was imported.", name)
    if sentence := _unwanted(data):
        raise InputRefused(f"“{name}” was not read. {sentence}", name)
    if len(data) > limit:
        size = f"{limit // (1024 * 1024)} MB"
        raise InputRefused(
            f"“{name}” is larger than {size}. Cut it into smaller files.", name
        )
    if kind_of(data) is FileKind.XLSX or wide_encoding(data):
        return
    if b"\x00" in data:
        raise InputRefused(
            f"“{name}” is not a text file. An import needs a CSV file, a workbook "
            "(.xlsx) or JSON.",
            name,
        )


def _unwanted(data: bytes) -> str | None:
    """Return a sentence about a kind of file that holds no list for us."""
    for start, sentence in _STARTS.items():
        if data.startswith(start):
            return sentence
    if data[:_BEGINNING].lstrip(b"\xef\xbb\xbf \t\r\n").lower().startswith(_PAGES):
        return _PAGE
    if not data.startswith(_OLD_OFFICE):
        return None
    for inside, sentence in _OLD_OFFICE_FILES:
        if inside.encode("utf-16-le") in data:
            return sentence
    return _OLD_WORKBOOK
