"""Copies of values that must not be copied: parameters by their types, others as the lowering found them."""

from collections.abc import Iterator

from msgspec import Struct

from golint_py.analyses.unit import Unit
from golint_py.ir.ops import Param
from golint_py.ir.program import Function
from golint_py.query import Query
from golint_py.types.display import type_text
from golint_py.types.lookup import Lookup
from golint_py.types.no_copy import NoCopy


class Copy(Struct, frozen=True):
    """A copy: where, how ("receiver", "parameter", or as `ir.program.Copied` has it), the name of the parameter, of
    what, and the lock in it."""

    function: str
    at: int
    kind: str
    name: str
    type: str
    lock: str


def copies(unit: Unit, query: Query) -> tuple[Copy, ...]:
    """All copies in the lowered functions of the package, in order."""
    contents = NoCopy(Lookup(unit.universe, unit.path))
    return tuple(copy for symbol in sorted(unit.functions) for copy in _copies(unit.functions[symbol], contents))


def _copies(function: Function, contents: NoCopy) -> Iterator[Copy]:
    for op in function.blocks[0].ops if function.blocks else ():
        if isinstance(op, Param):
            type = function.types[op.result]
            lock = contents.part(type)
            if lock:
                kind = "receiver" if op.index == 0 and function.receiver is not None else "parameter"
                yield Copy(function.symbol, op.at, kind, op.name, type_text(type), lock)
    for one in function.copied:
        yield Copy(function.symbol, one.at, one.how, "", one.type, one.part)
