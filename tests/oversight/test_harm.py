"""Harm and cost come from a sheet; an empty cell stays empty and totals say so."""

import io
from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from iomdesk.errors import InputRefused
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.oversight.score import TEMPLATES, crime_cost, crime_harm
from iomdesk.oversight.sheet import sheet_of
from iomdesk.oversight.weights import Unit, plain_code
from iomdesk.resources import resource_bytes
from iomdesk.schema import input_example

HARM = b"""Made-up weights
HO code,Offence,Weight
28,Burglary,20
28/2,Aggravated burglary,365
45,Theft from vehicle,0
39,Shoplifting,
"""
COST = (
    "Category,Unit cost,Price year\n"
    'Robbery,"£11,000",2015-16\n'
    "Arson,8000,2003\n"
    "Fraud,–,2015-16\n"
).encode()


def harm(*offences: Mapping[str, Any], **said: Any) -> dict[str, Any]:
    return scored(crime_harm, ("harm.csv", HARM), offences, said)


def cost(*offences: Mapping[str, Any], **said: Any) -> dict[str, Any]:
    return scored(crime_cost, ("cost.csv", COST), offences, said)


def scored(
    score: Any, table: tuple[str, bytes], offences: Any, said: dict[str, Any]
) -> dict[str, Any]:
    period = {
        "label": "Before",
        "since": "2025-01-01",
        "until": "2025-07-02",
        "offences": list(offences),
    }
    answer: dict[str, Any] = score({"periods": [period], **said}, table)
    return answer


def first(answer: dict[str, Any]) -> dict[str, Any]:
    period: dict[str, Any] = answer["outputs"]["periods"][0]
    return period


def test_an_offence_weighs_what_its_own_row_says_or_else_its_class() -> None:
    answer = harm(
        {"home_office_code": "02801", "count": 3}, {"home_office_code": "02802"}
    )

    assert first(answer)["total"] == 3 * 20 + 365
    assert answer["notice"].startswith("complete")


def test_a_total_is_said_with_offences_and_a_year_of_365_days() -> None:
    period = first(harm({"home_office_code": "028", "count": 3}))

    assert (period["days"], period["offences"]) == (183, 3)
    assert period["per_year"] == float(round(Decimal(60 * 365) / 183, 2))


def test_an_empty_cell_is_not_nought_and_the_total_says_what_is_missing() -> None:
    answer = harm(
        {"home_office_code": "039", "count": 4},
        {"home_office_code": "028"},
        {"home_office_code": "999"},
    )

    assert first(answer)["total"] == 20
    assert (first(answer)["without"], first(answer)["complete"]) == (5, False)
    assert answer["notice"] == "incomplete: 5 offences without a weight"
    assert answer["missing"] == ["039", "999"]
    said = [one["value"] for one in answer["working"]]
    assert "not set (line 6)" in said
    assert "no row in the sheet" in said


def test_a_nought_in_a_cell_is_a_weight() -> None:
    answer = harm({"home_office_code": "045"})

    assert (first(answer)["total"], first(answer)["complete"]) == (0, True)


def test_where_nothing_has_a_weight_there_is_no_total() -> None:
    assert first(harm({"home_office_code": "039"}))["total"] is None
    assert first(harm())["total"] == 0


def test_what_the_police_found_is_left_out_where_that_is_asked() -> None:
    found = {"home_office_code": "028", "count": 2, "police_found": True}

    counted, left_out = harm(found), harm(found, leave_out_police_found=True)

    assert first(counted)["total"] == 40
    assert (first(left_out)["total"], first(left_out)["left_out"]) == (0, 2)


def test_prices_of_two_years_are_never_added_up() -> None:
    answer = cost({"category": "robbery", "count": 2}, {"category": "Arson"})

    assert first(answer)["by_price_year"] == {"2015-16": 22000, "2003": 8000}
    assert first(answer)["total"] is None
    assert "2 × 11000 = 22000, prices of 2015-16" in [
        one["value"] for one in answer["working"]
    ]


