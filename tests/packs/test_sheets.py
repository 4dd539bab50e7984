"""Every instrument goes to a spreadsheet and back; a bad one is told why."""

import contextlib
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from iomdesk.assessments.loading import instrument_data
from iomdesk.errors import InputRefused
from iomdesk.packs.linting import InstrumentFaulty, instrument_of
from iomdesk.packs.sheet_file import SheetFaulty
from iomdesk.packs.sheets import (
    instrument_from_sheet,
    sheet_of_instrument,
    shipped_text,
)
from iomdesk.records.codec import digest
from iomdesk.resources import resource_names, resource_text
from tests.assessments.instruments import BANDS, FORM, HEAD
from tests.commands.conftest import run
from tests.commands.test_commands import Run
from tests.packs.packs import TEXT
from tests.proof import dear

__all__ = ["run"]

WEIGHTED = """
[score]
kind = "weighted"
items = ["which", "how_often"]
weights = { how_often = 0.25, which = 2 }
band_of = "points"
source = "Made up"
"""
TABLE = """
[score]
kind = "table"
items = ["how_often"]
source = "Made up"
[[score.ranges.how_often]]
least = 0
most = 2
points = 0
[[score.ranges.how_often]]
least = 3
most = 7
points = 1.5
"""
APART = """
[[sections]]
code = "last"
title = { en = "Last" }
help = { en = "At the end." }
[[sections]]
code = "empty"
title = { en = "Empty" }
[[items]]
code = "why"
section = "last"
kind = "text"
label = { en = "=1+1" }
limits = { longest = 500, source = "Made up" }
visible_when = [{ item = "how_often", least = 1, most = 4 }, { item = "uses" }]
[[items]]
code = "back"
section = "first"
kind = "date"
label = { en = "Back" }
required = false
"""


@pytest.mark.parametrize("name", resource_names("instruments", ".toml"))
def test_every_instrument_that_ships_comes_back_to_the_letter(name: str) -> None:
    text = resource_text(name)

    back = instrument_from_sheet(sheet_of_instrument(text, name), name)

    assert digest(instrument_data(back)) == digest(instrument_data(text))
    assert instrument_of(back, name) == instrument_of(text, name)


@pytest.mark.parametrize(
    "text",
    [TEXT, HEAD + FORM + WEIGHTED + BANDS, HEAD + FORM + TABLE, HEAD + FORM + APART],
    ids=["sum", "weighted", "table", "sections out of order"],
)
def test_what_no_shipped_instrument_has_comes_back_too(text: str) -> None:
    back = instrument_from_sheet(sheet_of_instrument(text, "a"), "a")

    assert instrument_of(back, "a") == instrument_of(text, "a")


def test_a_second_language_has_columns_of_its_own() -> None:
    text = "languages = ['en', 'cy']\n" + TEXT.replace("{ en =", "{ cy = 'C', en =")
    sheet = sheet_of_instrument(text, "a")

    headings = [cell.value for cell in load_workbook(io.BytesIO(sheet))["survey"][1]]

    assert {"label::English (en)", "label::Welsh (cy)"} <= set(headings)
    assert instrument_of(instrument_from_sheet(sheet, "a"), "a") == instrument_of(
        text, "a"
    )


def test_a_plain_label_is_english_and_a_yes_may_be_a_tick() -> None:
    def change(book: Workbook) -> None:
        book["survey"]["C1"] = "label"
        book["survey"]["H1"] = "required"
        book["survey"]["H3"] = True
        book.create_sheet("Notes of ours")["A1"] = "Not read."

    assert instrument_of(instrument_from_sheet(changed(change), "a"), "a").items


def changed(change: Callable[[Workbook], None], text: str = TEXT) -> bytes:
    """Return the made-up instrument as a workbook in which something was changed."""
    book = load_workbook(io.BytesIO(sheet_of_instrument(text, "a")))
    change(book)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def setting(sheet: str, cell: str, value: Any) -> Callable[[Workbook], None]:
    def change(book: Workbook) -> None:
        book[sheet][cell] = value

    return change


def column(sheet: str, heading: str) -> str:
    """Return the letter of a column of the made-up instrument's workbook."""
    book = load_workbook(io.BytesIO(sheet_of_instrument(TEXT, "a")))
    found = [c.column_letter for c in book[sheet][1] if c.value == heading]
    return str(found[0])


RELEVANT = column("survey", "relevant")
LEAST = column("bands", "least")
STATUS = column("settings", "status")
FROM = column("settings", "effective_from")


