"""A store of each version, made by that version and never made again.

By hand, once at the end of a version: python -m tests.stores
"""

import json
import sys
import zipfile
from collections import Counter
from pathlib import Path
from tempfile import TemporaryDirectory

from db.journal import Journal
from db.store import EncryptedStore
from db.vault import Vault
from iomdesk import __version__
from iomdesk.permissions import Officer
from iomdesk.records.ids import OfficerId
from tests.conftest import FixedClock
from tests.ui.open_desks import PASSPHRASE, a_vault
from tests.ui.scenes_person import build_person

STORES = Path(__file__).parent / "data" / "stores"
LEFT_OUT = {"reserve", "lock"}


def make_store(file: Path) -> None:
    """Write a store with one person who has a life, and what is to be found in it."""
    with TemporaryDirectory() as folder:
        place = Path(folder) / "store"
        clock = FixedClock()
        vault = a_vault(place, clock)
        vault.new(PASSPHRASE, Officer(id=OfficerId("officer-1"), name="DC Marsh"))
        vault.sheet_seen()
        store = vault.open(vault.key(PASSPHRASE))
        build_person(store, clock)
        found = json.dumps(records_in(store), indent=1)
        store.close()
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as packed:
            packed.writestr("records.json", found)
            for path in sorted(p for p in place.rglob("*") if p.is_file()):
                if path.name not in LEFT_OUT:
                    packed.write(path, path.relative_to(place.parent))


def unpacked(file: Path, folder: Path) -> tuple[Vault, dict[str, int]]:
    """Return the vault that *file* holds, and how many records of each kind."""
    with zipfile.ZipFile(file) as packed:
        packed.extractall(folder)
    (folder / "store").chmod(0o700)
    found = json.loads((folder / "records.json").read_text("utf-8"))
    return a_vault(folder / "store", FixedClock()), found


def records_in(store: EncryptedStore) -> dict[str, int]:
    kinds = (kind for kind, _ in Journal(store.reading()).records())
    return dict(sorted(Counter(kinds).items()))


def main() -> int:
    file = STORES / f"{__version__}.zip"
    if file.exists():
        print(f"{file} is there: what a version wrote is never written again.")
        return 1
    STORES.mkdir(exist_ok=True)
    make_store(file)
    return 0


if __name__ == "__main__":
    sys.exit(main())
