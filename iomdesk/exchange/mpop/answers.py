"""Files of answers by URL path, sorted into what is said about each person."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from urllib.parse import unquote

from attrs import define, frozen

from iomdesk.errors import InputRefused
from iomdesk.exchange.mpop.branch import Branch
from iomdesk.exchange.mpop.entries import Keys, crn_of, shares
from iomdesk.exchange.text_file import wide_encoding
from iomdesk.records.codec import Json
from iomdesk.resources import resource_toml

_ONE_VALUE = re.compile(r"^1 values")
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_DEEPEST = 100
_LONGEST_NUMBER = 300
_HOST = re.compile(r"[a-z]+://[^/]*", re.IGNORECASE)
_SPACE = re.compile(r"[\s,:]*")
_NUMBERS = {"{crn}": r"(?P<crn>[A-Z]\d{6})", "{id}": r"(?P<id>[^/]+)"}
_NUMBERS["{note}"] = r"(?P<note>[^/]+)"


@frozen(kw_only=True)
class Route:
    """A kind of answer: where it is found, who reads it, what it is called."""

    pattern: re.Pattern[str]
    reader: str
    called: str


@frozen(kw_only=True)
class Doubled:
    """A key that one object has twice, with what it says first and last."""

    key: str
    first: Json
    last: Json


@frozen(kw_only=True)
class Raw:
    """An answer as it stands in a file; *doubled* are keys that it gives twice."""

    path: str
    value: Json
    text: str
    doubled: tuple[Doubled, ...] = ()


@define(kw_only=True, slots=False)
class Answer:
    """What one answer says about one person; *rank* 0 is shown before others.

    Of a list, *at* says where the entries about the person stand.
    """

    path: str
    crn: str
    value: Json
    text: str
    reader: str = ""
    called: str = "another answer"
    rank: int = 1000
    id: str = ""
    note: str = ""
    at: tuple[Keys, ...] = ()
    doubled: tuple[Doubled, ...] = ()

    @cached_property
    def body(self) -> Branch:
        return Branch(self.value)

    def entries(self) -> list[Branch]:
        """Return the entries of a list, or the answer itself where it is none."""
        if not self.at:
            return self.body.each() or [self.body]
        return [entry for keys in self.at for entry in self._entries_at(keys)]

    def _entries_at(self, keys: Keys) -> list[Branch]:
        place = self.body
        for key in keys:
            place = place[key]
        return place.each()


def load_routes() -> tuple[Route, ...]:
    return tuple(
        Route(
            pattern=re.compile(_pattern(said["path"])),
            reader=said["reader"],
            called=said["called"],
        )
        for said in resource_toml("exchange/mpop.toml")["answer"]
    )


def path_words(path: str) -> str:
    """Return what the answer under *path* is called: “caseload”; else *path* itself."""
    _, route, _ = _route(_address(path), load_routes())
    return route.called if route else path


def nobody_words(told: str) -> str:
    """Return a line about an answer that is about nobody, its path in words."""
    path, _, count = told.rpartition(" (")
    called = path_words(path)
    count = _ONE_VALUE.sub("1 value", count.removesuffix(")"))
    return f"{called[:1].upper()}{called[1:]}: {count}"


def raw_answers(name: str, data: bytes) -> list[Raw]:
    """Return the answers of one file, each with its own text, word for word."""
    try:
        text = data.decode(wide_encoding(data) or "utf-8-sig")
        whole = json.loads(text, parse_int=_number)
        paths = isinstance(whole, dict) and any("/" in key for key in whole)
        found = list(_cut(text)) if paths else []
    except UnicodeDecodeError:
        raise InputRefused(f"“{name}” is not UTF-8 text.", name) from None
    except json.JSONDecodeError as fault:
        raise InputRefused(
            f"“{name}” is not whole JSON: it breaks off or errs on line "
            f"{fault.lineno}.",
            name,
        ) from None
    except RecursionError:
        raise InputRefused(f"“{name}” is nested too deeply.", name) from None
    if not found:
        raise InputRefused(
            f"“{name}” does not hold answers of Manage people on probation by their "
            "path, such as /mas/personal-details/X000001.",
            name,
        )
    if any(_is_deep(raw.value) for raw in found):
        raise InputRefused(f"“{name}” is nested too deeply.", name)
    return found


def _cut(text: str) -> Iterator[Raw]:
    """Yield each member of the outermost object with its text as it stands."""
    doubled: list[Doubled] = []
    decode = json.JSONDecoder(
        parse_int=_number, object_pairs_hook=lambda pairs: _object(pairs, doubled)
    ).raw_decode
    at = text.index("{") + 1
    while True:
        at = _after_space(text, at)
        if text[at] == "}":
            return
        path, at = decode(text, at)
        start = _after_space(text, at)
        doubled.clear()
        value, at = decode(text, start)
        said = text[start:at]
        yield Raw(
            path=path, value=_whole(value, said), text=said, doubled=tuple(doubled)
        )


def _object(pairs: list[tuple[str, Json]], doubled: list[Doubled]) -> dict[str, Json]:
    """Return *pairs* as an object, and note the keys that it has twice."""
    found = dict(pairs)
    if len(found) < len(pairs):
        seen: dict[str, Json] = {}
        for key, value in pairs:
            if seen.setdefault(key, value) != value:
                doubled.append(Doubled(key=key, first=seen[key], last=value))
    return found


def _number(text: str) -> Json:
    """Return a whole number; one too long to be a number stays text."""
    return int(text) if len(text) <= _LONGEST_NUMBER else text


def _is_deep(value: Json) -> bool:
    layer, depth = [value], 0
    while layer:
        depth += 1
        held = [inner for inner in layer if isinstance(inner, dict | list)]
        layer = [
            inner
            for outer in held
            for inner in (outer.values() if isinstance(outer, dict) else outer)
        ]
        if depth > _DEEPEST:
            return True
    return False


def _whole(value: Json, text: str) -> Json:
    """Return *value* without half characters: a note cut short may end in one."""
    return _mended(value) if _HALF.search(text) else value


def _mended(value: Json) -> Json:
    if isinstance(value, dict):
        return {_mended(key): _mended(inner) for key, inner in value.items()}
    if isinstance(value, list):
        return [_mended(inner) for inner in value]
    if isinstance(value, str):
        return value.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return value


def _after_space(text: str, at: int) -> int:
    match = _SPACE.match(text, at)
    return match.end() if match else at


def answers_about(
    raw: Raw, routes: Sequence[Route], by_number: Mapping[str, str] | None = None
) -> list[Answer]:
    """Return what *raw* says about people: the one of its path, or its entries'.

    *by_number* gives the case reference of who has a prison number.
    """
    address = _address(raw.path)
    rank, route, match = _route(address, routes)
    said = match.groupdict() if match else {}
    called, file = route.called if route else address, raw.path.partition("#")[2]
    answer = Answer(
        path=raw.path,
        crn=said.get("crn") or _crn_in(address, by_number or {}),
        value=raw.value,
        text=raw.text,
        reader=route.reader if route else "",
        called=f"{called} in {file}" if file else called,
        rank=rank,
        id=said.get("id") or "",
        note=said.get("note") or "",
        doubled=raw.doubled,
    )
    return [answer] if answer.crn else [*_entries(answer)]


def _entries(answer: Answer) -> Iterator[Answer]:
    """Yield the entries of a list that name a person, together by person."""
    for share in shares(answer.value):
        yield Answer(
            path=f"{answer.path}#{share.crn}",
            crn=share.crn,
            value=share.value,
            text=json.dumps(share.value, ensure_ascii=False, indent=1),
            reader=answer.reader,
            called=answer.called,
            rank=answer.rank,
            at=share.at,
        )


def _address(path: str) -> str:
    """Return a path without host and query, a case reference in it in capitals."""
    bare = _HOST.sub("", path.partition("#")[0].partition("?")[0])
    parts = unquote(bare).strip("/").split("/")
    return "/".join(["", *(crn_of(part) or part for part in parts)])


def _route(
    address: str, routes: Sequence[Route]
) -> tuple[int, Route | None, re.Match[str] | None]:
    for rank, route in enumerate(routes):
        if match := route.pattern.fullmatch(address):
            return rank, route, match
    return len(routes), None, None


def _crn_in(address: str, by_number: Mapping[str, str]) -> str:
    parts = address.split("/")
    found = (crn_of(part) or by_number.get(part.upper()) for part in parts)
    return next((crn for crn in found if crn), "")


def _pattern(path: str) -> str:
    pattern = re.escape(path).replace(r"\{", "{").replace(r"\}", "}")
    for name, number in _NUMBERS.items():
        pattern = pattern.replace(name, number)
    return pattern
