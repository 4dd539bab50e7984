"""What was read from one or more files, before anything is written."""

from attrs import frozen

from iomdesk.exchange.refusal import Refusal
from iomdesk.exchange.saying import SourcePerson


@frozen(kw_only=True)
class Reading:
    """The people of the files; *apart* names what is about nobody in particular."""

    people: tuple[SourcePerson, ...]
    seen: int
    refused: tuple[Refusal, ...] = ()
    warnings: tuple[str, ...] = ()
    apart: tuple[str, ...] = ()
