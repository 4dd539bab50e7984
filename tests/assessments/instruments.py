"""Made-up instruments for tests, and where the tests' data lie."""

from collections.abc import Mapping
from pathlib import Path

from iomdesk.assessments.answers import Answer, answer_of
from iomdesk.assessments.instrument import Instrument
from iomdesk.packs.linting import instrument_of

DATA = Path(__file__).parent.parent / "data"
FAULTY = DATA / "faulty" / "instruments"

HEAD = """
code = "made-up"
version = "1"
title = { en = "Made up" }
owner = "IOM Desk"
licence = "MIT"
source = "Made up for a test"
status = "active"
effective_from = 2026-01-01
"""

FORM = """
[[sections]]
code = "first"
title = { en = "First" }

[[items]]
code = "uses"
section = "first"
kind = "yes_no"
label = { en = "Uses drugs" }

[[items]]
code = "which"
section = "first"
kind = "choices"
label = { en = "Which" }
visible_when = [{ item = "uses", values = ["yes"] }]
choices = [
  { code = "heroin", label = { en = "Heroin" }, score = 2 },
  { code = "cannabis", label = { en = "Cannabis" }, score = 0.5 },
  { code = "other", label = { en = "Other" } },
]

[[items]]
code = "how_often"
section = "first"
kind = "count"
label = { en = "Days a week" }
limits = { least = 0, most = 7, source = "A week" }
visible_when = [{ item = "which", values = ["heroin"] }]

[[items]]
code = "treatment"
section = "first"
kind = "rating"
label = { en = "Treatment" }
evidence_for = ["none"]
visible_when = [{ item = "how_often", least = 3 }]
choices = [
  { code = "none", label = { en = "None" }, score = 2 },
  { code = "some", label = { en = "Some" }, score = 1 },
]
"""

BANDS = """
[[bands]]
code = "low"
label = { en = "Low" }
below = 3
source = "Made up"

[[bands]]
code = "high"
label = { en = "High" }
least = 3
source = "Made up"
"""

SUM = """
[score]
kind = "sum"
items = ["uses", "which", "how_often", "treatment"]
source = "Made up"
"""


def an_instrument(score: str = SUM, bands: str = BANDS, form: str = FORM) -> Instrument:
    return instrument_of(HEAD + form + score + bands, "made-up.toml")


def answers_to(instrument: Instrument, **said: object) -> Mapping[str, Answer]:
    items = {item.code: item for item in instrument.items}
    return {code: answer_of(items[code], value) for code, value in said.items()}
