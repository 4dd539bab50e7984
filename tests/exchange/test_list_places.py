"""Addresses of lists: town, county and postcode where they belong."""

from datetime import date

import pytest

from iomdesk.cases.case import Address
from tests.exchange.kit import a_list, cell, is_told, only

BORN = date(1980, 3, 14)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "12 Hill Street, Shrewsbury, Shropshire, SY1 1AA, United Kingdom",
            ("12 Hill Street", "Shrewsbury", "Shropshire", "SY1 1AA"),
        ),
        (
            "12 Hill Street, Shrewsbury, Shropshire, SY1 1AA",
            ("12 Hill Street", "Shrewsbury", "Shropshire", "SY1 1AA"),
        ),
        ("12 Hill Street, Shrewsbury", ("12 Hill Street", "Shrewsbury", None, None)),
        ("12 Hill Street, Leeds LS1 1AA", ("12 Hill Street", "Leeds", None, "LS1 1AA")),
        (
            "LS1 1AA, 12 Hill Street, Leeds",
            ("12 Hill Street", "Leeds", None, "LS1 1AA"),
        ),
        ("12 Hill Street, ls11aa, Leeds", ("12 Hill Street", "Leeds", None, "LS1 1AA")),
        (
            "Flat 2, 12 Hill Street, Leeds, West Yorkshire, England, LS1 1AA",
            ("Flat 2/12 Hill Street", "Leeds", "West Yorkshire", "LS1 1AA"),
        ),
        (
            "12 Hill St, Durham, Co. Durham, DH1 1AA.",
            ("12 Hill St", "Durham", "Co. Durham", "DH1 1AA"),
        ),
        ("12, Hill Street, Leeds", ("12 Hill Street", "Leeds", None, None)),
        ("1 NFA Lane, Leeds", ("1 NFA Lane", "Leeds", None, None)),
        ("Hut, NFA Lane, Leeds", ("Hut/NFA Lane", "Leeds", None, None)),
        ("12 Hill Street SY1 1AA", ("12 Hill Street", None, None, "SY1 1AA")),
        ("12 Oak Road, Essex", ("12 Oak Road", None, "Essex", None)),
        (
            "4 Heol Las, Caerdydd, CF10 1AA, Cymru",
            ("4 Heol Las", "Caerdydd", None, "CF10 1AA"),
        ),
        (
            "12 Hill Street\nShrewsbury\nSY1 1AA\nUK",
            ("12 Hill Street", "Shrewsbury", None, "SY1 1AA"),
        ),
        ("12 Wales Street, Kettering", ("12 Wales Street", "Kettering", None, None)),
    ],
)
def test_an_address_has_its_parts_wherever_they_stand(
    text: str, expected: tuple[str | None, ...]
) -> None:
    lines, town, county, postcode = expected

    address = only(cell("Address", text).people[0].case.addresses)

    assert address == Address(
        lines=tuple(str(lines).split("/")),
        town=town,
        county=county,
        postcode=postcode,
        main=True,
    )


@pytest.mark.parametrize(
    ("text", "town"),
    [
        ("NFA", None),
        ("N.F.A.", None),
        ("NFA, Leeds", "Leeds"),
        ("NFA - Leeds", "Leeds"),
        ("NFA (Leeds)", "Leeds"),
        ("Leeds, NFA", "Leeds"),
        ("No fixed abode", None),
        ("of no fixed address, York", "York"),
        ("NO FIXED ADDRESS", None),
        ("Homeless", None),
        ("NFA Leeds", "Leeds"),
        ("Hostel - NFA", "Hostel"),
        ("No Fixed Abode (NFA)", None),
    ],
)
def test_no_fixed_abode_is_known_in_its_words(text: str, town: str | None) -> None:
    reading = cell("Address", text)

    address = only(reading.people[0].case.addresses)
    assert (address.no_fixed_abode, address.town, address.lines) == (True, town, ())
    assert not reading.refused


@pytest.mark.parametrize("heading", ["Address line 1", "Home address"])
def test_no_fixed_abode_beside_a_town_of_its_own(heading: str) -> None:
    reading = a_list(f"Surname,CRN,{heading},Town\nDooley,X000077,NFA,Leeds")

    address = only(reading.people[0].case.addresses)
    assert (address.no_fixed_abode, address.town, address.lines) == (True, "Leeds", ())


@pytest.mark.parametrize(
    "text", ["Sofa surfing", "sofa-surfing, Leeds", "Various", "Unknown", "TBC"]
)
def test_words_that_are_no_address_are_told_and_make_none(text: str) -> None:
    reading = cell("Address", text)

    assert not reading.people[0].case.addresses
    assert is_told(reading, "Address")
    assert text in reading.people[0].kept[0].body
