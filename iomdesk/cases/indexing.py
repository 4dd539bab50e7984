"""What a person is found by: names, how they sound, references, addresses."""

import json
import re
from collections.abc import Iterable, Iterator

from attrs import frozen

from iomdesk.cases.case import Address, Case, Person, Question, ReferenceType
from iomdesk.cases.finding import (
    PIECE,
    plain,
    plain_reference,
    plain_telephone,
    sound_keys,
    words,
)
from iomdesk.cases.search_words import search_words

BORN = ", born "
"""What stands between a name and a birth date where a question says who it is."""

_NAMES = ("surname", "forename", "middle", "preferred_name")
_END = 6
"""Figures at the end of a telephone number by which it is found."""
_TELEPHONE = re.compile(r"\+?\(?\d[\d\s().–-]{5,}\d", re.ASCII)
_SHORT = re.compile(r"(\d\d)(\d{7})([a-z])")


@frozen(kw_only=True)
class IndexTerms:
    """What the search index holds of a person: words with spaces between."""

    names: str
    references: str
    addresses: str
    markers: str
    sounds: str


def index_terms(case: Case, questions: Iterable[Question] = ()) -> IndexTerms:
    """Return what *case* is found by; markers that have ended are not.

    Names and references that *questions* are about are, until somebody has answered.
    """
    person = case.person
    asked = list(_in_question(questions))
    surnames = [person.surname, *(n.surname for n in person.aliases.values())]
    surnames += [value for place, value in asked if place in ("surname", "who")]
    given = [person.forename, person.middle, person.preferred_name or ""]
    given += [value for place, value in asked if place in _NAMES[1:]]
    for alias in person.aliases.values():
        given += [alias.forename, alias.middle]
    live = (m for m in case.markers.values() if not (m.ended_on or m.ended_why))
    return IndexTerms(
        names=_spaced([*_name_words([*surnames, _given(person)]), *_all_words(given)]),
        references=_spaced([*_reference_terms(case, asked), *_reached_by(case)]),
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


def _given(person: Person) -> str:
    """Return the given names as one: Jean Paul is found by “jeanpaul”."""
    return f"{person.forename} {person.middle}".strip()


def _all_words(texts: Iterable[str]) -> Iterator[str]:
    for text in texts:
        yield from words(text)


def _in_question(questions: Iterable[Question]) -> Iterator[tuple[str, str]]:
    """Yield what open questions say: the last name of its field, or “who”, and it."""
    for question in questions:
        if question.answer is not None or question.said is None:
            continue
        said, path = json.loads(question.said), (question.field_path or "").split("/")
        if isinstance(said, dict) and path[1:2] == ["references"]:
            yield "references", str(said.get("value", ""))
        elif path[1:2] in (["person"], ["references"]) and isinstance(said, str):
            yield path[-1] if path[1] == "person" else "references", said
        elif question.field_path is None and question.held and isinstance(said, str):
            yield "who", said.partition(BORN)[0]


def _reference_terms(case: Case, asked: Iterable[tuple[str, str]]) -> Iterator[str]:
    for reference in case.references.values():
        yield from _number_terms(reference.value, reference.type)
    for place, value in asked:
        if place == "references":
            yield from _number_terms(value, "pnc")
    if born_on := case.person.born_on:
        yield from (f"{born_on:%d%m%Y}", f"{born_on:%Y%m%d}")


def _number_terms(value: str, kind: str) -> Iterator[str]:
    """Yield a number as it is written, as it is compared, and a PNC without zeros."""
    short = plain_reference(value, kind).lower()
    yield from ("".join(PIECE.findall(plain(value))), short)
    if kind == ReferenceType.PNC and (match := _SHORT.fullmatch(short)):
        year, serial, letter = match.groups()
        yield from (f"{year}{int(serial)}{letter}", f"{int(serial)}{letter}")


def _reached_by(case: Case) -> Iterator[str]:
    """Yield telephone numbers with and without their nought, and their ends; e-mail."""
    person, homes = case.person, case.addresses.values()
    for text in (person.phone, person.mobile, *(home.phone for home in homes)):
        for number in _telephones(text or ""):
            yield from (number, number.removeprefix("0"), number[-_END:])
    yield "".join(PIECE.findall(plain(person.email or "")))


def _telephones(text: str) -> Iterator[str]:
    """Yield each number of a text such as “mother 07700 900123”."""
    if number := plain_telephone(text):
        yield number
    for found in _TELEPHONE.findall(text):
        if (inside := plain_telephone(found)) and inside != number:
            yield inside


def _address_terms(address: Address) -> Iterator[str]:
    """Yield the words of an address; “Rd” is found by “Road” too."""
    streets = search_words().streets
    for text in (*address.lines, address.town, address.county, address.postcode):
        for word in words(text or ""):
            yield word
            yield from streets.get(word, ())
    if address.postcode:
        yield "".join(PIECE.findall(plain(address.postcode)))


def _spaced(terms: Iterable[str]) -> str:
    return " ".join(dict.fromkeys(term for term in terms if term))
