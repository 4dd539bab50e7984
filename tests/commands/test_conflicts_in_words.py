"""The command names the field and whose it is; the id stands where it is needed."""

from collections.abc import Callable

import pytest
from attrs import evolve

from iomdesk.__main__ import usual_doors
from iomdesk.cases.case import RiskLevel
from tests.commands.conftest import Answer, a_vault
from tests.ui.colliding import a_shared_case, set_children, they_change

Run = Callable[..., Answer]


@pytest.fixture
def disputed(store: str) -> str:
    """Return the store, with two values for one person's risk to children."""
    with evolve(usual_doors(), vault=a_vault).open_store(store) as opened:
        case = a_shared_case(opened)
        opened.do(set_children, case.id, RiskLevel.HIGH)
        they_change(opened, case, {"risk": {"children": "low"}})
    return store


def test_a_line_begins_with_whose_field_it_is(run: Run, disputed: str) -> None:
    (found,) = run("conflicts", disputed, "--json").json

    lines = run("conflicts", disputed).out.splitlines()

    assert lines[0] == "DOOLEY, Wendell: Risk of serious harm: children"
    (naming,) = [line for line in lines if found["id"] in line]
    assert naming.strip().startswith(f"To settle it: iomdesk settle {disputed} ")
    assert any("PC 2210 Lowe" in line for line in lines)
    assert not any("lowe," in line for line in lines)


def test_the_call_that_is_shown_settles_it(run: Run, disputed: str) -> None:
    shown = (
        run("conflicts", disputed).out.partition("iomdesk settle ")[2].partition(",")[0]
    )

    assert run("settle", *shown.split()).code == 0
    assert run("conflicts", disputed).out.splitlines() == ["0 to settle"]
