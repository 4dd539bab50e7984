"""How the rows of the due list are worded."""

LONGEST = 80


def short(text: str) -> str:
    """Return the first words of *text* that fit on a row."""
    line = " ".join(text.split())
    if len(line) <= LONGEST:
        return line
    cut = line[: LONGEST - 1].rsplit(" ", 1)[0]
    return f"{cut} …"


def for_owner(owner: str | None) -> str:
    return f", {owner}" if owner else ""
