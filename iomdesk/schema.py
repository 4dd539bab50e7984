"""What an input file of each kind may hold: its JSON Schema, and an example."""

import json
from collections.abc import Callable

from attrs import frozen

from iomdesk.assessments.catalogue import Catalogue, shipped_catalogue
from iomdesk.clock import today
from iomdesk.errors import NotFound
from iomdesk.records.codec import Document
from iomdesk.records.json_schema import json_schema
from iomdesk.resources import resource_text

ASSESSMENT = "pathway-needs"
"""The instrument that stands for all where “assessment” is asked for."""


@frozen(kw_only=True)
class InputKind:
    """A kind of input file."""

    schema: Callable[[], Document]
    example: Callable[[], Document]


def input_schema(kind: str, held: Catalogue | None = None) -> Document:
    """Return the JSON Schema of an input file of *kind*, or of an instrument's."""
    return _kind(kind, held).schema()


def input_example(kind: str, held: Catalogue | None = None) -> Document:
    """Return an input file of *kind* that passes its own command."""
    return _kind(kind, held).example()


def _kind(kind: str, held: Catalogue | None) -> InputKind:
    from iomdesk.assessments.recording import (  # noqa: PLC0415
        example_score,
        score_schema,
    )
    from iomdesk.assessments.serial import DaHistory  # noqa: PLC0415
    from iomdesk.cases.said import case_schema, example_case  # noqa: PLC0415
    from iomdesk.oversight.harm import HarmInput  # noqa: PLC0415
    from iomdesk.plans.said import example_plan, plan_schema  # noqa: PLC0415
    from iomdesk.selection.scoring import SelectionInput  # noqa: PLC0415
    from iomdesk.visits.said import example_visit, visit_schema  # noqa: PLC0415

    kinds = {
        "visit": InputKind(schema=visit_schema, example=example_visit),
        "plan": InputKind(schema=plan_schema, example=example_plan),
        "case": InputKind(schema=case_schema, example=example_case),
        "record": InputKind(schema=score_schema, example=example_score),
        "serial_da": _of_record(DaHistory, "assessments/example-serial_da.json"),
        "selection": _of_record(SelectionInput, "selection/example.json"),
        "crime_harm": _of_record(HarmInput, "oversight/example-harm.json"),
        "crime_cost": _of_record(HarmInput, "oversight/example-cost.json"),
    }
    code = ASSESSMENT if kind == "assessment" else kind
    return kinds.get(kind) or _instrument(code, held)


def _of_record(record: type, example: str) -> InputKind:
    """Return the input of a score that a record describes, and its *example* file."""
    return InputKind(
        schema=lambda: json_schema(record) | {"title": record.__name__},
        example=lambda: json.loads(resource_text(example)),
    )


def _instrument(code: str, held: Catalogue | None) -> InputKind:
    from iomdesk.assessments import example  # noqa: PLC0415

    try:
        instrument = (held or shipped_catalogue()).newest(code, today())
    except NotFound:
        raise NotFound(
            f"There is no kind of input file “{code}”. There are visit, plan, case, "
            "record, serial_da, selection, crime_harm, crime_cost, assessment, and the "
            "instruments by name."
        ) from None
    return InputKind(
        schema=lambda: example.input_schema(instrument),
        example=lambda: example.example_answers(instrument),
    )
