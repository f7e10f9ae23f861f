"""Which functions a function value can be, inside one function. May; unknown values have no targets."""

from collections.abc import Mapping

from msgspec import Struct

from golint_py.analyses.access_paths import Path, Paths
from golint_py.analyses.facts import Outcome
from golint_py.ir.ops import (
    Alloc,
    BoundMethod,
    Call,
    Callee,
    Closure,
    Convert,
    Defer,
    FreeVar,
    FuncRef,
    Load,
    Op,
    Param,
    Phi,
)

MAX_TARGETS = 4
MAX_COPIES = 24
_SOURCES = frozenset({Closure, FuncRef, BoundMethod, Param, FreeVar, Convert, Phi, Load})


class Target(Struct, frozen=True):
    """A function that may be called: its symbol, the values bound to its first parameters, what its literal captures.

    `parameter` is set instead of `symbol` when the callee is a parameter or free variable of this function.
    """

    symbol: str
    bound: tuple[int, ...] = ()
    captures: tuple[int, ...] = ()
    parameter: str = ""
    interface: bool = False


def targets(value: int, paths: Paths) -> tuple[Target, ...]:
    """Functions that the value may be, through conversions, phis and variables; empty when unknown."""
    first = paths.definition[value]
    if type(first) not in _SOURCES:
        return ()
    found: dict[Target, None] = {}
    seen = {value}
    work = [value]
    while work and len(found) < MAX_TARGETS and len(seen) < MAX_COPIES:
        op = paths.definition[work.pop()]
        match op:
            case Closure():
                found[Target(op.symbol, captures=op.bindings)] = None
            case FuncRef():
                found[Target(op.symbol)] = None
            case BoundMethod():
                found[Target(op.symbol, bound=(op.receiver,), interface=op.interface)] = None
            case Param():
                found[Target("", parameter=f"p{op.index}")] = None
            case FreeVar() if not op.cell:
                found[Target("", parameter=f"f{op.index}")] = None
            case Convert() | Phi() | Load():
                for more in _copied(op, paths, found):
                    if more not in seen:
                        seen.add(more)
                        work.append(more)
            case _:
                pass
    return tuple(found)


def _copied(op: Convert | Phi | Load, paths: Paths, found: dict[Target, None]) -> tuple[int, ...]:
    """The values that this one is a copy of; a captured variable that is called is a parameter of the literal."""
    if type(op) is Convert:
        return (op.operand,)
    if type(op) is Phi:
        return op.operands
    cell = paths.definition[op.address] if type(op) is Load else None
    if type(cell) is FreeVar:
        found[Target("", parameter=f"f{cell.index}")] = None
    elif type(cell) is Alloc:
        stores = paths.functions.get(cell.result, ())
        if len(stores) == 1:
            return (stores[0].value,)
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


def runs_argument(op: Call | Defer, value: int, paths: Paths, outcomes: Mapping[str, Outcome]) -> bool:
    """Whether the callee calls a function that it is given, or is out of sight."""
    known = _given(op, value, paths, outcomes)
    return not known or any(root in own for outcome, own in known for root, _ in outcome.calls)


def runs_again(op: Call | Defer, value: int, paths: Paths, outcomes: Mapping[str, Outcome]) -> bool:
    """Whether the callee calls a function that it is given more than once."""
    return any(not own.isdisjoint(outcome.repeats) for outcome, own in _given(op, value, paths, outcomes))


def _given(
    op: Call | Defer, value: int, paths: Paths, outcomes: Mapping[str, Outcome]
) -> list[tuple[Outcome, set[str]]]:
    """The summaries of the callees in sight, each with the callee's roots that the value stands for."""
    return [
        (outcome, {root for root, passed in callee_frame(callee, op.args, paths).items() if passed == value})
        for callee in callee_targets(op.callee, paths)
        if (outcome := outcomes.get(callee.symbol)) is not None
    ]


def called_result(call: Op | None) -> str:
    """The symbol of the call that made a value, "" for anything else."""
    return call.callee.symbol if isinstance(call, Call) and not call.callee.interface else ""
