"""What an import may write on a case, and what becomes a question instead.

A source that says the same as last time changes nothing, whatever was edited since.
Silence is not saying: what a source leaves out stays as it is.
"""

import json

from attrs import evolve, frozen

from iomdesk.cases.case import Question
from iomdesk.cases.indexing import BORN
from iomdesk.cases.received import Received
from iomdesk.cases.whole import WholeCase, as_text
from iomdesk.dates import date_text
from iomdesk.exchange.merging import with_question
from iomdesk.exchange.report import Entrant, Outcome
from iomdesk.exchange.saying import (
    SourcePerson,
    agree,
    leaves_of,
    part_id,
    said_document,
    strongest_first,
    units,
)
from iomdesk.exchange.weighing import Weighing
from iomdesk.exchange.whose import is_somebody_else, plain_key
from iomdesk.exchange.wording import Wording
from iomdesk.journal.patch import pointer
from iomdesk.records.codec import Document
from iomdesk.records.ids import CaseId, PartId, made_id


@frozen(kw_only=True)
class Taken:
    """A case after an import; *written* counts fields, *asked* new questions.

    *others* are cases beside it that were asked whose a reference is, and *entrant* is
    who it was about. *question_id* is of the one about somebody set apart.
    """

    case: WholeCase
    outcome: Outcome
    received: tuple[Received, ...] = ()
    written: int = 0
    asked: int = 0
    namesakes: int = 0
    others: tuple[WholeCase, ...] = ()
    entrant: Entrant | None = None
    question_id: PartId | None = None


@frozen(kw_only=True)
class Namesake:
    """Somebody held with the same name and birth date, and no common reference."""

    case_id: CaseId
    reference: str = ""


def take(held: WholeCase | None, said: SourcePerson, words: Wording) -> Taken:
    """Return the case as it is after *said*; nothing is written that is in doubt."""
    if held is None:
        return _new(said)
    if is_somebody_else(held.person, said.case.person):
        return set_apart(held, said, words)
    case, written = _weighed(held, said, words)
    asked = {k: q for k, q in said.questions.items() if k not in case.questions}
    if asked:
        case = evolve(case, questions={**case.questions, **asked})
    return Taken(
        case=case,
        outcome=Outcome.UNCHANGED if case is held else Outcome.UPDATED,
        received=received_from(said, held.id),
        written=written,
        asked=len(case.questions) - len(held.questions),
    )


def _weighed(
    held: WholeCase, said: SourcePerson, words: Wording
) -> tuple[WholeCase, int]:
    """Return the case after what its source says anew, and how much was written."""
    document = said_document(said.case, said.says_no)
    before, now = held.said.get(said.source, {}), texts_of(document)
    if all(_is_said(before.get(place), text) for place, text in now.items()):
        return held, 0
    weighing = Weighing(held, said.source, words)
    weighing.weigh(document)
    return weighing.case({**before, **now}), weighing.written


def _is_said(before: str | None, text: str) -> bool:
    """Say whether a source said before what it says now, to a reader."""
    if before == text:
        return True
    return before is not None and agree(json.loads(before), json.loads(text))


def texts_of(document: Document) -> dict[str, str]:
    """Return what is remembered of what was said: JSON text by field or part."""
    return {pointer(path): as_text(value) for path, value in units(document)}


def received_from(said: SourcePerson, case_id: CaseId) -> tuple[Received, ...]:
    return tuple(
        Received(
            id=made_id("received", case_id, said.source, kept.path),
            case_id=case_id,
            source=said.source,
            path=kept.path,
            body=kept.body,
            unplaced=kept.unplaced,
        )
        for kept in said.kept
    )


def propose_same(taken: Taken, namesakes: list[Namesake], words: Wording) -> Taken:
    """Return *taken* with a question for each person it may be; never merged."""
    case = taken.case
    for other in namesakes:
        name = words.value(other.reference or "another case")
        question = Question(
            text=f"{name} has the same name and date of birth, and no reference in "
            "common. Is it the same person?",
            said=as_text(other.reference) if other.reference else None,
        )
        key = part_id("question", "same person", *sorted((case.id, other.case_id)))
        case = with_question(case, key, question)
    added = len(case.questions) - len(taken.case.questions)
    return evolve(taken, case=case, asked=taken.asked + added, namesakes=len(namesakes))


def _new(said: SourcePerson) -> Taken:
    written = said_document(said.case, said.says_no)
    case = evolve(
        said.case,
        said={said.source: texts_of(written)},
        questions={**said.case.questions, **said.questions},
    )
    return Taken(
        case=case,
        outcome=Outcome.NEW,
        received=received_from(said, case.id),
        written=sum(1 for _ in leaves_of((), written)),
        asked=len(case.questions),
    )


def set_apart(held: WholeCase, said: SourcePerson, words: Wording) -> Taken:
    """Return *held* with a question and nothing else: it may be about somebody else."""
    ours, theirs = _who(held), _who(said.case)
    keys = set(map(plain_key, held.references.values()))
    shared = (r for r in strongest_first(said.case.references) if plain_key(r) in keys)
    reference = next((r.value for r in shared), "")
    question = Question(
        text=f"{words.source(said.source)} gives the reference {reference} to "
        f"{theirs}. Here it is {ours}. Nothing was written. Whose reference is it?",
        held=as_text(ours),
        said=as_text(theirs),
        source=said.source,
    )
    key = part_id("question", said.source, "somebody else", theirs)
    case = with_question(held, key, question)
    return Taken(
        case=case,
        outcome=Outcome.SET_APART,
        asked=len(case.questions) - len(held.questions),
        question_id=key,
    )


def called(case: WholeCase) -> str:
    """Return a person as a sentence calls them: “John Smith”."""
    person = case.person
    name = " ".join(n for n in (person.forename, person.surname) if n)
    return name or "somebody without a name"


def _who(case: WholeCase) -> str:
    born_on = case.person.born_on
    return f"{called(case)}{f'{BORN}{date_text(born_on)}' if born_on else ''}"
