"""Who a row says; what cannot be read is told with line and reason."""

from datetime import date

import pytest

from iomdesk.cases.case import Address, Mappa, Rag, ReferenceType, RiskLevel
from iomdesk.errors import InputRefused
from iomdesk.exchange.headings import load_headings, with_mapping
from iomdesk.exchange.saying import made_case_id
from tests.exchange.kit import a_list, asked, one_row, only


def test_a_row_says_a_person_with_everything_that_has_a_field() -> None:
    headings = (
        "Surname;First name;D.O.B.;CRN;PNC ID;Address;RAG;RoSH;MAPPA Cat;MAPPA Lvl;"
        "Alias;Warning markers;In custody;Prison;Officer;Cohort"
    )
    row = (
        "O’Brien;Sean Patrick;14/03/1980;X000101;1980/0012345X;"
        "12 Lock Row, Bilston, WV14 3VV;amber;V High;Cat 2;Level 1;"
        "Smith, Jon;Violent, Weapons;Y;HMP Foundry;PC Green;IOM"
    )

    case = one_row(headings, row).case

    assert (case.person.surname, case.person.forename) == ("O’Brien", "Sean")
    assert case.person.middle == "Patrick"
    assert case.person.born_on == date(1980, 3, 14)
    assert {r.type for r in case.references.values()} == {
        ReferenceType.CRN,
        ReferenceType.PNC,
    }
    assert only(case.addresses) == Address(
        lines=("12 Lock Row",), town="Bilston", postcode="WV14 3VV", main=True
    )
    assert case.rag is Rag.AMBER
    assert case.risk.overall is RiskLevel.VERY_HIGH
    assert case.mappa == Mappa(category=2, level=1)
    assert only(case.person.aliases).surname == "Smith"
    assert {m.text for m in case.markers.values()} == {"Violent", "Weapons"}
    assert case.in_custody
    assert case.establishment == "HMP Foundry"
    assert only(case.cohorts).name == "IOM"


@pytest.mark.parametrize(
    "heading", ["DOB", "D.O.B.", "Date of Birth", "date_of_birth", "BIRTH DATE", "born"]
)
def test_headings_are_known_in_their_usual_spellings(heading: str) -> None:
    case = one_row(f"Surname,CRN,{heading}", "Low,X000001,1980-03-14").case

    assert case.person.born_on == date(1980, 3, 14)


@pytest.mark.parametrize(
    "written",
    [
        "1980-03-04",
        "04/03/1980",
        "4/3/1980",
        "04.03.1980",
        "4 Mar 1980",
        "4-March-1980",
    ],
)
def test_a_date_is_read_as_iso_or_day_first(written: str) -> None:
    case = one_row("Surname,CRN,DOB", f"Low,X000001,{written}").case

    assert case.person.born_on == date(1980, 3, 4)


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("Low,01/01/1980,,", "There is no CRN, PNC, NOMS, ViSOR or local reference."),
        ("Low,01/01/1980,X1,", "The CRN: It is not a letter and six digits."),
    ],
)
def test_a_bad_row_is_told_with_line_and_reason_and_good_rows_go_in(
    row: str, reason: str
) -> None:
    reading = a_list(f"Surname,DOB,CRN,PNC\nGood,,X000002,\n{row}\nBetter,,X000003,")

    assert [p.case.person.surname for p in reading.people] == ["Good", "Better"]
    refused = reading.refused[0]
    assert (refused.line, refused.whole, refused.path) == (3, True, "list.csv")
    assert reason in refused.reason


def test_a_cell_that_cannot_be_read_is_left_out_and_the_row_goes_in() -> None:
    reading = a_list("Surname,CRN,RAG,RoSH\nLow,X000001,purple,High")

    assert reading.people[0].case.risk.overall is RiskLevel.HIGH
    assert reading.people[0].case.rag is None
    refused = reading.refused[0]
    assert (refused.line, refused.field, refused.whole) == (2, "RAG", False)


def test_a_bad_reference_is_left_out_where_another_one_tells_who_it_is() -> None:
    reading = a_list("Surname,CRN,PNC\nLow,X000001,nonsense")

    assert only(reading.people[0].case.references).type is ReferenceType.CRN
    assert reading.refused[0].field == "PNC"


def test_words_for_nothing_say_nothing() -> None:
    case = one_row("Surname,CRN,Officer,Tier,RAG", "Low,X000001,N/A,-,Not known").case

    assert (case.officer, case.tier, case.rag) == (None, None, None)


def test_what_looks_like_a_formula_is_text() -> None:
    case = one_row("Surname,CRN,Officer", "=1+1,X000001,@SUM(A1)").case

    assert (case.person.surname, case.officer) == ("=1+1", "@SUM(A1)")


