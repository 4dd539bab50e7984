"""What a person is found by: names, how they sound, references, addresses."""

import re
from collections.abc import Iterable, Iterator

from attrs import frozen

from iomdesk.cases.case import Address, Case, ReferenceType
from iomdesk.cases.finding import PIECE, plain, plain_reference, sound_keys, words

_SHORT = re.compile(r"(\d\d)(\d{7})([a-z])")


@frozen(kw_only=True)
class IndexTerms:
    """What the search index holds of a person: words with spaces between."""

    names: str
    references: str
    addresses: str
    markers: str
    sounds: str


def index_terms(case: Case) -> IndexTerms:
    """Return what *case* is found by; markers that have ended are not."""
    person = case.person
    surnames = [person.surname, *(n.surname for n in person.aliases.values())]
    given = [person.forename, person.middle, person.preferred_name or ""]
    for alias in person.aliases.values():
        given += [alias.forename, alias.middle]
    live = (m for m in case.markers.values() if not (m.ended_on or m.ended_why))
    return IndexTerms(
        names=_spaced([*_name_words(surnames), *_all_words(given)]),
        references=_spaced(_reference_terms(case)),
        addresses=_spaced(
            t for a in case.addresses.values() for t in _address_terms(a)
        ),
        markers=_spaced(_all_words(m.text for m in live)),
        sounds=_spaced(
            [
                *(key for name in surnames for key in sound_keys(name)),
                *(key for name in given for key in sound_keys(name)),
            ]
        ),
    )


def _name_words(surnames: Iterable[str]) -> Iterator[str]:
    """Yield the words of each surname, and “van der Berg” joined as well."""
    for surname in surnames:
        parts = words(surname)
        yield from parts
        if " " in surname.strip():
            yield "".join(PIECE.findall(plain(surname)))


def _all_words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from words(text)


def _reference_terms(case: Case) -> Iterator[str]:
    for reference in case.references.values():
        whole = "".join(PIECE.findall(plain(reference.value)))
        short = plain_reference(reference.value, reference.type).lower()
        yield from (whole, short)
        if reference.type is ReferenceType.PNC and (match := _SHORT.fullmatch(short)):
            year, serial, letter = match.groups()
            yield from (f"{year}{int(serial)}{letter}", f"{int(serial)}{letter}")
    if born_on := case.person.born_on:
        yield from (f"{born_on:%d%m%Y}", f"{born_on:%Y%m%d}")


def _address_terms(address: Address) -> Iterator[str]:
    for text in (*address.lines, address.town, address.county, address.postcode):
        yield from words(text or "")
    if address.postcode:
        yield "".join(PIECE.findall(plain(address.postcode)))


def _spaced(terms: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(term for term in terms if term))
