"""How much of the own work the hub has not got yet: shown from the first screen on."""

from db.connection import Connection
from db.meta import acknowledged, desk_id


def unsent(connection: Connection, case_id: str | None = None) -> int:
    """Count own changes that the hub has not acknowledged, of one case if given."""
    desk, sent = desk_id(connection), acknowledged(connection)
    if not case_id and not connection.value("SELECT 1 FROM removal"):
        # Own changes are numbered without a gap, and the content of none is gone.
        last = connection.value("SELECT max(counter) FROM link WHERE desk = ?", (desk,))
        return max(int(last or 0) - sent, 0)
    narrowed, narrowing = (" AND case_id = ?", (case_id,)) if case_id else ("", ())
    found = connection.value(
        "SELECT count(*) FROM link JOIN content USING (seq)"
        f" WHERE desk = ? AND counter > ?{narrowed}",
        (desk, sent, *narrowing),
    )
    return int(found)
