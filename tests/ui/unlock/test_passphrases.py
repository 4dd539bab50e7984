"""Advice on a new passphrase says how far it is from long enough."""

import pytest

from ui.unlock.passphrases import advice, again_problem, passphrase_problem


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", "At least 12 characters."),
        ("seven77", "7 of at least 12 characters."),
        ("twelve chars", "12 characters: long enough."),
        ("four words in a row", "19 characters: strong"),
    ],
)
def test_advice_follows_the_length(typed: str, words: str) -> None:
    assert advice(typed, 12).startswith(words)


def test_blanks_alone_are_no_passphrase() -> None:
    assert passphrase_problem(" " * 20, 12) == "Type a passphrase."


def test_a_short_one_is_refused_with_the_length_it_needs() -> None:
    assert passphrase_problem("short", 12) == (
        "A passphrase needs at least 12 characters."
    )


def test_the_second_must_be_as_the_first() -> None:
    assert again_problem("one thing", "another") != ""
    assert again_problem("one thing", "one thing") == ""
