"""Backups go by the number inside them: no clock, no name, no other file counts."""

import os
import shutil
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.backup import KEEP, Backups
from db.check import check
from db.connection import Connection
from db.pages import PAGE
from db.store import EncryptedStore, Options, create
from iomdesk.backup_due import EVERY, backup_words, is_backup_due
from iomdesk.errors import StoreDamaged, UserError
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.permissions import Officer
from tests.builders import a_case
from tests.conftest import KEY, NOON, FixedClock
from tests.faults.worker import put
from tests.proof import HowMany, dear

IN_2031 = datetime(2031, 1, 3, 9, tzinfo=UTC)
IN_1970 = datetime(1970, 1, 1, 0, 2, tzinfo=UTC)
AT_A_LEAP = datetime(2028, 2, 29, 23, 59, 59, 999_999, tzinfo=UTC)
CLOCKS = st.one_of(
    st.sampled_from([NOON, IN_2031, IN_1970, AT_A_LEAP]),
    st.datetimes(IN_1970.replace(tzinfo=None), timezones=st.just(UTC)),
)


def numbers(store: EncryptedStore) -> list[int]:
    return [copy.number for copy in store.backups.kept()]


def files_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} - {"slots.json"}


def back_up(store: EncryptedStore, times: int = 1) -> list[Path]:
    """Make copies and prove them, as an idle program does."""
    made = []
    for _ in range(times):
        made.append(store.make_backup())
        store.backups.prove_all()
    return made


@pytest.mark.proof
@dear
@given(times=st.lists(CLOCKS, min_size=4, max_size=7))
def test_whatever_the_clock_says_the_last_three_made_are_kept(
    tmp_path: Path, officer: Officer, times: list[datetime]
) -> None:
    clock = FixedClock()
    folder = tmp_path / "store"
    store = create(folder, KEY, officer, Options(kinds=SHIPPED, clock=clock))
    made = []
    for now in times:
        clock.now = now
        made += back_up(store)

        assert made[-1].exists()
        assert store.backups.kept()[-1].path == made[-1]
        assert store.backups.kept()[-1].made_at == now

    assert [copy.path for copy in store.backups.kept()] == made[-KEEP:]
    store.close()
    shutil.rmtree(folder)


@given(made_at=CLOCKS, later=CLOCKS)
def test_a_backup_counts_for_a_day_and_only_by_a_clock_that_went_on(
    made_at: datetime, later: datetime
) -> None:
    young = made_at <= later < made_at + EVERY

    assert is_backup_due(made_at, later) is not young
    assert bool(backup_words(made_at, later)) is not young


@pytest.mark.parametrize("wrong", [IN_2031, IN_1970, AT_A_LEAP])
def test_after_days_of_a_wrong_clock_a_backup_is_due_again_and_stays(
    store: EncryptedStore, clock: FixedClock, wrong: datetime
) -> None:
    for day in range(3):
        clock.now = wrong + timedelta(days=day)
        back_up(store)
    clock.now = NOON

    assert is_backup_due(store.backups.kept()[-1].made_at, clock.now)
    made = back_up(store)[0]

    assert made.exists()
    assert numbers(store) == [2, 3, 4]
    assert not is_backup_due(store.backups.kept()[-1].made_at, clock.now)


def test_a_renamed_and_a_copied_backup_are_known_by_what_is_inside(
    store: EncryptedStore,
) -> None:
    first, second, third = back_up(store, 3)
    third.rename(third.with_name("aaa.db"))
    shutil.copy2(second, second.with_name("zz copy"))

    assert numbers(store) == [1, 2, 2, 3]
    back_up(store)

    assert numbers(store) == [2, 2, 3, 4]
    assert not first.exists()
    assert third.with_name("aaa.db").exists()
    back_up(store)
    assert numbers(store) == [3, 4, 5]


def test_a_file_put_over_a_backup_is_looked_at_anew(store: EncryptedStore) -> None:
    first, second = back_up(store, 2)
    shutil.copyfile(first, second)

    assert numbers(store) == [1, 1]


