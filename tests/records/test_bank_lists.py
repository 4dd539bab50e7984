"""Cards are found however they are written; the lists of officers are left alone."""

import random
from collections.abc import Callable, Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iomdesk.bank import ACCOUNT, CARD, bank_detail
from iomdesk.bank.reading import read
from iomdesk.bank.rule import cards
from iomdesk.bank.schemes import has_check_digit, numbers
from iomdesk.bank.sieve import suspicions

MANY = 4_000
GAPS = (
    *"-./_:,;|*#~+=()[]·•…–—−\u2011\u2010‧ \t\n\x0b\xa0\u2009\u202f\u2007\u3000",
    *"\u200b\u200d\u2060\ufeff\xad\u034f\u3164",
    *("", "\r\n", "  ", "   ", " - ", " / ", ", ", "\n\n", " \u200b ", "\ufe0f\u20e3"),
)
SHAPES = {
    16: [(16,), (4, 4, 4, 4), (8, 8), (2,) * 8, (1,) * 16, (6, 10), (4, 12)],
    15: [(15,), (4, 6, 5), (5, 5, 5), (3,) * 5],
    14: [(14,), (4, 6, 4), (7, 7), (2,) * 7],
    13: [(13,), (4, 4, 5), (1,) * 13],
    19: [(19,), (4, 4, 4, 4, 3), (6, 13), (1,) * 19],
}
FIGURES = [
    "0123456789", "٠١٢٣٤٥٦٧٨٩", "０１２３４５６７８９", "०१२३४५६७८९", "𝟎𝟏𝟐𝟑𝟒𝟓𝟔𝟕𝟖𝟗",
    "⁰¹²³⁴⁵⁶⁷⁸⁹",
]  # fmt: skip
AROUND = ["{}", "He pays with {} at the shop.", "card:{}.", "£{}£", "x{}x"]
WHOLE = st.text("0123456789 4\n-./:x,é٤", max_size=60)


def with_check_digit(begun: str, length: int, chance: random.Random) -> str:
    body = begun + "".join(chance.choices("0123456789", k=length - 1 - len(begun)))
    said = (f"{body}{n}" for n in range(10))
    return next(card for card in said if has_check_digit(card.encode()))


def a_card(chance: random.Random) -> str:
    begun, length = chance.choice(
        [
            ("4", 16), ("4", 13), ("4", 19), ("51", 16), ("55", 16), ("2221", 16),
            ("2720", 16), (str(chance.randrange(2221, 2721)), 16), ("34", 15),
            ("37", 15), ("5018", 16), ("6304", 19), ("6759", 16), ("6763", 13),
            ("6011", 16), ("65", 16), ("647", 16), ("622126", 16), ("301", 14),
            ("36", 14), ("38", 14), ("3528", 16), ("3589", 16),
        ]
    )  # fmt: skip
    return with_check_digit(begun, length, chance)


def written(card: str, gap: Callable[[], str], chance: random.Random) -> str:
    parts, at = [], 0
    for size in chance.choice(SHAPES[len(card)]):
        parts.append(card[at : at + size])
        at += size
    return parts[0] + "".join(gap() + part for part in parts[1:])


@pytest.mark.parametrize("gap", GAPS, ids=ascii)
def test_no_card_passes_whatever_stands_between_its_figures(gap: str) -> None:
    chance = random.Random(f"cards {gap}")

    for _ in range(300):
        text = written(a_card(chance), lambda: gap, chance)
        assert bank_detail(chance.choice(AROUND).format(text)) == CARD, text


@pytest.mark.parametrize("figures", FIGURES)
def test_no_card_passes_in_other_figures(figures: str) -> None:
    chance = random.Random(figures)

    for _ in range(300):
        text = written(a_card(chance), lambda: chance.choice(GAPS), chance)
        text = text.translate(str.maketrans("0123456789", figures))
        assert bank_detail(text) == CARD, text


@pytest.mark.parametrize("beside", ["12/27 ", "Tel 07911 123456, ", "14:30: ", "7) "])
def test_a_card_in_fours_is_found_among_other_figures(beside: str) -> None:
    assert bank_detail(f"{beside}4111 1111 1111 1111 123") == CARD
    assert bank_detail(f"{beside}3782 822463 10005 1234") == CARD
    assert bank_detail(f"{beside}6304 0000 0000 0000 000, 12/27") == CARD


