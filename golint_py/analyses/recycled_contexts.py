"""Goroutines that keep the context of a request which the framework uses again; see knowledge/recycled.toml.

Per function: a parameter of such a type that a `go` statement captures or passes on. Silent where the function waits
for something after it has started the goroutine: a WaitGroup, an errgroup, a channel.
"""

from collections.abc import Iterator

from msgspec import Struct

from golint_py.analyses.access_paths import Paths, access_paths
from golint_py.analyses.callables import callee_targets
from golint_py.analyses.reachability import reach
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import Alloc, Call, Go, Load, Op, Param, Range, Recv, Select
from golint_py.ir.program import Function
from golint_py.knowledge.load import plain, table
from golint_py.types.model import Named, Pointer, Type


class Recycled(Struct, frozen=True):
    """How a context is kept; see knowledge/recycled.toml."""

    copy: str = ""
    pool: bool = False


class Kept(Struct, frozen=True):
    """A context: the function that starts the goroutine, where, the name, what is known of its type. `literal` is the
    function literal that has it, "" where it is an argument."""

    function: str
    at: int
    name: str
    type: Recycled
    literal: str


def kept_contexts(unit: Unit) -> tuple[Kept, ...]:
    """All of the package, by place."""
    found: list[Kept] = []
    for symbol, function in unit.functions.items():
        contexts = [kind for kind in function.types[: len(function.params)] if recycled(kind) is not None]
        if contexts and not function.test:
            found += _of(symbol, function)
    return tuple(found)


def recycled(kind: Type | None) -> Recycled | None:
    """What is known of a type of contexts."""
    base = kind.elem if isinstance(kind, Pointer) else kind
    if not isinstance(base, Named):
        return None
    star = "*" if isinstance(kind, Pointer) else ""
    return table("recycled", "context", Recycled).get(star + plain(base.name))


def _of(symbol: str, function: Function) -> Iterator[Kept]:
    paths, order = access_paths(function), reach(function)
    waits = [
        (number, index)
        for number, block in enumerate(function.blocks)
        for index, op in enumerate(block.ops)
        if _waits(op)
    ]
    for number, block in enumerate(function.blocks):
        for index, op in enumerate(block.ops):
            if isinstance(op, Go) and not any(order.follows((number, index), one) for one in waits):
                yield from _started(symbol, function, paths, op)


def _waits(op: Op) -> bool:
    called = op.callee.symbol if isinstance(op, Call) else ""
    return isinstance(op, (Recv, Select, Range)) or called.endswith(".Wait")


def _started(symbol: str, function: Function, paths: Paths, op: Go) -> Iterator[Kept]:
    literals = {target.symbol: target.captures for target in callee_targets(op.callee, paths) if target.captures}
    for literal, values in (*literals.items(), ("", op.args)):
        for value in values:
            number = _parameter(paths, value)
            kind = recycled(function.types[number]) if number >= 0 else None
            if kind is not None:
                yield Kept(symbol, op.at, function.params[number], kind, literal)


def _parameter(paths: Paths, value: int) -> int:
    """The number of the parameter that a value, or the variable at an address, is; -1 for none."""
    for _ in range(4):
        op = paths.definition[value]
        match op:
            case Param():
                return op.index
            case Load():
                value = op.address
            case Alloc():
                stores = paths.functions.get(value, paths.stores.get(value, ()))
                if len(stores) != 1:
                    return -1
                value = stores[0].value
            case _:
                return -1
    return -1
