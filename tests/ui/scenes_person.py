"""A made-up person with a life on file: what the screens about a person are drawn with.

For pictures as well as tests: everything goes through the real store and the actions.
"""

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

from attrs import evolve, frozen

from db.store import EncryptedStore
from iomdesk.assessments.actions import assess_from_input
from iomdesk.cases.case import (
    Address,
    Appointment,
    Case,
    Cohort,
    Contact,
    Mappa,
    Marker,
    Name,
    Person,
    Question,
    Rag,
    RecordedScore,
    Reference,
    ReferenceType,
    Risk,
    RiskLevel,
)
from iomdesk.cases.filing import put_whole
from iomdesk.cases.received import Received
from iomdesk.cases.sentence import Condition, Offence, Sentence
from iomdesk.cases.whole import WholeCase
from iomdesk.permissions import Role, may
from iomdesk.plans.actions import plan_from_input
from iomdesk.ports import UnitOfWork
from iomdesk.records.ids import AssessmentId, CaseId, PartId, PlanId, VisitId, new_id
from iomdesk.visits.actions import (
    add_photo,
    enter_on_visor,
    record_visit,
    sign_visit,
    start_visit,
)
from iomdesk.visits.loading import visit_reference
from iomdesk.visits.photos import take_in
from iomdesk.visits.visit import Attendee, Check, Present, Visit, VisitAction
from tests.conftest import FixedClock
from tests.ui.scenes_typed import CHECKS, NOW, OGRS3, PLAN, THEN, VISITS, needs

DOOLEY = CaseId("0198f0aa-0000-7000-8000-00000000d001")


@frozen(kw_only=True)
class DemoPerson:
    """What was made, for tests that look for it."""

    case_id: CaseId
    visits: tuple[VisitId, ...]
    assessments: tuple[AssessmentId, ...]
    plan: PlanId


@may(Role.OFFICER)
def keep(work: UnitOfWork, record: Any) -> Any:
    if isinstance(record, WholeCase):
        put_whole(work, record)
        return record
    return work.save(record)


def build_person(store: EncryptedStore, clock: FixedClock) -> DemoPerson:
    """Put Wendell Dooley with visits and assessments into *store*; leave it noon."""
    noon = clock.now
    clock.now = datetime(2026, 2, 3, 9, 0, tzinfo=UTC)
    store.do(keep, dooley())
    store.do(keep, received())
    clock.now = datetime(2026, 3, 2, 10, 0, tzinfo=UTC)
    first = store.do(assess_from_input, DOOLEY, "pathway-needs", needs(THEN))
    store.do(assess_from_input, DOOLEY, "ogrs3", OGRS3)
    visits = [a_visit(store, clock, which) for which in (0, 1, 2)]
    clock.now = datetime(2026, 8, 12, 9, 30, tzinfo=UTC)
    second = store.do(assess_from_input, DOOLEY, "pathway-needs", needs(NOW))
    clock.now = datetime(2026, 8, 23, 14, 0, tzinfo=UTC)
    plan = store.do(plan_from_input, DOOLEY, PLAN)
    risk = evolve(dooley().risk, children=RiskLevel.HIGH, overall=RiskLevel.HIGH)
    store.do(set_risk, risk)
    clock.now = noon
    return DemoPerson(
        case_id=DOOLEY,
        visits=tuple(v.id for v in visits),
        assessments=(first.id, second.id),
        plan=plan.id,
    )


@may(Role.OFFICER)
def set_risk(work: UnitOfWork, risk: Risk) -> Case:
    return work.save(evolve(work.get(Case, DOOLEY), risk=risk))


