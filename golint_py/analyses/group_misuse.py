"""Mistakes with a `sync.WaitGroup` besides those of wait_groups.py: ways on which `Done` is missing, a wait that starts
before anything is counted, a count below zero, `Done` in what `Go` counts itself, a loop that waits for the one
goroutine it starts, and results that are published after `Done`.

Per package, by the location of the group. Where other functions might count as well (the group is passed on, or a
field that others use), nothing is said.
"""

from collections.abc import Iterator, Mapping
from typing import Literal

from msgspec import Struct

from golint_py.analyses.access_paths import Paths, last_name
from golint_py.analyses.callables import callee_targets, targets
from golint_py.analyses.flags import one_of_several
from golint_py.analyses.locations import Naming, owner_of
from golint_py.analyses.reachability import reach, reached_without
from golint_py.analyses.unit import Unit
from golint_py.analyses.wait_groups import ADD, DONE, GO, WAIT, Groups, Start, Use, groups
from golint_py.ir.dominators import blocks_in_cycles, dominators
from golint_py.ir.operands import operands
from golint_py.ir.ops import (
    Alloc,
    Call,
    Closure,
    Defer,
    FieldAddr,
    FreeVar,
    Go,
    IndexAddr,
    Load,
    MapWrite,
    Op,
    Param,
    Phi,
    Return,
    Send,
    Store,
)
from golint_py.ir.program import Function, calls_of
from golint_py.query import Query

Kind = Literal["missing", "early", "negative", "counted", "serial", "published"]


class Misuse(Struct, frozen=True):
    """A mistake: its kind, where, the other place that it is about and what happens there, the group as written."""

    kind: Kind
    function: str
    at: int
    name: str
    other: str
    other_at: int


def misuses(unit: Unit, query: Query) -> tuple[Misuse, ...]:
    """All of the package, by place."""
    known = query.get(groups, unit, query)
    found: set[Misuse] = set()
    for group, uses in known.uses.items():
        scene = _Scene(unit, known, group, uses)
        found.update(_missing(scene))
        found.update(_published(scene))
        found.update(_serial(scene))
        found.update(_counted(scene))
        if "#" in group and _stays(scene):
            found.update(_early(scene))
            found.update(_negative(scene))
    return tuple(sorted(found, key=lambda one: (one.function, one.at, one.kind)))


class _Scene(Struct, frozen=True, eq=False):
    """A group and the calls on it."""

    unit: Unit
    known: Groups
    group: str
    uses: tuple[Use, ...]

    def of(self, called: str) -> list[Use]:
        """The calls of one method."""
        return [one for one in self.uses if one.called == called]

    def starts(self, symbol: str) -> tuple[Start, ...]:
        """Where a function is started as a goroutine."""
        return self.known.starts.get(symbol, ())

    def family(self) -> Mapping[str, Function]:
        """The function that has the group as its variable, and the literals in it."""
        return self.known.families.get(owner_of(self.group).partition("$")[0], {})


def _stays(scene: _Scene) -> bool:
    """Whether nobody but the function and its literals has the group."""
    for symbol, function in scene.family().items():
        naming, paths = scene.known.naming.get(symbol), scene.known.paths.get(symbol)
        if naming is None or paths is None:
            return False
        if any(isinstance(op, Param) and _is(scene, naming, paths, op.result) for op in paths.definition):
            return False  # somebody else's
        for block in function.blocks:
            for op in block.ops:
                mine = any(_is(scene, naming, paths, one) for one in operands(op))
                if mine and not _keeps(op, paths):
                    return False
    return True


def _is(scene: _Scene, naming: Naming, paths: Paths, value: int) -> bool:
    """Whether a value is the group, or a pointer to it."""
    return last_name(naming.lock(paths.of[value])) == scene.group


def _keeps(op: Op, paths: Paths) -> bool:
    """Whether an operation on the group does not hand it on."""
    match op:
        case Call() | Defer():
            return op.callee.symbol in (ADD, DONE, WAIT, GO)
        case Store():
            return isinstance(paths.definition[op.address], Alloc)
    return isinstance(op, (Closure, Alloc, FreeVar, Load, Phi))


