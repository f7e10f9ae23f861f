"""Whether some lock protects a point of a function, for package rules: locks taken in the function itself, and locks
that all callers in sight hold. Intra-procedural; helpers that lock are not looked into."""

from golint_py.analyses.access_paths import Path, Paths, access_paths
from golint_py.analyses.callables import callee_targets
from golint_py.analyses.locations import Naming
from golint_py.analyses.lock_annotations import expects_lock
from golint_py.analyses.locksets import LockSets, lock_sets, state_before
from golint_py.analyses.roots import assumed
from golint_py.analyses.taint_callees import with_methods
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import Call, Callee, Defer, Go
from golint_py.ir.program import Function

Point = tuple[int, int]


def locks_of(function: Function, paths: Paths) -> LockSets:
    """The lock sets of one function by itself."""
    return lock_sets(function, paths, Naming(function, paths, {}), {})


def held_before(function: Function, locks: LockSets, point: Point) -> frozenset[Path]:
    """Locks at a point, those that only some ways there hold included."""
    state = state_before(function, locks, point)
    return frozenset(hold.lock for hold in state.acquired) | state.maybe if state is not None else frozenset()


def entered_locked(unit: Unit, function: Function) -> bool:
    """Whether the function says that it is called with a lock held, or every call in sight is made so."""
    if assumed(function) or expects_lock(function):
        return True
    calls = 0
    for one in unit.functions.values():
        if one.test:
            continue
        caller = with_methods(one)
        points = [
            (number, index)
            for number, block in enumerate(caller.blocks)
            for index, op in enumerate(block.ops)
            if isinstance(op, Call | Go | Defer) and _is_call(op.callee, function, caller)
        ]
        locks = locks_of(caller, access_paths(caller)) if points else None
        for point in points:
            if locks is None or not held_before(caller, locks, point):
                return False
            calls += 1
    return calls > 0


def _is_call(callee: Callee, function: Function, caller: Function) -> bool:
    """Whether it is a call of the function; a literal may be called through a variable of the one around it."""
    if callee.symbol or function.parent != caller.symbol:
        return callee.symbol == function.symbol
    return any(target.symbol == function.symbol for target in callee_targets(callee, access_paths(caller)))