def dooley() -> WholeCase:
    return WholeCase(
        id=DOOLEY,
        person=Person(
            surname="Dooley",
            forename="Wendell",
            born_on=date(2001, 2, 14),
            sex="male",
            ethnicity="White British",
            language="English",
            mobile="07700 900142",
            aliases={PartId("a1"): Name(surname="Dools")},
        ),
        opened_at=datetime(2026, 2, 3, 9, 0, tzinfo=UTC),
        references={
            PartId("crn"): Reference(type=ReferenceType.CRN, value="X012345"),
            PartId("pnc"): Reference(type=ReferenceType.PNC, value="2019/0123456D"),
        },
        addresses=_addresses(),
        markers=_markers(),
        contacts=_contacts(),
        cohorts={
            PartId("iom"): Cohort(name="IOM", started_on=date(2026, 2, 3)),
            PartId("mosovo"): Cohort(name="MOSOVO", started_on=date(2026, 2, 3)),
        },
        pillar="Fixed",
        tier="A2",
        rag=Rag.RED,
        risk=Risk(
            overall=RiskLevel.MEDIUM,
            public=RiskLevel.MEDIUM,
            children=RiskLevel.MEDIUM,
            known_adult=RiskLevel.LOW,
            staff=RiskLevel.LOW,
            assessed_on=date(2026, 8, 12),
            source="OASys",
        ),
        mappa=Mappa(category=1, level=2, review_on=date(2027, 1, 14)),
        sentences=_sentences(),
        scores=_scores(),
        appointments=_appointments(),
        officer="DC Marsh",
        team="Shrewsbury IOM",
        registered=True,
        registered_until=date(2031, 3, 12),
        questions=_questions(),
    )


def _addresses() -> dict[PartId, Address]:
    return {
        PartId("home"): Address(
            lines=("14 Frankwell Court",),
            town="Shrewsbury",
            postcode="SY3 8JX",
            main=True,
            verified=True,
            started_on=date(2026, 8, 3),
        ),
        PartId("before"): Address(
            lines=("2 Abbey Foregate",),
            town="Shrewsbury",
            started_on=date(2025, 11, 20),
            ended_on=date(2026, 8, 3),
        ),
    }


def _markers() -> dict[PartId, Marker]:
    said = (
        ("weapons", "Weapons", "Kept a knife by the door (2024)"),
        ("dog", "Dog", "Staffordshire cross, loose in the yard"),
        ("alone", "Do not visit alone", None),
    )
    return {
        PartId(key): Marker(text=text, notes=notes, source="PNC")
        for key, text, notes in said
    }


def _contacts() -> dict[PartId, Contact]:
    return {
        PartId("partner"): Contact(
            name="Carly Booth", relationship="Partner", phone="07700 900877"
        ),
        PartId("work"): Contact(
            name="Imran Shah", relationship="Probation practitioner", agency="Probation"
        ),
    }


def _sentences() -> dict[PartId, Sentence]:
    shpo = {
        PartId("c1"): Condition(
            text="Not to use any device able to reach the internet unless risk"
            " management software approved by the police runs on it.",
            short="no device able to reach the internet without risk software",
        ),
        PartId("c2"): Condition(
            text="Not to have any unsupervised contact with a child under 16 other"
            " than such as is inadvertent.",
            short="no unsupervised contact with a child under 16",
        ),
        PartId("c3"): Condition(
            text="Not to delete the history of any device.",
            short="no deleting of history",
        ),
    }
    licence = {
        PartId("l1"): Condition(
            text="Confine yourself to your place of residence between 21:00 and 07:00.",
            short="curfew 21:00 to 07:00",
        )
    }
    return {
        PartId("shpo"): Sentence(
            description="Sexual harm prevention order",
            kind="SHPO",
            court="Shrewsbury Crown Court",
            convicted_on=date(2021, 3, 12),
            started_on=date(2021, 3, 12),
            expires_on=date(2031, 3, 12),
            length="10 years",
            conditions=shpo,
        ),
        PartId("licence"): Sentence(
            description="Custodial sentence, 40 months",
            kind="Licence",
            court="Shrewsbury Crown Court",
            convicted_on=date(2024, 5, 30),
            started_on=date(2024, 5, 30),
            released_on=date(2026, 1, 30),
            expires_on=date(2027, 1, 30),
            length="40 months",
            offences={
                PartId("o1"): Offence(
                    description="Burglary in a dwelling", code="02801", main=True
                )
            },
            conditions=licence,
        ),
    }


def _scores() -> dict[PartId, RecordedScore]:
    return {
        PartId("arms"): RecordedScore(
            tool="ARMS", band="High", on=date(2026, 8, 12), assessor="DC Marsh"
        ),
        PartId("osp"): RecordedScore(
            tool="OSP/DC",
            band="Medium",
            outputs={"points": "28", "percentage": "1.54"},
            on=date(2026, 3, 2),
            source="OASys",
        ),
    }


