"""A kind of record is known where it is registered, and nowhere else."""

import importlib
import pkgutil
import subprocess
import sys
from collections.abc import Iterator

import pytest
from attrs import has

import iomdesk
from iomdesk.errors import NotFound
from iomdesk.kinds.kind import Kind, Later
from iomdesk.kinds.shipped import SHIPPED


def modules() -> Iterator[str]:
    for found in pkgutil.walk_packages(iomdesk.__path__, "iomdesk."):
        if not found.name.endswith("__main__"):
            yield found.name


def test_every_record_with_a_kind_is_registered() -> None:
    records: set[type] = {
        thing
        for name in modules()
        for thing in vars(importlib.import_module(name)).values()
        if isinstance(thing, type) and has(thing) and "KIND" in vars(thing)
    }

    assert records == {kind.record for kind in SHIPPED.values()}


@pytest.mark.parametrize("word", SHIPPED)
def test_a_kind_is_listed_by_the_word_that_its_records_carry(word: str) -> None:
    assert SHIPPED[word].word == word


@pytest.mark.parametrize("word", SHIPPED)
def test_what_a_registration_names_is_there(word: str) -> None:
    kind = SHIPPED[word]
    laters = [kind.due, kind.seal and kind.seal.keep]
    files = [kind.input.schema, kind.input.example] if kind.input else []

    assert all(callable(later.reach()) for later in laters if later)
    assert all(isinstance(file.reach(), dict) for file in files)


def loaded_by(code: str) -> set[str]:
    script = f"{code}\nimport sys\nprint(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    )
    return set(done.stdout.split())


FEATURES = {"cases", "visits", "assessments", "plans", "papers", "due"}


def test_the_list_of_kinds_loads_no_feature() -> None:
    loaded = loaded_by("from iomdesk.kinds.shipped import SHIPPED; len(SHIPPED)")

    assert not {name.split(".")[1] for name in loaded if "iomdesk." in name} & FEATURES


def test_asking_of_one_kind_loads_no_other() -> None:
    asked = "from iomdesk.kinds.shipped import SHIPPED; SHIPPED['visit'].narrated"
    loaded = loaded_by(asked)

    assert "iomdesk.visits.visit" in loaded
    assert not {"iomdesk.plans", "iomdesk.assessments", "iomdesk.papers"} & loaded
    assert not {"iomdesk.due.on_visits", "iomdesk.visits.said"} & loaded


def test_a_program_may_hand_in_one_more_kind() -> None:
    visit = SHIPPED["visit"]
    kinds = SHIPPED | {"tale": Later(lambda: visit)}

    assert [*kinds] == [*SHIPPED, "tale"]
    assert kinds["tale"] is visit
    assert "tale" not in SHIPPED


def test_a_kind_of_another_version_is_refused_in_words() -> None:
    assert SHIPPED.get("referral") is None
    with pytest.raises(NotFound, match="newer version"):
        SHIPPED.known("referral")


def test_only_bookkeeping_never_asks_people() -> None:
    silent: list[Kind] = [kind for kind in SHIPPED.values() if kind.is_bookkeeping]

    assert [kind.word for kind in silent] == ["source", "received"]
    assert not SHIPPED["received"].asks_people(("body",))
    assert not SHIPPED["source"].asks_people(("values", "/tier"))
    assert SHIPPED["case"].asks_people(("risk", "children"))
