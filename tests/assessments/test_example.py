"""An example of each input file completes, and its schema agrees."""

import pytest
from jsonschema import Draft202012Validator

from iomdesk.assessments.example import example_answers, input_schema
from iomdesk.assessments.instrument import Instrument
from iomdesk.assessments.loading import shipped_instruments
from tests.assessments.test_assessment import completed

SHIPPED = pytest.mark.parametrize(
    "instrument", shipped_instruments(), ids=lambda one: one.code
)


@SHIPPED
def test_the_example_completes_its_instrument(instrument: Instrument) -> None:
    assert completed(instrument).completed_at is not None


@SHIPPED
def test_the_example_is_what_the_schema_says(instrument: Instrument) -> None:
    validator = Draft202012Validator(input_schema(instrument))

    assert list(validator.iter_errors(example_answers(instrument))) == []


@SHIPPED
def test_the_schema_knows_no_other_item(instrument: Instrument) -> None:
    validator = Draft202012Validator(input_schema(instrument))

    assert not validator.is_valid({"answers": {"shoe_size": 9}})
