"""Which column of a list is which field, by its heading or by a mapping file."""

import re
import tomllib
from collections.abc import Mapping

from attrs import evolve, frozen

from iomdesk.cases.finding import plain
from iomdesk.errors import InputRefused
from iomdesk.exchange.vocabulary import Vocabulary, load_vocabulary
from iomdesk.resources import resource_toml
from iomdesk.toml_reading import read_toml

_WORD = re.compile(r"[^\W_]+")
_BRACKETS = re.compile(r"[(\[][^)\]]*[)\]]")
_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])")


@frozen(kw_only=True)
class Headings:
    """The known headings in plain words, and the words that cells are made of."""

    fields: Mapping[str, str]
    bank: tuple[str, ...]
    vocabulary: Vocabulary
    source: str = "csv"

    def field(self, heading: str) -> str | None:
        """Return the field of a column; what stands in brackets may be left out."""
        whole = self.fields.get(plain_heading(heading))
        return whole or self.fields.get(plain_heading(_BRACKETS.sub("", heading)))

    def is_known(self, heading: str) -> bool:
        return self.field(heading) is not None

    def names_bank_detail(self, heading: str) -> bool:
        spaced = _CAMEL.sub(" ", heading)
        said = f" {_spaced(heading)} / {_spaced(spaced)} "
        return any(f" {words} " in said for words in self.bank)


def plain_heading(heading: str) -> str:
    """Return a heading as headings are compared: “P.N.C. Number” is “pncnumber”."""
    return "".join(_WORD.findall(plain(heading)))


def _spaced(heading: str) -> str:
    return " ".join(_WORD.findall(plain(heading)))


def load_headings() -> Headings:
    said = resource_toml("exchange/headings.toml")
    return Headings(
        fields={plain_heading(h): f for h, f in _by_word(said["fields"]).items()},
        bank=tuple(said["refused"]["headings"]),
        vocabulary=load_vocabulary(),
    )


def with_mapping(headings: Headings, name: str, data: bytes) -> Headings:
    """Return *headings* with those of a mapping file, which says heading = field.

    The file is TOML: `source = "…"` names the system, `[headings]` its columns.
    """
    try:
        said = read_toml(data.decode("utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError):
        raise InputRefused(f"“{name}” cannot be read as TOML.", name) from None
    columns, source = said.get("headings"), said.get("source", headings.source)
    if not isinstance(columns, dict) or not columns or not isinstance(source, str):
        raise InputRefused(f"“{name}” needs a table [headings].", name)
    known = set(headings.fields.values())
    for heading, field in columns.items():
        if not isinstance(field, str) or field not in known:
            wanted = ", ".join(sorted(known))
            raise InputRefused(
                f"“{name}” gives “{heading}” a field that is not known. Known are: "
                f"{wanted}.",
                name,
            )
    mine = {plain_heading(heading): field for heading, field in columns.items()}
    return evolve(headings, fields={**headings.fields, **mine}, source=source)


def _by_word(table: Mapping[str, list[str]]) -> dict[str, str]:
    return {word: name for name, words in table.items() for word in words}
