"""The parts of the form in the order of the doorstep, and how far each has come."""

from collections.abc import Sequence

from attrs import frozen

from iomdesk.forms.declaration import Form, FormPage
from iomdesk.visits.checklist import AskedGroup
from iomdesk.visits.form import ACTIONS, PHOTOS, WORDS
from iomdesk.visits.visit import Visit, shown_photos


@frozen(kw_only=True)
class Part:
    """One page of the form; *group* holds its lines of the checklist, if any."""

    page: FormPage
    group: AskedGroup | None = None

    @property
    def key(self) -> str:
        return self.page.key

    @property
    def title(self) -> str:
        return self.page.title

    @property
    def has_own_fields(self) -> bool:
        return self.group is None or len(self.page.items) > len(self.group.items)

    @property
    def later(self) -> bool:
        return bool(self.group and self.group.later)


def parts_of(form: Form, groups: Sequence[AskedGroup]) -> tuple[Part, ...]:
    asked = {group.code: group for group in groups}
    return tuple(Part(page=page, group=asked.get(page.key)) for page in form.pages)


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


def _is_answered(visit: Visit, code: str) -> bool:
    check = visit.checks.get(code)
    return bool(check and (check.answer or check.note))
