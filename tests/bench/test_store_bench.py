"""The store: saving, opening, searching, checking, backing up."""

import os
import shutil
from pathlib import Path

import pytest

from db.check import check
from db.connection import Connection
from db.store import STORE_FILE, EncryptedStore
from iomdesk.cases.asking import query_terms
from iomdesk.cases.case import Case
from iomdesk.drafts import save_draft
from iomdesk.ports import CaseFilter, Draft
from iomdesk.records.ids import CaseId
from iomdesk.visits.visit import Visit
from tests.bench.conftest import (
    KEY,
    Figures,
    Words,
    interleaved,
    least,
    p50,
    p99,
    put,
    samples,
    visit,
)


@pytest.fixture
def floor(tmp_path: Path) -> Connection:
    """A bare table with a text index whose merging is deferred."""
    bare = Connection(tmp_path / "floor.db", KEY)
    bare.run("CREATE TABLE note (id INTEGER PRIMARY KEY, case_id TEXT, body TEXT)")
    bare.run("CREATE VIRTUAL TABLE words USING fts5 (body, content='note')")
    bare.run("INSERT INTO words (words, rank) VALUES ('automerge', 0)")
    return bare


def commit_bare(bare: Connection, text: str) -> None:
    with bare.transaction():
        row = bare.run("INSERT INTO note (case_id, body) VALUES ('x', ?)", (text,))
        bare.run("INSERT INTO words (rowid, body) VALUES (?, ?)", (row, text))


def test_saving_a_visit(
    full_store: EncryptedStore, floor: Connection, words: Words, figures: Figures
) -> None:
    case_id = full_store.queries.cases(CaseFilter(), limit=1)[0].case_id

    ours, bare = interleaved(
        lambda: full_store.do(put, visit(words, case_id, 1)),
        lambda: commit_bare(floor, words.text(70)),
        1000,
    )

    row = figures.add("save a visit, p99", p99(ours), p99(bare), aim="3 × (2)", most=3)
    figures.add("save a visit, p50", p50(ours), p50(bare))
    assert row.ours > 0


def test_autosave_of_a_draft(
    full_store: EncryptedStore, floor: Connection, words: Words, figures: Figures
) -> None:
    def draft() -> Draft:
        now = full_store.clock()
        body = {"seen": words.text(60)}
        return Draft(
            id="bench", form="visit", case_id=None, body=body,
            started_at=now, saved_at=now,
        )  # fmt: skip

    ours, bare = interleaved(
        lambda: full_store.do(save_draft, draft()),
        lambda: commit_bare(floor, words.text(60)),
        1000,
    )

    row = figures.add("autosave, p99", p99(ours), p99(bare), aim="3 × (2)", most=3)
    assert row.ours > 0


def test_opening_a_person(full_store: EncryptedStore, figures: Figures) -> None:
    queries, bare = full_store.queries, full_store.reading()
    asked = [row.case_id for row in queries.cases(CaseFilter(), limit=1000)]

    def one(case_id: CaseId) -> None:
        queries.get(Case, case_id)
        queries.records(Visit, case_id, newest=20)
        queries.due_of(case_id)
        queries.conflicts(case_id)

    def texts(case_id: CaseId) -> None:
        for sql, values in _OF_A_PERSON:
            bare.rows(sql, (case_id, *values))

    ours, floor = least(one, texts, asked)

    assert figures.add(
        "open a person, last 20 of 99 visits, p99",
        p99(ours), None, aim="1 ms", most=1,
    )  # fmt: skip
    figures.add("the same against its rows as bare text, p99", p99(ours), p99(floor))


_NEWEST = (
    "SELECT document FROM record WHERE case_id = ? AND kind = ? ORDER BY id DESC"
    " LIMIT 20"
)
_OF_A_PERSON: list[tuple[str, tuple[str, ...]]] = [
    ("SELECT document FROM record WHERE record_id = ? AND kind = ?", ("case",)),
    (_NEWEST, ("visit",)),
    ("SELECT * FROM due WHERE case_id = ?", ()),
]


@pytest.mark.parametrize("size", ["2,000", "50,000"])
def test_searching_a_name(
    request: pytest.FixtureRequest, words: Words, figures: Figures, size: str
) -> None:
    name = "full_store" if size == "2,000" else "crowded_store"
    store: EncryptedStore = request.getfixturevalue(name)
    queries, bare = store.queries, store.reading()
    asked = [words.name()[: 3 + n % 4] for n in range(1000)]

    def prefix(text: str) -> list[tuple[object, ...]]:
        return bare.rows(_BARE, (f'- sounds : ("{text}"*)',))

    def prefix_and_sound(text: str) -> None:
        """Ask bare what we ask: few hits by prefix are filled up by sound."""
        if len(prefix(text)) < 20:
            bare.rows(_BARE_NEAR, (query_terms(text).sounding,))

    def search(text: str) -> object:
        return queries.cases(CaseFilter(text=text), limit=50)

    ours, floor = least(search, prefix, asked)
    again, same = least(search, prefix_and_sound, asked)

    assert figures.add(
        f"name search, {size} people, against the prefix alone, p99",
        p99(ours), p99(floor), aim="2 ×", most=2,
    )  # fmt: skip
    figures.add(
        f"name search, {size} people, against the same questions, p99",
        p99(again), p99(same), aim="2 ×", most=2,
    )  # fmt: skip


_BARE = (
    "SELECT row FROM caseload WHERE id IN (SELECT rowid FROM person_text"
    " WHERE person_text MATCH ?) ORDER BY sort_key LIMIT 50"
)
_BARE_NEAR = (
    "SELECT row FROM person_text JOIN caseload ON caseload.id = person_text.rowid"
    " WHERE person_text MATCH ? ORDER BY rank LIMIT 50"
)


def test_searching_notes(
    full_store: EncryptedStore, words: Words, figures: Figures
) -> None:
    queries, bare = full_store.queries, full_store.reading()
    asked = [words.word() for _ in range(300)]

    ours, floors = least(
        lambda word: queries.narrative(word, limit=50),
        lambda word: bare.rows(
            "SELECT rowid FROM narrative_text WHERE narrative_text MATCH ?"
            " ORDER BY rowid DESC LIMIT 50",
            (f'"{word}"*',),
        ),
        asked,
    )

    assert figures.add(
        "narrative search, p99", p99(ours), p99(floors), aim="2 ×", most=2
    )


def test_checking_the_store(full_store: EncryptedStore, figures: Figures) -> None:
    bare = full_store.reading()

    ours, floor = interleaved(
        lambda: check(full_store),
        lambda: bare.rows("PRAGMA cipher_integrity_check"),
        3,
    )

    assert figures.add(
        "check", p50(ours) / 1000, p50(floor) / 1000, unit="s", aim="6 ×", most=6
    )


def test_backing_up(
    full_store: EncryptedStore, tmp_path: Path, figures: Figures
) -> None:
    source = full_store.folder / STORE_FILE

    def copy() -> None:
        with source.open("rb") as read, (tmp_path / "copy").open("wb") as write:
            shutil.copyfileobj(read, write, 1 << 20)
            write.flush()
            os.fsync(write.fileno())

    ours, floor = interleaved(full_store.make_backup, copy, 3)

    assert figures.add(
        "backup", p50(ours) / 1000, p50(floor) / 1000, unit="s", aim="2 ×", most=2
    )


def test_listing_people(crowded_store: EncryptedStore, figures: Figures) -> None:
    queries = crowded_store.queries

    found = samples(lambda: queries.cases(CaseFilter(), limit=200), 200)

    assert figures.add("first 200 of 50,000 people, p99", p99(found))
