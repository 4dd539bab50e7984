"""An older page, a shorter log or a put-back file is noticed at the next opening."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from db.check import check
from db.connection import Row
from db.store import STORE_FILE, EncryptedStore, Options
from iomdesk.cases.case import RiskLevel
from iomdesk.errors import StoreDamaged
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.ports import Operation
from tests.builders import a_case
from tests.db.test_store import put, set_risk

PAGE = 4096


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "store"


def test_an_old_page_put_back_is_found(
    open_store: Callable[..., EncryptedStore], folder: Path
) -> None:
    """The experiment that SQLCipher's own checks pass: no key is needed for it."""
    store = open_store()
    cases = [a_case(crn=f"X{n}") for n in range(60)]
    for case in cases:
        store.do(put, case)
    store.do(set_risk, cases[30].id, RiskLevel.HIGH)
    store.close()
    path = folder / STORE_FILE
    old = path.read_bytes()
    store = open_store(again=True)
    store.do(set_risk, cases[30].id, RiskLevel.LOW)
    store.close()
    new = path.read_bytes()

    truth = _content(open_store)
    noticed, meaningless = 0, 0
    replayed = [n for n in range(1, len(old) // PAGE) if _page(old, n) != _page(new, n)]
    for n in replayed:
        path.write_bytes(new[: n * PAGE] + _page(old, n) + new[(n + 1) * PAGE :])
        if _is_noticed(open_store):
            noticed += 1
        else:
            assert _content(open_store) == truth
            meaningless += 1
        path.write_bytes(new)

    assert noticed > meaningless


def test_all_old_pages_put_back_together_are_found(
    open_store: Callable[..., EncryptedStore], folder: Path
) -> None:
    store = open_store()
    case = a_case()
    store.do(put, case)
    store.close()
    old = (folder / STORE_FILE).read_bytes()
    store = open_store(again=True)
    store.do(set_risk, case.id, RiskLevel.HIGH)
    store.close()

    (folder / STORE_FILE).write_bytes(old)
    store = open_store(again=True)

    assert not store.freshness.fresh
    assert "1 saved change is missing" in store.freshness.sentence
    assert not check(store).ok


def test_a_log_that_is_gone_is_told_with_what_is_missing(
    open_store: Callable[..., EncryptedStore], tmp_path: Path
) -> None:
    store = open_store()
    case = a_case()
    store.do(put, case)
    store.checkpoint()
    for level in (RiskLevel.LOW, RiskLevel.MEDIUM, RiskLevel.HIGH):
        store.do(set_risk, case.id, level)
    copy = tmp_path / "copy"
    shutil.copytree(store.folder, copy)
    (copy / f"{STORE_FILE}-wal").unlink()

    again = EncryptedStore(copy, bytes(range(32)), Options(kinds=SHIPPED))

    assert "3 saved changes are missing" in again.freshness.sentence
    again.close()


@pytest.mark.parametrize("place", [0.02, 0.3, 0.6, 0.9])
def test_a_bit_flipped_in_the_log_is_told(
    open_store: Callable[..., EncryptedStore], tmp_path: Path, place: float
) -> None:
    store = open_store()
    case = a_case()
    store.do(put, case)
    store.checkpoint()
    for level in (RiskLevel.LOW, RiskLevel.MEDIUM, RiskLevel.HIGH):
        store.do(set_risk, case.id, level)
    copy = tmp_path / "copy"
    shutil.copytree(store.folder, copy)
    log = copy / f"{STORE_FILE}-wal"
    content = bytearray(log.read_bytes())
    content[int(len(content) * place)] ^= 4
    log.write_bytes(content)

    again = EncryptedStore(copy, bytes(range(32)), Options(kinds=SHIPPED))

    assert not again.freshness.fresh
    again.close()


def test_a_head_that_is_gone_is_told(
    open_store: Callable[..., EncryptedStore], folder: Path
) -> None:
    store = open_store()
    store.do(put, a_case())
    store.close()
    (folder / "head").unlink()

    again = open_store(again=True)

    assert not again.freshness.fresh
    assert "work may be missing" in again.freshness.sentence


def test_an_access_log_cut_back_is_told_until_a_person_accepts_it(
    open_store: Callable[..., EncryptedStore], folder: Path
) -> None:
    store = open_store()
    store.do(put, a_case())
    store.log(Operation.CONSULTATION)
    store.close()
    shorter = (folder / STORE_FILE).read_bytes()
    store = open_store(again=True)
    store.log(Operation.CONSULTATION)
    store.close()
    head = (folder / "head").read_bytes()
    (folder / STORE_FILE).write_bytes(shorter)

    warned = [open_store(again=True) for _ in range(2)]

    for again in warned:
        assert "access log is shorter" in again.freshness.sentence
        assert not again.freshness.fresh
        assert not check(again).ok
        again.close()
    assert (folder / "head").read_bytes() == head


@pytest.mark.parametrize("head", [None, b"", b"{}", b"null", b"\xff" * 600])
def test_a_head_that_is_gone_is_told_where_there_is_only_an_access_log(
    open_store: Callable[..., EncryptedStore], folder: Path, head: bytes | None
) -> None:
    store = open_store()
    store.log(Operation.CONSULTATION)
    store.close()
    (folder / "head").unlink()
    if head is not None:
        (folder / "head").write_bytes(head)

    again = open_store(again=True)

    assert not again.freshness.fresh
    assert "work may be missing" in again.freshness.sentence


def test_a_head_that_is_gone_from_an_empty_store_is_no_alarm(
    open_store: Callable[..., EncryptedStore], folder: Path
) -> None:
    open_store().close()
    (folder / "head").unlink()

    assert open_store(again=True).freshness.fresh


def test_a_warning_stays_until_a_person_accepts_it(
    open_store: Callable[..., EncryptedStore], folder: Path
) -> None:
    store = open_store()
    store.do(put, a_case())
    store.close()
    (folder / "head").unlink()
    store = open_store(again=True)
    store.do(put, a_case())
    store.close()

    warned = open_store(again=True)
    warned_before = warned.freshness.fresh
    warned.accept_missing_work()
    warned.close()

    assert not warned_before
    assert open_store(again=True).freshness.fresh


def test_a_commit_whose_head_was_not_written_is_no_alarm(
    open_store: Callable[..., EncryptedStore], folder: Path
) -> None:
    store = open_store()
    store.do(put, a_case())
    before = (folder / "head").read_bytes()
    store.do(put, a_case())
    store.close()
    (folder / "head").write_bytes(before)

    assert open_store(again=True).freshness.fresh


def _content(open_store: Callable[..., EncryptedStore]) -> list[list[Row]]:
    """Return every row: a page written again alike differs only in its cipher."""
    store = open_store(again=True)
    tables = (
        "link",
        "content",
        "record",
        "caseload",
        "access",
        "meta",
        "due",
        "draft",
        "case_reference",
        "blob",
        "chunk",
        "removal",
    )
    rows = [store.reading().rows(f"SELECT * FROM {table}") for table in tables]
    store.close()
    return rows


def _page(content: bytes, n: int) -> bytes:
    return content[n * PAGE : (n + 1) * PAGE]


def _is_noticed(open_store: Callable[..., EncryptedStore]) -> bool:
    try:
        store = open_store(again=True)
    except StoreDamaged:
        return True
    noticed = not store.freshness.fresh or not check(store).ok
    store.close()
    return noticed
