"""One fault of an instrument's file, and what gathers them."""

from attrs import field, frozen


@frozen(kw_only=True)
class Fault:
    """One fault of an instrument's file; *place* is like `items.code.visible_when`."""

    file: str
    place: str
    kind: str
    text: str

    def __str__(self) -> str:
        where = f"{self.file}, {self.place}" if self.place else self.file
        return f"{where}: {self.text}"


@frozen
class Finder:
    """Gathers faults of one file."""

    file: str
    found: list[Fault] = field(factory=list)

    def add(self, kind: str, place: str, text: str) -> None:
        fault = Fault(file=self.file, place=place, kind=kind, text=text)
        if fault not in self.found:
            self.found.append(fault)
