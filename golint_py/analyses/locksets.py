"""Locks held at each point of a function, relative to those held on entry.

Forward, must, intra-procedural with summaries of callees: held = (entry - released) + acquired. A join intersects what
was acquired and unites what was released; held for writing on one side and for reading on the other counts as reading.
Deferred calls take effect at `RunDefers`, in reverse order. Locks are told apart by access path. Unsound about two names
for one lock; there are no implicit panic edges.
"""

from collections.abc import Callable, Mapping

from msgspec import Struct

from golint_py.analyses.access_paths import Path, Paths
from golint_py.analyses.callables import Target, callee_frame, callee_targets, translate
from golint_py.analyses.facts import READ, WRITE, Held, Hold, Outcome
from golint_py.analyses.locations import Naming
from golint_py.analyses.tables import LockOperation, lock_operations
from golint_py.dataflow.solver import forward
from golint_py.ir.ops import Binary, Call, Callee, Const, Defer, Extract, If, Op, RunDefers, Unary
from golint_py.ir.program import Function


class State(Struct, frozen=True):
    """Acquired locks with their mode, released ones, and the deferred calls reached (numbers of `Defer` operations)."""

    acquired: frozenset[Hold] = frozenset()
    released: frozenset[Path] = frozenset()
    deferred: frozenset[int] = frozenset()


class MustHold:
    """None is bottom: not reached."""

    bottom: State | None = None

    def join(self, left: State | None, right: State | None) -> State | None:
        """A lock counts only if every way here holds it."""
        if left is None or left == right:
            return right
        if right is None:
            return left
        acquired = left.acquired & right.acquired
        if len(acquired) < len(left.acquired) and len(acquired) < len(right.acquired):
            common = {h.lock for h in left.acquired} & {h.lock for h in right.acquired}
            acquired |= {Hold(lock, READ) for lock in common - {h.lock for h in acquired}}
        return State(acquired, left.released | right.released, left.deferred | right.deferred)


def acquire(state: State, lock: Path, mode: str) -> State:
    """The lock is held from here on."""
    others = frozenset(hold for hold in state.acquired if hold.lock != lock)
    return State(others | {Hold(lock, mode)}, state.released, state.deferred)


def release(state: State, lock: Path) -> State:
    """The lock is given back; one that was not acquired here belonged to the entry."""
    others = frozenset(hold for hold in state.acquired if hold.lock != lock)
    if len(others) < len(state.acquired):
        return State(others, state.released, state.deferred)
    return State(state.acquired, state.released | {lock}, state.deferred)


class LockSets(Struct, frozen=True, eq=False):
    """The state at the start of each block, and how to go on from there."""

    entry: tuple[State | None, ...]
    maybe: tuple[frozenset[Path], ...]
    step: Callable[[Op, State], State]
    deferred: dict[int, Defer]

    def held(self, state: State, block: int) -> Held:
        """The state as a fact."""
        lost = {hold.lock for hold in state.acquired}
        maybe = [lock for lock in self.maybe[block] if lock not in lost]
        if not (state.acquired or state.released or maybe):
            return Held()
        return Held(tuple(sorted(state.acquired)), tuple(sorted(state.released)), tuple(sorted(maybe)))


def lock_sets(
    function: Function, paths: Paths, naming: Naming, outcomes: Mapping[str, Outcome]
) -> LockSets:
    """Locks at the start of each block of the function."""
    operations = lock_operations()
    deferred = {op.at: op for block in function.blocks for op in block.ops if isinstance(op, Defer)}
    order = {at: number for number, at in enumerate(deferred)}

    def step(op: Op, state: State) -> State:
        if isinstance(op, Call):
            return _call(op.callee, op.args, state, paths, naming, outcomes, operations)
        if isinstance(op, Defer):
            return State(state.acquired, state.released, state.deferred | {op.at})
        if isinstance(op, RunDefers):
            for at in sorted(state.deferred, key=order.__getitem__, reverse=True):
                later = deferred[at]
                state = _call(later.callee, later.args, state, paths, naming, outcomes, operations)
            return State(state.acquired, state.released)
        return state

    interesting = [tuple(op for op in block.ops if type(op) in _EFFECTS) for block in function.blocks]

    def transfer(block: int, state: State | None) -> State | None:
        if state is None:
            return None
        for op in interesting[block]:
            state = step(op, state)
        return state

    attempts = _attempts(function, paths, naming, operations)

    def edge(source: int, target: int, state: State | None) -> State | None:
        taken = attempts.get((source, target))
        return acquire(state, *taken) if taken is not None and state is not None else state

    if not any(interesting):
        entry: list[State | None] = [State()] * len(function.blocks)
        nothing: frozenset[Path] = frozenset()
        return LockSets(tuple(entry), (nothing,) * len(entry), step, deferred)
    entry = forward(function, MustHold(), State(), transfer, edge)
    ends = [transfer(block, state) for block, state in enumerate(entry)]
    return LockSets(tuple(entry), conditional(function, entry, ends), step, deferred)


_EFFECTS = (Call, Defer, RunDefers)


def _call(
    callee: Callee,
    args: tuple[int, ...],
    state: State,
    paths: Paths,
    naming: Naming,
    outcomes: Mapping[str, Outcome],
    operations: Mapping[str, LockOperation],
) -> State:
    if callee.builtin:
        return state
    for target in callee_targets(callee, paths):
        state = _effect(target, (*target.bound, *args), args, state, paths, naming, outcomes, operations)
    if not callee.symbol and callee.value is not None:
        state = _returned_unlocker(callee.value, state, paths, naming, outcomes)
    return state


