"""How a person is named in lists when a source keeps the name back."""

from iomdesk.cases.case import Case, ReferenceType


def listed_surname(case: Case) -> str:
    """Return the surname; for a restricted case without one “Restricted: X000003”."""
    if case.person.surname or not case.restricted:
        return case.person.surname
    order = list(ReferenceType)
    held = min(
        case.references.values(),
        key=lambda r: (order.index(r.type), r.value),
        default=None,
    )
    return f"Restricted: {held.value}" if held else "Restricted"
