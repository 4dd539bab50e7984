"""The last assessment beside this one: what is still to be confirmed, what changed."""

from collections import Counter
from collections.abc import Mapping
from datetime import date

from iomdesk.assessments.again import (
    Before,
    Standing,
    confirmable,
    standings,
    unanswered,
)
from iomdesk.assessments.answers import Answer
from iomdesk.assessments.instrument import Instrument, Item, Kind
from ui.assessments.words import answer_words
from ui.saying import day_words


class LastTime:
    """What every question may say about last time; nothing where there was none."""

    def __init__(self, before: Before | None, today: date) -> None:
        self.before = before
        self._today = today
        self._standings: dict[str, Standing] = {}

    def reckon(self, instrument: Instrument, answers: Mapping[str, Answer]) -> None:
        if self.before:
            self._standings = standings(instrument, answers, self.before)

    def standing(self, code: str) -> Standing | None:
        return self._standings.get(code)

    def count(self, standing: Standing) -> int:
        return Counter(self._standings.values())[standing]

    def waiting(self) -> list[str]:
        """Return the questions of which last time's answer is still to be confirmed."""
        to_confirm = Standing.TO_CONFIRM
        return [code for code, held in self._standings.items() if held is to_confirm]

    def can_confirm(self, item: Item) -> bool:
        if self.before is None or self.standing(item.code) is Standing.CONFIRMED:
            return False
        return confirmable(item, self.before) is not None

    def words(self, item: Item) -> str:
        """Return last time's answer with its evidence: “12 Aug: Some need · …”."""
        if self.before is None or item.kind is Kind.FACT:
            return ""
        held = self.before.instrument.item(item.code)
        if held is None:
            return ""
        last = self.before.counted.get(item.code)
        said = answer_words(held, last) if last else unanswered(item, self.before)
        return f"{day_words(self.before.on, self._today)}: {said}"

    def mark(self, item: Item, answer: Answer) -> str:
        """Return how the answer stands to last time's, in a word or two."""
        standing = self.standing(item.code)
        if standing is Standing.CONFIRMED and answer.confirmed_on:
            today = answer.confirmed_on == self._today
            on = "today" if today else day_words(answer.confirmed_on, self._today)
            return f"Confirmed {on}"
        return _MARKS.get(standing, "") if standing else ""


_MARKS = {Standing.CHANGED: "Changed", Standing.SAME: "Same as last time"}
