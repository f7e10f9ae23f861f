"""What the operations of a function do to its locks on one way through it, and what is wrong there.

Deferred calls run in reverse order at the returns. What a callee does is its effect, in the names of this function;
what it does to a lock without a name here makes the locks of its class unsure.
"""

from msgspec import Struct

from golint_py.analyses.access_paths import ELEMENT
from golint_py.analyses.callables import Target, callee_targets
from golint_py.analyses.facts import WRITE
from golint_py.analyses.lock_names import Term
from golint_py.analyses.lock_scene import Scene
from golint_py.analyses.lock_states import FREED, HELD, NO_EFFECT, UNSURE, Effect, State, Way, acquire, release
from golint_py.analyses.tables import LockOperation
from golint_py.ir.ops import Call, Defer, Go, Op, RunDefers, Store
from golint_py.ir.program import ops_of


class Event(Struct, frozen=True, order=True):
    """Something wrong with a lock at a place, on `ways` of the `of` ways that lead there.

    `kind`: "return" (held there; `others` tells whether all other returns gave it back), "free", "mismatch", "relock",
    "upgrade", "downgrade", "reread", "deferred-lock", "ignored". `before` is the place where the lock was taken,
    `callee`
    the function that takes it again, `depth` how many calls below; `deferred` the place of a deferred release in a
    loop.
    """

    function: str
    at: int
    kind: str
    lock: Term
    mode: str = ""
    before: int = -1
    ways: int = 1
    of: int = 1
    callee: str = ""
    depth: int = 0
    deferred: int = -1


