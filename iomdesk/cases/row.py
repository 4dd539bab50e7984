"""A case as one line of the list of people."""

import unicodedata
from collections.abc import Iterable

from iomdesk.cases.case import Address, Case, Question, ReferenceType
from iomdesk.cases.caution import LEVELS
from iomdesk.ports import CaseRow


def case_row(
    case: Case, questions: Iterable[Question] = (), *, disputed: bool = False
) -> CaseRow:
    """Return the line of *case*; what has ended is not on it."""
    return CaseRow(
        case_id=case.id,
        surname=case.person.surname,
        forenames=" ".join(n for n in (case.person.forename, case.person.middle) if n),
        born_on=case.person.born_on,
        reference=main_reference(case),
        officer=case.officer or "",
        team=case.team or "",
        cohorts=tuple(
            sorted(c.name for c in case.cohorts.values() if c.ended_on is None)
        ),
        pillar=case.pillar or "",
        rag=case.rag or "",
        risk=highest_risk(case),
        mappa=_mappa(case),
        markers=tuple(
            sorted(
                m.text
                for m in case.markers.values()
                if not (m.ended_on or m.ended_why) and m.warning
            )
        ),
        town=_town(case),
        in_custody=case.in_custody,
        restricted=case.restricted,
        disputed=disputed,
        questions=sum(q.answer is None for q in questions),
    )


def main_reference(case: Case) -> str:
    """Return the strongest reference held, as its system writes it."""
    order = list(ReferenceType)
    held = sorted(
        case.references.values(), key=lambda r: (order.index(r.type), r.value)
    )
    return held[0].value if held else ""


def highest_risk(case: Case) -> str:
    """Return the highest RoSH level recorded about anybody, or an empty text."""
    risk = case.risk
    levels = (
        risk.overall,
        risk.public,
        risk.children,
        risk.known_adult,
        risk.staff,
        risk.prisoners,
    )
    said = [level for level in levels if level is not None]
    return max(said, key=LEVELS.index).value if said else ""


def sort_key(case: Case) -> str:
    """Return what the list of people is ordered by: surname, forename, birth date."""
    name = in_order(f"{case.person.surname} {case.person.forename}")
    return f"{name} {case.person.born_on or ''}"


def in_order(name: str) -> str:
    """Return *name* as names are put in order: without accents and capitals."""
    plain = unicodedata.normalize("NFKD", name)
    letters = "".join(c for c in plain if not unicodedata.combining(c))
    return letters.casefold().strip()


def current_address(case: Case) -> Address | None:
    """Return the main address that has not ended, else the newest."""
    living = [a for a in case.addresses.values() if a.ended_on is None]
    living.sort(key=lambda a: (a.main, str(a.started_on or "")))
    return living[-1] if living else None


def _mappa(case: Case) -> str:
    said = (case.mappa.category, case.mappa.level)
    return "/".join("?" if part is None else str(part) for part in said if any(said))


def _town(case: Case) -> str:
    address = current_address(case)
    return (address.town or "") if address else ""
