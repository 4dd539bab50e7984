"""A list is read however a system wrote it; what is no list is refused in words."""

import time

import pytest

from iomdesk.errors import InputRefused
from iomdesk.exchange.csv_table import Table, read_table
from iomdesk.exchange.file_kind import FileKind, demand_text, kind_of
from iomdesk.exchange.headings import load_headings

HEADINGS = "Surname,First name,CRN\n"


def table(data: bytes) -> Table:
    return read_table("list.csv", data, load_headings().is_known)


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
@pytest.mark.parametrize(
    ("encoding", "bom"),
    [
        ("utf-8", b""),
        ("utf-8", b"\xef\xbb\xbf"),
        ("cp1252", b""),
        ("utf-16-le", b"\xff\xfe"),
        ("utf-16-be", b"\xfe\xff"),
        ("utf-16-le", b""),
        ("utf-16-be", b""),
        ("utf-32-le", b"\xff\xfe\x00\x00"),
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_every_usual_way_of_writing_a_list_gives_the_same_rows(
    delimiter: str, encoding: str, bom: bytes, newline: str
) -> None:
    rows = (("Surname", "First name", "CRN"), ("Peña", "Zoë", "X000001"))
    text = newline.join(delimiter.join(row) for row in rows) + newline

    read = table(bom + text.encode(encoding))

    assert read.headings == rows[0]
    assert [row.cells for row in read.rows] == [rows[1]]


def test_a_list_that_is_not_utf8_says_what_it_was_read_as() -> None:
    read = table((HEADINGS + "Peña,Zoë,X000001\n").encode("cp1252"))

    assert read.warnings == ("“list.csv” is not UTF-8 and was read as Windows-1252.",)


def test_a_quoted_value_may_hold_delimiters_quotation_marks_and_lines() -> None:
    data = HEADINGS + '"Smith, ""Bo""","Ann\nMarie",X000001\nLow,Al,X000002\n'

    read = table(data.encode())

    assert read.rows[0].cells == ('Smith, "Bo"', "Ann\nMarie", "X000001")
    assert [row.line for row in read.rows] == [2, 4]


def test_lines_above_the_headings_are_passed_over_and_told() -> None:
    read = table(
        f"Caseload report\nprinted 1/2/2026\n\n{HEADINGS}A,B,X000001\n".encode()
    )

    assert read.headings == ("Surname", "First name", "CRN")
    assert read.rows[0].line == 5
    assert "line 4" in read.warnings[0]


def test_a_quotation_mark_never_closed_costs_its_own_line_only() -> None:
    data = HEADINGS + 'A,B,X000001\n"C,D,X000002\nE,F,X000003\nG,H,X000004\n'

    read = table(data.encode())

    assert [row.cells[2] for row in read.rows] == ["X000001", "X000003", "X000004"]
    assert [(r.line, r.whole) for r in read.refused] == [(3, True)]
    assert read.refused[0].reason == "A quotation mark is opened and not closed."


def test_a_quotation_mark_closed_far_below_gives_the_rows_between_back() -> None:
    data = HEADINGS + '"A,B,X000001\nC,D,X000002\nE,"F",X000003\n'

    read = table(data.encode())

    assert [row.cells[2] for row in read.rows] == ["X000002", "X000003"]
    assert read.refused[0].line == 2


def test_a_row_with_more_values_than_headings_is_refused_and_the_next_is_read() -> None:
    read = table((HEADINGS + "A,B,X000001,more\nC,D,X000002\n").encode())

    assert read.refused[0].reason == "It has 4 values; there are 3 headings."
    assert [row.cells[0] for row in read.rows] == ["C"]


def test_empty_rows_and_empty_values_at_the_end_are_no_fault() -> None:
    read = table((HEADINGS + "\n,,\nA,B,X000001,,\n").encode())

    assert [row.line for row in read.rows] == [4]
    assert not read.refused


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"Colour,Size\nred,9\n", "No heading of “list.csv” was recognised"),
        (b"Surname,First name,CRN\n", "“list.csv” has headings and no rows."),
        (b"just some words\n", "No heading"),
        (b"\x81\x8d\x8f\n", "neither UTF-8 nor Windows-1252"),
    ],
)
def test_a_file_without_headings_or_rows_is_refused_in_a_sentence(
    data: bytes, sentence: str
) -> None:
    with pytest.raises(InputRefused, match=sentence):
        table(data)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"", "“f” is empty. Nothing was imported."),
        (b" \r\n", "“f” is empty"),
        (b"\xd0\xcf\x11\xe0 old workbook", "spreadsheet"),
        (b"%PDF-1.7", "PDF"),
        (b"\x1f\x8b\x08", "compressed"),
        (b"\xef\xbb\xbf <HTML><table>", "web page"),
        (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "password"),
        (b"\xd0\xcf\x11\xe0" + "WordDocument".encode("utf-16-le"), "Word document"),
        (b"\x00\x01\x02", "not a text file"),
        (b"Surname,CRN\n" * 200_000, "“f” is larger than 2 MB. Cut it into smaller"),
    ],
)
def test_the_wrong_kind_of_file_is_refused_in_a_sentence(
    data: bytes, sentence: str
) -> None:
    with pytest.raises(InputRefused, match=sentence):
        demand_text("f", data, limit=2 * 1024 * 1024)


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b'\xef\xbb\xbf {"/mas"', FileKind.MPOP),
        (b"[]", FileKind.MPOP),
        (b"Surname,CRN", FileKind.CSV),
        (("{}" * 9).encode("utf-16-le"), FileKind.MPOP),
        (b"PK\x03\x04", FileKind.XLSX),
    ],
)
def test_a_file_is_taken_for_what_it_looks_like(data: bytes, kind: FileKind) -> None:
    assert kind_of(data) is kind


def cpu(lines: str) -> float:
    began = time.process_time()
    read = table((HEADINGS + lines).encode())
    assert len(read.rows) + len(read.refused) > 1000
    return time.process_time() - began


@pytest.mark.parametrize(
    "line", ["A,B,X000001,more\n", '"x""y\n', 'A,"B\n', "A,B,X000001\n"]
)
def test_the_time_of_a_list_grows_with_its_length_alone(line: str) -> None:
    short = min(cpu(line * 4_000) for _ in range(3))

    assert cpu(line * 32_000) < 32 * short


def test_a_quotation_mark_that_is_closed_too_far_below_costs_its_line_only() -> None:
    data = HEADINGS + '"A,B,X000001\n' + "C,D,X000002\n" * 600 + '"\n'

    read = table(data.encode())

    assert len(read.rows) == 600
    assert read.refused[0].line == 2
    assert "within 500 lines" in read.refused[0].reason


def test_a_list_has_a_limit_of_columns_that_is_said() -> None:
    wide = "CRN,Surname," + ",".join(f"C{n}" for n in range(100_000))
    began = time.process_time()

    with pytest.raises(InputRefused, match=r"100,002 columns; 500 are the most\."):
        table(f"{wide}\nX000001,Low\n".encode())

    assert time.process_time() - began < 5
    assert table(b"CRN,Surname" + b"," * 16_000 + b"\nX000001,Low\n").rows