# b: Done is not reached.


def _missing(scene: _Scene) -> Iterator[Misuse]:
    """Returns of a goroutine that calls `Done` itself, later or on another way."""
    by_function: dict[str, list[Use]] = {}
    for use in scene.of(DONE):
        by_function.setdefault(use.function, []).append(use)
    waits = scene.of(WAIT)
    if not waits or not scene.of(ADD) or any(not scene.starts(symbol) for symbol in by_function):
        return
    for symbol, done in sorted(by_function.items()):
        function = scene.unit.functions[symbol]
        if any(one.deferred for one in done) or _handed(scene, symbol):
            continue
        if any(one.function == symbol for one in waits):
            continue  # it waits for others, and takes back what it could not start
        if any(one.point[0] in blocks_in_cycles(function) for one in done):
            continue  # one for each round
        if all(_one_tells(scene, symbol, one) for one in done):
            continue  # the last of several, which a counter knows
        region = reached_without(function, (0, -1), frozenset(one.point for one in done))
        for number, block in enumerate(function.blocks):
            last = block.ops[-1]
            if isinstance(last, Return) and region.contains((number, len(block.ops) - 1)):
                yield Misuse("missing", symbol, last.at, done[0].name, symbol, done[0].at)


def _one_tells(scene: _Scene, symbol: str, done: Use) -> bool:
    """Whether one of several goroutines calls `Done`, by what a step of sync/atomic has answered."""
    function, paths = scene.unit.functions[symbol], scene.known.paths[symbol]
    tree = dominators(function)
    ways = {way for block in function.blocks if block.ops for way in one_of_several(block.ops[-1], paths)}
    return any(len(function.blocks[way].predecessors) == 1 and tree.dominates(way, done.point[0]) for way in ways)


def _handed(scene: _Scene, symbol: str) -> bool:
    """Whether a literal in the function, or what it is passed to, may call `Done` for it."""
    if any(name.startswith(symbol + "$") for name in scene.known.naming if _mentions(scene, name)):
        return True
    naming, paths = scene.known.naming[symbol], scene.known.paths[symbol]
    for block in scene.unit.functions[symbol].blocks:
        for op in block.ops:
            other = isinstance(op, (Call, Defer, Go)) and op.callee.symbol not in (ADD, DONE, WAIT, GO)
            args = op.args if other and isinstance(op, (Call, Defer, Go)) else ()
            if any(_is(scene, naming, paths, one) for one in args):
                return True
    return False


def _mentions(scene: _Scene, symbol: str) -> bool:
    return any(one.function == symbol for one in scene.uses)


# c: Wait before anything is counted.


def _early(scene: _Scene) -> Iterator[Misuse]:
    """The first `Add` comes after the start of the goroutine that waits."""
    adds = scene.of(ADD)
    for wait in scene.of(WAIT):
        for starter, at, point in scene.starts(wait.function):
            if any(one.function != starter for one in adds) or wait.function == starter:
                continue
            order = reach(scene.unit.functions[starter])
            behind = [one for one in adds if order.follows(point, one.point)]
            if behind and not any(order.follows(one.point, point) for one in adds):
                yield Misuse("early", starter, behind[0].at, behind[0].name, starter, at)


# d: the count gets below zero.


def _negative(scene: _Scene) -> Iterator[Misuse]:
    """`Done` without any `Add`, and a second `Done` of a goroutine that was counted once."""
    adds, done = scene.of(ADD), scene.of(DONE)
    family = scene.family()
    if not adds:
        if done and not any(op.callee.symbol == GO for one in family.values() for op in calls_of(one)):
            yield Misuse("negative", done[0].function, done[0].at, done[0].name, done[0].function, done[0].at)
        return
    starts = {place for symbol in {one.function for one in done} for place in scene.starts(symbol)}
    if any(one.count != 1 for one in adds) or len(adds) != len(starts) or not starts:
        return
    for first in done:
        function = scene.unit.functions[first.function]
        if not first.deferred or not scene.starts(first.function):
            continue
        tree, order = dominators(function), reach(function)
        for second in done:
            same = second.function == first.function and second.point != first.point
            if same and tree.dominates(first.point[0], second.point[0]) and order.follows(first.point, second.point):
                yield Misuse("negative", second.function, second.at, second.name, first.function, first.at)