@pytest.fixture
def among_others(store: EncryptedStore) -> dict[str, bytes]:
    """What people put among the backups, and what it holds."""
    place = store.folder / "backups"
    place.mkdir()
    bare = Connection(place / "other key.db", bytes(32))
    bare.run("CREATE TABLE theirs (a)")
    bare.close()
    import sqlite3

    plain = sqlite3.connect(place / "accounts.db")
    plain.execute("CREATE TABLE a (b)")
    plain.commit()
    plain.close()
    (place / "aaa.db").write_bytes(b"x" * PAGE)
    (place / "empty.db").touch()
    (place / "notes.part").write_text("mine")
    (place / "copy of store.db").write_bytes(os.urandom(3 * PAGE + 5))
    (place / "a folder.db").mkdir()
    os.mkfifo(place / "pipe.db")
    (place / "link.db").symlink_to(store.folder / "store.db")
    return {path.name: held(path) for path in place.iterdir()}


def held(path: Path) -> bytes:
    if path.is_symlink():
        return str(path.readlink()).encode()
    return path.read_bytes() if path.is_file() else b""


def test_what_is_no_backup_is_left_alone_and_named(
    store: EncryptedStore, among_others: dict[str, bytes]
) -> None:
    back_up(store, 5)

    place = store.folder / "backups"
    assert {name: held(place / name) for name in among_others} == among_others
    assert numbers(store) == [3, 4, 5]
    beside = store.backups.beside()
    assert set(beside.foreign) == set(among_others)
    report = check(store)
    assert report.ok, report.faults
    assert all(name in report.notes[0] for name in among_others)


def _folder(path: Path) -> None:
    path.mkdir()


def _link(path: Path) -> None:
    path.symlink_to(path.parent.parent / "store.db")


@pytest.mark.parametrize("make", [_folder, os.mkfifo, _link])
@pytest.mark.parametrize("tail", ["", ".part"])
def test_what_is_no_file_is_none_of_ours_though_it_is_named_so(
    store: EncryptedStore, make: Callable[[Path], None], tail: str
) -> None:
    place = store.folder / "backups"
    place.mkdir()
    odd = place / f"000900-20991231T000000000000Z.db{tail}"
    make(odd)

    back_up(store, 4)

    assert numbers(store) == [2, 3, 4]
    assert store.backups.beside().foreign == (odd.name,)
    assert check(store).ok
    assert os.path.lexists(odd)


@pytest.mark.parametrize("number", ["9" * 18, "9" * 19, "9" * 220, "٣" * 6])
def test_no_number_in_a_name_ends_the_backups(
    store: EncryptedStore, number: str
) -> None:
    back_up(store)
    odd = store.folder / "backups" / f"{number}-20991231T000000000000Z.db"
    odd.write_bytes(b"x" * PAGE)

    made = back_up(store, 4)

    assert [copy.path for copy in store.backups.kept()] == made[-3:]
    assert odd.exists()


def test_a_sound_backup_of_another_store_is_not_called_damaged_alone(
    store: EncryptedStore, tmp_path: Path, officer: Officer
) -> None:
    other = create(
        tmp_path / "other", bytes(reversed(KEY)), officer, Options(kinds=SHIPPED)
    )
    theirs = other.make_backup()
    other.close()
    back_up(store)
    shutil.copy2(theirs, store.folder / "backups" / "000007-20260101T000000000000Z.db")

    (fault,) = check(store).faults
    assert "or of another store" in fault.sentence
    assert "move this one away" in fault.sentence


def test_a_backup_of_another_store_is_foreign_here(
    store: EncryptedStore, tmp_path: Path, officer: Officer
) -> None:
    other = create(
        tmp_path / "other", bytes(reversed(KEY)), officer, Options(kinds=SHIPPED)
    )
    theirs = other.make_backup()
    other.close()
    back_up(store)
    shutil.copy2(theirs, store.folder / "backups" / theirs.name)

    assert numbers(store) == [1]
    back_up(store, 4)
    assert (store.folder / "backups" / theirs.name).read_bytes() == theirs.read_bytes()


