"""Who of those held an imported person is: by reference, never by name alone."""

from collections.abc import Iterator, Sequence
from datetime import date

from attrs import evolve, field, frozen

from iomdesk.cases.case import Case, Question, Reference
from iomdesk.cases.filing import with_beside
from iomdesk.cases.finding import plain_name
from iomdesk.cases.received import Received
from iomdesk.cases.whole import WholeCase, as_text
from iomdesk.exchange.grouping import Entry, Key, Sharers, entry_of
from iomdesk.exchange.merging import with_question
from iomdesk.exchange.saying import SourcePerson, part_id, strongest_first
from iomdesk.exchange.taking import Namesake, called
from iomdesk.exchange.whose import (
    KINDS,
    Numbers,
    decide,
    is_somebody_else,
    numbers_of,
    plain_key,
    reference_key,
)
from iomdesk.journal.patch import pointer
from iomdesk.ports import CaseFilter, Queries, UnitOfWork
from iomdesk.records.codec import to_document
from iomdesk.records.ids import CaseId, PartId

_Name = tuple[str, str, date]
_PAGE = 1000
_MOST = 3
"""So many cases that hold one value are looked at: more, and it is nobody's number."""


@frozen(kw_only=True)
class Known:
    """Who is held by reference and by name, kept up while an import goes on.

    *planned* and *received* are what a dry run, which only *plans*, has worked out and
    not saved; *sharers* whom a value stands with in this import where it is more than
    one person.
    """

    names: dict[_Name, list[Namesake]] = field(factory=dict)
    references: dict[str, list[CaseId]] = field(factory=dict)
    plans: bool = False
    planned: dict[CaseId, WholeCase] = field(factory=dict)
    received: dict[str, Received] = field(factory=dict)
    sharers: Sharers = field(factory=dict)

    def namesakes(self, case: WholeCase) -> list[Namesake]:
        found = self.names.get(key, []) if (key := _name(case)) else []
        return [other for other in found if other.case_id != case.id]

    def add(self, case: WholeCase) -> None:
        """Know *case* from now on, by its references and its name."""
        for reference in case.references.values():
            holders = self.references.setdefault(reference_key(reference), [])
            if case.id not in holders:
                holders.append(case.id)

    def add_name(self, case: WholeCase) -> None:
        if key := _name(case):
            held = strongest_first(case.references)
            reference = held[0].value if held else ""
            namesake = Namesake(case_id=case.id, reference=reference)
            self.names.setdefault(key, []).append(namesake)


def whose_id(key: Key) -> PartId:
    """Return the key of the question whose a reference is, the same on every case."""
    return part_id("question", "whose", *key)


@frozen(kw_only=True)
class Match:
    """The case that a person belongs to, if any is held, and the person to take.

    *in_doubt* says that a row may be about somebody else: nothing of it is written.
    *question_id* is of the one on *held*, whose the reference is, where it says that.
    *others* are cases that were *asked* about a reference which came with this person.
    """

    held: WholeCase | None
    said: SourcePerson
    in_doubt: bool = False
    question_id: PartId | None = None
    others: tuple[WholeCase, ...] = ()
    asked: int = 0


@frozen(kw_only=True)
class _Claim:
    """A case that shares a reference; *same* as the strongest common kind says.

    One *in_doubt* may be somebody else for all that.
    """

    case: WholeCase
    rank: int
    same: bool
    in_doubt: bool

    @property
    def sure(self) -> bool:
        return self.same and not self.in_doubt


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
    """Return whose case *said* belongs to; a number of another case stays there.

    The strongest kind that both carry decides. Where it agrees with two cases, or with
    one whose number is in question, or name and birth date both differ, it is nobody's.
    """
    claims = _claims(work, said, known)
    if not claims:
        return Match(held=None, said=said)
    home = _home(claims)
    others = [claim for claim in claims if claim is not home]
    if doubt := _doubt(others, said, home):
        return _in_doubt(doubt.case, said)
    held = home.case if home else None
    before = {claim.case.id: claim.case for claim in others}
    said, asked = _without_disputed(said, list(before.values()), held)
    new = sum(len(c.questions) - len(before[c.id].questions) for c in asked)
    return Match(held=held, said=said, others=asked, asked=new)


def _in_doubt(case: WholeCase, said: SourcePerson) -> Match:
    """Return *case* with the question whose its reference is, once for all rows."""
    reference = strongest_first(said.case.references)[0]
    key = _by_number(case).get(number := plain_key(reference))
    if key is None or is_somebody_else(case.person, said.case.person):
        return Match(held=case, said=said, in_doubt=True)
    asked = with_question(case, whose_id(number), _stays(reference, key, said))
    return Match(
        held=asked,
        said=said,
        in_doubt=True,
        question_id=whose_id(number),
        asked=int(asked is not case),
    )


def _claims(work: UnitOfWork, said: SourcePerson, known: Known) -> list[_Claim]:
    found = dict.fromkeys(_holders(said, known))
    cases = [case for one in found if (case := _case(work, known, one, said))]
    numbers = numbers_of(said.case.references) if cases else {}
    return [_claim(case, numbers, said, known) for case in cases]


