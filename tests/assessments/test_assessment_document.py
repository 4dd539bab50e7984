"""On paper: answers, both bands, the notice, and the working in an appendix."""

import pytest
from attrs import evolve

from iomdesk.assessments.assessment import (
    Addendum,
    Assessment,
    answer_items,
    complete,
    override_band,
)
from iomdesk.assessments.document import assessment_document
from iomdesk.assessments.instrument import Instrument
from iomdesk.assessments.loading import find_instrument, shipped_instruments
from iomdesk.assessments.scoring import Score
from iomdesk.assessments.wording import wording
from iomdesk.documents.blocks import Heading, PageBreak, Table, Text
from iomdesk.documents.docx import to_docx
from iomdesk.documents.pdf import to_pdf
from iomdesk.documents.printed import Printed
from iomdesk.documents.walk import document_texts
from iomdesk.records.ids import PartId
from tests.assessments.test_assessment import (
    MARSH,
    NOON,
    OGRS3,
    an_override,
    answered,
    completed,
)
from tests.builders import a_whole_case

NEEDS = find_instrument("pathway-needs")
PRINTED = Printed(by="DC Marsh", at=NOON)


def texts(assessment: Assessment) -> list[str]:
    instrument = find_instrument(assessment.instrument)
    document = assessment_document(a_whole_case(), assessment, instrument, PRINTED)
    return list(document_texts(document))


def test_it_says_that_the_score_is_not_official() -> None:
    said = "This result is calculated outside OASys – not an official score."

    assert said in texts(completed())


def test_answers_stand_with_their_evidence() -> None:
    said = texts(completed(NEEDS))

    assert "Some need" in said
    assert "Seen and said at the last home visit." in said


def test_the_working_is_an_appendix_on_a_page_of_its_own() -> None:
    document = assessment_document(a_whole_case(), completed(), OGRS3, PRINTED)

    broken, heading, _, digest, table = document.blocks[-5:]
    assert isinstance(broken, PageBreak)
    assert isinstance(heading, Heading)
    assert heading.text.startswith("Appendix")
    assert isinstance(digest, Text)
    assert digest.text.endswith(OGRS3.digest)
    assert isinstance(table, Table)
    assert ("Intercept, two years", "2.121705678") in [row[:2] for row in table.rows]


def test_both_bands_are_printed_with_reason_and_authoriser() -> None:
    held = override_band(answered(), OGRS3, an_override())

    said = texts(complete(held, OGRS3, MARSH, NOON))

    at = said.index("Band, computed")
    assert said[at : at + 8] == [
        "Band, computed",
        "Band, by judgement",
        "Reason",
        "Authorised by",
        "Low",
        "High",
        "Three arrests.",
        "Insp Hale",
    ]


def test_an_override_is_printed_where_the_tool_gave_no_score() -> None:
    held = override_band(answered(), OGRS3, an_override())
    done = complete(held, OGRS3, MARSH, NOON)
    none = evolve(done, score=Score(not_applicable="Not for women."))

    said = texts(none)

    assert "Not for women." in said
    assert said[said.index("Authorised by") + 1 :][:2] == ["none", "High"]


def test_there_is_no_column_for_evidence_where_none_is_taken() -> None:
    blocks = assessment_document(a_whole_case(), completed(), OGRS3, PRINTED).blocks
    headers = [block.header for block in blocks if isinstance(block, Table)]
    rated = assessment_document(a_whole_case(), completed(NEEDS), NEEDS, PRINTED).blocks

    assert ("Question", "Answer") in headers
    assert not any("Evidence" in header for header in headers)
    assert any("Evidence" in b.header for b in rated if isinstance(b, Table))


@pytest.mark.parametrize("instrument", shipped_instruments(), ids=lambda i: i.code)
def test_every_instrument_is_printed_and_written(instrument: Instrument) -> None:
    done = completed(instrument)
    document = assessment_document(a_whole_case(), done, instrument, PRINTED)

    said = list(document_texts(document))
    scored = bool(done.score and done.score.working)
    assert any(text.startswith("Appendix") for text in said) is scored
    for section in instrument.sections:
        assert wording(section.title) in said
    assert to_pdf(document).startswith(b"%PDF")
    assert to_docx(document).startswith(b"PK")


def test_a_dormant_answer_is_named_but_not_printed() -> None:
    held = answer_items(answered(NEEDS), NEEDS, {"health_need": "none"})

    said = texts(complete(held, NEEDS, MARSH, NOON))

    assert said.count("Health: priority") == 1
    assert said.index("Health: priority") > said.index("Answers that no longer apply")


def test_an_open_assessment_is_printed_as_a_draft_without_a_result() -> None:
    document = assessment_document(a_whole_case(), answered(), OGRS3, PRINTED)

    assert document.status == "draft"
    assert "Result" not in list(document_texts(document))


def test_what_was_added_later_is_printed() -> None:
    added = Addendum(text="He rang back.", added_at=NOON, added_by="DC Marsh")

    said = texts(evolve(completed(), addenda={PartId("1"): added}))

    assert "He rang back." in said


def test_the_signature_says_that_the_role_is_not_confirmed() -> None:
    assert "role not confirmed" in texts(completed())


def test_a_tier_is_printed_without_an_empty_band() -> None:
    said = texts(completed(find_instrument("tier")))

    assert "Tier" in said
    assert "Band, computed" not in said


def test_a_static_score_says_on_paper_what_the_dynamic_one_still_needs() -> None:
    said = texts(completed(find_instrument("vrp")))

    (kind,) = (text for text in said if text.startswith("Static. Still missing: "))
    assert "Temper control" in kind
    assert any("VRP is published for convicted men" in text for text in said)
