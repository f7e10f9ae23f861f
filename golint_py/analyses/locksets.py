"""Locks held at each point of a function, relative to those held on entry.

Forward, must, intra-procedural with summaries of callees: held = (entry - released) + acquired. A join intersects what
was acquired and unites what was released; held for writing on one side and for reading on the other counts as reading.
Deferred calls take effect at `RunDefers`, in reverse order. Locks are told apart by access path. Unsound about two
names for one lock; there are no implicit panic edges.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from msgspec import Struct

from golint_py.analyses.access_paths import Path, Paths, is_element, is_varying
from golint_py.analyses.access_paths import step as field_step
from golint_py.analyses.callables import Target, callee_frame, callee_targets, translate
from golint_py.analyses.facts import CLAIMED, DONE, NOTHING, READ, WRITE, Held, Hold, Outcome
from golint_py.analyses.flags import claimed_atomically, raised, stores_atomically
from golint_py.analyses.keyed_locks import keyed_locks
from golint_py.analyses.locations import Naming
from golint_py.analyses.lock_annotations import is_ignored
from golint_py.analyses.lock_answers import NOT_HELD, answered
from golint_py.analyses.reachability import reached_without
from golint_py.analyses.slot_locks import chosen, tokens_of
from golint_py.analyses.striped_locks import index_of, taken_inside
from golint_py.analyses.tables import LockOperation, lock_operations, onces, turns
from golint_py.analyses.threads import ANY_LOCK
from golint_py.dataflow.solver import forward
from golint_py.ir.ops import (
    Alloc,
    Call,
    Const,
    Defer,
    Extract,
    FieldAddr,
    FieldOf,
    IndexOf,
    Load,
    MapRead,
    Op,
    Param,
    RunDefers,
    Store,
)
from golint_py.ir.program import Function, is_forced, ops_of
from golint_py.types.model import StructType

Point = tuple[int, int]

NO_SLOTS: Mapping[str, str] = MappingProxyType({})


class State(Struct, frozen=True, gc=False):
    """Locks at a point.

    `acquired` here, with their mode; `released` are locks of the entry that were given back and not taken again;
    `maybe`
    were taken on some ways only (`if v { mu.Lock() }`); `dropped` are the releases passed of locks acquired here, with
    their place; `deferred` the numbers of the `Defer` operations reached.
    """

    acquired: frozenset[Hold] = frozenset()
    released: frozenset[Hold] = frozenset()
    maybe: frozenset[Path] = frozenset()
    dropped: frozenset[tuple[Path, int]] = frozenset()
    deferred: frozenset[int] = frozenset()


class MustHold:
    """None is bottom: not reached."""

    bottom: State | None = None

    def join(self, left: State | None, right: State | None) -> State | None:
        """A lock counts only if every way here holds it.

        One that only some ways hold was either given back on the others, and is not held, or it was taken on these
        only: then it is held or not as the program's own flag says.
        """
        if left is None or left == right:
            return right
        if right is None:
            return left
        if left.acquired == right.acquired:
            acquired, maybe = left.acquired, left.maybe | right.maybe
        else:
            acquired = _common(left.acquired, right.acquired)
            held = {hold.lock for hold in acquired}
            some = taken_only_by(left, right) | taken_only_by(right, left)
            maybe = frozenset((left.maybe | right.maybe | some) - held)
        return State(
            acquired=acquired,
            released=left.released | right.released,
            maybe=maybe,
            dropped=left.dropped | right.dropped,
            deferred=left.deferred | right.deferred,
        )


def _common(left: frozenset[Hold], right: frozenset[Hold]) -> frozenset[Hold]:
    """Held on both sides; for reading when one side holds it so."""
    same = left & right
    known = {hold.lock for hold in same}
    both = ({hold.lock for hold in left} & {hold.lock for hold in right}) - known
    return same | {Hold(lock, READ) for lock in both}


def taken_only_by(one: State, other: State) -> set[Path]:
    """Locks that `one` holds and `other` does not, without having given it back on its own way."""
    if not one.acquired:
        return set()
    there = {hold.lock for hold in other.acquired}
    own_way = {lock for lock, _ in other.dropped - one.dropped}
    return {hold.lock for hold in one.acquired if hold.mode not in (DONE, CLAIMED)} - there - own_way


def acquire(state: State, lock: Path, mode: str) -> State:
    """The lock is held from here on; one of the entry that was given back in this mode is as it was."""
    hold = Hold(lock, mode)
    maybe = state.maybe - {lock} if state.maybe else state.maybe
    if hold in state.released:
        return State(state.acquired, state.released - {hold}, maybe, state.dropped, state.deferred)
    others = frozenset(old for old in state.acquired if old.lock != lock)
    return State(others | {hold}, state.released, maybe, state.dropped, state.deferred)


def release(state: State, lock: Path, mode: str, at: int) -> State:
    """The lock is given back; one that was not acquired here belonged to the entry."""
    others = frozenset(hold for hold in state.acquired if hold.lock != lock)
    if len(others) < len(state.acquired):
        return State(others, state.released, state.maybe, state.dropped | {(lock, at)}, state.deferred)
    if lock in state.maybe:
        return State(state.acquired, state.released, state.maybe - {lock}, state.dropped, state.deferred)
    return State(state.acquired, state.released | {Hold(lock, mode)}, state.maybe, state.dropped, state.deferred)


def perhaps(state: State, lock: Path) -> State:
    """A callee may have taken the lock."""
    if any(hold.lock == lock for hold in state.acquired):
        return state
    return State(state.acquired, state.released, state.maybe | {lock}, state.dropped, state.deferred)


def not_held(state: State, lock: Path) -> State:
    """A lock that a callee may have taken was not."""
    if lock not in state.maybe:
        return state
    return State(state.acquired, state.released, state.maybe - {lock}, state.dropped, state.deferred)


class LockSets(Struct, frozen=True, eq=False):
    """The state at the start of each block, and how to go on from there."""

    entry: tuple[State | None, ...]
    step: Callable[[Op, State], State]
    deferred: dict[int, Defer]

    def held(self, state: State) -> Held:
        """The state as a fact."""
        if not (state.acquired or state.released or state.maybe):
            return NOTHING
        released = {hold.lock for hold in state.released}
        return Held(tuple(sorted(state.acquired)), tuple(sorted(released)), tuple(sorted(state.maybe)))


def state_before(function: Function, locks: LockSets, point: tuple[int, int]) -> State | None:
    """The state before the operation at (block, index); None where nothing gets there."""
    state = locks.entry[point[0]]
    for op in function.blocks[point[0]].ops[: point[1]] if state is not None else ():
        state = locks.step(op, state) if state is not None else None
    return state


def lock_sets(
    function: Function,
    paths: Paths,
    naming: Naming,
    outcomes: Mapping[str, Outcome],
    own: frozenset[str] = frozenset(),
    slots: Mapping[str, str] = NO_SLOTS,
) -> LockSets:
    """Locks at the start of each block of the function. `own` are fields with pointers to locks of no other name,
    `slots` channels and semaphores that are mutexes, with what takes them."""
    operations = lock_operations()
    tokens = tokens_of(function, paths, naming, slots)
    deferred = {op.at: op for op in ops_of(function, Defer)}
    claims = _claims(function, paths, naming)
    put_up = _put_up(function, paths, naming, operations)
    step = _stepper(function, paths, naming, outcomes, own, tokens, deferred, bool(claims), put_up)
    interesting = [
        [
            op
            for _, op in block
            if type(op) in _EFFECTS or function.forced or (tokens and id(op) in tokens) or (put_up and id(op) in put_up)
        ]
        for block in paths.events
    ]

    def transfer(block: int, state: State | None) -> State | None:
        if state is None:
            return None
        for op in interesting[block]:
            state = step(op, state)
        return state

    entered = {**claims, **chosen(function, paths, naming, slots)}
    told = answered(function, paths, naming, outcomes)

    def edge(source: int, target: int, state: State | None) -> State | None:
        if state is None:
            return None
        taken = entered.get((source, target))
        if taken is not None:
            state = _taken(taken, state, -1)
        for lock, mode in told.get((source, target), ()):
            state = not_held(state, lock) if mode == NOT_HELD else acquire(state, lock, mode)
        return state

    start = acquire(State(), ANY_LOCK, WRITE) if is_ignored(function) else State()
    if not any(interesting) and not entered and not told:
        entry: list[State | None] = [start] * len(function.blocks)
        return LockSets(tuple(entry), step, deferred)
    entry = forward(function, MustHold(), start, transfer, edge)
    return LockSets(tuple(entry), step, deferred)


def _stepper(
    function: Function,
    paths: Paths,
    naming: Naming,
    outcomes: Mapping[str, Outcome],
    own: frozenset[str],
    tokens: Mapping[int, tuple[Path, str]],
    deferred: Mapping[int, Defer],
    claims: bool,
    put_up: Mapping[int, tuple[Path, bool]],
) -> Callable[[Op, State], State]:
    """What one operation does to the locks."""
    operations = lock_operations()
    keyed = keyed_locks(function, paths, outcomes)
    inside = taken_inside(function, paths, naming, operations)
    order = {at: number for number, at in enumerate(deferred)}

    def call(op: Call | Defer, state: State) -> State:
        if id(op) in tokens:
            return _taken(tokens[id(op)], state, op.at)
        if op.at in inside:
            return state
        if claims and stores_atomically(op.callee) and op.args:
            return _taken_down(state, naming.lock(paths.of[op.args[0]]))
        if op.at in keyed:
            lock, takes = keyed[op.at]
            return acquire(state, lock, WRITE) if takes else release(state, lock, WRITE, op.at)
        return _call(op, state, paths, naming, outcomes, operations, own)

    answered = _answered_locked(function, paths, naming, outcomes, operations)

    def step(op: Op, state: State) -> State:
        if function.forced:
            state = forced(function, op, state)
        if type(op) is Call:
            state = call(op, state)
            for lock, mode in answered.get(op.result, ()):
                state = acquire(state, lock, mode)
            return state
        if type(op) is Defer:
            return State(state.acquired, state.released, state.maybe, state.dropped, state.deferred | {op.at})
        if type(op) is RunDefers:
            for at in sorted(state.deferred, key=order.__getitem__, reverse=True):
                state = call(deferred[at], state)
            return State(state.acquired, state.released, state.maybe, state.dropped)
        if put_up and id(op) in put_up:
            flag, up = put_up[id(op)]
            locked = any(hold.mode == WRITE for hold in state.acquired)
            return _taken_down(state, flag) if not up else acquire(state, flag, CLAIMED) if locked else state
        return _taken(tokens[id(op)], state, op.at) if id(op) in tokens else state

    return step


def _answered_locked(
    function: Function,
    paths: Paths,
    naming: Naming,
    outcomes: Mapping[str, Outcome],
    operations: Mapping[str, LockOperation],
) -> dict[int, list[tuple[Path, str]]]:
    """Locks in the objects that calls return, by the calls' results: those that this function gives back and does not
    take (`u := s.lockedUser(id); defer u.mu.Unlock()`)."""
    taken: set[Path] = set()
    given: dict[int, set[tuple[Path, str]]] = {}
    calls: list[Call | Defer] = [*ops_of(function, Call), *ops_of(function, Defer)]
    for op in calls:
        symbol = op.callee.symbol
        operation = operations.get(symbol) or (_by_name(symbol, False, outcomes, len(op.args)) if symbol else None)
        if operation is None or not op.args:
            continue
        path = paths.of[op.args[0]]
        made = paths.origin(path) if path.steps else None
        if isinstance(made, Extract):
            made = paths.definition[made.tuple]
        if not isinstance(made, Call) or made.callee.builtin:
            continue
        lock = naming.lock(path)
        if operation.acquire:
            taken.add(lock)
        else:
            given.setdefault(made.result, set()).add((lock, operation.release))
    found = {result: sorted(one for one in locks if one[0] not in taken) for result, locks in given.items()}
    return {result: locks for result, locks in found.items() if locks}


def forced(function: Function, op: Op, state: State) -> State:
    """The state with some lock held, where a comment on the line of the operation says so."""
    return acquire(state, ANY_LOCK, WRITE) if is_forced(function, getattr(op, "at", -1)) else state


_EFFECTS = frozenset({Call, Defer, RunDefers})


def _taken(taken: tuple[Path, str], state: State, at: int) -> State:
    """A lock is taken in a mode, or given back ("")."""
    lock, mode = taken
    return acquire(state, lock, mode) if mode else release(state, lock, WRITE, at)


def _call(
    op: Call | Defer,
    state: State,
    paths: Paths,
    naming: Naming,
    outcomes: Mapping[str, Outcome],
    operations: Mapping[str, LockOperation],
    own: frozenset[str],
) -> State:
    callee = op.callee
    if callee.builtin:
        return state
    if callee.symbol in onces() and op.args:
        return acquire(state, naming.lock(paths.of[op.args[0]]), DONE)
    for target in callee_targets(callee, paths):
        operation = operations.get(target.symbol)
        operation = operation or _by_name(target.symbol, target.interface, outcomes, len(op.args))
        if operation is not None:
            state = _operation(operation, (*target.bound, *op.args), op.at, state, paths, naming, own)
        else:
            state = _effect(target, op, state, paths, naming, outcomes)
    if not callee.symbol and callee.value is not None:
        variable = paths.of[callee.value]
        if variable.root.startswith("g:") and not variable.steps and not op.args:
            state = acquire(state, variable, DONE)  # it may be the result of sync.OnceFunc
        state = _returned_unlocker(callee.value, op.at, state, paths, naming, outcomes)
    return state


_BY_NAME = {
    "Lock": LockOperation(acquire=WRITE),
    "Unlock": LockOperation(release=WRITE),
    "RLock": LockOperation(acquire=READ),
    "RUnlock": LockOperation(release=READ),
}
_EXPORTED = {
    "lock": "Lock",
    "unlock": "Unlock",
    "rlock": "RLock",
    "rLock": "RLock",
    "runlock": "RUnlock",
    "rUnlock": "RUnlock",
}


def _by_name(symbol: str, interface: bool, outcomes: Mapping[str, Outcome], args: int) -> LockOperation | None:
    """A method of a type out of sight, or of an interface, that is called like those of a mutex; or a function
    `lock(m)` that takes none of the known locks: a mutex of the program's own making."""
    if symbol[-3:] != "ock" or symbol in turns():  # all of their names end so
        return None
    name = symbol.rpartition(".")[2]
    if interface:
        name = _EXPORTED.get(name, name)
    elif name in ("lock", "unlock") and args == 1 and not symbol.startswith("("):
        known = outcomes.get(symbol)
        unknown = known is None or not (known.acquires or known.releases or known.maybe)
        return _BY_NAME[_EXPORTED[name]] if unknown else None
    return _BY_NAME.get(name) if name in _BY_NAME and symbol not in outcomes else None


