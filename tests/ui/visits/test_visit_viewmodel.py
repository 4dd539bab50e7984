"""A visit being recorded, without a widget."""

from datetime import timedelta
from pathlib import Path

import pytest
from attrs import evolve

from db.store import EncryptedStore
from iomdesk.drafts import drop_draft, save_draft
from iomdesk.records.ids import CaseId
from iomdesk.visits.actions import record_visit
from iomdesk.visits.checklist import AskedItem
from iomdesk.visits.form import FINISH, PHOTOS
from iomdesk.visits.visit import Visit
from tests.conftest import FixedClock
from tests.ui.desks import DeskAtHand
from tests.ui.scenes_person import DemoPerson, a_photo
from ui.places import PersonPlace, VisitPlace
from ui.visits.opening_viewmodel import OpeningViewModel, Start
from ui.visits.visit_viewmodel import VisitViewModel


def opened(desk: DeskAtHand, place: VisitPlace) -> tuple[OpeningViewModel, list[Start]]:
    opening, starts = OpeningViewModel(desk, place), list[Start]()
    opening.ready.connect(starts.append)
    opening.read()
    return opening, starts


def a_form(desk: DeskAtHand, case_id: CaseId) -> VisitViewModel:
    _, starts = opened(desk, VisitPlace(case_id=case_id))
    return VisitViewModel(desk, starts[-1])


@pytest.fixture
def form(desk: DeskAtHand, person: DemoPerson) -> VisitViewModel:
    return a_form(desk, person.case_id)


def item(form: VisitViewModel, code: str) -> AskedItem:
    groups = [part.group for part in form.parts if part.group]
    return next(i for group in groups for i in group.items if i.code == code)


def filled(form: VisitViewModel) -> Visit:
    ended = form.desk.now + timedelta(minutes=20)
    return evolve(form.visit, outcome="seen_well", seen="Flat tidy.", ended_at=ended)


def test_a_new_visit_starts_now_and_is_in_the_store(
    form: VisitViewModel, store: EncryptedStore, clock: FixedClock
) -> None:
    held = store.queries.get(Visit, form.visit.id)

    assert held.started_at == clock.now
    assert form.part == "arrival"


def test_last_time_s_answer_stands_beside_the_line(form: VisitViewModel) -> None:
    asked = item(form, "condition.shpo.c1")

    assert asked.last
    assert (asked.last.answer, asked.last.note) == ("kept", "Samsung A14 checked")
    assert str(form.last_day()) == "2026-08-11"


def test_confirming_answers_what_is_open_and_says_that_it_was_confirmed(
    form: VisitViewModel,
) -> None:
    form.choose_part("compliance")
    form.answer(item(form, "condition.shpo.c2"), "not_kept")
    form.confirm_all()

    assert form.check(item(form, "condition.shpo.c1")).confirmed_unchanged
    assert form.check(item(form, "condition.shpo.c2")).answer == "not_kept"
    assert form.check(item(form, "condition.licence.l1")).answer is None


def test_another_answer_is_no_longer_confirmed_from_last_time(
    form: VisitViewModel,
) -> None:
    form.choose_part("compliance")
    form.confirm_all()
    form.answer(item(form, "condition.shpo.c1"), "not_checked")

    assert not form.check(item(form, "condition.shpo.c1")).confirmed_unchanged


def test_an_answer_taken_back_leaves_nothing(form: VisitViewModel) -> None:
    asked = item(form, "devices.phones")
    form.answer(asked, "yes")
    form.answer(asked, "")

    assert asked.code not in form.visit.checks


def test_the_list_says_how_far_each_part_has_come(form: VisitViewModel) -> None:
    form.answer(item(form, "devices.phones"), "yes")
    notes = {part.key: form.note(part) for part in form.parts}

    assert notes["devices"] == "1 of 3"
    assert notes["risk"] == "later"
    assert notes["words"] == ""


def test_a_visit_in_an_office_asks_no_line_about_the_home(form: VisitViewModel) -> None:
    laid_out = []
    form.laid_out.connect(lambda: laid_out.append(True))
    form.edit(evolve(form.visit, kind="office"))

    codes = [i.code for p in form.parts if p.group for i in p.group.items]
    assert "compliance.lives_here" not in codes
    assert laid_out


