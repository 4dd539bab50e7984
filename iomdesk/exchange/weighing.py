"""One source's fields weighed against what is held: written, or asked about."""

import copy
import json
from collections.abc import Mapping

from attrs import evolve

from iomdesk.cases.case import Question, ReferenceType
from iomdesk.cases.finding import plain_reference
from iomdesk.cases.whole import WholeCase, as_text, is_nothing
from iomdesk.exchange.merging import question_id
from iomdesk.exchange.saying import agree, agree_at, is_identity, leaves_of, units
from iomdesk.exchange.wording import Wording
from iomdesk.journal.patch import Path, at, pointer
from iomdesk.records.codec import Document, Json, from_document, to_document
from iomdesk.records.ids import PartId

_MAIN = "main"


class Weighing:
    """The case's stored form while one source is weighed against it."""

    def __init__(self, held: WholeCase, source: str, words: Wording) -> None:
        self._held = held
        self._source = source
        self._words = words
        self._called = words.source(source)
        self._document = copy.deepcopy(to_document(held))
        self._before = _remembered(held.said.get(source, {}))
        self._others = [
            _remembered(said) for name, said in held.said.items() if name != source
        ]
        self._asked: dict[PartId, Question] = {}
        self.written = 0

    def weigh(self, said: Document) -> None:
        """Write or ask about every field of *said* that its source says anew."""
        now = dict(units(said))
        for path, value in {**now, **self._lapsed(now)}.items():
            if self._another_number(path, value):
                continue
            if isinstance(value, dict) and self._is_gone(path):
                self._ask(path, None, value)
                continue
            for leaf, new in leaves_of(path, value):
                self._weigh_leaf(leaf, new)

    def case(self, said: Mapping[str, str]) -> WholeCase:
        """Return the case as weighed; *said* is what its source says from now on."""
        case = self._held
        if self.written:
            case = from_document(WholeCase, self._document)
        questions = {**self._asked, **case.questions}
        if said != case.said.get(self._source, {}):
            case = evolve(case, said={**case.said, self._source: dict(said)})
        if len(questions) != len(case.questions):
            case = evolve(case, questions=questions)
        return case

    def _weigh_leaf(self, path: Path, new: Json) -> None:
        said_before, held = self._last(path), at(self._document, path)
        if said_before == new or agree_at(path, held, new):
            return
        if self._is_gone(path[:-1]):
            self._ask(path, held, new)
        elif is_nothing(path[-1], held) and said_before is None:
            self._write(path, new)
        elif path[-1] == "source":
            return
        elif held == said_before and not is_identity(path) and self._alone(path, new):
            self._write(path, new)
        else:
            self._ask(path, held, new)

    def _is_gone(self, path: Path) -> bool:
        """Say whether a person removed the part at *path*: it does not come back."""
        return self._last(path) is not None and at(self._document, path) is None

    def _last(self, path: Path) -> Json:
        return _leaf(self._before, path)

    def _alone(self, path: Path, new: Json) -> bool:
        """Say whether no other source says something else than *new*."""
        said = (_leaf(other, path) for other in self._others)
        return all(value is None or agree(value, new) for value in said)

    def _write(self, path: Path, value: Json) -> None:
        part = self._document
        for key in path[:-1]:
            part = part.setdefault(key, {})
        part[path[-1]] = value
        self.written += 1

    def _ask(self, path: Path, held: Json, new: Json) -> None:
        label = self._words.field(path, self._document)
        ours = "nothing" if held is None else self._words.value(held)
        self._asked[question_id(self._source, path, [new])] = Question(
            text=f"{self._called} now gives {self._words.value(new)} for the {label}. "
            f"Here it is {ours}, and stays so. Which is right?",
            field_path=pointer(path),
            held=None if held is None else as_text(held),
            said=as_text(new),
            source=self._source,
        )

    def _another_number(self, path: Path, value: Json) -> bool:
        """Ask where a second number of the same kind comes; a person has one."""
        if path[0] != "references" or path[1] in self._held.references:
            return False
        kind = ReferenceType(value["type"])
        same = [r for r in self._held.references.values() if r.type is kind]
        if not same:
            return False
        number = plain_reference(value["value"], kind)
        if any(plain_reference(r.value, kind) == number for r in same):
            return True
        self._ask_number(path, same[0].value, value["value"])
        return True

    def _ask_number(self, path: Path, held: str, new: str) -> None:
        self._asked[question_id(self._source, path, [new])] = Question(
            text=f"{self._called} gives the reference {new}. Here it is {held}, and "
            "stays so. Which is right?",
            field_path=pointer(path),
            held=as_text(held),
            said=as_text(new),
            source=self._source,
        )

    def _lapsed(self, now: Mapping[Path, Json]) -> dict[Path, Json]:
        """Return the yes-or-no fields of parts that the source no longer says yes to.

        They are those of a part that it still says, and the main address of before
        where it now names another one.
        """
        main_now = any(
            path[0] == "addresses" and value.get(_MAIN) for path, value in now.items()
        )
        lapsed: dict[Path, Json] = {}
        for path, value in self._before.items():
            for leaf, said in leaves_of(path, value):
                moved = main_now and path[0] == "addresses" and leaf[-1] == _MAIN
                still = _leaf(now, leaf)
                if said is True and not still and (path in now or moved):
                    lapsed[leaf] = False
        return {leaf: no for leaf, no in lapsed.items() if len(leaf) > 1}


def _remembered(said: Mapping[str, str]) -> dict[Path, Json]:
    return {_path(place): json.loads(text) for place, text in said.items()}


def _path(place: str) -> Path:
    parts = place[1:].split("/")
    return tuple(part.replace("~1", "/").replace("~0", "~") for part in parts)


def _leaf(said: Mapping[Path, Json], path: Path) -> Json:
    """Return what *said* holds at *path*, which may lie inside one of its parts."""
    for size in range(len(path), 0, -1):
        if path[:size] in said:
            value = said[path[:size]]
            return at(value, path[size:]) if size < len(path) else value
    return None
