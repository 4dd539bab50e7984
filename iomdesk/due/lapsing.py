"""Which rows of a due list are only of use until their day has passed."""

LAPSING = frozenset({"appointment"})
"""By kind; apart from the rules, for every list asks it."""
