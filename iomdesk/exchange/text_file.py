"""The bytes of a text file as text, in the encodings that systems here write."""

import codecs

from iomdesk.errors import InputRefused

_BEGINNING = 1024
_MARKS = (
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
    (codecs.BOM_UTF8, "utf-8-sig"),
)
_MOSTLY = 0.3
"""Text of two bytes a letter has a nought in every other place, or nearly."""
_STRANGE_IN = 100
_TAB = 9
_BROKEN_MARK = "ï»¿"
"""The mark of UTF-8 at the beginning, read as Windows-1252."""


def wide_encoding(data: bytes) -> str | None:
    """Return the encoding of text with two or four bytes a letter, or None."""
    for mark, encoding in _MARKS[:-1]:
        if data.startswith(mark):
            return encoding
    begin = data[:_BEGINNING]
    for first, encoding in ((1, "utf-16-le"), (0, "utf-16-be")):
        noughts, letters = begin[first::2], begin[1 - first :: 2]
        if (
            noughts.count(0) > _MOSTLY * len(noughts)
            and min(letters, default=0) >= _TAB
        ):
            return encoding
    return None


def decoded(name: str, data: bytes) -> tuple[str, list[str]]:
    """Return the text, and a warning where it is not plainly what it was read as."""
    if wide := wide_encoding(data):
        return data.decode(wide, errors="replace"), []
    try:
        return data.decode("utf-8-sig"), []
    except UnicodeDecodeError:
        pass
    text = data.decode("cp1252", errors="replace").removeprefix(_BROKEN_MARK)
    if text.count("\ufffd") * _STRANGE_IN > len(text):
        raise InputRefused(f"“{name}” is neither UTF-8 nor Windows-1252 text.", name)
    return text, [f"“{name}” is not UTF-8 and was read as Windows-1252."]
