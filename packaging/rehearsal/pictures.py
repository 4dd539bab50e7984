"""Pictures of every screen, drawn offscreen: to look at, and for the documents."""

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from attrs import evolve

from iomdesk.assessments.actions import answer_items, start_assessment
from iomdesk.assessments.again import Before, confirmed, last_completed
from iomdesk.assessments.assessment import Assessment
from iomdesk.assessments.catalogue import catalogue
from iomdesk.assessments.unheld import made_with
from iomdesk.clock import london_date
from iomdesk.records.ids import AssessmentId, CaseId
from iomdesk.visits.visit import Visit, is_under_way
from ui import places
from ui.look import Look
from ui.open_store import OpenStore
from ui.outside import Outside
from ui.places import Place

if TYPE_CHECKING:
    from rehearsal.studio import Studio

TABS = ("summary", "timeline", "visits", "assessments", "plan", "documents", "history")
THEMES = ("light", "dark")
LARGE = 200
"""Per cent of text size in which every screen is drawn once more."""

_INSTRUMENT = "pathway-needs"


def take_pictures(
    outside: Outside,
    store: OpenStore,
    folder: Path,
    case_id: CaseId,
    *,
    themes: Sequence[str] = THEMES,
) -> list[Path]:
    """Draw every screen into *folder* and return the files.

    Forms begin what they record, so *store* should be a copy.
    """
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    from rehearsal.studio import Studio

    folder.mkdir(parents=True, exist_ok=True)
    looks = [*(Look(theme=name) for name in themes)]
    looks.append(Look(theme=themes[0], text_size=LARGE))
    return [
        path
        for look in looks
        for path in _in_look(Studio(outside, store, look), look, folder, case_id)
    ]


def _in_look(
    studio: "Studio", look: Look, folder: Path, case_id: CaseId
) -> Iterator[Path]:
    tail = f"{look.theme}-{look.text_size}.png"
    for name in studio.gates():
        yield studio.keep(folder / f"{name}-{tail}")
    for name, place in scenes(studio.store, case_id):
        studio.go(place)
        yield studio.keep(folder / f"{name}-{tail}")
    for name in studio.overlays():
        yield studio.keep(folder / f"{name}-{tail}")
    studio.close()


def scenes(store: OpenStore, case_id: CaseId) -> Iterator[tuple[str, Place]]:
    """Yield a name and a place for each screen of the open desk."""
    yield "today", places.TodayPlace()
    yield "people", places.PeoplePlace()
    yield "import", places.ImportPlace()
    for tab in TABS:
        yield f"person-{tab}", places.PersonPlace(case_id=case_id, tab=tab)
    yield "visit-signed", _signed_visit(store, case_id)
    yield "visit", _open_visit(store, case_id)
    yield "assessment-at-scene", _at_scene(store, case_id)
    yield "assessment-done", _assessment(store, case_id)
    yield "assessment", _assessed_again(store, case_id)
    yield "scores", places.PreviewPlace(case_id=case_id, kind="scores")
    yield "plan", places.PlanPlace(case_id=case_id)
    yield "preview", places.PreviewPlace(case_id=case_id)
    yield "conflicts", places.ConflictsPlace()
    yield "sync", places.SyncPlace()
    yield "settings", places.SettingsPlace()


def _signed_visit(store: OpenStore, case_id: CaseId) -> Place:
    visits = _visits(store, case_id)
    signed = [visit.id for visit in visits if visit.signed_at]
    return places.VisitPlace(case_id=case_id, visit_id=signed[-1] if signed else None)


def _open_visit(store: OpenStore, case_id: CaseId) -> Place:
    """Return the visit that an earlier picture began, or a new one."""
    begun = [v.id for v in _visits(store, case_id) if v.started_at and not v.signed_at]
    return places.VisitPlace(case_id=case_id, visit_id=begun[-1] if begun else None)


def _assessment(store: OpenStore, case_id: CaseId) -> Place:
    done = [
        one
        for one in store.queries.records(Assessment, case_id)
        if one.completed_at and one.instrument == _INSTRUMENT
    ]
    which: AssessmentId | None = done[-1].id if done else None
    return places.AssessmentPlace(
        case_id=case_id, instrument=_INSTRUMENT, assessment_id=which
    )


def _at_scene(store: OpenStore, case_id: CaseId) -> Place:
    begun = [v.id for v in _visits(store, case_id) if is_under_way(v, store.clock())]
    place = _assessed_again(store, case_id)
    return evolve(place, visit_id=begun[-1] if begun else None)


def _assessed_again(store: OpenStore, case_id: CaseId) -> places.AssessmentPlace:
    """Return an assessment under way: one answer confirmed, one changed."""
    held = store.queries.records(Assessment, case_id)
    last, here = last_completed(held, _INSTRUMENT), catalogue(store.queries)
    begun = [one for one in held if not one.completed_at]
    this = begun[0] if begun else store.do(start_assessment, case_id, _INSTRUMENT)
    instrument = made_with(here, this)
    if last and not begun:
        before = Before(assessment=last, instrument=made_with(here, last))
        first, second = instrument.items[0], instrument.items[3]
        today = london_date(store.clock())
        said = {first.code: confirmed(first, before, today), second.code: "none"}
        store.do(answer_items, this.id, said)
    return places.AssessmentPlace(
        case_id=case_id, instrument=_INSTRUMENT, assessment_id=this.id
    )


def _visits(store: OpenStore, case_id: CaseId) -> list[Visit]:
    return store.queries.records(Visit, case_id)