def _claim(
    case: WholeCase, numbers: Numbers, said: SourcePerson, known: Known
) -> _Claim:
    """Return what *case* has to say; one with this id has had its references since."""
    held = numbers_of(case.references)
    decision = decide(numbers, held)
    if decision is None:
        other = is_somebody_else(case.person, said.case.person)
        return _Claim(case=case, rank=len(KINDS), same=True, in_doubt=other)
    doubt = is_somebody_else(case.person, said.case.person) or any(
        _is_in_question(case, (decision.kind, value), known)
        for value in numbers[decision.kind] & held[decision.kind]
    )
    rank = KINDS.index(decision.kind)
    return _Claim(case=case, rank=rank, same=decision.same, in_doubt=doubt)


def _is_in_question(case: WholeCase, key: Key, known: Known) -> bool:
    """Say whether nobody knows if a number of *case* is its own or another's."""
    question = case.questions.get(whose_id(key))
    if question and question.answer is None:
        return True
    held = entry_of(case)
    may_be = [entry for entry in known.sharers.get(key, ()) if _may_be(entry, held)]
    return len(may_be) > 1


def _may_be(one: Entry, other: Entry) -> bool:
    decision = decide(one.numbers, other.numbers)
    agrees = decision is not None and decision.same
    return agrees and not is_somebody_else(one.person, other.person)


def _home(claims: Sequence[_Claim]) -> _Claim | None:
    """Return the surest claim; two by the same kind are none."""
    sure = sorted((c for c in claims if c.sure), key=lambda claim: claim.rank)
    for rank in dict.fromkeys(claim.rank for claim in sure):
        same = [claim for claim in sure if claim.rank == rank]
        if len(same) == 1:
            return same[0]
    return None


def _doubt(
    claims: Sequence[_Claim], said: SourcePerson, home: _Claim | None
) -> _Claim | None:
    """Return the claim to the strongest reference of *said*, if it is not the home's.

    A weaker one tells nothing then: it would lay to the home what is another's.
    """
    strongest = plain_key(strongest_first(said.case.references)[0])
    if home and home.rank <= KINDS.index(strongest[0]):
        return None
    for claim in claims:
        is_made_of_it = home is None and claim.case.id == said.case.id
        if is_made_of_it or strongest in _by_number(claim.case):
            return claim
    return None


def _holders(said: SourcePerson, known: Known) -> Iterator[CaseId]:
    """Yield the cases that hold a reference of *said*, its strongest first."""
    for reference in strongest_first(said.case.references):
        yield from known.references.get(reference_key(reference), ())[:_MOST]
    yield said.case.id


def _case(
    work: UnitOfWork, known: Known, case_id: CaseId, said: SourcePerson
) -> WholeCase | None:
    """Return a case that is held, with those appointments that *said* speaks of.

    A dry run goes on with what it planned, and so reads them all at once.
    """
    if planned := known.planned.get(case_id):
        return planned
    case = work.find(Case, case_id)
    only = None if known.plans else said.case.appointments
    return with_beside(work.queries, case, only=only) if case else None


def _without_disputed(
    said: SourcePerson, others: Sequence[WholeCase], home: WholeCase | None
) -> tuple[SourcePerson, tuple[WholeCase, ...]]:
    """Return *said* without the references that *others* hold, and ask on each case."""
    mine = _by_number(home) if home else {}
    kept, questions = dict(said.case.references), dict(said.questions)
    asked = []
    for other in others:
        theirs = _by_number(other)
        case = other
        for key, reference in said.case.references.items():
            number = plain_key(reference)
            if number in mine or number not in theirs:
                continue
            kept.pop(key, None)
            questions[whose_id(number)] = _comes(reference, key, said, other)
            stays = _stays(reference, theirs[number], said)
            case = with_question(case, whose_id(number), stays)
        if case is not other:
            asked.append(case)
    case = evolve(said.case, references=kept)
    return evolve(said, case=case, questions=questions), tuple(asked)


def _by_number(case: WholeCase) -> dict[Key, PartId]:
    return {plain_key(reference): key for key, reference in case.references.items()}


def _comes(
    reference: Reference, key: PartId, said: SourcePerson, other: WholeCase
) -> Question:
    """Return what is asked of a person who comes with a reference held elsewhere."""
    return Question(
        text=f"The reference {reference.value} came with this person. It is held on "
        f"the case of {called(other)}. Whose is it?",
        field_path=pointer(("references", key)),
        said=as_text(to_document(reference)),
        source=said.source,
    )


def _stays(reference: Reference, key: PartId, said: SourcePerson) -> Question:
    """Return what is asked of the person who holds it; theirs takes it away here."""
    return Question(
        text=f"The reference {reference.value} is held here. It came with "
        f"{called(said.case)} as well. Whose is it?",
        field_path=pointer(("references", key)),
        held=as_text(reference.value),
        said=as_text(None),
        source=said.source,
    )


def _name(case: WholeCase) -> _Name | None:
    person = case.person
    if not (person.surname and person.born_on):
        return None
    return _key(person.surname, person.forename, person.born_on)


def _key(surname: str, forenames: str, born_on: date) -> _Name:
    first = forenames.split(" ", maxsplit=1)[0] if forenames else ""
    return plain_name(surname), plain_name(first), born_on
