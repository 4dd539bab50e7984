"""Assessing again: nothing is taken over unless somebody says that it is still true."""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any
from zipfile import ZipFile

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from db.store import EncryptedStore
from iomdesk.assessments.actions import answer_items as keep_answers
from iomdesk.assessments.actions import (
    assess_from_input,
    complete_assessment,
    start_assessment,
)
from iomdesk.assessments.again import (
    Before,
    Standing,
    comparison,
    confirmable,
    confirmed,
    last_completed,
    standings,
    was,
)
from iomdesk.assessments.answers import Answer
from iomdesk.assessments.assessment import Assessment, answer_items
from iomdesk.assessments.conditions import is_answered
from iomdesk.assessments.document import assessment_document
from iomdesk.assessments.example import example_answers
from iomdesk.assessments.instrument import Instrument, Item, Kind
from iomdesk.assessments.loading import find_instrument
from iomdesk.documents.docx import to_docx
from iomdesk.documents.pdf import to_pdf
from iomdesk.documents.printed import Printed
from iomdesk.documents.walk import document_texts
from iomdesk.errors import InputRefused
from iomdesk.records.ids import AssessmentId
from tests.assessments.forty import CODE, item_codes, keep_forty, newer_text
from tests.assessments.instruments import FORM, an_instrument, answers_to
from tests.assessments.test_assessment import MARSH, OGRS3, an_assessment, completed
from tests.assessments.test_assessment_actions import add_case
from tests.builders import a_case, a_whole_case
from tests.conftest import FixedClock

THEN = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
TODAY = date(2026, 9, 1)
USER: dict[str, object] = {
    "uses": True,
    "which": ["heroin"],
    "how_often": 5,
    "treatment": {"value": "none", "evidence": "He said so on 2 March."},
}
NEXT = FORM.replace('code = "some", label', 'code = "part", label')


def needs(level: str) -> dict[str, Any]:
    """Return the input of a pathway needs assessment with one level throughout."""
    said = example_answers(find_instrument("pathway-needs"))
    answers: dict[str, Any] = {}
    for code in said["answers"]:
        if code.endswith("_need"):
            answers[code] = {"value": level, "evidence": "Seen on 2 March."}
        elif level != "none":
            answers[code] = "now"
    return {"answers": answers}


def before(**said: object) -> Before:
    instrument = an_instrument()
    held = answer_items(an_assessment(instrument), instrument, USER | said)
    done = evolve(held, completed_at=THEN)
    return Before(assessment=done, instrument=instrument)


def item_of(instrument: Instrument, code: str) -> Item:
    item = instrument.item(code)
    assert item
    return item


def test_what_is_still_true_brings_its_evidence_and_the_day() -> None:
    last = before()

    said = confirmed(item_of(last.instrument, "treatment"), last, TODAY)

    assert said == Answer(
        choice="none", evidence="He said so on 2 March.", confirmed_on=TODAY
    )


def test_a_choice_that_is_gone_cannot_be_confirmed() -> None:
    last, now = before(treatment="some"), an_instrument(form=NEXT)

    assert confirmable(item_of(now, "treatment"), last) is None
    with pytest.raises(InputRefused, match="no answer of last time that still fits"):
        confirmed(item_of(now, "treatment"), last, TODAY)


def test_a_value_outside_the_new_limits_cannot_be_confirmed() -> None:
    now = an_instrument(form=FORM.replace("most = 7", "most = 4"))

    assert confirmable(item_of(now, "how_often"), before()) is None


def test_an_item_that_takes_another_kind_cannot_be_confirmed() -> None:
    last = before()
    text = evolve(item_of(last.instrument, "treatment"), kind=Kind.TEXT)

    assert confirmable(text, last) is None


def test_what_the_case_answers_is_not_confirmed_here() -> None:
    last = Before(assessment=completed(OGRS3), instrument=OGRS3)

    assert confirmable(item_of(OGRS3, "sex"), last) is None
    assert confirmable(item_of(OGRS3, "age_at_first_sanction"), last)


def test_an_answer_that_did_not_count_last_time_cannot_be_confirmed() -> None:
    last = before(uses=False)

    assert confirmable(item_of(last.instrument, "which"), last) is None


def test_every_question_says_how_it_stands_to_last_time() -> None:
    last = before()
    now = dict(answers_to(last.instrument, which=["heroin", "other"], how_often=5))
    now["uses"] = confirmed(item_of(last.instrument, "uses"), last, TODAY)

    assert standings(last.instrument, now, last) == {
        "uses": Standing.CONFIRMED,
        "which": Standing.CHANGED,
        "how_often": Standing.SAME,
        "treatment": Standing.TO_CONFIRM,
    }


def test_what_it_was_is_said_in_the_words_of_that_time() -> None:
    last = before()
    which = item_of(last.instrument, "which")

    assert was(which, Answer(choices=("other",)), last) == "Heroin"
    assert was(which, Answer(choices=("heroin",)), last) is None
    assert was(which, Answer(), last) == "Heroin"


def test_what_was_not_asked_or_not_there_is_said_so() -> None:
    last = before(uses=False)
    which = item_of(last.instrument, "which")
    new = evolve(which, code="where")

    assert was(which, Answer(choices=("other",)), last) == "not asked"
    assert was(new, Answer(choices=("other",)), last) == "not in that version"
    assert was(item_of(last.instrument, "uses"), Answer(flag=False), last) is None


