"""Made-up documents; the tests say what matters about each."""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

from PIL import Image

from iomdesk.documents.blocks import (
    Badges,
    Block,
    Document,
    Fields,
    Heading,
    KeepTogether,
    Listing,
    PageBreak,
    Picture,
    RiskBadge,
    SignatureBox,
    Table,
    Text,
    WarningMarker,
    Wheel,
)

NOTE = (
    "He says he has kept the tenancy at 14 Mill Street since February and pays the"
    " rent by standing order. A second phone was seen on the kitchen worktop; he said"
    " it belonged to his brother and unlocked it when asked."
)


def a_document(*blocks: Block, **changes: Any) -> Document:
    given: dict[str, Any] = {
        "title": "Control and change plan",
        "kind": "Management plan",
        "reference": "IOM-2041-0007",
        "version": "3",
        "printed_by": "PC 4127 Amara Okafor",
        "printed_at": datetime(2026, 7, 14, 9, 12, tzinfo=UTC),
        "blocks": blocks,
    }
    return Document(**{**given, **changes})


def a_picture(width: int = 60, height: int = 40, kind: str = "PNG") -> bytes:
    out = BytesIO()
    Image.new("RGB", (width, height), "#8877aa").save(out, kind)
    return out.getvalue()


def contact_rows(count: int) -> tuple[tuple[str, ...], ...]:
    return tuple((f"{n} March 2026", "PC Okafor", f"{n}. {NOTE}") for n in range(count))


def a_long_document(**changes: Any) -> Document:
    """Return a plan of six pages with every kind of block in it."""
    return a_document(
        Badges(
            items=(
                RiskBadge(level="very_high", label="Risk to children"),
                RiskBadge(level="not_assessed", label="Self-harm"),
                WarningMarker(text="Violent to police"),
            )
        ),
        Text(text="Do not visit alone.", style="warning"),
        Heading(text="Who he is"),
        Fields(rows=(("Name", "Łukasz Żółtowski"), ("Phone", None), ("Note", ""))),
        *(Text(text=f"{n}. {NOTE * 3}") for n in range(6)),
        Heading(text="Needs", level=2),
        Wheel(
            labels=("Accommodation", "Health", "Drugs and alcohol", "Finance"),
            then=(3, 4, None, 1),
            now=(1, 2, 2, 0),
            top=4,
        ),
        Table(
            caption="Contact log",
            header=("Date", "Who", "What was said"),
            rows=contact_rows(60),
        ),
        Heading(text="Costs", level=3),
        Table(header=("Measure", "Cost"), rows=(("Before", "£61,008,367"),)),
        Listing(items=("Keep the tenancy", "See the GP")),
        Listing(items=("First", "Second"), ordered=True),
        PageBreak(),
        KeepTogether(
            blocks=(
                Heading(text="Photograph", level=2),
                Picture(image=a_picture(), alt="The worktop", caption="Worktop"),
            )
        ),
        SignatureBox(label="Officer", name="Amara Okafor", image=a_picture()),
        SignatureBox(label="Supervisor"),
        **changes,
    )
