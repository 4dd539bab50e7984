"""What `resources/cases/search.toml` says: words of streets, and the longest search."""

from collections.abc import Mapping
from functools import lru_cache

from attrs import frozen

from iomdesk.errors import InputRefused
from iomdesk.resources import resource_toml


@frozen(kw_only=True)
class SearchWords:
    """*streets* gives, by a word of an address, the other words for the same."""

    longest: int
    streets: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def search_words() -> SearchWords:
    said = resource_toml("cases/search.toml")
    streets: dict[str, tuple[str, ...]] = {}
    for words in said["streets"]:
        for word in words:
            others = (other for other in words if other != word)
            streets[word] = (*streets.get(word, ()), *others)
    return SearchWords(longest=said["longest"], streets=streets)


def demand_short(text: str) -> None:
    """Refuse a search that is too long to be one; the time it takes grows with it."""
    longest = search_words().longest
    if len(text) > longest:
        raise InputRefused(
            f"A search takes at most {longest} letters. Leave some of it out.", "text"
        )
