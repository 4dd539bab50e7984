"""What an input file of each kind may hold: its JSON Schema, and an example."""

import json

from iomdesk.assessments.catalogue import Catalogue, shipped_catalogue
from iomdesk.clock import today
from iomdesk.errors import NotFound
from iomdesk.kinds.kind import InputFile, Later
from iomdesk.kinds.registry import Kinds
from iomdesk.records.codec import Document
from iomdesk.records.json_schema import json_schema
from iomdesk.resources import resource_text


def input_schema(word: str, kinds: Kinds, packs: Catalogue | None = None) -> Document:
    """Return the JSON Schema of an input file of a kind, a score or an instrument."""
    return _input(word, kinds, packs).schema.reach()


def input_example(word: str, kinds: Kinds, packs: Catalogue | None = None) -> Document:
    """Return an input file that passes its own command."""
    return _input(word, kinds, packs).example.reach()


def _input(word: str, kinds: Kinds, packs: Catalogue | None) -> InputFile:
    inputs: dict[str, InputFile] = {
        word: kind.input for word, kind in kinds.items() if kind.input
    }
    inputs |= _scores()
    if found := inputs.get(word):
        return found
    try:
        return _instrument(word, packs or shipped_catalogue())
    except NotFound:
        raise NotFound(
            f"There is no kind of input file “{word}”. There are {', '.join(inputs)} "
            "and the instruments by name."
        ) from None


def _scores() -> dict[str, InputFile]:
    """Return the inputs of what is only scored."""
    from iomdesk.assessments.serial import DaHistory  # noqa: PLC0415
    from iomdesk.oversight.harm import HarmInput  # noqa: PLC0415
    from iomdesk.selection.scoring import SelectionInput  # noqa: PLC0415

    return {
        "serial_da": _of_record(DaHistory, "assessments/example-serial_da.json"),
        "selection": _of_record(SelectionInput, "selection/example.json"),
        "crime_harm": _of_record(HarmInput, "oversight/example-harm.json"),
        "crime_cost": _of_record(HarmInput, "oversight/example-cost.json"),
    }


def _of_record(record: type, example: str) -> InputFile:
    """Return the input of a score that a record describes, and its *example* file."""
    return InputFile(
        schema=Later(lambda: json_schema(record) | {"title": record.__name__}),
        example=Later(lambda: json.loads(resource_text(example))),
    )


def _instrument(code: str, packs: Catalogue) -> InputFile:
    from iomdesk.assessments import example  # noqa: PLC0415

    instrument = packs.newest(code, today())
    return InputFile(
        schema=Later(lambda: example.input_schema(instrument)),
        example=Later(lambda: example.example_answers(instrument)),
    )
