"""The records of addresses made into integers, and what following them sees."""

import enum
from collections.abc import Mapping

from msgspec import Struct

from golint_py.analyses.taint_links import memory_of
from golint_py.analyses.taint_memory import Body, Memory, Root
from golint_py.analyses.unit import Unit
from golint_py.ir.operands import operands
from golint_py.ir.ops import (
    Op,
)
from golint_py.knowledge.load import table
from golint_py.query import Query
from golint_py.types.scope import NO_BODY


class Named(Struct, frozen=True):
    """A row without fields: being in the table says it all."""


class Region(enum.Enum):
    """What kind of object an address is of."""

    LOCAL = "local"
    GLOBAL = "global"
    FOREIGN = "foreign"
    OTHER = "other"


class Made(Struct, frozen=True, eq=False):
    """An address made into an integer: where, by which operation (the result), from which object.

    `identity`: made by reflection, where the number usually only tells objects apart.
    """

    function: str
    at: int
    value: int
    pointer: int
    memory: Region
    root: Root
    name: str
    identity: bool


class Event(Struct, frozen=True, eq=False):
    """What happens to an address: `kind` is "back" (made a pointer again), "kept" (an argument of a system call), or
    the way it leaves: "field", "global", "return", "channel", "goroutine", "element", "key".

    `direct`: in the same expression as the conversion that made it. `detail` names the field, variable or function.
    `noop`: it went through `^ 0`, which hides a pointer from escape analysis on purpose. `names` are the variables that
    held it.
    """

    made: Made
    kind: str
    function: str
    at: int
    value: int
    direct: bool
    detail: str = ""
    noop: bool = False
    names: tuple[str, ...] = ()
    changed: bool = False


class Uses(Struct, frozen=True, eq=False):
    """The operations that use each value of a function, with their positions."""

    of: Mapping[int, tuple[tuple[int, int, Op], ...]]


def uses(body: Body) -> Uses:
    """Index the uses of all values of a function."""
    found: dict[int, list[tuple[int, int, Op]]] = {}
    for number, block in enumerate(body.function.blocks):
        for index, op in enumerate(block.ops):
            for value in dict.fromkeys(operands(op)):
                found.setdefault(value, []).append((number, index, op))
    return Uses({value: tuple(ops) for value, ops in found.items()})


class View(Struct, frozen=True, eq=False):
    """What following an address sees."""

    unit: Unit
    query: Query

    def memory(self, symbol: str) -> Memory:
        """The memory of the function's family."""
        return self.query.get(memory_of, self.unit, self.query, symbol)


def keeps_arguments(unit: Unit, symbol: str) -> bool:
    """Whether the compiler keeps alive what is converted in the arguments of a call: the function is written in
    assembly, or its declaration says so."""
    receiver, dot, _name = symbol.rpartition(").")
    path = (receiver.lstrip("(*") if dot else symbol).rpartition(".")[0]
    exports = unit.universe.exports(path) if path else None
    if exports is None:
        return False
    if dot:
        lines = exports.annotations.get(symbol, ())
    else:
        function = exports.funcs.get(symbol[len(path) + 1 :])
        lines = function.annotations if function is not None else ()
    return any(line in (NO_BODY, "go:uintptrescapes", "go:uintptrkeepalive") for line in lines)


def is_exempt(path: str) -> bool:
    """Whether the package implements memory itself."""
    return any(path == one or path.startswith(one + "/") for one in table("unsafe", "exempt", Named))
