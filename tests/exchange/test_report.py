"""An import says who was new, changed and set apart, and it is kept with the import."""

from attrs import evolve

from db.removal import remove_case
from db.store import EncryptedStore
from iomdesk.exchange.actions import Order, import_people
from iomdesk.exchange.kept import kept_imports
from iomdesk.exchange.report import ImportReport, Outcome, named
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.ports import CaseFilter
from tests.conftest import NOON

HEADINGS = "CRN,Surname,Forename,DOB,RAG,Shoe size"
FIRST = ("X000001,Low,Al,14/03/1980,Red,9", "X000002,High,Bo,15/04/1985,Red,9")
SECOND = (
    "X000001,Low,Al,14/03/1980,Green,9",
    "X000002,Other,Zoe,16/05/1990,Red,9",
    "X000003,New,Cy,17/06/1991,Red,9",
)


def take(store: EncryptedStore, *rows: str, dry_run: bool = False) -> ImportReport:
    text = "\n".join([HEADINGS, *rows])
    return import_people(store, {"list.csv": text.encode()}, Order(dry_run=dry_run))


def people(report: ImportReport) -> list[tuple[str, str, str, int | None]]:
    return [(p.outcome.value, p.name, p.reference, p.line) for p in report.people]


def test_who_was_new_changed_and_set_apart_is_said_by_name(
    store: EncryptedStore,
) -> None:
    take(store, *FIRST)

    report = take(store, *SECOND)

    assert people(report) == [
        ("updated", "LOW, Al", "X000001", 2),
        ("set_apart", "OTHER, Zoe", "X000002", 3),
        ("new", "NEW, Cy", "X000003", 4),
    ]
    assert [heading for heading, _ in named(report.people)] == [
        "Who was new",
        "Who was changed",
        "Who was set apart, with a question",
    ]
    apart = report.people[1]
    assert "Here it is Bo High" in apart.called
    assert apart.called.startswith("OTHER, Zoe (X000002), line 3: ")


def test_a_dry_run_names_the_same_people_also_where_only_other_cells_changed(
    store: EncryptedStore,
) -> None:
    take(store, *FIRST)
    rows = [*SECOND, "X000002,High,Bo,15/04/1985,Red,10"]

    planned = take(store, *rows, dry_run=True)

    assert len(kept_imports(store.queries)) == 1
    assert evolve(planned, dry_run=False) == take(store, *rows)


def test_who_is_unchanged_is_not_named(store: EncryptedStore) -> None:
    take(store, *FIRST)

    assert take(store, *FIRST).people == ()


def test_an_import_is_kept_with_who_came_of_it(store: EncryptedStore) -> None:
    first = take(store, *FIRST)
    second = take(store, *SECOND)

    kept = kept_imports(store.queries)

    assert [(one.by, one.format, one.files) for one in kept] == [
        (store.officer.name, "csv", 1)
    ] * 2
    assert kept[1].people == first.people
    assert [p.outcome for p in kept[0].people] == [p.outcome for p in second.people]
    assert kept[0].people[1].why == second.people[1].why
    assert kept_imports(store.queries, newest=1) == kept[:1]


def test_a_long_import_is_kept_commit_by_commit_as_far_as_it_came(
    store: EncryptedStore,
) -> None:
    rows = [f"X{n:06d},Name{n},Al,14/03/1980,Red,9" for n in range(1, 451)]
    text = "\n".join([HEADINGS, *rows]).encode()
    done: list[int] = []

    import_people(
        store,
        {"l.csv": text},
        Order(),
        progress=lambda count, _: done.append(count),
        cancelled=lambda: len(done) > 1,
    )

    (kept,) = kept_imports(store.queries)
    assert len(kept.people) == 400
    assert {one.outcome for one in kept.people} == {Outcome.NEW}


def test_who_left_this_laptop_is_no_longer_named_by_an_import(
    store: EncryptedStore,
) -> None:
    take(store, *FIRST)
    case_id = store.queries.find_case("X000001")

    with store.writing() as connection:
        remove_case(connection, SHIPPED, case_id, "moved away", "officer-1", NOON)

    (kept,) = kept_imports(store.queries)
    assert len(store.queries.cases(CaseFilter())) == 1
    assert [p.name for p in kept.people] == ["Somebody no longer held here", "HIGH, Bo"]
    said = str(store.reading().rows("SELECT value FROM meta WHERE key LIKE '%import%'"))
    assert case_id in said
    assert "LOW" not in said.upper()
    assert "X000001" not in said
