"""The rules about changing a case: parts are ended, never removed."""

import json
from collections.abc import Mapping
from datetime import date, datetime
from typing import TypeVar

from attrs import evolve, frozen

from iomdesk.cases.case import Address, Case, Marker, Question, RiskLevel
from iomdesk.cases.summary import RATED
from iomdesk.cases.whole import WholeCase
from iomdesk.errors import InputRefused, NotFound, UserError
from iomdesk.journal.patch import Path, apply, at, setting
from iomdesk.records.codec import UNREADABLE, Json, from_document, to_document
from iomdesk.records.ids import PartId

T = TypeVar("T")

CANNOT_BE_TAKEN = (
    "This value cannot be written by itself. Change the person's details, "
    "then keep ours."
)


@frozen(kw_only=True)
class ClosingReason:
    code: str
    label: str
    needs_words: bool = False


def rate(case: Case, who: str, level: RiskLevel | None) -> Case:
    """Return *case* with one risk at *level*, or no longer rated."""
    if who not in RATED:
        raise InputRefused(f"“{who}” is not a risk that is rated.", "who")
    patch = setting(("risk", who), level.value if level else None)
    return from_document(Case, apply(to_document(case), patch))


def add_address(case: Case, address_id: PartId, address: Address) -> Case:
    """Return *case* with the address; a new main address ends no other by itself."""
    others = case.addresses
    if address.main:
        others = {key: evolve(held, main=False) for key, held in others.items()}
    return evolve(case, addresses={**others, address_id: address})


def end_address(case: Case, address_id: PartId, on: date) -> Case:
    held = _part(case.addresses, address_id, "address")
    ended = evolve(held, ended_on=on, main=False)
    return evolve(case, addresses={**case.addresses, address_id: ended})


def add_marker(case: Case, marker_id: PartId, marker: Marker) -> Case:
    return evolve(case, markers={**case.markers, marker_id: marker})


def end_marker(case: Case, marker_id: PartId, *, on: date, by: str, why: str) -> Case:
    """Return *case* with the marker ended, which always has a reason."""
    if not why.strip():
        raise InputRefused("Say why the marker ends.", "why")
    held = _part(case.markers, marker_id, "marker")
    ended = evolve(held, ended_on=on, ended_by=by, ended_why=why)
    return evolve(case, markers={**case.markers, marker_id: ended})


def close(case: Case, on: date, reason: ClosingReason, words: str = "") -> Case:
    if case.closed_on:
        raise UserError("This case is already closed.")
    if reason.needs_words and not words.strip():
        raise InputRefused("Say in words why the case is closed.", "words")
    why = ": ".join(text for text in (reason.label, words.strip()) if text)
    return evolve(case, closed_on=on, closed_why=why)


def assign(case: Case, officer: str | None, team: str | None) -> Case:
    """Return *case* with whom it is given to; no word stays, a blank one empties."""
    if officer is None and team is None:
        raise InputRefused("Name the officer, the team or both.", "officer")
    given = case if officer is None else evolve(case, officer=officer.strip() or None)
    return given if team is None else evolve(given, team=team.strip() or None)


def reopen(case: Case) -> Case:
    if case.closed_on is None:
        raise UserError("This case is open already.")
    return evolve(case, closed_on=None, closed_why=None)


def answer(
    case: WholeCase, question_id: PartId, *, theirs: bool, by: str, at: datetime
) -> WholeCase:
    """Return *case* with the question answered: the source's value taken, or ours."""
    question = _part(case.questions, question_id, "question")
    if question.answer is not None:
        raise UserError("This question is already answered.")
    taken = _with_theirs(case, question) if theirs else case
    answered = evolve(
        question, answer=_answer_text(question, theirs), answered_by=by, answered_at=at
    )
    return evolve(taken, questions={**taken.questions, question_id: answered})


def _answer_text(question: Question, theirs: bool) -> str:  # noqa: FBT001
    if question.field_path is None:
        return "yes" if theirs else "no"
    return "taken from the source" if theirs else "kept as it was"


def path_of(question: Question) -> Path:
    """Return where the field stands that a question is about; empty where at none."""
    parts = (question.field_path or "/").removeprefix("/").split("/")
    path = (part.replace("~1", "/").replace("~0", "~") for part in parts)
    return tuple(path) if question.field_path else ()


def _with_theirs(case: WholeCase, question: Question) -> WholeCase:
    if question.field_path is None or question.said is None:
        return case
    path, value = path_of(question), json.loads(question.said)
    document = to_document(case)
    if path[0] == "references" and isinstance(value, str):
        path = _number_held(case, question)
    elif isinstance(at(document, path), dict) and not isinstance(value, dict | None):
        raise UserError(CANNOT_BE_TAKEN)
    try:
        return from_document(WholeCase, apply(document, setting(path, value)))
    except UNREADABLE as fault:
        raise UserError(CANNOT_BE_TAKEN) from fault


def _number_held(case: Case, question: Question) -> Path:
    """Return where the number stands that the source says otherwise."""
    held: Json = json.loads(question.held) if question.held else None
    for key, reference in case.references.items():
        if reference.value == held:
            return ("references", key, "value")
    raise UserError(CANNOT_BE_TAKEN)


def _part(parts: Mapping[PartId, T], key: PartId, word: str) -> T:
    if key not in parts:
        raise NotFound(f"There is no such {word} on this person.")
    return parts[key]