def test_what_was_typed_is_offered_after_a_crash(
    form: VisitViewModel, desk: DeskAtHand, person: DemoPerson
) -> None:
    form.edit(evolve(form.visit, seen="A new dog in the ha"))
    form.drafting.flush()

    again = a_form(desk, person.case_id)

    assert again.visit.id == form.visit.id
    assert again.visit.seen == "A new dog in the ha"
    assert again.resumed


def test_a_draft_without_what_it_was_opened_on_goes_on_from_the_record(
    form: VisitViewModel, desk: DeskAtHand, person: DemoPerson, store: EncryptedStore
) -> None:
    form.edit(evolve(form.visit, seen="A new dog"))
    form.drafting.flush()
    (draft,) = store.queries.drafts()
    store.do(drop_draft, draft.id)
    store.do(save_draft, evolve(draft, id="kept-before", opened=None))
    assert store.queries.drafts()[0].opened is None

    again = a_form(desk, person.case_id)
    recorded = store.queries.get(Visit, again.visit.id)
    opened_on = store.queries.opened(Visit, recorded.id)
    store.do(record_visit, evolve(recorded, said="Said elsewhere"), opened_on)
    again.keep_for_later()

    held = store.queries.get(Visit, recorded.id)
    assert (held.seen, held.said) == ("A new dog", "Said elsewhere")


def test_throwing_the_draft_away_goes_back_to_what_was_recorded(
    form: VisitViewModel, desk: DeskAtHand, person: DemoPerson, store: EncryptedStore
) -> None:
    form.edit(evolve(form.visit, seen="Nonsense"))
    form.drafting.flush()
    opening, starts = opened(desk, VisitPlace(case_id=person.case_id))
    assert starts[0].draft

    opening.start_over(starts[0].draft)

    assert starts[-1].draft is None
    assert VisitViewModel(desk, starts[-1]).visit.seen is None
    assert store.queries.drafts() == []


def test_an_unfinished_visit_with_nothing_typed_is_asked_about(
    form: VisitViewModel, desk: DeskAtHand, person: DemoPerson
) -> None:
    asked = []
    opening = OpeningViewModel(desk, VisitPlace(case_id=person.case_id))
    opening.asks.connect(lambda: asked.append(True))
    opening.read()

    assert form
    assert asked


def test_signing_records_signs_and_drops_the_draft_in_one(
    form: VisitViewModel, desk: DeskAtHand, store: EncryptedStore
) -> None:
    form.edit(filled(form))
    form.drafting.flush()
    form.sign(None, statement=True)

    held = store.queries.get(Visit, form.visit.id)
    assert held.signed_at
    assert held.seen == "Flat tidy."
    assert store.queries.drafts() == []
    assert desk.places == [PersonPlace(case_id=form.visit.case_id, tab="visits")]


def test_what_is_missing_is_said_with_its_part(form: VisitViewModel) -> None:
    form.choose_part("compliance")
    form.answer(item(form, "condition.shpo.c2"), "not_kept")
    form.sign(None, statement=False)

    found = {
        reason.text.split(".")[0]: form.part_of(reason) for reason in form.problems
    }
    assert found["Say how the visit ended"] == FINISH
    assert found["Say what you saw"] == "compliance"
    assert found["Sign in the box, or tick the statement"] == FINISH


def test_a_problem_that_is_put_right_goes(form: VisitViewModel) -> None:
    form.sign(None, statement=True)
    form.edit(filled(form))

    assert form.problems == ()


def test_a_visit_that_failed_ends_with_one_choice(form: VisitViewModel) -> None:
    form.fail("no_reply")

    assert (form.visit.outcome, form.visit.ended_at) == ("no_reply", form.desk.now)
    assert form.part == FINISH


def test_two_failed_visits_speak_of_a_warrant(form: VisitViewModel) -> None:
    form.fail("no_reply")
    before = form.held.warrant_words(form.visit)
    failed = evolve(form.held.visits[-1], outcome="access_denied")
    form.held = evolve(form.held, visits=(*form.held.visits[:-1], failed))

    assert before is None
    assert "section 96B" in (form.held.warrant_words(form.visit) or "")


