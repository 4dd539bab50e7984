"""A case: a person under management, and what is held about them."""

from collections.abc import Mapping
from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar

from attrs import field, frozen

from iomdesk.cases.sentence import Note
from iomdesk.records.ids import CaseId, PartId


class RiskLevel(StrEnum):
    """RoSH levels, HMPPS (practice notes §9)."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    VERY_HIGH = "very_high"


class Rag(StrEnum):
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


class ReferenceType(StrEnum):
    """What a reference is of, strongest first: it says whose a row is, and the id."""

    CRN = "crn"
    NOMS = "noms"
    PNC = "pnc"
    CRO = "cro"
    VISOR = "visor"
    LOCAL = "local"


@frozen(kw_only=True)
class Name:
    """A name as the source writes it."""

    surname: str
    forename: str = ""
    middle: str = ""
    kind: str = "alias"


@frozen(kw_only=True)
class Person:
    """Who it is; *sex* and the like take “unknown” as a value of their own."""

    surname: str
    forename: str = ""
    middle: str = ""
    preferred_name: str | None = None
    title: str | None = None
    born_on: date | None = None
    sex: str | None = None
    gender: str | None = None
    ethnicity: str | None = None
    nationality: str | None = None
    religion: str | None = None
    language: str | None = None
    sexual_orientation: str | None = None
    phone: str | None = None
    mobile: str | None = None
    email: str | None = None
    aliases: Mapping[PartId, Name] = field(factory=dict)
    disabilities: Mapping[PartId, Note] = field(factory=dict)
    circumstances: Mapping[PartId, Note] = field(factory=dict)


@frozen(kw_only=True)
class Reference:
    """A number by which a system knows the person."""

    type: ReferenceType
    value: str
    source: str | None = None


@frozen(kw_only=True)
class Address:
    """Where the person lives or stays, from and to."""

    lines: tuple[str, ...] = ()
    town: str | None = None
    county: str | None = None
    postcode: str | None = None
    kind: str | None = None
    status: str | None = None
    main: bool = False
    no_fixed_abode: bool = False
    verified: bool | None = None
    phone: str | None = None
    started_on: date | None = None
    ended_on: date | None = None
    notes: str | None = None
    notes_cut_short: bool = False
    source: str | None = None


@frozen(kw_only=True)
class Marker:
    """A warning marker or flag, with its source."""

    text: str
    kind: str | None = None
    level: RiskLevel | None = None
    level_text: str | None = None
    source: str | None = None
    notes: str | None = None
    notes_cut_short: bool = False
    created_on: date | None = None
    created_by: str | None = None
    review_on: date | None = None
    expires_on: date | None = None
    ended_on: date | None = None
    ended_by: str | None = None
    ended_why: str | None = None
    warning: bool = True


@frozen(kw_only=True)
class Contact:
    """Somebody around the person: family, worker, emergency contact."""

    name: str
    relationship: str | None = None
    kind: str | None = None
    phone: str | None = None
    email: str | None = None
    address: str | None = None
    agency: str | None = None
    started_on: date | None = None
    ended_on: date | None = None
    notes: str | None = None
    notes_cut_short: bool = False
    source: str | None = None


@frozen(kw_only=True)
class Cohort:
    """A cohort the person is in: IOM, MOSOVO, DA, a force's own."""

    name: str
    started_on: date | None = None
    ended_on: date | None = None
    why: str | None = None


@frozen(kw_only=True)
class Risk:
    """RoSH levels by who is at risk; each is settled by itself."""

    overall: RiskLevel | None = None
    public: RiskLevel | None = None
    children: RiskLevel | None = None
    known_adult: RiskLevel | None = None
    staff: RiskLevel | None = None
    prisoners: RiskLevel | None = None
    self_harm: RiskLevel | None = None
    assessed_on: date | None = None
    source: str | None = None


@frozen(kw_only=True)
class Mappa:
    """MAPPA: category 1–4, level 1–3 (CJA 2003 s.325–327; practice notes §4.1)."""

    category: int | None = None
    level: int | None = None
    category_text: str | None = None
    level_text: str | None = None
    lead: str | None = None
    started_on: date | None = None
    review_on: date | None = None
    notes: str | None = None
    source: str | None = None


@frozen(kw_only=True)
class RecordedScore:
    """A score as somebody else's tool gave it: never re-banded, never recomputed.

    *scales* are the categories of a tool that gives several; *recorded_by* typed it in.
    """

    tool: str
    version: str | None = None
    outputs: Mapping[str, str] = field(factory=dict)
    scales: Mapping[str, str] = field(factory=dict)
    band: str | None = None
    on: date | None = None
    at: datetime | None = None
    kind: str | None = None
    assessor: str | None = None
    source: str | None = None
    basis: str | None = None
    notes: str | None = None
    recorded_at: datetime | None = None
    recorded_by: str | None = None
    ended_on: date | None = None
    ended_by: str | None = None
    ended_why: str | None = None


@frozen(kw_only=True)
class Appointment:
    """A planned or past contact that another system holds."""

    kind: str
    at: datetime | None = None
    until: datetime | None = None
    officer: str | None = None
    place: str | None = None
    outcome: str | None = None
    complied: bool | None = None
    absent: bool | None = None
    acceptable_absence: bool | None = None
    notes: str | None = None
    notes_cut_short: bool = False
    sensitive: bool = False
    source: str | None = None


@frozen(kw_only=True)
class Question:
    """A disagreement that a person settles; nothing was chosen in silence."""

    text: str
    field_path: str | None = None
    held: str | None = None
    said: str | None = None
    source: str | None = None
    raised_at: datetime | None = None
    answer: str | None = None
    answered_by: str | None = None
    answered_at: datetime | None = None


@frozen(kw_only=True)
class Case:
    """A person under management: who it is, the risk, warnings, addresses, cohorts.

    What grows without end stands beside it (`cases.beside`).
    """

    KIND: ClassVar[str] = "case"

    id: CaseId
    person: Person
    opened_at: datetime | None = None
    closed_on: date | None = None
    closed_why: str | None = None
    references: Mapping[PartId, Reference] = field(factory=dict)
    addresses: Mapping[PartId, Address] = field(factory=dict)
    markers: Mapping[PartId, Marker] = field(factory=dict)
    cohorts: Mapping[PartId, Cohort] = field(factory=dict)
    pillar: str | None = None
    tier: str | None = None
    rag: Rag | None = None
    risk: Risk = field(factory=Risk)
    mappa: Mappa = field(factory=Mappa)
    officer: str | None = None
    team: str | None = None
    provider: str | None = None
    restricted: bool = False
    in_custody: bool = False
    establishment: str | None = None
    registered: bool | None = None
    registered_until: date | None = None
    visit_every_months: int | None = None

    @property
    def case_id(self) -> CaseId:
        return self.id
