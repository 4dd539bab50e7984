"""A force's file is read, or refused with a sentence."""

import pytest

from iomdesk.errors import InputRefused
from iomdesk.force_file import read_force_file
from iomdesk.packs.keys import new_key_pair, public_of

GOOD = b"""
name = "Example Constabulary"
[hub]
url = "https://hub.example"
[recovery]
public_key = "-----BEGIN PUBLIC KEY-----"
"""


def test_the_file_names_force_hub_and_key() -> None:
    force = read_force_file(GOOD)

    assert (force.name, force.hub) == ("Example Constabulary", "https://hub.example")
    assert force.recovery_pem.startswith(b"-----BEGIN")


def test_the_digest_is_in_groups_to_read_out_and_follows_every_byte() -> None:
    digest = read_force_file(GOOD).digest

    assert [len(group) for group in digest.split()] == [4, 4, 4, 4]
    assert digest != read_force_file(GOOD + b"# one more\n").digest


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"name = 3", b"recovery = 1", b"not = = toml"]
)
def test_anything_else_is_refused(content: bytes) -> None:
    with pytest.raises(InputRefused, match="not a force file"):
        read_force_file(content)


def test_keys_for_packs_are_read_and_a_force_without_has_none() -> None:
    pems = [new_key_pair()[1] for _ in range(2)]
    quoted = ", ".join(f"'''{pem.decode()}'''" for pem in pems)

    assert read_force_file(GOOD).pack_keys == ()
    both = GOOD + f"[packs]\npublic_keys = [{quoted}]\n".encode()
    assert read_force_file(both).pack_keys == tuple(map(public_of, pems))


@pytest.mark.parametrize("said", ["packs = 3", "[packs]\npublic_key = 'none'"])
def test_a_key_for_packs_that_is_none_is_refused(said: str) -> None:
    content = said.encode() + b"\n" + GOOD if "=" in said[:8] else GOOD + said.encode()

    with pytest.raises(InputRefused, match="key for packs cannot be used"):
        read_force_file(content)
