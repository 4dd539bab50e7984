"""A made-up instrument of forty ratings, for speed and for the keyboard."""

from iomdesk.assessments.instrument import Instrument
from iomdesk.packs.linting import instrument_of
from iomdesk.permissions import Role, may
from iomdesk.ports import UnitOfWork
from iomdesk.signed_pack import Pack

CODE = "made-up-forty"
SECTIONS = 5
EACH = 8

_HEAD = """
code = "made-up-forty"
version = "1"
title = { en = "Forty questions" }
owner = "IOM Desk"
licence = "MIT"
source = "Made up for a test"
status = "active"
effective_from = 2026-01-01
overrides = true

[[outputs]]
code = "points"
label = { en = "Points, of 80" }

[[bands]]
code = "low"
label = { en = "Low" }
below = 20
source = "Made up"

[[bands]]
code = "medium"
label = { en = "Medium" }
least = 20
below = 50
source = "Made up"

[[bands]]
code = "high"
label = { en = "High" }
least = 50
source = "Made up"
"""


def item_codes() -> list[str]:
    return [f"q{number}" for number in range(1, SECTIONS * EACH + 1)]


def forty_text() -> str:
    """Return the instrument as TOML; answers of 2 want their evidence."""
    parts = [_HEAD, _score()]
    for section in range(SECTIONS):
        parts.append(_section(section))
        numbers = range(section * EACH + 1, section * EACH + EACH + 1)
        parts += [_item(number, section) for number in numbers]
    return "\n".join(parts)


def forty() -> Instrument:
    return instrument_of(forty_text(), "made-up-forty.toml")


def newer_text() -> str:
    """Return a version 2: its first question is gone, a choice has another code."""
    text = forty_text().replace(_item(1, 0), "").replace('"q1", ', "")
    text = text.replace('code = "one"', 'code = "some"')
    text = text.replace("effective_from = 2026-01-01", "effective_from = 2026-06-01")
    return text.replace('version = "1"', 'version = "2"')


@may(Role.OFFICER)
def keep_forty(work: UnitOfWork, version: str = "1", text: str | None = None) -> None:
    """Put the instrument into a store, where packs of a force stand."""
    work.add_pack(
        Pack(
            code=CODE,
            version=version,
            text=text or forty_text(),
            signature="",
            public_key="",
            added_at=work.now,
            added_by=work.officer.name,
        )
    )


def _score() -> str:
    listed = ", ".join(f'"{code}"' for code in item_codes())
    return f'[score]\nkind = "sum"\nsource = "Made up"\nitems = [{listed}]\n'


def _section(number: int) -> str:
    return f"""
[[sections]]
code = "s{number}"
title = {{ en = "Made-up section {number + 1}" }}
"""


def _item(number: int, section: int) -> str:
    return f"""
[[items]]
code = "q{number}"
section = "s{section}"
kind = "rating"
label = {{ en = "Made-up question {number} about how the person lives" }}
evidence_for = ["two"]
choices = [
  {{ code = "none", label = {{ en = "Not present" }}, score = 0 }},
  {{ code = "one", label = {{ en = "Partly present" }}, score = 1 }},
  {{ code = "two", label = {{ en = "Present" }}, score = 2 }},
  {{ code = "unknown", label = {{ en = "Not known" }} }},
]
"""