def test_the_last_one_is_the_last_completed_of_that_instrument() -> None:
    one = evolve(before().assessment, id=AssessmentId("one"))
    two = evolve(one, id=AssessmentId("two"), completed_at=THEN + timedelta(days=1))
    other = evolve(two, id=AssessmentId("other"), instrument="ogrs3")
    still_open = evolve(two, id=AssessmentId("open"), completed_at=None)

    assert last_completed([two, one, other, still_open], "made-up") == two


@given(
    uses=st.booleans(),
    which=st.sets(st.sampled_from(["heroin", "cannabis", "other"]), min_size=1),
    how_often=st.integers(0, 7),
    treatment=st.sampled_from(["none", "some"]),
)
def test_confirming_everything_changes_nothing(
    uses: bool,
    which: set[str],
    how_often: int,
    treatment: str,
) -> None:
    last = before(
        uses=uses, which=sorted(which), how_often=how_often, treatment=treatment
    )
    now = {
        item.code: confirmed(item, last, TODAY)
        for item in last.instrument.items
        if confirmable(item, last)
    }

    said = comparison(last.instrument, now, last)

    assert said
    assert said.was == {}
    assert {c: a.value for c, a in now.items()} == {
        code: answer.value for code, answer in last.counted.items()
    }


def test_nothing_of_last_time_is_in_a_new_assessment(
    store: EncryptedStore, clock: FixedClock
) -> None:
    case = store.do(add_case, a_case())
    first = store.do(assess_from_input, case.id, "pathway-needs", needs("some"))
    clock.pass_by(timedelta(days=90))

    again = store.do(start_assessment, case.id, "pathway-needs")

    assert again.based_on == first.id
    assert not any(is_answered(answer) for answer in again.answers.values())


def test_a_file_says_item_by_item_what_is_still_true(
    store: EncryptedStore, clock: FixedClock
) -> None:
    case = store.do(add_case, a_case())
    store.do(assess_from_input, case.id, "pathway-needs", needs("some"))
    clock.pass_by(timedelta(days=90))
    said = needs("some")
    said["answers"] = {code: {"still_true": True} for code in said["answers"]}
    said["answers"]["health_need"] = "none"

    again = store.do(assess_from_input, case.id, "pathway-needs", said)

    kept = store.queries.get(Assessment, again.id)
    assert kept.answers["finance_need"].confirmed_on == clock.now.date()
    assert kept.answers["finance_need"].evidence == "Seen on 2 March."
    assert kept.answers["health_need"].confirmed_on is None
    assert kept.compared
    assert kept.compared.was == {"health_need": "Some need"}


def test_a_first_assessment_has_nothing_that_is_still_true(
    store: EncryptedStore,
) -> None:
    case = store.do(add_case, a_case())
    said = needs("none")
    said["answers"]["health_need"] = {"still_true": True}

    with pytest.raises(InputRefused, match="there is no assessment before"):
        store.do(assess_from_input, case.id, "pathway-needs", said)


def test_completing_the_form_keeps_what_changed(
    store: EncryptedStore, clock: FixedClock
) -> None:
    case = store.do(add_case, a_case())
    store.do(assess_from_input, case.id, "pathway-needs", needs("none"))
    clock.pass_by(timedelta(days=90))
    again = store.do(start_assessment, case.id, "pathway-needs")
    store.do(keep_answers, again.id, needs("some")["answers"])

    done = store.do(complete_assessment, again.id)

    assert done.compared
    assert done.compared.version == "1"
    assert done.compared.was["health_need"] == "No need"
    assert done.compared.was["health_priority"] == "not asked"


def test_changes_and_confirmations_are_printed() -> None:
    last = before()
    instrument = last.instrument
    held = an_assessment(instrument)
    now = {"which": ["other"], "how_often": 5}
    held = answer_items(held, instrument, now)
    uses = confirmed(item_of(instrument, "uses"), last, TODAY)
    held = evolve(held, answers={**held.answers, "uses": uses})
    compared = comparison(instrument, held.answers, last)
    done = evolve(held, compared=compared, completed_at=THEN, completed_by=MARSH.name)
    printed = Printed(by="DC Marsh", at=THEN)

    document = assessment_document(a_whole_case(), done, instrument, printed)

    said = list(document_texts(document))
    assert "was: Heroin" in said
    assert "still true, confirmed on 1 September 2026" in said
    assert (
        "Compared with the assessment of 2 March 2026 (version 1): 1 changed,"
        " 1 confirmed as still true, 1 answered again and the same."
    ) in said
    assert to_pdf(document).startswith(b"%PDF")
    word = ZipFile(BytesIO(to_docx(document))).read("word/document.xml").decode()
    assert "was: Heroin" in word
    assert "still true, confirmed on 1 September 2026" in word


def test_across_versions_only_what_still_exists_can_be_confirmed(
    store: EncryptedStore, clock: FixedClock
) -> None:
    case = store.do(add_case, a_case())
    store.do(keep_forty)
    said: dict[str, Any] = dict.fromkeys(item_codes(), "none")
    answers = {"answers": said | {"q2": "one"}}
    store.do(assess_from_input, case.id, CODE, answers)
    store.do(keep_forty, "2", newer_text())
    clock.pass_by(timedelta(days=90))
    again = {code: {"still_true": True} for code in item_codes()[2:]}
    both = again | {"q2": {"still_true": True}}

    with pytest.raises(InputRefused, match="no answer of last time that still fits"):
        store.do(assess_from_input, case.id, CODE, {"answers": both})
    done = store.do(
        assess_from_input, case.id, CODE, {"answers": again | {"q2": "some"}}
    )

    assert done.instrument_version == "2"
    assert done.compared
    assert done.compared.version == "1"
    assert done.compared.was == {"q2": "Partly present"}
    assert done.answers["q3"].confirmed_on == clock.now.date()
