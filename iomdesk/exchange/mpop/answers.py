"""Files of answers by URL path, sorted into what is said about each person."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from attrs import define, frozen

from iomdesk.codec import Json
from iomdesk.errors import InputRefused
from iomdesk.exchange.mpop.branch import Branch
from iomdesk.resources import resource_toml

_CRN = re.compile(r"[A-Z]\d{6}", re.IGNORECASE)
_HALF = re.compile(r"\\u[dD][89a-fA-F]")
_SPACE = re.compile(r"[\s,:]*")
_NUMBERS = {"{crn}": r"(?P<crn>[A-Za-z]\d{6})", "{id}": r"(?P<id>[^/]+)"}
_NUMBERS["{note}"] = r"(?P<note>[^/]+)"


@frozen(kw_only=True)
class Route:
    """A kind of answer: where it is found, who reads it, what it is called."""

    pattern: re.Pattern[str]
    reader: str
    called: str


@frozen(kw_only=True)
class Raw:
    """An answer as it stands in a file."""

    path: str
    value: Json
    text: str


@define(kw_only=True, slots=False)
class Answer:
    """What one answer says about one person; *rank* 0 is shown before others."""

    path: str
    crn: str
    value: Json
    text: str
    reader: str = ""
    called: str = "another answer"
    rank: int = 1000
    id: str = ""
    note: str = ""
    envelope: Branch | None = None

    @cached_property
    def body(self) -> Branch:
        return Branch(self.value)


def load_routes() -> tuple[Route, ...]:
    return tuple(
        Route(
            pattern=re.compile(_pattern(said["path"])),
            reader=said["reader"],
            called=said["called"],
        )
        for said in resource_toml("exchange/mpop.toml")["answer"]
    )


def raw_answers(name: str, data: bytes) -> list[Raw]:
    """Return the answers of one file, each with its own text, word for word."""
    try:
        text = data.decode("utf-8-sig")
        whole = json.loads(text)
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
    paths = isinstance(whole, dict) and [k for k in whole if k.startswith("/")]
    if not paths:
        raise InputRefused(
            f"“{name}” does not hold answers of Manage people on probation by their "
            "path, such as /mas/personal-details/X000001.",
            name,
        )
    return list(_cut(text))


def _cut(text: str) -> Iterator[Raw]:
    """Yield each member of the outermost object with its text as it stands."""
    decode = json.JSONDecoder().raw_decode
    at = text.index("{") + 1
    while True:
        at = _after_space(text, at)
        if text[at] == "}":
            return
        path, at = decode(text, at)
        start = _after_space(text, at)
        value, at = decode(text, start)
        said = text[start:at]
        yield Raw(path=path, value=_whole(value, said), text=said)


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


def answers_about(raw: Raw, routes: Sequence[Route]) -> list[Answer]:
    """Return what *raw* says about people: the one of its path, or its entries'."""
    address = raw.path.partition("?")[0]
    rank, route, match = _route(address, routes)
    crn = match.groupdict().get("crn") if match else _crn_in(address)
    said = match.groupdict() if match else {}
    answer = Answer(
        path=raw.path,
        crn=(crn or "").upper(),
        value=raw.value,
        text=raw.text,
        reader=route.reader if route else "",
        called=route.called if route else address,
        rank=rank,
        id=said.get("id") or "",
        note=said.get("note") or "",
    )
    return [answer] if crn else _entries(answer)


def _entries(answer: Answer) -> list[Answer]:
    """Return the entries of a list that name a person, together by person."""
    found: dict[str, list[Json]] = {}
    for entry in _naming(answer.value):
        crn = entry.get("crn") or entry["personSummary"]["crn"]
        found.setdefault(crn.upper(), []).append(entry)
    envelope = Branch(answer.value)
    return [
        Answer(
            path=f"{answer.path}#{crn}",
            crn=crn,
            value=entries,
            text=json.dumps(entries, ensure_ascii=False, indent=1),
            reader=answer.reader,
            called=answer.called,
            rank=answer.rank,
            envelope=envelope,
        )
        for crn, entries in found.items()
    ]


def _naming(value: Json) -> Iterator[Mapping[str, Json]]:
    """Yield the objects that carry a case reference, the outermost of each."""
    if isinstance(value, list):
        for inner in value:
            yield from _naming(inner)
    elif isinstance(value, dict):
        if _names(value) or _names(value.get("personSummary")):
            yield value
        else:
            for inner in value.values():
                yield from _naming(inner)


def _names(value: Json) -> bool:
    crn = value.get("crn") if isinstance(value, dict) else None
    return isinstance(crn, str) and bool(_CRN.fullmatch(crn))


def _route(
    address: str, routes: Sequence[Route]
) -> tuple[int, Route | None, re.Match[str] | None]:
    for rank, route in enumerate(routes):
        if match := route.pattern.fullmatch(address):
            return rank, route, match
    return len(routes), None, None


def _crn_in(address: str) -> str | None:
    return next((s for s in address.split("/") if _CRN.fullmatch(s)), None)


def _pattern(path: str) -> str:
    pattern = re.escape(path).replace(r"\{", "{").replace(r"\}", "}")
    for name, number in _NUMBERS.items():
        pattern = pattern.replace(name, number)
    return pattern
