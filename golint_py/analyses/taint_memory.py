"""Names for objects in a declared function and the literals in it, and who writes to them.

A *place* is a root value and a path of fields and elements below it; a pointer and what it points to share a path
(access paths as in Landi and Ryder 1992, without a limit, since none grows in a loop: a phi is a root). Free variables
are followed to the enclosing function, so that a variable has one root in all literals. May-analysis; unsound about
two names for one object.
"""

from collections.abc import Mapping

from msgspec import Struct

from golint_py.analyses.taint_callees import with_methods
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import (
    Call,
    Closure,
    Const,
    Convert,
    Defer,
    Extract,
    FieldAddr,
    FieldOf,
    FreeVar,
    Global,
    Go,
    IndexAddr,
    IndexOf,
    Load,
    MapRead,
    MapWrite,
    Next,
    Op,
    Param,
    Range,
    Return,
    Send,
    SliceOf,
    Store,
    TypeAssert,
)
from golint_py.ir.program import Function, declares

Root = tuple[str, int]
Steps = tuple[str, ...]

ANY = "[]"
KEY = "[key]"
SENT = "<-"
_ADDRESSES = ("unsafe->uintptr", "uintptr->unsafe")  # an integer is no name for an object


class Write(Struct, frozen=True, eq=False, gc=False):
    """A store to `path` below a root: the value stored, in which function, by which operation, at which position."""

    function: str
    path: Steps
    value: int
    at: int
    block: int
    number: int


class Passed(Struct, frozen=True, eq=False, gc=False):
    """An argument of a call that is the object at `path` below a root, or holds it."""

    function: str
    path: Steps
    argument: int
    call: Call | Go | Defer
    block: int
    number: int


class Body(Struct, frozen=True, eq=False):
    """One function, indexed: the operation that defines each value, and its position (block, number in the block)."""

    function: Function
    definition: tuple[Op | None, ...]
    position: tuple[tuple[int, int], ...]
    returns: tuple[tuple[int, Return], ...]
    calls: tuple[tuple[int, Call | Go | Defer], ...]


class Memory(Struct, frozen=True, eq=False):
    """All functions of one declaration. `made` maps a literal to the function and operation that make it."""

    bodies: Mapping[str, Body]
    writes: Mapping[Root, tuple[Write, ...]]
    passed: Mapping[Root, tuple[Passed, ...]]
    made: Mapping[str, tuple[str, Closure]]


def body(function: Function) -> Body:
    """Index one function."""
    definition: list[Op | None] = [None] * len(function.types)
    position = [(0, 0)] * len(function.types)
    returns: list[tuple[int, Return]] = []
    calls: list[tuple[int, Call | Go | Defer]] = []
    for number, block in enumerate(function.blocks):
        for index, op in enumerate(block.ops):
            value = getattr(op, "result", -1)
            if value >= 0:
                definition[value] = op
                position[value] = (number, index)
            kind = type(op)
            if kind is Return:
                returns.append((number, op))  # type: ignore[arg-type]
            elif kind is Call or kind is Go or kind is Defer:
                calls.append((number, op))  # type: ignore[arg-type]
    return Body(function, tuple(definition), tuple(position), tuple(returns), tuple(calls))


def outermost(unit: Unit, symbol: str) -> str:
    """The declared function around a literal."""
    while True:
        function = unit.functions.get(symbol)
        if function is None or not function.parent or function.parent not in unit.functions:
            return symbol
        symbol = function.parent


def families(unit: Unit) -> Mapping[str, tuple[str, ...]]:
    """The functions of the unit by their outermost function."""
    found: dict[str, list[str]] = {}
    for symbol in unit.functions:
        found.setdefault(outermost(unit, symbol), []).append(symbol)
    return {symbol: tuple(members) for symbol, members in found.items()}


def memory(unit: Unit, members: tuple[str, ...], variables: tuple[tuple[str, str], ...] = ()) -> Memory:
    """Index the functions of one family. `variables` are those that hold functions (see `function_variables`)."""
    held = dict(variables)
    bodies = {symbol: body(with_methods(unit.functions[symbol], held)) for symbol in members}
    made = {
        op.symbol: (symbol, op)
        for symbol, one in bodies.items()
        for op in one.definition
        if type(op) is Closure and op.symbol in bodies and declares(one.function, bodies[op.symbol].function)
    }
    writes: dict[Root, list[Write]] = {}
    passed: dict[Root, list[Passed]] = {}
    for symbol, one in bodies.items():
        for number, block in enumerate(one.function.blocks):
            for index, op in enumerate(block.ops):
                kind = type(op)
                if kind is Call or kind is Go or kind is Defer:
                    for argument, value in enumerate(op.args):  # type: ignore[union-attr]
                        root, path = follow(bodies, made, symbol, value)
                        passed.setdefault(root, []).append(
                            Passed(symbol, path, argument, op, number, index)  # type: ignore[arg-type]
                        )
                elif kind is Store or kind is MapWrite or kind is Send:
                    for address, step, value in _stored(op, one):
                        root, path = follow(bodies, made, symbol, address)
                        writes.setdefault(root, []).append(Write(symbol, path + step, value, op.at, number, index))
    return Memory(
        bodies,
        {root: tuple(found) for root, found in writes.items()},
        {root: tuple(some) for root, some in passed.items()},
        made,
    )


