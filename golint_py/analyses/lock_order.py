"""Orders in which locks are taken, and pairs of orders that contradict each other.

A node is a class of locks (`path.T.mu`, a package variable, a local one that literals share), an edge says that some
function takes a lock of the second class while it must hold one of the first, itself or through its callees: the
lock-order graph of RacerX (Engler and Ashcraft 2003), over the whole run. May as to the way through the callees, must
as to what is held. A cycle of two edges is an inversion where both can run in parallel, where each waits for what the
other holds exclusively, and where no third lock keeps them apart.
"""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct

from golint_py.analyses.access_paths import Path, is_element, last_name
from golint_py.analyses.contexts import contexts
from golint_py.analyses.entering import held_at
from golint_py.analyses.facts import (
    READ,
    Access,
    Argument,
    Circumstance,
    Edge,
    FunctionFacts,
    Held,
    Hold,
    Taken,
    is_lock,
)
from golint_py.analyses.guards import Instance, instance
from golint_py.analyses.parallel import Evidence, beside
from golint_py.analyses.threads import Context, Contexts
from golint_py.dataflow.summaries import bottom_up
from golint_py.text.finding import Confidence

_LOCKS = r"\.(?!\w*[Uu]n[Ll]ock)\w*[Ll]ock\w*$"
MAX_DEPTH = 6  # calls between the holder and the one who takes the second lock
MAX_WITNESSES = 12  # edges of one pair of classes that are tried
NEAR = 3  # calls beyond which a way is one more step from being sure


class Reached(Struct, frozen=True, order=True):
    """A class of locks that a function takes: how many calls below, whether an interface call leads there, the mode,
    classes given back on the way, the values of boolean parameters that it depends on, the place in the function, and
    the callee there ("" where it takes it itself). `outer` is the type that embeds the struct with the lock, "" where
    that is not known; `root` then the parameter that is this struct."""

    depth: int
    weak: bool
    at: int
    callee: str
    mode: str
    released: frozenset[str]
    when: frozenset[tuple[str, bool]] = frozenset()
    outer: str = ""
    root: str = ""


class Order(Struct, frozen=True):
    """`function` holds `first` (in the way of `hold`) when it takes `second`, at `at` or in the callee called there.
    `outer` is the type that embeds the struct with the second one (see `Reached`)."""

    first: str
    second: str
    function: str
    at: int
    hold: Hold
    held: Held
    mode: str
    callee: str
    depth: int
    weak: bool
    ordered: frozenset[str] = frozenset()
    beside: frozenset[str] = frozenset()
    outer: str = ""


class Inversion(Struct, frozen=True, eq=False):
    """Two orders that contradict each other (for a class with itself: one order of two objects, twice)."""

    one: Order
    other: Order
    confidence: Confidence


Summary = Mapping[str, Reached]


class Orders(Struct, frozen=True, eq=False):
    """All edges, and what each function takes, to tell the way."""

    edges: Mapping[tuple[str, str], tuple[Order, ...]]
    takes: Mapping[str, Summary]
    functions: Mapping[str, FunctionFacts]

    def way(self, order: Order) -> list[tuple[str, int]]:
        """Function and place of each call from the holder down to where the second lock is taken."""
        steps = [(order.function, order.at)]
        callee = order.callee
        while callee and len(steps) <= MAX_DEPTH + 1:
            reached = self.takes[callee][order.second]
            steps.append((callee, reached.at))
            callee = reached.callee
        return steps

    def taken_at(self, order: Order) -> int:
        """The place where the holder takes the first lock, -1 where a callee does it."""
        before = [
            one.at for one in self.functions[order.function].takes if one.lock == order.hold.lock and one.at < order.at
        ]
        return max(before, default=-1)


def inversions(functions: Mapping[str, FunctionFacts]) -> tuple[Orders, tuple[Inversion, ...]]:
    """All of the run, at most one for each pair of classes."""
    orders = orders_of(functions)
    pairs = sorted(pair for pair in orders.edges if pair <= pair[::-1] and pair[::-1] in orders.edges)
    if not pairs:
        return orders, ()
    wanted = {order.function for pair in pairs for both in (pair, pair[::-1]) for order in orders.edges[both]}
    entered = contexts(functions, wanted, lent=True)
    found = [_inversion(orders, entered, pair) for pair in pairs]
    return orders, tuple(one for one in found if one is not None)


