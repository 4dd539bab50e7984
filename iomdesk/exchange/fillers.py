"""Values that stand where a reference is not known: they are none, and are told."""

import re
from functools import lru_cache

from attrs import frozen

from iomdesk.cases.finding import plain_name
from iomdesk.resources import resource_toml


@frozen(kw_only=True)
class Fillers:
    """Words and shapes of fillers; *reason* and *shared* are said of what is left out.

    *shared* is said of a value that stands with several different people.
    """

    words: frozenset[str]
    shapes: re.Pattern[str]
    reason: str
    shared: str

    def is_filler(self, text: str) -> bool:
        tidy = "".join(text.upper().split())
        word = plain_name(text)
        return not word or word in self.words or bool(self.shapes.fullmatch(tidy))


@lru_cache(maxsize=1)
def load_fillers() -> Fillers:
    said = resource_toml("exchange/fillers.toml")
    return Fillers(
        words=frozenset(map(plain_name, said["words"])),
        shapes=re.compile("|".join(f"(?:{shape})" for shape in said["shapes"])),
        reason=said["reason"],
        shared=said["shared"],
    )
