"""The code of a recovery sheet: how it is printed, and how it is read when typed."""

import secrets

from iomdesk.errors import InputRefused

CODE_BYTES = 16
_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O or U
_LOOKALIKES = str.maketrans("ILO", "110", " -\t\r\n")
_CODE_LENGTH = 26
_CHECK_LENGTH = 2
_GROUP = 4
# The largest prime under 32²: no wrong character and no swap of two goes unseen.
_CHECK_PRIME = 1021
_SLIP = (
    "The recovery code has a typing slip. Compare it with the sheet, group by group."
)


def new_code() -> bytes:
    return secrets.token_bytes(CODE_BYTES)


def printed(code: bytes) -> str:
    """Return *code* as seven groups of four, the last two characters a check."""
    number = int.from_bytes(code, "big")
    text = _symbols(number, _CODE_LENGTH) + _symbols(
        number % _CHECK_PRIME, _CHECK_LENGTH
    )
    return "-".join(text[at : at + _GROUP] for at in range(0, len(text), _GROUP))


def typed(text: str) -> bytes:
    """Return the code that *text* spells; case, spaces and dashes do not matter."""
    symbols = text.upper().translate(_LOOKALIKES)
    if len(symbols) != _CODE_LENGTH + _CHECK_LENGTH:
        raise InputRefused(
            f"A recovery code has {_CODE_LENGTH + _CHECK_LENGTH} letters and digits;"
            f" this one has {len(symbols)}. Compare it with the sheet.",
            field="code",
        )
    number = _number(symbols[:_CODE_LENGTH])
    if number >> (8 * CODE_BYTES) or number % _CHECK_PRIME != _number(symbols[-2:]):
        raise InputRefused(_SLIP, field="code")
    return number.to_bytes(CODE_BYTES, "big")


def _symbols(number: int, length: int) -> str:
    return "".join(_ALPHABET[number >> 5 * at & 31] for at in reversed(range(length)))


def _number(symbols: str) -> int:
    number = 0
    for symbol in symbols:
        if symbol not in _ALPHABET:
            raise InputRefused(_SLIP, field="code")
        number = number << 5 | _ALPHABET.index(symbol)
    return number
