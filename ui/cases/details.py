"""Who the person is, in pairs of label and words: all that is held and nothing else."""

from collections.abc import Iterator
from datetime import date

from attrs import frozen

from iomdesk.cases.case import Address, Case, Contact, Marker
from iomdesk.cases.summary import line_of, live_markers
from iomdesk.cases.whole import WholeCase
from ui.saying import day_words

Pair = tuple[str, str]


@frozen(kw_only=True)
class Group:
    """A card of the details; *ended* entries are drawn quieter."""

    title: str
    pairs: tuple[Pair, ...]


def groups(case: WholeCase, today: date) -> tuple[Group, ...]:
    """Return the cards that have something in them."""
    made = (
        Group(title="Person", pairs=tuple(_person(case, today))),
        Group(title="References", pairs=tuple(_references(case))),
        Group(title="Addresses", pairs=tuple(_addresses(case, today))),
        Group(title="Warnings and flags", pairs=tuple(_markers(case, today))),
        Group(title="People around them", pairs=tuple(_contacts(case, today))),
        Group(title="Management", pairs=tuple(_management(case, today))),
        Group(title="MAPPA", pairs=tuple(_mappa(case, today))),
    )
    return tuple(group for group in made if group.pairs)


def _person(case: Case, today: date) -> Iterator[Pair]:
    person = case.person
    born = day_words(person.born_on, today) if person.born_on else None
    said = (
        (
            "Name",
            " ".join(
                n
                for n in (person.title, person.forename, person.middle, person.surname)
                if n
            ),
        ),
        ("Called", person.preferred_name),
        ("Born", born),
        ("Sex", person.sex),
        ("Gender", person.gender),
        ("Ethnicity", person.ethnicity),
        ("Nationality", person.nationality),
        ("Religion", person.religion),
        ("Language", person.language),
        ("Sexual orientation", person.sexual_orientation),
        ("Mobile", person.mobile),
        ("Telephone", person.phone),
        ("Email", person.email),
    )
    yield from ((label, words) for label, words in said if words)
    for note in (*person.disabilities.values(), *person.circumstances.values()):
        yield note.kind, _joined(note.text, note.notes, _ended(note.ended_on, today))


def _references(case: Case) -> Iterator[Pair]:
    for reference in case.references.values():
        source = f" ({reference.source})" if reference.source else ""
        yield reference.type.value.upper(), reference.value + source


def _addresses(case: Case, today: date) -> Iterator[Pair]:
    order = sorted(
        case.addresses.values(),
        key=lambda a: (a.ended_on is None, a.main, str(a.started_on or "")),
        reverse=True,
    )
    for address in order:
        yield (
            _address_label(address),
            _joined(line_of(address), *_address(address, today)),
        )


def _address_label(address: Address) -> str:
    if address.ended_on:
        return "Before"
    return "Main address" if address.main else address.kind or "Address"


def _address(address: Address, today: date) -> Iterator[str | None]:
    yield f"from {day_words(address.started_on, today)}" if address.started_on else None
    yield f"to {day_words(address.ended_on, today)}" if address.ended_on else None
    yield address.status
    if address.verified is not None:
        yield "verified" if address.verified else "not verified"
    yield address.notes


def _markers(case: Case, today: date) -> Iterator[Pair]:
    live = live_markers(case, today)
    gone = [marker for key, marker in case.markers.items() if key not in live]
    for marker in (*live.values(), *gone):
        yield marker.text, _joined(*_marker(marker, today)) or "no more is recorded"


def _marker(marker: Marker, today: date) -> Iterator[str | None]:
    yield _ended(marker.ended_on, today)
    yield marker.ended_why
    yield marker.notes
    yield "the source cut this note short" if marker.notes_cut_short else None
    yield f"source: {marker.source}" if marker.source else None
    yield (
        f"review by {day_words(marker.review_on, today)}" if marker.review_on else None
    )
    yield (
        f"expires {day_words(marker.expires_on, today)}" if marker.expires_on else None
    )


def _contacts(case: WholeCase, today: date) -> Iterator[Pair]:
    for contact in case.contacts.values():
        label = contact.relationship or contact.kind or "Contact"
        yield label, _joined(contact.name, *_contact(contact, today))


def _contact(contact: Contact, today: date) -> Iterator[str | None]:
    yield from (contact.agency, contact.phone, contact.email, contact.address)
    yield _ended(contact.ended_on, today)
    yield contact.notes


def _management(case: Case, today: date) -> Iterator[Pair]:
    for cohort in case.cohorts.values():
        since = (
            f"since {day_words(cohort.started_on, today)}"
            if cohort.started_on
            else None
        )
        yield "Cohort", _joined(cohort.name, since, _ended(cohort.ended_on, today))
    said = (
        ("Pillar", case.pillar),
        ("Tier", case.tier),
        ("RAG", case.rag.value.capitalize() if case.rag else None),
        ("Officer", case.officer),
        ("Team", case.team),
        ("Provider", case.provider),
        ("In custody", case.establishment if case.in_custody else None),
    )
    yield from ((label, words) for label, words in said if words)


def _mappa(case: Case, today: date) -> Iterator[Pair]:
    mappa = case.mappa
    category = str(mappa.category) if mappa.category is not None else ""
    level = str(mappa.level) if mappa.level is not None else ""
    said = (
        ("Category", _joined(category, mappa.category_text)),
        ("Level", _joined(level, mappa.level_text)),
        ("Lead", mappa.lead),
        ("Since", day_words(mappa.started_on, today) if mappa.started_on else None),
        ("Review by", day_words(mappa.review_on, today) if mappa.review_on else None),
        ("Notes", mappa.notes),
    )
    yield from ((label, words) for label, words in said if words)


def _joined(*parts: str | None) -> str:
    return " · ".join(part for part in parts if part)


def _ended(on: date | None, today: date) -> str | None:
    return f"ended {day_words(on, today)}" if on else None
