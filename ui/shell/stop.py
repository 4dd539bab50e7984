"""Where the officer was: a place, and a field on its screen."""

from attrs import frozen

from ui.places import Place
from ui.shell.field_mark_view import FieldMark


@frozen(kw_only=True)
class Stop:
    place: Place
    mark: FieldMark | None = None
