"""What goes round the wrapper of a map (the generated package `safemap`): names for the map inside, and calls that wait
for the wrapper's own lock.

Inside one function and the literals that it hands to the wrapper. Objects are told apart by access paths.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from golint_py.analyses.access_paths import Path, Paths, access_paths
from golint_py.analyses.reachability import reached_without
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import (
    Call,
    Closure,
    FieldAddr,
    Global,
    Go,
    IndexAddr,
    MapClear,
    MapDelete,
    MapWrite,
    Op,
    Send,
    Store,
)
from golint_py.ir.program import Function

KEPT = "kept"  # the map that a wrapper was given is changed afterwards
LEFT = "left"  # the map that `With` gives leaves its function
AGAIN = "again"  # the wrapper is used while it is locked

_METHOD = re.compile(r"\(\*(?:[^()]*/)?safemap\.(Map|Sharded)\)\.(\w+)")
_OF = re.compile(r"(?:.*/)?safemap\.Of")
_LOCKED = frozenset({"With", "Update", "DeleteFunc"})


class Bypass(Struct, frozen=True):
    """One such place: what it is, the function, where it happens, and the call on the wrapper (in `outer`) before it.
    `method` is what is called there. `sure` is False where another part of a sharded map may be meant."""

    kind: str
    function: str
    at: int
    outer: str
    call: int
    method: str
    sure: bool = True


def bypasses(unit: Unit) -> tuple[Bypass, ...]:
    """All of a package, in source order."""
    return tuple(found for function in unit.functions.values() for found in _of(unit, function))


def _of(unit: Unit, function: Function) -> Iterator[Bypass]:
    calls = [
        (number, index, op)
        for number, block in enumerate(function.blocks)
        for index, op in enumerate(block.ops)
        if isinstance(op, Call) and "safemap" in op.callee.symbol
    ]
    if not calls:
        return
    paths = access_paths(function)
    for number, index, call in calls:
        method = _METHOD.fullmatch(call.callee.symbol)
        if _OF.fullmatch(call.callee.symbol) and call.args:
            yield from _kept(function, paths, (number, index), call, call.args[0], "Of")
        elif method is not None and method.groups() == ("Map", "Replace") and len(call.args) == 2:
            yield from _kept(function, paths, (number, index), call, call.args[1], "Replace")
        elif method is not None and method[2] in _LOCKED:
            yield from _under_lock(unit, function, paths, call, method[1], method[2])


def _kept(
    function: Function, paths: Paths, place: tuple[int, int], call: Call, given: int, method: str
) -> Iterator[Bypass]:
    """The map is written to by the caller, who has given it away."""
    path = paths.of[given]
    if path.root == "?" or _made_again(function, paths, path):
        return
    root = paths.origin(path)
    made = [(n, i) for n, block in enumerate(function.blocks) for i, op in enumerate(block.ops) if op is root]
    after = reached_without(function, place, frozenset(made))
    for number, block in enumerate(function.blocks):
        for index, op in enumerate(block.ops):
            changes = isinstance(op, MapWrite | MapDelete | MapClear) and paths.of[op.map] == path
            if changes and after.contains((number, index)):
                yield Bypass(KEPT, function.symbol, op.at, function.symbol, call.at, method)
                return


def _made_again(function: Function, paths: Paths, path: Path) -> bool:
    """Whether the place that held the map is stored to, so that it may hold another one by then."""
    stores = [
        op for block in function.blocks for op in block.ops if isinstance(op, Store) and paths.of[op.address] == path
    ]
    return len(stores) > 1 or (bool(path.steps) and bool(stores))


def _under_lock(unit: Unit, function: Function, paths: Paths, call: Call, kind: str, method: str) -> Iterator[Bypass]:
    """What the literal does that the wrapper calls while it is locked."""
    made = paths.definition[call.args[-1]]
    inner = unit.functions.get(made.symbol) if isinstance(made, Closure) else None
    if inner is None or not isinstance(made, Closure):
        return
    within = access_paths(inner)
    wrapper = paths.of[call.args[0]]
    for block in inner.blocks:
        for op in block.ops:
            if method == "With" and _leaves(op, within):
                yield Bypass(LEFT, inner.symbol, op.at, function.symbol, call.at, method)
            elif isinstance(op, Call) and op.args:
                again = _METHOD.fullmatch(op.callee.symbol)
                if again is not None and _outside(within.of[op.args[0]], made, paths) == wrapper:
                    sure = kind == "Map" or method == "With"
                    yield Bypass(AGAIN, inner.symbol, op.at, function.symbol, call.at, again[2], sure)


def _leaves(op: Op, paths: Paths) -> bool:
    """Whether the parameter, the map itself, goes to where others find it."""
    given = Path("p0")
    if isinstance(op, Store):
        to = paths.definition[op.address]
        outside = isinstance(to, FieldAddr | IndexAddr | Global) or paths.of[op.address].root.startswith("f")
        return outside and paths.of[op.value] == given
    if isinstance(op, Send):
        return paths.of[op.value] == given
    return isinstance(op, Go) and any(paths.of[one] == given for one in op.args)


def _outside(path: Path, made: Closure, paths: Paths) -> Path | None:
    """A path of the literal's frame in that of the function that makes it."""
    if not path.root.startswith("f") or not path.root[1:].isdigit():
        return path if path.root.startswith("g:") else None
    number = int(path.root[1:])
    return paths.of[made.bindings[number]].then(*path.steps) if number < len(made.bindings) else None
