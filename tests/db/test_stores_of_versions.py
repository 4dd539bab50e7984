"""What any version wrote is opened, whole, and folded by this one."""

from pathlib import Path

import pytest

from db.check import check
from iomdesk.cases.case import Case
from iomdesk.ports import CaseFilter
from tests.stores import STORES, make_store, records_in, unpacked
from tests.ui.open_desks import PASSPHRASE

THIS = "this version"


@pytest.mark.parametrize("name", [*sorted(p.name for p in STORES.glob("*.zip")), THIS])
def test_a_store_of_each_version_is_opened_whole_and_folded(
    name: str, tmp_path: Path
) -> None:
    file = STORES / name
    if name == THIS:
        make_store(file := tmp_path / "made.zip")

    vault, expected = unpacked(file, tmp_path / "unpacked")
    store = vault.open(vault.key(PASSPHRASE))

    report = check(store)
    assert report.ok, report.faults
    assert report.records == sum(expected.values())
    assert records_in(store) == expected
    (row,) = store.queries.cases(CaseFilter())
    assert store.queries.get(Case, row.case_id).person.surname == "Dooley"
    store.close()
