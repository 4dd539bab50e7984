"""How a person is called in lists."""

from datetime import date

from iomdesk.dates import age_on
from iomdesk.ports import CaseRow

RESTRICTED, NAMELESS = "Restricted", "No name"


def row_name(row: CaseRow | None) -> str:
    """Return “DOOLEY, Wendell”, or “No name: CRN”.

    Who is kept back by a source is “Restricted: CRN”.
    """
    if row is None:
        return "Not on this laptop"
    if row.surname.startswith(RESTRICTED):
        return row.surname
    if not row.surname and not row.forenames:
        why = RESTRICTED if row.restricted else NAMELESS
        return f"{why}: {row.reference}" if row.reference else why
    return ", ".join(name for name in (row.surname.upper(), row.forenames) if name)


def age_words(row: CaseRow | None, today: date) -> str:
    """Return “ · 25”, "" where no birth date is recorded."""
    born_on = row.born_on if row else None
    return f" · {age_on(born_on, today)}" if born_on else ""
