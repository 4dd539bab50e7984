"""A person whole: the case and what stands beside it, under the keys of an input file.

Imports, input files and `iomdesk case` see a person so; the store never does.
"""

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from attrs import evolve, field, fields, frozen

from iomdesk.cases.beside import (
    PARTS,
    BesideRecord,
    CaseAppointments,
    CaseSource,
    PartRecord,
    appointments_id,
    quarter_of,
    source_id,
)
from iomdesk.cases.case import Appointment, Case, Contact, Question, RecordedScore
from iomdesk.cases.sentence import Sentence
from iomdesk.journal.patch import pointer
from iomdesk.records.codec import Json, to_document
from iomdesk.records.ids import CaseId, PartId, made_id

R = TypeVar("R", bound=PartRecord)
Held = Callable[[type[Any], str], Any]
"""Returns the stored record of a type with an id, or None."""


@frozen(kw_only=True)
class WholeCase(Case):
    """A case with what stands beside it; *said* is, by source, what it gave last.

    DANGER: it is no record. `filed` gives the records that are to be saved of it.
    """

    sentences: Mapping[PartId, Sentence] = field(factory=dict)
    contacts: Mapping[PartId, Contact] = field(factory=dict)
    scores: Mapping[PartId, RecordedScore] = field(factory=dict)
    appointments: Mapping[PartId, Appointment] = field(factory=dict)
    questions: Mapping[PartId, Question] = field(factory=dict)
    said: Mapping[str, Mapping[str, str]] = field(factory=dict)


def whole(
    case: Case, beside: Iterable[BesideRecord] = (), *, shown: bool = False
) -> WholeCase:
    """Return *case* with the records that stand beside it.

    Where it is only *shown*, what the sources gave is left out: nobody reads it.
    """
    records = list(beside)
    given = (one for one in records if isinstance(one, CaseSource))
    sources = {one.source: one for one in sorted(given, key=lambda one: one.source)}
    quarters = [one for one in records if isinstance(one, CaseAppointments)]
    parts: dict[str, Any] = {
        name: dict(sorted(_parts(records, kind))) for name, kind in PARTS.items()
    }
    return WholeCase(
        **_own(case),
        **parts,
        appointments=dict(sorted(_appointments(quarters, sources))),
        said={
            name: _said(source, quarters)
            for name, source in sources.items()
            if name and not shown
        },
    )


def bare(person: Case) -> Case:
    """Return the case alone, without what stands beside it."""
    return Case(**_own(person))


def filed(person: WholeCase, held: Held) -> Iterator[Case | BesideRecord]:
    """Yield the records that *person* makes: the case first, as it grants the rest.

    *held* gives a record that is stored, or None. Appointments of *person* are put
    beside those that are stored, so that it need not hold them all.
    """
    yield bare(person)
    for name, kind in PARTS.items():
        for key, part in getattr(person, name).items():
            yield part_record(kind, part, person.id, key)
    yield from _filed_appointments(person, held)


def _own(case: Case) -> dict[str, Any]:
    return {f.name: getattr(case, f.name) for f in fields(Case)}


def _parts(
    records: Iterable[BesideRecord], kind: type[PartRecord]
) -> Iterator[tuple[PartId, object]]:
    """Yield key and part of each of the records that are of *kind*."""
    (part,) = kind.__bases__
    names = [f.name for f in fields(part)]
    for record in records:
        if isinstance(record, kind):
            yield record.key, part(**{name: getattr(record, name) for name in names})


def part_record(kind: type[R], part: object, case_id: CaseId, key: PartId) -> R:
    """Return *part* as the record of a kind that it is, under its *key* on a case."""
    own = {"id", "case_id", "key"}
    names = (f.name for f in fields(kind) if f.name not in own)
    value: dict[str, Any] = {name: getattr(part, name) for name in names}
    record_id = made_id(kind.KIND, case_id, key)
    return kind(**value, id=record_id, case_id=case_id, key=key)