def _operation(
    operation: LockOperation,
    values: tuple[int, ...],
    at: int,
    state: State,
    paths: Paths,
    naming: Naming,
    own: frozenset[str],
) -> State:
    if not values or operation.conditional or _copied(values[0], paths, naming.function):
        return state
    value, mode = values[0], operation.acquire or operation.release
    made = paths.definition[value]
    if isinstance(made, Call) and made.callee.symbol.endswith(").RLocker") and made.args:
        value, mode = made.args[0], READ
    lock = _numbered(naming.lock(paths.of[value]), value, paths)
    known = [lock, Path("*", lock.steps)] if _borrowed(value, paths, own) else [lock]
    for one in known:
        state = acquire(state, one, mode) if operation.acquire else release(state, one, mode, at)
    return state


def _numbered(lock: Path, value: int, paths: Paths) -> Path:
    """The path of a lock, with the number or key where it is a certain element (`s.locks[0]`)."""
    if not any(map(is_varying, lock.steps)):
        return lock
    index = index_of(value, paths)
    key = paths.definition[index] if index is not None else None
    if not isinstance(key, Const) or not key.known:
        return lock
    last = max(number for number, one in enumerate(lock.steps) if is_element(one))
    return Path(lock.root, (*lock.steps[:last], f"[{key.value}]", *lock.steps[last + 1 :]))


