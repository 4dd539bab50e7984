"""A force with its keys, and what it signs, for tests."""

from iomdesk.packs.keys import new_key_pair, private_of, public_of
from iomdesk.packs.signing import signed_pack
from tests.assessments.instruments import BANDS, FORM, HEAD, SUM

TEXT = HEAD + FORM + SUM + BANDS

_PRIVATE_PEM, _PUBLIC_PEM = new_key_pair()
PRIVATE = private_of(_PRIVATE_PEM)
PUBLIC = public_of(_PUBLIC_PEM)
OTHER_PEM, _ = new_key_pair()


def a_pack(text: str = TEXT, private: str = PRIVATE) -> bytes:
    return signed_pack(text.encode(), private)