def _appointments(
    quarters: Iterable[CaseAppointments], sources: Mapping[str, CaseSource]
) -> Iterator[tuple[PartId, Appointment]]:
    """Yield each appointment, last of all as the source that comes first has it.

    Where two desks put one into two quarters, the one that its source names counts.
    """
    for one in sorted(quarters, key=lambda q: (q.source, q.quarter), reverse=True):
        source = sources.get(one.source)
        places = source.quarters if source else {}
        for key, part in one.appointments.items():
            if places.get(key, one.quarter) == one.quarter:
                yield key, part


def _said(source: CaseSource, quarters: Iterable[CaseAppointments]) -> dict[str, str]:
    """Return what *source* gave, of appointments as far as their quarter is here."""
    found = {
        _place(key): as_given(part)
        for one in quarters
        if one.source == source.source
        for key, part in one.appointments.items()
        if source.quarters.get(key) == one.quarter
    }
    return {**found, **source.values}


def _filed_appointments(
    person: WholeCase, held: Held
) -> Iterator[CaseAppointments | CaseSource]:
    sources = {name: _source(person, name, held) for name in ("", *person.said)}
    places = _places(person, sources)
    quarters: dict[tuple[str, str], dict[PartId, Appointment]] = {}
    for key, place in places.items():
        quarters.setdefault(place, {})[key] = person.appointments[key]
    for (source, quarter), parts in quarters.items():
        record_id = appointments_id(person.id, source, quarter)
        record = held(CaseAppointments, record_id) or CaseAppointments(
            id=record_id, case_id=person.id, source=source, quarter=quarter
        )
        yield evolve(record, appointments={**record.appointments, **parts})
    for name, source_before in sources.items():
        own = {k: quarter for k, (source, quarter) in places.items() if source == name}
        if name or own:
            yield _filed_source(source_before, person, own)


def _source(person: WholeCase, name: str, held: Held) -> CaseSource:
    record_id = source_id(person.id, name)
    return held(CaseSource, record_id) or CaseSource(
        id=record_id, case_id=person.id, source=name
    )


def _places(
    person: WholeCase, sources: Mapping[str, CaseSource]
) -> dict[PartId, tuple[str, str]]:
    """Return source and quarter of each appointment: those of before where it has."""
    found: dict[PartId, tuple[str, str]] = {}
    for key, part in person.appointments.items():
        before = [n for n in sorted(sources) if key in sources[n].quarters]
        gives = [n for n in sorted(person.said) if _place(key) in person.said[n]]
        if before:
            found[key] = (before[0], sources[before[0]].quarters[key])
        else:
            found[key] = (gives[0] if gives else "", quarter_of(part.at))
    return found


def _filed_source(
    record: CaseSource, person: WholeCase, quarters: Mapping[PartId, str]
) -> CaseSource:
    """Return *record* with what it gave, but for what its appointments say already."""
    given = {_place(key): as_given(person.appointments[key]) for key in quarters}
    said = person.said.get(record.source, {})
    kept = {place: text for place, text in said.items() if given.get(place) != text}
    return evolve(record, values=kept, quarters={**record.quarters, **quarters})


def _place(key: PartId) -> str:
    return pointer(("appointments", key))


def as_given(part: Appointment) -> str:
    """Return *part* as the text that is kept of what a source gave."""
    said = to_document(part).items()
    return as_text({key: value for key, value in said if not is_nothing(key, value)})


FLAGS = frozenset(
    {
        "main",
        "no_fixed_abode",
        "notes_cut_short",
        "sensitive",
        "restricted",
        "in_custody",
    }
)
"""Fields that are yes or not said; the others know yes, no and not recorded."""


def is_nothing(key: str, value: Json) -> bool:
    """Say whether a field called *key* that holds *value* says nothing."""
    return value is None or value == "" or (value is False and key in FLAGS)


def as_text(value: Json) -> str:
    """Return *value* as the JSON text that is remembered and compared."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
