"""Small lists and answers, and what is read from them."""

import json
from datetime import date
from typing import Any

from iomdesk.cases.case import Case, Marker
from iomdesk.cases.whole import WholeCase
from iomdesk.exchange.csv_people import read_csv
from iomdesk.exchange.headings import Headings, load_headings
from iomdesk.exchange.mpop.people import read_mpop
from iomdesk.exchange.reading import Reading
from iomdesk.exchange.saying import SourcePerson
from iomdesk.exchange.taking import Taken, take
from iomdesk.exchange.wording import load_wording

TODAY = date(2026, 11, 22)
CRN = "X000077"


def a_list(
    text: str, *, headings: Headings | None = None, name: str = "list.csv"
) -> Reading:
    """Return the people of a caseload list written out in a test."""
    lines = "\n".join(line.strip() for line in text.strip().splitlines())
    known = headings or load_headings()
    return read_csv({name: lines.encode()}, known, load_wording(), TODAY)


def one_row(headings: str, row: str) -> SourcePerson:
    """Return the person of a list with one row."""
    reading = a_list(f"{headings}\n{row}")
    assert len(reading.people) == 1, reading.refused
    return reading.people[0]


def answers(said: dict[str, Any], name: str = "answers.json") -> Reading:
    """Return the people of answers by path; {crn} stands for the reference."""
    text = json.dumps(said).replace("{crn}", CRN)
    return read_mpop({name: text.encode()}, load_headings(), load_wording())


def person_of(said: dict[str, Any]) -> SourcePerson:
    """Return the one person of *said*."""
    people = answers(said).people
    assert len(people) == 1
    return people[0]


def details(**more: Any) -> dict[str, Any]:
    """Return personal details, with what a test wants to say."""
    name = {"forename": "Wendell", "surname": "Dooley"}
    return {"crn": "{crn}", "name": name, "dateOfBirth": "2001-02-14"} | more


def headed(*, by: dict[str, str] | None = None, **more: Any) -> dict[str, Any]:
    """Return an answer with the person, or the name *by*, at its head."""
    return {"personSummary": details(**({"name": by} if by else {})), **more}


def take_new(said: SourcePerson) -> Taken:
    return take(None, said, load_wording())


def take_again(held: WholeCase, said: SourcePerson) -> Taken:
    return take(held, said, load_wording())


def asked(said: SourcePerson) -> list[str]:
    """Return the questions that the source's own answers raise."""
    return [question.text for question in said.questions.values()]


def marker(case: Case, text: str) -> Marker:
    found = [m for m in case.markers.values() if m.text == text]
    assert len(found) == 1, found
    return found[0]


def only(parts: Any) -> Any:
    """Return the one value of a mapping."""
    assert len(parts) == 1, parts
    return next(iter(parts.values()))


def part(parts: Any, **wanted: Any) -> Any:
    """Return the one part that has the values *wanted*."""
    found = [
        p for p in parts.values() if all(getattr(p, k) == v for k, v in wanted.items())
    ]
    assert len(found) == 1, found
    return found[0]


def told(reading: Reading) -> str:
    """Return all that the report says beside its counts."""
    refused = [f"{r.line} {r.field}: {r.reason}" for r in reading.refused]
    return "\n".join([*refused, *reading.warnings])


def cell(heading: str, text: str) -> Reading:
    """Return the reading of one person with *text* in one more column."""
    quoted = text.replace('"', '""')
    return a_list(f'Surname,Forename,CRN,{heading}\nDooley,Al,X000077,"{quoted}"')


def is_told(reading: Reading, heading: str) -> bool:
    """Say whether a line of the report names the row and the column."""
    lines = told(reading).splitlines()
    return any(heading in line and "2" in line.replace(heading, "") for line in lines)
