"""Settings: what an officer may choose is kept at once; the rest names its source."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication

from db.store import EncryptedStore
from iomdesk.assessments.languages import chosen_language
from iomdesk.errors import WrongKey
from iomdesk.permissions import Officer
from iomdesk.rules.loading import shipped_rulebook
from tests.builders import a_case
from tests.conftest import FixedClock
from tests.pages.screens import press, settle, words_in
from tests.ui.colliding import put
from tests.ui.open_desks import PASSPHRASE, OpenDeskAtHand, a_vault, an_outside
from tests.ui.walks import problems
from ui.look import Look, read_look
from ui.places import SettingsPlace
from ui.settings.force_settings import set_values
from ui.settings.keys_viewmodel import (
    AGAIN,
    CHANGED,
    FOR_SHEET,
    NEW,
    PRESENT,
    KeysViewModel,
)
from ui.settings.safety_viewmodel import SafetyViewModel, age_words
from ui.settings.screens import screen
from ui.settings.settings_viewmodel import SettingsViewModel

OTHER = "a wholly different phrase"


@pytest.fixture
def kept(
    store: EncryptedStore, clock: FixedClock, officer: Officer
) -> Iterator[OpenDeskAtHand]:
    """Return a desk on a store that a passphrase opens."""
    vault = a_vault(store.folder.parent / "behind", clock)
    vault.new(PASSPHRASE, officer)
    opened = vault.open(vault.key(PASSPHRASE))
    yield OpenDeskAtHand(opened, an_outside(clock))
    opened.close()


def test_a_theme_and_a_text_size_are_kept_beside_the_store(
    open_desk: OpenDeskAtHand, store: EncryptedStore
) -> None:
    viewmodel = SettingsViewModel(open_desk)

    viewmodel.choose_theme("dark")
    viewmodel.choose_text_size(150)

    assert read_look(store.folder) == Look(theme="dark", text_size=150)


def test_idle_minutes_are_kept_in_the_store_and_told(
    open_desk: OpenDeskAtHand, store: EncryptedStore
) -> None:
    told: list[int] = []
    open_desk.idle_changed.connect(told.append)

    SettingsViewModel(open_desk).choose_minutes(2)

    assert told == [2]
    assert store.queries.setting("idle_minutes") == 2
    again = SettingsViewModel(open_desk)
    again.load()
    assert again.minutes == 2


def test_the_language_of_questions_is_kept_in_the_store(
    open_desk: OpenDeskAtHand, store: EncryptedStore
) -> None:
    SettingsViewModel(open_desk).choose_language("cy")

    assert chosen_language(store.queries) == "cy"
    again = SettingsViewModel(open_desk)
    again.load()
    assert again.language == "cy"


def test_what_the_force_has_set_names_its_source() -> None:
    lines = {line.what: line for line in set_values(shipped_rulebook())}

    assert lines["Home visit, high risk"].value == "3 months"
    assert "NPCC" in lines["Home visit, high risk"].source
    assert all(line.source for line in lines.values())


def test_the_passphrase_is_changed_only_with_the_present_one(
    kept: OpenDeskAtHand, clock: FixedClock
) -> None:
    viewmodel = KeysViewModel(kept)
    vault = a_vault(kept.folder, clock)

    viewmodel.change_passphrase("not the passphrase", OTHER, OTHER)
    assert viewmodel.problems[PRESENT] == "The passphrase is not right. Try again."
    told: list[str] = []
    viewmodel.told.connect(told.append)
    viewmodel.change_passphrase(PASSPHRASE, OTHER, OTHER)

    assert told == [CHANGED]
    assert vault.key(OTHER)
    with pytest.raises(WrongKey):
        vault.key(PASSPHRASE)


def test_a_new_passphrase_is_looked_at_before_anything_is_done(
    kept: OpenDeskAtHand,
) -> None:
    viewmodel = KeysViewModel(kept)

    viewmodel.change_passphrase("", "short", "other")

    assert set(viewmodel.problems) == {PRESENT, NEW, AGAIN}


def test_a_new_sheet_takes_the_place_of_the_one_before(
    kept: OpenDeskAtHand, clock: FixedClock
) -> None:
    viewmodel = KeysViewModel(kept)
    viewmodel.make_sheet("not the passphrase")
    assert FOR_SHEET in viewmodel.problems

    viewmodel.make_sheet(PASSPHRASE)

    code = viewmodel.code
    assert a_vault(kept.folder, clock).slots().sheet
    assert (kept.folder / "unseen").exists()
    viewmodel.forget()
    assert not (kept.folder / "unseen").exists()
    assert code
    assert viewmodel.code == ""


def test_a_backup_is_listed_with_its_age(open_desk: OpenDeskAtHand) -> None:
    viewmodel = SafetyViewModel(open_desk)
    viewmodel.load()
    before = len(viewmodel.backups)

    viewmodel.back_up()

    copies = list(viewmodel.backups)
    copy = copies[0]
    assert (before, len(copies)) == (0, 1)
    assert copy.made == "22 November 2026, 12:00"
    assert copy.age == "just now"


def test_a_check_says_that_the_store_is_whole(
    open_desk: OpenDeskAtHand, store: EncryptedStore
) -> None:
    store.do(put, a_case())
    viewmodel = SafetyViewModel(open_desk)

    viewmodel.check()

    assert viewmodel.report_words.startswith(
        "The store is whole.\n1 change, 1 record and 0 backups were looked at."
    )
    assert not viewmodel.is_checking


def test_a_check_names_what_is_wrong(
    open_desk: OpenDeskAtHand, store: EncryptedStore
) -> None:
    store.do(put, a_case())
    with store.writing() as connection:
        connection.run("UPDATE caseload SET sort_key = 'zz'")
    viewmodel = SafetyViewModel(open_desk)

    viewmodel.check()

    assert viewmodel.report_words.startswith("The store is not whole.")
    assert "lists and search" in viewmodel.report_words


@pytest.mark.parametrize(
    ("span", "words"),
    [
        (timedelta(seconds=20), "just now"),
        (timedelta(minutes=1), "1 minute ago"),
        (timedelta(hours=5), "5 hours ago"),
        (timedelta(days=9), "9 days ago"),
    ],
)
def test_an_age_is_said_in_its_largest_unit(span: timedelta, words: str) -> None:
    assert age_words(span.total_seconds()) == words


@pytest.mark.usefixtures("app")
def test_the_screen_shows_a_backup_once_it_is_made(kept: OpenDeskAtHand) -> None:
    view = screen(kept, SettingsPlace())
    view.resize(1190, 720)
    view.show()
    settle()

    press(view, "Make a backup now")

    assert "just now" in words_in(view)


def test_everybody_can_use_the_settings(
    app: QApplication, kept: OpenDeskAtHand
) -> None:
    kept.opened.make_backup()

    assert problems(app, lambda: screen(kept, SettingsPlace())) == []
