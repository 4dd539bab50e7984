"""The papers that a program can make: registered with the kinds of record they show."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Any, TypeVar

from attrs import define, field, frozen

from iomdesk.documents.blocks import Document
from iomdesk.documents.printed import Printed
from iomdesk.errors import InputRefused, NotFound
from iomdesk.kinds.kind import Later
from iomdesk.kinds.registry import Kinds
from iomdesk.ports import Queries, Record
from iomdesk.records.ids import CaseId

R = TypeVar("R", bound=Record)


class About(StrEnum):
    """What a paper is about."""

    RECORD = "one record of a person"
    PERSON = "one person"


class Audience(StrEnum):
    """For whom a paper is written: it decides what it leaves out, and its words."""

    PROFESSIONALS = "professionals who manage the person"


@frozen(kw_only=True)
class Subject:
    """Of whom a paper is wanted, and of *which* record; None is the newest."""

    case_id: CaseId
    which: str | None = None


@frozen(kw_only=True)
class Offer:
    """A paper that can be made now; *words* may leave a hole for the {day} *on*."""

    words: str
    which: str | None = None
    on: date | None = None


@define
class PersonRecords:
    """One person's records, each kind read once however many ask for it."""

    queries: Queries
    case_id: CaseId
    _read: dict[type[Any], Sequence[Any]] = field(factory=dict)

    def of(self, kind: type[R]) -> Sequence[R]:
        if kind not in self._read:
            self._read[kind] = self.queries.records(kind, self.case_id)
        return self._read[kind]


Build = Callable[[Queries, Subject, Printed], Document]
Offers = Callable[[PersonRecords], Iterable[Offer]]


@frozen(kw_only=True)
class PaperKind:
    """All that is known of one kind of paper; what makes it is reached when wanted.

    *needs* are kinds of record: with one of any of them there is something to print.
    """

    word: str
    title: str
    about: About
    audience: Audience
    leaves_out: tuple[str, ...]
    needs: tuple[str, ...]
    build: Later[Build]
    offers: Offers


class Papers(Mapping[str, PaperKind]):
    """The papers of all registered kinds of record, by their words."""

    def __init__(self, kinds: Kinds) -> None:
        papers = (kind.papers.reach() for kind in kinds.values() if kind.papers)
        self._papers = {paper.word: paper for some in papers for paper in some}

    def __getitem__(self, word: str) -> PaperKind:
        return self._papers[word]

    def __iter__(self) -> Iterator[str]:
        return iter(self._papers)

    def __len__(self) -> int:
        return len(self._papers)

    def known(self, word: str) -> PaperKind:
        """Return the kind of paper, or refuse with those that there are."""
        if word not in self:
            raise InputRefused(f"“{word}” is not one of: {', '.join(self)}.")
        return self[word]

    def offered(self, records: PersonRecords) -> Iterator[tuple[PaperKind, Offer]]:
        """Yield what can be printed of a person now, in the order of the kinds."""
        for paper in self.values():
            for offer in paper.offers(records):
                yield paper, offer


def named(records: Sequence[R], which: str | None) -> R | None:
    """Return the record *which*, None where none is asked for; refuse what is none."""
    if which is None:
        return None
    found = next((record for record in records if record.id == which), None)
    if found is None:
        raise no_such_record(which)
    return found


def no_such_record(which: str) -> NotFound:
    return NotFound(f"This person has no record “{which}” of that kind.")
