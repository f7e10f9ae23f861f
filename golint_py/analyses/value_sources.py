"""Where a value comes from inside one function: what it is a copy of, and what it was computed from. May, by SSA edges
and by stores to local variables; what calls compute counts as computed from their arguments."""

from collections.abc import Callable, Iterator

from golint_py.analyses.access_paths import Paths
from golint_py.ir.operands import operands
from golint_py.ir.ops import Alloc, Convert, Extract, Load, Op, Phi, TypeAssert

MAX_VALUES = 400


def copies(value: int, paths: Paths) -> set[int]:
    """The values that this one may be the same as, itself included."""
    return _closure(value, paths, _copied)


def origins(value: int, paths: Paths) -> set[int]:
    """The values that this one is computed from, itself included."""
    return _closure(value, paths, operands)


def _closure(value: int, paths: Paths, below: Callable[[Op], tuple[int, ...]]) -> set[int]:
    found = {value}
    work = [value]
    while work and len(found) < MAX_VALUES:
        op = paths.definition[work.pop()]
        for more in _below(op, paths, below):
            if more not in found:
                found.add(more)
                work.append(more)
    return found


def _below(op: Op | None, paths: Paths, below: Callable[[Op], tuple[int, ...]]) -> Iterator[int]:
    if op is None:
        return
    if isinstance(op, Load) and isinstance(paths.definition[op.address], Alloc):
        yield from (store.value for store in paths.functions.get(op.address, ()))
    yield from below(op)


def _copied(op: Op) -> tuple[int, ...]:
    if isinstance(op, Convert | TypeAssert):
        return (op.operand,)
    if isinstance(op, Extract):
        return (op.tuple,) if op.index == 0 else ()
    return op.operands if isinstance(op, Phi) else ()
