"""Card and account numbers are refused; the numbers of this field are not."""

import pytest

from iomdesk.bank import ACCOUNT, CARD, bank_detail


@pytest.mark.parametrize(
    "text",
    [
        "4111111111111111",
        "4111 1111 1111 1111",
        "4111-1111-1111-1111",
        "4111\xa01111\xa01111\xa01111",
        "pays with 5555555555554444 at the shop",
        "card 4111 1111 1111 1111 12/27 123",
        "card:3782 822463 10005",
        "30569309025904",
        "4222222222222",
        "378282246310005",
        "6759649826438453",
        "6304 0000 0000 0000 000",
        "Tel 07911 123456, card 6011000990139424",
    ],
)
def test_a_card_number_is_found_however_it_is_spaced(text: str) -> None:
    assert bank_detail(text) == CARD


@pytest.mark.parametrize(
    "text",
    [
        "sort code 20-45-45",
        "Sort code: 204545",
        "20-45-45 63849203",
        "s/c 20-45-45",
        "SC: 20-45-45, number 63849203",
        "20-45-45, a/c no 63849203",
        "63849203 20-45-45",
        "account number 63849203",
        "Bank account: 63849203",
        "acct no. 63849203",
        "GB29 NWBK 6016 1331 9268 19",
        "GB29NWBK60161331926819",
    ],
)
def test_a_sort_code_or_account_number_is_found(text: str) -> None:
    assert bank_detail(text) == ACCOUNT


@pytest.mark.parametrize(
    "text",
    [
        "1954/0018147W",
        "54/18147W",
        "X000001",
        "G9566GQ",
        "07911 123456",
        "+44 7911 123456 or +44 7911 123457",
        "0044 7911 123456",
        "020 7946 0958 020 7946 0959",
        "07783889300 07783889301",
        "943 476 5919",
        "2500233993",
        "83fdbf8a-a2f2-43b4-93ef-67e71c04fc58",
        "40128888-8888-4188-8111-400000000002",
        "2024-12-22T09:15:00.382936Z",
        "2024-05-02T09:56:11.164029Z",
        "20241222091500",
        "14/03/1980",
        "14-03-1980",
        "IMEI 490154203237518",
        "Samsung A14, number 356938035643809 and 490154203237518",
        "18-figure reference 123456789012345674",
        "crime ref 20SH/12345X/24",
        "4111 1111 1111 1112",
        "1234 5678 1234 5670",
        "41111111111111111111111111",
        "on account of 3 breaches in 2024",
        "Visit 12-03-24 at 10.15",
        "0.4111111111111111",
        "9f4111111111111111" + "0" * 46,
        "from 51.5072178 -0.1275862 to 51.5072179 -0.1275863",
        "National Insurance QQ 12 34 56 C",
        "AB12 CDE, VIN WVWZZZ1JZ3W386752",
        "12-34-56",
        "",
    ],
)
def test_a_reference_phone_number_or_time_is_left_alone(text: str) -> None:
    assert bank_detail(text) is None
