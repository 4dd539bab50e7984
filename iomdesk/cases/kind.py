"""The registrations of a person under management, and of what a source sent."""

from collections.abc import Callable, Iterable
from typing import Any

from iomdesk.cases.beside import (
    CaseAppointments,
    CaseContact,
    CaseQuestion,
    CaseScore,
    CaseSentence,
    CaseSource,
)
from iomdesk.cases.case import Case
from iomdesk.cases.caution import CAUTIOUS
from iomdesk.cases.received import Received
from iomdesk.due.standing import Standing
from iomdesk.kinds.kind import Kind, Later, RecordedFile
from iomdesk.ports import DueRow
from iomdesk.records.codec import Document


def _due() -> Callable[[Standing], Iterable[DueRow]]:
    from iomdesk.due.on_case import case_due  # noqa: PLC0415

    return case_due


def _sentences_due() -> Callable[[Standing], Iterable[DueRow]]:
    from iomdesk.due.on_case import sentences_due  # noqa: PLC0415

    return sentences_due


def _appointments_due() -> Callable[[Standing], Iterable[DueRow]]:
    from iomdesk.due.on_case import appointments_due  # noqa: PLC0415

    return appointments_due


def _schema() -> Document:
    from iomdesk.cases.said import case_schema  # noqa: PLC0415

    return case_schema()


def _example() -> Document:
    from iomdesk.cases.said import example_case  # noqa: PLC0415

    return example_case()


def _record() -> Callable[..., Any]:
    from iomdesk.cases.patching import record_case  # noqa: PLC0415

    return record_case


def _contact_schema() -> Document:
    from iomdesk.cases.said import contact_schema  # noqa: PLC0415

    return contact_schema()


def _example_contact() -> Document:
    from iomdesk.cases.said import example_contact  # noqa: PLC0415

    return example_contact()


def _record_contact() -> Callable[..., Any]:
    from iomdesk.cases.actions import contact_from_input  # noqa: PLC0415

    return contact_from_input


def _score_schema() -> Document:
    from iomdesk.assessments.recording import score_schema  # noqa: PLC0415

    return score_schema()


def _example_score() -> Document:
    from iomdesk.assessments.recording import example_score  # noqa: PLC0415

    return example_score()


def _record_score() -> Callable[..., Any]:
    from iomdesk.assessments.recording import (  # noqa: PLC0415
        record_score_from_input,
    )

    return record_score_from_input


CASE = Kind(
    record=Case,
    title="person",
    indexed=frozenset({"person", "references", "addresses", "markers"}),
    cautious=CAUTIOUS,
    due=Later(_due),
    input=RecordedFile(
        schema=Later(_schema),
        example=Later(_example),
        record=Later(_record),
        opens=True,
    ),
)
_ITS_CASE = ("case",)

RECEIVED = Kind(
    record=Received,
    title="answer of a source, as received",
    needs=_ITS_CASE,
    is_bookkeeping=True,
)
SENTENCE = Kind(
    record=CaseSentence,
    title="sentence or order",
    needs=_ITS_CASE,
    beside=True,
    due=Later(_sentences_due),
)
CONTACT = Kind(
    record=CaseContact,
    title="somebody around the person",
    needs=_ITS_CASE,
    beside=True,
    input=RecordedFile(
        schema=Later(_contact_schema),
        example=Later(_example_contact),
        record=Later(_record_contact),
    ),
)
SCORE = Kind(
    record=CaseScore,
    title="score of another tool",
    needs=_ITS_CASE,
    beside=True,
    input=RecordedFile(
        schema=Later(_score_schema),
        example=Later(_example_score),
        record=Later(_record_score),
    ),
)
QUESTION = Kind(
    record=CaseQuestion,
    title="question of an import",
    needs=_ITS_CASE,
    beside=True,
    indexed=frozenset({"field_path", "held", "said", "answer"}),
)
APPOINTMENTS = Kind(
    record=CaseAppointments,
    title="appointments of a quarter",
    needs=_ITS_CASE,
    beside=True,
    due=Later(_appointments_due),
)
SOURCE = Kind(  # two imports may differ there
    record=CaseSource,
    title="what a source gave last",
    needs=_ITS_CASE,
    is_bookkeeping=True,
)
