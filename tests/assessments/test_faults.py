"""The linter finds every seeded fault, and says where it is."""

import pytest

from iomdesk.assessments.loading import InstrumentFaulty, faults, instrument_of
from iomdesk.resources import resource_names, resource_text
from tests.assessments.instruments import FAULTY

SEEDED = [
    ("band-without-source", "source", "bands.high"),
    ("choices-missing", "choices", "items.work.choices"),
    ("cycle", "cycle", "items.work.visible_when"),
    ("dead-branch", "dead", "items.why.visible_when"),
    ("dead-count", "dead", "items.why.visible_when"),
    ("duplicate-choice", "duplicate", "items.work.choices.none"),
    ("duplicate-code", "duplicate", "items.why"),
    ("empty-wording", "wording", "items.work.choices.some"),
    ("formula-input-missing", "formula", "score.formula"),
    ("formula-number-missing", "formula", "tables.copas"),
    ("gapped-bands", "gap", "bands.high"),
    ("limit-without-source", "source", "items.how_many.limits"),
    ("limits-crossed", "limits", "items.how_many.limits"),
    ("missing-wording", "wording", "items.why.label"),
    ("not-toml", "unreadable", ""),
    ("overlapping-bands", "overlap", "bands.high"),
    ("ranges-overlap", "overlap", "score.ranges.how_many"),
    ("unknown-fact", "unknown", "items.why.fact"),
    ("unknown-field", "unreadable", "owner"),
    ("unknown-formula", "unknown", "score.formula"),
    ("unknown-item", "unknown", "items.why.visible_when"),
    ("unknown-kind", "unreadable", "items.2.kind"),
    ("unknown-section", "unknown", "items.why.section"),
    ("unreachable-item", "unreachable", "items.how_many.visible_when"),
]


@pytest.mark.parametrize(("name", "kind", "place"), SEEDED)
def test_a_seeded_fault_is_found_in_its_place(name: str, kind: str, place: str) -> None:
    file = FAULTY / f"{name}.toml"

    found = faults(file.read_text("utf-8"), file.name)

    assert (kind, place) in [(fault.kind, fault.place) for fault in found]
    assert all(file.name in str(fault) for fault in found)


def test_every_seeded_file_is_tried() -> None:
    files = {file.stem for file in FAULTY.glob("*.toml")}

    assert files == {name for name, _, _ in SEEDED} | {"sound"}


def test_a_sound_file_has_no_fault() -> None:
    assert faults((FAULTY / "sound.toml").read_text("utf-8"), "sound.toml") == []


@pytest.mark.parametrize("name", resource_names("instruments", ".toml"))
def test_an_instrument_that_ships_has_no_fault(name: str) -> None:
    assert faults(resource_text(name), name) == []


def test_a_faulty_instrument_is_not_loaded_and_all_its_faults_are_said() -> None:
    text = (FAULTY / "unknown-formula.toml").read_text("utf-8")

    with pytest.raises(InstrumentFaulty, match="no formula “ogrs9”") as refused:
        instrument_of(text, "unknown-formula.toml")

    assert len(refused.value.faults) == 2