@pytest.mark.parametrize("count", [2, 3, 4])
def test_cards_one_beneath_the_other_are_found(count: int) -> None:
    chance = random.Random(count)
    lines = [with_check_digit("4", 16, chance) for _ in range(count)]

    fours = "\n".join(" ".join(n[i : i + 4] for i in (0, 4, 8, 12)) for n in lines)

    assert bank_detail(fours) == CARD
    assert bank_detail("\n".join(lines)) == CARD


def times(chance: random.Random, n: int) -> list[str]:
    form = chance.choice(["{:02}:{:02}", "{}:{:02}", "{:02}.{:02}", "{:02}{:02}"])
    return [form.format(chance.randrange(24), chance.randrange(60)) for _ in range(n)]


def seconds(chance: random.Random, n: int) -> list[str]:
    return [
        f"{chance.randrange(24):02}:{chance.randrange(60):02}:{chance.randrange(60):02}"
        for _ in range(n)
    ]


def dates(chance: random.Random, n: int) -> list[str]:
    form = chance.choice(
        [
            "{2:02}/{1:02}/{0}", "{2}/{1}/{0}", "{0}-{1:02}-{2:02}",
            "{2:02}.{1:02}.{0}", "{2:02}-{1:02}-{3:02}", "{2}/{1}/{3:02}",
        ]
    )  # fmt: skip
    return [
        form.format(
            year := chance.randrange(1940, 2027),
            chance.randrange(1, 13),
            chance.randrange(1, 29),
            year % 100,
        )
        for _ in range(n)
    ]


def telephones(chance: random.Random, n: int) -> list[str]:
    form = chance.choice(
        [
            "07{:03} {:06}", "07{:03}{:06}", "+447{:03}{:06}", "+44 7{:03} {:06}",
            "0044 7{:03} {:06}", "01{:03} {:06}", "(01{:03}) {:06}",
        ]
    )  # fmt: skip
    return [
        form.format(chance.randrange(1000), chance.randrange(10**6)) for _ in range(n)
    ]


def logs(chance: random.Random, n: int) -> list[str]:
    first = chance.randrange(1, 10**6)
    form = chance.choice(["{:04}", "{}", "20{:06}", "2026{:06}", "CAD {}", "{:06}/26"])
    return [form.format(first + chance.randrange(500)) for _ in range(n)]


def exhibits(chance: random.Random, n: int) -> list[str]:
    initials = "".join(chance.choices("ABCDEFGHJKLM", k=2))
    form = chance.choice(["{0}/{1}", "{0}{1:02}", "{0}/{2:08}", "{2:08}", "{2:07}/{1}"])
    bag = chance.randrange(10**8)
    return [form.format(initials, k + 1, bag + k) for k in range(n)]


def dated_logs(chance: random.Random, n: int) -> list[str]:
    form = chance.choice(["{0}: {1}", "{0} {1}", "{1} {0}", "{0}, {1}"])
    days = [f"{chance.randrange(1, 32):02}-03-26" for _ in range(n)]
    return [form.format(day, chance.randrange(10**7, 10**8)) for day in days]


KINDS = (times, seconds, dates, telephones, logs, exhibits, dated_logs)


@pytest.mark.parametrize("kind", KINDS)
def test_of_honest_lists_not_one_in_a_thousand_is_refused(
    kind: Callable[[random.Random, int], Sequence[str]],
) -> None:
    chance = random.Random(kind.__name__)
    joins = [" ", ", ", "; ", "\n", " / ", " - ", ",", " and "]

    said = [
        chance.choice(joins).join(kind(chance, chance.randrange(1, 13)))
        for _ in range(MANY)
    ]
    refused = [text for text in said if bank_detail(text)]

    assert len(refused) * 1_000 <= MANY, refused


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("count", [2, 3])
def test_of_lists_of_exactly_so_many_not_one_in_a_thousand_is_refused(
    kind: Callable[[random.Random, int], Sequence[str]], count: int
) -> None:
    chance = random.Random(f"{kind.__name__} {count}")
    joins = [" ", ", ", "; ", "\n", " / ", " - ", ",", " and "]

    said = [chance.choice(joins).join(kind(chance, count)) for _ in range(MANY)]
    refused = [text for text in said if bank_detail(text)]

    assert len(refused) * 1_000 <= MANY, refused


