"""Selection matrices from their files, refused with every fault they have."""

import tomllib
from datetime import date
from functools import cache

from iomdesk.errors import InputRefused
from iomdesk.records.codec import from_input
from iomdesk.resources import resource_bytes, resource_names
from iomdesk.selection.faults import faults_of
from iomdesk.selection.matrix import Matrix
from iomdesk.toml_reading import read_toml

FOLDER = "selection"


class MatrixFaulty(InputRefused):
    """A matrix cannot be used; the text says every fault with its place."""


@cache
def shipped_matrices() -> tuple[Matrix, ...]:
    """Return the matrices that come with the program: fictional ones only."""
    names = resource_names(FOLDER, ".toml")
    return tuple(matrix_of(resource_bytes(name), name) for name in names)


def matrix_of(content: bytes, name: str) -> Matrix:
    """Return the matrix that a TOML file says."""
    try:
        said = read_toml(content.decode("utf-8"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise MatrixFaulty(f"{name} is not a TOML file: {fault}.") from None
    dated = {k: v.isoformat() if isinstance(v, date) else v for k, v in said.items()}
    matrix = from_input(Matrix, dated)
    found = faults_of(matrix)
    if found:
        listed = "\n".join(f"{name}, {place}: {text}" for place, text in found)
        raise MatrixFaulty(listed, found[0][0])
    return matrix


def find_matrix(
    matrices: tuple[Matrix, ...], code: str | None, version: str | None, on: date
) -> Matrix:
    """Return the matrix of that version, or the newest that is valid on the day."""
    named = [one for one in matrices if code in (None, one.code)]
    if version is not None:
        named = [one for one in named if one.version == version]
    else:
        named = [one for one in named if _is_valid(one, on)]
    if not named:
        listed = ", ".join(f"{one.code} {one.version}" for one in matrices)
        asked = " ".join(word for word in (code, version) if word) or "valid that day"
        raise InputRefused(
            f"There is no selection matrix “{asked}” here. There are: {listed}.",
            "matrix" if version is None else "version",
        )
    return max(named, key=lambda one: one.valid_from)


def _is_valid(matrix: Matrix, on: date) -> bool:
    ended = matrix.valid_to is not None and matrix.valid_to < on
    return matrix.valid_from <= on and not ended
