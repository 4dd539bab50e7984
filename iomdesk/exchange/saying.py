"""What a source says about a person, before anybody decides what to do with it."""

from collections.abc import Hashable, Iterator, Mapping
from unicodedata import normalize

from attrs import field, frozen

from iomdesk.cases.case import Question, Reference, ReferenceType
from iomdesk.cases.finding import plain_reference, plain_telephone
from iomdesk.cases.whole import WholeCase, is_nothing
from iomdesk.journal.patch import Path, leaves
from iomdesk.records.codec import Document, Json, to_document
from iomdesk.records.ids import CaseId, PartId, made_id

PARTS: frozenset[Path] = frozenset(
    {
        ("person", "aliases"),
        ("person", "disabilities"),
        ("person", "circumstances"),
        *(
            (name,)
            for name in (
                "references",
                "addresses",
                "markers",
                "contacts",
                "cohorts",
                "sentences",
                "scores",
                "appointments",
            )
        ),
    }
)
"""Where parts stand that a source says whole."""

_SIGNS = str.maketrans(dict.fromkeys("’‘‛ʼʹ′`´", "'") | dict.fromkeys("‐‑‒–—−", "-"))
_NOT_SAID = frozenset({"id", "questions", "said"})
_IDENTITY: Path = ("person",)
_TELEPHONES = frozenset({"phone", "mobile"})


@frozen(kw_only=True)
class Kept:
    """An answer kept word for word, with the values that have no field here."""

    path: str
    body: str
    unplaced: tuple[str, ...] = ()


@frozen(kw_only=True)
class SourcePerson:
    """A person as one source says them: *case* holds that and nothing else.

    *says_no* names the yes-or-no fields that the source says no to; in *case* they
    look like fields it says nothing about. *where* is the first line of a list.
    """

    source: str
    case: WholeCase
    says_no: frozenset[str] = frozenset()
    kept: tuple[Kept, ...] = ()
    questions: Mapping[PartId, Question] = field(factory=dict)
    where: int | None = None


def made_case_id(references: Mapping[PartId, Reference]) -> CaseId | None:
    """Return the id that every desk gives to a person with these references."""
    held = strongest_first(references)
    if not held:
        return None
    plain = plain_reference(held[0].value, held[0].type)
    return CaseId(made_id("case", held[0].type, plain))


def strongest_first(references: Mapping[PartId, Reference]) -> list[Reference]:
    order = list(ReferenceType)
    return sorted(
        references.values(),
        key=lambda r: (order.index(r.type), plain_reference(r.value, r.type)),
    )


def part_id(*natural: str) -> PartId:
    """Return the key of a part, the same at every desk and in every import."""
    return PartId(made_id(*natural))


def said_document(case: WholeCase, says_no: frozenset[str] = frozenset()) -> Document:
    """Return only what *case* says: empty texts and flags not set say nothing."""
    whole = {k: v for k, v in to_document(case).items() if k not in _NOT_SAID}
    return _pruned(whole) | {name: False for name in says_no if not whole.get(name)}


def units(
    document: Mapping[str, Json], above: Path = ()
) -> Iterator[tuple[Path, Json]]:
    """Yield what is remembered one by one: each plain field, each part whole."""
    for key, value in document.items():
        path = (*above, key)
        if above in PARTS or not isinstance(value, dict):
            yield path, value
        else:
            yield from units(value, path)


def leaves_of(path: Path, value: Json) -> Iterator[tuple[Path, Json]]:
    """Yield the plain values at and below *path*."""
    if isinstance(value, dict):
        yield from leaves(value, path)
    else:
        yield path, value


def is_identity(path: Path) -> bool:
    """Say whether *path* is a name or the birth date: never changed by an import."""
    return path[:1] == _IDENTITY and path[1] in {
        "surname",
        "forename",
        "middle",
        "born_on",
    }


def agree_at(path: Path, one: Json, other: Json) -> bool:
    """Say whether two values of one field are the same to a reader."""
    return bool(one == other) or as_read_at(path, one) == as_read_at(path, other)


def agree(one: Json, other: Json) -> bool:
    """Say whether two values are the same to a reader.

    Case, spaces, the kind of apostrophe or hyphen, and how an accent is stored make no
    difference; another letter or accent does.
    """
    return bool(one == other) or _as_read(one) == _as_read(other)


def as_read_at(path: Path, value: Json) -> Hashable:
    """Return what a field says to a reader: two are equal where they agree."""
    if path[0] == "references" and isinstance(value, str):
        return plain_reference(value)
    if path[-1] in _TELEPHONES and isinstance(value, str):
        return plain_telephone(value) or _as_read(value)
    return _as_read(value)


def _as_read(value: Json) -> Hashable:
    if isinstance(value, list):
        return _as_read(" ".join(map(str, value)))
    if isinstance(value, dict):
        return frozenset((key, _as_read(inner)) for key, inner in value.items())
    if not isinstance(value, str):
        plain: Hashable = value
        return plain
    return " ".join(normalize("NFKC", value).translate(_SIGNS).casefold().split())


def _pruned(document: Document) -> Document:
    said: Document = {}
    for key, value in document.items():
        inner = _pruned(value) if isinstance(value, dict) else value
        if not (is_nothing(key, inner) or inner == {}):
            said[key] = inner
    return said
