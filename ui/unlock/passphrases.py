"""What is said about a new passphrase while it is typed."""

GOOD = 16
"""Characters from which nothing more is asked."""


def advice(passphrase: str, shortest: int) -> str:
    """Return how far the passphrase is from being long enough."""
    length = len(passphrase)
    if not length:
        return (
            f"At least {shortest} characters. Three or four words in a row are easy to"
            " remember and hard to guess."
        )
    if length < shortest:
        return f"{length} of at least {shortest} characters."
    if length < GOOD:
        return f"{length} characters: long enough. One more word makes it strong."
    return f"{length} characters: strong, if nobody else would think of it."


def passphrase_problem(passphrase: str, shortest: int) -> str:
    """Return what is wrong with a new passphrase, "" where nothing is."""
    if not passphrase.strip():
        return "Type a passphrase."
    if len(passphrase) < shortest:
        return f"A passphrase needs at least {shortest} characters."
    return ""


def again_problem(passphrase: str, again: str) -> str:
    return "" if passphrase == again else "The two are not the same. Type both again."
