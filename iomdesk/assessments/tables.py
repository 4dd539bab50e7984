"""The numbers of a formula, as an instrument's file gives them."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from attrs import field, frozen

from iomdesk.assessments.bands import Band, band_of
from iomdesk.assessments.offences import OffenceMap

PARTS = "part_instruments"
"""Where the loader puts the instruments of the parts, beside the numbers."""


@frozen(kw_only=True)
class Tables:
    """Named numbers and tables of numbers; a missing name is a fault of the file."""

    data: Mapping[str, Any]
    source: str = ""
    bands: tuple[Band, ...] = ()
    variant: str | None = None
    parts: "Mapping[str, Tables]" = field(factory=dict)

    def part(self, name: str) -> "Tables":
        """Return the numbers of a score that this one is made of."""
        return self.parts[name]

    @property
    def offences(self) -> OffenceMap:
        """Return the offence map that the loader put beside the numbers."""
        said = self._at(("offence_map",))
        return OffenceMap(
            classes=self._at(("offence_classes",)),
            aliases=said.get("aliases", {}),
            split=said.get("split", {}),
        )

    def number(self, *path: str) -> float:
        return float(self._at(path))

    def whole(self, *path: str) -> int:
        return int(self._at(path))

    def numbers(self, *path: str) -> dict[str, float]:
        return {key: float(value) for key, value in self._at(path).items()}

    def text(self, *path: str) -> str:
        return str(self._at(path))

    def has(self, *path: str) -> bool:
        at: Any = self.data
        for step in path:
            if not isinstance(at, Mapping) or step not in at:
                return False
            at = at[step]
        return True

    def part_of(self, *path: str) -> Mapping[str, Any]:
        """Return a table as the file says it, to be read as a record."""
        part: Mapping[str, Any] = self._at(path)
        return part

    def names(self, *path: str) -> list[str]:
        return list(self._at(path))

    def row(self, *path: str) -> list[float]:
        return [float(cell) for cell in self._at(path)]

    def flag(self, name: str) -> float | None:
        """Return a number that only this variant of the tool sets, or None."""
        path = ("variants", self.variant or "", name)
        return self.number(*path) if self.has(*path) else None

    def band(self, value: Decimal | int) -> Band | None:
        return band_of(self.bands, value)

    def _at(self, path: tuple[str, ...]) -> Any:
        at: Any = self.data
        for step in path:
            at = at[step]
        return at


def row_of_range(rows: Mapping[str, float], value: int) -> tuple[str, float] | None:
    """Return the row whose name, like “18-20” or “50+”, holds *value*."""
    for name, number in rows.items():
        least, _, most = name.rstrip("+").partition("-")
        if value >= int(least) and (name.endswith("+") or value <= int(most or least)):
            return name, number
    return None
