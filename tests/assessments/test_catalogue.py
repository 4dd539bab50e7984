"""The instruments of a desk: what is offered when, and what was made stays readable."""

from datetime import UTC, date, datetime

import pytest
from attrs import evolve

from db.store import EncryptedStore
from iomdesk.assessments.actions import (
    answer_items,
    complete_assessment,
    start_assessment,
)
from iomdesk.assessments.assessment import Assessment
from iomdesk.assessments.catalogue import Catalogue, catalogue
from iomdesk.assessments.document import assessment_document
from iomdesk.assessments.instrument import Status
from iomdesk.assessments.unheld import is_worded, made_with
from iomdesk.cases.case import Case
from iomdesk.cases.whole import whole
from iomdesk.documents.blocks import Table, Text
from iomdesk.documents.printed import Printed
from iomdesk.errors import NotFound
from iomdesk.permissions import Role, may
from iomdesk.ports import UnitOfWork
from iomdesk.records.ids import AssessmentId
from iomdesk.signed_pack import Pack
from tests.assessments.instruments import BANDS, FORM, HEAD, SUM, an_instrument
from tests.builders import a_case

DAY = date(2026, 11, 22)
MADE_UP = HEAD + FORM + SUM + BANDS
ANSWERS = {
    "uses": True,
    "which": ["heroin"],
    "how_often": 3,
    "treatment": {"value": "some", "evidence": "Seen"},
}


def a_pack(text: str = MADE_UP, version: str = "1") -> Pack:
    return Pack(
        code="made-up",
        version=version,
        text=text.replace('version = "1"', f'version = "{version}"'),
        signature="",
        public_key="",
        added_at=datetime(2026, 11, 1, tzinfo=UTC),
        added_by="DC Marsh",
    )


@may(Role.OFFICER)
def keep(work: UnitOfWork, *things: Pack | Case | Assessment) -> None:
    for thing in things:
        work.add_pack(thing) if isinstance(thing, Pack) else work.save(thing)


def versions(*changes: tuple[str, str, str | None, str]) -> Catalogue:
    """Return a catalogue of versions: number, first day, last day, status."""
    made = an_instrument()
    return Catalogue(
        instruments=tuple(
            evolve(
                made,
                version=number,
                effective_from=date.fromisoformat(first),
                effective_to=date.fromisoformat(last) if last else None,
                status=Status(status),
            )
            for number, first, last, status in changes
        )
    )


def test_the_newest_version_that_has_taken_effect_is_offered() -> None:
    held = versions(
        ("9", "2026-01-01", None, "active"),
        ("10", "2026-02-01", None, "active"),
        ("11", "2027-01-01", None, "active"),
    )

    assert held.newest("made-up", DAY).version == "10"
    assert [one.version for one in held.in_use(DAY)] == ["10"]


@pytest.mark.parametrize(
    ("newest", "said"),
    [
        (("2", "2026-02-01", None, "retired"), "not in use any more"),
        (("2", "2026-02-01", "2026-11-21", "active"), "not in use any more"),
    ],
)
def test_a_retired_or_ended_version_takes_the_instrument_out_of_use(
    newest: tuple[str, str, str | None, str], said: str
) -> None:
    held = versions(("1", "2026-01-01", None, "active"), newest)

    with pytest.raises(NotFound, match=said):
        held.newest("made-up", DAY)
    assert held.in_use(DAY) == ()
    assert held.version("made-up", "2").version == "2"


def test_the_last_day_of_a_version_still_counts() -> None:
    held = versions(("1", "2026-01-01", "2026-11-22", "active"))

    assert held.newest("made-up", DAY).version == "1"


def test_a_draft_decides_nothing() -> None:
    held = versions(
        ("1", "2026-01-01", None, "active"), ("2", "2026-02-01", None, "draft")
    )

    assert held.newest("made-up", DAY).version == "1"


def test_a_version_that_begins_later_is_not_in_use_yet() -> None:
    held = versions(("1", "2027-01-01", None, "active"))

    with pytest.raises(NotFound, match="not in use yet"):
        held.newest("made-up", DAY)


def test_a_pack_in_the_store_is_assessed_with(store: EncryptedStore) -> None:
    case = a_case()
    store.do(keep, case, a_pack())

    done = completed(store, case)

    assert done.band == "high"
    assert done.instrument_digest == an_instrument().digest


def test_what_was_made_with_a_version_now_retired_reads_to_the_letter(
    store: EncryptedStore,
) -> None:
    case = a_case()
    store.do(keep, case, a_pack())
    done = completed(store, case)
    before = printed(store, case, done)
    newer = MADE_UP.replace('"active"', '"retired"').replace("2026-01-01", "2026-11-01")

    store.do(keep, a_pack(newer, "2"))

    assert printed(store, case, done) == before
    assert "not in use any more" in refusal(store, case)


def test_an_assessment_whose_pack_is_not_here_shows_answers_score_and_working(
    store: EncryptedStore,
) -> None:
    case, done = a_case(), an_assessment_made_elsewhere(store)

    blocks = blocks_of(store, case, done)

    words = [block.text for block in blocks if isinstance(block, Text)]
    assert any("(made-up, version 7) is not on this laptop" in said for said in words)
    tables = [block for block in blocks if isinstance(block, Table)]
    assert ("uses", "Yes", "") in tables[0].rows
    assert ("treatment", "some", "Seen") in tables[0].rows
    assert ("Sum", "7", "Made up") in tables[-1].rows


def test_the_same_version_with_another_text_does_not_stand_for_it(
    store: EncryptedStore,
) -> None:
    done = an_assessment_made_elsewhere(store)
    store.do(keep, a_pack(MADE_UP.replace("Heroin", "Opiates"), "7"))

    found = made_with(catalogue(store.queries), done)

    assert not is_worded(found, done)
    assert found.item("which") is not None
    assert "Opiates" not in str(found)


def test_an_open_assessment_whose_pack_is_not_here_is_refused_with_a_sentence(
    store: EncryptedStore,
) -> None:
    done = an_assessment_made_elsewhere(store)
    opened = evolve(done, id=AssessmentId("open-1"), score=None, completed_at=None)
    store.do(keep, opened)

    with pytest.raises(NotFound, match="is not on this laptop"):
        store.do(answer_items, opened.id, {"uses": False})


def completed(store: EncryptedStore, case: Case) -> Assessment:
    held = store.do(start_assessment, case.id, "made-up")
    store.do(answer_items, held.id, ANSWERS)
    return store.do(complete_assessment, held.id)


def an_assessment_made_elsewhere(store: EncryptedStore) -> Assessment:
    """Return one made with version 7, which this store does not hold."""
    case = a_case()
    store.do(keep, case, a_pack())
    return evolve(
        completed(store, case), instrument_version="7", instrument_digest="7" * 64
    )


def blocks_of(
    store: EncryptedStore, case: Case, done: Assessment
) -> tuple[object, ...]:
    instrument = made_with(catalogue(store.queries), done)
    made = Printed(by="DC Marsh", at=store.clock())
    return tuple(assessment_document(whole(case), done, instrument, made).blocks)


def printed(store: EncryptedStore, case: Case, done: Assessment) -> str:
    return repr(blocks_of(store, case, done))


def refusal(store: EncryptedStore, case: Case) -> str:
    with pytest.raises(NotFound) as refused:
        store.do(start_assessment, case.id, "made-up")
    return str(refused.value)
