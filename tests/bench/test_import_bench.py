"""An import of 5,000 people from a list, as its file comes."""

from pathlib import Path
from statistics import median

from db.store import create
from iomdesk.exchange.actions import Order, import_people
from iomdesk.ids import OfficerId
from iomdesk.permissions import Officer
from tests.bench.conftest import KEY, Figures, Words, samples

ROWS = 5_000
HEADINGS = "CRN,Surname,Forename,DOB,Sex,Address,Postcode,Officer,Team,Cohort,RAG,RoSH"


def row(words: Words, n: int) -> str:
    born = f"{n % 28 + 1:02d}/{n % 12 + 1:02d}/{1950 + n % 55}"
    home = f'"{n % 200} {words.name()} Street, {words.name()}"'
    return (
        f"X{n:06d},{words.name()},{words.name()},{born},Male,{home},WV{n % 14 + 1} 1AB,"
        f"DC {n % 40},Team {n % 5},IOM,Amber,Medium"
    )


def test_importing_a_list(tmp_path: Path, words: Words, figures: Figures) -> None:
    text = "\n".join([HEADINGS, *(row(words, n) for n in range(ROWS))])
    taken = []
    for n in range(3):
        officer = Officer(id=OfficerId("o"), name="DC Marsh")
        store = create(tmp_path / str(n), KEY, officer)

        def run() -> None:
            report = import_people(store, {"list.csv": text.encode()}, Order())  # noqa: B023
            assert report.new == ROWS

        taken += samples(run, 1)
        store.close()

    figures.add(
        "import of 5,000 CSV rows", median(taken) / 1000, unit="s", aim="5 s", most=5
    )
