"""Names for locks and conditions inside one function, finer than access names: elements are told apart by their index.

A name is a term over the values that never change while it is known: parameters, captures, package variables,
constants,
and the values that an operation defines. Loads are not written, as in access paths. A name that is built on a value is
void as soon as the operation that defines the value runs again, and one that goes through a variable or field when that
is stored to.
"""

from msgspec import Struct

from golint_py.analyses.access_paths import ELEMENT, RECEIVED, Path, Paths, step
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
    Store,
    TypeAssert,
    Unary,
)
from golint_py.ir.program import Function, ops_of

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

    `subject` is the value that it asks about: itself, or what is compared with the constant value `constant` (-1:
    none).
    """

    term: Term
    positive: bool
    values: frozenset[int]
    value: int
    subject: int = -1
    constant: int = -1


class Names(Struct, frozen=True, eq=False):
    """What names are made from: the definitions of the values, the stores to variables, and which fields and package
    variables are stored to in the function: what is loaded from those is another thing each time."""

    definition: tuple[Op | None, ...]
    stores: dict[int, tuple[Store, ...]]
    changed: frozenset[str]


def names_of(function: Function, paths: Paths) -> Names:
    """The names of one function."""
    changed: set[str] = set()
    for op in ops_of(function, Store):
        if not op.init:
            changed.add(_cell(paths.definition[op.address]))
    return Names(paths.definition, paths.stores, frozenset(changed - {""}))


def _cell(op: Op | None) -> str:
    if isinstance(op, FieldAddr):
        return step(op.owner, op.field)
    return op.symbol if isinstance(op, Global) else ""


def name_of(value: int, names: Names, stable: bool = True, depth: int = 0) -> Named:
    """The name of a value; `stable` ones look through loads, others (of conditions) know that memory may change, and
    that one call may say what the same call said before."""
    op = names.definition[value]
    own = Named((f"v{value}",), frozenset((value,)))
    if depth > MAX_DEPTH or op is None:
        return own
    root = _root(op)
    if root is not None:
        return Named(root)
    match op:
        case Load():
            if stable and _cell(names.definition[op.address]) in names.changed:
                return own
            below = _loaded(op, names, stable, depth)
            return below if stable else Named(below.term, below.values | {value})
        case FieldAddr() | FieldOf():
            base = name_of(op.base, names, stable, depth + 1)
            return Named((base.term, "." + step(op.owner, op.field)), base.values)
        case IndexAddr() | IndexOf():
            return _pair(name_of(op.base, names, stable, depth + 1), name_of(op.index, names, stable, depth + 1))
        case MapRead():
            return _pair(name_of(op.map, names, stable, depth + 1), name_of(op.key, names, stable, depth + 1))
        case Convert() | TypeAssert():
            return name_of(op.operand, names, stable, depth + 1)
        case Extract() if op.index == 0 and isinstance(names.definition[op.tuple], TypeAssert | MapRead):
            return name_of(op.tuple, names, stable, depth + 1)
        case _:
            return own if stable else _computed(op, own, names, depth)


def _root(op: Op) -> Term | None:
    """The name of what is the same all through the function."""
    match op:
        case Param():
            return (f"p{op.index}",)
        case FreeVar():
            return (f"f{op.index}",)
        case Global():
            return (f"g:{op.symbol}",)
        case Const() if op.known:
            return ("c", type(op.value).__name__, op.value)
    return None


def _loaded(op: Load, names: Names, stable: bool, depth: int) -> Named:
    stores = names.stores.get(op.address, ()) if isinstance(names.definition[op.address], Alloc) else ()
    source = stores[0].value if len(stores) == 1 else op.address
    return name_of(source, names, stable, depth + 1)


def _pair(base: Named, index: Named) -> Named:
    return Named((base.term, "[", index.term), base.values | index.values)


def _computed(op: Op, own: Named, names: Names, depth: int) -> Named:
    """What is computed by operations alike from values alike is taken for the same."""
    match op:
        case Binary():
            parts = [name_of(one, names, False, depth + 1) for one in (op.left, op.right)]
            what: Term = ("binary", op.operator)
        case Unary():
            parts, what = [name_of(op.operand, names, False, depth + 1)], ("unary", op.operator)
        case Call() if op.callee.symbol:
            parts, what = [name_of(one, names, False, depth + 1) for one in op.args], ("call", op.callee.symbol)
        case Extract():
            parts, what = [name_of(op.tuple, names, False, depth + 1)], ("extract", op.index)
            if parts[0].term == (f"v{op.tuple}",):
                return own
        case _:
            return own
    return Named((*what, *(one.term for one in parts)), own.values.union(*(one.values for one in parts)))


_OPPOSITE = {"!=": "==", ">=": "<", ">": "<=", "==": "==", "<": "<", "<=": "<="}


def condition_of(value: int, names: Names) -> Condition:
    """The test that a branch makes, without negations: `!x`, `x == false`, `a != b`, `a >= b`."""
    positive = True
    for _ in range(MAX_DEPTH):
        op = names.definition[value]
        if isinstance(op, Unary) and op.operator == "!":
            positive, value = not positive, op.operand
        elif isinstance(op, Binary) and op.operator in ("==", "!=") and _truth(op.right, names) is not None:
            positive ^= (op.operator == "==") != _truth(op.right, names)
            value = op.left
        else:
            break
    op = names.definition[value]
    if isinstance(op, Binary) and op.operator in _OPPOSITE:
        left, right = (name_of(one, names, False) for one in (op.left, op.right))
        plain = _OPPOSITE[op.operator]
        term: Term = ("binary", plain, left.term, right.term)
        constant = plain == "==" and isinstance(names.definition[op.right], Const)
        subject = (op.left, op.right) if constant else (-1, -1)
        return Condition(term, positive ^ (plain != op.operator), left.values | right.values | {value}, value, *subject)
    named = name_of(value, names, False)
    return Condition(named.term, positive, named.values | {value}, value, value)


def asked_of(value: int, condition: Condition, names: Names) -> Condition:
    """The same question about another value, which the first one may be."""
    named = name_of(value, names, False)
    if condition.constant < 0:
        return Condition(named.term, True, named.values | {value}, value, value)
    term: Term = ("binary", "==", named.term, name_of(condition.constant, names, False).term)
    return Condition(term, True, named.values | {value}, -2 - value, value, condition.constant)


def _truth(value: int, names: Names) -> bool | None:
    op = names.definition[value]
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
        if one in (ELEMENT, RECEIVED):
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


def parts_of(term: Term) -> set[Term]:
    """The name and all names that it is built on."""
    found: set[Term] = set()
    work: list[Term] = [term]
    while work:
        now = work.pop()
        if now not in found:
            found.add(now)
            work.extend(one for one in now if isinstance(one, tuple))
    return found


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
    return (function.names.get(number, "") or _variable(number, function) or "…") + tail


def _variable(value: int, function: Function) -> str:
    """The name of the variable whose cell the value is, or of the field or variable that it was loaded from."""
    made = {getattr(op, "result", None): op for block in function.blocks for op in block.ops}
    op = made.get(value)
    if isinstance(op, Load):
        op = made.get(op.address)
    match op:
        case Alloc():
            return op.name
        case FieldAddr():
            return op.field
        case Global():
            return op.symbol.rpartition(".")[2]
    return ""