# -- edges -------------------------------------------------------------------------------------------------------------


def orders_of(functions: Mapping[str, FunctionFacts]) -> Orders:
    """The edges of production code."""
    production = {symbol: facts for symbol, facts in functions.items() if not facts.test}
    graph = {
        symbol: sorted({edge.callee for edge in facts.edges if _is_call(edge) and edge.callee in production})
        for symbol, facts in production.items()
    }

    def summarise(symbol: str, known: Mapping[str, Summary]) -> Summary:
        return _taken_by(production[symbol], known, functions)

    takes = bottom_up(graph, summarise)
    edges: dict[tuple[str, str], list[Order]] = {}
    for facts in production.values():
        for order in _orders(facts, takes, functions):
            edges.setdefault((order.first, order.second), []).append(order)
    return Orders(
        {
            pair: tuple(sorted(several, key=lambda one: (one.weak, one.depth, one.function, one.at))[:MAX_WITNESSES])
            for pair, several in edges.items()
        },
        takes,
        functions,
    )


def _is_call(edge: Edge) -> bool:
    """Whether the callee runs here. A function out of sight may keep what it is given, but for the standard
    library's."""
    if edge.kind != "call":
        return False
    host, slash, _ = edge.handed.lstrip("(*").partition("/")
    return not edge.handed or (edge.handed != "?" and not (slash and "." in host))


def _taken_by(facts: FunctionFacts, known: Mapping[str, Summary], functions: Mapping[str, FunctionFacts]) -> Summary:
    found: dict[str, Reached] = {}
    known_at = {one.at: one for one in facts.circumstances}
    for one in facts.takes:
        key = class_of(one.lock, functions)
        if key:
            here = known_at.get(one.at, Circumstance(one.at))
            released = _released(one.held, functions)
            _keep(
                found, key, Reached(0, False, one.at, "", one.mode, released, frozenset(here.when), *_part_of(one.lock))
            )
    for edge in facts.edges:
        if not _is_call(edge) or edge.callee == facts.symbol:
            continue
        below = known.get(edge.callee)
        here = known_at.get(edge.at, Circumstance(edge.at))
        for key, reached in below.items() if below else ():
            when = depends(reached.when, here)
            if reached.depth < MAX_DEPTH and when is not None and not _is_of_its_own(reached, edge):
                released = reached.released | _released(edge.held, functions)
                weak = reached.weak or edge.weak
                part = _passed_on(reached, key, edge)
                deeper = Reached(reached.depth + 1, weak, edge.at, edge.callee, reached.mode, released, when, *part)
                _keep(found, key, deeper)
    return found


def depends(below: frozenset[tuple[str, bool]], here: Circumstance) -> frozenset[tuple[str, bool]] | None:
    """What a callee's condition on its parameters means for the caller's; None where the call does not fulfil it."""
    found = set(here.when)
    passed = {f"p{number}": what for number, what in here.passed}
    for root, value in below:
        what = passed.get(root, "")
        if what in ("true", "false"):
            if (what == "true") != value:
                return None
        elif what:
            found.add((what, value))
    if any((root, not value) in found for root, value in found):
        return None
    return frozenset(found)


def _keep(found: dict[str, Reached], key: str, reached: Reached) -> None:
    """The way that says most: the one on which fewest locks are given back, with fewest conditions, then the shortest,
    exclusive first."""
    old = found.get(key)
    if old is None or _merit(reached) < _merit(old):
        found[key] = reached


def _merit(reached: Reached) -> tuple[int, int, bool, bool, int, int]:
    return (len(reached.released), len(reached.when), reached.weak, reached.mode == READ, reached.depth, reached.at)


def _released(held: Held, functions: Mapping[str, FunctionFacts]) -> frozenset[str]:
    if not held.released:
        return frozenset()
    return frozenset(class_of(lock, functions) for lock in held.released)


