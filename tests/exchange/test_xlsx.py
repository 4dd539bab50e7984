"""Lists in workbooks: stored values, dates by their format, nothing hidden unsaid."""

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import date
from typing import Any

import pytest
from attrs import evolve
from openpyxl import Workbook
from openpyxl.utils.datetime import CALENDAR_MAC_1904
from openpyxl.worksheet.worksheet import Worksheet

from db.store import EncryptedStore
from iomdesk.errors import InputRefused
from iomdesk.exchange import xlsx_table
from iomdesk.exchange.actions import Order, import_people
from iomdesk.exchange.csv_people import read_csv
from iomdesk.exchange.headings import load_headings
from iomdesk.exchange.reading import Reading
from iomdesk.exchange.wording import load_wording
from iomdesk.exchange.workbook import Limits
from tests.exchange.kit import TODAY, is_told, told

HEADINGS = ("CRN", "Surname", "Forename", "DOB", "Mobile", "In custody")
ROW = ("X000077", "Dooley", "Al", date(1980, 3, 14), 7700900123, True)
SHEET = "xl/worksheets/sheet1.xml"


def first(made: Workbook) -> Worksheet:
    sheet = made.active
    assert isinstance(sheet, Worksheet)
    return sheet


def book(
    rows: Iterable[Iterable[Any]] = (HEADINGS, ROW),
    change: Callable[[Workbook], None] = lambda _: None,
) -> bytes:
    made = Workbook()
    for row in rows:
        first(made).append(list(row))
    change(made)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def repacked(change: dict[str, bytes | None], content: bytes | None = None) -> bytes:
    """Return a workbook with parts changed, added, or with None left out."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content or book())) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        parts = {name: old.read(name) for name in old.namelist()} | change
        for name, data in parts.items():
            if data is not None:
                new.writestr(name, data)
    return out.getvalue()


def a_sheet(inside: str) -> bytes:
    start = (
        '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    )
    return repacked({SHEET: f"{start}{inside}</worksheet>".encode()})


def read(content: bytes, sheet: str | None = None) -> Reading:
    files = {"list.xlsx": content}
    return read_csv(files, load_headings(), load_wording(), TODAY, sheet)


def test_a_workbook_says_what_a_list_says() -> None:
    reading = read(book())

    case = reading.people[0].case
    assert (case.person.surname, case.person.forename) == ("Dooley", "Al")
    assert case.person.born_on == date(1980, 3, 14)
    assert case.person.mobile == "07700900123"
    assert case.in_custody
    assert (reading.refused, reading.warnings) == ((), ())


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (29294, "dd/mm/yyyy"),
        (29294, "mm-dd-yy"),
        (29294, "[$-809]dd mmmm yyyy;@"),
        (29294.5, "dd/mm/yyyy hh:mm"),
        (29294.999999999, "dd/mm/yyyy"),
        ("14/03/1980", "General"),
        ("14-Mar-80", "@"),
        (29294, "General"),
    ],
)
def test_a_date_is_known_by_the_format_of_its_cell(value: Any, shown: str) -> None:
    def change(made: Workbook) -> None:
        first(made)["D2"].value = value
        first(made)["D2"].number_format = shown

    born = read(book(change=change)).people[0].case.person.born_on
    wanted = date(1980, 3, 15) if value == 29294.999999999 else date(1980, 3, 14)
    assert born == wanted


def test_a_workbook_that_counts_from_1904_shifts_no_day() -> None:
    def change(made: Workbook) -> None:
        made.epoch = CALENDAR_MAC_1904

    assert read(book(change=change)).people[0].case.person.born_on == date(1980, 3, 14)


@pytest.mark.parametrize("number", [1234567, 1234567.0, "1234567", "1,234,567"])
def test_a_number_reads_as_a_person_wrote_it(number: Any) -> None:
    reading = read(book([("Niche ID", "Surname"), (number, "Dooley")]))

    (held,) = reading.people[0].case.references.values()
    assert held.value.replace(",", "") == "1234567"


def test_a_stored_value_is_taken_and_a_formula_never() -> None:
    cells = (
        '<row r="1"><c r="A1" t="inlineStr"><is><t>CRN</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>Surname</t></is></c>'
        '<c r="C1" t="inlineStr"><is><t>Officer</t></is></c></row>'
        '<row r="2"><c r="A2" t="str"><f>"X"&amp;"000077"</f><v>X000077</v></c>'
        '<c r="B2" t="inlineStr"><is><r><t>Doo</t></r><r><t>ley</t></r>'
        "<rPh><t>x</t></rPh></is></c>"
        '<c r="C2"><f>HYPERLINK("http://example.invalid")</f></c></row>'
    )

    reading = read(a_sheet(f"<sheetData>{cells}</sheetData>"))

    assert reading.people[0].case.person.surname == "Dooley"
    assert reading.people[0].case.officer is None
    assert is_told(reading, "Officer")
    assert "no stored value" in told(reading)


def test_errors_of_a_spreadsheet_are_told_once() -> None:
    rows = [(*ROW[:1], "Low", "#N/A"), ("X000078", "High", "#REF!")]

    reading = read(book([("CRN", "Surname", "Address"), *rows]))

    assert not any(p.case.addresses for p in reading.people)
    assert "Column “Address”, line 2, 3: A spreadsheet wrote an error" in told(reading)


def test_titles_above_and_empty_rows_keep_the_numbers_of_their_rows() -> None:
    rows = [("Caseload",), (), HEADINGS, (), ("X1", "Bad"), ROW, ("Total", 1)]

    reading = read(book(rows))

    assert [p.where for p in reading.people] == [6]
    assert [r.line for r in reading.refused] == [5, 7]


def test_a_heading_on_two_lines_or_in_two_rows_is_one() -> None:
    one = read(book([("CRN", "Date of\nBirth", "Surname"), ("X000077", ROW[3], "Low")]))
    two = read(
        book(
            [
                ("", "Date of", "", ""),
                ("CRN", "Birth", "Surname", "Forename"),
                ("X000077", ROW[3], "Low", "Al"),
            ]
        )
    )

    for reading in (one, two):
        assert reading.people[0].case.person.born_on == date(1980, 3, 14)


def test_what_is_hidden_or_merged_is_told() -> None:
    def change(made: Workbook) -> None:
        sheet = first(made)
        sheet.row_dimensions[2].hidden = True
        sheet.column_dimensions["C"].hidden = True
        sheet.merge_cells("B3:B4")
        made.create_sheet("Old").sheet_state = "hidden"
        made.create_sheet("Leavers")

    rows = [HEADINGS, ROW, ("X000078", "Low"), ("X000079", None, "Ned")]
    reading = read(book(rows, change))

    assert len(reading.people) == 3
    said = told(reading)
    assert "Rows that are hidden were read too: line 2." in said
    assert "Columns that are hidden were read too: C." in said
    assert "B3:B4" in said
    assert "“Old” (hidden), “Leavers”" in said


def two_sheets(made: Workbook) -> None:
    first(made).title = "Cover"
    first(made).delete_rows(1, 9)
    first(made).append(["About this list"])
    other = made.create_sheet("Case load ")
    for row in (HEADINGS, ROW):
        other.append(list(row))


def test_the_first_visible_sheet_is_read_or_the_one_that_is_named() -> None:
    content = book(change=two_sheets)

    assert len(read(content, "case LOAD").people) == 1
    with pytest.raises(InputRefused, match=r"sheet “Cover”.*“Case load ”.*--sheet"):
        read(content)
    with pytest.raises(InputRefused, match=r"It has no sheet “Leavers”. Its sheets"):
        read(content, "Leavers")


def test_a_hidden_first_sheet_is_passed_over() -> None:
    def change(made: Workbook) -> None:
        two_sheets(made)
        made["Cover"].sheet_state = "veryHidden"
        made.active = 1

    assert len(read(book(change=change)).people) == 1


DOCTYPE = b'<!DOCTYPE x [<!ENTITY a "aa"><!ENTITY b "&a;&a;">]><sst>&b;</sst>'


def spoilt(content: bytes) -> bytes:
    """Return a workbook with a byte of its sheet changed."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        at = packed.getinfo(SHEET).header_offset + len(SHEET) + 60
    return content[:at] + bytes([content[at] ^ 0xFF]) + content[at + 1 :]


