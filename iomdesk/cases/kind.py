"""The registrations of a person under management, and of what a source sent."""

from collections.abc import Callable, Iterable

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
from iomdesk.kinds.kind import InputFile, Kind, Later
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


CASE = Kind(
    record=Case,
    indexed=frozenset({"person", "references", "addresses", "markers"}),
    cautious=CAUTIOUS,
    due=Later(_due),
    input=InputFile(schema=Later(_schema), example=Later(_example)),
)
RECEIVED = Kind(record=Received, is_bookkeeping=True)
SENTENCE = Kind(record=CaseSentence, beside=True, due=Later(_sentences_due))
CONTACT = Kind(record=CaseContact, beside=True)
SCORE = Kind(record=CaseScore, beside=True)
QUESTION = Kind(
    record=CaseQuestion,
    beside=True,
    indexed=frozenset({"field_path", "held", "said", "answer"}),
)
APPOINTMENTS = Kind(record=CaseAppointments, beside=True, due=Later(_appointments_due))
SOURCE = Kind(record=CaseSource, is_bookkeeping=True)  # two imports may differ there
