"""After a day of use no name, passphrase or key byte lies readable in any file."""

import base64
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.faults.day import CANARIES, PASSPHRASE, STREET, SURNAME, WORDS

ROOT = Path(__file__).parents[2]
LIST = (
    "Surname,Forename,DOB,CRN,Address,Postcode,Warning markers\n"
    f"{SURNAME},Wendell,14/02/2001,X424242,14 {STREET},SY3 8JX,{WORDS}\n"
)


def spend_a_day(folder: Path, guard: str = "") -> subprocess.CompletedProcess[str]:
    """Run the day in a child whose home, profile and temporary folder are *folder*."""
    root, inputs = folder / "machine", folder / "inputs"
    inputs.mkdir()
    (inputs / "list.csv").write_text(LIST)
    places = {
        name: str(root / place)
        for name, place in {
            "HOME": "home",
            "TMPDIR": "tmp",
            "XDG_DATA_HOME": "home/data",
            "XDG_CACHE_HOME": "home/cache",
            "XDG_CONFIG_HOME": "home/config",
            "XDG_RUNTIME_DIR": "home/run",
            "LOCALAPPDATA": "home/local",
        }.items()
    }
    for place in places.values():
        Path(place).mkdir(parents=True, mode=0o700)
    words = [sys.executable, "-m", "tests.faults.day", str(root), str(inputs)]
    return subprocess.run(
        [*words, guard] if guard else words,
        cwd=ROOT, env=os.environ | places | {"PYTHONPATH": str(ROOT / "packaging")},
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def found_in(root: Path, secrets: dict[str, bytes]) -> set[str]:
    """Return what of *secrets* lies in any file below *root*, however written."""
    found = set()
    for path in root.rglob("*"):
        if path.is_file():
            content = path.read_bytes()
            for name, secret in secrets.items():
                if any(form in content for form in forms(secret)):
                    found.add(f"{name} in {path.relative_to(root)}")
    return found


def forms(secret: bytes) -> Iterator[bytes]:
    yield secret
    yield secret.hex().encode()
    yield base64.b64encode(secret).rstrip(b"=")[:-1]
    if secret.isascii():
        text = secret.decode("ascii")
        yield text.encode("utf-16-le")
        yield text.upper().encode()
        yield text.lower().encode()


@pytest.mark.slow
def test_nothing_readable_is_left_anywhere_after_a_day_of_use(tmp_path: Path) -> None:
    done = spend_a_day(tmp_path)
    assert done.returncode == 0, done.stderr
    key = bytes.fromhex(done.stdout.strip().splitlines()[-1])
    secrets = {word: word.encode() for word in CANARIES} | {"the key": key}

    files = [p for p in (tmp_path / "machine").rglob("*") if p.is_file()]
    found = found_in(tmp_path / "machine", secrets)

    assert len(files) > 5
    assert found == set()
    assert not any(word in done.stderr + done.stdout for word in CANARIES)


@pytest.mark.parametrize(
    ("guard", "word"),
    [("log", SURNAME), ("temporary file", STREET), ("passphrase", PASSPHRASE)],
)
def test_the_scan_bites_where_a_guard_is_taken_out(
    tmp_path: Path, guard: str, word: str
) -> None:
    spend_a_day(tmp_path, guard)

    found = found_in(tmp_path / "machine", {w: w.encode() for w in CANARIES})

    assert any(one.startswith(word) for one in found)


def test_a_crash_in_the_middle_of_the_day_leaves_no_dump_and_nothing_readable(
    tmp_path: Path,
) -> None:
    before = {p.name for p in ROOT.iterdir()}

    done = spend_a_day(tmp_path, "abort")

    assert done.returncode < 0
    assert {p.name for p in ROOT.iterdir()} == before
    dumps = [p for p in tmp_path.rglob("*") if p.name.startswith("core")]
    assert dumps == []
    secrets = {word: word.encode() for word in CANARIES}
    assert found_in(tmp_path / "machine", secrets) == set()


def test_the_words_are_in_the_store_all_the_same(tmp_path: Path) -> None:
    """The scan above would be worth nothing had the day recorded none of it."""
    done = spend_a_day(tmp_path)
    script = (
        "import sys; from pathlib import Path\n"
        "from db.store import EncryptedStore, Options\n"
        "from iomdesk.kinds.shipped import SHIPPED\n"
        "path, key = Path(sys.argv[1]), bytes.fromhex(sys.argv[2])\n"
        "s = EncryptedStore(path, key, Options(kinds=SHIPPED))\n"
        "print(s.reading().rows('SELECT document FROM record'))"
    )
    key = done.stdout.strip().splitlines()[-1]
    store = tmp_path / "machine" / "profile" / "store"
    words = [sys.executable, "-c", script, str(store), key]
    read = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=True)

    for word in (SURNAME, STREET, WORDS):
        assert word in read.stdout
