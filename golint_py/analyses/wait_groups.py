"""Goroutines that count themselves: `wg.Add` in the body of a goroutine that also calls `Done` for it.

Per package, by the location of the group (a field, a package variable, a local variable that the goroutine captures).
Silent where the count was raised before the goroutine starts, where the goroutine starts further ones that call `Done`,
where nobody waits for the group, and where whoever does has waited before for something else that the goroutine tells
when it has counted itself, or has shut the group before.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from golint_py.analyses.access_paths import Paths, access_paths, last_name
from golint_py.analyses.callables import callee_targets
from golint_py.analyses.locations import Naming, captured_variables
from golint_py.analyses.shut_groups import is_shut_before
from golint_py.analyses.unit import Unit
from golint_py.ir.dominators import dominators
from golint_py.ir.ops import Call, Const, Defer, Go, Recv, Send
from golint_py.ir.program import Function, calls_of, ops_of
from golint_py.query import Query

ADD, DONE, WAIT, GO = (f"(*sync.WaitGroup).{name}" for name in ("Add", "Done", "Wait", "Go"))

Point = tuple[int, int]


class LateAdd(Struct, frozen=True):
    """A call of `Add` at `at` in the goroutine `function`, which `starter` starts at `start`. `near`: the function
    around waits for the group itself. `name` is the group as written there."""

    function: str
    at: int
    starter: str
    start: int
    name: str
    near: bool


class Use(Struct, frozen=True, eq=False):
    """A call on a group: what is called, by whom, where, what the group is called; whether it is deferred; how much is
    added, where that is constant."""

    called: str
    function: str
    at: int
    point: Point
    name: str
    deferred: bool = False
    count: int | None = None


# A start of a goroutine: the function that starts it, the place, the point.
Start = tuple[str, int, Point]


class Groups(Struct, frozen=True, eq=False):
    """The calls on each group, by its location; paths and names of the functions that are about groups; where each
    function is started as a goroutine; the declared functions of the package, each with the literals in it."""

    uses: Mapping[str, tuple[Use, ...]]
    paths: Mapping[str, Paths]
    naming: Mapping[str, Naming]
    starts: Mapping[str, tuple[Start, ...]]
    families: Mapping[str, Mapping[str, Function]]


def groups(unit: Unit, query: Query) -> Groups:
    """All of the package."""
    by_group: dict[str, list[Use]] = {}
    known: dict[str, Paths] = {}
    names: dict[str, Naming] = {}
    for functions in _together(unit):
        paths = {symbol: query.get(access_paths, one) for symbol, one in functions.items()}
        known.update(paths)
        captured = captured_variables(functions, paths)
        for symbol, function in functions.items():
            names[symbol] = Naming(function, paths[symbol], captured[symbol])
            for group, use in _uses(function, paths[symbol], names[symbol]):
                by_group.setdefault(group, []).append(use)
    uses = {group: tuple(found) for group, found in sorted(by_group.items())}
    families: dict[str, dict[str, Function]] = {}
    for symbol, function in unit.functions.items() if uses else ():
        families.setdefault(symbol.partition("$")[0], {})[symbol] = function
    return Groups(uses, known, names, _starts(unit, known) if uses else {}, families)


def late_adds(unit: Unit, query: Query) -> tuple[LateAdd, ...]:
    """All of the package."""
    known = query.get(groups, unit, query)
    found = [late for uses in known.uses.values() for late in _late(unit, uses, known)]
    return tuple(sorted(found, key=lambda one: (one.function, one.at)))


def _together(unit: Unit) -> Iterator[Mapping[str, Function]]:
    """The functions of the package, each with the literals in it."""
    groups: dict[str, dict[str, Function]] = {}
    for symbol, function in sorted(unit.functions.items()):
        groups.setdefault(symbol.partition("$")[0], {})[symbol] = function
    words = frozenset({ADD, DONE, WAIT, GO})
    for functions in groups.values():
        if any(_symbols(one) & words for one in functions.values()):
            yield functions


def _symbols(function: Function) -> frozenset[str]:
    return frozenset(op.callee.symbol for op in calls_of(function))


def _uses(function: Function, paths: Paths, naming: Naming) -> Iterator[tuple[str, Use]]:
    for number, block in enumerate(function.blocks):
        for index, op in enumerate(block.ops):
            if isinstance(op, Call | Defer) and op.callee.symbol in (ADD, DONE, WAIT) and op.args:
                group = last_name(naming.lock(paths.of[op.args[0]]))
                if group:
                    name = naming.written(paths.of[op.args[0]])
                    point, deferred = (number, index), isinstance(op, Defer)
                    count = _number(paths, op.args[1]) if len(op.args) > 1 else None
                    yield group, Use(op.callee.symbol, function.symbol, op.at, point, name, deferred, count)


def _number(paths: Paths, value: int) -> int | None:
    op = paths.definition[value]
    return op.value if isinstance(op, Const) and type(op.value) is int else None


def _late(unit: Unit, uses: tuple[Use, ...], known: Groups) -> Iterator[LateAdd]:
    waits = [one for one in uses if one.called == WAIT]
    adds = {one.function: one for one in reversed(uses) if one.called == ADD}
    done = {one.function for one in uses if one.called == DONE}
    started = {symbol: known.starts.get(symbol, ()) for symbol in adds if symbol in done}
    for symbol, add in sorted(adds.items()):
        if symbol not in done or not waits or any(one.startswith(symbol + "$") for one in done):
            continue
        if any(one.function == symbol for one in waits):
            continue  # it counts others, and waits for them
        starts = started[symbol]
        counted = [
            one for one in uses if one.called == ADD and not started.get(one.function)
        ]  # others count themselves
        if not starts or any(_before(unit, one, starter, point) for starter, _, point in starts for one in counted):
            continue
        if all(_told(known, add, wait) or _shut(known, add, wait) for wait in waits):
            continue
        starter, at, _ = starts[0]
        outer = symbol.partition("$")[0]
        near = "#" in add.name or any(one.function.partition("$")[0] == outer for one in waits)
        yield LateAdd(symbol, add.at, starter, at, add.name, near)


def _told(known: Groups, add: Use, wait: Use) -> bool:
    """Whether the wait comes after one for what the goroutine tells when it has counted itself."""
    function = known.naming[add.function].function
    tree = dominators(function)
    told = {place for place, point in _signals(known, add.function, DONE) if place and tree.precedes(add.point, point)}
    tree = dominators(known.naming[wait.function].function)
    before = (place for place, point in _signals(known, wait.function, WAIT) if tree.precedes(point, wait.point))
    return not told.isdisjoint(before)


def _shut(known: Groups, add: Use, wait: Use) -> bool:
    return is_shut_before(known.naming[add.function], add.point, known.naming[wait.function], wait.point)


def _signals(known: Groups, symbol: str, called: str) -> Iterator[tuple[str, Point]]:
    """Groups that a function tells (`DONE`) or waits for (`WAIT`), and channels that it sends on or closes, or receives
    from, each with where."""
    paths, naming = known.paths[symbol], known.naming[symbol]
    for group, uses in known.uses.items():
        for one in uses:
            if (one.called, one.function, one.deferred) == (called, symbol, False):
                yield group, one.point
    if called == WAIT:
        for point, receive in paths.at(Recv):
            yield naming.location(paths.of[receive.channel]), point
        return
    for point, send in paths.at(Send):
        yield naming.location(paths.of[send.channel]), point
    for point, call in paths.at(Call):
        if call.callee.builtin and call.callee.symbol == "close":
            yield naming.location(paths.of[call.args[0]]), point


def _starts(unit: Unit, known: Mapping[str, Paths]) -> dict[str, tuple[Start, ...]]:
    found: dict[str, list[Start]] = {}
    for starter, function in sorted(unit.functions.items()):
        for number, block in enumerate(function.blocks) if ops_of(function, Go) else ():
            for index, op in enumerate(block.ops):
                if type(op) is Go:
                    paths = known.get(starter)
                    symbols = {one.symbol for one in callee_targets(op.callee, paths)} if paths is not None else set()
                    for symbol in symbols | {op.callee.symbol}:
                        found.setdefault(symbol, []).append((starter, op.at, (number, index)))
    return {symbol: tuple(several) for symbol, several in found.items()}


def _before(unit: Unit, add: Use, starter: str, point: Point) -> bool:
    """Whether the count is raised on all ways to the start, or by a function that others may call before it."""
    if add.function != starter:
        return not add.function.startswith(starter + "$")
    (number, index), (block, place) = add.point, point
    if number == block:
        return index < place
    return dominators(unit.functions[starter]).dominates(number, block)
