"""A force's file is read, or refused with a sentence."""

import pytest

from iomdesk.errors import InputRefused
from iomdesk.force_file import read_force_file

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
