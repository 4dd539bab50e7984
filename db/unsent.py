"""How much of the own work the hub has not got yet: shown from the first screen on."""

from db.connection import Connection
from db.meta import acknowledged, desk_id


def unsent(connection: Connection, case_id: str | None = None) -> int:
    """Count own changes that the hub has not acknowledged, of one case if given."""
    narrowed = " AND case_id = ?" if case_id else ""
    narrowing = (case_id,) if case_id else ()
    # While no content ever went, a link alone tells: no content need be read.
    of = " JOIN content USING (seq)"
    if not case_id and not connection.value("SELECT 1 FROM removal"):
        of = ""
    found = connection.value(
        f"SELECT count(*) FROM link{of} WHERE desk = ? AND counter > ?{narrowed}",
        (desk_id(connection), acknowledged(connection), *narrowing),
    )
    return int(found)
