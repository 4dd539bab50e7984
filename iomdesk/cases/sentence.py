"""A sentence or order, its offences and its conditions."""

from collections.abc import Mapping
from datetime import date

from attrs import field, frozen

from iomdesk.records.ids import PartId


@frozen(kw_only=True)
class Note:
    """A short entry with its kind, source and date; ended, never removed."""

    kind: str
    text: str | None = None
    started_on: date | None = None
    ended_on: date | None = None
    source: str | None = None
    notes: str | None = None
    notes_cut_short: bool = False


@frozen(kw_only=True)
class Condition:
    """One condition, requirement or prohibition, its text as on the paper.

    *progress* says how much of a requirement is done: RAR days, hours of unpaid work.
    """

    text: str
    kind: str | None = None
    short: str | None = None
    length: str | None = None
    progress: str | None = None
    started_on: date | None = None
    ended_on: date | None = None
    why_ended: str | None = None
    notes: str | None = None
    notes_cut_short: bool = False
    source: str | None = None


@frozen(kw_only=True)
class Offence:
    """An offence with its Home Office code (5 digits) where known."""

    description: str
    category: str | None = None
    code: str | None = None
    on: date | None = None
    count: int | None = None
    main: bool = False
    notes: str | None = None


@frozen(kw_only=True)
class Sentence:
    """A sentence or order, with its offences and conditions."""

    description: str
    kind: str | None = None
    event_number: str | None = None
    court: str | None = None
    responsible_court: str | None = None
    convicted_on: date | None = None
    started_on: date | None = None
    released_on: date | None = None
    expires_on: date | None = None
    ended_on: date | None = None
    length: str | None = None
    progress: str | None = None
    status: str | None = None
    offences: Mapping[PartId, Offence] = field(factory=dict)
    conditions: Mapping[PartId, Condition] = field(factory=dict)
    additional: Mapping[PartId, Note] = field(factory=dict)
    source: str | None = None
