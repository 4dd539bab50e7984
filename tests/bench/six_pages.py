"""What every document of the benches says: six pages of a plan."""

from iomdesk.documents.blocks import Fields, Heading, Table, Text

ROWS = (24, 30, 72)
NOTE = "Unannounced home visit; he had kept the tenancy and paid the rent. "


def plan_blocks() -> tuple[Heading | Text | Fields | Table, ...]:
    """Return six pages: headings, notes, fields, tables of 24, 30 and 72 rows."""
    tables = [
        Table(
            header=("Date", "Who", "What was said and done", "Next"),
            rows=tuple(
                (f"{n % 28 + 1} February 2026", "PC Okafor", NOTE, "Call on Monday")
                for n in range(count)
            ),
            widths=(1.0, 1.0, 2.5, 1.0),
        )
        for count in ROWS
    ]
    fields = Fields(rows=tuple((f"Field {n}", f"Value {n}") for n in range(10)))
    notes = [Text(text=NOTE * 5) for _ in range(4)]
    return (Heading(text="Person"), fields, *notes, Heading(text="Log"), *tables)


SIX_PAGES = plan_blocks()
