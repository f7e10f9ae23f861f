"""Channels that hand functions over to a pool of workers: what is sent there runs in one of several goroutines.

A function that is started as a goroutine in a loop, or in several places, and calls what it receives from a channel of
an object or a package is a worker. Who sends a function there starts it, as far as order is concerned: nothing orders
it with what the sender does next, nor with what else was sent there. One worker alone runs one function after the
other, and is none. Groups that a worker tells about are what the ends of its functions are waited for by. Of what is in
sight of one package.
"""

from collections.abc import Iterator, Mapping

from golint_py.analyses.access_paths import RECEIVED, Path, Paths
from golint_py.analyses.callables import callee_targets
from golint_py.analyses.kept_functions import location_and_owner
from golint_py.analyses.locations import Naming
from golint_py.analyses.reachability import reach
from golint_py.analyses.tables import dones
from golint_py.ir.ops import Call, Defer, Go, Select, Send
from golint_py.ir.program import Function, ops_of
from golint_py.types.model import Signature

Point = tuple[int, int]
Steps = tuple[str, ...]
Pools = Mapping[str, tuple[Steps, ...]]
Handed = tuple[int, tuple[Path, ...]]  # a function value, and the groups by which its end is waited for

NO_POOLS: Pools = {}


def worker_pools(names: Mapping[str, Naming]) -> Pools:
    """By location of what is received, the groups that the workers tell, by their steps from the object with the
    channel. `names` are those of all functions, by symbol."""
    if not any(any(_sends(naming.function, naming.paths)) for naming in names.values()):
        return NO_POOLS
    pools: dict[str, set[Steps]] = {}
    for symbol in sorted(_workers(names)):
        naming = names[symbol]
        for call in ops_of(naming.function, Call):
            if call.callee.value is None or call.callee.symbol:
                continue
            path = naming.paths.of[call.callee.value]
            location, owner = location_and_owner(naming, path) if path.steps[-1:] == (RECEIVED,) else ("", path)
            if location:
                pools.setdefault(location, set()).update(_told(naming, owner))
    return {location: tuple(sorted(told)) for location, told in pools.items()}


def handed_to_workers(naming: Naming, pools: Pools) -> dict[Point, list[Handed]]:
    """Where the function sends functions to workers."""
    found: dict[Point, list[Handed]] = {}
    for point, channel, value in _sends(naming.function, naming.paths) if pools else ():
        location, owner = location_and_owner(naming, naming.paths.of[channel].then(RECEIVED))
        if location in pools:
            groups = tuple(owner.then(*steps) for steps in pools[location])
            found.setdefault(point, []).append((value, groups))
    return found


def _sends(function: Function, paths: Paths) -> Iterator[tuple[Point, int, int]]:
    """Where which function value is sent over which channel."""
    for point, send in paths.at(Send):
        if isinstance(function.types[send.value], Signature):
            yield point, send.channel, send.value
    for point, choice in paths.at(Select):
        for case in choice.cases:
            if case.value is not None and isinstance(function.types[case.value], Signature):
                yield point, case.channel, case.value


def _workers(names: Mapping[str, Naming]) -> set[str]:
    """Functions of which several goroutines run, and those that such a literal calls."""
    started: dict[str, int] = {}
    for naming in names.values():
        starts = naming.paths.at(Go)
        ways = reach(naming.function) if starts else None
        for (block, _), op in starts:
            again = ways is not None and ways.in_loop(block)
            for target in callee_targets(op.callee, naming.paths):
                started[target.symbol] = started.get(target.symbol, 0) + (2 if again else 1)
    found = {symbol for symbol, times in started.items() if times > 1 and symbol in names}
    literals = [names[symbol] for symbol in found if "$" in symbol]
    called = {
        target.symbol
        for naming in literals
        for call in ops_of(naming.function, Call)
        for target in callee_targets(call.callee, naming.paths)
    }
    return found | (called & names.keys())


def _told(naming: Naming, owner: Path) -> Iterator[Steps]:
    """The groups of the object that the function tells."""
    calls: list[Call | Defer] = [*ops_of(naming.function, Call), *ops_of(naming.function, Defer)]
    for call in calls:
        if call.callee.symbol in dones() and call.args:
            path = naming.paths.of[call.args[0]]
            if path.starts_with(owner):
                yield path.steps[len(owner.steps) :]
