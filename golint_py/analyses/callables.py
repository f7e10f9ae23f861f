"""Which functions a function value can be, inside one function. May; unknown values have no targets."""

from msgspec import Struct

from golint_py.analyses.access_paths import Path, Paths
from golint_py.ir.ops import (
    Alloc,
    BoundMethod,
    Call,
    Callee,
    Closure,
    Convert,
    FreeVar,
    FuncRef,
    Load,
    Op,
    Param,
    Phi,
)

MAX_TARGETS = 4


class Target(Struct, frozen=True):
    """A function that may be called: its symbol, the values bound to its first parameters, what its literal captures.

    `parameter` is set instead of `symbol` when the callee is a parameter or free variable of this function.
    """

    symbol: str
    bound: tuple[int, ...] = ()
    captures: tuple[int, ...] = ()
    parameter: str = ""
    interface: bool = False


def targets(value: int, paths: Paths, depth: int = 6) -> tuple[Target, ...]:
    """Functions that the value may be; empty when unknown. `depth` bounds the copies looked through."""
    op = paths.definition[value]
    match op:
        case Closure():
            return (Target(op.symbol, captures=op.bindings),)
        case FuncRef():
            return (Target(op.symbol),)
        case BoundMethod():
            return (Target(op.symbol, bound=(op.receiver,), interface=op.interface),)
        case Param():
            return (Target("", parameter=f"p{op.index}"),)
        case FreeVar() if not op.cell:
            return (Target("", parameter=f"f{op.index}"),)
        case Convert() if depth:
            return targets(op.operand, paths, depth - 1)
        case Phi() if depth:
            found = {target: None for operand in op.operands for target in targets(operand, paths, depth - 1)}
            return tuple(found)[:MAX_TARGETS]
        case Load() if depth:
            return _stored(op, paths, depth)
        case _:
            return ()


def _stored(op: Load, paths: Paths, depth: int) -> tuple[Target, ...]:
    """A variable that holds a literal, also one that calls itself."""
    cell: Op | None = paths.definition[op.address]
    if isinstance(cell, FreeVar):
        return (Target("", parameter=f"f{cell.index}"),)
    if isinstance(cell, Alloc):
        stores = paths.functions.get(op.address, ())
        if len(stores) == 1:
            return targets(stores[0].value, paths, depth - 1)
    return ()


def callee_targets(callee: Callee, paths: Paths) -> tuple[Target, ...]:
    """The functions that a call, go or defer may reach. Interface methods are left to the call graph."""
    if callee.builtin:
        return ()
    if callee.symbol:
        captures: tuple[int, ...] = ()
        if callee.value is not None:
            literal = paths.definition[callee.value]
            if isinstance(literal, Closure):
                captures = literal.bindings
        return (Target(callee.symbol, captures=captures, interface=callee.interface),)
    return targets(callee.value, paths) if callee.value is not None else ()


def callee_frame(target: Target, args: tuple[int, ...], paths: Paths) -> dict[str, int]:
    """The callee's roots (`p0`, `f0`) and the caller's values that they stand for."""
    values = (*target.bound, *args)
    found = {f"p{index}": value for index, value in enumerate(values)}
    found.update({f"f{index}": value for index, value in enumerate(target.captures)})
    return found


def translate(path: Path, roots: dict[str, int], paths: Paths) -> Path | None:
    """A path of the callee's frame in the caller's; None when it cannot be named there."""
    if path.root.startswith("g:"):
        return path
    value = roots.get(path.root)
    return None if value is None else paths.of[value].then(*path.steps)


def called_result(call: Op | None) -> str:
    """The symbol of the call that made a value, "" for anything else."""
    return call.callee.symbol if isinstance(call, Call) and not call.callee.interface else ""
