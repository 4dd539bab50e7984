"""No typed field keeps a card or account number; nothing typed is lost over it."""

from uuid import UUID

import pytest
from attrs import evolve
from hypothesis import example, given
from hypothesis import strategies as st

from db.store import EncryptedStore
from iomdesk.bank import NO_CARD, NoCard
from iomdesk.bank_guard import (
    bank_reasons,
    bank_words,
    mark,
    suspected,
)
from iomdesk.cases.case import Case, Marker
from iomdesk.drafts import save_draft
from iomdesk.errors import InputRefused
from iomdesk.exchange.actions import Order, import_people
from iomdesk.permissions import Role, may
from iomdesk.plans.plan import Plan
from iomdesk.ports import Draft, Record, UnitOfWork
from iomdesk.records.codec import to_document
from iomdesk.records.ids import CaseId, PartId, PlanId
from iomdesk.visits.actions import record_visit, start_visit
from iomdesk.visits.visit import Visit
from iomdesk.wording import field_label
from tests.builders import a_case
from tests.conftest import FixedClock

CARD = "He pays with 4111 1111 1111 1111 at the shop."
ACCOUNT = "Wages go to 20-45-45 63849203."


@may(Role.OFFICER)
def keep(work: UnitOfWork, record: Record) -> Record:
    return work.save(record)


def a_visit(store: EncryptedStore) -> Visit:
    case = a_case()
    store.do(keep, case)
    return store.do(start_visit, case.id)


@pytest.mark.parametrize("words", [CARD, ACCOUNT])
def test_the_words_of_a_visit_are_not_saved_with_bank_details(
    store: EncryptedStore, words: str
) -> None:
    visit = a_visit(store)

    with pytest.raises(InputRefused, match="“Seen” holds what looks like") as refused:
        store.do(record_visit, evolve(visit, seen=words))

    assert refused.value.field == "/seen"
    assert "4111" not in str(refused.value)
    assert store.queries.get(Visit, visit.id).seen is None


def test_details_of_a_case_are_not_saved_with_bank_details(
    store: EncryptedStore,
) -> None:
    marker = Marker(text=CARD)

    with pytest.raises(InputRefused, match="belong on ViSOR only") as refused:
        store.do(keep, a_case(markers={PartId("m"): marker}))

    assert "4111" not in str(refused.value)


def test_a_plan_is_not_saved_with_bank_details(store: EncryptedStore) -> None:
    plan = Plan(id=PlanId("p"), case_id=CaseId("c"), situation=ACCOUNT)

    with pytest.raises(InputRefused, match="sort code or account number"):
        store.do(keep, plan)


def test_a_draft_keeps_what_was_typed_whatever_it_is(
    store: EncryptedStore, clock: FixedClock
) -> None:
    visit = evolve(a_visit(store), seen=CARD)
    draft = Draft(
        id="d",
        form="visit",
        case_id=visit.case_id,
        body={"visit": to_document(visit)},
        opened=None,
        started_at=clock.now,
        saved_at=clock.now,
    )

    store.do(save_draft, draft)

    assert store.queries.drafts()[0].body["visit"]["seen"] == CARD