def _counted(scene: _Scene) -> Iterator[Misuse]:
    """`Done` in a function that runs by `Go`, which counts it and calls `Done` itself, while each `Add` is for a
    goroutine of its own."""
    done = scene.of(DONE)
    by_go = _run_by_go(scene) if done else {}
    mine = [one for one in done if one.function in by_go and not scene.starts(one.function)]
    if not mine:
        return
    adds = scene.of(ADD)
    starts = {place for symbol in {one.function for one in done} for place in scene.starts(symbol)}
    if any(one.count != 1 for one in adds) or len(adds) != len(starts) or ("#" in scene.group and not _stays(scene)):
        return
    for one in mine:
        yield Misuse("counted", one.function, one.at, one.name, *by_go[one.function])


def _run_by_go(scene: _Scene) -> Mapping[str, tuple[str, int]]:
    """The functions that `Go` of the group runs, each with where."""
    found: dict[str, tuple[str, int]] = {}
    for symbol, paths in scene.known.paths.items():
        for _, call in paths.at(Call):
            if call.callee.symbol == GO and _is(scene, scene.known.naming[symbol], paths, call.args[0]):
                for target in targets(call.args[1], paths):
                    found.setdefault(target.symbol, (symbol, call.at))
    return found


# f: one goroutine at a time.


def _serial(scene: _Scene) -> Iterator[Misuse]:
    """`Wait` right behind the only goroutine that a round of a loop starts."""
    counted = {one.function for one in scene.of(DONE)}
    for wait in scene.of(WAIT):
        function, paths = scene.unit.functions[wait.function], scene.known.paths[wait.function]
        number, place = wait.point
        if wait.deferred or number not in blocks_in_cycles(function):
            continue
        started: list[tuple[int, Go]] = []
        for index, op in enumerate(function.blocks[number].ops[:place]):
            if isinstance(op, Go) and any(one.symbol in counted for one in callee_targets(op.callee, paths)):
                started.append((index, op))
        if len(started) != 1:
            continue
        between = function.blocks[number].ops[started[0][0] + 1 : place]
        if not any(isinstance(op, (Call, Go, Send, Defer)) for op in between):
            yield Misuse("serial", wait.function, wait.at, wait.name, wait.function, started[0][1].at)


# g: results after Done.


def _published(scene: _Scene) -> Iterator[Misuse]:
    """Deferred functions run in reverse: what is deferred before `Done` runs after it."""
    if not scene.of(WAIT):
        return
    for done in scene.of(DONE):
        if not done.deferred or not scene.starts(done.function):
            continue
        function, paths = scene.unit.functions[done.function], scene.known.paths[done.function]
        order = reach(function)
        for number, block in enumerate(function.blocks):
            for index, op in enumerate(block.ops):
                if not isinstance(op, Defer) or not order.follows((number, index), done.point):
                    continue
                for target in callee_targets(op.callee, paths):
                    if target.symbol.startswith(done.function + "$") and _publishes(scene, target.symbol, done):
                        yield Misuse("published", done.function, done.at, done.name, done.function, op.at)


def _publishes(scene: _Scene, symbol: str, done: Use) -> bool:
    """Whether a literal writes to a variable that was declared outside of the goroutine."""
    function, paths = scene.unit.functions.get(symbol), scene.known.paths.get(symbol)
    if function is None or paths is None:
        return False
    for block in function.blocks:
        for op in block.ops:
            if isinstance(op, (Store, MapWrite)):
                value = op.address if isinstance(op, Store) else op.map
                if _from_outside(function, paths, value, done.function):
                    return True
    return False


def _from_outside(function: Function, paths: Paths, value: int, goroutine: str) -> bool:
    for _ in range(16):
        op = paths.definition[value]
        match op:
            case FieldAddr() | IndexAddr():
                value = op.base
            case Load():
                value = op.address
            case FreeVar():
                owner = function.free[op.index].owner
                return owner != goroutine and not owner.startswith(goroutine + "$")
            case _:
                return False
    return False
