"""The kinds of record that a program knows, by their words."""

from collections.abc import Iterator, Mapping
from functools import partial

from iomdesk.errors import NotFound
from iomdesk.journal.conflict import Caution, Conflict
from iomdesk.kinds.caution import most_cautious
from iomdesk.kinds.kind import Kind, Later, RecordedFile


class Kinds(Mapping[str, Kind]):
    """Registered kinds; each is loaded when it is first asked for.

    What another version of the program recorded may be of a kind that is not here: it
    is kept and travels on, so `get` it where a record may come from elsewhere.
    """

    def __init__(self, kinds: Mapping[str, Later[Kind]]) -> None:
        self._kinds = dict(kinds)

    def __getitem__(self, word: str) -> Kind:
        return self._kinds[word].reach()

    def __iter__(self) -> Iterator[str]:
        return iter(self._kinds)

    def __len__(self) -> int:
        return len(self._kinds)

    def __or__(self, more: Mapping[str, Later[Kind]]) -> "Kinds":
        return Kinds({**self._kinds, **more})

    def known(self, word: str) -> Kind:
        """Return the kind, or say that only another version knows it."""
        if word not in self:
            raise NotFound(
                f"This version of IOM Desk does not know records of the kind “{word}”."
                " It keeps them as they are. Use the newer version, which knows them."
            )
        return self[word]

    def recordable(self, word: str) -> RecordedFile:
        """Return how a file of that kind is recorded, or say what can be."""
        kind = self.get(word)
        if kind and kind.input:
            return kind.input
        words = ", ".join(kind.word for kind in self.needs_first() if kind.input)
        raise NotFound(f"“{word}” cannot be recorded from a file. There are: {words}.")

    def needs_first(self) -> list[Kind]:
        """Return all in an order in which every kind stands after what it needs."""
        order: dict[str, Kind] = {}
        for word in self:
            self._with_needs(word, order)
        return list(order.values())

    def _with_needs(self, word: str, order: dict[str, Kind]) -> None:
        for needed in self[word].needs:
            self._with_needs(needed, order)
        order.setdefault(word, self[word])

    def caution(self, word: str) -> Caution:
        """Return how records of a kind choose what to show of claimed values."""
        kind = self.get(word)
        return partial(most_cautious, kind.cautious if kind else {})

    def asks_people(self, conflict: Conflict) -> bool:
        """Say whether a person must settle it; if not, the first accepted stands."""
        kind = self.get(conflict.kind)
        return kind is None or kind.asks_people(conflict.path)
