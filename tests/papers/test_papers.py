"""Produced documents: kept in the store, numbered, disclosed and logged."""

from datetime import date, timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from attrs import evolve
from pypdf import PdfReader

from db.store import EncryptedStore
from iomdesk.assessments.actions import assess_from_input
from iomdesk.assessments.example import example_answers
from iomdesk.assessments.loading import find_instrument
from iomdesk.cases.actions import case_from_input
from iomdesk.cases.case import Case
from iomdesk.cases.said import example_case
from iomdesk.documents.blocks import KeepTogether, Wheel
from iomdesk.documents.pdf import to_pdf
from iomdesk.documents.printed import Printed
from iomdesk.documents.walk import document_digest
from iomdesk.errors import InputRefused, NotFound
from iomdesk.kinds.shipped import SHIPPED
from iomdesk.papers.actions import disclose_paper
from iomdesk.papers.making import keep_and_disclose
from iomdesk.papers.paper import Paper, PaperFormat
from iomdesk.papers.registry import Papers
from iomdesk.papers.rendering import render
from iomdesk.plans.actions import plan_from_input
from iomdesk.plans.said import example_plan
from iomdesk.ports import Operation
from iomdesk.records.codec import from_document, to_document
from iomdesk.visits.actions import visit_from_input
from iomdesk.visits.said import example_visit
from tests.conftest import FixedClock
from tests.papers.made import paper_of
from tests.visits.test_visit_actions import a_jpeg, a_png


@pytest.fixture
def case(store: EncryptedStore) -> Case:
    return store.do(case_from_input, example_case())


def a_visited(store: EncryptedStore, case: Case) -> str:
    said = example_visit() | {
        "photos": {"hall": {"file": "hall.jpg", "caption": "Hall"}},
        "signature": {"file": "marsh.png"},
    }
    files = {"hall.jpg": a_jpeg(), "marsh.png": a_png()}
    return store.do(visit_from_input, case.id, said, files).id


def text_of(pdf: bytes) -> str:
    pages = PdfReader(BytesIO(pdf)).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())


def test_a_plan_is_produced_in_both_formats(store: EncryptedStore, case: Case) -> None:
    store.do(plan_from_input, case.id, example_plan())
    pdf = keep_and_disclose(store, case.id, "plan", "pdf", to="panel")
    docx = keep_and_disclose(store, case.id, "plan", "docx", to="panel")
    words = ZipFile(BytesIO(docx)).read("word/document.xml").decode()

    for said in ("Twelve months without breach", "Unannounced home visits"):
        assert said in text_of(pdf)
        assert said in words


def test_a_visit_is_produced_with_its_photo_and_signature(
    store: EncryptedStore, case: Case
) -> None:
    a_visited(store, case)
    pdf = keep_and_disclose(store, case.id, "visit", "pdf", to="panel")

    assert sum(len(page.images) for page in PdfReader(BytesIO(pdf)).pages) >= 2
    assert "Samsung A14 on the table" in text_of(pdf)


def test_an_assessment_is_produced(store: EncryptedStore, case: Case) -> None:
    answers = example_answers(find_instrument("pathway-needs"))
    store.do(assess_from_input, case.id, "pathway-needs", answers)
    pdf = keep_and_disclose(store, case.id, "assessment", "pdf", to="panel")

    assert "Pathway needs" in text_of(pdf)


def test_every_copy_is_kept_numbered_and_logged(
    store: EncryptedStore, case: Case
) -> None:
    plan = store.do(plan_from_input, case.id, example_plan())
    first = keep_and_disclose(store, case.id, "plan", "pdf", to="panel", why="review")
    keep_and_disclose(store, case.id, "plan", "docx", to="DS Rowe")
    papers = store.queries.records(Paper, case.id)
    log = [
        row.detail["to"]
        for row in store.queries.access_log(case.id)
        if row.operation is Operation.DISCLOSURE
    ]

    assert [paper.copy for paper in papers] == [1, 2]
    assert [paper.of_id for paper in papers] == [plan.id, plan.id]
    assert store.queries.blob(papers[0].content_blob) == first
    assert [d.why for d in papers[0].disclosed.values()] == ["review"]
    assert sorted(log) == ["DS Rowe", "panel"]
    third = keep_and_disclose(store, case.id, "plan", "pdf", to="x")
    assert "Copy 3" in text_of(third)


