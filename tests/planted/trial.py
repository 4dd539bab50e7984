"""Plant a sample of faults, one at a time, and see that the tests notice.

    python -m tests.planted.trial --seed 7 --count 40 [FILE ...]

It stands on what `make proof` measured before it: which test went through which line.
The tree itself is never touched: a fault is planted into a copy.
"""

import argparse
import os
import random
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from queue import SimpleQueue
from tempfile import TemporaryDirectory

from attrs import frozen
from coverage import CoverageData

from tests.planted.changes import Change, changes
from tests.rooms import ROOT, where_faults_are_planted

MEASURED = ROOT / "build/coverage/data"
ALIKE = Path(__file__).parent / "alike.toml"
WANTED = 0.95
_PATIENCE = 180
_MOST = 150


@frozen
class Found:
    """What became of one fault: killed, alike (nobody can tell), or survived."""

    change: Change
    end: str


def main() -> int:
    asked = _arguments()
    files = asked.files or where_faults_are_planted()
    chance = random.Random(asked.seed)
    drawn = _drawn(chance, files, asked.count)
    print(f"{len(drawn)} faults; seed {asked.seed}", flush=True)
    with TemporaryDirectory(prefix="planted-") as folder:
        found = list(_tried(drawn, Path(folder)))
    return _told(found)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    parser.add_argument("--seed", type=int, default=random.randrange(10**6))
    parser.add_argument("--count", type=int, default=60)
    parser.add_argument("files", nargs="*")
    return parser.parse_args()


def _drawn(chance: random.Random, files: Sequence[str], count: int) -> list[Change]:
    """Draw a file, a line of it, and a change there: long files come no oftener."""
    drawn: dict[tuple[str, str], Change] = {}
    possible = {name: list(changes(name, (ROOT / name).read_bytes())) for name in files}
    some = sorted(name for name, found in possible.items() if found)
    while some and len(drawn) < min(count, sum(map(len, possible.values()))):
        one = chance.choice(possible[chance.choice(some)])
        drawn[one.file, f"{one.line} {one.words}"] = one
    return list(drawn.values())


def _tried(drawn: Sequence[Change], folder: Path) -> Iterator[Found]:
    copies: SimpleQueue[Path] = SimpleQueue()
    for name in ("one", "two"):
        copies.put(_copied(folder / name))
    alike = tomllib.loads(ALIKE.read_text("utf-8"))["alike"]
    nobody_can_tell = {(one["file"], one["change"]) for one in alike}
    measured = CoverageData(str(MEASURED))
    measured.read()

    def one(change: Change) -> Found:
        if (change.file, change.words) in nobody_can_tell:
            return Found(change, "alike")
        place = copies.get()
        try:
            end = _end(change, place, _tests(change, measured))
        finally:
            copies.put(place)
        print(f"{end:9} {change.file}:{change.line}  {change.words}", flush=True)
        return Found(change, end)

    with ThreadPoolExecutor(2) as pool:
        yield from pool.map(one, drawn)


def _copied(place: Path) -> Path:
    listed = subprocess.run(
        ["git", "ls-files", "-co", "--exclude-standard"],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    for name in filter(lambda n: (ROOT / n).is_file(), listed.stdout.splitlines()):
        (place / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(ROOT / name, place / name)
    return place


def _tests(change: Change, measured: CoverageData) -> list[str]:
    """Return the tests that went through the lines, those of its own room first."""
    by_line = measured.contexts_by_lineno(str(ROOT / change.file))
    went = {c for n in range(change.line, change.last + 1) for c in by_line.get(n, ())}
    if went <= {""}:  # run once, as the module is read: whoever comes near it
        went |= {context for contexts in by_line.values() for context in contexts}
    room = f"tests.{Path(change.file).parts[1]}"
    near = sorted(filter(None, went), key=lambda c: (not c.startswith(room), c))
    return list(dict.fromkeys(filter(None, map(_node, near))))[:_MOST]


def _node(context: str) -> str:
    """Return `tests.cases.test_x.test_y` as pytest names it."""
    module, _, name = context.rpartition(".")
    file = Path(*module.split(".")).with_suffix(".py")
    return f"{file}::{name}" if (ROOT / file).exists() else ""


def _end(change: Change, place: Path, tests: Sequence[str]) -> str:
    if not tests:
        return "untested"
    file = place / change.file
    whole = file.read_bytes()
    file.write_bytes(change.source)
    try:
        return _run(place, tests)
    finally:
        file.write_bytes(whole)


def _run(place: Path, tests: Sequence[str]) -> str:
    env = os.environ | {"QT_QPA_PLATFORM": "offscreen", "PYTHONPATH": str(place)}
    env["PYTHONDONTWRITEBYTECODE"] = "1"
    line = [sys.executable, "-m", "pytest", "-x", "-q", "-n0", "-p", "no:randomly"]
    line += ["-p", "no:cacheprovider", *tests]
    try:
        done = subprocess.run(
            line,
            cwd=place,
            env=env,
            capture_output=True,
            check=False,
            timeout=_PATIENCE,
        )
    except subprocess.TimeoutExpired:
        return "killed"
    return "survived" if done.returncode == 0 else "killed"


def _told(found: Sequence[Found]) -> int:
    """Print what nobody noticed, and how many of those that can be told apart."""
    apart = [one for one in found if one.end != "alike"]
    missed = [one for one in apart if one.end != "killed"]
    for one in missed:
        print(f"{one.end}: {one.change.file}:{one.change.line}  {one.change.words}")
    share = 1 - len(missed) / max(1, len(apart))
    print(f"{len(apart) - len(missed)} of {len(apart)} killed: {share:.0%}")
    return int(share < WANTED)


if __name__ == "__main__":
    sys.exit(main())