@pytest.mark.parametrize(
    "text",
    [
        "263313/26, 263562/26", "658406/26 / 658463/26", "487504/26\n487322/26",
        "411111/11 111111/11",
    ],
)  # fmt: skip
def test_logs_of_one_year_are_no_card_and_as_many_figures_else_are(text: str) -> None:
    assert bank_detail(text) is None
    figures = "".join(letter for letter in text if letter.isdigit())
    assert bank_detail(figures) == CARD
    assert bank_detail("/".join((figures[:6], figures[6:8], figures[8:]))) == CARD


def test_of_lone_references_at_most_three_in_a_hundred_are_refused() -> None:
    chance = random.Random(16)
    said = [str(chance.randrange(10**15, 10**16)) for _ in range(MANY)]

    assert sum(bank_detail(f"Ref {n}.") is not None for n in said) * 100 <= 3 * MANY


@given(text=WHOLE)
def test_the_sieve_holds_back_nothing_that_the_rule_finds(text: str) -> None:
    said = read(text)

    assert suspicions(said).card or not list(cards(said))


def test_the_sieve_holds_back_no_card_among_figures() -> None:
    chance = random.Random(5)
    gaps = [" ", "", "-", "  ", " x ", "    ", "\n", "0.", ":"]

    for _ in range(MANY):
        parts = [str(chance.randrange(10 ** chance.randrange(1, 9))) for _ in range(6)]
        parts.insert(chance.randrange(7), written(a_card(chance), lambda: " ", chance))
        said = read("".join(part + chance.choice(gaps) for part in parts))
        assert suspicions(said).card or not list(cards(said)), said


@pytest.mark.parametrize(
    "text",
    [
        "IMEI 3569380356438096", "imei: 3569380356438096",
        "IMEISV no. 3569380356438096",
        "0000 0000 0000 0000", "URN 1000000000000008", "URN 9000000000000001",
        "score 0.4111111111111111", "22:30 +44 7911 123456", "+44 7911 123456, 5521",
        "2230 2345 0015 0130", "Seen 12-03-26: 20123456 is the log number.",
        "Exhibit 12345678, 12-03-26 seized.", "31-12-25 12345678",
        "4111    1111    1111    1111", "4111 and 1111 and 1111 and 1111",
        "1111 4111 1111 1111 1111", "Seals 41111177, 41111178",
    ],
)  # fmt: skip
def test_what_only_resembles_a_card_is_left_alone(text: str) -> None:
    assert bank_detail(text) is None


@pytest.mark.parametrize(
    "text",
    ["IMEI 4111111111111111", "IMEI 3528000000000007", "IMEI 4111 1111 1111 1111"],
)
def test_a_card_is_none_the_less_one_for_being_called_a_telephone(text: str) -> None:
    said = text.partition(" ")[2]

    assert bank_detail(f"phone {said}") == CARD
    assert (bank_detail(text) is None) == said.startswith("35")


@pytest.mark.parametrize(
    "text",
    [
        "DE89370400440532013000", "DE89 3704 0044 0532 0130 00",
        "fr1420041010050500013M02606",
        "IBAN: NL91-ABNA-0417-1643-00", "ＧＢ２９ NWBK 6016 1331 9268 19",
        "Paid:    DE89 3704 0044 0532 0130 00", "to ---- GB29 NWBK 6016 1331 9268 19",
        "200000 55779911", "200000-55779911", "20.45.45 63849203", "20‑45‑45 63849203",
        "sort code 12-03-26", "Sort code: 20/45/45", "a/c 6384 9203",
        "12-03-26, account number 63849203",
    ],
)  # fmt: skip
def test_an_account_is_found_where_words_or_its_form_say_so(text: str) -> None:
    assert bank_detail(text) == ACCOUNT


def test_tables_of_schemes_say_where_they_come_from_and_overlap_nowhere() -> None:
    for begun in ("4", "51", "2221", "2720", "34", "3095", "6011", "3589", "676770"):
        digits = begun.ljust(19, "0")
        held = [s for s in numbers().schemes if any(r.begins(digits) for r in s.begins)]
        assert len(held) == 1
