"""Licence conditions and requirements, their text as the source has it."""

from collections.abc import Iterator

from attrs import evolve

from iomdesk.cases.sentence import Condition, Sentence
from iomdesk.cases.whole import WholeCase
from iomdesk.exchange.mpop.answers import Answer
from iomdesk.exchange.mpop.branch import Branch
from iomdesk.exchange.mpop.group import Group
from iomdesk.exchange.saying import part_id
from iomdesk.records.ids import PartId

_NOT_ACTIVE = "Not active; the source gives no date."


def conditions_of(said: Branch, group: Group) -> Iterator[tuple[PartId, Condition]]:
    """Yield the conditions of a sentence; placeholders stay as they are."""
    for one in said.each("licenceConditions"):
        yield from _licence_condition(one, group)
    for one in said.each("requirements"):
        yield from _requirement(one, group)


def rar_progress(rar: Branch) -> str | None:
    """Return how many days of rehabilitation activity are done, of how many."""
    if not rar["totalDays"] and not rar["completed"]:
        return None
    done, of = rar.text("completed") or "0", rar.text("totalDays")
    by_intervention = rar.text("nsiCompleted")
    planned = rar.text("scheduled")
    said = (
        f"{done} of {of} RAR days completed" if of else f"{done} RAR days completed",
        f"{by_intervention} by intervention" if by_intervention else None,
        f"{planned} scheduled" if planned else None,
    )
    return ", ".join(part for part in said if part)


def licence_condition(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    found = _licence_condition(answer.body["licenceCondition"], group, answer.id)
    return _where_listed(blank, group, dict(found))


def requirement(answer: Answer, group: Group, blank: WholeCase) -> WholeCase:
    found = _requirement(answer.body["requirement"], group, answer.id)
    return _where_listed(blank, group, dict(found))


def _where_listed(
    blank: WholeCase, group: Group, found: dict[PartId, Condition]
) -> WholeCase:
    """Return *found* under the sentences that list them; none lists a stray one."""
    listed = {
        key: Sentence(description="", conditions=here)
        for key, said in group.sentences.items()
        if (here := {k: c for k, c in found.items() if k in said.conditions})
    }
    return evolve(blank, sentences=listed)


def _licence_condition(
    said: Branch, group: Group, number: str = ""
) -> Iterator[tuple[PartId, Condition]]:
    own = said.text("id") or number
    main, detail = said.text("mainDescription"), said.text("subTypeDescription")
    if not (main or detail):
        return
    noted = group.notes(said, "licenceConditionNotes", ("licence_condition", own))
    active = said.flag("active")
    yield (
        part_id("licence condition", own or (main or detail or "").casefold()),
        Condition(
            text=detail or main or "",
            kind="Licence condition",
            short=main if detail else None,
            started_on=said.day("actualStartDate", "imposedReleasedDate"),
            ended_on=said.day("actualEndDate"),
            why_ended=_NOT_ACTIVE if active is False else None,
            notes=noted.text,
            notes_cut_short=noted.cut_short,
        ),
    )


def _requirement(
    said: Branch, group: Group, number: str = ""
) -> Iterator[tuple[PartId, Condition]]:
    own = said.text("id") or number
    described = said.text("description")
    if not described:
        return
    noted = group.notes(said, "requirementNotes", ("requirement", own))
    length, unit = said.text("length"), said.text("lengthUnitValue")
    active = said.flag("active")
    yield (
        part_id("requirement", own or described.casefold()),
        Condition(
            text=described,
            kind="Requirement",
            length=" ".join(part for part in (length, unit) if part) or None,
            progress=rar_progress(said["rar"]),
            started_on=said.day("actualStartDate"),
            ended_on=said.day("actualEndDate"),
            why_ended=said.text("terminationReason")
            or (_NOT_ACTIVE if active is False else None),
            notes=noted.text,
            notes_cut_short=noted.cut_short,
        ),
    )