def test_uprating_is_a_factor_that_the_working_shows() -> None:
    uprating = {"to": "2025-26", "factors": {"2015-16": 1.3}}

    answer = cost({"category": "Robbery"}, uprating=uprating)

    assert first(answer)["by_price_year"] == {
        "2025-26, uprated from 2015-16 by 1.3": 14300
    }
    assert any("uprated from 2015-16 by 1.3" in w["value"] for w in answer["working"])


def test_an_unset_cost_is_named_in_the_total() -> None:
    answer = cost({"category": "Fraud"})

    assert answer["notice"] == "incomplete: 1 offence without a unit cost"


def test_a_cost_without_a_price_year_is_refused() -> None:
    bare = ("bare.csv", b"Category,Unit cost\nRobbery,11000\n")
    robbery = [{"category": "Robbery"}]

    with pytest.raises(InputRefused, match="no price year"):
        scored(crime_cost, bare, robbery, {})
    answer = scored(crime_cost, bare, robbery, {"price_year": "2015-16"})

    assert first(answer)["by_price_year"] == {"2015-16": 11000}


def test_the_price_year_of_a_row_goes_before_the_one_for_the_sheet() -> None:
    answer = cost({"category": "Arson"}, price_year="2015-16")

    assert first(answer)["by_price_year"] == {"2003": 8000}


def test_the_working_names_the_source_of_a_row_or_else_the_row() -> None:
    table = b"HO code,Weight,Source\n28,20,Sentencing council\n45,7,\n"
    offences = [{"home_office_code": "028"}, {"home_office_code": "045"}]

    answer = scored(crime_harm, ("harm.csv", table), offences, {})

    sources = [one["source"] for one in answer["working"]]
    assert [s for s in sources if s][:2] == ["Sentencing council", "harm.csv, line 3"]


def a_workbook(*rows: list[Any]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    content = io.BytesIO()
    book.save(content)
    return content.getvalue()


def test_a_workbook_without_rows_is_refused() -> None:
    with pytest.raises(InputRefused, match=r"harm\.xlsx has no row with a code"):
        sheet_of(a_workbook(["HO code", "Weight"]), "harm.xlsx", Unit.DAYS)


def test_a_workbook_says_the_same_as_its_text() -> None:
    rows: list[list[Any]] = [["HO code", "Weight"], [28, 20], [2802, 365]]
    content = a_workbook(*rows, ["045", 0], [39, None], [40.0, 7.0])

    read = sheet_of(content, "harm.xlsx", Unit.DAYS)

    assert [(w.code, w.value) for w in read.weights] == [
        ("028", 20),
        ("02802", 365),
        ("045", 0),
        ("039", None),
        ("040", 7),
    ]


@pytest.mark.parametrize(
    ("said", "code"),
    [
        ("28", "028"),
        ("028", "028"),
        ("28/1", "02801"),
        ("028/01", "02801"),
        ("2801", "02801"),
        ("02801", "02801"),
        ("104.25", "10425"),
        (" 8n ", "8N"),
        ("28.0", "028"),
    ],
)
def test_a_code_is_the_same_however_it_is_written(said: str, code: str) -> None:
    assert plain_code(said) == code


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"HO code,Weight\n28,many\n", "line 2: “many” is not a number"),
        (b"HO code,Weight\n28,-1\n", "is not a number from 0"),
        (b"HO code,Weight\n28,1e40\n", "is not a number from 0"),
        (b"HO code,Weight\n28,inf\n", "is not a number"),
        (b"HO code,Weight\n28,1\n028,2\n", "stands in 2 rows"),
        (b"Category,Weight\nArson,1\nARSON,2\n", "stands in 2 rows"),
        (b"HO code,Offence,Weight\n,,3\n", "neither a code nor a category"),
        (b"Colour,Shape\nred,round\n", "No heading"),
        (b"PK\x03\x04 no workbook", "not a workbook"),
        (b"\xff\xfe\x00", "No heading"),
        (b"HO code,Weight\n", "has headings and no rows"),
        (b"HO code,Weight\n28,1,one too many\n", "line 2"),
    ],
)
def test_a_sheet_that_cannot_be_used_is_refused_with_the_place(
    content: bytes, said: str
) -> None:
    with pytest.raises(InputRefused, match=said):
        sheet_of(content, "sheet.csv", Unit.DAYS)