def test_other_fields_are_saved_beside_one_that_came_before_the_rule(
    store: EncryptedStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    visit = a_visit(store)
    with monkeypatch.context() as before:
        before.setattr("db.unit_of_work.refuse_bank_details", lambda *_: None)
        store.do(record_visit, evolve(visit, seen=CARD))
    held = store.queries.get(Visit, visit.id)

    store.do(record_visit, evolve(held, said="Nothing."))

    assert store.queries.get(Visit, visit.id).said == "Nothing."


def test_the_reason_leads_to_the_field_in_the_words_of_the_form() -> None:
    (reason,) = bank_reasons("visit", {"outcome_note": CARD, "seen": "A dog."})

    assert reason.path == ("outcome_note",)
    assert reason.text.startswith("“About the outcome”")


def test_an_import_takes_bank_details_out_and_goes_on(store: EncryptedStore) -> None:
    rows = f"Surname,CRN,Team\nDooley,X000077,{ACCOUNT}\n".encode()

    report = import_people(store, {"list.csv": rows}, Order())

    assert (report.new, len(report.refused)) == (1, 1)
    assert store.queries.get(Case, store.queries.find_case("X000077")).team is None


@pytest.mark.parametrize("text", ["07911 123456", "1954/0018147W", "NHS 943 476 5919"])
def test_numbers_of_this_field_are_nothing_to_speak_of(text: str) -> None:
    assert bank_words(text) == ""


NUMBER = "Exhibit 4111 1111 1111 1111 was seized."
DIGITS = "4" + "1" * 15


def kept_marks(store: EncryptedStore, visit: Visit) -> dict[str, str]:
    kept = store.queries.opened(Visit, visit.id).document.get(NO_CARD, {})
    return dict(kept)


@pytest.mark.parametrize("what", NoCard)
def test_a_number_that_is_no_card_is_kept_with_what_it_is(
    store: EncryptedStore, what: NoCard
) -> None:
    visit = a_visit(store)
    store.no_cards[DIGITS] = what

    store.do(record_visit, evolve(visit, seen=NUMBER))

    assert store.queries.get(Visit, visit.id).seen == NUMBER
    assert kept_marks(store, visit) == {mark(visit.id, DIGITS): what.value}


def test_what_was_said_once_holds_for_the_record_after_the_store_was_closed(
    store: EncryptedStore,
) -> None:
    visit = a_visit(store)
    store.no_cards[DIGITS] = NoCard.EXHIBIT
    store.do(record_visit, evolve(visit, seen=NUMBER))
    store.no_cards.clear()
    held = store.queries.get(Visit, visit.id)

    store.do(record_visit, evolve(held, seen=f"{NUMBER} It was bagged."))
    with pytest.raises(InputRefused):
        store.do(record_visit, evolve(held, said="5555 5555 5555 4444"))
    with pytest.raises(InputRefused):
        store.do(keep, a_case(markers={PartId("m"): Marker(text=CARD)}))

    assert kept_marks(store, visit) == {mark(visit.id, DIGITS): "exhibit"}


def test_one_number_that_is_none_lets_no_other_through(store: EncryptedStore) -> None:
    visit = a_visit(store)
    store.no_cards[DIGITS] = NoCard.DEVICE

    visit = evolve(visit, seen=NUMBER, said=f"{NUMBER} 5555 5555 5555 4444")

    with pytest.raises(InputRefused, match="holds what looks like"):
        store.do(record_visit, visit)

    assert store.queries.get(Visit, visit.id).seen is None


def test_a_mark_tells_neither_the_number_nor_where_else_it_stands() -> None:
    cards = [f"4{n:015}" for n in range(200_000)]
    alike = [card for card in cards if mark("a visit", card) == mark("a visit", DIGITS)]

    assert alike
    assert mark("a visit", DIGITS) != mark("another", DIGITS)


def test_what_a_number_is_has_a_word_in_the_history() -> None:
    assert field_label("visit", (NO_CARD, "a1b2")) == "Number that is no bank detail"


def test_figures_are_found_wherever_they_stand_in_an_input() -> None:
    said = {"a": [CARD, {"b": ACCOUNT}], "c": 4, "d": None}

    assert list(suspected(said)) == [DIGITS, "20454563849203"]


@given(st.uuids(), st.binary(min_size=32, max_size=32))
@example(UUID("01a22e58-6e0b-7aa7-be73-c83014cee631"), bytes(32))
def test_no_id_or_hash_of_the_program_is_a_bank_detail(made: UUID, name: bytes) -> None:
    said = {"id": str(made), "parts": {str(made): {"photo_blob": name.hex()}}}

    assert list(bank_reasons("case", said)) == []
    assert not bank_words(f"as in record {made}")
