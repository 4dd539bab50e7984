"""The look is kept beside the store, where the unlock screen finds it."""

from pathlib import Path

import pytest

from ui.look import FILE, Look, Looks, read_look


def test_a_choice_is_there_at_the_next_start(tmp_path: Path) -> None:
    Looks(tmp_path).choose(Look(theme="dark", text_size=150))

    assert Looks(tmp_path).look == Look(theme="dark", text_size=150)


def test_a_choice_is_told_once(tmp_path: Path) -> None:
    looks = Looks(tmp_path)
    told: list[Look] = []
    looks.changed.connect(lambda: told.append(looks.look))

    looks.choose(Look(theme="dark"))
    looks.choose(Look(theme="dark"))

    assert told == [Look(theme="dark")]


@pytest.mark.parametrize("words", ["", "dark", "dark big", "dark 150 more", "\x00"])
def test_what_cannot_be_read_is_as_if_nothing_was_chosen(
    tmp_path: Path, words: str
) -> None:
    (tmp_path / FILE).write_text(words)

    assert read_look(tmp_path) == Look()


def test_the_text_size_stays_between_100_and_200(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("light 900")

    assert read_look(tmp_path).text_size == 200
