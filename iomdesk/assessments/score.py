"""Scores by name, without a store: inputs in, outputs with their working out."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

from iomdesk.assessments.formulas.registry import FORMULAS
from iomdesk.assessments.inputs import Inputs, Rejected, clipped
from iomdesk.assessments.numbers import FormulaNumbers, formula_numbers
from iomdesk.assessments.result import OutputValue, Result
from iomdesk.errors import InputRefused, UserError

VARIANT = "version"


def score_input(name: str, data: Any) -> Any:
    """Return the score of one input, or a list of scores for a list of inputs.

    A single input that the rules reject raises `Rejected`; in a list, its place
    holds the `error`.
    """
    numbers = formula_numbers(name)
    return score_each(data, lambda one: _scored(numbers, one))


def score_each(data: Any, score: Callable[[Any], Any]) -> Any:
    """Return the score of *data*, or of each in a list; a refused one as its error."""
    if isinstance(data, list):
        return [_scored_or_error(score, one) for one in data]
    return score(data)


def score_names() -> list[str]:
    """Return the names that `score_input` takes."""
    return list(FORMULAS)


def error_object(refusal: UserError) -> dict[str, Any]:
    """Return a refusal as the JSON that the command line prints."""
    code = refusal.code if isinstance(refusal, Rejected) else _code_of(refusal)
    field = refusal.field if isinstance(refusal, InputRefused) else ""
    return {"error": {"code": code, "field": field or None, "message": str(refusal)}}


def _code_of(refusal: UserError) -> str:
    """Return the refusal's name in small letters: InputRefused is input_refused."""
    return re.sub(r"(?<!^)(?=[A-Z])", "_", type(refusal).__name__).lower()


def _scored_or_error(score: Callable[[Any], Any], data: Any) -> Any:
    try:
        return score(data)
    except InputRefused as refusal:
        return error_object(refusal)


def _scored(numbers: FormulaNumbers, data: Any) -> dict[str, Any]:
    if not isinstance(data, Mapping):
        raise Rejected("not_an_object", "", "An input is one JSON object of values.")
    inputs = Inputs(data)
    variant = inputs.text(VARIANT)
    if variant is not None and variant not in numbers.variants:
        raise Rejected(
            "unknown_version",
            VARIANT,
            f"There is no version “{clipped(variant)}” of {numbers.name}.",
        )
    result = FORMULAS[numbers.name].compute(numbers.tables(variant), inputs)
    return _document(numbers, result, inputs)


def _document(
    numbers: FormulaNumbers, result: Result, inputs: Inputs
) -> dict[str, Any]:
    version = numbers.version
    return {
        "instrument": numbers.name,
        "version": f"{version}+{result.variant}" if result.variant else version,
        "official": False,
        "notice": numbers.notice,
        "outputs": {code: _json(value) for code, value in result.outputs.items()},
        "band": result.band,
        "kind": result.kind,
        "not_applicable": result.not_applicable,
        "missing": list(result.missing),
        "ignored": list(inputs.ignored()),
        "working": [
            {"label": line.label, "value": line.value, "source": line.source}
            for line in result.working
        ],
    }


def _json(value: OutputValue) -> Any:
    if isinstance(value, Mapping):
        return {name: _json(part) for name, part in value.items()}
    return float(value) if isinstance(value, Decimal) else value
