"""Who prints a document, when, and how the paper is to be handled."""

from collections.abc import Iterable
from datetime import datetime

from attrs import field, frozen

from iomdesk.documents.blocks import Block, Document, Handling


@frozen(kw_only=True)
class Printed:
    """*language* is that of an instrument's wording; None is as the settings say."""

    by: str
    at: datetime
    marking: str = "OFFICIAL-SENSITIVE"
    handling: Handling = field(factory=Handling)
    language: str | None = None

    def document(
        self,
        *,
        title: str,
        kind: str,
        reference: str,
        version: str,
        blocks: Iterable[Block],
        status: str | None = None,
    ) -> Document:
        """Return a document with its blocks, printed by whom and how this says."""
        return Document(
            title=title,
            kind=kind,
            reference=reference,
            version=version,
            status=status,
            printed_by=self.by,
            printed_at=self.at,
            marking=self.marking,
            handling=self.handling,
            blocks=tuple(blocks),
        )
