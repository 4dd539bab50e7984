"""A selection score by name, without a store: an input in, points and working out."""

from collections.abc import Mapping
from typing import Any

from iomdesk.errors import InputRefused
from iomdesk.records.codec import Json, from_input
from iomdesk.selection.loading import find_matrix, matrix_of, shipped_matrices
from iomdesk.selection.matrix import Matrix
from iomdesk.selection.scoring import SelectionInput, select

NOTICE = (
    "an indicator, never a decision: a named person decides and says why where they "
    "decide otherwise"
)
FICTIONAL = "a fictional example whose numbers mean nothing; load your force's matrix"


def selection_score(data: Json, table: tuple[str, bytes] | None = None) -> Json:
    """Return what a matrix says about one input; *table* is a force's own matrix."""
    if not isinstance(data, Mapping):
        raise InputRefused("An input is one JSON object of values.")
    said = from_input(SelectionInput, data)
    matrices = (matrix_of(table[1], table[0]),) if table else shipped_matrices()
    matrix = find_matrix(matrices, said.matrix, said.version, said.assessment_date)
    found = select(matrix, said)
    return {
        "instrument": "selection",
        "matrix": matrix.code,
        "version": matrix.version,
        "official": False,
        "notice": _notice(matrix),
        "outputs": {
            "points": float(found.points),
            "parts": {code: float(points) for code, points in found.parts.items()},
            "outcome": found.threshold.label if found.threshold else None,
        },
        "band": found.threshold.code if found.threshold else None,
        "kind": None,
        "missing": list(found.missing),
        "working": [_line(one) for one in found.working],
    }


def _notice(matrix: Matrix) -> str:
    return f"{FICTIONAL}; {NOTICE}" if matrix.fictional else NOTICE


def _line(one: Any) -> dict[str, str | None]:
    return {"label": one.label, "value": one.value, "source": one.source}