@pytest.mark.parametrize("what", ["a link", "a dangling link", "a file"])
def test_a_folder_that_is_not_our_own_is_refused_and_not_touched(
    store: EncryptedStore, tmp_path: Path, what: str
) -> None:
    theirs = tmp_path / "theirs"
    place = store.folder / "backups"
    if what == "a file":
        place.write_bytes(b"mine")
    else:
        place.symlink_to(theirs, target_is_directory=True)
    if what == "a link":
        theirs.mkdir()
        theirs.chmod(0o755)  # whatever the process lets a new folder have
        for name in ("aaa.db", "accounts.db", "photos.db", "zz.db", "x.part"):
            (theirs / name).write_bytes(b"theirs")
    before = {p.name: p.read_bytes() for p in theirs.glob("*")}

    for _ in range(5):
        with pytest.raises(UserError, match="link to another place, or no folder"):
            store.make_backup()
    store.backups.prove_all()

    assert {p.name: p.read_bytes() for p in theirs.glob("*")} == before
    assert theirs.exists() == (what == "a link")
    assert theirs.stat().st_mode & 0o777 == 0o755 if before else True
    report = check(store)
    assert [fault.part for fault in report.faults] == ["backups"]


def test_a_store_reached_through_a_link_keeps_its_backups_in_its_own_folder(
    open_store: Callable[..., EncryptedStore], tmp_path: Path
) -> None:
    open_store("real").close()
    (tmp_path / "by link").symlink_to(tmp_path / "real", target_is_directory=True)
    linked = open_store("by link", again=True)

    made = back_up(linked)[0]

    assert (tmp_path / "real" / "backups" / made.name).exists()


def test_four_lie_there_until_the_new_one_is_proved(store: EncryptedStore) -> None:
    made = back_up(store, 3)
    made.append(store.make_backup())

    assert [copy.path for copy in store.backups.kept()] == made
    store.backups.prove_all()
    assert [copy.path for copy in store.backups.kept()] == made[1:]


def test_never_more_than_four_lie_there_though_nobody_ever_pauses(
    open_store: Callable[..., EncryptedStore],
) -> None:
    open_store().close()
    for _ in range(6):
        store = open_store(again=True)
        store.make_backup()
        assert len(store.backups.kept()) <= KEEP + 1
        store.close()


def test_no_old_one_goes_for_one_that_rotted(
    open_store: Callable[..., EncryptedStore],
) -> None:
    store = open_store()
    store.do(put, a_case())
    first, second, third = back_up(store, 3)
    root = "SELECT rootpage FROM sqlite_master WHERE name = 'content'"
    page = int(store.reading().value(root))  # none that opening it reads
    store.close()
    content = bytearray(third.read_bytes())
    content[page * PAGE - PAGE // 2] ^= 1
    third.write_bytes(content)
    again = open_store(again=True)
    again.make_backup()

    with pytest.raises(StoreDamaged, match="has gone bad"):
        again.backups.prove_all()
    again.backups.prove_all()

    assert first.exists()
    assert numbers(again) == [1, 2, 3, 4]
    back_up(again)
    assert numbers(again) == [2, 3, 4, 5]
    assert second.exists()


def test_a_copy_that_was_cut_short_is_no_backup(store: EncryptedStore) -> None:
    made = back_up(store)[0]
    with made.open("rb+") as file:
        file.truncate(made.stat().st_size - PAGE)

    with pytest.raises(StoreDamaged):
        store.verify_backup(made)
    assert [fault.part for fault in check(store).faults] == ["backups"]


def test_reading_and_proving_backups_writes_nothing(store: EncryptedStore) -> None:
    back_up(store, 2)
    place = store.folder / "backups"
    before = {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in place.iterdir()}

    Backups(store.folder, KEY).prove_all()
    assert check(store).ok

    after = {p: (p.stat().st_mtime_ns, p.stat().st_size) for p in place.iterdir()}
    assert after == before


@pytest.mark.proof
def test_histories_of_copies_keep_the_three_highest_numbers(
    store: EncryptedStore, how_many: HowMany
) -> None:
    """Random days: some prove, some end early, some files are renamed or taken."""
    import random

    chance = random.Random(7)
    for _ in range(how_many(15, 200)):
        before = numbers(store)
        store.make_backup()
        kept = numbers(store)
        assert kept[-1] > max(before, default=0)
        if chance.random() < 0.5:
            store.backups.prove_all()
            assert numbers(store) == kept[-KEEP:]
        if chance.random() < 0.3:
            copy = chance.choice(store.backups.kept())
            copy.path.rename(copy.path.with_name(f"{chance.random()}.db"))
        if chance.random() < 0.1 and len(kept) > 1:
            store.backups.kept()[0].path.unlink()
    assert len(numbers(store)) <= KEEP + 1
