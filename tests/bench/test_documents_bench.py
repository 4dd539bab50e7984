"""Documents: a six-page plan as PDF, with its tags, and as Word file."""

from pathlib import Path
from statistics import median

from iomdesk.documents.docx import to_docx
from iomdesk.documents.pdf import to_pdf
from tests.bench.conftest import Figures, interleaved, p50, p99
from tests.bench.plain_documents import plain_docx, plain_pdf
from tests.bench.six_pages import SIX_PAGES
from tests.bench.starting import figures_of
from tests.documents.made_up import a_document

RUNS = 60


def test_a_plan_as_tagged_pdf(figures: Figures) -> None:
    document = a_document(*SIX_PAGES)

    ours, floor = interleaved(
        lambda: to_pdf(document), lambda: plain_pdf(document), RUNS
    )

    row = figures.add(
        "6-page plan as tagged PDF, p50", p50(ours), p50(floor), aim="1.4 ×", most=1.4
    )
    figures.add("6-page plan as tagged PDF, p99", p99(ours), p99(floor))
    assert row.ours > 0


def test_a_plan_as_word_file(figures: Figures) -> None:
    document = a_document(*SIX_PAGES)

    ours, floor = interleaved(
        lambda: to_docx(document), lambda: plain_docx(document), RUNS
    )

    row = figures.add(
        "6-page plan as Word file, p50", p50(ours), p50(floor), aim="1.3 ×", most=1.3
    )
    figures.add("6-page plan as Word file, p99", p99(ours), p99(floor))
    assert row.ours > 0


def test_the_first_document_after_a_start(tmp_path: Path, figures: Figures) -> None:
    """A process of its own: what is imported for a document counts."""
    pairs = [
        [figures_of("first_document.py", whose, home=tmp_path)[0]
         for whose in ("ours", "plain")]
        for _ in range(7)
    ]  # fmt: skip

    ours, floor = median(a for a, _ in pairs), median(b for _, b in pairs)
    figures.add(
        "first PDF after a start, imports included",
        ours,
        floor,
        ratio=median(a / b for a, b in pairs),
        aim="1.3 × (1.0)",
        most=1.3,
    )
    assert ours > 0
