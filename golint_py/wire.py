"""Results as bytes, for other processes and for the cache.

Calls of one function share the sets of spawn sites that run beside them, and the locks that are held: in memory these
are the same objects, in bytes each would stand at each call (of nats-server's largest package half a gigabyte). They
are written once, and the calls say which; what is read shares them again.
"""

from collections.abc import Iterator, Sequence
from typing import TypeVar

import msgspec
from msgspec import Struct, structs

from golint_py.analyses.facts import NOTHING, Access, Edge, FunctionFacts, Held
from golint_py.stage import Result

Item = TypeVar("Item")
_NO_SITES: frozenset[str] = frozenset()


class Wire(Struct, frozen=True, array_like=True):
    """A result; `used` are, for each function, the numbers of what its edges (three each: locks, `ordered`, `beside`)
    and then its cells (two: `ordered`, `beside` of the access) have of `held` and `sets`, which are numbers of
    `names`."""

    result: Result
    names: tuple[str, ...] = ()
    sets: tuple[tuple[int, ...], ...] = ()
    held: tuple[Held, ...] = ()
    used: tuple[tuple[int, ...], ...] = ()


_encode = msgspec.msgpack.Encoder().encode
_decoder = msgspec.msgpack.Decoder(Wire)


def encode_result(result: Result) -> bytes:
    """The bytes of a result."""
    if result.facts is None:
        return _encode(Wire(result))
    sets: dict[frozenset[str], int] = {}
    held: dict[Held, int] = {}
    used: list[tuple[int, ...]] = []
    functions: list[FunctionFacts] = []
    for function in result.facts.functions:
        used.append(tuple(_numbers(function, sets, held)))
        edges = tuple(
            [structs.replace(one, held=NOTHING, ordered=_NO_SITES, beside=_NO_SITES) for one in function.edges]
        )
        cells = tuple([_cell(one, _NO_SITES, _NO_SITES) for one in function.cells])
        functions.append(structs.replace(function, edges=edges, cells=cells) if edges or cells else function)
    names: dict[str, int] = {}
    numbered = tuple([tuple([_number(names, name) for name in sorted(one)]) for one in sets])
    result = structs.replace(result, facts=structs.replace(result.facts, functions=tuple(functions)))
    return _encode(Wire(result, tuple(names), numbered, tuple(held), tuple(used)))


def decode_result(data: bytes | memoryview | msgspec.Raw) -> Result:
    """Read `encode_result`. Raises `msgspec.MsgspecError` on anything else."""
    wire = _decoder.decode(data)
    if wire.result.facts is None:
        return wire.result
    sets = [frozenset([wire.names[number] for number in one]) for one in wire.sets]
    functions = [
        _restored(function, iter(used), sets, wire.held) if used else function
        for function, used in zip(wire.result.facts.functions, wire.used, strict=True)
    ]
    return structs.replace(wire.result, facts=structs.replace(wire.result.facts, functions=tuple(functions)))


def _numbers(function: FunctionFacts, sets: dict[frozenset[str], int], held: dict[Held, int]) -> Iterator[int]:
    for edge in function.edges:
        yield _number(held, edge.held)
        yield _number(sets, edge.ordered)
        yield _number(sets, edge.beside)
    for cell in function.cells:
        yield _number(sets, cell.ordered)
        yield _number(sets, cell.beside)


def _number(known: dict[Item, int], one: Item) -> int:
    return known.setdefault(one, len(known))


def _restored(
    function: FunctionFacts, used: Iterator[int], sets: Sequence[frozenset[str]], held: Sequence[Held]
) -> FunctionFacts:
    """The function with what its edges and cells share; an iterator of numbers gives them in their order."""
    edges: list[Edge] = []
    for edge in function.edges:
        locks, ordered, beside = held[next(used)], sets[next(used)], sets[next(used)]
        edges.append(_edge(edge, locks, ordered, beside))
    cells = tuple([_cell(one, sets[next(used)], sets[next(used)]) for one in function.cells])
    return structs.replace(function, edges=tuple(edges), cells=cells)


def _edge(edge: Edge, held: Held, ordered: frozenset[str], beside: frozenset[str]) -> Edge:
    return structs.replace(edge, held=held, ordered=ordered, beside=beside)


def _cell(cell: Access, ordered: frozenset[str], beside: frozenset[str]) -> Access:
    return structs.replace(cell, ordered=ordered, beside=beside)
