"""The parts of an .xlsx file, opened with care: nothing in it is run or followed.

Only parts inside the file are read, never more than the limits say; XML that declares
a document type or an entity is refused before it is read.
"""

import io
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Mapping
from functools import cached_property
from xml.parsers import expat

from attrs import frozen

from iomdesk.errors import InputRefused

_MOST_PARTS = 10_000
_CHUNK = 1 << 16
_NOT_READ = "“{name}” was not read. "
_DAMAGED = "It is a damaged workbook. Open it, save it again as .xlsx, and import that."
_ODD = "It holds XML that no spreadsheet program writes."
_LOCKED = "It is protected by a password. Import a copy without one."
_OTHERS = {
    "word/document.xml": "This is a Word document. An import needs CSV or .xlsx.",
    "ppt/presentation.xml": "This is a presentation. An import needs CSV or .xlsx.",
    "xl/workbook.bin": "This is an .xlsb workbook. Save it as .xlsx, and import that.",
    "xl/vbaProject.bin": (
        "This is a workbook with macros (.xlsm). Save it as .xlsx, and import that."
    ),
    "content.xml": (
        "This is an OpenDocument file. Save it as .xlsx or CSV, and import that."
    ),
}
_NO_WORKBOOK = (
    "This is a zip file and no workbook. Unpack it, and import what it holds."
)
_UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    expat.ExpatError,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
"""What a file that only looks like a workbook raises."""

Started = Callable[[str, Mapping[str, str]], None]
Ended = Callable[[str, str], None]


class Damaged(ValueError):
    """A workbook whose parts do not fit together."""


@frozen(kw_only=True)
class Related:
    """A part that another part names: its kind, and where it stands in the file."""

    kind: str
    path: str


class Parts:
    """The parts of one file; each fault is a sentence that names the file."""

    def __init__(self, name: str, data: bytes, most_bytes: int) -> None:
        self._name = name
        self._data = data
        self._most = most_bytes

    @cached_property
    def _zip(self) -> zipfile.ZipFile:
        if self._data.count(b"PK\x01\x02") > _MOST_PARTS:
            raise self.refusal(_DAMAGED)
        return zipfile.ZipFile(io.BytesIO(self._data))

    def refusal(self, sentence: str) -> InputRefused:
        return InputRefused(_NOT_READ.format(name=self._name) + sentence, self._name)

    def trying(self, read: Callable[[], None]) -> None:
        """Do *read*; what a damaged file raises becomes a sentence."""
        try:
            read()
        except _UNREADABLE as fault:
            if isinstance(fault, InputRefused):
                raise
            raise self.refusal(_DAMAGED) from None

    def demand_workbook(self) -> None:
        """Refuse what is another kind of file, locked, or far too large unpacked."""
        held = {part.filename: part for part in self._zip.infolist()}
        if any(part.flag_bits & 1 for part in held.values()):
            raise self.refusal(_LOCKED)
        for path, sentence in _OTHERS.items():
            if path in held:
                raise self.refusal(sentence)
        if "xl/workbook.xml" not in held:
            raise self.refusal(_NO_WORKBOOK)
        if sum(part.file_size for part in held.values()) > self._most:
            size = self._most // (1024 * 1024)
            raise self.refusal(
                f"It unpacks to more than {size} MB. Cut it into smaller files."
            )

    def has(self, path: str) -> bool:
        return path in self._zip.namelist()

    def read(self, path: str, started: Started, ended: Ended) -> None:
        """Read the XML of a part: *ended* is told a name and the text it held."""
        parser = expat.ParserCreate()
        text: list[str] = []

        def start(name: str, values: dict[str, str]) -> None:
            text.clear()
            plain = {key.rpartition(":")[2]: value for key, value in values.items()}
            started(name.rpartition(":")[2], plain)

        def end(name: str) -> None:
            ended(name.rpartition(":")[2], "".join(text))
            text.clear()

        def odd(*_: object) -> None:
            raise self.refusal(_ODD)

        parser.buffer_text = True
        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CharacterDataHandler = text.append
        parser.StartDoctypeDeclHandler = odd
        parser.EntityDeclHandler = odd
        with self._zip.open(path) as part:
            while chunk := part.read(_CHUNK):
                parser.Parse(chunk)
            parser.Parse(b"", True)  # noqa: FBT003  the last of it

    def related(self, path: str) -> dict[str, Related]:
        """Return by its id what a part names; what is outside the file is left out."""
        folder, file = posixpath.split(path)
        found: dict[str, Related] = {}

        def started(name: str, said: Mapping[str, str]) -> None:
            if name == "Relationship" and said.get("TargetMode") != "External":
                at = posixpath.normpath(posixpath.join("/", folder, said["Target"]))
                kind = said["Type"].rpartition("/")[2]
                found[said["Id"]] = Related(kind=kind, path=at.lstrip("/"))

        beside = posixpath.join(folder, "_rels", f"{file}.rels")
        if self.has(beside):
            self.read(beside, started, lambda *_: None)
        return found
