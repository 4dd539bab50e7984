"""An assessment is answered, completed once, and never changes after."""

from datetime import UTC, date, datetime

import pytest

from iomdesk.assessments.assessment import (
    Addendum,
    Assessment,
    AssessmentCompleted,
    Facts,
    NotApplicable,
    NotComplete,
    OtherInstrument,
    Override,
    OverrideRefused,
    add_addendum,
    answer_items,
    complete,
    facts_answered,
    override_band,
    refuse_others,
)
from iomdesk.assessments.example import example_answers
from iomdesk.assessments.instrument import Instrument
from iomdesk.assessments.loading import find_instrument
from iomdesk.errors import InputRefused, UserError
from iomdesk.permissions import Officer
from iomdesk.records.codec import from_document, to_document
from iomdesk.records.ids import AssessmentId, CaseId, OfficerId, PartId
from tests.assessments.instruments import an_instrument

NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
MARSH = Officer(id=OfficerId("marsh"), name="DC Marsh")
OGRS3 = find_instrument("ogrs3")
MAN = Facts(sex="Male", born_on=date(1990, 1, 1))


def an_assessment(instrument: Instrument = OGRS3, facts: Facts = MAN) -> Assessment:
    return Assessment(
        id=AssessmentId("assessment-1"),
        case_id=CaseId("case-1"),
        instrument=instrument.code,
        instrument_version=instrument.version,
        instrument_digest=instrument.digest,
        started_at=NOON,
        assessor=MARSH.name,
        assessor_id=MARSH.id,
        answers=facts_answered(instrument, facts),
    )


def answered(instrument: Instrument = OGRS3) -> Assessment:
    said = example_answers(instrument)["answers"]
    return answer_items(an_assessment(instrument), instrument, said)


def completed(instrument: Instrument = OGRS3) -> Assessment:
    return complete(answered(instrument), instrument, MARSH, NOON)


def an_override(**parts: str) -> Override:
    said = {"band": "high", "reason": "Three arrests.", "authoriser": "Insp Hale"}
    return Override(made_at=NOON, made_by=MARSH.name, **(said | parts))


def test_completing_freezes_score_band_working_and_who() -> None:
    done = completed()

    assert done.score is not None
    assert (done.score.outputs["percent_2yr"], done.band) == ("18", "low")
    assert done.score.working
    assert (done.completed_by, done.completed_at) == ("DC Marsh", NOON)
    assert done.role_confirmed is False


def test_completing_is_refused_with_every_reason() -> None:
    needs = find_instrument("pathway-needs")
    held = answer_items(an_assessment(needs), needs, {"health_need": "some"})

    with pytest.raises(NotComplete, match="needs its evidence") as refused:
        complete(held, needs, MARSH, NOON)

    assert len(refused.value.missing) == 6 + 2


@pytest.mark.parametrize("facts", [Facts(), Facts(sex="unknown")])
def test_a_fact_that_the_case_lacks_is_missing(facts: Facts) -> None:
    held = an_assessment(facts=facts)

    held = answer_items(held, OGRS3, example_answers(OGRS3)["answers"])

    with pytest.raises(NotComplete, match="“Date of birth” is not answered"):
        complete(held, OGRS3, MARSH, NOON)


def test_a_completed_assessment_takes_no_more_answers() -> None:
    with pytest.raises(AssessmentCompleted, match="Add an addendum"):
        answer_items(completed(), OGRS3, {"age_at_first_sanction": 12})


def test_a_completed_assessment_is_not_completed_again() -> None:
    with pytest.raises(AssessmentCompleted, match="already completed"):
        complete(completed(), OGRS3, MARSH, NOON)


def test_an_assessment_stays_with_the_text_it_was_started_on() -> None:
    with pytest.raises(OtherInstrument, match="another version"):
        complete(answered(), an_instrument(), MARSH, NOON)


def test_none_takes_an_answer_back() -> None:
    held = answer_items(answered(), OGRS3, {"age_at_first_sanction": None})

    with pytest.raises(NotComplete, match="“Age at first sanction” is not answered"):
        complete(held, OGRS3, MARSH, NOON)


