"""Text as Word's XML: runs, paragraphs, and nothing that XML cannot hold."""

import re
from collections.abc import Iterator
from itertools import groupby, pairwise
from xml.sax.saxutils import escape, quoteattr

from iomdesk.documents.faces import (
    ARABIC,
    FAMILIES,
    HEBREW,
    LATIN,
    WIDER,
    face_of,
    named,
)
from iomdesk.documents.script import is_right_to_left
from iomdesk.documents.style import BadgeStyle

NAMESPACES = " ".join(
    f'xmlns:{prefix}="{uri}"'
    for prefix, uri in {
        "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
        "r": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
        "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
        "pic": "http://schemas.openxmlformats.org/drawingml/2006/picture",
        "v": "urn:schemas-microsoft-com:vml",
        "o": "urn:schemas-microsoft-com:office:office",
    }.items()
)
_ENDS = re.compile(r"\r\n|[\r\n\v\f\u2028\u2029\x85]")
# What XML 1.0 cannot hold, and what would turn the order in which Word shows a line.
_UNHOLDABLE = re.compile(
    "[\x00-\x08\x0e-\x1f\ud800-\udfff\ufffe\uffff\u202a-\u202e\u2066-\u2069]"
)
_BREAKS = {"\n": "<w:br/>", "\t": "<w:tab/>"}
_RIGHT_TO_LEFT = {ARABIC, HEBREW}


def holdable(text: str) -> str:
    """Return *text* with one kind of line end and [U+XXXX] for what cannot stay.

    What only the shipped faces lack stays as it is: Word brings faces of its own.
    """
    if text.isascii() and text.isprintable():
        return text
    return _UNHOLDABLE.sub(lambda found: named(found[0]), _ENDS.sub("\n", text))


def one_line(text: str) -> str:
    return holdable(text).replace("\n", " ").replace("\t", " ")


def attribute(text: str) -> str:
    """Return *text* as a quoted XML attribute."""
    return quoteattr(one_line(text))


def runs_xml(text: str, properties: str = "") -> str:
    """Return *text* as runs, each with the face that can write it."""
    plain = holdable(text)
    if plain.isascii():
        return _run(plain, "", properties)
    return "".join(_run(part, face, properties) for face, part in _by_face(plain))


def paragraph(style: str, content: str, settings: str = "") -> str:
    """Return a paragraph; *settings* follow the style in Word's own order."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{settings}</w:pPr>{content}</w:p>'


def pill_properties(style: BadgeStyle) -> str:
    return (
        f'<w:b/><w:color w:val="{style.ink[1:]}"/>'
        f'<w:shd w:val="clear" w:color="auto" w:fill="{style.fill[1:]}"/>'
    )


def field(instruction: str) -> str:
    """Return a field that Word fills in when it lays out the page."""
    return f'<w:fldSimple w:instr="{instruction}"><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def _run(text: str, face: str, properties: str) -> str:
    settings = f"<w:rPr>{face}{properties}</w:rPr>" if face or properties else ""
    if "<w:rtl/>" in face:
        settings = f"<w:rPr>{face.removesuffix('<w:rtl/>')}{properties}<w:rtl/></w:rPr>"
    return f"<w:r>{settings}{''.join(_texts(text))}</w:r>"


def _texts(text: str) -> Iterator[str]:
    if "\n" not in text and "\t" not in text:
        yield f'<w:t xml:space="preserve">{escape(text)}</w:t>'
        return
    for part in re.split(r"([\n\t])", text):
        if part in _BREAKS:
            yield _BREAKS[part]
        elif part:
            yield f'<w:t xml:space="preserve">{escape(part)}</w:t>'


def _by_face(text: str) -> Iterator[tuple[str, str]]:
    """Yield run properties and text; spaces between two Hebrew words stay Hebrew."""
    faces = [face_of(c) for c in text]
    if is_right_to_left(text):
        faces = _bridged(text, faces)
    numbered = zip(faces, text, strict=True)
    for face, group in groupby(numbered, key=lambda pair: pair[0]):
        yield _face_properties(face), "".join(c for _, c in group)


def _bridged(text: str, faces: list[int | None]) -> list[int | None]:
    bridged = list(faces)
    for start, end in _gaps(faces):
        between = text[start:end]
        if not any(c.isalpha() for c in between):
            bridged[start:end] = [faces[start - 1]] * (end - start)
    return bridged


def _gaps(faces: list[int | None]) -> Iterator[tuple[int, int]]:
    """Yield the stretches that stand between right-to-left characters."""
    places = [n for n, face in enumerate(faces) if face in _RIGHT_TO_LEFT]
    for before, after in pairwise(places):
        if after - before > 1:
            yield before + 1, after


def _face_properties(face: int | None) -> str:
    if face is None or face == LATIN:
        return ""
    name = FAMILIES[face]
    fonts = " ".join(f'w:{slot}="{name}"' for slot in ("ascii", "hAnsi", "cs"))
    return f"<w:rFonts {fonts}/>{'' if face == WIDER else '<w:rtl/>'}"
