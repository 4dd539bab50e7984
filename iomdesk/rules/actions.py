"""What is done with rules: take a force's file in; without one, set them."""

from iomdesk.packs.signing import PackRefused, key_of, read_signed
from iomdesk.permissions import Role, may
from iomdesk.ports import Operation, UnitOfWork
from iomdesk.rules.loading import has_force, rules_file_of, shipped_rules
from iomdesk.rules.rulebook import RulesFile, RuleValue, demand_settable
from iomdesk.signed_pack import RULES, Pack


@may(Role.OFFICER, Role.SUPERVISOR)
def add_rules(work: UnitOfWork, content: bytes, file: str) -> RulesFile:
    """Take in a file of rules that the force signed; the same again changes nothing."""
    keys = work.queries.pack_keys()
    if not keys:
        raise PackRefused(
            "This store has no key of a force to prove rules with. Take it from the "
            "force file first: iomdesk pack trust FORCE-FILE."
        )
    signed = read_signed(content, file)
    public = key_of(signed, keys, file)
    rules = rules_file_of(signed.text, file)
    for pack in work.queries.packs():
        if (pack.code, pack.version) == (RULES, rules.version):
            _demand_same(pack, signed.text, file)
            return rules
    work.add_pack(
        Pack(
            code=RULES,
            version=rules.version,
            text=signed.text,
            signature=signed.signature,
            public_key=public,
            added_at=work.now,
            added_by=work.officer.name,
        )
    )
    detail = {"action": "add rules", "pack": rules.name}
    work.log(Operation.ALTERATION, None, detail)
    return rules


@may(Role.OFFICER, Role.SUPERVISOR)
def set_rule(work: UnitOfWork, code: str, value: RuleValue | None) -> None:
    """Set a rule at this desk; None takes the own setting away."""
    row = shipped_rules()[-1].row(code)
    if value is not None:
        demand_settable(row, value, has_force=has_force(work.queries))
    work.set_setting(code, value)


def _demand_same(pack: Pack, text: str, file: str) -> None:
    if pack.text != text:
        raise PackRefused(
            f"{file} says version {pack.version} of the rules in other words than the "
            "one that is here. A version never changes: give the new one a new version."
        )
