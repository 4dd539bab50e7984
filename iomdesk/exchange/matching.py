"""Who of those held an imported person is: by any reference, never by name."""

from collections.abc import Iterator
from datetime import date

from attrs import evolve, field, frozen

from iomdesk.cases.case import Case, Question
from iomdesk.cases.finding import plain_name
from iomdesk.exchange.merging import question_id
from iomdesk.exchange.saying import SourcePerson, reference_key, strongest_first
from iomdesk.exchange.taking import Namesake
from iomdesk.ids import CaseId
from iomdesk.ports import CaseFilter, Queries, UnitOfWork

_Name = tuple[str, str, date]
_PAGE = 1000


@frozen(kw_only=True)
class Known:
    """Who is held by reference and by name, kept up while an import goes on.

    *planned* holds the cases that a dry run has worked out and not saved.
    """

    names: dict[_Name, list[Namesake]] = field(factory=dict)
    references: dict[str, list[CaseId]] = field(factory=dict)
    planned: dict[CaseId, Case] = field(factory=dict)

    def namesakes(self, case: Case) -> list[Namesake]:
        found = self.names.get(key, []) if (key := _name(case)) else []
        return [other for other in found if other.case_id != case.id]

    def add(self, case: Case) -> None:
        """Know *case* from now on, by its references and its name."""
        for reference in case.references.values():
            holders = self.references.setdefault(reference_key(reference), [])
            if case.id not in holders:
                holders.append(case.id)

    def add_name(self, case: Case) -> None:
        if key := _name(case):
            held = strongest_first(case.references)
            reference = held[0].value if held else ""
            namesake = Namesake(case_id=case.id, reference=reference)
            self.names.setdefault(key, []).append(namesake)


@frozen(kw_only=True)
class Match:
    """The case that a person belongs to, if any is held, and the person to take."""

    held: Case | None
    said: SourcePerson


def known_people(queries: Queries) -> Known:
    """Return everybody held, by reference, and by name and birth date."""
    known = Known(references=queries.case_references())
    offset = 0
    while rows := queries.cases(CaseFilter(), limit=_PAGE, offset=offset):
        for row in rows:
            if row.born_on and row.surname:
                key = _key(row.surname, row.forenames, row.born_on)
                namesake = Namesake(case_id=row.case_id, reference=row.reference)
                known.names.setdefault(key, []).append(namesake)
        offset += _PAGE
    return known


def match(work: UnitOfWork, said: SourcePerson, known: Known) -> Match:
    """Return whose case *said* belongs to; a number of another case stays there."""
    found = list(dict.fromkeys(_holders(work, said, known)))
    if not found:
        return Match(held=None, said=said)
    held = _case(work, known, found[0])
    for other in found[1:]:
        if other_case := _case(work, known, other):
            said = _without_numbers_of(said, other_case)
    return Match(held=held, said=said)


def _holders(work: UnitOfWork, said: SourcePerson, known: Known) -> Iterator[CaseId]:
    """Yield the cases that hold a reference of *said*, its strongest first."""
    for reference in strongest_first(said.case.references):
        yield from known.references.get(reference_key(reference), ())
    if _case(work, known, said.case.id):
        yield said.case.id


def _case(work: UnitOfWork, known: Known, case_id: CaseId) -> Case | None:
    return known.planned.get(case_id) or work.find(Case, case_id)


def _without_numbers_of(said: SourcePerson, other: Case) -> SourcePerson:
    """Return *said* without the references that *other* holds, and ask about them."""
    kept, questions = dict(said.case.references), dict(said.questions)
    for key in set(kept) & set(other.references):
        value = kept.pop(key).value
        question = Question(
            text=f"The reference {value} came with this person. It is held on the case "
            f"of {other.person.forename} {other.person.surname}. Whose is it?",
            source=said.source,
        )
        questions[question_id(said.source, ("references", key), [other.id])] = question
    return evolve(said, case=evolve(said.case, references=kept), questions=questions)


def _name(case: Case) -> _Name | None:
    person = case.person
    if not (person.surname and person.born_on):
        return None
    return _key(person.surname, person.forename, person.born_on)


def _key(surname: str, forenames: str, born_on: date) -> _Name:
    first = forenames.split(" ", maxsplit=1)[0] if forenames else ""
    return plain_name(surname), plain_name(first), born_on
