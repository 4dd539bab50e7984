"""What is done with packs: trust the force's key, add what it signed."""

from collections.abc import Sequence

from attrs import frozen

from iomdesk.assessments.catalogue import catalogue
from iomdesk.assessments.instrument import Instrument
from iomdesk.packs.handing_over import HandOver, demand_word
from iomdesk.packs.linting import instrument_of
from iomdesk.packs.signing import PackRefused, key_of, read_signed
from iomdesk.permissions import Role, may
from iomdesk.ports import Operation, UnitOfWork
from iomdesk.signed_pack import Pack


@frozen(kw_only=True)
class Added:
    """The instrument that is now here, and whether it was not before."""

    instrument: Instrument
    is_new: bool


@may(Role.OFFICER, Role.SUPERVISOR)
def trust_force(
    work: UnitOfWork, keys: Sequence[str], hand_over: HandOver | None = None
) -> None:
    """Take the force's public keys for packs; packs added before stay.

    A store that was made without a force file takes its first keys as they come; any
    other takes new ones only by the *hand_over* of a key that it has.
    """
    if not keys:
        raise PackRefused("The force file names no key for packs. Ask your IT desk.")
    held, by_force = work.queries.pack_keys(), work.queries.is_made_by_force()
    if set(keys) <= set(held) and not (by_force or hand_over):
        return
    if held or by_force:
        demand_word(hand_over, held)
    work.set_pack_keys(keys)
    work.log(Operation.ALTERATION, None, {"action": "trust force", "keys": [*keys]})


@may(Role.OFFICER, Role.SUPERVISOR)
def add_pack(work: UnitOfWork, content: bytes, file: str) -> Added:
    """Add a pack that the force signed; the same again changes nothing."""
    keys = work.queries.pack_keys()
    if not keys:
        raise PackRefused(
            "This store has no key of a force to prove packs with. Take it from the "
            "force file first: iomdesk pack trust FORCE-FILE."
        )
    signed = read_signed(content, file)
    public = key_of(signed, keys, file)
    instrument = instrument_of(signed.text, file)
    if _is_here(work, instrument, file):
        return Added(instrument=instrument, is_new=False)
    work.add_pack(
        Pack(
            code=instrument.code,
            version=instrument.version,
            text=signed.text,
            signature=signed.signature,
            public_key=public,
            added_at=work.now,
            added_by=work.officer.name,
        )
    )
    named = f"{instrument.code} {instrument.version}"
    work.log(Operation.ALTERATION, None, {"action": "add pack", "pack": named})
    return Added(instrument=instrument, is_new=True)


def _is_here(work: UnitOfWork, instrument: Instrument, file: str) -> bool:
    """Say whether this very instrument is here; refuse another text of its version."""
    held = catalogue(work.queries).versions(instrument.code)
    if any(one.digest == instrument.digest for one in held):
        return True
    packs = work.queries.packs()
    taken = {one.version for one in held} | {
        one.version for one in packs if one.code == instrument.code
    }
    if instrument.version in taken:
        raise PackRefused(
            f"{file} says {instrument.code}, version {instrument.version}, in other "
            "words than the one that is here. A version never changes: give the new "
            "one a new version."
        )
    return False
