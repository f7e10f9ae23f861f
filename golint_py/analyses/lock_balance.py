"""Locks on each way through each function of a package: what is returned with, taken twice, given back twice.

Summaries bottom-up over static calls; see `lock_ways` for the ways, `lock_states` for the automaton, `lock_steps` for
what an operation does. What a callee does to a lock that cannot be named here makes the locks of its class unsure; so
do literals and method values that give a lock back and are kept, handed away or started, and locks that are handed to
functions out of sight. Nothing is said about those.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import chain

from msgspec import Struct, structs

from golint_py.analyses.access_paths import ELEMENT, Path, access_paths
from golint_py.analyses.callgraph import call_graph
from golint_py.analyses.facts import READ, WRITE
from golint_py.analyses.lock_annotations import is_ignored
from golint_py.analyses.lock_names import Term, path_of
from golint_py.analyses.lock_scene import Scene
from golint_py.analyses.lock_states import FREED, HELD, NO_EFFECT, UNSURE, Effect, Way
from golint_py.analyses.lock_steps import Event, Steps
from golint_py.analyses.lock_ways import Ways, advance, ways_through
from golint_py.analyses.tables import LockOperation, lock_operations
from golint_py.analyses.unit import Unit
from golint_py.dataflow.summaries import bottom_up
from golint_py.ir.ops import Alloc, BoundMethod, Call, Closure, Defer, Return, RunDefers
from golint_py.ir.program import Function, calls_of, is_forced, ops_of
from golint_py.query import Query

Returns = Sequence[tuple[int, Way]]  # places, with the ways that lead there


class Exit(Struct, frozen=True):
    """A return of a function with a state of one lock, and the steps by which new objects that are returned lead to
    it."""

    at: int
    status: str
    before: int
    within: frozenset[tuple[str, ...]] = frozenset()


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


def balances(unit: Unit, query: Query) -> dict[str, Balance]:
    """What is known about the locks in each function that has to do with any, by symbol.

    Functions of test files are left out: what they do wrong shows when they are run."""
    functions = unit.functions
    operations = lock_operations()
    found: dict[str, Balance] = {}

    def summarise(symbol: str, known: Mapping[str, Effect]) -> Effect:
        function = functions[symbol]
        if function.test or not _concerned(function, known, operations):
            return NO_EFFECT
        found[symbol] = _balance(Scene(function, query.get(access_paths, function), known, operations))
        return found[symbol].effect

    bottom_up(call_graph(functions, lambda _: ()), summarise)
    return found


def _concerned(function: Function, known: Mapping[str, Effect], operations: Mapping[str, LockOperation]) -> bool:
    named = chain((op.callee.symbol for op in calls_of(function)), (op.symbol for op in _values(function)))
    return any(symbol in operations or known.get(symbol, NO_EFFECT) != NO_EFFECT for symbol in named)


def _values(function: Function) -> Iterator[Closure | BoundMethod]:
    yield from ops_of(function, Closure)
    yield from ops_of(function, BoundMethod)


def _balance(scene: Scene) -> Balance:
    steps = Steps(scene)
    symbol = scene.function.symbol
    steps.events = {Event(symbol, at, "ignored", scene.locks.terms[lock]): 1 for at, lock in scene.ignored}
    ways = ways_through(scene.function, scene.names, steps.step, steps.taken, steps.redefined)
    if ways is None:
        return Balance(Effect(vague=frozenset(scene.locks.classes)))
    exits, reached = _record(steps, ways)
    events = [
        structs.replace(event, ways=count, of=reached[event.at])
        for event, count in steps.events.items()
        if not (is_forced(scene.function, event.at) or is_ignored(scene.function))
    ]
    return Balance(
        _effect(steps, exits),
        tuple(sorted(events, key=lambda event: (event.at, event.kind, repr(event.lock)))),
        {scene.locks.terms[number]: found for number, found in _returns(steps, exits).items()},
        frozenset(steps.hands_on),
        frozenset(steps.answers),
        frozenset(scene.kept),
    )


def _record(steps: Steps, ways: Ways) -> tuple[Returns, dict[int, int]]:
    """Walk all ways once more, noting what is wrong; the returns with their ways, and how many ways reach a
    place."""
    steps.recording = True
    exits: list[tuple[int, Way]] = []
    reached: dict[int, int] = {event.at: 1 for event in steps.events}
    for number, block in enumerate(steps.scene.function.blocks):
        for way, known in ways.entry[number].items():
            truths = dict(known)
            for op in block.ops:
                if isinstance(op, Call | Defer):
                    reached[op.at] = reached.get(op.at, 0) + 1
                way = advance(op, way, truths, ways.tests, steps.step, steps.redefined)
                if isinstance(op, RunDefers):
                    for at in steps.defers:
                        reached.setdefault(at, 1)
                elif isinstance(op, Return):
                    exits.append((op.at, way))
    return exits, reached


def _returns(steps: Steps, exits: Returns) -> dict[int, tuple[Exit, ...]]:
    """States at the returns, of the locks that the function takes itself."""
    found: dict[int, tuple[Exit, ...]] = {}
    for number in sorted(steps.taken_here - steps.scene.unsure):
        if steps.locks.classes[number].split(ELEMENT)[0] not in steps.scene.vague:
            states = [(at, way.state(number)) for at, way in exits]
            within = _within(steps, number)
            found[number] = tuple(
                Exit(at, state.status, state.at, within.get(at, frozenset())) if state else Exit(at, "", -1)
                for at, state in states
            )
    return found


def _within(steps: Steps, number: int) -> dict[int, frozenset[tuple[str, ...]]]:
    """By return the steps that lead from new objects among its values to a lock."""
    lock, paths = path_of(steps.locks.terms[number]), steps.paths
    if lock is None:
        return {}
    places = {**paths.inner, **paths.copied}
    put = [(place, lock.steps[len(of.steps) :]) for place, of in places.items() if lock.starts_with(of)]
    found: dict[int, frozenset[tuple[str, ...]]] = {}
    for leave in ops_of(steps.scene.function, Return) if put else ():
        made = {f"v{value}" for value in map(paths.unconverted, leave.values) if type(paths.definition[value]) is Alloc}
        found[leave.at] = frozenset((*place.steps, *rest) for place, rest in put if place.root in made)
    return found


def _effect(steps: Steps, exits: Returns) -> Effect:
    acquires: set[tuple[Path, str]] = set()
    releases: set[tuple[Path, str]] = set()
    maybe: set[Path] = set()
    taken: set[tuple[Path, str, int]] = set()
    vague = set(steps.scene.vague)
    for number, term in enumerate(steps.locks.terms):
        states = [state.status if state is not None else "" for _, way in exits for state in (way.state(number),)]
        path = path_of(term)
        if path is None:
            if any(status in "Uu?" for status in states if status):
                vague.add(steps.locks.classes[number])
            continue
        if number in steps.scene.unsure or UNSURE in states:
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
            taken.add((path, mode, steps.depths.get(number, 0)))
    return Effect(
        acquires=frozenset(acquires),
        releases=frozenset(releases),
        maybe=frozenset(maybe),
        taken=frozenset(taken),
        vague=frozenset(vague),
    )