@pytest.mark.parametrize(
    ("offence", "field"),
    [
        ({}, "periods.0.offences.0"),
        ({"home_office_code": "028", "category": "Arson"}, "periods.0.offences.0"),
        ({"home_office_code": "028", "count": -1}, "periods.0.offences.0.count"),
    ],
)
def test_an_offence_that_cannot_be_counted_is_refused(
    offence: dict[str, Any], field: str
) -> None:
    with pytest.raises(InputRefused) as refused:
        harm(offence)

    assert refused.value.field == field


def test_a_period_that_ends_before_it_begins_is_refused() -> None:
    period = {"label": "Now", "since": "2025-01-02", "until": "2025-01-01"}

    with pytest.raises(InputRefused, match="ends before it begins") as refused:
        crime_harm({"periods": [period]}, ("harm.csv", HARM))

    assert refused.value.field == "periods.0.until"


@pytest.mark.parametrize("factor", [0, -1, 1000.1])
def test_a_factor_that_nobody_would_uprate_by_is_refused(factor: float) -> None:
    with pytest.raises(InputRefused, match="above 0 and is 1,000 at most") as refused:
        cost({"category": "Robbery"}, uprating={"to": "now", "factors": {"x": factor}})

    assert refused.value.field == "uprating.factors.x"


def test_the_largest_factor_is_taken() -> None:
    uprating = {"to": "now", "factors": {"2015-16": 1000}}

    period = first(cost({"category": "Robbery"}, uprating=uprating))

    assert list(period["by_price_year"].values()) == [11_000_000]


@pytest.mark.parametrize("said", [[], "28", 1, None])
def test_an_input_that_is_no_object_is_refused(said: Any) -> None:
    with pytest.raises(InputRefused, match="one JSON object"):
        crime_harm(said, ("harm.csv", HARM))


@pytest.mark.parametrize("unit", list(Unit))
def test_no_weight_ships(unit: Unit) -> None:
    template = sheet_of(resource_bytes(TEMPLATES[unit]), TEMPLATES[unit], unit)

    assert template.weights
    assert all(one.value is None for one in template.weights)


def test_the_examples_say_that_nothing_is_set() -> None:
    said = crime_cost(input_example("crime_cost", SHIPPED))

    assert said["notice"] == "incomplete: 15 offences without a unit cost"
    assert crime_harm(input_example("crime_harm", SHIPPED))["missing"] == [
        "02801",
        "04510",
    ]


CODES = st.sampled_from(["028", "02802", "045", "039", "777"])
OFFENCES = st.lists(
    st.builds(
        lambda code, count: {"home_office_code": code, "count": count},
        CODES,
        st.integers(0, 30),
    ),
    max_size=6,
)


@given(offences=OFFENCES, data=st.data())
def test_a_total_is_the_sum_of_its_rows_in_any_order(
    offences: list[dict[str, Any]], data: st.DataObject
) -> None:
    shuffled = data.draw(st.permutations(offences))
    weights = {"028": 20, "02802": 365, "045": 0}

    period = first(harm(*shuffled))

    known = [one for one in offences if one["home_office_code"] in weights]
    total = sum(weights[one["home_office_code"]] * one["count"] for one in known)
    assert period["offences"] == sum(one["count"] for one in offences)
    assert period["without"] == period["offences"] - sum(one["count"] for one in known)
    assert (period["total"] or 0) == total
