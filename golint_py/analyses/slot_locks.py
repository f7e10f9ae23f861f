"""Mutexes that are none by type: channels with one slot, and semaphores of weight one.

A channel made with room for one token is a mutex where a function puts the token in and takes it out again (or the
other way about, when it was filled before): whoever has put it in owns what the channel guards. Told by all channels
that are put into a field or variable in sight, and by functions that do both; a channel that one function fills and
another one empties hands something over. The token may be what is guarded: a map that a function takes out of the
channel, and puts back.
"""

from collections.abc import Iterator, Mapping

from golint_py.analyses.access_paths import RECEIVED, Path, Paths
from golint_py.analyses.callables import callee_targets
from golint_py.analyses.channels import placed
from golint_py.analyses.facts import WRITE
from golint_py.analyses.joins import clauses
from golint_py.analyses.locations import Naming
from golint_py.ir.dominators import dominators
from golint_py.ir.ops import Call, Const, Defer, Go, Recv, Return, Select, Send, Store
from golint_py.ir.program import Function, ops_of
from golint_py.types.model import Basic, Chan, Named, Pointer, StructType

SEND, RECEIVE, ACQUIRE = "send", "receive", "acquire"  # what takes the lock
BOX = "take out"  # a receive, of what the lock guards

_WEIGHTED = "(*golang.org/x/sync/semaphore.Weighted)."

_NEW_WEIGHTED = "golang.org/x/sync/semaphore.NewWeighted"
_SEMAPHORE = Pointer(Named("golang.org/x/sync/semaphore.Weighted"))
_TOKENS = frozenset({StructType(()), Basic("bool")})

Point = tuple[int, int]


def slot_locks(names: Mapping[str, Naming], rooms: Mapping[str, int]) -> dict[str, str]:
    """By location of the channel or semaphore what takes the lock. `names` are those of all functions, by symbol,
    `rooms` the sizes of channels."""
    found: dict[str, set[str]] = {}
    slots = {location for location, size in rooms.items() if size == 1}
    boxes = {location for naming in names.values() for location in _sent_back(naming)} & slots if slots else slots
    if slots:
        slots &= boxes.union(*map(_of_tokens, names.values()))
    for symbol in names if slots else ():
        for location, how in _pairs(names, symbol, slots):
            found.setdefault(location, set()).add(how)
    for naming in names.values():
        for location, how in _weights(naming):
            found.setdefault(location, set()).add(how)
    return {
        location: BOX if location in boxes and how == {RECEIVE} else next(iter(how))
        for location, how in found.items()
        if len(how) == 1 and location and "" not in how
    }


def _takes(taken_by: str, how: str) -> bool:
    """Whether a send or a receive takes the lock."""
    return taken_by == how or (taken_by == BOX and how == RECEIVE)


def _weights(naming: Naming) -> Iterator[tuple[str, str]]:
    """Where a function puts semaphores: "acquire" for those of weight one, "" for others."""
    paths, types = naming.paths, naming.function.types
    made: dict[int, str] = {}
    for call in ops_of(naming.function, Call):
        if call.callee.symbol == _NEW_WEIGHTED and call.args:
            weight = paths.definition[call.args[0]]
            made[call.result] = ACQUIRE if isinstance(weight, Const) and weight.value == 1 else ""
    yield from placed(naming, made)
    for store in ops_of(naming.function, Store):
        kind = types[store.value]
        if type(kind) is Pointer and kind == _SEMAPHORE and paths.unconverted(store.value) not in made:
            yield naming.location(paths.of[store.address]), ""


def _sent_back(naming: Naming) -> Iterator[str]:
    """Channels to which a function sends what it, or who made the literal, has received from them."""
    of = naming.paths.of
    for send in ops_of(naming.function, Send):
        location = naming.location(of[send.channel])
        if location and naming.location(of[send.value]) == location + RECEIVED:
            yield location


def _pairs(names: Mapping[str, Naming], symbol: str, slots: set[str]) -> Iterator[tuple[str, str]]:
    """Channels that the function takes and gives back, with what takes them."""
    function = names[symbol].function
    if function.by_kind.keys().isdisjoint((Send, Recv, Select)):
        return
    points: dict[tuple[str, str], list[Point]] = {}
    for location, how, point in _uses(names[symbol]):
        if location in slots:
            points.setdefault((location, how), []).append(point)
    for location in sorted({location for location, _ in points}):
        later = _deferred(names, symbol, location)
        sends, receives = points.get((location, SEND), []), points.get((location, RECEIVE), [])
        if _precedes(function, sends, receives) or (RECEIVE in later and sends and not receives):
            yield location, SEND
        if _precedes(function, receives, sends) or (SEND in later and receives and not sends):
            yield location, RECEIVE
        for start, ends in _goroutines(names, symbol, location):
            if SEND in ends and _precedes(function, receives, [start]):
                yield location, RECEIVE
            if RECEIVE in ends and _precedes(function, sends, [start]):
                yield location, SEND