def _appointments() -> dict[PartId, Appointment]:
    return {
        PartId("n1"): Appointment(
            kind="Notification",
            at=datetime(2026, 8, 3, 13, 20, tzinfo=UTC),
            place="Monkmoor police station",
            notes="Change of address, given within 3 days.",
            outcome="Attended",
            complied=True,
        ),
        PartId("n2"): Appointment(
            kind="Supervision with Imran Shah",
            at=datetime(2026, 12, 4, 10, 30, tzinfo=UTC),
            place="Abbey Lawn probation office",
        ),
        PartId("n3"): Appointment(
            kind="Supervision with Imran Shah",
            at=datetime(2026, 10, 16, 9, 30, tzinfo=UTC),
            place="Abbey Lawn probation office",
            outcome="Failed to attend",
            complied=False,
        ),
    }


def _questions() -> dict[PartId, Question]:
    return {
        PartId("q1"): Question(
            text="Probation says that the birth date is 12 Feb 2001.",
            field_path="/person/born_on",
            held='"2001-02-14"',
            said='"2001-02-12"',
            source="mpop",
            raised_at=datetime(2026, 11, 20, 8, 0, tzinfo=UTC),
        )
    }


def received() -> Received:
    body = (
        '{"crn":"X012345","name":{"forename":"Wendell","surname":"Dooley"},'
        '"dateOfBirth":"2001-02-12","pronouns":"he/him","tier":"A2"}'
    )
    return Received(
        id=new_id(),
        case_id=DOOLEY,
        source="mpop",
        path="/mas/personal-details/X012345",
        body=body,
        unplaced=("/pronouns",),
    )


def a_visit(store: EncryptedStore, clock: FixedClock, which: int) -> Visit:
    """Record and sign one of the visits to Dooley."""
    said = VISITS[which]
    clock.now = said["at"]
    visit = store.do(start_visit, DOOLEY, "home", announced=False)
    if which == 2:
        photo = take_in(a_photo(), visit_reference().photos)
        visit = store.do(add_photo, visit.id, photo, "Samsung A14, new")
    lowe = Attendee(name="PC Lowe", agency="Police")
    recorded = evolve(
        visit,
        ended_at=clock.now + timedelta(minutes=35),
        outcome=said["outcome"],
        seen=said.get("seen"),
        said=said.get("said"),
        thought=said.get("thought"),
        officers={**visit.officers, PartId("lowe"): lowe},
        checks=checks() if which else {},
        answered_by="The person" if which else None,
        present=_present() if which == 2 else {},
        actions=_actions() if which == 2 else {},
    )
    store.do(record_visit, recorded)
    signed = store.do(sign_visit, visit.id, statement=True)
    return store.do(enter_on_visor, signed.id) if which < 2 else signed


def checks() -> dict[str, Check]:
    return {
        code: Check(asked=asked, answer=answer, note=note)
        for code, (asked, answer, note) in CHECKS.items()
    }


def _present() -> dict[PartId, Present]:
    return {
        PartId("p1"): Present(name="Carly Booth", relationship="Partner"),
        PartId("p2"): Present(relationship="Partner's child", child=True, age="7"),
    }


def _actions() -> dict[PartId, VisitAction]:
    return {
        PartId("a1"): VisitAction(
            text="Add the Samsung A14 to the list of devices",
            owner="PC Lowe",
            due_on=date(2026, 8, 18),
            done_on=date(2026, 8, 17),
        ),
        PartId("a2"): VisitAction(
            text="Ask children's services about the weekend stays",
            owner="DC Marsh",
            due_on=date(2026, 11, 30),
        ),
    }


def a_photo() -> bytes:
    """Return a small JPEG with something in it."""
    from PIL import Image, ImageDraw

    image = Image.new("RGB", (640, 480), "#8a9aa8")
    draw = ImageDraw.Draw(image)
    draw.rectangle((250, 90, 390, 390), fill="#20262c", outline="#dfe5ea", width=6)
    draw.rectangle((262, 110, 378, 370), fill="#4d6b8a")
    out = BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()