def _effect(
    target: Target,
    values: tuple[int, ...],
    args: tuple[int, ...],
    state: State,
    paths: Paths,
    naming: Naming,
    outcomes: Mapping[str, Outcome],
    operations: Mapping[str, LockOperation],
) -> State:
    operation = operations.get(target.symbol)
    if operation is not None:
        if values and not operation.conditional:
            lock = naming.lock(paths.of[values[0]])
            state = acquire(state, lock, operation.acquire) if operation.acquire else release(state, lock)
        return state
    outcome = outcomes.get(target.symbol)
    if outcome is None or not (outcome.acquires or outcome.releases):
        return state
    roots = callee_frame(target, args, paths)
    for released in sorted(outcome.releases):
        lock_here = translate(released, roots, paths)
        if lock_here is not None:
            state = release(state, naming.lock(lock_here))
    for hold in sorted(outcome.acquires):
        lock_here = translate(hold.lock, roots, paths)
        if lock_here is not None:
            state = acquire(state, naming.lock(lock_here), hold.mode)
    return state


def _returned_unlocker(
    value: int, state: State, paths: Paths, naming: Naming, outcomes: Mapping[str, Outcome]
) -> State:
    """`defer c.lock()()`: the result of a call that unlocks when it is called."""
    made = paths.definition[value]
    if isinstance(made, Extract):
        made = paths.definition[made.tuple]
    if not isinstance(made, Call):
        return state
    for target in callee_targets(made.callee, paths):
        outcome = outcomes.get(target.symbol)
        if outcome is not None:
            roots = callee_frame(target, made.args, paths)
            for lock in sorted(outcome.unlocks):
                lock_here = translate(lock, roots, paths)
                if lock_here is not None:
                    state = release(state, naming.lock(lock_here))
    return state


def _attempts(
    function: Function, paths: Paths, naming: Naming, operations: Mapping[str, LockOperation]
) -> dict[tuple[int, int], tuple[Path, str]]:
    """Edges on which a `TryLock` is known to have succeeded."""
    found: dict[tuple[int, int], tuple[Path, str]] = {}
    for number, block in enumerate(function.blocks):
        branch = block.ops[-1] if block.ops else None
        if not isinstance(branch, If) or branch.then == branch.other:
            continue
        positive, value = True, branch.condition
        source = paths.definition[value]
        while isinstance(source, Unary) and source.operator == "!":
            positive, value = not positive, source.operand
            source = paths.definition[value]
        if isinstance(source, Binary) and source.operator in ("==", "!="):
            constant = paths.definition[source.right]
            if isinstance(constant, Const) and isinstance(constant.value, bool):
                positive ^= (source.operator == "==") != constant.value
                source = paths.definition[source.left]
        if isinstance(source, Call):
            operation = operations.get(source.callee.symbol)
            if operation is not None and operation.conditional and source.args:
                target = branch.then if positive else branch.other
                found[(number, target)] = (naming.lock(paths.of[source.args[0]]), operation.acquire or WRITE)
    return found


def conditional(function: Function, entry: list[State | None], ends: list[State | None]) -> tuple[frozenset[Path], ...]:
    """Locks that may be held at each block because a branch took them and the join lost them (`if v { mu.Lock() }`).

    A lock that was held where the branches parted, and that one of them gave back, is not among them: there the other
    way is a bare one. Where the branches parted is approximated by the blocks that lead to the join's predecessors.
    """
    nothing: frozenset[Path] = frozenset()
    seeds: dict[int, frozenset[Path]] = {}
    for number, block in enumerate(function.blocks):
        if len(block.predecessors) < 2:
            continue
        states = [ends[p] for p in block.predecessors if ends[p] is not None]
        taken: list[set[Path]] = [{h.lock for h in state.acquired} for state in states if state is not None]
        if not taken:
            continue
        lost = frozenset().union(*taken) - frozenset(taken[0]).intersection(*taken)
        seeds_here = {lock for lock in lost if not _held_at_fork(function, block.predecessors, lock, ends)}
        if seeds_here:
            seeds[number] = frozenset(seeds_here)
    if not seeds:
        return (nothing,) * len(function.blocks)
    return _spread(function, seeds, entry, ends)


def _held_at_fork(function: Function, predecessors: tuple[int, ...], lock: Path, ends: list[State | None]) -> bool:
    """Whether, walking back from a predecessor without the lock, a block that ends with the lock held is met."""
    without = [p for p in predecessors if (state := ends[p]) is not None and not _holds(state, lock)]
    seen = set(without)
    while without:
        for before in function.blocks[without.pop()].predecessors:
            if before in seen:
                continue
            seen.add(before)
            state = ends[before]
            if state is not None and _holds(state, lock):
                return True
            without.append(before)
    return False


def _holds(state: State, lock: Path) -> bool:
    return any(hold.lock == lock for hold in state.acquired)


def _spread(
    function: Function, seeds: dict[int, frozenset[Path]], entry: list[State | None], ends: list[State | None]
) -> tuple[frozenset[Path], ...]:
    """Forward, may: a lock stays possible until a release or a definite acquisition is seen."""
    nothing: frozenset[Path] = frozenset()
    maybe = [seeds.get(number, nothing) for number in range(len(function.blocks))]
    work = list(seeds)
    while work:
        number = work.pop()
        before, after = entry[number], ends[number]
        if before is None or after is None:
            continue
        gone = (after.released - before.released) | {h.lock for h in after.acquired}
        leaving = maybe[number] - gone
        for target in function.blocks[number].successors:
            if not leaving <= maybe[target]:
                maybe[target] |= leaving
                work.append(target)
    return tuple(maybe)
