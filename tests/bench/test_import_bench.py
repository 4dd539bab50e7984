"""An import of 5,000 people from a list, as its file comes."""

import json
from pathlib import Path
from statistics import median

from db.connection import Connection
from db.store import STORE_FILE, EncryptedStore, Options, create
from iomdesk.cases.case import Case
from iomdesk.cases.indexing import index_terms
from iomdesk.exchange.actions import Order, import_people
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.permissions import Officer
from iomdesk.records.codec import from_document
from iomdesk.records.ids import OfficerId
from iomdesk.resources import resource_toml
from tests.bench.conftest import KEY, Figures, Words, samples

ROWS = 5_000
EACH = 2
"""Records a row: the case, and what its source gave."""

HEADINGS = "CRN,Surname,Forename,DOB,Sex,Address,Postcode,Officer,Team,Cohort,RAG,RoSH"
TABLES = ("link", "content", "record", "caseload", "case_reference", "due_stale")


def row(words: Words, n: int) -> str:
    born = f"{n % 28 + 1:02d}/{n % 12 + 1:02d}/{1950 + n % 55}"
    home = f'"{n % 200} {words.name()} Street, {words.name()}"'
    return (
        f"X{n:06d},{words.name()},{words.name()},{born},Male,{home},WV{n % 14 + 1} 1AB,"
        f"DC {n % 40},Team {n % 5},IOM,Amber,Medium"
    )


def empty_store(folder: Path) -> EncryptedStore:
    return create(
        folder, KEY, Officer(id=OfficerId("o"), name="DC Marsh"), Options(kinds=SHIPPED)
    )


def test_importing_a_list(tmp_path: Path, words: Words, figures: Figures) -> None:
    text = "\n".join([HEADINGS, *(row(words, n) for n in range(ROWS))])
    ours, floors = [], []
    for n in range(3):
        store = empty_store(tmp_path / str(n))

        def run() -> None:
            report = import_people(store, {"list.csv": text.encode()}, Order())  # noqa: B023
            assert report.new == ROWS

        ours += samples(run, 1)
        commits = written(store)
        store.close()
        empty_store(tmp_path / f"floor {n}").close()
        bare = Connection(tmp_path / f"floor {n}" / STORE_FILE, KEY)
        floors += samples(lambda: write(bare, commits), 1)  # noqa: B023
        assert bare.value("SELECT count(*) FROM content") == EACH * ROWS
        bare.close()

    figures.add(
        "import of 5,000 CSV rows, against the same journal, index and commits bare",
        median(ours) / 1000, median(floors) / 1000, unit="s", aim="4 ×", most=4,
    )  # fmt: skip


_INDEX = (
    'INSERT INTO person_text (rowid, names, sounds, "references", addresses,'
    " markers) VALUES (?, ?, ?, ?, ?, ?)"
)

Statement = tuple[str, tuple[object, ...]]


def written(store: EncryptedStore) -> list[list[Statement]]:
    """Return what an import wrote, person by person, as bare statements a commit."""
    size = resource_toml("exchange/limits.toml")["people_per_commit"]
    people = store.reading().rows("SELECT case_id FROM caseload ORDER BY id")
    said = [rows_of(store.reading(), case_id) for (case_id,) in people]
    return [
        [one for person in said[start : start + size] for one in person]
        for start in range(0, len(said), size)
    ]


def rows_of(bare: Connection, case_id: str) -> list[Statement]:
    found: list[Statement] = []
    for table in TABLES:
        source = "link JOIN content USING (seq)" if table == "link" else table
        for values in bare.rows(
            f"SELECT {table}.* FROM {source} WHERE case_id = ?", (case_id,)
        ):
            marks = ", ".join("?" * len(values))
            found.append((f"INSERT INTO {table} VALUES ({marks})", values))
    ((row_id, document),) = bare.rows(
        "SELECT id, document FROM record WHERE case_id = ? AND kind = 'case'",
        (case_id,),
    )
    terms = index_terms(from_document(Case, json.loads(document)))
    words = (terms.names, terms.sounds, terms.references, terms.addresses)
    found.append((_INDEX, (row_id, *words, terms.markers)))
    accesses = bare.rows("SELECT * FROM access WHERE case_id = ?", (case_id,))
    found += [("INSERT INTO access VALUES (?, ?, ?, ?, ?, ?, ?)", a) for a in accesses]
    return found


def write(bare: Connection, commits: list[list[Statement]]) -> None:
    for statements in commits:
        with bare.transaction():
            for sql, values in statements:
                bare.raw.execute(sql, values)
