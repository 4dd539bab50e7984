"""Copies are called after reference and paper, by names that every system takes."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.papers.file_names import copy_name, free_name
from iomdesk.papers.paper import PaperFormat

ON = date(2026, 11, 30)
PLAN, PDF = "plan", PaperFormat.PDF
RESERVED = {"con", "prn", "aux", "nul"} | {
    f"{port}{n}" for port in ("com", "lpt") for n in range(10)
}


@pytest.mark.parametrize(
    ("reference", "name"),
    [
        ("X424242", "X424242-plan-2026-11-30.pdf"),
        ("2015/0123456X", "2015-0123456X-plan-2026-11-30.pdf"),
        ("", "no-reference-plan-2026-11-30.pdf"),
        ("../../etc/passwd", "etc-passwd-plan-2026-11-30.pdf"),
        ("a:b*c?d|e", "a-b-c-d-e-plan-2026-11-30.pdf"),
        ("Ж1", "1-plan-2026-11-30.pdf"),
    ],
)
def test_a_copy_is_called_after_reference_and_paper(reference: str, name: str) -> None:
    assert copy_name(reference, PLAN, ON, PDF) == name


@given(
    st.text(max_size=80) | st.sampled_from(["CON", "nul", "com1.", "LPT9 ", "aux.x"]),
    st.sampled_from(["plan", "visit"]) | st.text(max_size=60),
    st.sampled_from(list(PaperFormat)),
)
def test_any_reference_gives_a_name_that_every_system_takes(
    reference: str, kind: str, form: PaperFormat
) -> None:
    name = copy_name(reference, kind, ON, form)

    assert name.isascii()
    assert not set(name) & set('<>:"/\\|?*\0 ')
    assert name.removesuffix(f".{form.value}").count(".") == 0
    assert name.split(".")[0].casefold() not in RESERVED
    assert len(name) < 100


def test_a_name_that_is_taken_is_counted_on(tmp_path: Path) -> None:
    name = copy_name("X424242", PLAN, ON, PDF)
    taken = []
    for _ in range(3):
        free = free_name(tmp_path, name)
        (tmp_path / free).touch()
        taken.append(free)

    assert taken == [
        "X424242-plan-2026-11-30.pdf",
        "X424242-plan-2026-11-30-2.pdf",
        "X424242-plan-2026-11-30-3.pdf",
    ]


def test_a_link_to_nowhere_is_a_name_that_is_taken(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").symlink_to(tmp_path / "gone")

    assert free_name(tmp_path, "a.pdf") == "a-2.pdf"
