"""Who prints a document, when, and how the paper is to be handled."""

from datetime import datetime

from attrs import field, frozen

from iomdesk.documents.blocks import Handling


@frozen(kw_only=True)
class Printed:
    """*language* is that of an instrument's wording."""

    by: str
    at: datetime
    marking: str = "OFFICIAL-SENSITIVE"
    handling: Handling = field(factory=Handling)
    language: str = "en"