def encrypted() -> bytes:
    data = bytearray(book())
    for found in re.finditer(b"PK\x01\x02", bytes(data)):
        data[found.start() + 8] |= 1
    return bytes(data)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"PK\x03\x04", "damaged workbook"),
        (book()[:-200], "damaged workbook"),
        (spoilt(book()), "damaged workbook"),
        (b"PK\x05\x06" + b"\x00" * 18, "zip file and no workbook"),
        (repacked({"word/document.xml": b"<x/>"}), "Word document"),
        (repacked({"xl/vbaProject.bin": b"x"}), "macros"),
        (repacked({"xl/workbook.bin": b"x"}), "xlsb"),
        (repacked({"content.xml": b"x"}), "OpenDocument"),
        (encrypted(), "protected by a password"),
        (repacked({SHEET: DOCTYPE}), "XML that no spreadsheet program writes"),
        (
            repacked({SHEET: DOCTYPE.decode().encode("utf-16")}),
            "XML that no spreadsheet",
        ),
        (
            repacked({"xl/styles.xml": DOCTYPE}),
            "XML that no spreadsheet program",
        ),
        (repacked({SHEET: b"<worksheet>"}), "damaged workbook"),
        (repacked({SHEET: None}), "damaged workbook"),
        (a_sheet('<sheetData><row r="99999999999"><c/></row></sheetData>'), "damaged"),
        (a_sheet('<sheetData><row r="2"/><row r="1"/></sheetData>'), "damaged"),
        (
            a_sheet('<sheetData><row><c t="s"><v>-1</v></c></row></sheetData>'),
            "damaged",
        ),
        (a_sheet('<sheetData><row><c t="s"><v>x</v></c></row></sheetData>'), "damaged"),
        (a_sheet("<sheetData/>"), "No heading in the sheet"),
        (
            a_sheet('<sheetData><row><c r="ZZZ1"><v>1</v></c></row></sheetData>'),
            "more than 500 columns",
        ),
    ],
)
def test_what_is_no_workbook_that_can_be_read_is_refused_in_a_sentence(
    store: EncryptedStore, content: bytes, sentence: str
) -> None:
    with pytest.raises(InputRefused, match=sentence) as refused:
        import_people(store, {"list.xlsx": content}, Order())

    assert "“list.xlsx”" in str(refused.value)


