"""A heavy person: years of appointments, visits and versions of a plan."""

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

from iomdesk.cases.case import Appointment, Risk, RiskLevel
from iomdesk.cases.sentence import Condition, Sentence
from iomdesk.cases.whole import WholeCase, as_given
from iomdesk.plans.parts import ControlLine, Pillar
from iomdesk.plans.plan import Plan
from iomdesk.ports import Record
from iomdesk.records.ids import CaseId, PartId, PlanId, VisitId, made_id
from iomdesk.visits.visit import Visit
from tests.builders import a_whole_case, records_of

APPOINTMENTS, VISITS, VERSIONS = 3_000, 200, 40
BEGAN = datetime(2018, 1, 8, 10, tzinfo=UTC)
SOURCE = "mpop"
NOTES = "Talked about work, home and money for half an hour. Will come again as agreed."


def a_heavy_person(
    appointments: int = APPOINTMENTS, *, crn: str = "X900001"
) -> WholeCase:
    """Return a person of whom a source holds so many *appointments*, one a day."""
    held = {_key(crn, n): an_appointment(n) for n in range(appointments)}
    return a_whole_case(
        case_id=made_id("case", "crn", crn),
        crn=crn,
        risk=Risk(overall=RiskLevel.HIGH, public=RiskLevel.MEDIUM),
        sentences={PartId("licence"): _licence()},
        appointments=held,
        said={SOURCE: {f"/appointments/{k}": as_given(a) for k, a in held.items()}},
    )


def an_appointment(n: int) -> Appointment:
    at = BEGAN + timedelta(days=n)
    return Appointment(
        kind="Planned office visit (NS)",
        at=at,
        until=at + timedelta(minutes=45),
        officer="DC Marsh",
        place="Bilston office",
        outcome="Attended - complied",
        complied=True,
        notes=f"{n}. {NOTES}",
    )


def heavy_records(person: WholeCase) -> Iterator[Record]:
    """Yield all that is recorded of a heavy person, in the order it came."""
    yield from records_of(person)
    yield from (_visit(person.id, n) for n in range(VISITS))
    yield from _plans(person.id)


def _key(crn: str, n: int) -> PartId:
    return PartId(made_id("appointment", crn, str(n)))


def _licence() -> Sentence:
    curfew = Condition(text="To stay at home from 7 pm to 7 am", short="curfew")
    return Sentence(
        description="Licence",
        started_on=date(2026, 1, 8),
        conditions={PartId("curfew"): curfew},
    )


def _visit(case_id: CaseId, n: int) -> Visit:
    began = BEGAN + timedelta(days=14 * n)
    return Visit(
        id=VisitId(made_id("visit", case_id, str(n))),
        case_id=case_id,
        started_at=began,
        ended_at=began + timedelta(minutes=40),
        signed_at=began + timedelta(hours=3),
        outcome="seen_well",
        seen=NOTES,
        said=NOTES,
    )


def _plans(case_id: CaseId) -> Iterator[Plan]:
    line = ControlLine(pillar=Pillar.SUPERVISION, text=NOTES, answers=())
    for version in range(1, VERSIONS + 1):
        before = made_id("plan", case_id, str(version - 1))
        yield Plan(
            id=PlanId(made_id("plan", case_id, str(version))),
            case_id=case_id,
            version=version,
            replaces=PlanId(before) if version > 1 else None,
            control={PartId(f"line-{n}"): line for n in range(8)},
        )
