"""Published rows of a score, and how a score is compared with them."""

import json
from pathlib import Path
from typing import Any

import pytest

from iomdesk.assessments.score import score_input

PUBLISHED = Path(__file__).parent.parent / "data" / "scores"
SHARED = Path(__file__).parents[3] / "shared" / "data" / "scores"
TOLERANCE = 1e-9


def published_rows(name: str) -> list[Any]:
    """Return the rows kept with the tests."""
    return _rows(PUBLISHED / name)


def shared_rows(name: str) -> list[Any]:
    """Return the rows beside the project, or one that is visibly skipped."""
    return _rows(SHARED / name)


def said_of(name: str, vector: dict[str, Any]) -> dict[str, Any]:
    """Return what the score says to the row, of all that the row expects."""
    found = score_input(name, [vector["input"]])[0]
    if "error" in found:
        return {"error": found["error"]["code"]}
    said = {**found, **found["outputs"], "error": None}
    return {key: said[key] for key in vector["expected"]}


def expected_of(vector: dict[str, Any]) -> dict[str, Any]:
    """Return what the row expects, figures within its tolerance."""
    tolerance = vector.get("tolerance_abs", TOLERANCE)
    return {
        key: pytest.approx(value, abs=tolerance, rel=0)
        if isinstance(value, float)
        else value
        for key, value in vector["expected"].items()
    }


def _rows(file: Path) -> list[Any]:
    if not file.exists():
        skip = pytest.mark.skip(reason=f"{file.name} is not here")
        return [pytest.param({}, marks=skip, id=file.name)]
    vectors = json.loads(file.read_text("utf-8"))["vectors"]
    return [pytest.param(vector, id=vector["id"]) for vector in vectors]
