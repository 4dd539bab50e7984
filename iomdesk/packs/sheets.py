"""An instrument between TOML and spreadsheet; the linter looks at it either way."""

from iomdesk.assessments.loading import FOLDER, instrument_data
from iomdesk.packs.linting import instrument_of
from iomdesk.packs.sheet_reading import from_sheet
from iomdesk.packs.sheet_writing import to_sheet
from iomdesk.packs.toml_text import toml_text
from iomdesk.resources import resource_names, resource_text


def instrument_from_sheet(content: bytes, file: str) -> str:
    """Return a workbook as the TOML of an instrument, or raise its faults."""
    text = toml_text(from_sheet(content, file))
    instrument_of(text, file)
    return text


def sheet_of_instrument(text: str, file: str) -> bytes:
    """Return an instrument's TOML as a workbook, or raise its faults."""
    instrument_of(text, file)
    return to_sheet(instrument_data(text))


def shipped_text(code: str) -> str | None:
    """Return the newest TOML that ships of an instrument; None where none does."""
    texts = [resource_text(name) for name in resource_names(FOLDER, ".toml")]
    named = [text for text in texts if instrument_data(text).get("code") == code]
    return named[-1] if named else None
