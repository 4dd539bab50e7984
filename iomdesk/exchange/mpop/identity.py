"""Who the answers about one reference are about; those about somebody else are told."""

from collections.abc import Iterable, Iterator, Sequence

from attrs import field, frozen

from iomdesk.cases.case import Person
from iomdesk.cases.finding import plain_name
from iomdesk.cases.indexing import BORN
from iomdesk.cases.whole import WholeCase
from iomdesk.dates import date_text
from iomdesk.exchange.merging import Statement
from iomdesk.exchange.mpop.answers import Answer
from iomdesk.exchange.mpop.branch import Branch
from iomdesk.exchange.mpop.entries import crn_of
from iomdesk.exchange.mpop.group import Group
from iomdesk.exchange.whose import is_somebody_else
from iomdesk.records.ids import CaseId


@frozen(kw_only=True)
class Head:
    """Who an answer says it is about."""

    person: Person
    crn: str
    answer: Answer


@frozen(kw_only=True)
class Identity:
    """Who it is by the best answer; *apart* are answers about somebody else."""

    statements: tuple[Statement, ...]
    apart: frozenset[str] = field(default=frozenset())


def identify(group: Group, case_id: CaseId) -> Identity:
    """Return what the answers say of name and birth date, and ask where they differ."""
    heads = sorted(
        (head for answer in group.answers for head in _heads(answer)),
        key=lambda head: (head.crn != group.crn, head.answer.rank, head.answer.path),
    )
    ours = _agreeing(heads)
    _ask_other_references(group, heads)
    apart = _about_others(heads, ours)
    if apart:
        _ask_apart(group, heads[0], apart)
    statements = tuple(
        Statement(where=h.answer.called, case=WholeCase(id=case_id, person=h.person))
        for h in heads
        if h in ours
    )
    return Identity(
        statements=statements, apart=frozenset(h.answer.path for h in apart)
    )


def prison_numbers(answers: Iterable[Answer]) -> dict[str, str]:
    """Return whose a prison number is, for those that only one person has."""
    found: dict[str, set[str]] = {}
    for answer in answers:
        for top in answer.entries():
            for said in (top["noms"], top["personSummary"]["noms"]):
                number = "".join(str(said.value or "").split()).upper()
                found.setdefault(number, set()).add(answer.crn)
    return {n: crns.pop() for n, crns in found.items() if n and len(crns) == 1}


def _heads(answer: Answer) -> Iterator[Head]:
    """Yield who stands at the head of an answer, and in any summary inside it."""
    for top in answer.entries():
        if _is_of_the_person(top, answer.reader):
            yield from _head(top, answer)
        yield from _head(top["personalDetails"], answer)
        for summary in _summaries(top):
            yield from _head(summary, answer)


def _is_of_the_person(top: Branch, reader: str) -> bool:
    """Say whether a name at the top is the person’s: not a contact’s or officer’s."""
    if top["personSummary"]:
        return False
    if reader in {"", "user_schedule"}:
        return any(top[key] for key in ("crn", "dateOfBirth", "dob"))
    return reader != "practitioner"


def _head(said: Branch, answer: Answer) -> Iterator[Head]:
    name = said["caseName"] or said["name"]
    surname = name.text("surname") or said.text("lastName") or ""
    forename = name.text("forename") or said.text("firstName") or ""
    person = Person(
        surname=surname or forename,
        forename=forename if surname else "",
        middle=name.text("middleName") or "",
        born_on=said.day("dateOfBirth", "dob"),
    )
    own = said.text("crn") or answer.crn
    crn = crn_of(own) or own
    if person.surname or person.born_on:
        yield Head(person=person, crn=crn, answer=answer)


def _summaries(branch: Branch) -> Iterator[Branch]:
    for key, inner in branch.items():
        if key == "personSummary":
            yield inner
        else:
            yield from _summaries(inner)
    for entry in branch.each():
        yield from _summaries(entry)


def _agreeing(heads: Sequence[Head]) -> list[Head]:
    """Return the first head and those that agree with one that is taken already.

    A second surname counts once it came with the birth date that is ours.
    """
    ours: list[Head] = []
    surnames: set[str] = set()
    for head in [*heads, *heads]:
        if head in ours:
            continue
        first = ours[0].person if ours else head.person
        known = plain_name(head.person.surname) in surnames
        if known or not is_somebody_else(first, head.person):
            ours.append(head)
            surnames.add(plain_name(head.person.surname))
    return [head for head in heads if head in ours]


def _about_others(heads: Sequence[Head], ours: Sequence[Head]) -> list[Head]:
    """Return a head of each answer in which nobody is the person."""
    mine = {head.answer.path for head in ours}
    others: dict[str, Head] = {}
    for head in heads:
        if head.answer.path not in mine:
            others.setdefault(head.answer.path, head)
    return list(others.values())


def _ask_other_references(group: Group, heads: Sequence[Head]) -> None:
    for crn in sorted({head.crn for head in heads} - {group.crn}):
        where = sorted({h.answer.called for h in heads if h.crn == crn})
        group.ask(
            ("references",),
            f"Answers for {group.crn} carry the CRN {crn} inside: {', '.join(where)}. "
            "Are they about this person?",
            crn,
        )


def _ask_apart(group: Group, main: Head, others: Sequence[Head]) -> None:
    """Ask once about each other person, naming the answers that are about them."""
    by_who: dict[str, list[Answer]] = {}
    for head in others:
        by_who.setdefault(_who(head.person), []).append(head.answer)
    for who, answers in by_who.items():
        called = ", ".join(dict.fromkeys(answer.called for answer in answers))
        group.ask_who(
            f"Answers for {group.crn} are about {who}: {called}. Here it is "
            f"{_who(main.person)}. Nothing of them was written; they are kept as "
            "received. Whose are they?",
            _who(main.person),
            who,
            sorted(answer.path for answer in answers),
        )


def _who(person: Person) -> str:
    name = " ".join(n for n in (person.forename, person.surname) if n)
    born = f"{BORN}{date_text(person.born_on)}" if person.born_on else ""
    return f"{name}{born}"
