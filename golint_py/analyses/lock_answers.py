"""Locks that the result of a call tells of: `TryLock`, and functions that return whether they hold a lock.

Such a function holds the lock at every return with one answer (true, false, an error, none) and at no return with the
other one. A branch on its last result knows then: `if !s.begin() { return }`, `if err := s.enter(); err != nil`.
"""

from collections.abc import Iterator, Mapping
from types import MappingProxyType

from golint_py.analyses.access_paths import Path, Paths
from golint_py.analyses.callables import callee_frame, callee_targets, translate
from golint_py.analyses.facts import WRITE, Outcome
from golint_py.analyses.locations import Naming
from golint_py.analyses.tables import lock_operations
from golint_py.ir.ops import Binary, Call, Const, Extract, If, Unary
from golint_py.ir.program import Function
from golint_py.types.model import Tuple

NOT_HELD = "not held"  # beside the modes of locks: what a branch knows of a lock that may be held

OTHER: Mapping[str, str] = MappingProxyType({"true": "false", "false": "true", "error": "nil", "nil": "error"})

Edge = tuple[int, int]
Taking = tuple[Path, str]


def answered(
    function: Function, paths: Paths, naming: Naming, outcomes: Mapping[str, Outcome]
) -> Mapping[Edge, tuple[Taking, ...]]:
    """What the edges behind branches on the result of a call say: locks that are held there, by their mode, and locks
    that are not (`NOT_HELD`)."""
    found: dict[Edge, tuple[Taking, ...]] = {}
    for number, block in enumerate(function.blocks):
        branch = block.ops[-1] if block.ops else None
        if not isinstance(branch, If) or branch.then == branch.other:
            continue
        for call, answer in asked(branch.condition, function, paths):
            for lock, mode, told in told_by(call, paths, naming, outcomes):
                held, free = (branch.then, branch.other) if told == answer else (branch.other, branch.then)
                found[number, held] = (*found.get((number, held), ()), (lock, mode))
                found[number, free] = (*found.get((number, free), ()), (lock, NOT_HELD))
    return found


def asked(value: int, function: Function, paths: Paths) -> Iterator[tuple[Call, str]]:
    """The call whose last result decides a condition, with the answer for which this is true."""
    positive = True
    source = paths.definition[value]
    while isinstance(source, Unary) and source.operator == "!":
        positive, value = not positive, source.operand
        source = paths.definition[value]
    answer = "true"
    if isinstance(source, Binary) and source.operator in ("==", "!="):
        constant = paths.definition[paths.unconverted(source.right)]
        if not isinstance(constant, Const) or not (constant.value is None or isinstance(constant.value, bool)):
            return
        if constant.value is None and not constant.known:
            return
        positive ^= (source.operator == "==") != (constant.value is not False)
        answer = "nil" if constant.value is None else "true"
        source = paths.definition[source.left]
    if isinstance(source, Extract):
        made, kind = paths.definition[source.tuple], function.types[source.tuple]
        last = isinstance(kind, Tuple) and source.index == len(kind.elems) - 1
        source = made if last else None
    if isinstance(source, Call):
        yield source, answer if positive else OTHER[answer]


def told_by(
    call: Call, paths: Paths, naming: Naming, outcomes: Mapping[str, Outcome]
) -> Iterator[tuple[Path, str, str]]:
    """The locks that the last result of a call tells of, with the mode and the answer that says that they are held."""
    operation = lock_operations().get(call.callee.symbol)
    if operation is not None:
        if operation.conditional and call.args:
            yield naming.lock(paths.of[call.args[0]]), operation.acquire or WRITE, "true"
        return
    targets = callee_targets(call.callee, paths)
    outcome = outcomes.get(targets[0].symbol) if len(targets) == 1 else None
    if outcome is None or not outcome.answers:
        return
    roots = callee_frame(targets[0], call.args, paths)
    for answer, hold in sorted(outcome.answers):
        here = translate(hold.lock, roots, paths)
        if here is not None:
            yield naming.lock(here), hold.mode, answer
