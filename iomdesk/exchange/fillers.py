"""Values that stand where a reference is not known: they are none, and are told.

A reference has a figure: “TBC”, “see PNC” and “not on the system” have none.
"""

import re
from functools import lru_cache

from attrs import frozen

from iomdesk.resources import resource_toml


@frozen(kw_only=True)
class Fillers:
    """The shapes of fillers; *reason* and *shared* are said of what is left out.

    *shared* is said of a value that stands with several different people.
    """

    shapes: re.Pattern[str]
    reason: str
    shared: str

    def is_filler(self, text: str) -> bool:
        tidy = "".join(text.upper().split())
        has_figure = any(c.isdigit() for c in tidy)
        return not has_figure or bool(self.shapes.fullmatch(tidy))


@lru_cache(maxsize=1)
def load_fillers() -> Fillers:
    said = resource_toml("exchange/fillers.toml")
    return Fillers(
        shapes=re.compile("|".join(f"(?:{shape})" for shape in said["shapes"])),
        reason=said["reason"],
        shared=said["shared"],
    )
