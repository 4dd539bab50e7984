"""All answers about one person, and what their readers share."""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from typing import TypeVar

from attrs import frozen

from iomdesk.cases.case import Question
from iomdesk.cases.sentence import Sentence
from iomdesk.cases.whole import WholeCase, as_text
from iomdesk.dates import date_text
from iomdesk.exchange.merging import question_id
from iomdesk.exchange.mpop.answers import Answer
from iomdesk.exchange.mpop.branch import Branch
from iomdesk.exchange.wording import Wording
from iomdesk.journal.patch import Path, pointer
from iomdesk.records.codec import Json
from iomdesk.records.ids import PartId

SOURCE = "mpop"

P = TypeVar("P")

_SINGLE = {
    "riskNotes": "riskNote",
    "riskRemovalNotes": "riskRemovalNote",
    "addressNotes": "addressNote",
    "contactNotes": "contactNote",
    "disabilityNotes": "disabilityNote",
    "provisionNotes": "provisionNote",
    "circumstanceNotes": "circumstanceNote",
    "licenceConditionNotes": "licenceConditionNote",
    "requirementNotes": "requirementNote",
    "appointmentNotes": "appointmentNote",
}
"""A list of notes, perhaps cut short, and the key of one note in full."""


@frozen(kw_only=True)
class Noted:
    """Notes as one text; *cut_short* where the source sent only their beginning."""

    text: str | None = None
    cut_short: bool = False


class Group:
    """The answers about one person, best first, with questions found on the way."""

    def __init__(self, crn: str, answers: Iterable[Answer], words: Wording) -> None:
        self.crn = crn
        self.answers: Sequence[Answer] = sorted(answers, key=lambda a: (a.rank, a.path))
        self.questions: dict[PartId, Question] = {}
        self.words = words
        self.sentences: dict[PartId, Sentence] = {}
        self._again: list[WholeCase] = []
        self._first: dict[tuple[str, str], str] = {}
        self._full = dict(_full_notes(self.answers))

    def ask(self, path: Path, text: str, *about: Json) -> None:
        """Put a question on the case; *path* and *about* make it the same question."""
        key = question_id(SOURCE, path, about)
        self.questions[key] = Question(text=text, source=SOURCE)

    def ask_who(self, text: str, ours: str, theirs: str, about: Sequence[Json]) -> None:
        """Ask which of two people answers are about; the case is found under both."""
        key = question_id(SOURCE, ("person", "surname"), [*about, theirs])
        self.questions[key] = Question(
            text=text, held=as_text(ours), said=as_text(theirs), source=SOURCE
        )

    def ask_value(self, path: Path, text: str, values: Sequence[Json]) -> None:
        """Ask about a field: the first of *values* is held, the last may be taken."""
        self.questions[question_id(SOURCE, path, values)] = Question(
            text=text,
            field_path=pointer(path),
            held=as_text(values[0]),
            said=as_text(values[-1]),
            source=SOURCE,
        )

    def parts(
        self,
        found: Iterable[tuple[PartId, P]],
        alone: Callable[[dict[PartId, P]], WholeCase],
    ) -> dict[PartId, P]:
        """Return *found* by key; what is said of one again stands in a case *alone*."""
        held: dict[PartId, P] = {}
        for key, part in found:
            if held.setdefault(key, part) != part:
                self._again.append(alone({key: part}))
        return held

    def said_again(self) -> list[WholeCase]:
        """Return what the answer just read says a second time, and forget it."""
        again, self._again = self._again, []
        return again

    def first_name(self, kind: str, number: str, said: str) -> str:
        """Return what the best answer calls *number*: answers differ in words."""
        return self._first.setdefault((kind, number), said) if number else said

    def notes(self, part: Branch, many: str, owner: tuple[str, str]) -> Noted:
        """Return the notes of *part*, each in full where an answer carries it so."""
        one = part[_SINGLE[many]]
        listed = part.each(many) or ([one] if isinstance(one.value, dict) else [])
        texts, cut = [], False
        for note in listed:
            number = note.text("id") or ""
            text = note.text("note")
            full = self._full.get((many, *owner, number))
            truncated = note.flag("hasNoteBeenTruncated") or False
            whole = full if text and full and _begins(full, text) else None
            cut = cut or (truncated and whole is None)
            if text:
                texts.append(_signed(note, whole or text))
        plain = None if texts else part.text("notes", "note")
        return Noted(text="\n\n".join(texts) or plain, cut_short=cut)


def _begins(full: str, text: str) -> bool:
    """Say whether *full* is *text* and what was cut off it."""
    return full.split()[: len(text.split()) - 1] == text.split()[:-1] and (
        "".join(full.split()).startswith("".join(text.split()))
    )


def _signed(note: Branch, text: str) -> str:
    by, on = note.name("createdBy"), note.day("createdByDate")
    said = ", ".join(part for part in (by, _day(on)) if part)
    return f"{said}: {text}" if said else text


def _day(on: date | None) -> str | None:
    return date_text(on) if on else None


def _full_notes(
    answers: Sequence[Answer],
) -> Iterable[tuple[tuple[str, str, str, str], str]]:
    """Yield each note that an answer of its own carries, by what it belongs to."""
    for answer in answers:
        if not answer.note:
            continue
        for many, one in _SINGLE.items():
            for note in _at_key(answer.body, one):
                number = str(note["id"].value)
                if text := str(note["note"].value or "").strip():
                    yield (many, answer.reader, answer.id, number), text


def _at_key(branch: Branch, key: str) -> Iterable[Branch]:
    """Yield the objects under *key*, wherever it stands."""
    for name, inner in branch.items():
        if name == key and isinstance(inner.value, dict):
            yield inner
        else:
            yield from _at_key(inner, key)
    for entry in branch.each():
        yield from _at_key(entry, key)
