"""A paper as tests make it: whose, of which record, and as if printed."""

from iomdesk.documents.blocks import Document
from iomdesk.documents.printed import Printed
from iomdesk.papers.making import make_document
from iomdesk.papers.registry import Subject
from iomdesk.ports import Store
from iomdesk.records.ids import CaseId


def paper_of(
    store: Store, case_id: CaseId, word: str, which: str | None, printed: Printed
) -> Document:
    return make_document(store, word, Subject(case_id=case_id, which=which), printed)
