"""Several statements of one source about a person, as one; disagreements are asked."""

from collections.abc import Hashable, Iterable, Sequence

from attrs import evolve, frozen

from iomdesk.cases.case import Question
from iomdesk.cases.caution import CAUTIOUS
from iomdesk.cases.whole import WholeCase, as_text
from iomdesk.exchange.saying import as_read_at, leaves_of, part_id, said_document
from iomdesk.exchange.wording import Wording
from iomdesk.journal.patch import Path, pointer
from iomdesk.kinds.caution import most_cautious
from iomdesk.records.codec import Document, Json, from_document
from iomdesk.records.ids import CaseId, PartId

_MOST_VALUES = 50
"""Values of one field that are compared with each other; more are asked about."""


@frozen(kw_only=True)
class Statement:
    """What one answer, or one line, says; *where* names it in a question.

    One that *fills* carries a single note of several: its notes count where there are
    no others.
    """

    where: str
    case: WholeCase
    says_no: frozenset[str] = frozenset()
    fills: bool = False


@frozen(kw_only=True)
class Disagreement:
    """A field for which the source gives more than one value; *shown* goes in."""

    path: Path
    values: tuple[tuple[Json, str], ...]
    shown: Json


@frozen(kw_only=True)
class Merged:
    """What the statements say together."""

    case: WholeCase
    says_no: frozenset[str]
    disagreements: tuple[Disagreement, ...]


def merge(case_id: CaseId, statements: Sequence[Statement]) -> Merged:
    """Return one person of *statements*: the first to say a thing is shown.

    Of two levels of risk the higher is shown, as everywhere in the program.
    """
    said: dict[Path, list[tuple[Json, str]]] = {}
    known: set[tuple[Path, Hashable]] = set()
    for statement in statements:
        for path, value in _leaves(statement):
            if statement.fills and path[-1] == "notes" and path in said:
                continue
            values = said.setdefault(path, [])
            if len(values) > _MOST_VALUES:
                continue
            if (meant := (path, as_read_at(path, value))) not in known:
                known.add(meant)
                values.append((value, statement.where))
    disagreements = _one_of_a_kind(said)
    document: Document = {"id": case_id, "person": {"surname": ""}}
    for path, values in said.items():
        shown = _shown(path, [value for value, _ in values])
        _put(document, path, shown)
        if len(values) > 1:
            disagreements.append(
                Disagreement(path=path, values=tuple(values), shown=shown)
            )
    no = frozenset(path[0] for path in said if _at_top(document, path) is False)
    return Merged(
        case=from_document(WholeCase, document),
        says_no=no,
        disagreements=tuple(disagreements),
    )


def questions_of(
    merged: Merged, source: str, words: Wording
) -> Iterable[tuple[PartId, Question]]:
    """Yield a question for each value of a source that differs from what is shown."""
    document = said_document(merged.case)
    for found in merged.disagreements:
        label = words.field(found.path, document)
        at = next(n for n, pair in enumerate(found.values) if pair[0] == found.shown)
        for n, other in enumerate(found.values):
            two = sorted({at: found.values[at], n: other}.items())
            if n != at:
                yield _which_is_right(
                    found, label, [pair for _, pair in two], source, words
                )
        if len(found.values) > _MOST_VALUES:
            question = Question(
                text=f"{words.source(source)} gives more than {_MOST_VALUES} values "
                f"for the {label}. The others were not looked at. Are its rows about "
                "one person?",
                source=source,
            )
            yield question_id(source, found.path, ["more"]), question


def _which_is_right(
    found: Disagreement,
    label: str,
    two: Sequence[tuple[Json, str]],
    source: str,
    words: Wording,
) -> tuple[PartId, Question]:
    """Return what is asked about *two* values of which one is shown."""
    listed = " and ".join(f"{words.value(value)} ({at})" for value, at in two)
    values = [value for value, _ in two]
    question = Question(
        text=f"{words.source(source)} gives different values for the {label}: "
        f"{listed}. {words.value(found.shown)} is shown. Which is right?",
        field_path=pointer(found.path),
        held=as_text(found.shown),
        said=as_text(next(v for v in values if v != found.shown)),
        source=source,
    )
    return question_id(source, found.path, values), question


def question_id(source: str, path: Path, values: Sequence[Json]) -> PartId:
    """Return the key of a question: the same disagreement is asked once."""
    return part_id("question", source, pointer(path), *map(as_text, values))


def with_question(case: WholeCase, key: PartId, question: Question) -> WholeCase:
    """Return *case* with *question*, unless it was asked before."""
    if key in case.questions:
        return case
    return evolve(case, questions={**case.questions, key: question})


def _one_of_a_kind(
    said: dict[Path, list[tuple[Json, str]]],
) -> list[Disagreement]:
    """Leave one reference of each kind in *said*, and return where others were said."""
    first: dict[Json, Path] = {}
    others: dict[Path, list[tuple[Json, str]]] = {}
    for path in [p for p in said if p[0] == "references" and p[-1] == "type"]:
        part = path[:-1]
        value = (*part, "value")
        home = first.setdefault(said[path][0][0], value)
        if home != value:
            others.setdefault(home, []).extend(said[value])
            for leaf in [p for p in said if p[: len(part)] == part]:
                del said[leaf]
    return [
        Disagreement(path=path, values=(*said[path], *more), shown=said[path][0][0])
        for path, more in others.items()
    ]


def _leaves(statement: Statement) -> Iterable[tuple[Path, Json]]:
    document = said_document(statement.case, statement.says_no)
    return leaves_of((), document)


def _shown(path: Path, values: Sequence[Json]) -> Json:
    if len(values) == 1:
        return values[0]
    cautious = most_cautious(CAUTIOUS, path, values)
    return values[0] if cautious is None else cautious


def _put(document: Document, path: Path, value: Json) -> None:
    part = document
    for key in path[:-1]:
        part = part.setdefault(key, {})
    part[path[-1]] = value


def _at_top(document: Document, path: Path) -> Json:
    return document.get(path[0]) if len(path) == 1 else None
