"""The parts of the form in the order of the doorstep, and how far each has come."""

from collections.abc import Sequence

from attrs import frozen

from iomdesk.journal.patch import Path
from iomdesk.visits.checklist import AskedGroup
from iomdesk.visits.visit import Visit, shown_photos

BEFORE, ARRIVAL = "before", "arrival"
WORDS, PHOTOS, ACTIONS, FINISH = "words", "photos", "actions", "finish"
_OWN = {
    BEFORE: "Before",
    ARRIVAL: "Arrival",
    WORDS: "Seen · said · thought",
    PHOTOS: "Photos",
    ACTIONS: "Actions",
    FINISH: "Finish",
}
_FIELDS = {
    "started_at": BEFORE,
    "officers": BEFORE,
    "lone_why": BEFORE,
    "outcome": FINISH,
    "ended_at": FINISH,
    "signature": FINISH,
    "seen": WORDS,
}


@frozen(kw_only=True)
class Part:
    """One page of the form; *group* holds its lines of the checklist, if any."""

    key: str
    title: str
    group: AskedGroup | None = None

    @property
    def has_own_fields(self) -> bool:
        return self.key in _OWN

    @property
    def later(self) -> bool:
        return bool(self.group and self.group.later)


def parts_of(groups: Sequence[AskedGroup]) -> tuple[Part, ...]:
    """Return the pages: what goes before, the checklist, words, photos, the end."""
    asked = {group.code: group for group in groups}
    first = [_part(key, asked.pop(key, None)) for key in (BEFORE, ARRIVAL)]
    after = asked.pop("after", None)
    middle = [Part(key=g.code, title=g.title, group=g) for g in asked.values()]
    last = [Part(key=after.code, title=after.title, group=after)] if after else []
    own = [_part(key) for key in (WORDS, PHOTOS, ACTIONS)]
    return (*first, *middle, *own, *last, _part(FINISH))


def note_of(part: Part, visit: Visit) -> str:
    """Return how far the part has come: “3 of 4”, “done”, “later”, or nothing."""
    if part.key == PHOTOS:
        return str(len(shown_photos(visit)) or "")
    if part.key == ACTIONS:
        return str(len(visit.actions) or "")
    if part.key == WORDS:
        said = sum(bool(text) for text in (visit.seen, visit.said, visit.thought))
        return f"{said} of 3" if said else ""
    if part.group is None:
        return ""
    total = len(part.group.items)
    done = sum(_is_answered(visit, item.code) for item in part.group.items)
    if not done and part.later:
        return "later"
    return "done" if done == total else f"{done} of {total}"


def part_for(path: Path, parts: Sequence[Part]) -> str:
    """Return the page on which the field at *path* is put right."""
    if path[:1] == ("checks",):
        for part in parts:
            if part.group and any(i.code == path[1] for i in part.group.items):
                return part.key
    return _FIELDS.get(path[0] if path else "", FINISH)


def _part(key: str, group: AskedGroup | None = None) -> Part:
    return Part(key=key, title=_OWN[key], group=group)


def _is_answered(visit: Visit, code: str) -> bool:
    check = visit.checks.get(code)
    return bool(check and (check.answer or check.note))