def merge(book: Workbook) -> None:
    book["bands"].merge_cells("A2:A3")


def drop(name: str) -> Callable[[Workbook], None]:
    return lambda book: book.remove(book[name])


@pytest.mark.parametrize(
    ("change", "said"),
    [
        (drop("survey"), "sheet survey: the sheet is missing or empty"),
        (drop("settings"), "sheet settings: the sheet is missing or empty"),
        (
            drop("choices"),
            "sheet survey, row 4, column A (type): sheet choices has no list “which”",
        ),
        (
            lambda book: book.create_sheet("bandz"),
            "sheet bandz: there is no such sheet. There are: settings, survey",
        ),
        (
            setting("survey", "A3", "colour"),
            "sheet survey, row 3, column A (type): there is no type “colour”",
        ),
        (
            setting("survey", "A4", "select_multiple whcih"),
            "sheet survey, row 4, column A (type): sheet choices has no list “whcih”",
        ),
        (
            setting("survey", "Z1", "appearance"),
            "sheet survey, row 1, column Z (appearance): there is no such column",
        ),
        (
            setting("survey", "Z3", "stray"),
            "sheet survey, row 3, column Z: the column has no heading in row 1",
        ),
        (
            setting("bands", f"{LEAST}3", "=1+2"),
            f"sheet bands, row 3, column {LEAST} (least): a formula",
        ),
        (
            setting("bands", f"{LEAST}3", "3"),
            f"sheet bands, row 3, column {LEAST} (least): a number typed as text",
        ),
        (merge, "sheet bands, row 2, column A: merged cells"),
        (
            setting("survey", "B4", "uses"),
            "sheet survey, row 4, column B (name): “uses” is used twice",
        ),
        (
            setting("bands", "A3", "low"),
            "sheet bands, row 3, column A (name): “low” is used twice",
        ),
        (
            setting("choices", "B3", "heroin"),
            "sheet choices, row 4: “heroin” is in list “which” 2 times",
        ),
        (
            setting("survey", f"{RELEVANT}4", "${uses} is 'yes'"),
            f"sheet survey, row 4, column {RELEVANT} (relevant): =, >= or <= is wanted",
        ),
        (
            setting("survey", "C3", None),
            "sheet survey, row 3: the label is missing",
        ),
        (
            setting("settings", f"{FROM}2", "last week"),
            f"sheet settings, row 2, column {FROM} (effective_from): a date like",
        ),
        (
            setting("settings", f"{STATUS}2", None),
            "sheet settings, row 2: the status is missing",
        ),
        (
            setting("settings", "A3", "another"),
            "sheet settings, row 3: the settings are one row",
        ),
        (
            setting("survey", "A7", None),
            "sheet survey: the group “first” is not ended",
        ),
        (
            setting("bands", f"{LEAST}3", "#N/A"),
            f"sheet bands, row 3, column {LEAST} (least): #N/A is no value",
        ),
    ],
)
def test_a_bad_sheet_is_told_with_sheet_row_and_column(
    change: Callable[[Workbook], None], said: str
) -> None:
    with pytest.raises(SheetFaulty) as refused:
        instrument_from_sheet(changed(change), "a.xlsx")

    assert f"a.xlsx, {said}" in str(refused.value)


def test_what_the_linter_finds_in_a_sheet_is_refused_too() -> None:
    with pytest.raises(InstrumentFaulty, match="leave a gap"):
        instrument_from_sheet(changed(setting("bands", f"{LEAST}3", 4)), "a.xlsx")


def test_a_status_that_is_none_is_named() -> None:
    with pytest.raises(InputRefused, match="status"):
        instrument_from_sheet(changed(setting("settings", f"{STATUS}2", "on")), "a")


def test_a_hundred_thousand_empty_rows_are_passed_by() -> None:
    def change(book: Workbook) -> None:
        for row in range(8, 100_008):
            book["survey"].cell(row=row, column=1).number_format = "0.00"
        book["bands"]["A1048576"] = " "

    back = instrument_from_sheet(changed(change), "a")

    assert digest(instrument_data(back)) == digest(instrument_data(TEXT))


def test_far_too_many_rows_are_refused() -> None:
    def change(book: Workbook) -> None:
        for _ in range(20_100):
            book["outputs" if "outputs" in book else "bands"].append(["x"])

    with pytest.raises(SheetFaulty, match="20,000 rows"):
        instrument_from_sheet(changed(change), "a")


