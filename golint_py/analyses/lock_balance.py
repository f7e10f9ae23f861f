"""Locks on each way through each function of a package: what is returned with, taken twice, given back twice.

Summaries bottom-up over static calls; see `lock_ways` for the ways and `lock_states` for the automaton. What a callee
does
to a lock that cannot be named here makes the locks of its class unsure; so do literals and method values that give a
lock
back and are kept, handed away or started, and locks that are handed to functions out of sight. Nothing is said about
those.
"""

from collections.abc import Iterator, Mapping
from itertools import chain

from msgspec import Struct

from golint_py.analyses.access_paths import ELEMENT, Path, Paths, access_paths
from golint_py.analyses.callables import Target, callee_targets
from golint_py.analyses.callgraph import call_graph
from golint_py.analyses.facts import READ, WRITE
from golint_py.analyses.lock_names import (
    Named,
    Term,
    class_of,
    condition_of,
    extend,
    name_of,
    names_of,
    parts_of,
    path_of,
)
from golint_py.analyses.lock_states import FREED, HELD, NO_EFFECT, UNSURE, Effect, State, Way, acquire, release
from golint_py.analyses.lock_ways import Ways, advance, ways_through
from golint_py.analyses.tables import LockOperation, lock_operations
from golint_py.analyses.unit import Unit
from golint_py.dataflow.summaries import bottom_up
from golint_py.ir.operands import operands
from golint_py.ir.ops import (
    BoundMethod,
    Call,
    Closure,
    Convert,
    Defer,
    Go,
    If,
    Load,
    Op,
    Return,
    RunDefers,
    Store,
    Unary,
)
from golint_py.ir.program import Function, calls_of, ops_of

_FREED_MODE = {"w": WRITE, "r": READ}


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


class Exit(Struct, frozen=True):
    """A return of a function with a state of one lock."""

    at: int
    status: str
    before: int


class Balance(Struct, frozen=True, eq=False):
    """One function: its effect, what is wrong in it, its returns by lock, the classes of locks that it gives back
    although it did not take them, the callees that left a lock held which it gives back, with its class, and its
    literals that are kept, handed away or started."""

    effect: Effect
    events: tuple[Event, ...] = ()
    exits: dict[Term, tuple[Exit, ...]] = {}
    hands_on: frozenset[str] = frozenset()
    answers: frozenset[tuple[str, str]] = frozenset()
    kept: frozenset[str] = frozenset()


NOTHING = Balance(NO_EFFECT)


class Locks:
    """The names of the locks of one function, numbered."""

    def __init__(self) -> None:
        self.terms: list[Term] = []
        self.classes: list[str] = []
        self.values: dict[int, set[int]] = {}  # locks that are void when a value is defined again
        self._numbers: dict[Term, int] = {}

    def number(self, term: Term, values: frozenset[int]) -> int:
        """The number of a name."""
        found = self._numbers.get(term)
        if found is None:
            found = self._numbers[term] = len(self.terms)
            self.terms.append(term)
            self.classes.append(class_of(term))
            for value in values:
                self.values.setdefault(value, set()).add(found)
        return found


def balances(unit: Unit) -> dict[str, Balance]:
    """What is known about the locks in each function that has to do with any, by symbol.

    Functions of test files are left out: what they do wrong shows when they are run."""
    functions = unit.functions
    operations = lock_operations()
    found: dict[str, Balance] = {}

    def summarise(symbol: str, known: Mapping[str, Effect]) -> Effect:
        function = functions[symbol]
        if function.test or not _concerned(function, known, operations):
            return NO_EFFECT
        found[symbol] = _Walk(function, known, operations).balance()
        return found[symbol].effect

    bottom_up(call_graph(functions, lambda _: ()), summarise)
    return found


def _concerned(function: Function, known: Mapping[str, Effect], operations: Mapping[str, LockOperation]) -> bool:
    named = chain((op.callee.symbol for op in calls_of(function)), (op.symbol for op in _values(function)))
    return any(symbol in operations or known.get(symbol, NO_EFFECT) != NO_EFFECT for symbol in named)


def _values(function: Function) -> Iterator[Closure | BoundMethod]:
    yield from ops_of(function, Closure)
    yield from ops_of(function, BoundMethod)


