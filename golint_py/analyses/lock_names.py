"""Names for locks and conditions inside one function, finer than access paths: elements are told apart by their index.

A name is a term over the values that never change while it is known: parameters, captures, package variables, constants,
and the values that an operation defines. Loads are not written, as in access paths. A name that is built on a value is
void as soon as the operation that defines the value runs again, and one that goes through a variable or field when that
is stored to.
"""

from msgspec import Struct

from golint_py.analyses.access_paths import ELEMENT, Path, Paths, step
from golint_py.ir.ops import (
    Alloc,
    Binary,
    Call,
    Const,
    Convert,
    Extract,
    FieldAddr,
    FieldOf,
    FreeVar,
    Global,
    IndexAddr,
    IndexOf,
    Load,
    MapRead,
    Op,
    Param,
    TypeAssert,
    Unary,
)
from golint_py.ir.program import Function

MAX_DEPTH = 12

Term = tuple[
    object, ...
]  # ("p0",) · ("g:path.x",) · ("v7",) · ("c", 1) · (base, ".path.T.f") · (base, "[", index) · ...


class Named(Struct, frozen=True):
    """A term, and the values whose definitions make it void."""

    term: Term
    values: frozenset[int] = frozenset()


class Condition(Struct, frozen=True):
    """A test: true when the term has the truth value `positive`. `value` is the operation's own result, unnegated.

    `subject` is the value that it asks about: itself, or what is compared with the constant value `constant` (-1: none).
    """

    term: Term
    positive: bool
    values: frozenset[int]
    value: int
    subject: int = -1
    constant: int = -1


def name_of(value: int, paths: Paths, stable: bool = True, depth: int = 0) -> Named:
    """The name of a value; `stable` ones look through loads, others (of conditions) know that memory may change, and that
    one call may say what the same call said before."""
    op = paths.definition[value]
    own = Named((f"v{value}",), frozenset((value,)))
    if depth > MAX_DEPTH or op is None:
        return own
    match op:
        case Param():
            return Named((f"p{op.index}",))
        case FreeVar():
            return Named((f"f{op.index}",))
        case Global():
            return Named((f"g:{op.symbol}",))
        case Const() if op.known:
            return Named(("c", type(op.value).__name__, op.value))
        case Load():
            below = _loaded(op, paths, stable, depth)
            return below if stable else Named(below.term, below.values | {value})
        case FieldAddr() | FieldOf():
            base = name_of(op.base, paths, stable, depth + 1)
            return Named((base.term, "." + step(op.owner, op.field)), base.values)
        case IndexAddr() | IndexOf():
            return _pair(name_of(op.base, paths, stable, depth + 1), name_of(op.index, paths, stable, depth + 1))
        case MapRead():
            return _pair(name_of(op.map, paths, stable, depth + 1), name_of(op.key, paths, stable, depth + 1))
        case Convert() | TypeAssert():
            return name_of(op.operand, paths, stable, depth + 1)
        case Extract() if op.index == 0 and isinstance(paths.definition[op.tuple], TypeAssert | MapRead):
            return name_of(op.tuple, paths, stable, depth + 1)
        case _:
            return own if stable else _computed(op, own, paths, depth)


def _loaded(op: Load, paths: Paths, stable: bool, depth: int) -> Named:
    stores = paths.stores.get(op.address, ()) if isinstance(paths.definition[op.address], Alloc) else ()
    source = stores[0].value if len(stores) == 1 else op.address
    return name_of(source, paths, stable, depth + 1)


def _pair(base: Named, index: Named) -> Named:
    return Named((base.term, "[", index.term), base.values | index.values)


def _computed(op: Op, own: Named, paths: Paths, depth: int) -> Named:
    """What is computed by operations alike from values alike is taken for the same."""
    match op:
        case Binary():
            parts = [name_of(one, paths, False, depth + 1) for one in (op.left, op.right)]
            what: Term = ("binary", op.operator)
        case Unary():
            parts, what = [name_of(op.operand, paths, False, depth + 1)], ("unary", op.operator)
        case Call() if op.callee.symbol:
            parts, what = [name_of(one, paths, False, depth + 1) for one in op.args], ("call", op.callee.symbol)
        case Extract():
            parts, what = [name_of(op.tuple, paths, False, depth + 1)], ("extract", op.index)
            if parts[0].term == (f"v{op.tuple}",):
                return own
        case _:
            return own
    return Named((*what, *(one.term for one in parts)), own.values.union(*(one.values for one in parts)))


