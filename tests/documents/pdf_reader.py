"""Reads a tagged PDF back: the tree, and what each of its elements says."""

import re
from collections.abc import Iterator
from io import BytesIO
from typing import Any

import pikepdf
from attrs import define, field

PAINTING = {
    *("Tj", "TJ", "'", '"', "S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "Do", "sh"),
    *("EI", "BI"),
}
MarkKey = tuple[int, int]


@define
class Node:
    """An element of the tree, with all that is said in it and below it."""

    kind: str
    kids: "list[Node]" = field(factory=list)
    said: str = ""
    attributes: dict[str, str] = field(factory=dict)

    def all(self, kind: str) -> "list[Node]":
        below = [found for kid in self.kids for found in kid.all(kind)]
        return [self, *below] if self.kind == kind else below


@define
class ReadPage:
    """What one page's content holds, mark by mark; *loose* is what has no mark."""

    marks: dict[int, str] = field(factory=dict)
    artifacts: list[str] = field(factory=list)
    loose: list[str] = field(factory=list)
    nested: list[str] = field(factory=list)


def open_pdf(pdf: bytes) -> pikepdf.Pdf:
    return pikepdf.open(BytesIO(pdf))


def read_tree(pdf: bytes) -> Node:
    with open_pdf(pdf) as opened:
        pages = {page.obj.objgen: read_page(page).marks for page in opened.pages}
        return _node(opened.Root.StructTreeRoot.K, pages)


def read_pages(pdf: bytes) -> list[ReadPage]:
    with open_pdf(pdf) as opened:
        return [read_page(page) for page in opened.pages]


def read_page(page: pikepdf.Page) -> ReadPage:
    reading = _Reading(_letters(page), ReadPage())
    for step in pikepdf.parse_content_stream(page):
        reading.take(list(step.operands), str(step.operator))
    return reading.page


def _node(
    element: pikepdf.Object, pages: dict[tuple[int, int], dict[int, str]]
) -> Node:
    node = Node(str(element.S)[1:])
    node.attributes = {key: str(value) for key, value in element.items()}
    if "/A" in element and "/Scope" in element.A:
        node.attributes["Scope"] = str(element.A.Scope)[1:]
    for kid in _items(element.get("/K", [])):
        if isinstance(kid, int):
            node.said += pages[element.Pg.objgen][kid]
        elif kid.get("/Type") == "/MCR":
            node.said += pages[kid.Pg.objgen][int(kid.MCID)]
        else:
            node.kids.append(_node(kid, pages))
            node.said += " " + node.kids[-1].said
    node.said = node.attributes.get("/ActualText", node.said)
    return node


def _items(kids: Any) -> list[Any]:
    return list(kids) if isinstance(kids, pikepdf.Array | list) else [kids]


@define
class _Reading:
    letters: dict[str, dict[int, str]]
    page: ReadPage
    font: dict[int, str] = field(factory=dict)
    open: list[tuple[str, int | None]] = field(factory=list)

    def take(self, operands: list[Any], operator: str) -> None:
        if operator in {"BDC", "BMC"}:
            self._begin(str(operands[0])[1:], operands[1:])
        elif operator == "EMC":
            self._end()
        elif operator == "Tf":
            self.font = self.letters[str(operands[0])]
        elif operator in PAINTING:
            if not self.open:
                self.page.loose.append(operator)
            for text in self._shown(operands):
                self._say(text)

    def _begin(self, kind: str, rest: list[Any]) -> None:
        properties: Any = rest[0] if rest else {}
        number = int(properties["/MCID"]) if "/MCID" in properties else None
        if self.open and kind != "Span":
            self.page.nested.append(kind)
        self.open.append((kind, number))
        if number is not None:
            self.page.marks[number] = ""

    def _end(self) -> None:
        self.open.pop()

    def _say(self, text: str) -> None:
        number = next((n for _, n in reversed(self.open) if n is not None), None)
        if number is None:
            self.page.artifacts.append(text)
        else:
            self.page.marks[number] += text

    def _shown(self, operands: list[Any]) -> Iterator[str]:
        for operand in operands:
            if isinstance(operand, pikepdf.String):
                yield "".join(self.font[code] for code in bytes(operand))
            elif isinstance(operand, pikepdf.Array):
                yield from self._shown(list(operand))


def _letters(page: pikepdf.Page) -> dict[str, dict[int, str]]:
    """Return font -> code -> letter, from what the fonts say of themselves."""
    return {
        name: {
            int(code, 16): bytes.fromhex(letters.decode()).decode("utf-16-be")
            for code, letters in re.findall(
                rb"<(\w\w)> <((?:\w{4})+)>", font.ToUnicode.read_bytes()
            )
        }
        for name, font in page.resources.Font.items()
    }
