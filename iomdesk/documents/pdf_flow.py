"""Pieces dealt out to pages: headings stay with text, tables repeat their head."""

from collections import deque
from collections.abc import Sequence

from attrs import define, field, frozen

from iomdesk.documents.pdf_pieces import Piece


@frozen(kw_only=True)
class PageEnd:
    """Here a new page starts, unless one has just started."""


@define
class Flow:
    """Pages being filled; a piece is placed so far below the top of the text."""

    height: float
    pages: list[list[tuple[float, Piece]]] = field(factory=lambda: [[]])
    used: float = 0.0

    def fill(self, pieces: Sequence[Piece | PageEnd]) -> None:
        waiting = deque(pieces)
        while waiting:
            piece = waiting.popleft()
            if isinstance(piece, PageEnd):
                self._turn()
                continue
            rest = self._placed(piece, _needed(piece, waiting))
            if rest:
                waiting.appendleft(rest)

    def end(self) -> None:
        """Take away a page that was turned to and stayed empty."""
        if len(self.pages) > 1 and not self.pages[-1]:
            self.pages.pop()

    def _placed(self, piece: Piece, needed: float) -> Piece | None:
        """Place what fits of *piece* and return what is left for the next page."""
        fresh = not self.pages[-1]
        if fresh and piece.head:
            self._put(piece.head.repeated(), 0.0)
        gap = 0.0 if fresh else piece.gap
        room = self.height - self.used - gap
        if piece.height <= room and (needed <= room or fresh):
            self._put(piece, gap)
            return None
        if needed > room and not fresh:
            self._turn()
            return piece
        first, rest = piece.split(room, must=fresh)
        if first:
            self._put(first, gap)
        self._turn()
        return rest

    def _put(self, piece: Piece, gap: float) -> None:
        self.pages[-1].append((self.used + gap, piece))
        self.used += gap + piece.height

    def _turn(self) -> None:
        if self.pages[-1]:
            self.pages.append([])
            self.used = 0.0


def _needed(piece: Piece, waiting: "deque[Piece | PageEnd]") -> float:
    """Return the room that *piece* wants, with what it must not part from."""
    needed, last = 0.0, piece
    for follower in waiting:
        if not last.keep or isinstance(follower, PageEnd):
            break
        needed += last.height + follower.gap
        last = follower
    return needed + last.least
