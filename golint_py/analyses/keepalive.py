"""Descriptors that are used after the last use of the object which closes them when it is collected.

Forward, within one function: the object must have been made in the function and stay in it. Whoever stores it, returns
it, defers a call with it or captures it keeps it alive as far as can be told, and is left alone.
"""

from collections.abc import Iterator

from msgspec import Struct

from golint_py.analyses.taint_memory import Body, Memory, Root, place, reachable
from golint_py.analyses.uintptr_model import Named, View, uses
from golint_py.analyses.unit import Unit
from golint_py.ir.operands import operands
from golint_py.ir.ops import (
    Alloc,
    Binary,
    Call,
    Closure,
    Convert,
    Defer,
    Extract,
    Go,
    If,
    Load,
    MapWrite,
    Op,
    Phi,
    Return,
    Send,
    Store,
)
from golint_py.knowledge.load import plain, table
from golint_py.query import Query


class Dropped(Struct, frozen=True):
    """A descriptor in use while its object may be collected: the use, the call that gave the descriptor, the object's
    name, what uses it."""

    function: str
    at: int
    made_at: int
    name: str
    user: str


def dropped(unit: Unit, query: Query) -> tuple[Dropped, ...]:
    """All such uses, the first of each descriptor."""
    view = View(unit, query)
    raw = table("unsafe", "raw", Named)
    found: list[Dropped] = []
    for symbol, function in unit.functions.items():
        for block in function.blocks:
            for op in block.ops:
                if type(op) is Call and plain(op.callee.symbol) in raw and op.args:
                    found += _of_call(view, symbol, op)
    return tuple(found)


def _of_call(view: View, symbol: str, call: Call) -> Iterator[Dropped]:
    mem = view.memory(symbol)
    body = mem.bodies[symbol]
    root = _owner(mem, symbol, call.args[0])
    if root is None or root[0] != symbol:
        return
    places = list(_places(mem, body, symbol, root))
    if any(_keeps(op) for _block, _index, op in places):
        return
    for block, index, op in _descriptor_uses(view, body, call.result):
        if op is not call and not _is_later(view, body, (block, index), places):
            name = body.function.names.get(call.args[0], "") or body.function.names.get(root[1], "") or "the file"
            user = op.callee.symbol.rpartition("/")[2] if isinstance(op, (Call, Go, Defer)) else "a later statement"
            yield Dropped(symbol, op.at, call.at, name, user or "a function value")
            return


def _owner(mem: Memory, symbol: str, value: int) -> Root | None:
    """The call in the function that made the object."""
    root, steps = place(mem, symbol, value)
    for _ in range(4):
        if root[1] < 0:
            return None
        op = mem.bodies[root[0]].definition[root[1]]
        if type(op) is Call and steps in ((), ("#0",)):
            return root if plain(op.callee.symbol) in table("unsafe", "owner", Named) else None
        stored = mem.writes.get(root, ())
        if type(op) is not Alloc or steps or len(stored) != 1:
            return None
        root, steps = place(mem, stored[0].function, stored[0].value)
    return None


def _places(mem: Memory, body: Body, symbol: str, root: Root) -> Iterator[tuple[int, int, Op]]:
    """The operations that use the object, but those that only take it apart or put it into its variable."""
    for number, block in enumerate(body.function.blocks):
        for index, op in enumerate(block.ops):
            if isinstance(op, (Extract, Load)) or (type(op) is Convert and op.kind != "interface"):
                continue
            if type(op) is Store and not _is_stored_away(mem, symbol, op):
                continue
            if any(_owner(mem, symbol, value) == root for value in operands(op) if body.definition[value] is not None):
                yield number, index, op


def _is_stored_away(mem: Memory, symbol: str, op: Store) -> bool:
    target, steps = place(mem, symbol, op.address)
    if target[1] < 0 or steps:
        return True
    return type(mem.bodies[target[0]].definition[target[1]]) is not Alloc


def _keeps(op: Op) -> bool:
    """Whether an operation may keep the object alive for longer."""
    return isinstance(op, (Return, Send, MapWrite, Store, Defer, Go, Closure, Phi, Convert))


def _descriptor_uses(view: View, body: Body, value: int) -> Iterator[tuple[int, int, Op]]:
    """The calls that the descriptor is an argument of, through conversions and arithmetic."""
    index = view.query.get(uses, body).of
    work, seen = [value], {value}
    while work:
        for number, position, op in index.get(work.pop(), ()):
            if isinstance(op, (Convert, Binary, Phi)):
                if op.result not in seen:
                    seen.add(op.result)
                    work.append(op.result)
            elif isinstance(op, Call) and not op.callee.builtin:
                yield number, position, op


def _is_later(view: View, body: Body, point: tuple[int, int], places: list[tuple[int, int, Op]]) -> bool:
    """Whether the object is used at or after a point."""
    after = view.query.get(reachable, body.function, point[0])
    return any(
        block in after or (block == point[0] and index >= point[1])
        for block, index, op in places
        if not isinstance(op, If)
    )
