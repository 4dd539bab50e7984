"""Random paths through every pack, against a second evaluator: 10,000 in proof."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from attrs import evolve

from iomdesk.assessments.conditions import visible
from iomdesk.assessments.form import FormView, form_view
from iomdesk.assessments.instrument import Instrument, Item
from iomdesk.assessments.loading import find_instrument, shipped_instruments
from tests.assessments.instruments import an_instrument
from tests.assessments.naive import FORMULAS, Naive, evaluated
from tests.assessments.paths import Path, paths
from tests.proof import HowMany

A_THOUSAND = 1_000
PACKS = [*shipped_instruments(), an_instrument()]
NEEDS = find_instrument("pathway-needs")
OGRS3 = find_instrument("ogrs3")


@pytest.mark.proof
@pytest.mark.parametrize("pack", PACKS, ids=[f"{p.code}-{p.version}" for p in PACKS])
def test_random_paths_are_evaluated_as_a_second_evaluator_does(
    pack: Instrument, how_many: HowMany
) -> None:
    bands: set[str | None] = set()
    forms: set[frozenset[str]] = set()
    for path in paths(pack, how_many(5_000, 10_000)):
        wanted = evaluated(pack, path.said, path.backed)
        bands.add(wanted.band)
        forms.add(wanted.shown)

        assert _differences(pack, path, wanted) == [], path.said

    assert bands >= {band.code for band in pack.bands}
    assert (len(forms) > 1) is any(item.visible_when for item in pack.items)


def test_every_formula_that_a_pack_names_has_a_second_evaluator() -> None:
    named = {pack.score.formula for pack in PACKS if pack.score.formula}

    assert named <= set(FORMULAS)


def _with(pack: Instrument, code: str, **change: Any) -> Instrument:
    def changed(item: Item) -> Item:
        return evolve(item, **change) if item.code == code else item

    return evolve(pack, items=tuple(changed(item) for item in pack.items))


def _heavier(pack: Instrument, code: str) -> Instrument:
    (item,) = (one for one in pack.items if one.code == code)
    first, *others = item.choices
    return _with(pack, code, choices=(evolve(first, score=0.1), *others))


def _with_tables(pack: Instrument, **change: Any) -> Instrument:
    return evolve(pack, tables={**pack.tables, **change})


MUTANTS: dict[str, tuple[Instrument, Instrument, str]] = {
    "points": (NEEDS, _heavier(NEEDS, "health_need"), "points"),
    "condition": (NEEDS, _with(NEEDS, "health_priority", visible_when=()), "shown"),
    "required": (NEEDS, _with(NEEDS, "health_need", required=False), "missing"),
    "evidence": (NEEDS, _with(NEEDS, "health_need", evidence_for=()), "missing"),
    "weight": (OGRS3, _with_tables(OGRS3, copas=1.2511), "p_2yr"),
    "band": (OGRS3, evolve(OGRS3, bands=OGRS3.bands[1:]), "band"),
}


@pytest.mark.parametrize("what", list(MUTANTS))
def test_one_changed_number_or_condition_is_noticed(what: str) -> None:
    pack, mutant, said = MUTANTS[what]
    found: set[str] = set()

    for path in paths(pack, A_THOUSAND):
        wanted = evaluated(pack, path.said, path.backed)
        found |= set(_differences(mutant, path, wanted))

    assert said in found


def _differences(pack: Instrument, path: Path, wanted: Naive) -> list[str]:
    """Return in what the form differs from what it should say."""
    view = form_view(pack, path.answers)
    lacking = {one.item for one in view.missing}
    same = {
        "shown": visible(pack, path.answers) == wanted.shown,
        "dormant": set(view.dormant) == wanted.dormant,
        "missing": lacking == wanted.missing,
    }
    return [name for name, is_same in same.items() if not is_same] + _off(view, wanted)


def _off(view: FormView, wanted: Naive) -> list[str]:
    """Return what the score of the form says otherwise than it should."""
    score = view.score
    if score is None:
        return ["no score"] if wanted.score or wanted.not_applicable else []
    said = [
        name
        for name, value in (wanted.score or {}).items()
        if not _same(score.outputs.get(name), value)
    ]
    if score.band != wanted.band:
        said.append("band")
    if (score.not_applicable is not None) != wanted.not_applicable:
        said.append("not applicable")
    return said + _far(score.outputs, wanted.near)


def _same(printed: str | None, value: Any) -> bool:
    if isinstance(value, str) or printed is None:
        return bool(printed == value)
    return bool(Fraction(printed) == value)


def _far(outputs: Mapping[str, str], near: Mapping[str, float]) -> list[str]:
    return [name for name in near if abs(float(outputs[name]) - near[name]) > 1e-12]
