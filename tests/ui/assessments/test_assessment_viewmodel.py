"""An assessment being made, without a widget."""

import pytest

from db.store import EncryptedStore
from iomdesk.assessments.assessment import Assessment
from tests.ui.desks import DeskAtHand
from tests.ui.scenes_person import DemoPerson
from tests.ui.scenes_typed import OGRS3
from ui.assessments.assessment_viewmodel import AssessmentViewModel
from ui.assessments.words import outputs, section_note
from ui.places import AssessmentPlace, PreviewPlace


def a_form(desk: DeskAtHand, person: DemoPerson, code: str) -> AssessmentViewModel:
    place = AssessmentPlace(case_id=person.case_id, instrument=code)
    return AssessmentViewModel(desk, place)


@pytest.fixture
def needs(desk: DeskAtHand, person: DemoPerson) -> AssessmentViewModel:
    return a_form(desk, person, "pathway-needs")


@pytest.fixture
def ogrs3(desk: DeskAtHand, person: DemoPerson) -> AssessmentViewModel:
    return a_form(desk, person, "ogrs3")


def say(form: AssessmentViewModel, code: str, value: object) -> None:
    assert form.instrument
    item = form.instrument.item(code)
    assert item
    form.say(item, value)


def back_up(form: AssessmentViewModel, code: str, words: str) -> None:
    assert form.instrument
    item = form.instrument.item(code)
    assert item
    form.back_up(item, words)


def test_what_the_case_knows_is_filled_in(ogrs3: AssessmentViewModel) -> None:
    assert ogrs3.answer("sex").choice == "male"
    assert str(ogrs3.answer("date_of_birth").on) == "2001-02-14"
    assert ogrs3.section == "history"


def test_the_last_answer_stands_beside_the_question(
    needs: AssessmentViewModel,
) -> None:
    assert needs.instrument
    item = needs.instrument.item("families_need")

    assert item
    assert needs.last.words(item) == (
        "12 Aug: Some need · Partner's child stays at weekends; safeguarding told."
    )


def test_the_score_runs_along(needs: AssessmentViewModel) -> None:
    say(needs, "families_need", "significant")

    assert needs.form
    assert needs.form.score
    assert needs.instrument
    assert ("Points, of 14", "2") in outputs(needs.instrument, needs.form.score)


def test_a_rating_with_a_need_wants_its_evidence(needs: AssessmentViewModel) -> None:
    say(needs, "families_need", "some")
    lacking = [m.item for m in needs.form.missing] if needs.form else []
    back_up(needs, "families_need", "Told by the partner.")

    assert "families_need" in lacking
    assert needs.form
    assert "families_need" not in [m.item for m in needs.form.missing]


def test_a_question_that_hangs_on_another_is_asked_only_then(
    needs: AssessmentViewModel,
) -> None:
    needs.choose_section("families")
    before = needs.current()
    say(needs, "families_need", "some")
    after = needs.current()

    assert before
    assert after
    assert (before.asked, after.asked) == (1, 3)
    assert section_note(after) == "1 of 3"


def test_words_that_are_no_answer_stay_with_their_problem(
    ogrs3: AssessmentViewModel,
) -> None:
    say(ogrs3, "age_at_first_sanction", "fifteen")

    assert ogrs3.problem("age_at_first_sanction") == "This takes a number."
    assert ogrs3.raw("age_at_first_sanction") == "fifteen"
    assert ogrs3.answer("age_at_first_sanction").value is None


def test_a_limit_is_said_with_its_number(ogrs3: AssessmentViewModel) -> None:
    say(ogrs3, "age_at_first_sanction", 5)

    assert ogrs3.problem("age_at_first_sanction") == "This is 10 at least."


def test_an_answer_put_right_loses_its_problem(ogrs3: AssessmentViewModel) -> None:
    say(ogrs3, "age_at_first_sanction", "fifteen")
    say(ogrs3, "age_at_first_sanction", 15)

    assert ogrs3.problem("age_at_first_sanction") == ""
    assert ogrs3.raw("age_at_first_sanction") == ""


