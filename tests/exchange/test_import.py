"""Importing through the real store: counted, repeatable, stoppable, logged."""

from collections.abc import Callable

import pytest
from attrs import evolve

from db.store import EncryptedStore
from iomdesk.cases.actions import edit_case
from iomdesk.cases.filing import whole_case
from iomdesk.cases.received import Received
from iomdesk.errors import InputRefused
from iomdesk.exchange.actions import Order, import_people
from iomdesk.exchange.file_kind import FileKind
from iomdesk.exchange.report import ImportReport
from iomdesk.ports import CaseFilter, Operation

LIST = """Surname,Forename,DOB,CRN,PNC,Officer,Shoe size
Low,Al,14/03/1980,X000001,1980/0012345X,PC Green,9
High,Bo,15/04/1985,X000002,,PC Green,
Bad,Cy,31/02/1990,,,,
"""
HEADINGS = "Surname,Forename,DOB,CRN\n"


def take(store: EncryptedStore, text: str = LIST) -> ImportReport:
    return import_people(store, {"list.csv": text.encode()}, Order())


def links(store: EncryptedStore) -> int:
    return int(store.reading().value("SELECT count(*) FROM link"))


def people(store: EncryptedStore) -> list[str]:
    return [row.surname for row in store.queries.cases(CaseFilter())]


def many(count: int) -> str:
    rows = (f"Name{n},Al,14/03/1980,X{n:06d}" for n in range(count))
    return HEADINGS + "\n".join(rows)


def test_an_import_counts_everything(store: EncryptedStore) -> None:
    report = import_people(store, {"list.csv": LIST.encode()}, Order())

    assert (report.format, report.files, report.people_seen) == ("csv", 1, 2)
    assert (report.new, report.updated, report.unchanged) == (2, 0, 0)
    assert (report.rows_refused, report.kept_as_received) == (1, 1)
    assert report.fields_written > 10
    assert people(store) == ["High", "Low"]
    kept = store.queries.records(Received, store.queries.find_case("X000001"))
    assert kept[0].unplaced == ("/Shoe size",)


def test_a_dry_run_counts_the_same_and_writes_nothing(store: EncryptedStore) -> None:
    planned = import_people(store, {"list.csv": LIST.encode()}, Order(dry_run=True))

    assert links(store) == 0
    assert not store.queries.access_log()
    done = import_people(store, {"list.csv": LIST.encode()}, Order())
    assert evolve(planned, dry_run=False) == done


def test_the_same_file_twice_appends_no_change_also_after_an_edit(
    store: EncryptedStore,
) -> None:
    take(store)
    case = whole_case(store.queries, store.queries.find_case("X000001"))
    store.do(edit_case, evolve(case, officer="DC Marsh"))
    before = links(store)

    report = import_people(store, {"list.csv": LIST.encode()}, Order())

    assert links(store) == before
    assert (report.unchanged, report.fields_written, report.questions) == (2, 0, 0)


def test_a_changed_file_writes_what_it_says_anew(store: EncryptedStore) -> None:
    take(store)

    report = import_people(
        store, {"n.csv": LIST.replace("PC Green,9", "PC Blue,9").encode()}, Order()
    )

    assert (report.updated, report.unchanged, report.fields_written) == (1, 1, 1)
    case = whole_case(store.queries, store.queries.find_case("X000001"))
    assert case.officer == "PC Blue"


def test_what_is_kept_as_received_is_brought_up_to_date(store: EncryptedStore) -> None:
    take(store)

    report = import_people(
        store, {"n.csv": LIST.replace("Green,9", "Green,10").encode()}, Order()
    )

    assert report.updated == 1
    kept = store.queries.records(Received, store.queries.find_case("X000001"))
    assert "10" in kept[0].body


def test_a_person_is_known_again_by_any_reference(store: EncryptedStore) -> None:
    take(store)

    report = import_people(
        store, {"p.csv": b"Surname,PNC,Tier\nLow,80/12345X,B2\n"}, Order()
    )

    assert report.updated == 1
    case = whole_case(store.queries, store.queries.find_case("X000001"))
    assert case.tier == "B2"


def test_a_note_cut_off_in_the_middle_of_a_character_is_taken(
    store: EncryptedStore,
) -> None:
    note = '{"id": 0, "note": "Seen \\ud83d", "hasNoteBeenTruncated": true}'
    flag = f'{{"id": 1, "description": "Weapons", "riskNotes": [{note}]}}'
    text = f'{{"/mas/risk-flags/X000005": {{"riskFlags": [{flag}]}}}}'

    import_people(store, {"f.json": text.encode()}, Order())

    case = whole_case(store.queries, store.queries.find_case("X000005"))
    assert next(iter(case.markers.values())).notes == "Seen \ufffd"