@pytest.mark.parametrize(
    "content", [b"", b"code,version\n", TEXT.encode(), b"PK\x03\x04" + b"\x00" * 99]
)
def test_what_is_no_workbook_is_refused(content: bytes) -> None:
    with pytest.raises(InputRefused, match="is not a workbook"):
        instrument_from_sheet(content, "a.xlsx")


def repacked(name: str, content: bytes) -> bytes:
    """Return the made-up instrument's workbook with one part replaced."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(sheet_of_instrument(TEXT, "a"))) as packed,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as written,
    ):
        for part in packed.namelist():
            written.writestr(part, content if part == name else packed.read(part))
    return out.getvalue()


def test_a_zip_bomb_is_not_unpacked() -> None:
    bomb = repacked("xl/worksheets/sheet1.xml", b"\x20" * 80_000_000)

    assert len(bomb) < 1_000_000
    with pytest.raises(InputRefused, match="more than 64 MB"):
        instrument_from_sheet(bomb, "a.xlsx")


@pytest.mark.parametrize(
    "xml",
    [
        b'<!DOCTYPE a [<!ENTITY b "ha"><!ENTITY c "&b;&b;">]><a>&c;</a>',
        b'<!doctype a SYSTEM "file:///etc/passwd"><a/>',
        '<?xml version="1.0" encoding="utf-16"?><a/>'.encode("utf-16"),
    ],
)
def test_xml_that_defines_entities_is_not_read(xml: bytes) -> None:
    with pytest.raises(InputRefused, match="no spreadsheet program writes"):
        instrument_from_sheet(repacked("xl/workbook.xml", xml), "a.xlsx")


@pytest.mark.parametrize(
    ("part", "xml"),
    [
        ("xl/workbook.xml", b"<a/>"),
        ("xl/worksheets/sheet1.xml", b"<worksheet>"),
        ("xl/worksheets/sheet1.xml", b"<a>" * 5000),
        ("xl/styles.xml", b""),
        ("[Content_Types].xml", b"<Types/>"),
    ],
)
def test_parts_that_are_no_workbooks_are_refused(part: str, xml: bytes) -> None:
    with pytest.raises(InputRefused):
        instrument_from_sheet(repacked(part, xml), "a.xlsx")


SHEET = sheet_of_instrument(TEXT, "a")


@dear
@given(at=st.integers(0, len(SHEET) - 1), byte=st.integers(0, 255))
def test_a_damaged_workbook_is_read_or_refused(at: int, byte: int) -> None:
    damaged = SHEET[:at] + bytes([byte]) + SHEET[at + 1 :]

    with contextlib.suppress(InputRefused):
        assert instrument_from_sheet(damaged, "a.xlsx")


def test_a_number_of_more_digits_than_a_sheet_holds_is_not_rounded() -> None:
    text = TEXT.replace("score = 0.5", "score = 0.12345678901234567")

    with pytest.raises(InputRefused, match="15 digits only"):
        sheet_of_instrument(text, "a")


def test_a_number_of_a_formula_keeps_all_its_digits_in_a_sheet() -> None:
    text = TEXT + "\n[tables]\nlong = -0.1712941019545757\n"

    read = instrument_from_sheet(sheet_of_instrument(text, "a"), "a.xlsx")

    assert "long = -0.1712941019545757" in read


def test_a_control_character_is_not_dropped() -> None:
    with pytest.raises(InputRefused, match="cannot hold"):
        sheet_of_instrument(TEXT.replace("Heroin", "Her\\u0001oin"), "a")


def test_from_toml_to_a_sheet_and_back_as_typed(run: Run, tmp_path: Path) -> None:
    sheet, toml = str(tmp_path / "a.xlsx"), str(tmp_path / "a.toml")

    assert run("pack", "to-sheet", "ogrs3", "--out", sheet).code == 0
    assert run("pack", "from-sheet", sheet, "--out", toml).code == 0

    shipped = shipped_text("ogrs3")
    assert shipped is not None
    made = instrument_of(Path(toml).read_text("utf-8"), "a")
    assert made == instrument_of(shipped, "a")
    assert run("pack", "from-sheet", sheet).out.startswith('code = "ogrs3"')
    assert run("pack", "lint", toml).code == 0
    refused = run("pack", "from-sheet", toml)
    assert refused.code == 1
    assert "a.toml is not a workbook" in refused.err
