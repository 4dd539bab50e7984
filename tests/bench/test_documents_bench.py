"""Documents: a six-page plan as PDF, with its tags, and as Word file."""

from iomdesk.documents.docx import to_docx
from iomdesk.documents.pdf import to_pdf
from tests.bench.conftest import Figures, interleaved, p50, p99
from tests.bench.plain_documents import plain_docx, plain_pdf, plan_blocks
from tests.documents.made_up import a_document

RUNS = 60


def test_a_plan_as_tagged_pdf(figures: Figures) -> None:
    document = a_document(*plan_blocks())

    ours, floor = interleaved(
        lambda: to_pdf(document), lambda: plain_pdf(document), RUNS
    )

    row = figures.add(
        "6-page plan as tagged PDF, p50", p50(ours), p50(floor), "ms", "1.4 ×"
    )
    figures.add("6-page plan as tagged PDF, p99", p99(ours), p99(floor), "ms", "")
    assert row.ours > 0


def test_a_plan_as_word_file(figures: Figures) -> None:
    document = a_document(*plan_blocks())

    ours, floor = interleaved(
        lambda: to_docx(document), lambda: plain_docx(document), RUNS
    )

    row = figures.add(
        "6-page plan as Word file, p50", p50(ours), p50(floor), "ms", "1.3 ×"
    )
    figures.add("6-page plan as Word file, p99", p99(ours), p99(floor), "ms", "")
    assert row.ours > 0