def _orders(
    facts: FunctionFacts, takes: Mapping[str, Summary], functions: Mapping[str, FunctionFacts]
) -> Iterator[Order]:
    known_at = {one.at: one for one in facts.circumstances}
    for one in facts.takes:
        second = class_of(one.lock, functions)
        here = known_at.get(one.at, Circumstance(one.at))
        for hold in one.held.locks if second else ():
            first = class_of(hold.lock, functions) if hold.lock not in here.private else ""
            if first and (first != second or _two_objects(facts, hold, one)):
                outer, _ = _part_of(one.lock)
                yield Order(first, second, facts.symbol, one.at, hold, one.held, one.mode, "", 0, False, outer=outer)
    for edge in facts.edges:
        if not _is_call(edge) or not edge.held.acquired:
            continue
        here = known_at.get(edge.at, Circumstance(edge.at))
        for hold in edge.held.locks:
            first = class_of(hold.lock, functions) if hold.lock not in here.private else ""
            if not first or _is_private(hold, edge.arguments):
                continue
            for second, reached in takes.get(edge.callee, {}).items():
                done = depends(reached.when, here) is not None
                if second != first and first not in reached.released and done and not _is_of_its_own(reached, edge):
                    yield _through(facts, edge, hold, first, second, reached)


def _through(facts: FunctionFacts, edge: Edge, hold: Hold, first: str, second: str, reached: Reached) -> Order:
    return Order(
        first=first,
        second=second,
        function=facts.symbol,
        at=edge.at,
        hold=hold,
        held=edge.held,
        mode=reached.mode,
        callee=edge.callee,
        depth=reached.depth + 1,
        weak=reached.weak or edge.weak,
        ordered=edge.ordered,
        beside=edge.beside,
        outer=_passed_on(reached, second, edge)[0],
    )


def _two_objects(facts: FunctionFacts, hold: Hold, one: Taken) -> bool:
    """Whether the locks of two parameters are taken one after the other, and never the other way round."""
    roots = hold.lock.root, one.lock.root
    if roots[0] == roots[1] or not all(root.startswith("p") for root in roots):
        return False
    return not any(
        other.lock == hold.lock and any(held.lock == one.lock for held in other.held.acquired) for other in facts.takes
    )


def _is_private(hold: Hold, arguments: tuple[Argument, ...]) -> bool:
    """Whether the lock is part of an object that nobody else has yet."""
    return any(argument.owned and argument.path.root == hold.lock.root for argument in arguments)


def _is_of_its_own(reached: Reached, edge: Edge) -> bool:
    """Whether the callee takes the lock of an object that nobody but the caller has yet: nobody waits for that."""
    arguments = (one for one in edge.arguments if one.root == reached.root)
    return any(one.owned and not one.path.steps for one in arguments)


def class_of(lock: Path, functions: Mapping[str, FunctionFacts]) -> str:
    """The class of a lock, "" for one that cannot be told from others. The lock inside a mutex type of the program is
    told by the field that holds the mutex, outside of the methods of that type."""
    steps = lock.steps
    while steps and _is_of_a_mutex(steps[-1], functions):
        steps = steps[:-1]
    if not steps and not lock.root.startswith("g:"):
        steps = lock.steps  # in the methods of its own type
    if lock.root in ("*", "?") and not steps:
        return ""
    return last_name(Path(lock.root, steps))


def _is_of_a_mutex(step: str, functions: Mapping[str, FunctionFacts]) -> bool:
    """Whether a field is the lock that the method `Lock` of its struct takes."""
    lock = None if is_element(step) else functions.get(f"(*{step.rpartition('.')[0]}).Lock")
    return lock is not None and any(one.lock.steps[-1:] == (step,) for one in lock.takes)


def _part_of(lock: Path) -> tuple[str, str]:
    """The struct type that embeds the one with the lock, "" where the way to the lock does not show that, and then the
    root, where that is the one with the lock."""
    if len(lock.steps) == 1:
        return "", lock.root
    return (_embedding(lock.steps[-2], lock.steps[-1]) if lock.steps else ""), ""


def _embedding(step: str, lock: str) -> str:
    """The struct type with the field of a step, where that embeds the type with the lock."""
    outer, _, field = step.rpartition(".")
    return outer if not is_element(step) and lock.rpartition(".")[0].rpartition(".")[2] == field else ""


