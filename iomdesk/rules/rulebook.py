"""Settings as rows, and which value of each is in force on a day: pure.

The newest file of the force that has taken effect rules whole: what it does not name is
as shipped. A day before it keeps the values of that day, so an older paper does too.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from enum import StrEnum

from attrs import field, frozen

from iomdesk.errors import InputRefused, NotFound
from iomdesk.records.codec import digest, to_document
from iomdesk.signed_pack import RULES

OWN_SETTING = "own setting"

RuleValue = int | str | bool


class CountedIn(StrEnum):
    MONTHS = "months"
    DAYS = "days"
    MINUTES = "minutes"
    YES_NO = "yes_no"
    CHOICE = "choice"


class ChangedBy(StrEnum):
    """Who may change a row; the force's rows are the officer's where there is none."""

    FORCE = "force"
    FORCE_ALONE = "force_alone"
    OFFICER = "officer"


@frozen(kw_only=True)
class RuleRow:
    """One setting: what it is called, in what it is counted, and as what it ships.

    A *source* that nobody could name says “not confirmed”.
    """

    title: str
    unit: CountedIn
    value: RuleValue
    source: str
    changed_by: ChangedBy = ChangedBy.FORCE
    least: int = 0
    most: int = 0
    choices: tuple[str, ...] = ()

    def fault_of(self, value: object) -> str:
        """Return why *value* cannot stand in this row, or “”."""
        if self.unit is CountedIn.YES_NO:
            return "" if isinstance(value, bool) else "It is true or false."
        if self.unit is CountedIn.CHOICE:
            listed = ", ".join(self.choices)
            return "" if value in self.choices else f"It is one of: {listed}."
        if isinstance(value, int) and _is_between(value, self.least, self.most):
            return ""
        return f"It is a whole number of {self.unit} from {self.least} to {self.most}."


@frozen(kw_only=True)
class ShippedRules:
    """The rows that come with the program, from a day on."""

    version: str
    effective_from: date
    source: str
    rows: Mapping[str, RuleRow]

    def row(self, code: str) -> RuleRow:
        if code not in self.rows:
            raise NotFound(f"There is no rule “{code}”. “iomdesk rules” lists them.")
        return self.rows[code]


@frozen(kw_only=True)
class RulesFile:
    """What a force sets, as it signed it: in force from a day on."""

    code: str
    version: str
    force: str
    effective_from: date
    reason: str = ""
    values: Mapping[str, RuleValue] = field(factory=dict)

    @property
    def name(self) -> str:
        return f"{self.force}, version {self.version}"

    @property
    def digest(self) -> str:
        return digest(to_document(self))


@frozen(kw_only=True)
class InForce:
    """The value of a row on a day, and whose it is."""

    code: str
    row: RuleRow
    value: RuleValue
    by: str
    since: date
    may_be_set: bool = False
    """Whether the officer at this desk may set it."""

    @property
    def words(self) -> str:
        """Return the value as it is read."""
        match self.row.unit:
            case CountedIn.YES_NO:
                return "yes" if self.value else "no"
            case CountedIn.CHOICE:
                return str(self.value)
            case unit:
                word = unit.value.removesuffix("s") if self.value == 1 else unit.value
                return f"{self.value} {word}"


@frozen(kw_only=True)
class Rulebook:
    """Every value that is in force on a day; *version* is how a paper names them."""

    version: str
    rows: Mapping[str, InForce]

    def value(self, code: str) -> RuleValue:
        return self.rows[code].value

    def below(self, head: str) -> Mapping[str, RuleValue]:
        """Return the values whose code begins with *head*, by the rest of it."""
        return {
            code.removeprefix(head): one.value
            for code, one in self.rows.items()
            if code.startswith(head)
        }


def rulebook(
    shipped: Sequence[ShippedRules],
    files: Iterable[RulesFile],
    own: Mapping[str, object],
    *,
    has_force: bool,
    on: date,
) -> Rulebook:
    """Return what is in force *on* a day; *own* is what the officer has set."""
    base, newest = _shipped_on(shipped, on), _newest(files, on)
    rows = {
        code: _in_force(code, row, base, newest, own, has_force=has_force)
        for code, row in base.rows.items()
    }
    names = [newest.name if newest else base.version]
    if any(
        one.by == OWN_SETTING and one.row.changed_by is ChangedBy.FORCE
        for one in rows.values()
    ):
        names.append(OWN_SETTING)
    return Rulebook(version=", ".join(names), rows=rows)


def file_faults(file: RulesFile, shipped: ShippedRules) -> list[str]:
    """Return what of a force's file cannot rule, each with its code."""
    found = []
    for code, value in file.values.items():
        row = shipped.rows.get(code)
        if row is None:
            found.append(f"{code}: there is no such rule.")
        elif row.changed_by is ChangedBy.OFFICER:
            found.append(f"{code}: each officer chooses it.")
        elif fault := row.fault_of(value):
            found.append(f"{code}: {fault}")
    if file.code != RULES:
        found.append(f"code: a file of rules says “{RULES}”.")
    return found


def demand_settable(row: RuleRow, value: object, *, has_force: bool) -> None:
    """Refuse what the officer may not set, and a value that cannot stand."""
    if not _may_be_set(row, has_force=has_force):
        raise InputRefused("Your force sets this. Ask your IT desk.", "rule")
    if fault := row.fault_of(value):
        raise InputRefused(f"“{value}” is not a value of this rule. {fault}", "value")


def _in_force(
    code: str,
    row: RuleRow,
    base: ShippedRules,
    newest: RulesFile | None,
    own: Mapping[str, object],
    *,
    has_force: bool,
) -> InForce:
    """Return whose value stands: the officer's own, the force's, or as shipped."""
    may_be_set = _may_be_set(row, has_force=has_force)
    value, by, since = row.value, base.version, base.effective_from
    if newest and _stands(row, newest.values.get(code)):
        value, by, since = newest.values[code], newest.name, newest.effective_from
    chosen = own.get(code)
    if may_be_set and isinstance(chosen, int | str) and _stands(row, chosen):
        value, by = chosen, OWN_SETTING
    return InForce(
        code=code, row=row, value=value, by=by, since=since, may_be_set=may_be_set
    )


def _may_be_set(row: RuleRow, *, has_force: bool) -> bool:
    """Say whether an officer may set the row at this desk."""
    is_theirs = row.changed_by is ChangedBy.OFFICER
    return is_theirs or (row.changed_by is ChangedBy.FORCE and not has_force)


def _is_between(value: int, least: int, most: int) -> bool:
    """Say whether *value* is a number in bounds; yes and no are numbers to Python."""
    return not isinstance(value, bool) and least <= value <= most


def _stands(row: RuleRow, value: object) -> bool:
    return value is not None and not row.fault_of(value)


def _shipped_on(shipped: Sequence[ShippedRules], on: date) -> ShippedRules:
    """Return what was shipped for the day, or the first where none was yet."""
    in_order = sorted(shipped, key=lambda one: one.effective_from)
    begun = [one for one in in_order if one.effective_from <= on]
    return begun[-1] if begun else in_order[0]


def _newest(files: Iterable[RulesFile], on: date) -> RulesFile | None:
    begun = [one for one in files if one.effective_from <= on]
    return max(begun, key=lambda one: (one.effective_from, _parts(one)), default=None)


def _parts(file: RulesFile) -> tuple[int, str]:
    """Return what versions of one day are ordered by: as numbers where they are."""
    number = int(file.version) if file.version.isdecimal() else 0
    return number, file.version