def _borrowed(value: int, paths: Paths, own: frozenset[str]) -> bool:
    """Whether the lock is reached through a pointer in a field: it may be somebody else's lock, under another name."""
    made = paths.definition[value]
    place = paths.definition[made.address] if isinstance(made, Load) else None
    return isinstance(place, FieldAddr) and field_step(place.owner, place.field) not in own


_COPIES = (Param, Load, Extract, FieldOf, IndexOf, MapRead)


def _copied(value: int, paths: Paths, function: Function) -> bool:
    """Whether the lock is part of a struct that is a copy in this function (a receiver, parameter or range variable by
    value): it guards nothing."""
    made = paths.definition[value]
    while isinstance(made, FieldAddr):
        value = made.base
        made = paths.definition[value]
    if isinstance(made, Alloc) and value not in paths.functions:
        return False
    if isinstance(made, Alloc):
        sources = [paths.definition[store.value] for store in paths.functions[value]]
        return bool(sources) and all(isinstance(one, _COPIES) for one in sources)
    return isinstance(made, Param) and isinstance(function.types[value], StructType)


def _effect(
    target: Target, op: Call | Defer, state: State, paths: Paths, naming: Naming, outcomes: Mapping[str, Outcome]
) -> State:
    outcome = outcomes.get(target.symbol)
    if outcome is None or not (outcome.acquires or outcome.releases or outcome.maybe):
        return state
    roots = callee_frame(target, op.args, paths)
    for hold in sorted(outcome.releases):
        here = translate(hold.lock, roots, paths)
        if here is not None:
            state = release(state, naming.lock(here), hold.mode, op.at)
    for hold in sorted(outcome.acquires):
        here = translate(hold.lock, roots, paths)
        if here is not None:
            state = acquire(state, naming.lock(here), hold.mode)
    for lock in sorted(outcome.maybe):
        here = translate(lock, roots, paths)
        if here is not None:
            state = perhaps(state, naming.lock(here))
    return state


