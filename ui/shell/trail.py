"""The way back through the screens."""

from typing import Generic, TypeVar

Stop = TypeVar("Stop")
_LONGEST = 50


class Trail(Generic[Stop]):
    """Where one is, what lies behind, and what lies ahead after going back."""

    def __init__(self) -> None:
        self._behind: list[Stop] = []
        self._ahead: list[Stop] = []

    def leave(self, stop: Stop) -> None:
        """Remember *stop* as left for somewhere new."""
        self._behind = [*self._behind, stop][-_LONGEST:]
        self._ahead.clear()

    def back(self, here: Stop) -> Stop | None:
        return self._step(self._behind, self._ahead, here)

    def forward(self, here: Stop) -> Stop | None:
        return self._step(self._ahead, self._behind, here)

    def _step(self, source: list[Stop], target: list[Stop], here: Stop) -> Stop | None:
        if not source:
            return None
        target.append(here)
        return source.pop()
