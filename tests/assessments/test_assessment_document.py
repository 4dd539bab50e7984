"""On paper: answers, both bands, the notice, and the working in an appendix."""

from attrs import evolve

from iomdesk.assessments.assessment import (
    Addendum,
    Assessment,
    answer_items,
    complete,
    override_band,
)
from iomdesk.assessments.document import assessment_document
from iomdesk.assessments.loading import find_instrument
from iomdesk.documents.blocks import Heading, PageBreak, Table, Text, document_texts
from iomdesk.documents.docx import to_docx
from iomdesk.documents.pdf import to_pdf
from iomdesk.documents.printed import Printed
from iomdesk.ids import PartId
from tests.assessments.test_assessment import (
    MARSH,
    NOON,
    OGRS3,
    an_override,
    answered,
    completed,
)
from tests.builders import a_case

NEEDS = find_instrument("pathway-needs")
PRINTED = Printed(by="DC Marsh", at=NOON)


def texts(assessment: Assessment) -> list[str]:
    instrument = find_instrument(assessment.instrument)
    document = assessment_document(a_case(), assessment, instrument, PRINTED)
    return list(document_texts(document))


def test_it_says_that_the_score_is_not_official() -> None:
    said = "This result is calculated outside OASys – not an official score."

    assert said in texts(completed())


def test_answers_stand_with_their_evidence() -> None:
    said = texts(completed(NEEDS))

    assert "Some need" in said
    assert "Seen and said at the last home visit." in said


def test_the_working_is_an_appendix_on_a_page_of_its_own() -> None:
    document = assessment_document(a_case(), completed(), OGRS3, PRINTED)

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

    for text in ("Low", "High", "Three arrests.", "Insp Hale"):
        assert text in said


def test_a_dormant_answer_is_named_but_not_printed() -> None:
    held = answer_items(answered(NEEDS), NEEDS, {"health_need": "none"})

    said = texts(complete(held, NEEDS, MARSH, NOON))

    assert said.count("Health: priority") == 1
    assert said.index("Health: priority") > said.index("Answers that no longer apply")


def test_an_open_assessment_is_printed_as_a_draft_without_a_result() -> None:
    document = assessment_document(a_case(), answered(), OGRS3, PRINTED)

    assert document.status == "draft"
    assert "Result" not in list(document_texts(document))


def test_what_was_added_later_is_printed() -> None:
    added = Addendum(text="He rang back.", added_at=NOON, added_by="DC Marsh")

    said = texts(evolve(completed(), addenda={PartId("1"): added}))

    assert "He rang back." in said


def test_the_signature_says_that_the_role_is_not_confirmed() -> None:
    assert "role not confirmed" in texts(completed())


def test_the_document_is_written_as_pdf_and_as_docx() -> None:
    document = assessment_document(a_case(), completed(NEEDS), NEEDS, PRINTED)

    assert to_pdf(document).startswith(b"%PDF")
    assert to_docx(document).startswith(b"PK")