def test_a_copy_goes_to_somebody(store: EncryptedStore, case: Case) -> None:
    store.do(plan_from_input, case.id, example_plan())
    keep_and_disclose(store, case.id, "plan", "pdf", to="panel")
    (paper,) = store.queries.records(Paper, case.id)

    with pytest.raises(InputRefused, match="to whom"):
        store.do(disclose_paper, paper.id, " ")


def test_a_version_named_prints_though_a_newer_one_stands(
    store: EncryptedStore, case: Case
) -> None:
    first = store.do(plan_from_input, case.id, example_plan())
    second = store.do(plan_from_input, case.id, example_plan())
    printed = Printed(by="DC Marsh", at=store.clock())
    kind = "plan"

    newest = paper_of(store, case.id, kind, None, printed)
    named = paper_of(store, case.id, kind, first.id, printed)
    assert (newest.reference, newest.version) == (second.id, "Version 2")
    assert (named.version, named.status) == ("Version 1", "superseded")


@pytest.mark.parametrize("kind", list(Papers(SHIPPED)))
def test_nothing_to_print_is_said_in_a_sentence(
    kind: str, store: EncryptedStore, case: Case
) -> None:
    with pytest.raises(NotFound, match=r"yet\."):
        keep_and_disclose(store, case.id, kind, "pdf", to="x")
    with pytest.raises(NotFound, match="no record “none”"):
        keep_and_disclose(store, case.id, kind, "pdf", to="x", which="none")


def test_an_unknown_kind_or_format_is_refused(
    store: EncryptedStore, case: Case
) -> None:
    with pytest.raises(InputRefused, match="visit, assessment, scores, plan"):
        keep_and_disclose(store, case.id, "letter", "pdf", to="x")
    with pytest.raises(InputRefused, match="pdf, docx"):
        keep_and_disclose(store, case.id, "plan", "odt", to="x")


def test_a_digest_is_of_what_is_said_and_shown(
    store: EncryptedStore, case: Case
) -> None:
    visit_id = a_visited(store, case)
    printed = Printed(by="DC Marsh", at=store.clock())
    document = paper_of(store, case.id, "visit", visit_id, printed)
    other = evolve(document, blocks=document.blocks[:-1])
    later = evolve(document, printed_at=document.printed_at + timedelta(days=1))

    assert document_digest(document) != document_digest(other)
    assert document_digest(document) == document_digest(later)
    rendered = render(document, PaperFormat.DOCX, "visit")
    assert rendered.document_digest == document_digest(document)


def test_a_paper_survives_its_stored_form(store: EncryptedStore, case: Case) -> None:
    store.do(plan_from_input, case.id, example_plan())
    keep_and_disclose(store, case.id, "plan", "pdf", to="panel")
    (paper,) = store.queries.records(Paper, case.id)

    assert from_document(Paper, to_document(paper)) == paper


def test_an_assessment_of_needs_is_drawn_beside_the_one_before(
    store: EncryptedStore, clock: FixedClock, case: Case
) -> None:
    said = example_answers(find_instrument("pathway-needs"))
    store.do(assess_from_input, case.id, "pathway-needs", said)
    clock.pass_by(timedelta(days=90))
    said["answers"]["health_need"] = "none"
    del said["answers"]["health_priority"]
    now = store.do(assess_from_input, case.id, "pathway-needs", said)
    printed = Printed(by="DC Marsh", at=clock.now)

    document = paper_of(store, case.id, "assessment", now.id, printed)

    (kept,) = [one for one in document.blocks if isinstance(one, KeepTogether)]
    wheel = kept.blocks[-1]
    assert isinstance(wheel, Wheel)
    at = wheel.labels.index("Health")
    assert (wheel.then[at], wheel.now[at]) == (1, 0)
    assert (wheel.then_on, wheel.now_on) == (date(2026, 11, 22), date(2027, 2, 20))
    assert "Then, 22 Nov 2026" in text_of(to_pdf(document))
