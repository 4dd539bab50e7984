"""Every small change to a module that should be a fault, one at a time."""

import ast
from collections.abc import Iterator
from copy import deepcopy

from attrs import frozen

_SWAPPED: dict[type[ast.AST], type[ast.AST]] = {
    ast.Eq: ast.NotEq, ast.NotEq: ast.Eq, ast.Lt: ast.LtE, ast.LtE: ast.Lt,
    ast.Gt: ast.GtE, ast.GtE: ast.Gt, ast.In: ast.NotIn, ast.NotIn: ast.In,
    ast.Is: ast.IsNot, ast.IsNot: ast.Is, ast.Add: ast.Sub, ast.Sub: ast.Add,
    ast.Mult: ast.Add, ast.Div: ast.Mult, ast.FloorDiv: ast.Mult, ast.Mod: ast.Add,
    ast.BitOr: ast.BitAnd, ast.BitAnd: ast.BitOr, ast.And: ast.Or, ast.Or: ast.And,
}  # fmt: skip
_CALLS = {"any": "all", "all": "any", "min": "max", "max": "min", "sorted": "list"}
_NOTHING = ast.Constant(None)


@frozen(kw_only=True)
class Change:
    """One expression or statement of a module, and what stands there instead."""

    file: str
    line: int
    last: int
    before: str
    after: str
    source: bytes

    @property
    def words(self) -> str:
        return f"{_short(self.before)} → {_short(self.after)}"


def _short(text: str) -> str:
    return " ".join(text.split())[:70]


def changes(file: str, source: bytes) -> Iterator[Change]:
    """Yield each change that *source* can undergo and still be Python."""
    lines = source.splitlines(keepends=True)
    starts = [sum(map(len, lines[:n])) for n in range(len(lines) + 1)]
    for old, new in _replaced(ast.parse(source)):
        first = starts[old.lineno - 1] + old.col_offset
        end = starts[(old.end_lineno or 0) - 1] + (old.end_col_offset or 0)
        before, after = source[first:end], _written(old, new)
        change = Change(
            file=file,
            line=old.lineno,
            last=old.end_lineno or old.lineno,
            before=before.decode(),
            after=after,
            source=source[:first] + after.encode() + source[end:],
        )
        if _is_python(change.source):
            yield change


def _written(old: ast.expr | ast.stmt, new: ast.AST) -> str:
    text = ast.unparse(new)
    if isinstance(old, ast.stmt):
        return text.replace("\n", "\n" + " " * old.col_offset)
    return f"({text})"


def _is_python(source: bytes) -> bool:
    try:
        ast.parse(source)
    except SyntaxError:
        return False
    return True


Pair = tuple[ast.expr | ast.stmt, ast.AST]


def _replaced(module: ast.Module) -> Iterator[Pair]:
    for node in _walked(module):
        if isinstance(node, ast.stmt):
            yield from _statement(node)
        elif isinstance(node, ast.expr):
            yield from ((node, new) for new in _expression(node))


def _walked(node: ast.AST) -> Iterator[ast.AST]:
    """Walk what decides something: no types, marks, sentences, docstrings."""
    yield node
    for name, value in ast.iter_fields(node):
        if name in {"annotation", "returns", "decorator_list", "type_params"}:
            continue
        for child in value if isinstance(value, list) else [value]:
            if isinstance(child, ast.AST) and not _is_left(node, child):
                yield from _walked(child)


def _is_left(parent: ast.AST, node: ast.AST) -> bool:
    """Say whether *node* only has words, as stored or as read, or brings a name in.

    The words of a class are what is stored: the store of each version tells of them.
    """
    is_docstring = isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
    is_stored = (
        isinstance(parent, ast.ClassDef)
        and isinstance(node, ast.Assign | ast.AnnAssign)
        and isinstance(node.value, ast.Constant)
    )
    no_decision = ast.JoinedStr | ast.Import | ast.ImportFrom | ast.Raise | ast.Assert
    return is_docstring or is_stored or isinstance(node, no_decision)


def _statement(node: ast.stmt) -> Iterator[Pair]:
    match node:
        case ast.If(test=test):
            yield test, ast.Constant(value=True)
            yield test, ast.Constant(value=False)
        case ast.Return(value=value) if value and not _is_none(value):
            yield node, ast.Return(_NOTHING)
        case ast.Expr() | ast.AugAssign():
            yield node, ast.Pass()
        case ast.Continue():
            yield node, ast.Break()
        case ast.Break():
            yield node, ast.Continue()


def _expression(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.Compare(ops=[op]) if type(op) in _SWAPPED:
            yield _with(node, ops=[_SWAPPED[type(op)]()])
        case ast.BoolOp(op=op, values=values):
            yield _with(node, op=_SWAPPED[type(op)]())
            for n in range(len(values)):
                rest = values[:n] + values[n + 1 :]
                yield _with(node, values=rest) if len(rest) > 1 else rest[0]
        case ast.UnaryOp(op=ast.Not(), operand=operand):
            yield operand
        case ast.BinOp(op=op) if type(op) in _SWAPPED and not _is_type(node):
            yield _with(node, op=_SWAPPED[type(op)]())
        case ast.IfExp(body=body, orelse=other):
            yield _with(node, body=other, orelse=body)
        case ast.Call(func=ast.Name(id=name)) if name in _CALLS:
            words = [] if name == "sorted" else node.keywords
            yield _with(node, func=ast.Name(_CALLS[name]), keywords=words)
        case _:
            yield from _smaller(node)


def _smaller(node: ast.expr) -> Iterator[ast.expr]:
    match node:
        case ast.Slice(lower=lower, upper=upper) if lower or upper:
            yield _with(node, lower=None, upper=None)
        case ast.ListComp() | ast.SetComp() | ast.DictComp() | ast.GeneratorExp():
            yield from _unfiltered(node)
        case ast.Constant(value=value):
            yield from (ast.Constant(other) for other in _other(value))


def _unfiltered(
    node: ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp,
) -> Iterator[ast.expr]:
    for n, part in enumerate(node.generators):
        if part.ifs:
            whole = deepcopy(node)
            whole.generators[n].ifs = []
            yield whole


def _other(value: object) -> Iterator[bool | int | str]:
    if isinstance(value, bool):
        yield not value
    elif isinstance(value, int):
        yield value + 1
    elif isinstance(value, str) and value and " " not in value:
        yield value + "_"


def _with(node: ast.expr, **parts: object) -> ast.expr:
    new = deepcopy(node)
    for name, value in parts.items():
        setattr(new, name, value)
    return new


def _is_none(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and node.value is None


def _is_type(node: ast.BinOp) -> bool:
    """Is it one type or another, as isinstance and aliases name them."""
    return isinstance(node.op, ast.BitOr) and all(
        isinstance(side, ast.Name | ast.Attribute | ast.Constant | ast.BinOp)
        for side in (node.left, node.right)
    )