def _stored(op: Op, one: Body) -> list[tuple[int, Steps, int]]:
    match op:
        case Store(address=address, value=value):
            return [(address, (), value)]
        case MapWrite(map=target, key=key, value=value):
            return [(target, (_index(key, one),), value), (target, (KEY,), key)]
        case Send(channel=channel, value=value):
            return [(channel, (SENT,), value)]
        case _:
            return []


def _index(value: int, one: Body) -> str:
    op = one.definition[value]
    if type(op) is Const and op.known and op.value is not None:
        return f"[{op.value!r}]"
    return ANY


def local(one: Body, value: int) -> tuple[int, Steps]:
    """Root and path of a value within its function."""
    steps: list[str] = []
    definition = one.definition
    for _ in range(256):
        match definition[value]:
            case FieldAddr() | FieldOf() as op:
                steps.append(f"{op.owner}.{op.field}")
                value = op.base
            case IndexAddr() | IndexOf() as op:
                steps.append(_index(op.index, one))
                value = op.base
            case MapRead(comma_ok=False) as op:
                steps.append(_index(op.key, one))
                value = op.map
            case SliceOf() as op:
                if op.low is not None and steps and steps[-1] != KEY and _index(op.low, one) != "[0]":
                    steps[-1] = ANY
                value = op.base
            case Load() as op:
                value = op.address
            case Convert() as op if op.kind not in _ADDRESSES:
                value = op.operand
            case TypeAssert(comma_ok=False) as op:
                value = op.operand
            case Extract() as op:
                value = _extracted(op, one, steps)
            case _:
                break
    return value, tuple(reversed(steps))


def _extracted(op: Extract, one: Body, steps: list[str]) -> int:
    """The value that an element of a tuple is taken from; extends the path."""
    match one.definition[op.tuple]:
        case TypeAssert() as source if op.index == 0:
            return source.operand
        case MapRead() as source if op.index == 0:
            steps.append(_index(source.key, one))
            return source.map
        case Next() as source if op.index > 0:
            iterator = one.definition[source.iterator]
            if type(iterator) is Range:
                if iterator.over == "map":
                    steps.append(KEY if op.index == 1 else ANY)
                return iterator.base
    steps.append(f"#{op.index}")
    return op.tuple


def follow(
    bodies: Mapping[str, Body], made: Mapping[str, tuple[str, Closure]], symbol: str, value: int
) -> tuple[Root, Steps]:
    """Root and path of a value; free variables are followed outwards, a package variable has the root (symbol, -1)."""
    path: Steps = ()
    while True:
        value, steps = local(bodies[symbol], value)
        path = steps + path
        op = bodies[symbol].definition[value]
        if type(op) is Global:
            return (op.symbol, -1), path
        if type(op) is not FreeVar or symbol not in made:
            return (symbol, value), path
        symbol, closure = made[symbol]
        value = closure.bindings[op.index]


def place(mem: Memory, symbol: str, value: int) -> tuple[Root, Steps]:
    """Root and path of a value of one of the family's functions."""
    return follow(mem.bodies, mem.made, symbol, value)


def overlap(written: Steps, read: Steps) -> Steps | None:
    """What is left of the path `read` below the value that was stored to `written`; None where they are apart.

    Empty where the store was to a part of what is read.
    """
    for left, right in zip(written, read, strict=False):
        if left != right and not (
            left.startswith("[") and right.startswith("[") and KEY not in (left, right) and ANY in (left, right)
        ):
            return None
    return read[len(written) :]


def reachable(function: Function, block: int) -> frozenset[int]:
    """The blocks that can run after that block (itself only when it is in a loop)."""
    seen: set[int] = set()
    work = list(function.blocks[block].successors)
    while work:
        number = work.pop()
        if number not in seen:
            seen.add(number)
            work.extend(function.blocks[number].successors)
    return frozenset(seen)


def is_parameter(mem: Memory, root: Root) -> bool:
    """Whether a root is a parameter."""
    symbol, value = root
    return value >= 0 and type(mem.bodies[symbol].definition[value]) is Param
