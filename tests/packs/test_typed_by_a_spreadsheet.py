"""What a spreadsheet program makes of typing: curled quotes, signs, its own parts."""

import io
import warnings
import zipfile

import pytest

from iomdesk.errors import InputRefused
from iomdesk.packs.relevant import conditions, limits
from iomdesk.packs.sheets import instrument_from_sheet, sheet_of_instrument
from tests.packs.packs import TEXT


@pytest.mark.parametrize(
    "said",
    [
        "${alone} = ‘no’",
        "${alone} = ’no’",
        "${alone} = “no”",
        "${alone} = ”no„",
        "${alone} = ＇no＇",
        "${alone} = ′no′",
        "${alone}\u00a0= ‘no'",
        "selected(${alone}, ‘no’)",
    ],
)
def test_curled_quotes_read_as_straight_ones(said: str) -> None:
    assert conditions(said) == [{"item": "alone", "values": ["no"]}]


def test_signs_that_were_made_pretty_read_as_typed() -> None:
    assert conditions("${days} ≥ 3 and ${days} ≤ −1") == [
        {"item": "days", "least": 3},
        {"item": "days", "most": -1},
    ]
    assert conditions("${name} ≠ ‘’") == [{"item": "name"}]
    assert limits(". ≥ –2") == {"least": -2}


@pytest.mark.parametrize("said", ["${alone} = ‘no", "${a} = no’", "${a} = ‘don’t’"])
def test_a_quote_without_an_end_is_said(said: str) -> None:
    with pytest.raises(InputRefused, match="quotes"):
        conditions(said)


def test_parts_that_the_library_does_not_know_are_no_warning() -> None:
    """Excel writes extension lists; the library warns of them on the screen."""
    extended = with_extension(sheet_of_instrument(TEXT, "a"))

    with warnings.catch_warnings():
        warnings.simplefilter("error")
        text = instrument_from_sheet(extended, "tool.xlsx")

    assert "made-up" in text


def with_extension(sheet: bytes) -> bytes:
    out = io.BytesIO()
    ext = (
        b'<extLst><ext uri="{78C0D931-6437-407d-A8EE-F0AAD7539E65}"></ext></extLst>'
        b"</worksheet>"
    )
    with zipfile.ZipFile(io.BytesIO(sheet)) as before, zipfile.ZipFile(out, "w") as now:
        for name in before.namelist():
            said = before.read(name)
            if name.startswith("xl/worksheets/"):
                said = said.replace(b"</worksheet>", ext)
            now.writestr(name, said)
    return out.getvalue()