class _Walk:
    """The analysis of one function."""

    def __init__(
        self, function: Function, effects: Mapping[str, Effect], operations: Mapping[str, LockOperation]
    ) -> None:
        self.function = function
        self.effects = effects
        self.operations = operations
        self.paths: Paths = access_paths(function)
        self.names = names_of(function, self.paths)
        self.locks = Locks()
        self.defers = {op.at: op for op in ops_of(function, Defer)}
        self.order = {at: number for number, at in enumerate(self.defers)}
        self.events: dict[Event, int] = {}
        self.recording = False
        self.hands_on: set[str] = set()
        self.answers: set[tuple[str, str]] = set()
        self.left_by: dict[int, str] = {}  # by place of a call the callee that left locks held
        self.taken_here: set[int] = set()
        self.depths: dict[int, int] = {}  # how many calls below a lock is taken that is not taken here
        self.attempts: dict[int, tuple[int, str]] = {}
        self.unsure: set[int] = set()
        self.vague: set[str] = set()
        self.kept: set[str] = set()
        self.stored: dict[int, tuple[int, ...]] = {}

    def balance(self) -> Balance:
        """Run it."""
        self._prepare()
        ways = ways_through(self.function, self.names, self.step, self.taken, self.redefined)
        if ways is None:
            return Balance(Effect(vague=frozenset(self.locks.classes)))
        exits, reached = self._record(ways)
        events = [
            Event(
                **{name: getattr(event, name) for name in event.__struct_fields__}
                | {"ways": count, "of": reached[event.at]}
            )
            for event, count in self.events.items()
        ]
        return Balance(
            self._effect(exits),
            tuple(sorted(events, key=lambda event: (event.at, event.kind, repr(event.lock)))),
            {self.locks.terms[number]: found for number, found in self._returns(exits).items()},
            frozenset(self.hands_on),
            frozenset(self.answers),
            frozenset(self.kept),
        )

    def _prepare(self) -> None:
        """Number the locks, find the attempts, and the locks that something out of sight may give back."""
        conditions = {
            condition_of(block.ops[-1].condition, self.names).value
            for block in self.function.blocks
            if isinstance(block.ops[-1], If)
        }
        uses = self._uses()
        for block in self.function.blocks:
            for op in block.ops:
                if isinstance(op, Call):
                    operation = self.operations.get(op.callee.symbol)
                    if operation is not None and operation.conditional and op.args:
                        lock = self.lock(op.args[0])
                        if not uses.get(op.result):
                            self.events[Event(self.function.symbol, op.at, "ignored", self.locks.terms[lock])] = 1
                        if op.result in conditions and uses.get(op.result, set()) <= {"test"}:
                            self.attempts[op.result] = lock, operation.acquire
                        else:
                            self.unsure.add(lock)
                if isinstance(op, Call | Defer | Go) and op.args and op.callee.symbol in self.operations:
                    self.lock(op.args[0])
                elif isinstance(op, Closure | BoundMethod) and uses.get(op.result, {"kept"}) - {"call"}:
                    self._kept(op)
                if isinstance(op, Call | Defer | Go) and op.callee.symbol not in self.effects and not op.callee.builtin:
                    self._handed(op)
        self._stores()

    def _stores(self) -> None:
        """Which stores make names void."""
        built_on: dict[Term, list[int]] = {}
        for number, term in enumerate(self.locks.terms):
            for part in parts_of(term) - {term}:
                built_on.setdefault(part, []).append(number)
        for op in ops_of(self.function, Store) if built_on else ():
            hit = built_on.get(name_of(op.address, self.names).term)
            if hit:
                self.stored[id(op)] = tuple(hit)

    def _uses(self) -> dict[int, set[str]]:
        """How values are used: "call" (called or deferred), "test", or "kept"."""
        found: dict[int, set[str]] = {}
        for block in self.function.blocks:
            for op in block.ops:
                callee = op.callee.value if isinstance(op, Call | Defer) else None
                for value in operands(op):
                    kind = "test" if isinstance(op, If | Unary) else "kept"
                    if value == callee and value not in getattr(op, "args", ()):
                        kind = "call"
                    elif (
                        isinstance(op, Store)
                        and value == op.value
                        and self.paths.functions.get(op.address, ()) == (op,)
                    ):
                        kind = "stored"
                    found.setdefault(value, set()).add(kind)
        for cell, stores in self.paths.functions.items():  # `unlock := func() {...}`: a variable that is only called
            for store in stores:
                if "stored" in found.get(store.value, ()):
                    found[store.value] |= self._loads(cell, found)
        return found

    def _loads(self, cell: int, found: Mapping[int, set[str]]) -> set[str]:
        kinds: set[str] = set()
        for block in self.function.blocks:
            for op in block.ops:
                if isinstance(op, Load) and op.address == cell:
                    kinds |= found.get(op.result, set())
                elif isinstance(op, Closure) and cell in op.bindings:
                    kinds.add("kept")
        return kinds

    def _kept(self, op: Closure | BoundMethod) -> None:
        """A function value that is kept or handed away may run at any time."""
        if isinstance(op, BoundMethod):
            operation = self.operations.get(op.symbol)
            if operation is not None:
                self.unsure.add(self.lock(op.receiver))
                return
            target = Target(op.symbol, bound=(op.receiver,))
        else:
            target = Target(op.symbol, captures=op.bindings)
        self.kept.add(op.symbol)
        effect = self.effects.get(op.symbol, NO_EFFECT)
        for path in [*(path for path, _ in effect.releases), *effect.maybe, *(path for path, _ in effect.acquires)]:
            lock = self.translate(path, target, ())
            if lock is not None:
                self.unsure.add(lock)
        self.vague |= effect.vague

    def _handed(self, op: Call | Defer | Go) -> None:
        """A lock that is handed to a function out of sight."""
        if op.callee.symbol in self.operations or op.callee.symbol == "sync.NewCond":
            return
        for value in op.args:
            while isinstance(made := self.paths.definition[value], Convert):
                value = made.operand
            kind = self.function.types[value]
            if getattr(getattr(kind, "elem", None), "name", "") in ("sync.Mutex", "sync.RWMutex"):
                self.unsure.add(self.lock(value))

    def lock(self, value: int) -> int:
        """The number of the lock that a value is the address of."""
        named = name_of(value, self.names)
        return self.locks.number(named.term, named.values)

    def translate(self, path: Path, target: Target, args: tuple[int, ...]) -> int | None:
        """A lock of a callee's frame in this one; None where it has no name here."""
        base = Named((path.root,))
        if not path.root.startswith("g:"):
            index = int(path.root[1:])
            given = target.captures if path.root[0] == "f" else (*target.bound, *args)
            if index >= len(given):
                return None
            base = name_of(given[index], self.names)
        term = extend(base.term, path)
        return None if term is None else self.locks.number(term, base.values)

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
        if type(op) is Store and id(op) in self.stored:
            for number in self.stored[id(op)]:
                way = way.put(number, None)
        return way

    def taken(self, value: int, truth: bool, way: Way) -> Way:
        """A successful attempt takes the lock."""
        attempt = self.attempts.get(value)
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
            operation = self.operations.get(target.symbol)
            if operation is not None:
                values = (*target.bound, *op.args)
                if values and not operation.conditional:
                    way = self._operate(self.lock(values[0]), operation, way, at)
            else:
                effect = self.effects.get(target.symbol, NO_EFFECT)
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
            lock = self.translate(path, target, op.args)
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
            lock = self.translate(path, target, op.args)
            if lock is not None:
                state, _ = acquire(way.state(lock), mode, at)
                self.left_by[at] = target.symbol
                way = way.put(lock, state)
                if self.recording:
                    self.taken_here.add(lock)
        for path in sorted(effect.maybe):
            lock = self.translate(path, target, op.args)
            if lock is not None:
                self.left_by[at] = target.symbol
                way = way.put(lock, State(UNSURE, at))
        for name in sorted(effect.vague):
            way = self._unsure_class(name, way)
        return way

    def _takes(self, effect: Effect, target: Target, op: Call | Defer, way: Way, at: int) -> Way:
        """The locks that the callee takes while it runs."""
        for path, mode, depth in sorted(effect.taken):
            lock = self.translate(path, target, op.args)
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
            lock = self.translate(path, target, op.args)
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
            self.kept.add(target.symbol)
            way = self._blur(self.effects.get(target.symbol, NO_EFFECT), target, Defer(op.at, op.callee, op.args), way)
        return way

    def _deferred_lock(self, op: Defer, way: Way) -> None:
        operation = self.operations.get(op.callee.symbol)
        if operation is not None and operation.acquire and op.args:
            lock = self.lock(op.args[0])
            state = way.state(lock)
            if state is not None and HELD.get(state.status) == operation.acquire and not self._will_release(lock, way):
                self.note(op.at, "deferred-lock", lock, operation.acquire, state)

    def _will_release(self, lock: int, way: Way) -> int:
        """The place of a deferred release of the lock, 0 for none."""
        for at in way.defers:
            op = self.defers[at]
            operation = self.operations.get(op.callee.symbol)
            if operation is not None and operation.release and op.args and self.lock(op.args[0]) == lock:
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
        if kind and self.recording and lock not in self.unsure and self.locks.classes[lock] not in self.vague:
            deferred = self._will_release(lock, way) if way is not None and old is not None and old.at == at else 0
            before = old.at if old is not None else -1
            event = Event(
                self.function.symbol, at, kind, self.locks.terms[lock], mode, before,
                callee=callee, depth=depth, deferred=deferred or -1,
            )  # fmt: skip
            self.events[event] = self.events.get(event, 0) + 1

    def _record(self, ways: Ways) -> tuple[list[tuple[int, Way]], dict[int, int]]:
        """Walk all ways once more, noting what is wrong; the returns with their ways, and how many ways reach a
        place."""
        self.recording = True
        exits: list[tuple[int, Way]] = []
        reached: dict[int, int] = {event.at: 1 for event in self.events}
        for number, block in enumerate(self.function.blocks):
            for way, known in ways.entry[number].items():
                truths = dict(known)
                for op in block.ops:
                    if isinstance(op, Call | Defer):
                        reached[op.at] = reached.get(op.at, 0) + 1
                    way = advance(op, way, truths, ways.tests, self.step, self.redefined)
                    if isinstance(op, RunDefers):
                        for at in self.defers:
                            reached.setdefault(at, 1)
                    elif isinstance(op, Return):
                        exits.append((op.at, way))
        return exits, reached

    def _returns(self, exits: list[tuple[int, Way]]) -> dict[int, tuple[Exit, ...]]:
        """States at the returns, of the locks that the function takes itself."""
        found: dict[int, tuple[Exit, ...]] = {}
        for number in sorted(self.taken_here - self.unsure):
            if self.locks.classes[number].split(ELEMENT)[0] not in self.vague:
                states = [(at, way.state(number)) for at, way in exits]
                found[number] = tuple(
                    Exit(at, state.status, state.at) if state else Exit(at, "", -1) for at, state in states
                )
        return found

    def _effect(self, exits: list[tuple[int, Way]]) -> Effect:
        acquires: set[tuple[Path, str]] = set()
        releases: set[tuple[Path, str]] = set()
        maybe: set[Path] = set()
        taken: set[tuple[Path, str, int]] = set()
        vague = set(self.vague)
        for number, term in enumerate(self.locks.terms):
            states = [state.status if state is not None else "" for _, way in exits for state in (way.state(number),)]
            path = path_of(term)
            if path is None:
                if any(status in "Uu?" for status in states if status):
                    vague.add(self.locks.classes[number])
                continue
            if number in self.unsure or UNSURE in states:
                maybe.add(path)
                continue
            some = set(states)
            if some and some <= set(HELD):
                acquires.add((path, WRITE if some == {"W"} else READ))
            elif some & set(HELD):
                maybe.add(path)
            if some & {"U", "u"} and not some & set(HELD):
                releases.add((path, WRITE if "U" in some else READ))
            if some and some <= {*HELD, *FREED.values()}:
                mode = WRITE if some & {"W", "w"} else READ
                taken.add((path, mode, self.depths.get(number, 0)))
        return Effect(
            acquires=frozenset(acquires),
            releases=frozenset(releases),
            maybe=frozenset(maybe),
            taken=frozenset(taken),
            vague=frozenset(vague),
        )
