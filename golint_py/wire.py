"""Results as bytes, for other processes and for the cache.

Operations of one function share the sets of spawn sites that run beside them, the locks that are held, what is passed,
and what signals order: in memory these are the same objects, in bytes each would stand at each operation (of
nats-server's largest package half a gigabyte). They are written once, and the operations say which; what is read shares
them again.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec
from msgspec import Struct, structs

from golint_py.analyses.facts import NOTHING, Access, Argument, Edge, FunctionFacts, Held, Order
from golint_py.stage import Result

Item = TypeVar("Item")
_NO_SITES: frozenset[str] = frozenset()


class Wire(Struct, frozen=True, array_like=True):
    """A result; `used` are, for each function, the numbers of what its edges (locks, `arguments`, `ordered`, `beside`,
    `ends`) and then its accesses of all kinds (`ordered`, `beside`, `order`) have of `held`, `arguments`, `orders` and
    `sets`, which are numbers of `names`."""

    result: Result
    names: tuple[str, ...] = ()
    sets: tuple[tuple[int, ...], ...] = ()
    held: tuple[Held, ...] = ()
    arguments: tuple[tuple[Argument, ...], ...] = ()
    orders: tuple[Order | None, ...] = ()
    used: tuple[tuple[int, ...], ...] = ()


_encode = msgspec.msgpack.Encoder().encode
_decoder = msgspec.msgpack.Decoder(Wire)


class _Tables:
    """What operations share, by number; mutable while a result is written."""

    def __init__(self) -> None:
        self.sets: dict[frozenset[str], int] = {}
        self.held: dict[Held, int] = {}
        self.arguments: dict[tuple[Argument, ...], int] = {}
        self.orders: dict[Order | None, int] = {}

    def numbers(self, function: FunctionFacts) -> Iterator[int]:
        for edge in function.edges:
            yield _number(self.held, edge.held)
            yield _number(self.arguments, edge.arguments)
            yield _number(self.sets, edge.ordered)
            yield _number(self.sets, edge.beside)
            yield _number(self.sets, edge.ends)
        for several in _accesses(function):
            for access in several:
                yield _number(self.sets, access.ordered)
                yield _number(self.sets, access.beside)
                yield _number(self.orders, access.order)


def encode_result(result: Result) -> bytes:
    """The bytes of a result."""
    if result.facts is None:
        return _encode(Wire(result))
    tables = _Tables()
    used = [tuple(tables.numbers(function)) for function in result.facts.functions]
    functions = tuple([_bare(function) for function in result.facts.functions])
    names: dict[str, int] = {}
    sets = tuple([tuple([_number(names, name) for name in sorted(one)]) for one in tables.sets])
    held, arguments, orders = tuple(tables.held), tuple(tables.arguments), tuple(tables.orders)
    result = structs.replace(result, facts=structs.replace(result.facts, functions=functions))
    return _encode(Wire(result, tuple(names), sets, held, arguments, orders, tuple(used)))


def decode_result(data: bytes | memoryview | msgspec.Raw) -> Result:
    """Read `encode_result`. Raises `msgspec.MsgspecError` on anything else."""
    wire = _decoder.decode(data)
    if wire.result.facts is None:
        return wire.result
    sets = [frozenset([wire.names[number] for number in one]) for one in wire.sets]
    functions = [
        _restored(function, iter(used), sets, wire) if used else function
        for function, used in zip(wire.result.facts.functions, wire.used, strict=True)
    ]
    return structs.replace(wire.result, facts=structs.replace(wire.result.facts, functions=tuple(functions)))


def _accesses(function: FunctionFacts) -> tuple[tuple[Access, ...], ...]:
    return function.accesses, function.touches, function.cells, function.atomics


def _number(known: dict[Item, int], one: Item) -> int:
    return known.setdefault(one, len(known))


def _bare(function: FunctionFacts) -> FunctionFacts:
    """The function without what the tables have."""
    edges = [_edge(one, NOTHING, (), _NO_SITES, _NO_SITES, _NO_SITES) for one in function.edges]
    kinds = [[_access(one, _NO_SITES, _NO_SITES, None) for one in several] for several in _accesses(function)]
    return _with(function, edges, kinds)


def _restored(
    function: FunctionFacts, used: Iterator[int], sets: Sequence[frozenset[str]], wire: Wire
) -> FunctionFacts:
    """The function with what its operations share; an iterator of numbers gives them in their order."""
    edges: list[Edge] = []
    for edge in function.edges:
        held, arguments = wire.held[next(used)], wire.arguments[next(used)]
        edges.append(_edge(edge, held, arguments, sets[next(used)], sets[next(used)], sets[next(used)]))
    kinds = [
        [_access(one, sets[next(used)], sets[next(used)], wire.orders[next(used)]) for one in several]
        for several in _accesses(function)
    ]
    return _with(function, edges, kinds)


def _with(function: FunctionFacts, edges: Sequence[Edge], kinds: Sequence[Sequence[Access]]) -> FunctionFacts:
    if not edges and not any(kinds):
        return function
    accesses, touches, cells, atomics = (tuple(several) for several in kinds)
    return structs.replace(
        function, edges=tuple(edges), accesses=accesses, touches=touches, cells=cells, atomics=atomics
    )


def _edge(
    edge: Edge,
    held: Held,
    arguments: tuple[Argument, ...],
    ordered: frozenset[str],
    beside: frozenset[str],
    ends: frozenset[str],
) -> Edge:
    return structs.replace(edge, held=held, arguments=arguments, ordered=ordered, beside=beside, ends=ends)


def _access(access: Access, ordered: frozenset[str], beside: frozenset[str], order: Order | None) -> Access:
    return structs.replace(access, ordered=ordered, beside=beside, order=order)
