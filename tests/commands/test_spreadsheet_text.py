"""No text that we write into a cell is read as a formula."""

import csv
import io

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from iomdesk.commands.exporting import _table
from iomdesk.packs.sheet_writing import _put
from iomdesk.spreadsheet_text import is_formula_like, plain_cell

STARTS = "=+-@＝＋－＠﹦﹢﹣﹫⁼⁺⁻₌₊₋−"
UNSEEN = "\u3000 \t\r\n\v\f\u00a0\u200b\u200c\u200d\u2060\ufeff\u00ad\u202e\u2066"
STRIPPED = str.maketrans(dict.fromkeys(UNSEEN))

formulas = st.builds(
    lambda before, start, rest: before + start + rest,
    st.text(UNSEEN, max_size=5),
    st.sampled_from(STARTS),
    st.text(max_size=20),
)
unlikely = st.characters(exclude_categories=["Cs"])


@given(formulas)
def test_a_formula_start_is_guarded_whatever_comes_before(text: str) -> None:
    assert plain_cell(text) == f"'{text}"


@given(st.lists(formulas | st.text(unlikely), min_size=1, max_size=5))
def test_no_cell_of_a_csv_begins_as_a_formula(values: list[str]) -> None:
    said = _table(["a"], [values]).decode("utf-8-sig")

    rows = list(csv.reader(io.StringIO(said, newline="")))
    cells = rows[1] if len(rows) > 1 else []

    assert len(cells) == len(values) or values == [""]
    assert not any(cell.translate(STRIPPED)[:1] in set(STARTS) for cell in cells)


@given(st.text(st.characters(categories=["L", "N"]), min_size=1))
def test_a_name_stays_as_it_is(name: str) -> None:
    assert plain_cell(name) == name
    assert plain_cell(f"{name}-{name} =+@") == f"{name}-{name} =+@"


def test_a_workbook_keeps_formula_starts_as_text() -> None:
    from openpyxl import Workbook

    book = Workbook()
    texts = ["=1+1", "＝1+1", "\u200b@SUM(1)", "-2+3", "plain"]
    for row, text in enumerate(texts, start=1):
        _put(book.active, row, 1, text)
    out = io.BytesIO()
    book.save(out)

    sheet = load_workbook(out).worksheets[0]
    cells = [row[0] for row in sheet.iter_rows()]

    assert [cell.value for cell in cells] == texts
    assert {cell.data_type for cell in cells} == {"s"}
    assert [cell.quotePrefix for cell in cells] == [*map(is_formula_like, texts)]
