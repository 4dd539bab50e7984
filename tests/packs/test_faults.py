"""The linter finds every seeded fault, and says where it is."""

import pytest

from iomdesk.assessments.bands import Band
from iomdesk.packs.fault import Finder
from iomdesk.packs.linting import InstrumentFaulty, faults, instrument_of, number_faults
from iomdesk.packs.score_faults import find_bands
from iomdesk.resources import resource_names, resource_text
from tests.assessments.instruments import FAULTY, HEAD

SEEDED = [
    ("ages-crossed", "limits", "applicability.least_age"),
    ("answer-that-is-none", "dead", "items.why.visible_when"),
    ("band-without-source", "source", "bands.high"),
    ("choices-missing", "choices", "items.work.choices"),
    ("choices-without-scores", "unscored", "items.work"),
    ("cycle", "cycle", "items.work.visible_when"),
    ("dates-crossed", "dates", "effective_to"),
    ("dead-branch", "dead", "items.why.visible_when"),
    ("dead-count", "dead", "items.why.visible_when"),
    ("duplicate-choice", "duplicate", "items.work.choices.none"),
    ("duplicate-code", "duplicate", "items.why"),
    ("empty-band", "limits", "bands.high"),
    ("empty-wording", "wording", "items.work.choices.some"),
    ("english-missing", "language", "languages"),
    ("evidence-for-no-choice", "unknown", "items.work.evidence_for"),
    ("formula-input-missing", "formula", "score.formula"),
    ("formula-number-missing", "formula", "tables.copas"),
    ("gapped-bands", "gap", "bands.high"),
    ("language-not-listed", "language", "items.why.label"),
    ("licence-not-said", "source", "licence"),
    ("limit-of-a-text", "limits", "items.why.limits"),
    ("limit-without-source", "source", "items.how_many.limits"),
    ("limits-crossed", "limits", "items.how_many.limits"),
    ("long-version", "code", "version"),
    ("missing-wording", "wording", "items.why.label"),
    ("no-code", "code", "items.why not"),
    ("not-a-number", "unreadable", ""),
    ("not-toml", "unreadable", ""),
    ("numbers-of-the-wrong-shape", "formula", "tables"),
    ("offence-file-missing", "unreadable", "tables.offence_map"),
    ("offence-file-other", "unreadable", "tables.offence_map"),
    ("overlapping-bands", "overlap", "bands.high"),
    ("points-above-the-bands", "gap", "bands.high"),
    ("points-below-the-bands", "gap", "bands.low"),
    ("ranges-gapped", "gap", "score.ranges.how_many"),
    ("ranges-overlap", "overlap", "score.ranges.how_many"),
    ("score-without-items", "score", "score.items"),
    ("table-without-ranges", "unscored", "items.work"),
    ("text-scored", "unscored", "items.why"),
    ("too-deep", "deep", "items"),
    ("unknown-fact", "unknown", "items.why.fact"),
    ("unknown-field", "unreadable", "owner"),
    ("unknown-formula", "unknown", "score.formula"),
    ("unknown-item", "unknown", "items.why.visible_when"),
    ("unknown-kind", "unreadable", "items.2.kind"),
    ("unknown-section", "unknown", "items.why.section"),
    ("unknown-sex", "unknown", "applicability.sexes"),
    ("unreachable-item", "unreachable", "items.how_many.visible_when"),
    ("weight-never-scored", "unscored", "score.weights.how_many"),
    ("weights-of-a-sum", "unscored", "score.weights"),
    ("weights-without-source", "source", "score.source"),
    ("welsh-help-missing", "wording", "items.why.help"),
    ("welsh-missing", "wording", "items.why.label"),
    ("welsh-notice-missing", "wording", "notice"),
    ("welsh-otherwise-missing", "wording", "applicability.otherwise"),
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


def test_the_numbers_of_a_score_without_a_form_have_no_fault() -> None:
    assert number_faults() == []


def test_bands_of_such_a_score_are_looked_at_too() -> None:
    finder = Finder("arp.toml")
    low = Band(code="low", label={"en": "Low"}, below=50, source="Made up")
    high = Band(code="high", label={"en": "High"}, least=60)

    find_bands(finder, [low, high])

    assert [(one.kind, one.place) for one in finder.found] == [
        ("source", "bands.high"),
        ("gap", "bands.high"),
    ]


def test_a_faulty_instrument_is_not_loaded_and_all_its_faults_are_said() -> None:
    text = (FAULTY / "unknown-formula.toml").read_text("utf-8")

    with pytest.raises(InstrumentFaulty, match="no formula “ogrs9”") as refused:
        instrument_of(text, "unknown-formula.toml")

    assert len(refused.value.faults) == 2


def test_a_long_web_of_conditions_is_looked_at_in_a_moment() -> None:
    """Each item waits for both before it: paths double, items do not."""
    items = [f"item_{n}" for n in range(38)]
    waits = [items[max(0, at - 2) : at] for at in range(len(items))]
    said = [
        f'[[items]]\ncode = "{code}"\nsection = "first"\nkind = "yes_no"\n'
        f'label = {{ en = "Asked" }}\nvisible_when = ['
        + ", ".join(f'{{ item = "{one}", values = ["yes"] }}' for one in before)
        + "]\n"
        for code, before in zip(items, waits, strict=True)
    ]
    score = '[score]\nkind = "sum"\nitems = ["item_0"]\nsource = "Made up"\n'
    section = '[[sections]]\ncode = "first"\ntitle = { en = "First" }\n'

    assert faults(HEAD + section + "".join(said) + score, "web.toml") == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("a = " + "[" * 5000 + "]" * 5000, "too deep to read"),
        ("a = inf", "can be kept exactly"),
        ("a = 07:30:00", "cannot be read"),
        ("[tables.offence_map]\nfile = 3\n" + HEAD, "cannot be read"),
        ("", "it is missing"),
    ],
)
def test_nothing_that_a_file_holds_stops_the_linter(text: str, said: str) -> None:
    assert said in "\n".join(map(str, faults(text, "a.toml")))
