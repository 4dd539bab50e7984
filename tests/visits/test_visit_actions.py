"""Visits through the real store."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from attrs import evolve
from PIL import Image

from db.store import EncryptedStore
from iomdesk.cases.actions import close_case
from iomdesk.cases.case import Address, Case
from iomdesk.errors import InputRefused, UserError
from iomdesk.permissions import Role, may
from iomdesk.ports import UnitOfWork
from iomdesk.reasons import NotReady
from iomdesk.records.ids import PartId
from iomdesk.visits.actions import (
    add_addendum,
    add_photo,
    begin_planned_visit,
    end_photo,
    enter_on_visor,
    finish_action,
    plan_visit,
    record_visit,
    sign_visit,
    start_visit,
    visit_from_input,
)
from iomdesk.visits.loading import visit_reference
from iomdesk.visits.photos import take_in
from iomdesk.visits.said import example_visit, pictures_named
from iomdesk.visits.visit import Visit, VisitAction, VisitSigned
from tests.builders import a_case
from tests.conftest import FixedClock
from tests.visits.test_photos import a_photo


@may(Role.OFFICER)
def keep(work: UnitOfWork, case: Case) -> Case:
    return work.save(case)


def a_held_case(store: EncryptedStore) -> Case:
    home = Address(lines=("14 Frankwell Court",), town="Shrewsbury", main=True)
    return store.do(keep, a_case(addresses={PartId("home"): home}))


def a_jpeg() -> bytes:
    out = BytesIO()
    Image.new("RGB", (640, 480), "grey").save(out, "JPEG")
    return out.getvalue()


def a_png() -> bytes:
    out = BytesIO()
    Image.new("L", (60, 20), "white").save(out, "PNG")
    return out.getvalue()


def a_finished_visit(store: EncryptedStore) -> Visit:
    visit = store.do(start_visit, a_held_case(store).id)
    assert visit.started_at
    ended = visit.started_at + timedelta(minutes=30)
    return store.do(
        record_visit,
        evolve(visit, outcome="seen_well", seen="Flat tidy.", ended_at=ended),
    )


def test_a_visit_starts_now_at_the_address_with_the_officer(
    store: EncryptedStore, clock: FixedClock
) -> None:
    visit = store.do(start_visit, a_held_case(store).id)

    assert visit.started_at == clock.now
    assert visit.place == "14 Frankwell Court, Shrewsbury"
    assert visit.address_id == "home"
    assert [a.name for a in visit.officers.values()] == ["DC Marsh"]


def test_an_office_visit_has_no_home_address(store: EncryptedStore) -> None:
    visit = store.do(start_visit, a_held_case(store).id, "office")

    assert visit.place is None


def test_nobody_is_visited_on_a_closed_case(store: EncryptedStore) -> None:
    case = a_held_case(store)
    store.do(close_case, case.id, "moved")

    with pytest.raises(UserError, match="This case is closed"):
        store.do(start_visit, case.id)


def test_an_unknown_kind_of_visit_is_refused(store: EncryptedStore) -> None:
    case = a_held_case(store)

    with pytest.raises(InputRefused, match="is not a kind of visit"):
        store.do(start_visit, case.id, "doorstep")


def test_a_planned_visit_can_be_begun_once(store: EncryptedStore) -> None:
    case = a_held_case(store)
    planned = store.do(plan_visit, case.id, store.clock() + timedelta(days=2))
    begun = store.do(begin_planned_visit, planned.id)

    assert begun.planned_for
    assert begun.started_at
    with pytest.raises(UserError, match="already started"):
        store.do(begin_planned_visit, planned.id)


def test_two_forms_opened_on_the_same_visit_keep_each_other_s_fields(
    store: EncryptedStore,
) -> None:
    visit = store.do(start_visit, a_held_case(store).id)
    opened = store.queries.opened(Visit, visit.id)
    store.do(record_visit, evolve(visit, seen="A dog."), opened)
    store.do(record_visit, evolve(visit, said="She is well."), opened)

    held = store.queries.get(Visit, visit.id)

    assert (held.seen, held.said) == ("A dog.", "She is well.")


def test_a_photo_is_held_bit_for_bit_beside_its_copy(store: EncryptedStore) -> None:
    visit = a_finished_visit(store)
    content = a_jpeg()
    picture = take_in(content, visit_reference().photos)
    visit = store.do(add_photo, visit.id, picture, "Hall")
    (photo,) = visit.photos.values()

    assert store.queries.blob(photo.original_blob) == content
    assert store.queries.blob(photo.display_blob) == picture.display
    assert photo.sha256 == picture.sha256
    assert photo.added_by == "officer-1"


def test_a_photo_set_aside_stays_held_with_the_reason(store: EncryptedStore) -> None:
    visit = a_finished_visit(store)
    picture = take_in(a_jpeg(), visit_reference().photos)
    visit = store.do(add_photo, visit.id, picture)
    (photo_id,) = visit.photos
    with pytest.raises(InputRefused, match="Say why"):
        store.do(end_photo, visit.id, photo_id, " ")
    visit = store.do(end_photo, visit.id, photo_id, "Shows a neighbour")

    assert visit.photos[photo_id].ended_why == "Shows a neighbour"
    assert store.queries.blob(visit.photos[photo_id].original_blob)


def test_signing_seals_the_whole_visit(store: EncryptedStore) -> None:
    visit = store.do(sign_visit, a_finished_visit(store).id, a_png())
    seals = [c.seal for c in store.queries.history(visit.case_id) if c.seal]

    assert visit.signature
    assert visit.signature.image_blob
    assert store.queries.blob(visit.signature.image_blob) == a_png()
    assert visit.signature.role == "officer"
    assert not visit.signature.role_confirmed
    assert len(seals) == 1


def test_a_signed_visit_takes_addenda_only(store: EncryptedStore) -> None:
    visit = store.do(sign_visit, a_finished_visit(store).id, statement=True)
    with pytest.raises(VisitSigned, match="Add an addendum"):
        store.do(record_visit, evolve(visit, seen="Otherwise"))
    picture = take_in(a_jpeg(), visit_reference().photos)
    with pytest.raises(VisitSigned, match="Add an addendum"):
        store.do(add_photo, visit.id, picture)
    with pytest.raises(VisitSigned, match="already signed"):
        store.do(sign_visit, visit.id, statement=True)
    visit = store.do(add_addendum, visit.id, "The dog is a lurcher.")

    assert [a.text for a in visit.addenda.values()] == ["The dog is a lurcher."]
    assert visit.seen == "Flat tidy."


def test_an_unfinished_visit_is_not_signed(store: EncryptedStore) -> None:
    visit = store.do(start_visit, a_held_case(store).id)
    with pytest.raises(NotReady, match="Say how the visit ended") as refused:
        store.do(sign_visit, visit.id, statement=True)

    assert [reason.path for reason in refused.value.reasons] == [("outcome",)]
    assert store.queries.get(Visit, visit.id).signed_at is None


def test_a_signature_that_is_no_png_is_refused(store: EncryptedStore) -> None:
    visit = a_finished_visit(store)

    with pytest.raises(InputRefused, match="PNG"):
        store.do(sign_visit, visit.id, a_jpeg())


def test_what_is_done_after_signing_is_stamped_on_the_visit(
    store: EncryptedStore,
) -> None:
    visit = a_finished_visit(store)
    to_do = {PartId("a"): VisitAction(text="Ring housing")}
    visit = store.do(record_visit, evolve(visit, actions=to_do))
    store.do(sign_visit, visit.id, statement=True)
    store.do(finish_action, visit.id, PartId("a"))
    visit = store.do(enter_on_visor, visit.id)

    assert visit.actions[PartId("a")].done_by == "DC Marsh"
    assert visit.visor_updated_by == "DC Marsh"
    with pytest.raises(UserError, match="already done"):
        store.do(finish_action, visit.id, PartId("a"))
    with pytest.raises(UserError, match="already entered"):
        store.do(enter_on_visor, visit.id)
    with pytest.raises(UserError, match="no such action"):
        store.do(finish_action, visit.id, PartId("b"))


def test_the_example_input_is_recorded_and_signed(store: EncryptedStore) -> None:
    case = a_held_case(store)
    visit = store.do(visit_from_input, case.id, example_visit())

    assert visit.signed_at
    assert visit.checks["compliance.lives_here"].asked == "Lives at this address"
    assert store.queries.get(Visit, visit.id) == visit


def test_files_that_an_input_names_come_with_it(store: EncryptedStore) -> None:
    case = a_held_case(store)
    said = example_visit() | {
        "photos": {"hall": {"file": "hall.jpg", "caption": "Hall"}},
        "signature": {"file": "marsh.png"},
    }
    names = pictures_named(said)
    files = dict(zip(names, (a_jpeg(), a_png()), strict=True))
    visit = store.do(visit_from_input, case.id, said, files)

    assert names == ["hall.jpg", "marsh.png"]
    assert visit.photos[PartId("hall")].caption == "Hall"
    assert visit.signature
    assert visit.signature.image_blob


@pytest.mark.parametrize("said", ["2026-08-11T18:00:00Z", None])
def test_a_photo_was_taken_when_its_file_says_or_else_its_camera(
    store: EncryptedStore, said: str | None
) -> None:
    case = a_held_case(store)
    content = a_photo(taken="2026:08:11 18:20:00", zone="+00:00")
    asked = {"file": "hall.jpg"} | ({"taken_at": said} if said else {})

    visit = store.do(
        visit_from_input,
        case.id,
        {"outcome": "no_reply", "photos": {"hall": asked}},
        {"hall.jpg": content},
    )

    minute = 0 if said else 20
    taken = datetime(2026, 8, 11, 18, minute, tzinfo=UTC)
    assert visit.photos[PartId("hall")].taken_at == taken


@pytest.mark.parametrize("field", ["id", "case_id", "signed_at", "signed_by"])
def test_what_the_program_sets_itself_is_not_taken_from_a_file(
    store: EncryptedStore, field: str
) -> None:
    case = a_held_case(store)

    with pytest.raises(InputRefused) as refused:
        store.do(visit_from_input, case.id, {"outcome": "no_reply", field: "x"})

    assert refused.value.field == field


def test_an_input_without_signature_or_officers_is_a_draft_of_who_sends_it(
    store: EncryptedStore,
) -> None:
    case = a_held_case(store)
    visit = store.do(visit_from_input, case.id, {"outcome": "no_reply"})

    assert visit.signed_at is None
    assert [a.name for a in visit.officers.values()] == ["DC Marsh"]


@pytest.mark.parametrize("said", [[], "visit", None])
def test_only_an_object_is_a_visit(store: EncryptedStore, said: object) -> None:
    case = a_held_case(store)

    with pytest.raises(InputRefused, match="one JSON object"):
        store.do(visit_from_input, case.id, said)


def test_a_file_that_is_not_there_is_named(store: EncryptedStore) -> None:
    case = a_held_case(store)
    said = example_visit() | {"photos": {"hall": {"file": "hall.jpg"}}}

    with pytest.raises(InputRefused, match=r"“hall\.jpg” is missing"):
        store.do(visit_from_input, case.id, said)


@pytest.mark.parametrize(
    ("field", "value", "words"),
    [
        ("signed_at", "2026-03-02T19:05:00Z", "set by the program"),
        ("outcome", "fine", "cannot be “fine”"),
        ("kind", "party", "“kind” cannot be “party”"),
        ("checks", {"dogs": {"answer": "yes"}}, "“dogs” is not on the checklist"),
        ("checks", {"before.read": {"answer": "ja"}}, "cannot be “ja”"),
        ("colour", "red", "there is no such field"),
        ("started_at", "2026-03-02", "a time needs its zone"),
        ("checks", "all fine", "cannot be read"),
        ("checks", {"before.read": "yes"}, "cannot be read"),
    ],
)
def test_an_input_field_that_cannot_be_taken_is_named(
    store: EncryptedStore, field: str, value: object, words: str
) -> None:
    case = a_held_case(store)

    with pytest.raises(InputRefused, match=words):
        store.do(visit_from_input, case.id, example_visit() | {field: value})
    assert store.queries.records(Visit, case.id) == []