def _returned_unlocker(
    value: int, at: int, state: State, paths: Paths, naming: Naming, outcomes: Mapping[str, Outcome]
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
            for hold in sorted(outcome.unlocks):
                here = translate(hold.lock, roots, paths)
                if here is not None:
                    state = release(state, naming.lock(here), hold.mode, at)
    return state


def _claims(function: Function, paths: Paths, naming: Naming) -> dict[tuple[int, int], tuple[Path, str]]:
    """Edges on which a flag is known to have been down, and to have been put up in the same step."""
    if not any("/atomic." in call.callee.symbol for _, call in paths.at(Call)):
        return {}
    return {
        (number, target): (naming.lock(path), CLAIMED)
        for number, block in enumerate(function.blocks)
        for path, target in (claimed_atomically(block.ops[-1], paths) if block.ops else ())
    }


def _put_up(
    function: Function, paths: Paths, naming: Naming, operations: Mapping[str, LockOperation]
) -> dict[int, tuple[Path, bool]]:
    """Stores (by identity) that put up a flag, which was found down since the function has taken a lock or given one
    back; and others to the same flag."""
    locking = [point for point, call in paths.at(Call) if call.callee.symbol in operations]
    claims = list(raised(function, paths)) if locking else []
    if not claims:
        return {}
    points = {claim.sets for claim in claims if not _between(function, claim.branch, claim.sets, locking)}
    flags = {claim.flag for claim in claims if claim.sets in points}
    return {
        id(store): (naming.lock(paths.of[store.address]), point in points)
        for point, store in paths.at(Store)
        if paths.of[store.address] in flags and not store.init
    }


def _between(function: Function, first: Point, last: Point, points: list[Point]) -> bool:
    """Whether some way from the first point to the last one leads by one of the points."""
    return any(
        reached_without(function, first, frozenset((last,))).contains(point)
        and reached_without(function, point, frozenset((first,))).contains(last)
        for point in points
    )


def _taken_down(state: State, flag: Path) -> State:
    """A flag that was claimed is given back; what becomes of the flags of others is not followed."""
    others = frozenset(hold for hold in state.acquired if hold != Hold(flag, CLAIMED))
    return State(others, state.released, state.maybe, state.dropped, state.deferred)