def test_completing_too_early_says_what_is_missing(
    needs: AssessmentViewModel, store: EncryptedStore
) -> None:
    refused = []
    needs.refused.connect(lambda: refused.append(True))
    needs.complete()

    assert refused
    assert needs.problem("health_need") == "“Health: level of need” is not answered."
    assert needs.assessment
    assert not store.queries.get(Assessment, needs.assessment.id).completed_at


def test_completing_freezes_the_score_and_drops_the_draft(
    ogrs3: AssessmentViewModel, store: EncryptedStore
) -> None:
    for code, value in OGRS3["answers"].items():
        say(ogrs3, code, value)
    ogrs3.drafting.flush()
    ogrs3.complete()

    assert ogrs3.assessment
    held = store.queries.get(Assessment, ogrs3.assessment.id)
    assert held.completed_at
    assert held.band == "medium"
    assert store.queries.drafts() == []


def test_what_was_typed_is_gone_on_with_after_a_crash(
    needs: AssessmentViewModel, desk: DeskAtHand, person: DemoPerson
) -> None:
    say(needs, "health_need", "some")
    back_up(needs, "health_need", "GP letter")
    needs.drafting.flush()

    again = a_form(desk, person, "pathway-needs")

    assert again.answer("health_need").evidence == "GP letter"
    assert again.assessment
    assert needs.assessment
    assert again.assessment.id == needs.assessment.id


def test_words_that_are_no_answer_survive_a_crash_too(
    ogrs3: AssessmentViewModel, desk: DeskAtHand, person: DemoPerson
) -> None:
    say(ogrs3, "age_at_first_sanction", "fifteen")
    ogrs3.drafting.flush()

    assert a_form(desk, person, "ogrs3").raw("age_at_first_sanction") == "fifteen"


def test_a_fact_of_the_case_is_not_changed_here(
    ogrs3: AssessmentViewModel, desk: DeskAtHand
) -> None:
    for code, value in OGRS3["answers"].items():
        say(ogrs3, code, value)
    say(ogrs3, "sex", "female")
    ogrs3.complete()

    assert desk.words == [
        "“Sex” comes from the case, which says male. Change it there first."
    ]


def test_an_instrument_without_overrides_says_so(
    needs: AssessmentViewModel, desk: DeskAtHand
) -> None:
    needs.override("high", "Recent offence not on PNC", "DI Shaw")

    assert desk.words == ["The band of Pathway needs cannot be overridden."]


def test_a_band_set_by_judgement_stands_beside_the_computed_one(
    ogrs3: AssessmentViewModel, store: EncryptedStore
) -> None:
    for code, value in OGRS3["answers"].items():
        say(ogrs3, code, value)
    ogrs3.override("high", "Recent offence not on PNC", "DI Shaw")
    ogrs3.complete()

    assert ogrs3.assessment
    held = store.queries.get(Assessment, ogrs3.assessment.id)
    assert held.band == "high"
    assert held.score
    assert held.score.band == "medium"


def test_an_unknown_instrument_is_refused_in_a_sentence(
    desk: DeskAtHand, person: DemoPerson
) -> None:
    refusal = a_form(desk, person, "tarot").refusal

    assert str(refusal) == "There is no instrument “tarot” here."


def test_a_completed_one_is_read_and_previewed(
    desk: DeskAtHand, person: DemoPerson
) -> None:
    done = person.assessments[0]
    place = AssessmentPlace(
        case_id=person.case_id, instrument="pathway-needs", assessment_id=done
    )
    form = AssessmentViewModel(desk, place)
    say(form, "health_need", "none")
    form.preview()

    assert form.assessment
    assert form.assessment.completed_at
    assert not form.drafting.is_waiting
    assert desk.places == [
        PreviewPlace(case_id=person.case_id, kind="assessment", which=done)
    ]