_OPPOSITE = {"!=": "==", ">=": "<", ">": "<=", "==": "==", "<": "<", "<=": "<="}


def condition_of(value: int, paths: Paths) -> Condition:
    """The test that a branch makes, without negations: `!x`, `x == false`, `a != b`, `a >= b`."""
    positive = True
    for _ in range(MAX_DEPTH):
        op = paths.definition[value]
        if isinstance(op, Unary) and op.operator == "!":
            positive, value = not positive, op.operand
        elif isinstance(op, Binary) and op.operator in ("==", "!=") and _truth(op.right, paths) is not None:
            positive ^= (op.operator == "==") != _truth(op.right, paths)
            value = op.left
        else:
            break
    op = paths.definition[value]
    if isinstance(op, Binary) and op.operator in _OPPOSITE:
        left, right = (name_of(one, paths, False) for one in (op.left, op.right))
        plain = _OPPOSITE[op.operator]
        term: Term = ("binary", plain, left.term, right.term)
        constant = plain == "==" and isinstance(paths.definition[op.right], Const)
        subject = (op.left, op.right) if constant else (-1, -1)
        return Condition(term, positive ^ (plain != op.operator), left.values | right.values | {value}, value, *subject)
    named = name_of(value, paths, False)
    return Condition(named.term, positive, named.values | {value}, value, value)


def asked_of(value: int, condition: Condition, paths: Paths) -> Condition:
    """The same question about another value, which the first one may be."""
    named = name_of(value, paths, False)
    if condition.constant < 0:
        return Condition(named.term, True, named.values | {value}, value, value)
    term: Term = ("binary", "==", named.term, name_of(condition.constant, paths, False).term)
    return Condition(term, True, named.values | {value}, -2 - value, value, condition.constant)


def _truth(value: int, paths: Paths) -> bool | None:
    op = paths.definition[value]
    return op.value if isinstance(op, Const) and isinstance(op.value, bool) else None


def path_of(term: Term) -> Path | None:
    """The name as a path that callers can translate; None where it has elements or begins at a value of its own."""
    steps: list[str] = []
    while len(term) == 2 and isinstance(term[0], tuple) and isinstance(term[1], str):
        steps.append(term[1][1:])
        term = term[0]
    root = term[0]
    if len(term) != 1 or not isinstance(root, str) or root[0] not in "pfg":
        return None
    return Path(root, tuple(reversed(steps)))


def extend(term: Term, path: Path) -> Term | None:
    """The name of what a path of a callee leads to from the value `term`; None where it passes elements."""
    for one in path.steps:
        if one == ELEMENT:
            return None
        term = (term, "." + one)
    return term


def class_of(term: Term) -> str:
    """The field that the lock is (`path.T.mu`), the package variable, or the name itself."""
    if len(term) == 2 and isinstance(term[0], tuple) and isinstance(term[1], str):
        return term[1][1:] if not term[1].startswith("..") else f"{class_of(term[0])}{term[1][1:]}"
    if len(term) == 3 and isinstance(term[0], tuple):
        return class_of(term[0]) + ELEMENT
    return str(term[0])


def inside(term: object, part: Term) -> bool:
    """Whether the name is built on `part`."""
    work = [term]
    while work:
        now = work.pop()
        if now == part:
            return True
        if isinstance(now, tuple):
            work.extend(now)
    return False


def written_in(term: Term, function: Function) -> str:
    """The lock as a person would write it: `c.mu`, `s.shards[…].mu`."""
    tail = ""
    while isinstance(term[0], tuple):
        tail = ("[…]" if term[1] == "[" else "." + str(term[1]).rpartition(".")[2]) + tail
        term = term[0]
    root = str(term[0])
    number = int(root[1:]) if root[1:].isdigit() else -1
    if root.startswith("g:"):
        return root[2:].rpartition("/")[2].rpartition(".")[2] + tail
    if root[0] == "p" and number < len(function.params):
        return (function.params[number] or "_") + tail
    if root[0] == "f" and number < len(function.free):
        return function.free[number].name + tail
    return function.names.get(number, "…") + tail
