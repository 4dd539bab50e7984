"""In which order the questions come, and which sections share a page."""

from collections.abc import Iterable

from iomdesk.assessments.form import FormView, SectionView, State

FITTING = 8
"""Questions on a page: a short section does not get an empty one of its own."""

Page = tuple[str, ...]


def pages(form: FormView) -> tuple[Page, ...]:
    """Return the sections by page, in their order."""
    made: list[list[str]] = []
    room = 0
    for view in form.sections:
        wanted = sum(not one.item.visible_when for one in view.items)
        if made and wanted <= room:
            made[-1].append(view.section.code)
            room -= wanted
        else:
            made.append([view.section.code])
            room = FITTING - wanted
    return tuple(tuple(page) for page in made)


def page_of(form: FormView, section: str) -> Page:
    return next((page for page in pages(form) if section in page), ())


def page_after(form: FormView, section: str) -> SectionView | None:
    """Return the first section of the next page, or None on the last."""
    made = pages(form)
    at = next((n for n, page in enumerate(made) if section in page), len(made))
    if at + 1 >= len(made):
        return None
    first = made[at + 1][0]
    return next(view for view in form.sections if view.section.code == first)


def first_open(form: FormView) -> str:
    """Return the first section with something left to do, or the first of all."""
    todo = [view for view in form.sections if not view.is_done]
    return next((v.section.code for v in (*todo, *form.sections)), "")


def asked(form: FormView, given: Iterable[str]) -> list[str]:
    """Return the questions that are asked, without what the case itself answers."""
    known = set(given)
    return [
        one.item.code
        for view in form.sections
        for one in view.items
        if one.state is not State.DORMANT and one.item.code not in known
    ]
