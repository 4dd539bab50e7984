"""How wide the columns of a table are, and which of them hold figures."""

import re
from collections.abc import Callable, Sequence
from itertools import accumulate
from math import inf

from attrs import frozen

from iomdesk.documents.blocks import Cell, RiskBadge, Table, WarningMarker
from iomdesk.documents.style import house_style

Measure = Callable[[str], float]
"""Returns the width of a text in a cell, in points."""

_INSET = 5.0
_FIGURES = re.compile(r"[-+−£]{0,2}\d[\d,.]*( ?%)?")
_UNPARTED = 17  # letters: a date in words stays on one line
_LONGEST_COUNTED = 60  # letters; a longer text wraps anyhow and asks for no more room


@frozen(kw_only=True)
class Column:
    """Where a column stands, and whether it holds figures that line up."""

    x: float
    width: float
    figures: bool = False

    @property
    def inner(self) -> float:
        return self.width - 2 * self.inset

    @property
    def inset(self) -> float:
        return min(_INSET, self.width / 6)


def table_columns(table: Table, width: float, measure: Measure) -> list[Column]:
    """Return the columns of *table*, as many as its longest row has cells."""
    count = max([len(table.header), *map(len, table.rows), 1])
    cells = [[row[n] for row in table.rows if n < len(row)] for n in range(count)]
    heads = [*table.header, *[""] * (count - len(table.header))]
    weights = list(table.widths or ())[:count]
    if len(weights) == count and all(0 < weight < inf for weight in weights):
        shares = [weight / sum(weights) * width for weight in weights]
    else:
        pairs = zip(heads, cells, strict=True)
        wanted = [_wanted(head, column, measure) for head, column in pairs]
        shares = _shares(wanted, width)
    starts = accumulate(shares, initial=0.0)
    return [
        Column(x=x, width=share, figures=_are_figures(column))
        for x, share, column in zip(starts, shares, cells, strict=False)
    ]


def _wanted(head: str, cells: Sequence[Cell], measure: Measure) -> tuple[float, float]:
    """Return the width of what should not be parted, and of the longest text, about."""
    texts = {_words(cell) for cell in cells}
    longest = max(texts, key=len, default="")
    unparted = {text for text in texts if len(text) <= _UNPARTED}
    unparted |= {word[:_UNPARTED] for word in [*longest.split(), *head.split()]}
    inner = max(map(measure, unparted), default=0.0)
    letters = min(max(len(longest), len(head)), _LONGEST_COUNTED)
    whole = letters * house_style().text["cell"].size / 2
    edges = 2 * _INSET + 1
    return inner + edges, max(inner, whole) + edges


def _words(cell: Cell) -> str:
    if isinstance(cell, RiskBadge):
        return "Not assessed mark"  # as wide as the widest badge
    if isinstance(cell, WarningMarker):
        return f"{cell.text[:_LONGEST_COUNTED]} marker"
    return house_style().wording["absent"] if cell is None else cell


def _shares(wanted: Sequence[tuple[float, float]], width: float) -> list[float]:
    """Return widths that add up: first for words, what is left for whole texts."""
    least, most = sum(w[0] for w in wanted), sum(w[1] for w in wanted)
    if least >= width:
        return [w[0] / least * width for w in wanted]
    if most <= width:
        return [w[1] / most * width for w in wanted]
    extra = (width - least) / (most - least)
    return [low + (high - low) * extra for low, high in wanted]


def _are_figures(cells: Sequence[Cell]) -> bool:
    shown = [cell for cell in cells if cell]
    return bool(shown) and all(
        isinstance(cell, str) and _FIGURES.fullmatch(cell) for cell in shown
    )
