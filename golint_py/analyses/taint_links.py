"""Who calls whom and which functions mention which package variable, among the lowered functions of a package."""

from collections.abc import Mapping

from msgspec import Struct

from golint_py.analyses.taint_callees import function_variables
from golint_py.analyses.taint_memory import Memory, Write, families, memory, outermost, place
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import BoundMethod, Call, Closure, Defer, FuncRef, Global, Go
from golint_py.ir.program import Function
from golint_py.query import Query
from golint_py.types.model import Slice


class CallSite(Struct, frozen=True, eq=False):
    """A call in a function."""

    function: str
    block: int
    call: Call | Go | Defer


class Links(Struct, frozen=True, eq=False):
    """Static calls by callee, functions by the package variables they mention, and functions used as values."""

    callers: Mapping[str, tuple[CallSite, ...]]
    mentions: Mapping[str, tuple[str, ...]]
    values: frozenset[str]


def links(unit: Unit) -> Links:
    """Scan all lowered functions once."""
    callers: dict[str, list[CallSite]] = {}
    mentions: dict[str, dict[str, None]] = {}
    values: set[str] = set()
    for symbol, function in unit.functions.items():
        for number, block in enumerate(function.blocks):
            for op in block.ops:
                kind = type(op)
                if kind is Call or kind is Go or kind is Defer:
                    callee = op.callee  # type: ignore[union-attr]
                    if callee.symbol and not callee.builtin and not callee.interface:
                        site = CallSite(symbol, number, op)  # type: ignore[arg-type]
                        callers.setdefault(callee.symbol, []).append(site)
                elif kind is Global:
                    mentions.setdefault(op.symbol, {})[symbol] = None  # type: ignore[union-attr]
                elif kind is FuncRef or kind is BoundMethod:
                    values.add(op.symbol)  # type: ignore[union-attr]
    return Links(
        {callee: tuple(sites) for callee, sites in callers.items()},
        {variable: tuple(symbols) for variable, symbols in mentions.items()},
        frozenset(values),
    )


def field_writes(unit: Unit, query: Query) -> Mapping[str, tuple[Write, ...]]:
    """The stores to each field (`path.T.f`, with what is below it) in functions that are no tests, whoever's it is."""
    found: dict[str, list[Write]] = {}
    for symbol in query.get(families, unit):
        if unit.functions[symbol].test:
            continue
        for writes in memory_of(unit, query, symbol).writes.values():
            for write in writes:
                for step in reversed(write.path):
                    if not step.startswith(("[", "#", "<")):
                        found.setdefault(step, []).append(write)
                        break
    return {field: tuple(writes) for field, writes in found.items()}


def memory_of(unit: Unit, query: Query, symbol: str) -> Memory:
    """The memory of the family that a function belongs to."""
    members = query.get(families, unit)[outermost(unit, symbol)]
    return query.get(memory, unit, members, query.get(function_variables, unit))


def call_sites(unit: Unit, query: Query, symbol: str) -> tuple[CallSite, ...]:
    """The visible calls of a function; of a literal those where the value that is called is the literal."""
    found = query.get(links, unit).callers.get(symbol, ())
    mem = memory_of(unit, query, symbol)
    if symbol not in mem.made:
        return found
    parent, closure = mem.made[symbol]
    made = (parent, closure.result)
    more = []
    for name, body in mem.bodies.items():
        for number, call in body.calls:
            value = call.callee.value
            if value is not None and not call.callee.symbol and called(mem, name, value) == made:
                more.append(CallSite(name, number, call))
    return found + tuple(more)


def called(mem: Memory, symbol: str, value: int) -> tuple[str, int] | None:
    """The function and value of the literal that a function value is, None where it is not one literal."""
    root, steps = place(mem, symbol, value)
    if root[1] < 0 or steps:
        return None
    if type(mem.bodies[root[0]].definition[root[1]]) is Closure:
        return root
    stored = [write for write in mem.writes.get(root, ()) if not write.path]
    if len(stored) != 1:
        return None
    origin, more = place(mem, stored[0].function, stored[0].value)
    made = mem.bodies[origin[0]].definition[origin[1]] if origin[1] >= 0 and not more else None
    return origin if type(made) is Closure else None


def callee_symbol(mem: Memory, symbol: str, call: Call | Go | Defer) -> str:
    """The function that a call runs, "" where it is unknown."""
    if call.callee.symbol or call.callee.value is None:
        return "" if call.callee.interface else call.callee.symbol
    made = called(mem, symbol, call.callee.value)
    op = mem.bodies[made[0]].definition[made[1]] if made is not None else None
    return op.symbol if type(op) is Closure else ""


def passed_for(callee: Function, index: int, call: Call | Go | Defer, packed: bool) -> tuple[tuple[int, bool], ...]:
    """The arguments of a call that make up a parameter, each with whether it is one element of a variadic one.

    `packed`: the parameter is variadic and its arguments were given one by one.
    """
    if packed:
        return tuple((value, True) for value in call.args[index:])
    return ((call.args[index], False),) if index < len(call.args) else ()


def is_packed(callee: Function, index: int, caller: Function, call: Call | Go | Defer) -> bool:
    """Whether the call gives the parameter's elements one by one."""
    if index != len(callee.params) - 1 or call.spread or type(callee.types[index]) is not Slice:
        return False
    if len(call.args) != len(callee.params):
        return True
    given = caller.types[call.args[index]]
    return given is not None and type(given) is not Slice