def test_a_fact_of_the_case_is_not_contradicted() -> None:
    with pytest.raises(InputRefused, match="comes from the case") as refused:
        answer_items(answered(), OGRS3, {"sex": "female"})

    assert refused.value.field == "sex"


def test_a_formulas_own_refusal_stops_completing() -> None:
    held = answer_items(answered(), OGRS3, {"current_disposal": "caution"})

    with pytest.raises(InputRefused, match="convictions only"):
        complete(held, OGRS3, MARSH, NOON)


def test_an_override_stands_beside_the_computed_band() -> None:
    held = override_band(answered(), OGRS3, an_override())

    done = complete(held, OGRS3, MARSH, NOON)

    assert done.score is not None
    assert (done.band, done.score.band) == ("high", "low")


@pytest.mark.parametrize(
    ("part", "said"),
    [
        ({"reason": " "}, "Say why"),
        ({"authoriser": ""}, "Say who authorised"),
        ({"band": "severe"}, "no band “severe”"),
    ],
)
def test_an_override_needs_reason_authoriser_and_a_known_band(
    part: dict[str, str], said: str
) -> None:
    with pytest.raises(OverrideRefused, match=said):
        override_band(answered(), OGRS3, an_override(**part))


def test_a_band_is_not_overridden_after_completing() -> None:
    with pytest.raises(AssessmentCompleted):
        override_band(completed(), OGRS3, an_override())


def test_an_instrument_may_forbid_overrides() -> None:
    needs = find_instrument("pathway-needs")

    with pytest.raises(OverrideRefused, match="cannot be overridden"):
        override_band(answered(needs), needs, an_override())


def test_dormant_answers_are_kept_and_listed_at_completion() -> None:
    needs = find_instrument("pathway-needs")
    held = answer_items(answered(needs), needs, {"health_need": "none"})

    done = complete(held, needs, MARSH, NOON)

    assert done.dormant == ("health_priority",)
    assert done.answers["health_priority"].choice == "now"


def test_an_addendum_adds_and_changes_nothing_else() -> None:
    added = Addendum(text="He rang back.", added_at=NOON, added_by=MARSH.name)

    done = add_addendum(completed(), PartId("1"), added)

    assert (done.addenda[PartId("1")], done.score) == (added, completed().score)


def test_an_open_assessment_takes_no_addendum() -> None:
    added = Addendum(text="He rang back.", added_at=NOON, added_by=MARSH.name)

    with pytest.raises(UserError, match="still open"):
        add_addendum(answered(), PartId("1"), added)


@pytest.mark.parametrize(
    "facts", [Facts(sex="non-binary"), Facts(sex="male", born_on=date(2018, 1, 1))]
)
def test_a_person_whom_the_instrument_is_not_for_is_told_so(facts: Facts) -> None:
    with pytest.raises(NotApplicable, match="not applicable to this person"):
        refuse_others(OGRS3, facts, NOON.date())


@pytest.mark.parametrize("code", ["ogrs3", "pathway-needs"])
def test_a_completed_assessment_is_stored_and_read_to_the_letter(code: str) -> None:
    done = completed(find_instrument(code))

    assert from_document(Assessment, to_document(done)) == done


@pytest.mark.parametrize(
    ("code", "value"),
    [
        ("offence_category", "piracy"),
        ("age_at_first_sanction", 9),
        ("age_at_first_sanction", "17"),
        ("age_at_first_sanction", 10**400),
        ("age_at_first_sanction", float("nan")),
        ("date_of_current_conviction", "02/03/2026"),
        ("home_office_code", "1234567"),
        ("shoe_size", 9),
        ("age_at_first_sanction", {"value": 17, "wrong": 1}),
    ],
)
def test_an_answer_that_cannot_be_taken_names_its_item(
    code: str, value: object
) -> None:
    with pytest.raises(InputRefused, match=code) as refused:
        answer_items(an_assessment(), OGRS3, {code: value})

    assert refused.value.field == code
