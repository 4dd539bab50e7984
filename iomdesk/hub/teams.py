"""What a team is called; what shows nothing is no team, and shares with nobody."""

from unicodedata import category, normalize


def team_from(said: str | None) -> str | None:
    """Return a team's name as it is compared: one form, single spaces; None for none.

    Signs that cannot be seen are left out, so that no two teams look the same.
    """
    text = normalize("NFKC", said or "")
    seen = [_shown(c) for c in text if category(c) not in _UNSEEN]
    name = " ".join("".join(seen).split())
    return name if any(c.isalnum() for c in name) else None


def _shown(letter: str) -> str:
    return " " if category(letter) == "Cc" else letter


_UNSEEN = frozenset({"Cf", "Cn", "Co", "Cs"})
"""Categories of Unicode."""