def test_an_officer_who_is_not_out_in_time_is_late(
    form: VisitViewModel, clock: FixedClock
) -> None:
    form.edit(evolve(form.visit, expected_end_at=clock.now + timedelta(minutes=30)))
    before = form.is_late
    clock.pass_by(timedelta(minutes=31))

    assert not before
    assert form.is_late
    form.take_more_time()
    assert not form.is_late


def test_who_is_safe_and_clear_is_not_late(
    form: VisitViewModel, clock: FixedClock
) -> None:
    form.edit(evolve(form.visit, expected_end_at=clock.now - timedelta(minutes=1)))
    form.say_safe()

    assert not form.is_late
    assert form.visit.safe_and_clear_at == clock.now


def test_keeping_for_later_leaves_it_open_in_the_store(
    form: VisitViewModel, store: EncryptedStore
) -> None:
    form.edit(evolve(form.visit, said="He is well."))
    form.keep_for_later()

    held = store.queries.get(Visit, form.visit.id)
    assert (held.said, held.signed_at) == ("He is well.", None)


def test_what_another_recorded_meanwhile_stays(
    form: VisitViewModel, store: EncryptedStore
) -> None:
    store.do(record_visit, evolve(form.visit, thought="Quiet."))
    form.edit(evolve(form.visit, seen="Flat tidy."))
    form.keep_for_later()

    held = store.queries.get(Visit, form.visit.id)
    assert (held.seen, held.thought) == ("Flat tidy.", "Quiet.")


def test_a_photo_is_in_the_store_at_once(
    form: VisitViewModel, store: EncryptedStore
) -> None:
    form.add_photo(a_photo(), "The door")

    (photo,) = store.queries.get(Visit, form.visit.id).photos.values()
    assert photo.caption == "The door"
    assert store.queries.blob(photo.original_blob) == a_photo()
    assert form.note(next(p for p in form.parts if p.key == PHOTOS)) == "1"


def test_a_file_that_is_no_photo_is_refused_in_a_sentence(
    form: VisitViewModel, desk: DeskAtHand
) -> None:
    form.add_photo(b"not a photo")

    assert desk.words == [
        "This file is not a photo that can be shown: JPEG, PNG and WebP can."
    ]
    assert not form.busy


def test_a_photo_survives_the_typing_around_it(
    form: VisitViewModel, store: EncryptedStore
) -> None:
    form.edit(evolve(form.visit, seen="Before"))
    form.add_photo(a_photo())
    form.edit(filled(form))
    form.sign(None, statement=True)

    assert len(store.queries.get(Visit, form.visit.id).photos) == 1


def test_a_card_number_in_the_words_is_to_be_taken_out_before_signing(
    form: VisitViewModel, store: EncryptedStore
) -> None:
    form.edit(evolve(filled(form), seen="Card 4111 1111 1111 1111 on the table."))
    form.drafting.flush()
    form.sign(None, statement=True)

    reason = next(p for p in form.problems if p.path == ("seen",))
    assert "looks like a card number" in reason.text
    assert form.part_of(reason) == "words"
    assert "4111" in str(store.queries.drafts()[0].body)


def test_a_visit_that_is_refused_goes_on_being_kept_as_typed(
    form: VisitViewModel,
) -> None:
    form.edit(evolve(filled(form), seen="Card 4111 1111 1111 1111 on the table."))
    form.keep_for_later()

    assert form.drafting.is_waiting


def test_a_file_that_is_no_photo_is_refused_by_its_name(
    form: VisitViewModel, desk: DeskAtHand, tmp_path: Path
) -> None:
    (tmp_path / "torn.jpg").write_bytes(b"\xff\xd8\xff\xe0 torn")
    (tmp_path / "folder.jpg").mkdir()

    for name in ("torn.jpg", "folder.jpg", "gone.jpg"):
        form.add_photo_from(tmp_path / name)

        assert desk.words[-1].startswith(f"{name}: ")
    assert form.visit.photos == {}
    assert not form.busy
