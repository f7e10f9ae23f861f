"""Deferred literals that do something on some returns only: `defer func() { if err != nil { undo() } }()`, and the like
with a flag that is set when all went well.

A literal whose body is one branch on a captured variable does nothing where every way to a return has last stored the
other constant to that, or, for an error, where the function returns none. Must; intra-procedural but for the literal.
"""

from golint_py.analyses.access_paths import Paths
from golint_py.analyses.callables import Target, callee_targets
from golint_py.analyses.failures import failures
from golint_py.analyses.frame import Frame
from golint_py.ir.ops import Alloc, Binary, Const, Defer, FreeVar, If, Jump, Load, Return, Store, Unary
from golint_py.ir.program import Function

Point = tuple[int, int]

_QUIET = frozenset({FreeVar, Load, Const, Binary, Unary, If, Jump, Return})


def does_nothing(frame: Frame, later: Defer, point: Point) -> bool:
    """Whether a deferred literal does nothing when it is run at the point, a `RunDefers` before a return."""
    found = callee_targets(later.callee, frame.paths)
    return bool(found) and all(_idles(frame, target, point) for target in found)


def _idles(frame: Frame, target: Target, point: Point) -> bool:
    literal = frame.world.functions.get(target.symbol)
    guard = _guard(literal) if literal is not None and target.captures else None
    if guard is None:
        return False
    free, idle = guard
    cell = target.captures[free]
    return _is_last(frame, cell, idle, point) or (idle is None and _succeeds(frame, cell, point))


def _guard(literal: Function) -> tuple[int, bool | None] | None:
    """The captured variable at which the literal looks first, and the constant (None for nil) with which it does
    nothing then."""
    first = literal.blocks[0].ops
    branch = first[-1]
    if not isinstance(branch, If) or not all(type(op) in _QUIET for op in first):
        return None
    quiet = [side for side in (branch.then, branch.other) if _is_quiet(literal, side)]
    if len(quiet) != 1:
        return None
    made = {op.result: op for op in first if isinstance(op, FreeVar | Load | Const | Binary | Unary)}
    test, idle = made.get(branch.condition), quiet[0] == branch.then
    while isinstance(test, Unary) and test.operator == "!":
        test, idle = made.get(test.operand), not idle
    error = isinstance(test, Binary)
    if isinstance(test, Binary):
        right = made.get(test.right)
        if not isinstance(right, Const) or right.value is not None or not right.known:
            return None
        if test.operator != ("==" if idle else "!="):
            return None
        test = made.get(test.left)
    variable = made.get(test.address) if isinstance(test, Load) else None
    return (variable.index, None if error else idle) if isinstance(variable, FreeVar) else None


def _is_quiet(literal: Function, start: int) -> bool:
    """Whether nothing happens from the block on."""
    seen, work = {start}, [start]
    while work:
        block = literal.blocks[work.pop()]
        if not all(type(op) in _QUIET for op in block.ops):
            return False
        for following in block.successors:
            if following not in seen:
                seen.add(following)
                work.append(following)
    return True


def _is_last(frame: Frame, cell: int, idle: bool | None, point: Point) -> bool:
    """Whether this constant is what was stored to the variable last, on all ways to the point."""
    seen: set[int] = set()
    work = [point]
    while work:
        number, end = work.pop()
        block = frame.function.blocks[number]
        for op in reversed(block.ops[:end]):
            if isinstance(op, Store) and op.address == cell:
                if not _is_constant(frame.paths, op.value, idle):
                    return False
                break
            if isinstance(op, Alloc) and op.result == cell:
                if idle:
                    return False
                break
        else:
            if not block.predecessors:
                return False
            new = [one for one in block.predecessors if one not in seen]
            seen.update(new)
            work += [(one, len(frame.function.blocks[one].ops)) for one in new]
    return True


def _is_constant(paths: Paths, value: int, idle: bool | None) -> bool:
    made = paths.definition[paths.unconverted(value)]
    return isinstance(made, Const) and made.known and made.value is idle


def _succeeds(frame: Frame, cell: int, point: Point) -> bool:
    """Whether the function reports no error at the return behind the point; what is left in a variable of its own
    tells nothing else then."""
    block = frame.function.blocks[point[0]].ops
    leave = block[-1]
    if not isinstance(leave, Return) or not leave.values:
        return False
    if any(isinstance(op, Store) and op.address == cell for op in block[: point[1]]):
        return False
    reports = frame.world.is_error(frame.function.types[leave.values[-1]])
    return reports and failures(frame).get((point[0], len(block) - 1)) is False
