"""A plan as an input file says it."""

import json
from collections.abc import Mapping
from typing import Any

from attrs import frozen

from iomdesk.errors import InputRefused
from iomdesk.plans.loading import pathways
from iomdesk.plans.plan import Plan
from iomdesk.records.codec import Document, Json, from_input, to_document
from iomdesk.records.json_schema import json_schema
from iomdesk.resources import resource_text

OURS = (
    "id",
    "case_id",
    "version",
    "replaces",
    "author_id",
    "rated",
    "agreed_at",
    "agreed_by",
    "agreed_name",
    "agreed_role",
    "role_confirmed",
    "progress",
)
"""Fields of a plan that a file does not set: the program does."""


@frozen(kw_only=True)
class SaidPlan:
    """What the file says, and whether the plan is to be agreed at once."""

    plan: Plan
    agree: bool


def said_plan(said: Json, new: Plan) -> SaidPlan:
    """Return *said* laid over the empty plan *new*, or say which field is wrong."""
    if not isinstance(said, Mapping):
        raise InputRefused("The file must hold one JSON object.")
    agree = said.get("agree", False)
    if not isinstance(agree, bool):
        raise InputRefused("“agree” is true or false.", "agree")
    plain = {key: value for key, value in said.items() if key != "agree"}
    _refuse_ours(plain)
    plan = from_input(Plan, to_document(new) | plain)
    _refuse_unknown_codes(plan)
    return SaidPlan(plan=plan, agree=agree)


def plan_schema() -> Document:
    """Return the JSON Schema of an input file for a plan."""
    schema = json_schema(Plan, without=OURS)
    schema["properties"] |= {"agree": {"type": "boolean"}}
    return schema | {"title": "plan"}


def example_plan() -> Document:
    """Return an input file that `iomdesk plan` takes."""
    example: Document = json.loads(resource_text("plans/example.json"))
    return example


def _refuse_ours(plain: Mapping[str, Any]) -> None:
    for field_name in OURS:
        if field_name in plain:
            raise InputRefused(
                f"“{field_name}” is set by the program, not by a file.", field_name
            )


def _refuse_unknown_codes(plan: Plan) -> None:
    known, levels = pathways(), [level.code for level in pathways().levels]
    if plan.pathway_set not in [one.code for one in known.sets]:
        raise InputRefused(
            f"There is no pathway set “{plan.pathway_set}”.", "pathway_set"
        )
    for code, need in plan.needs.items():
        _refuse_pathway(code, f"needs.{code}")
        if need.level not in levels:
            raise InputRefused(
                f"“{need.level}” is not a level of need: {', '.join(levels)}.",
                f"needs.{code}.level",
            )
    for key, goal in plan.objectives.items():
        _refuse_pathway(goal.pathway, f"objectives.{key}.pathway")


def _refuse_pathway(code: str, field_name: str) -> None:
    if pathways().pathway(code) is None:
        raise InputRefused(f"There is no pathway “{code}”.", field_name)
