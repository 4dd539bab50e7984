"""A visit as an input file says it."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from attrs import field, frozen

from iomdesk.cases.whole import WholeCase
from iomdesk.errors import InputRefused
from iomdesk.records.codec import Document, Json, from_input
from iomdesk.records.ids import PartId, VisitId
from iomdesk.records.json_schema import json_schema
from iomdesk.resources import resource_text
from iomdesk.visits.checklist import AskedItem, checklist
from iomdesk.visits.loading import checklist_on, visit_reference
from iomdesk.visits.visit import Visit

OURS = ("id", "case_id", "photos", "signature", "signed_at", "signed_by", "addenda")
"""Fields of a visit that a file does not set: the program does."""


@frozen(kw_only=True)
class SaidPhoto:
    """A photo by its file, beside the input file."""

    file: str
    caption: str | None = None
    taken_at: datetime | None = None


@frozen(kw_only=True)
class SaidSignature:
    """A signature by its file (PNG), or a statement ticked in place of one."""

    file: str | None = None
    statement: bool = False


@frozen(kw_only=True)
class Extras:
    photos: Mapping[PartId, SaidPhoto] = field(factory=dict)
    signature: SaidSignature | None = None


@frozen(kw_only=True)
class SaidVisit:
    """What the file says, with the photos and signature it names."""

    visit: Visit
    photos: Mapping[PartId, SaidPhoto]
    signature: SaidSignature | None


def pictures_named(said: Json) -> list[str]:
    """Return the files that an input names; paths are beside the input file."""
    extras = _extras(said)
    names = [photo.file for photo in extras.photos.values()]
    drawn = extras.signature.file if extras.signature else None
    return sorted({*names, *([drawn] if drawn else [])})


def said_visit(
    said: Json, case: WholeCase, visit_id: VisitId, today: date
) -> SaidVisit:
    """Return *said* as a visit to *case*, or say which field cannot be taken."""
    extras = _extras(said)
    plain = {k: v for k, v in said.items() if k not in ("photos", "signature")}
    _refuse_ours(plain)
    version = plain.get("checklist") or checklist_on(today).version
    plain |= {"id": visit_id, "case_id": case.id, "checklist": version}
    if "checks" in plain:
        kind = str(plain.get("kind", "home"))
        plain["checks"] = _with_wording(plain["checks"], _lines(case, kind, today))
    visit = from_input(Visit, plain)
    _refuse_unknown_words(visit)
    return SaidVisit(visit=visit, photos=extras.photos, signature=extras.signature)


def visit_schema() -> Document:
    """Return the JSON Schema of an input file for a visit."""
    schema = json_schema(Visit, without=OURS, optional={"Check": ("asked",)})
    extras = json_schema(Extras)
    schema["properties"] |= extras["properties"]
    schema["$defs"] |= extras["$defs"]
    return schema | {"title": "visit"}


def example_visit() -> Document:
    """Return an input file that `iomdesk visit` takes."""
    example: Document = json.loads(resource_text("visits/example.json"))
    return example


def _extras(said: Json) -> Extras:
    if not isinstance(said, Mapping):
        raise InputRefused("The file must hold one JSON object.")
    named = ("photos", "signature")
    return from_input(Extras, {key: said[key] for key in named if key in said})


def _refuse_ours(plain: Mapping[str, Any]) -> None:
    for field_name in OURS:
        if field_name in plain:
            raise InputRefused(
                f"“{field_name}” is set by the program, not by a file.", field_name
            )


def _lines(case: WholeCase, kind: str, today: date) -> dict[str, AskedItem]:
    reference = visit_reference()
    template = checklist_on(today)
    groups = checklist(case, None, template, reference, kind, today)
    return {item.code: item for group in groups for item in group.items}


def _with_wording(checks: Json, lines: Mapping[str, AskedItem]) -> Json:
    """Return *checks*, each with the wording of its line where it has none."""
    if not isinstance(checks, Mapping):
        return checks
    return {code: _worded(code, check, lines) for code, check in checks.items()}


def _worded(code: str, check: Json, lines: Mapping[str, AskedItem]) -> Json:
    if not isinstance(check, Mapping) or "asked" in check:
        return check
    if code not in lines:
        raise InputRefused(f"“{code}” is not on the checklist.", f"checks.{code}")
    return {**check, "asked": lines[code].text}


def _refuse_unknown_words(visit: Visit) -> None:
    reference = visit_reference()
    if reference.kind(visit.kind) is None:
        raise _unknown("kind", visit.kind, [kind.code for kind in reference.kinds])
    if visit.outcome and reference.outcome(visit.outcome) is None:
        codes = [outcome.code for outcome in reference.outcomes]
        raise _unknown("outcome", visit.outcome, codes)
    for code, check in visit.checks.items():
        if check.answer and reference.answer(check.answer) is None:
            codes = [answer.code for answer in reference.answers]
            raise _unknown(f"checks.{code}.answer", check.answer, codes)


def _unknown(field_name: str, value: str, codes: list[str]) -> InputRefused:
    return InputRefused(
        f"“{field_name}” cannot be “{value}”. It can be: {', '.join(codes)}.",
        field_name,
    )