def _uses(naming: Naming) -> Iterator[tuple[str, str, Point]]:
    """Sends and receives, each with where it has happened."""
    for channel, how, point in _operations(naming):
        if isinstance(naming.function.types[channel], Chan):
            yield naming.location(naming.paths.of[channel]), how, point


def _of_tokens(naming: Naming) -> set[str]:
    """The channels of tokens that the function uses."""
    channels = {channel for channel, _, _ in _operations(naming)}
    kinds = ((channel, naming.function.types[channel]) for channel in channels)
    tokens = (channel for channel, kind in kinds if isinstance(kind, Chan) and kind.elem in _TOKENS)
    return {naming.location(naming.paths.of[channel]) for channel in tokens}


def _operations(naming: Naming) -> Iterator[tuple[int, str, Point]]:
    paths = naming.paths
    yield from ((send.channel, SEND, point) for point, send in paths.at(Send))
    yield from ((receive.channel, RECEIVE, point) for point, receive in paths.at(Recv))
    for block in naming.function.blocks if paths.at(Select) else ():
        for case, target in clauses(block.ops[-1], paths) if block.ops else ():
            yield case.channel, RECEIVE if case.value is None else SEND, (target, 0)


def _deferred(names: Mapping[str, Naming], symbol: str, location: str) -> set[str]:
    """What the literals that a function defers do with a channel."""
    found: set[str] = set()
    for later in ops_of(names[symbol].function, Defer):
        for target in callee_targets(later.callee, names[symbol].paths):
            if target.symbol.startswith(symbol + "$") and target.symbol in names:
                found |= {how for place, how, _ in _uses(names[target.symbol]) if place == location}
    return found


def _goroutines(names: Mapping[str, Naming], symbol: str, location: str) -> Iterator[tuple[Point, set[str]]]:
    """Where a function starts goroutines, with what those do with a channel when they end: what was taken for one is
    handed to it."""
    paths = names[symbol].paths
    for point, start in paths.at(Go):
        for target in callee_targets(start.callee, paths):
            if target.symbol in names:
                ending = _at_the_end(names[target.symbol], location)
                yield point, _deferred(names, target.symbol, location) | ending


def _at_the_end(naming: Naming, location: str) -> set[str]:
    """What a function does with a channel on every way to its end."""
    blocks = enumerate(naming.function.blocks)
    ends = [(number, len(block.ops)) for number, block in blocks if block.ops and isinstance(block.ops[-1], Return)]
    tree = dominators(naming.function)
    return {
        how
        for place, how, point in _uses(naming)
        if place == location and ends and all(tree.precedes(point, end) for end in ends)
    }


def _precedes(function: Function, first: list[Point], second: list[Point]) -> bool:
    """Whether every way to one of the second points has come by one of the first."""
    if not first or not second:
        return False
    tree = dominators(function)
    return any(tree.precedes(one, other) for one in first for other in second)


def tokens_of(
    function: Function, paths: Paths, naming: Naming, slots: Mapping[str, str]
) -> dict[int, tuple[Path, str]]:
    """Operations (by identity) that take the token of a slot (in a mode), or give it back ("")."""
    return dict(_tokens(function, paths, naming, slots)) if slots else {}


def chosen(
    function: Function, paths: Paths, naming: Naming, slots: Mapping[str, str]
) -> dict[tuple[int, int], tuple[Path, str]]:
    """Edges into clauses of a select that take the token of a slot (in a mode), or give it back ("")."""
    return dict(_chosen(function, paths, naming, slots)) if slots and paths.at(Select) else {}


def _tokens(
    function: Function, paths: Paths, naming: Naming, slots: Mapping[str, str]
) -> Iterator[tuple[int, tuple[Path, str]]]:
    used = [(op, op.channel, SEND) for _, op in paths.at(Send)] + [
        (op, op.channel, RECEIVE) for _, op in paths.at(Recv)
    ]
    for op, channel, how in used:
        path = paths.of[channel]
        taken_by = slots.get(naming.location(path), ACQUIRE)
        if taken_by != ACQUIRE:
            yield id(op), (naming.lock(path), WRITE if _takes(taken_by, how) else "")
    calls: list[Call | Defer] = [*ops_of(function, Call), *ops_of(function, Defer)]
    for call in calls:
        if call.callee.symbol.startswith(_WEIGHTED) and call.args:
            path, method = paths.of[call.args[0]], call.callee.symbol.removeprefix(_WEIGHTED)
            if slots.get(naming.location(path)) == ACQUIRE and method in ("Acquire", "Release"):
                yield id(call), (naming.lock(path), WRITE if method == "Acquire" else "")


def _chosen(
    function: Function, paths: Paths, naming: Naming, slots: Mapping[str, str]
) -> Iterator[tuple[tuple[int, int], tuple[Path, str]]]:
    for number, block in enumerate(function.blocks):
        for case, target in clauses(block.ops[-1], paths) if block.ops else ():
            path = paths.of[case.channel]
            taken_by = slots.get(naming.location(path), ACQUIRE)
            if taken_by != ACQUIRE:
                how = RECEIVE if case.value is None else SEND
                yield (number, target), (naming.lock(path), WRITE if _takes(taken_by, how) else "")
