"""Conditions and limits in the words of a spreadsheet form, both ways.

`relevant`: `${uses} = 'yes'`, `selected(${which}, 'heroin')`, `${days} >= 3`,
`${name} != ''`, joined by `and`. Brackets hold what is said about one item:
`(${need} = 'some' or ${need} = 'much')`, `(${days} >= 3 and ${days} <= 5)`.

`constraint`: `. >= 0`, `. <= 7`, `string-length(.) <= 500`, joined by `and`.
"""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from iomdesk.errors import InputRefused

_SINGLE, _DOUBLE = "'‘’‚‛′＇", '"“”„‟″＂'
"""Quotes of each kind: a spreadsheet program curls them while one types."""
_QUOTED = "|".join(f"[{q}][^{q}]*[{q}]" for q in (_SINGLE, _DOUBLE))
_TOKEN = re.compile(
    rf"\s*(?:\$\{{(?P<item>[^{{}}]+)\}}|(?P<word>{_QUOTED})"
    r"|(?P<number>[-−–]?[0-9]+(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?)"
    r"|(?P<sign>>=|<=|!=|=|>|<|≥|≤|≠|\(|\)|,)|(?P<name>string-length|[a-z]+)"
    r"|(?P<dot>\.))"
)
_TYPED = str.maketrans({"≥": ">=", "≤": "<=", "≠": "!=", "−": "-", "–": "-"})
Token = tuple[str, str]


def conditions(said: str) -> list[dict[str, Any]]:
    """Return the conditions that a `relevant` says, or refuse it with a sentence."""
    reader = _Reader(said)
    found = [_condition(reader)]
    while reader.takes("and"):
        found.append(_condition(reader))
    if reader.takes("or"):
        raise InputRefused(
            "“or” joins answers to one item only, in brackets: "
            "(${a} = 'x' or ${a} = 'y')."
        )
    reader.end()
    return found


def relevant(said: Iterable[Mapping[str, Any]]) -> str:
    """Return conditions as a `relevant`."""
    return " and ".join(_relevant(one) for one in said)


def limits(said: str) -> dict[str, Any]:
    """Return the limits that a `constraint` says, or refuse it with a sentence."""
    reader, found = _Reader(said), {}
    while True:
        name, number = _limit(reader)
        if name in found:
            raise InputRefused("a limit is given twice.")
        found[name] = number
        if not reader.takes("and"):
            break
    reader.end()
    return found


def constraint(said: Mapping[str, Any]) -> str:
    """Return limits as a `constraint`."""
    forms = {
        "least": ". >= {}",
        "most": ". <= {}",
        "longest": "string-length(.) <= {}",
    }
    return " and ".join(
        form.format(said[name]) for name, form in forms.items() if name in said
    )


class _Reader:
    """The tokens of one expression, taken from the left."""

    def __init__(self, said: str) -> None:
        self._tokens = list(_tokens(said))
        self._at = 0

    def peek(self) -> Token:
        return self._tokens[self._at] if self._at < len(self._tokens) else ("", "")

    def takes(self, text: str) -> bool:
        """Take the next token if it is *text*."""
        taken = self.peek()[1] == text and self.peek()[0] in {"sign", "name", "dot"}
        self._at += taken
        return taken

    def demand(self, text: str) -> None:
        if not self.takes(text):
            raise self.unread(f"“{text}” is wanted")

    def take(self, kind: str, words: str) -> str:
        found, text = self.peek()
        if found != kind:
            raise self.unread(f"{words} is wanted")
        self._at += 1
        return text

    def end(self) -> None:
        if self.peek()[0]:
            raise self.unread("“and” or the end is wanted")

    def unread(self, words: str) -> InputRefused:
        text = self.peek()[1]
        return InputRefused(f"{words} {f'before “{text}”' if text else 'at the end'}.")


def _tokens(said: str) -> Iterable[Token]:
    at, said = 0, said.strip()
    while at < len(said):
        found = _TOKEN.match(said, at)
        if not found or not found.lastgroup:
            raise InputRefused(_unread(said[at : at + 20].strip()))
        kind, text = found.lastgroup, found[found.lastgroup]
        yield kind, text.translate(_TYPED) if kind in {"sign", "number"} else text
        at = found.end()


def _unread(text: str) -> str:
    is_quote = text[:1] in _SINGLE + _DOUBLE
    advice = " A quote has no end: put an answer in straight quotes, 'yes'."
    return f"“{text}” cannot be read.{advice if is_quote else ''}"


def _condition(reader: _Reader) -> dict[str, Any]:
    if not reader.takes("("):
        return _comparison(reader)
    joined = _comparison(reader)
    while not reader.takes(")"):
        word = "or" if reader.takes("or") else "and"
        if word == "and":
            reader.demand("and")
        _join(joined, _comparison(reader), word)
    return joined


def _join(held: dict[str, Any], more: dict[str, Any], word: str) -> None:
    """Add what is said about the same item, in brackets."""
    if held["item"] != more["item"]:
        raise InputRefused("brackets hold what is said about one item only.")
    if word == "or" and "values" in held and "values" in more:
        held["values"] += more["values"]
        return
    if word == "or" or set(held) & set(more) != {"item"}:
        raise InputRefused("“or” joins answers, and “and” joins limits.")
    held.update(more)


def _comparison(reader: _Reader) -> dict[str, Any]:
    if reader.takes("selected"):
        reader.demand("(")
        item = reader.take("item", "an item like ${code}")
        reader.demand(",")
        value = reader.take("word", "a choice in quotes")
        reader.demand(")")
        return {"item": item, "values": [value[1:-1]]}
    item = reader.take("item", "an item like ${code}")
    sign = reader.take("sign", "=, >= or <=")
    if sign == "=":
        value = reader.take("word", "an answer in quotes")[1:-1]
        return {"item": item, "values": [value]}
    if sign == "!=":
        if reader.take("word", "''")[1:-1]:
            raise InputRefused("“!=” says only that there is an answer: != ''.")
        return {"item": item}
    return {"item": item, _side(sign): _number(reader)}


def _limit(reader: _Reader) -> tuple[str, int | float]:
    if reader.takes("string-length"):
        for text in ("(", ".", ")", "<="):
            reader.demand(text)
        return "longest", _number(reader)
    reader.demand(".")
    return _side(reader.take("sign", ">= or <=")), _number(reader)


def _side(sign: str) -> str:
    sides = {">=": "least", "<=": "most"}
    if sign not in sides:
        raise InputRefused(f"“{sign}” is not used here: use >= or <=.")
    return sides[sign]


def _number(reader: _Reader) -> int | float:
    text = reader.take("number", "a number")
    return int(text) if re.fullmatch(r"-?\d{1,15}", text) else float(text)


def _relevant(said: Mapping[str, Any]) -> str:
    item, values = f"${{{said['item']}}}", list(said.get("values", ()))
    parts = [f"{item} = {_quoted(value)}" for value in values]
    parts += [
        f"{item} {sign} {said[side]}"
        for side, sign in (("least", ">="), ("most", "<="))
        if side in said
    ]
    if len(values) > 1 and len(parts) > len(values):
        raise InputRefused("several answers and a limit are not said at once.")
    if len(parts) > 1:
        return "(" + (" or " if values[1:] else " and ").join(parts) + ")"
    return parts[0] if parts else f"{item} != ''"


def _quoted(value: str) -> str:
    if "'" not in value:
        return f"'{value}'"
    if '"' in value:
        raise InputRefused(f"“{value}” holds both kinds of quotes.")
    return f'"{value}"'