def _passed_on(reached: Reached, key: str, edge: Edge) -> tuple[str, str]:
    """`outer` and `root` of what a callee reaches, in the caller."""
    if reached.outer or not reached.root:
        return reached.outer, ""
    path = next((one.path for one in edge.arguments if one.root == reached.root), None)
    if path is None:
        return "", ""
    return (_embedding(path.steps[-1], key), "") if path.steps else ("", path.root)


# -- cycles ------------------------------------------------------------------------------------------------------------


def _inversion(orders: Orders, entered: Contexts, pair: tuple[str, str]) -> Inversion | None:
    """The surest pair of witnesses."""
    best: Inversion | None = None
    same = pair[0] == pair[1]
    for one in orders.edges[pair]:
        for other in orders.edges[pair[::-1]]:
            if not _wait_for_each_other(one, other) or (same and one is not other):
                continue
            evidence = _parallel(orders, entered, one, other)
            if evidence is Evidence.NONE:
                continue
            confidence = Confidence.LOW if same else _confidence(orders, one, other)
            if best is None or confidence > best.confidence:
                best = Inversion(one, other, confidence)
        if best is not None and best.confidence is Confidence.HIGH:
            break
    return best


def _wait_for_each_other(one: Order, other: Order) -> bool:
    """Whether each is kept out by the other: two readers are not."""
    first = not (one.hold.mode == READ and other.mode == READ)
    second = not (other.hold.mode == READ and one.mode == READ)
    return first and second


def _confidence(orders: Orders, one: Order, other: Order) -> Confidence:
    packages = {orders.functions[symbol].package for order in (one, other) for symbol, _ in orders.way(order)}
    level = Confidence.HIGH if len(packages) == 1 else Confidence.MEDIUM
    if one.weak or other.weak or _of_two_types(one, other) or _of_two_types(other, one):
        return Confidence.LOW
    if one.depth > NEAR or other.depth > NEAR:
        level = Confidence(max(level - 1, Confidence.LOW))
    return level


def _of_two_types(one: Order, other: Order) -> bool:
    """Whether the lock that one holds and the other takes is part of two types that embed the struct with it."""
    held, _ = _part_of(one.hold.lock)
    return bool(held and other.outer) and held != other.outer


def _parallel(orders: Orders, entered: Contexts, one: Order, other: Order) -> Evidence:
    """Evidence that both can run at once with no third lock to keep them apart."""
    best = Evidence.NONE
    left = list(_instances(orders, entered, one))
    right = list(_instances(orders, entered, other))
    for here, own in left:
        for there, others in right:
            if not _gated(own, others, {one.first, one.second}):
                best = max(best, beside(here, there))
    return best


def _instances(
    orders: Orders, entered: Contexts, order: Order
) -> Iterator[tuple[Instance, frozenset[tuple[str, str]]]]:
    """The order in each context of its function, with all locks held there; none where one of them is not known."""
    facts = orders.functions[order.function]
    if any(edge.weak and edge.at < order.at and re.search(_LOCKS, edge.callee) for edge in facts.edges):
        return  # a method of an interface that takes a lock, which one is not known
    access = Access(order.at, "lock", order.hold.lock, "", "", order.held, ordered=order.ordered, beside=order.beside)
    for context in entered.of.get(order.function, ()):
        if entered.threads[context.thread].test or order.hold.lock.root in context.entry.owned:
            continue
        locks = _all_locks(context, order, orders)
        if locks is not None:
            yield instance(facts, access, context, entered.threads), locks


def _all_locks(context: Context, order: Order, orders: Orders) -> frozenset[tuple[str, str]] | None:
    held = held_at(context.entry.locks, order.held)
    if any(hold.untold for hold in held):
        return None
    return frozenset((class_of(hold.lock, orders.functions), hold.mode) for hold in held if is_lock(hold.mode))


def _gated(left: frozenset[tuple[str, str]], right: frozenset[tuple[str, str]], pair: set[str]) -> bool:
    """Whether both hold a third lock, one of them not only for reading."""
    there = dict(right)
    return any(
        key and key not in pair and key in there and not (mode == READ and there[key] == READ) for key, mode in left
    )