@pytest.mark.parametrize(
    ("heading", "cell", "what"),
    [
        ("Officer", "4111 1111 1111 1111", "card number"),
        ("Notes on file", "pays by 4111111111111111", "card number"),
        ("Officer", "20-45-45 63849203", "sort code or account number"),
        ("Sort code", "204545", "sort code or account number"),
        ("Bank account number", "1234", "sort code or account number"),
    ],
)
def test_bank_details_are_refused_in_any_column_with_the_reason(
    heading: str, cell: str, what: str
) -> None:
    reading = a_list(f"Surname,CRN,{heading}\nLow,X000001,{cell}")

    person = reading.people[0]
    assert person.case.officer is None
    assert not person.kept
    assert f"It looks like a {what}." in reading.refused[0].reason
    assert "ViSOR" in reading.refused[0].reason
    assert not reading.refused[0].whole


def test_columns_without_a_field_are_kept_as_they_came() -> None:
    reading = a_list("Surname,CRN,Shoe size,Dog/Cat\nLow,X000001, 9 ,dog")

    kept = reading.people[0].kept[0]
    assert '"Shoe size": " 9 "' in kept.body
    assert kept.unplaced == ("/Shoe size", "/Dog~1Cat")
    assert "“Shoe size”, “Dog/Cat”" in reading.warnings[0]


def test_two_rows_for_one_person_that_agree_are_one_person() -> None:
    reading = a_list(
        """Surname,DOB,CRN,PNC,Officer
        Low,01/02/1980,X000001,1980/0012345X,PC Green
        LOW,1980-02-01,,80/12345X,pc green"""
    )

    assert len(reading.people) == 1
    assert not asked(reading.people[0])


def test_two_rows_for_one_person_that_differ_become_a_question() -> None:
    reading = a_list(
        """Surname,DOB,CRN,RAG
        Low,01/02/1980,X000001,Green
        Low,01/02/1980,X000001,Red"""
    )

    question = only(reading.people[0].questions).text
    assert question == (
        "The caseload list gives different values for the RAG rating: “green” (line 2)"
        " and “red” (line 3). “red” is shown. Which is right?"
    )


def test_two_rows_with_one_reference_and_two_people_are_not_joined() -> None:
    reading = a_list(
        """Surname,DOB,CRN
        Low,01/02/1980,X000001
        High,05/06/1990,X000001"""
    )

    assert [p.case.person.surname for p in reading.people] == ["Low", "High"]
    assert len({p.case.id for p in reading.people}) == 1


def test_rows_joined_by_a_third_are_one_person_with_the_strongest_references_id() -> (
    None
):
    reading = a_list(
        """Surname,DOB,CRN,NOMS
        Low,01/02/1980,,A1234BC
        Low,01/02/1980,X000001,
        Low,01/02/1980,X000001,A1234BC"""
    )

    person = only(dict(enumerate(reading.people)))
    assert len(person.case.references) == 2
    assert person.case.id == made_case_id(person.case.references)


def test_a_reference_gives_the_same_case_however_it_is_written() -> None:
    long = one_row("Surname,PNC", "Low,1954/0018147W").case.id
    short = one_row("Surname,PNC", "Low,54/18147w").case.id

    assert long == short


def test_no_fixed_abode_is_an_address_of_its_own() -> None:
    case = one_row("Surname,CRN,Address", "Low,X000001,NFA").case

    assert only(case.addresses).no_fixed_abode


def test_a_mapping_file_names_the_columns_and_the_source() -> None:
    mapping = b'source = "Force list"\n[headings]\n"Nominal 7" = "surname"\n'
    headings = with_mapping(load_headings(), "map.toml", mapping)

    reading = a_list("Nominal 7,CRN\nLow,X000001", headings=headings)

    assert reading.people[0].case.person.surname == "Low"
    assert reading.people[0].source == "Force list"


@pytest.mark.parametrize(
    ("mapping", "sentence"),
    [
        (b"[headings", "“map.toml” cannot be read as TOML."),
        (b"x = 1", "needs a table"),
        (b'[headings]\n"A" = ["crn"]', "a field that is not known"),
        (b'[headings]\n"A" = "shoe_size"', "a field that is not known. Known are: ad"),
    ],
)
def test_a_mapping_file_that_cannot_be_used_is_refused(
    mapping: bytes, sentence: str
) -> None:
    with pytest.raises(InputRefused, match=sentence):
        with_mapping(load_headings(), "map.toml", mapping)


