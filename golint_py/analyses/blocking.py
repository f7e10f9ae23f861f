"""What may wait for a long time while a lock is held that the function has taken itself.

Must-held locks, intra-procedural; what callees wait for by summaries bottom-up over static calls. Channel operations
count where the channel is not known to be buffered and no default clause goes on at once.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from golint_py.analyses.access_paths import Path, Paths, access_paths
from golint_py.analyses.callables import callee_targets
from golint_py.analyses.callgraph import call_graph
from golint_py.analyses.local_locks import locks_of
from golint_py.analyses.locations import Naming
from golint_py.analyses.tables import blocking_calls, lock_operations
from golint_py.analyses.unit import Unit
from golint_py.dataflow.summaries import bottom_up
from golint_py.ir.ops import Call, Defer, MakeChan, Op, Recv, Select, Send, Store
from golint_py.ir.program import Function

MAX_DEPTH = 4


class Wait(Struct, frozen=True, order=True):
    """What a function waits for: how many calls below, in words, the place, and the callee there."""

    depth: int
    what: str
    at: int
    callee: str = ""


class Blocked(Struct, frozen=True):
    """A wait at `at` with `lock` held."""

    function: str
    at: int
    lock: Path
    name: str
    wait: Wait


def blocked(unit: Unit) -> tuple[Blocked, ...]:
    """All of the package's production code, one for each place."""
    functions = {symbol: function for symbol, function in unit.functions.items() if not function.test}
    paths = {symbol: access_paths(function) for symbol, function in functions.items()}
    buffered = frozenset(_buffered(functions, paths))

    def summarise(symbol: str, known: Mapping[str, tuple[Wait, ...]]) -> tuple[Wait, ...]:
        function = functions[symbol]
        found = [wait for block in function.blocks for op in block.ops for wait in _waits(op, paths[symbol], function)]
        found = [wait for wait in found if wait.what not in buffered]
        found += _below(function, paths[symbol], known)
        return () if found and _gives_back(function, paths[symbol]) else tuple(sorted(found)[:1])

    known = bottom_up(call_graph(functions, lambda _: ()), summarise)
    return tuple(
        one for symbol in sorted(functions) for one in _held(functions[symbol], paths[symbol], known, buffered)
    )


def _buffered(functions: Mapping[str, Function], paths: Mapping[str, Paths]) -> Iterator[str]:
    """Waits for channels that are made with a buffer somewhere, in the words of `_channel`."""
    for symbol, function in functions.items():
        naming = Naming(function, paths[symbol], {})
        for block in function.blocks:
            for op in block.ops:
                if isinstance(op, Store):
                    made = paths[symbol].definition[op.value]
                    if isinstance(made, MakeChan) and made.size is not None:
                        yield "a send on " + naming.location(paths[symbol].of[op.address])


def _waits(op: Op, paths: Paths, function: Function) -> Iterator[Wait]:
    """What an operation itself may wait for."""
    match op:
        case Send():
            yield from _channel("a send on ", op.channel, op.at, paths, function)
        case Recv():
            yield from _channel("a receive from ", op.channel, op.at, paths, function)
        case Select() if op.blocking:
            yield Wait(0, "a select without a default clause", op.at)
        case Call():
            row = blocking_calls().get(op.callee.symbol)
            if row is not None:
                yield Wait(0, row.what, op.at)


def _channel(words: str, channel: int, at: int, paths: Paths, function: Function) -> Iterator[Wait]:
    made = paths.definition[channel]
    if isinstance(made, MakeChan) and made.size is not None:
        return
    location = Naming(function, paths, {}).location(paths.of[channel])
    if location and "[" not in location:
        yield Wait(0, words + location, at)


def _below(function: Function, paths: Paths, known: Mapping[str, tuple[Wait, ...]]) -> Iterator[Wait]:
    for block in function.blocks:
        for op in block.ops:
            if isinstance(op, Call | Defer) and op.callee.symbol not in lock_operations():
                for target in callee_targets(op.callee, paths):
                    for wait in known.get(target.symbol, ()):
                        if wait.depth < MAX_DEPTH and not target.interface:
                            yield Wait(wait.depth + 1, wait.what, op.at, target.symbol)


def _gives_back(function: Function, paths: Paths) -> bool:
    """Whether the function gives back, for a while at least, a lock that its callers hold."""
    if not _locks(function):
        return False
    locks = locks_of(function, paths)
    for number, block in enumerate(function.blocks):
        state = locks.entry[number]
        for op in block.ops if state is not None else ():
            if state is not None and state.released:
                return True
            state = locks.step(op, state) if state is not None else None
    return False


def _locks(function: Function) -> bool:
    operations = lock_operations()
    return any(isinstance(op, Call) and op.callee.symbol in operations for block in function.blocks for op in block.ops)


def _held(
    function: Function, paths: Paths, known: Mapping[str, tuple[Wait, ...]], buffered: frozenset[str]
) -> Iterator[Blocked]:
    if not _locks(function):
        return
    naming = Naming(function, paths, {})
    locks = locks_of(function, paths)
    told: set[int] = set()
    for number, block in enumerate(function.blocks):
        state = locks.entry[number]
        if state is None:
            continue
        for op in block.ops:
            held = sorted(hold for hold in state.acquired if hold.lock.root != "*")
            if held and op.at not in told:
                for wait in [one for one in _waits(op, paths, function) if one.what not in buffered] or _called(
                    op, paths, known
                ):
                    told.add(op.at)
                    yield Blocked(function.symbol, op.at, held[0].lock, naming.written(held[0].lock), wait)
                    break
            state = locks.step(op, state)


def _called(op: Op, paths: Paths, known: Mapping[str, tuple[Wait, ...]]) -> list[Wait]:
    if not isinstance(op, Call):
        return []
    return [
        Wait(wait.depth + 1, wait.what, op.at, target.symbol)
        for target in callee_targets(op.callee, paths)
        if not target.interface
        for wait in known.get(target.symbol, ())
    ]
