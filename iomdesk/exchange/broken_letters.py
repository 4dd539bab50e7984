"""Letters broken on their way: UTF-8 that was read as Windows-1252, put right again.

Only what can hardly be anything else is put right: “Ã«” and “â€™”, never “É’”.
"""

import re

LOST = "\ufffd"
"""What stands where a letter was lost for good."""

_BYTES = {chr(n): n for n in range(0x80, 0x100)} | {
    sign: n
    for n in range(0x80, 0xA0)
    if (sign := bytes([n]).decode("cp1252", errors="ignore"))
}
_NEXT = "".join(re.escape(sign) for sign, n in _BYTES.items() if n < 0xC0)  # noqa: PLR2004
_LATIN = re.compile(
    rf"[Â-Å][{_NEXT}]"
    rf"|È[\x98-\x9b˜™š›]"
    rf"|â[\x80€\x82‚][{_NEXT}]"
    rf"|á[º»][{_NEXT}]"
    rf"|ï[»¿][{_NEXT}]"
)
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")
_OTHER_SCRIPTS = 0x370
_TIMES = 3


def mended(text: str) -> str:
    """Return *text* with its broken letters whole; it may have been broken twice."""
    for _ in range(_TIMES):
        better = _once(text)
        if better == text:
            break
        text = better
    return text.replace("\ufeff", "")


def _once(text: str) -> str:
    if text.isascii():
        return text
    return _of_another_script(text) or _LATIN.sub(_letter, text)


def _letter(found: re.Match[str]) -> str:
    try:
        return _bytes(found.group()).decode()
    except UnicodeDecodeError:
        return found.group()


def _of_another_script(text: str) -> str | None:
    """Return *text* where all its signs together are letters of a script not Latin."""
    signs = _NOT_ASCII.findall(text)
    if any(sign not in _BYTES for sign in signs):
        return None
    try:
        whole = _bytes(text).decode()
    except UnicodeDecodeError:
        return None
    letters = _NOT_ASCII.findall(whole)
    foreign = all(ord(c) >= _OTHER_SCRIPTS and c.isalpha() for c in letters)
    return whole if len(letters) > 1 and foreign else None


def _bytes(text: str) -> bytes:
    return bytes(_BYTES.get(sign, ord(sign) & 0x7F) for sign in text)
