"""Which rooms are pure, by folder, and where faults are planted.

As coverage wants them: python -m tests.rooms
"""

import tomllib
from pathlib import Path

ROOT = Path(__file__).parents[1]


def pure_rooms() -> list[str]:
    """Return the folders whose rules are pure, as the import rule names them."""
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    rules = contracts["tool"]["importlinter"]["contracts"]
    (pure,) = [rule for rule in rules if rule["name"].startswith("Rules are pure")]
    return sorted(
        name.removesuffix(".**").replace(".", "/") for name in pure["source_modules"]
    )


def where_faults_are_planted() -> list[str]:
    """Return the modules of the pure rooms, of the store, and the view-models."""
    rooms = [p for room in pure_rooms() for p in (ROOT / room).rglob("*.py")]
    places = [*rooms, *(ROOT / "db").glob("*.py")]
    places += (ROOT / "ui").rglob("*viewmodel.py")
    return sorted(str(path.relative_to(ROOT)) for path in set(places))


if __name__ == "__main__":
    print(",".join(f"{room}/*" for room in pure_rooms()))
