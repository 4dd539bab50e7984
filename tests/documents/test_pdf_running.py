"""PDFs are made side by side, leave nothing behind, and load nothing too early."""

import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from typing import get_args

from iomdesk.documents.faces import LATIN
from iomdesk.documents.pdf import to_pdf
from iomdesk.documents.pdf_faces import font_of
from iomdesk.documents.style import Weight
from tests.documents.made_up import a_long_document

LIGHT = ("blocks", "style", "wording", "faces", "script", "columns")
HEAVY = ("reportlab", "docx", "PIL", "pikepdf", "lxml")


def test_documents_made_at_the_same_time_do_not_disturb_each_other() -> None:
    plans = [a_long_document(title=f"Plan {n}") for n in range(4)]

    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(to_pdf, plans))

    assert together == [to_pdf(plan) for plan in plans]


def test_a_finished_document_leaves_nothing_in_the_faces() -> None:
    to_pdf(a_long_document())

    assert [len(font_of(LATIN, w).state) for w in get_args(Weight)] == [0, 0, 0]


def test_writing_blocks_loads_no_writer() -> None:
    names = ", ".join(f"iomdesk.documents.{name}" for name in LIGHT)
    code = f"import sys, {names}; print([m for m in {HEAVY!r} if m in sys.modules])"

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.strip() == "[]"
