"""A made-up selection matrix of which a test says what matters."""

from datetime import date
from typing import Any

from iomdesk.selection.matrix import (
    Group,
    Matrix,
)


def a_group(code: str = "burglary", **parts: Any) -> Group:
    return Group(
        **{"code": code, "label": code.title(), "weight_per_event": 10, **parts}
    )


def a_matrix(*groups: Group, **parts: Any) -> Matrix:
    return Matrix(
        code="made-up",
        version="1",
        title="Made up",
        source="Made up",
        valid_from=date(2020, 1, 1),
        groups=groups or (a_group(),),
        **parts,
    )