@pytest.mark.parametrize(
    ("written", "surname", "given"),
    [
        ("Mr John Paul SMITH", "SMITH", "John Paul"),
        ("SMITH John", "SMITH", "John"),
        ("John de la Cruz", "de la Cruz", "John"),
        ("Dr. Smith, Jo", "Smith", "Jo"),
        ("VAN DER BERG, Jan", "VAN DER BERG", "Jan"),
        ("O'HARA MARY", "MARY", "O'HARA"),
        ("Dooley", "Dooley", ""),
        ("Van Morrison", "Morrison", "Van"),
    ],
)
def test_a_whole_name_is_taken_apart_as_people_write_it(
    written: str, surname: str, given: str
) -> None:
    person = one_row("Name;CRN", f"{written};X000077").case.person

    assert person.surname == surname
    assert " ".join(filter(None, (person.forename, person.middle))) == given


@pytest.mark.parametrize(
    ("cell", "reason"),
    [
        ("31/02/1984", "There is no such day."),
        ("14/03/10", "two digits, which may be either century"),
        ("12/25/1980", "There is no such day."),
        ("soon", "It is not a date"),
        ("01/01/2099", "Nobody living was born on that day."),
    ],
)
def test_a_birth_date_that_cannot_be_read_costs_the_cell_only(
    cell: str, reason: str
) -> None:
    reading = a_list(f"Surname,CRN,DOB\nDooley,X000077,{cell}")

    assert reading.people[0].case.person.born_on is None
    assert reason in reading.refused[0].reason
    assert (reading.refused[0].line, reading.refused[0].field) == (2, "DOB")


def test_a_day_that_stands_for_not_known_costs_the_cell_only() -> None:
    reading = a_list("Surname,CRN,DOB\nDooley,X000077,01/01/1900")

    assert reading.people[0].case.person.born_on is None
    assert reading.refused[0].field == "DOB"


def test_a_list_that_may_be_month_first_is_warned_about() -> None:
    reading = a_list(
        "Surname,CRN,DOB\nDooley,X000077,03/04/1980\nStone,X000078,12/25/1980"
    )

    assert any("line 3 has its month first" in text for text in reading.warnings)


@pytest.mark.parametrize("field", ["PNC", "Custody ref", "Mobile"])
def test_a_number_that_a_spreadsheet_cut_short_is_nobody_s(field: str) -> None:
    reading = a_list(f"Surname,CRN,{field}\nDooley,X000077,1.23E+11")

    case = reading.people[0].case
    assert len(case.references) == 1
    assert case.person.mobile is None
    assert "cut this number short" in reading.refused[0].reason


def test_a_cell_guarded_as_text_is_read_without_its_guard() -> None:
    reading = a_list('Surname,CRN,Mobile\n"=""Dooley""","=""X000077""",\'07700900123')

    case = reading.people[0].case
    assert (case.person.surname, case.person.mobile) == ("Dooley", "07700900123")


def test_a_cell_that_was_not_taken_is_kept_as_it_came() -> None:
    reading = a_list("Surname,CRN,RAG,MAPPA\nDooley,X000077,Blue,M2")

    kept = only({k.path: k for k in reading.people[0].kept})
    assert kept.unplaced == ("/RAG", "/MAPPA")
    assert "Blue" in kept.body


def test_a_card_number_is_not_kept_as_it_came_either() -> None:
    reading = a_list("Surname,CRN,RAG\nDooley,X000077,4111 1111 1111 1111")

    assert reading.people[0].kept == ()


def test_columns_with_one_heading_are_all_kept() -> None:
    reading = a_list("Surname,CRN,Log,Log,Log\nDooley,X000077,a,b,c")

    kept = only({k.path: k for k in reading.people[0].kept})
    assert kept.unplaced == ("/Log", "/Log (2)", "/Log (3)")


def test_signs_that_are_not_seen_do_not_change_a_name() -> None:
    reading = a_list("Surname,CRN\nDoo\u202eley\u200b,\ufeffX000077")

    assert reading.people[0].case.person.surname == "Dooley"


def test_what_stands_in_brackets_does_not_hide_a_heading() -> None:
    case = one_row("Surname;CRN;DOB (dd/mm/yyyy)", "Dooley;X000077;14/03/1980").case

    assert case.person.born_on == date(1980, 3, 14)


def test_a_name_without_end_is_refused() -> None:
    reading = a_list(f"Surname,CRN\n{'D' * 500},X000077")

    assert reading.refused[0].reason == "The surname is longer than 200 letters."


def test_a_pnc_number_whose_letter_does_not_agree_is_taken_and_warned_about() -> None:
    reading = a_list(
        """
        Surname,PNC
        Dooley,1954/0018147W
        Stone,05/14074y
        Reed,2005/0014075Y
        """
    )

    assert len(reading.people) == 3
    (warning,) = reading.warnings
    assert "on line 4. It was taken as written" in warning
