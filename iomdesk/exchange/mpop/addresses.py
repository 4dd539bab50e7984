"""Where the person lives, lived, and gets post."""

from collections.abc import Iterator

from attrs import evolve

from iomdesk.cases.case import Address
from iomdesk.cases.whole import WholeCase
from iomdesk.exchange.mpop.answers import Answer
from iomdesk.exchange.mpop.branch import Branch
from iomdesk.exchange.mpop.group import Group
from iomdesk.exchange.parts import address_part
from iomdesk.records.ids import PartId

_MAIN = ("personal_details", "")


def addresses(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    body = answer.body
    found = addresses_of(
        group,
        main=body["mainAddress"],
        others=[
            *body.each("otherAddresses"),
            *body.each("previousAddresses"),
            *body.each("address"),
        ],
    )
    return evolve(
        blank,
        addresses=group.parts(found, lambda again: evolve(blank, addresses=again)),
    )


def addresses_of(
    group: Group, *, main: Branch, others: list[Branch]
) -> Iterator[tuple[PartId, Address]]:
    if main:
        yield from _address(main, group, is_main=True)
    for other in others:
        yield from _address(other, group, is_main=False)


def _address(
    said: Branch, group: Group, *, is_main: bool
) -> Iterator[tuple[PartId, Address]]:
    own = said.text("id") or ""
    owner = _MAIN if is_main else ("addresses", own)
    noted = group.notes(said, "addressNotes", owner)
    lines = lines_of(said)
    no_abode = said.flag("noFixedAddress") or False
    address = Address(
        lines=lines,
        town=said.text("town"),
        county=said.text("county"),
        postcode=said.text("postcode"),
        kind=said.text("type"),
        status=said.text("status"),
        main=is_main,
        no_fixed_abode=no_abode,
        verified=said.flag("verified"),
        phone=said.text("telephoneNumber"),
        started_on=said.day("from"),
        ended_on=said.day("to"),
        notes=noted.text,
        notes_cut_short=noted.cut_short,
    )
    if not (lines or address.postcode or no_abode):
        return
    key, part = address_part(address)
    if no_abode and lines:
        group.ask(
            ("addresses", key, "no_fixed_abode"),
            f"The address {group.words.value(', '.join(lines))} is marked as no fixed "
            "abode. Which is right?",
            True,  # noqa: FBT003  the value that is asked about
        )
    yield key, part


def lines_of(said: Branch) -> tuple[str, ...]:
    """Return building, number with street, and district as lines."""
    number, street = said.text("buildingNumber"), said.text("streetName")
    lines = (
        said.text("officeName"),
        said.text("buildingName"),
        " ".join(part for part in (number, street) if part),
        said.text("district"),
    )
    return tuple(line for line in lines if line)


def one_line(said: Branch) -> str | None:
    """Return an address as one text."""
    rest = (said.text("town"), said.text("county"), said.text("postcode"))
    return ", ".join([*lines_of(said), *(part for part in rest if part)]) or None
