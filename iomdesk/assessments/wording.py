"""Wording by language; English is always there."""

from collections.abc import Mapping

Text = Mapping[str, str]
"""Wording by language code, like `en` and `cy`."""


def wording(text: Text, language: str = "en") -> str:
    """Return *text* in the language, or in English where there is no other."""
    return text.get(language) or text.get("en", "")
