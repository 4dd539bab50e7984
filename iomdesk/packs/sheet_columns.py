"""The sheets of a pack written as a spreadsheet, and the columns of each.

| sheet    | one row is            | columns |
|----------|-----------------------|---------|
| settings | the instrument        | code, version, title, owner, licence, source, status, effective_from, effective_to, languages, overrides, notice, applicability_…, score_… |
| survey   | a section or a question | type, name, label, hint, required, relevant, constraint, constraint_source, evidence_required, evidence_for, fact |
| choices  | one answer            | list_name, name, label, score |
| score    | an item that counts   | item, counted, weight, least, most, points |
| bands    | one band              | name, label, least, below, source |
| outputs  | one figure            | name, label, unit |
| tables   | one number of a formula | path, value |

Wording takes a language: `label::English (en)`, `label::Welsh (cy)`; without one it is
English. Types are begin_group, end_group, text, integer, decimal, date, yes_no,
`select_one LIST`, `select_multiple LIST` and `rating LIST`; a question with a `fact` is
answered by the case. A sheet whose name begins with “notes” is not read. A number of a
formula that has more than the 15 digits of a cell is text: “exactly 0.1234567890123456”.
"""  # noqa: E501  a table of columns

import re

from attrs import fields, frozen

from iomdesk.assessments.bands import Band
from iomdesk.assessments.instrument import (
    Applicability,
    Choice,
    Instrument,
    Item,
    Kind,
    Output,
    ScoreRule,
    Section,
)

LANGUAGES = {"en": "English", "cy": "Welsh"}
PLAIN_TYPES = {
    "text": Kind.TEXT,
    "integer": Kind.COUNT,
    "decimal": Kind.NUMBER,
    "date": Kind.DATE,
    "yes_no": Kind.YES_NO,
}
LIST_TYPES = {
    "select_one": Kind.CHOICE,
    "select_multiple": Kind.CHOICES,
    "rating": Kind.RATING,
}
TYPES = {kind: name for name, kind in (PLAIN_TYPES | LIST_TYPES).items()}
_WORDING = re.compile(r"(?P<name>[^:]+?)(?:\s*::\s*[^()]*\((?P<language>\w{2,3})\))?\Z")


@frozen(kw_only=True)
class Columns:
    """The columns of one sheet; *wording* takes a language, *extra* anything."""

    plain: tuple[str, ...]
    wording: tuple[str, ...] = ()
    extra: tuple[str, ...] = ()

    def named(self, heading: str) -> tuple[str, str] | None:
        """Return a heading's name and language; None if there is no such column."""
        found = _WORDING.match(heading.strip())
        if found is None:
            return None
        name, language = found["name"].strip(), found["language"]
        if name in self.wording:
            return name, language or "en"
        known = language is None and name in (*self.plain, *self.extra)
        return (name, "") if known else None


def wording_heading(name: str, language: str) -> str:
    said = LANGUAGES.get(language, language)
    return f"{name}::{said} ({language})"


def _others(kind: type, *said: str) -> tuple[str, ...]:
    """Return the fields of a record that no column of its own stands for."""
    return tuple(one.name for one in fields(kind) if one.name not in said)


_APPLICABILITY = tuple(
    f"applicability_{n}" for n in _others(Applicability, "otherwise")
)
_SCORE = tuple(
    f"score_{name}" for name in _others(ScoreRule, "items", "weights", "ranges")
)

SETTINGS = Columns(
    plain=(
        "code",
        "version",
        "owner",
        "licence",
        "source",
        "status",
        "effective_from",
        "effective_to",
        "languages",
        "overrides",
        *_APPLICABILITY,
        *_SCORE,
    ),
    wording=("title", "notice", "applicability_otherwise"),
    extra=_others(
        Instrument,
        *("code", "version", "title", "owner", "licence", "source", "status"),
        *("effective_from", "effective_to", "languages", "applicability"),
        *("sections", "items", "score", "bands", "overrides", "outputs", "notice"),
        *("tables", "digest"),
    ),
)
SURVEY = Columns(
    plain=(
        "type",
        "name",
        "required",
        "relevant",
        "constraint",
        "constraint_source",
        "evidence_required",
        "evidence_for",
        "fact",
    ),
    wording=("label", "hint"),
    extra=_others(
        Item,
        *("code", "section", "kind", "label", "help", "required", "fact", "of"),
        *("choices", "evidence_for", "evidence_required", "visible_when", "limits"),
    ),
)
GROUP_EXTRA = _others(Section, "code", "title", "help")
CHOICES = Columns(
    plain=("list_name", "name", "score"),
    wording=("label",),
    extra=_others(Choice, "code", "label", "score"),
)
SCORE = Columns(plain=("item", "counted", "weight", "least", "most", "points"))
BANDS = Columns(
    plain=("name", "least", "below", "source"),
    wording=("label",),
    extra=_others(Band, "code", "label", "least", "below", "source"),
)
OUTPUTS = Columns(
    plain=("name", "unit"),
    wording=("label",),
    extra=_others(Output, "code", "label", "unit"),
)
TABLES = Columns(plain=("path", "value"))

SHEETS = {
    "settings": SETTINGS,
    "survey": SURVEY,
    "choices": CHOICES,
    "score": SCORE,
    "bands": BANDS,
    "outputs": OUTPUTS,
    "tables": TABLES,
}
NEEDED = ("settings", "survey")
