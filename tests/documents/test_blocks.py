"""A document says how it is marked and when it was printed, or is none."""

from datetime import datetime

import pytest

from iomdesk.documents.blocks import (
    Fields,
    KeepTogether,
    RiskBadge,
    Table,
    Text,
    WarningMarker,
    Wheel,
)
from iomdesk.documents.walk import document_texts
from iomdesk.errors import InputRefused
from tests.documents.made_up import a_document


@pytest.mark.parametrize("marking", ["NOT PROTECTIVELY MARKED", "", "SECRET"])
def test_no_other_marking_can_be_chosen(marking: str) -> None:
    with pytest.raises(InputRefused, match="OFFICIAL-SENSITIVE"):
        a_document(marking=marking)


def test_a_marking_may_carry_a_short_descriptor() -> None:
    assert a_document(marking="OFFICIAL-SENSITIVE: MAPPA").marking.endswith("MAPPA")


def test_a_time_without_its_zone_is_no_time_of_printing() -> None:
    with pytest.raises(ValueError, match="time zone"):
        a_document(printed_at=datetime(2026, 3, 14, 9, 12))  # noqa: DTZ001


def test_a_wheel_has_both_values_for_every_label() -> None:
    with pytest.raises(ValueError, match="then and now"):
        Wheel(labels=("Health",), then=(1,), now=(), top=4)


def test_all_texts_of_a_document_can_be_walked() -> None:
    document = a_document(
        KeepTogether(blocks=(Text(text="inside"),)),
        Fields(rows=(("label", WarningMarker(text="dog")),)),
        Table(header=("head",), rows=((RiskBadge(level="low", label="to staff"),),)),
    )

    texts = set(document_texts(document))

    assert {"inside", "label", "dog", "head", "to staff", document.title} <= texts