def test_two_desks_make_one_case_by_the_same_changes(
    open_store: Callable[..., EncryptedStore],
) -> None:
    desks = [open_store("one"), open_store("two")]

    for desk in desks:
        take(desk)

    changes = [
        [(c.record_id, c.patch) for c in desk.queries.history(case_id)]
        for desk in desks
        for case_id in [desk.queries.find_case("X000001")]
    ]
    assert changes[0] == changes[1]
    assert changes[0]


def test_a_namesake_born_on_the_same_day_is_proposed_and_not_merged(
    store: EncryptedStore,
) -> None:
    take(store)

    report = import_people(
        store, {"n.csv": (HEADINGS + "LOW,Al,1980-03-14,X000009\n").encode()}, Order()
    )

    assert (report.new, report.possible_same) == (1, 1)
    case = whole_case(store.queries, store.queries.find_case("X000009"))
    question = next(iter(case.questions.values()))
    assert question.text.startswith("“X000001” has the same name and date of birth")


def test_a_reference_held_on_another_case_stays_there_and_is_asked_about(
    store: EncryptedStore,
) -> None:
    take(store)

    import_people(
        store, {"n.csv": b"Surname,CRN,PNC\nHigh,X000002,1980/0012345X\n"}, Order()
    )

    case = whole_case(store.queries, store.queries.find_case("X000002"))
    assert len(case.references) == 1
    assert (
        "It is held on the case of Al Low" in next(iter(case.questions.values())).text
    )


def test_people_are_taken_in_small_commits_and_the_progress_is_told(
    store: EncryptedStore,
) -> None:
    told: list[tuple[int, int]] = []

    report = import_people(
        store,
        {"many.csv": many(450).encode()},
        Order(),
        progress=lambda done, total: told.append((done, total)),
    )

    assert told == [(200, 450), (400, 450), (450, 450)]
    assert report.people_done == 450


def test_a_stopped_import_keeps_what_was_done_and_says_so(
    store: EncryptedStore,
) -> None:
    done = 0

    def progress(count: int, _: int) -> None:
        nonlocal done
        done = count

    report = import_people(
        store,
        {"many.csv": many(450).encode()},
        Order(),
        progress=progress,
        cancelled=lambda: done >= 200,
    )

    assert report.cancelled
    assert (report.people_done, report.new) == (200, 200)
    assert len(people(store)) == 200
    rest = import_people(store, {"many.csv": many(450).encode()}, Order())
    assert (rest.new, rest.unchanged) == (250, 200)


def test_one_row_of_the_access_log_tells_of_the_collection(
    store: EncryptedStore,
) -> None:
    take(store, many(250))

    rows = store.queries.access_log()
    collected = [row for row in rows if row.operation is Operation.COLLECTION]

    assert [row.detail for row in collected] == [
        {"format": "csv", "files": 1, "people": 250}
    ]


def test_lists_in_two_files_that_differ_are_asked_about_once(
    store: EncryptedStore,
) -> None:
    files = {
        f"{rag}.csv": f"Surname,CRN,RAG\nLow,X000001,{rag}\n".encode()
        for rag in ("Green", "Red")
    }

    first = import_people(store, files, Order())
    again = import_people(store, files, Order())

    assert (first.new, first.questions) == (1, 1)
    assert (again.unchanged, again.questions) == (1, 0)


def test_one_file_that_cannot_be_read_imports_none(store: EncryptedStore) -> None:
    files = {"good.csv": LIST.encode(), "bad.xlsx": b"PK\x03\x04"}

    with pytest.raises(InputRefused, match=r"“bad.xlsx” was not read"):
        import_people(store, files, Order())

    assert not people(store)


def test_a_mapping_file_and_a_kind_may_be_given(store: EncryptedStore) -> None:
    mapping = ("map.toml", b'source = "Force"\n[headings]\n"N" = "surname"\n')
    order = Order(kind=FileKind.CSV, mapping=mapping)

    report = import_people(store, {"l": b"N,CRN\nLow,X000001\n"}, order)

    assert report.new == 1
    case = whole_case(store.queries, store.queries.find_case("X000001"))
    assert list(case.said) == ["Force"]