def test_a_file_that_unpacks_to_far_more_is_refused_unread() -> None:
    bomb = repacked({"xl/media/a.bin": bytes(210 * 1024 * 1024)})

    assert len(bomb) < 1024 * 1024
    with pytest.raises(InputRefused, match="unpacks to more than 200 MB"):
        read(bomb)


@pytest.mark.parametrize(
    ("limit", "sentence"),
    [
        ({"rows": 1}, "more than 1 rows"),
        ({"columns": 5}, "more than 5 columns"),
        ({"cells": 11}, "too many values"),
        ({"letters": 20}, "too many values"),
    ],
)
def test_more_than_a_list_holds_is_refused(
    monkeypatch: pytest.MonkeyPatch, limit: dict[str, int], sentence: str
) -> None:
    usual = xlsx_table.limits()
    assert (usual.rows, usual.columns) == (200_000, 500)
    assert usual.unpacked_bytes == 200 * 1024 * 1024

    def small() -> Limits:
        return evolve(usual, **limit)

    monkeypatch.setattr(xlsx_table, "limits", small)
    with pytest.raises(InputRefused, match=sentence):
        read(book())


def test_nothing_outside_the_file_is_followed() -> None:
    rels = (
        '<Relationships><Relationship Id="rId1" Target="../../../../etc/passwd" '
        'Type="http://x/relationships/worksheet"/>'
        '<Relationship Id="rId2" Target="http://example.invalid/x" '
        'TargetMode="External" Type="http://x/relationships/sharedStrings"/>'
        "</Relationships>"
    )

    with pytest.raises(InputRefused, match="damaged workbook"):
        read(repacked({"xl/_rels/workbook.xml.rels": rels.encode()}))


def test_a_workbook_and_a_csv_file_about_one_person_are_one(
    store: EncryptedStore,
) -> None:
    files = {
        "a.xlsx": book(),
        "b.csv": b"CRN,Surname,Forename,Officer\nX000077,Dooley,Al,PC Green\n",
    }

    report = import_people(store, files, Order())
    again = import_people(store, files, Order())

    assert (report.format, report.new, report.questions) == ("csv, xlsx", 1, 0)
    assert (again.unchanged, again.fields_written) == (1, 0)