class Steps:
    """The steps through one function. What is wrong, and what the locks are given back for, counts while `recording`.

    `hands_on` are the classes of locks that it gives back although it did not take them, `answers` the callees that
    left a lock held which it gives back, with its class; `taken_here` are the locks that it takes, `depths` how many
    calls below a lock is taken that is not taken here.
    """

    def __init__(self, scene: Scene) -> None:
        self.scene = scene
        self.locks = scene.locks
        self.paths = scene.paths
        self.defers = {op.at: op for op in ops_of(scene.function, Defer)}
        self.order = {at: number for number, at in enumerate(self.defers)}
        self.events: dict[Event, int] = {}
        self.recording = False
        self.hands_on: set[str] = set()
        self.answers: set[tuple[str, str]] = set()
        self.left_by: dict[int, str] = {}  # by place of a call the callee that left locks held
        self.taken_here: set[int] = set()
        self.depths: dict[int, int] = {}

    def step(self, op: Op, way: Way) -> Way:
        """What an operation does to the locks."""
        if type(op) is Call:
            return self._call(op, way, op.at)
        if type(op) is Defer:
            self._deferred_lock(op, way)
            return way if op.at in way.defers else Way(way.locks, tuple(sorted((*way.defers, op.at))))
        if type(op) is Go:
            return self._started(op, way)
        if type(op) is RunDefers:
            for at in sorted(way.defers, key=self.order.__getitem__, reverse=True):
                way = self._call(self.defers[at], way, at)
            return Way(way.locks)
        if type(op) is Store and id(op) in self.scene.stored:
            for number in self.scene.stored[id(op)]:
                way = way.put(number, None)
        return way

    def taken(self, value: int, truth: bool, way: Way) -> Way:
        """A successful attempt takes the lock."""
        attempt = self.scene.attempts.get(value)
        if attempt is None or not truth:
            return way
        op = self.paths.definition[value]
        state, _ = acquire(way.state(attempt[0]), attempt[1], op.at if op is not None else -1)
        return way.put(attempt[0], state)

    def redefined(self, value: int, way: Way) -> Way:
        """The lock is another one now."""
        for number in self.locks.values.get(value, ()):
            if way.state(number) is not None:
                way = way.put(number, None)
        return way

    def _call(self, op: Call | Defer, way: Way, at: int) -> Way:
        if op.callee.builtin:
            return way
        found = callee_targets(op.callee, self.paths)
        for target in found:
            operation = self.scene.operations.get(target.symbol)
            if operation is not None:
                values = (*target.bound, *op.args)
                if values and not operation.conditional:
                    way = self._operate(self.scene.lock(values[0]), operation, way, at)
            else:
                effect = self.scene.effects.get(target.symbol, NO_EFFECT)
                way = (
                    self._apply(effect, target, op, way, at) if len(found) == 1 else self._blur(effect, target, op, way)
                )
        return way

    def _operate(self, lock: int, operation: LockOperation, way: Way, at: int) -> Way:
        old = way.state(lock)
        if operation.acquire:
            state, wrong = acquire(old, operation.acquire, at)
            self.note(at, wrong, lock, operation.acquire, old, way=way)
            self.depths[lock] = 0
            if self.recording:
                self.taken_here.add(lock)
        else:
            state, wrong = release(old, operation.release, at)
            self.note(at, wrong, lock, operation.release, old)
            self._gave_back(lock, old)
        return way.put(lock, state)

    def _gave_back(self, lock: int, old: State | None) -> None:
        if self.recording and old is None:
            self.hands_on.add(self.locks.classes[lock])
        elif self.recording and old is not None and old.at in self.left_by:
            self.answers.add((self.left_by[old.at], self.locks.classes[lock]))

    def _apply(self, effect: Effect, target: Target, op: Call | Defer, way: Way, at: int) -> Way:
        """The effect of one known callee."""
        way = self._takes(effect, target, op, way, at)
        for path, mode in sorted(effect.releases):
            lock = self.scene.translate(path, target, op.args)
            if lock is not None:
                old = way.state(lock)
                state, wrong = release(old, mode, at)
                if wrong:
                    state = State(UNSURE, at)
                if old is None or wrong:
                    way = self._unsure_class(self.locks.classes[lock], way)
                self._gave_back(lock, old)
                way = way.put(lock, state)
        for path, mode in sorted(effect.acquires):
            lock = self.scene.translate(path, target, op.args)
            if lock is not None:
                state, _ = acquire(way.state(lock), mode, at)
                self.left_by[at] = target.symbol
                way = way.put(lock, state)
                if self.recording:
                    self.taken_here.add(lock)
        for path in sorted(effect.maybe):
            lock = self.scene.translate(path, target, op.args)
            if lock is not None:
                self.left_by[at] = target.symbol
                way = way.put(lock, State(UNSURE, at))
        for name in sorted(effect.vague):
            way = self._unsure_class(name, way)
        return way

    def _takes(self, effect: Effect, target: Target, op: Call | Defer, way: Way, at: int) -> Way:
        """The locks that the callee takes while it runs."""
        for path, mode, depth in sorted(effect.taken):
            lock = self.scene.translate(path, target, op.args)
            if lock is None:
                continue
            held = way.state(lock)
            if held is None:
                way = way.put(lock, State(FREED["W" if mode == WRITE else "R"], at))
                if lock not in self.depths:
                    self.depths[lock] = depth + 1
            elif held.status in HELD:
                _, wrong = acquire(held, mode, at)
                self.note(at, wrong, lock, mode, held, callee=target.symbol, depth=depth)
        return way

    def _blur(self, effect: Effect, target: Target, op: Call | Defer, way: Way) -> Way:
        """One of several possible callees."""
        for path in [*(path for path, _ in effect.releases), *(path for path, _ in effect.acquires), *effect.maybe]:
            lock = self.scene.translate(path, target, op.args)
            if lock is not None:
                way = way.put(lock, State(UNSURE, op.at))
        for name in sorted(effect.vague):
            way = self._unsure_class(name, way)
        return way

    def _unsure_class(self, name: str, way: Way) -> Way:
        for number, state in way.locks:
            if state.status in HELD and self.locks.classes[number].split(ELEMENT)[0] == name.split(ELEMENT)[0]:
                way = way.put(number, State(UNSURE, state.at))
        return way

    def _started(self, op: Go, way: Way) -> Way:
        """A goroutine may give back what is handed to it."""
        for target in callee_targets(op.callee, self.paths):
            self.scene.kept.add(target.symbol)
            way = self._blur(
                self.scene.effects.get(target.symbol, NO_EFFECT), target, Defer(op.at, op.callee, op.args), way
            )
        return way

    def _deferred_lock(self, op: Defer, way: Way) -> None:
        operation = self.scene.operations.get(op.callee.symbol)
        if operation is not None and operation.acquire and op.args:
            lock = self.scene.lock(op.args[0])
            state = way.state(lock)
            if state is not None and HELD.get(state.status) == operation.acquire and not self._will_release(lock, way):
                self.note(op.at, "deferred-lock", lock, operation.acquire, state)

    def _will_release(self, lock: int, way: Way) -> int:
        """The place of a deferred release of the lock, 0 for none."""
        for at in way.defers:
            op = self.defers[at]
            operation = self.scene.operations.get(op.callee.symbol)
            if operation is not None and operation.release and op.args and self.scene.lock(op.args[0]) == lock:
                return at
        return 0

    def note(
        self,
        at: int,
        kind: str,
        lock: int,
        mode: str,
        old: State | None,
        callee: str = "",
        depth: int = 0,
        way: Way | None = None,
    ) -> None:
        """Remember that something is wrong, once the ways are known."""
        if (
            kind
            and self.recording
            and lock not in self.scene.unsure
            and self.locks.classes[lock] not in self.scene.vague
        ):
            deferred = self._will_release(lock, way) if way is not None and old is not None and old.at == at else 0
            before = old.at if old is not None else -1
            event = Event(
                self.scene.function.symbol, at, kind, self.locks.terms[lock], mode, before,
                callee=callee, depth=depth, deferred=deferred or -1,
            )  # fmt: skip
            self.events[event] = self.events.get(event, 0) + 1
