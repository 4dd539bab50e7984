"""The structure tree of a tagged PDF: what each mark on a page belongs to."""

from typing import TYPE_CHECKING

from attrs import define, field
from reportlab.pdfbase.pdfdoc import PDFObject, PDFString

from iomdesk.documents.faces import plain_text

if TYPE_CHECKING:
    from reportlab.pdfbase.pdfdoc import PDFDocument


_MARK = "feff"  # says that UTF-16 follows


@define(eq=False)
class Element:
    """One node of the tree; *attributes* are PDF text, as they stand in the file."""

    kind: str
    attributes: str = ""
    parent: "Element | None" = None
    kids: "list[Element | Mark]" = field(factory=list)
    number: int = 0

    def add(self, kind: str, attributes: str = "") -> "Element":
        child = Element(kind, attributes, self)
        self.kids.append(child)
        return child


@define
class Mark:
    """A stretch of one page's content."""

    page: int
    mcid: int


@define
class Tags:
    """The tree being grown, and the owner of every mark, page by page."""

    root: Element = field(factory=lambda: Element("Document"))
    owners: list[list[Element]] = field(factory=list)

    def next_page(self) -> None:
        self.owners.append([])

    def mark(self, element: Element) -> int:
        """Return the number of a new mark of *element* on the present page."""
        owners = self.owners[-1]
        element.kids.append(Mark(len(self.owners) - 1, len(owners)))
        owners.append(element)
        return len(owners) - 1


def text_entry(name: str, text: str) -> str:
    """Return a dictionary entry that holds *text*, whatever its letters."""
    return f"/{name} <{_MARK}{plain_text(text).encode('utf-16-be').hex()}>"


def write_tags(tags: Tags, document: "PDFDocument") -> None:
    """Put the tree into *document*, whose pages are all drawn."""
    elements = list(_used(tags.root))
    root = _register(document, _Root(tags, elements))
    numbers = _page_numbers(document, len(tags.owners))
    for element in elements:
        element.number = _register(document, _Node(element, numbers, root))
    _mark_pages(document, len(tags.owners))
    catalogue = document.Catalog
    catalogue.StructTreeRoot = document.idToObject[f"R{root}"]
    catalogue.MarkInfo = "<< /Marked true >>"
    catalogue.Lang = PDFString("en-GB")


def _used(element: Element) -> "list[Element]":
    """Return *element* and all below it, parents first."""
    found = [element]
    for kid in element.kids:
        if isinstance(kid, Element):
            found.extend(_used(kid))
    return found


def _register(document: "PDFDocument", thing: PDFObject) -> int:
    document.Reference(thing)
    number: int = document.objectcounter
    return number


def _page_numbers(document: "PDFDocument", pages: int) -> list[int]:
    known = document.idToObjectNumberAndVersion
    return [known[f"Page{n + 1}"][0] for n in range(pages)]


def _mark_pages(document: "PDFDocument", pages: int) -> None:
    for n in range(pages):
        page = document.idToObject[f"Page{n + 1}"]
        page.__NoDefault__ = [*page.__NoDefault__, "StructParents", "Tabs"]
        page.StructParents = n
        page.Tabs = "/S"


class _Node(PDFObject):  # type: ignore[misc]  # reportlab has no types
    """An element as reportlab writes an object."""

    def __init__(self, element: Element, pages: list[int], root: int) -> None:
        self.element, self.pages, self.root = element, pages, root

    def format(self, _document: "PDFDocument") -> bytes:
        node = self.element
        parent = node.parent.number if node.parent else self.root
        head = f"/S /{node.kind} /P {parent} 0 R {node.attributes}"
        return f"<< {head} {self._kids()} >>".encode("ascii")

    def _kids(self) -> str:
        kids = self.element.kids
        marks = [kid for kid in kids if isinstance(kid, Mark)]
        pages = {mark.page for mark in marks}
        if len(pages) == 1 and len(marks) == len(kids):
            numbers = " ".join(str(mark.mcid) for mark in marks)
            return f"/Pg {self.pages[pages.pop()]} 0 R /K [{numbers}]"
        return f"/K [{' '.join(self._kid(kid) for kid in kids)}]"

    def _kid(self, kid: Element | Mark) -> str:
        if isinstance(kid, Element):
            return f"{kid.number} 0 R"
        return f"<< /Type /MCR /Pg {self.pages[kid.page]} 0 R /MCID {kid.mcid} >>"


class _Root(PDFObject):  # type: ignore[misc]  # reportlab has no types
    """The tree's root, with the way back from each mark to its element."""

    def __init__(self, tags: Tags, elements: list[Element]) -> None:
        self.tags, self.top = tags, elements[0]

    def format(self, _document: "PDFDocument") -> bytes:
        numbers = " ".join(
            f"{page} [{' '.join(f'{owner.number} 0 R' for owner in owners)}]"
            for page, owners in enumerate(self.tags.owners)
        )
        return (
            f"<< /Type /StructTreeRoot /K {self.top.number} 0 R"
            f" /RoleMap << /Title /P >> /ParentTree << /Nums [{numbers}] >>"
            f" /ParentTreeNextKey {len(self.tags.owners)} >>"
        ).encode("ascii")
