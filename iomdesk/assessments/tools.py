"""The tools whose result can be typed in, with what is public about each."""

from collections.abc import Mapping
from functools import cache

from attrs import field, frozen

from iomdesk.records.codec import from_input
from iomdesk.resources import resource_names, resource_toml

FOLDER = "assessments"


@frozen(kw_only=True)
class Tool:
    """A tool by name; empty where nothing public says what it gives.

    *needs* names the fields without which its result says nothing; *kinds* is empty
    where a tool is not told apart as static or dynamic. *given_as* are figures by the
    names that the service they came from gives them.
    """

    code: str
    title: str
    names: tuple[str, ...] = ()
    scales: Mapping[str, str] = field(factory=dict)
    figures: Mapping[str, str] = field(factory=dict)
    given_as: Mapping[str, str] = field(factory=dict)
    kinds: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()
    categories_source: str | None = None
    categories_fixed: bool = False
    needs: tuple[str, ...] = ()

    @property
    def labels(self) -> Mapping[str, str]:
        """Return the words of every figure that is known by name."""
        return {**self.figures, **self.given_as}

    def is_called(self, name: str) -> bool:
        called = (self.code, self.title, *self.names)
        return name.strip().casefold() in {one.casefold() for one in called}


@frozen(kw_only=True)
class Tools:
    """One version of the list of tools."""

    version: str
    source: str
    tools: tuple[Tool, ...]


@cache
def known_tools() -> tuple[Tool, ...]:
    """Return the newest list of tools."""
    newest = resource_names(FOLDER, ".toml")[-1]
    return from_input(Tools, resource_toml(newest)).tools


def tool_called(name: str) -> Tool | None:
    """Return the tool with this code or name, or None for one that is not listed."""
    return next((tool for tool in known_tools() if tool.is_called(name)), None)
