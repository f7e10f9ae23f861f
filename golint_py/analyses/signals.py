"""What orders the accesses of a function beyond spawns and joins: signals that it gives, and those that it waits for.

Signals are sends, closes, `Done`, stores through sync/atomic, a flag set under a lock, and an unlock of a lock that
somebody else has taken; a receive is one as well, for who waits for room in the channel. Waits are their counterparts.
Both go by the location of the channel, group, variable or lock: which of several signals it was is not asked. After the
Go memory model (https://go.dev/ref/mem).
"""

from collections.abc import Iterable, Iterator
from functools import cache, cached_property
from itertools import chain

from golint_py.analyses.access_paths import Path, last_name
from golint_py.analyses.facts import Order
from golint_py.analyses.flags import Flag, flags, seen_atomically, seen_set, stores_atomically
from golint_py.analyses.frame import Frame
from golint_py.analyses.joins import Spawn, clauses, joined, told_by_callees, waiting
from golint_py.analyses.locksets import state_before
from golint_py.analyses.reachability import Region, reached_without
from golint_py.analyses.slot_locks import BOX
from golint_py.analyses.tables import dones, lock_operations, pipes, waits
from golint_py.analyses.trip_counts import Sum, capacity, trip_counts
from golint_py.analyses.unseen_methods import is_unseen, receiver
from golint_py.ir.dominators import natural_loops
from golint_py.ir.ops import (
    Alloc,
    Call,
    Closure,
    Const,
    Defer,
    Extract,
    Load,
    MakeChan,
    Op,
    Recv,
    Select,
    Send,
    Store,
)
from golint_py.ir.program import ops_of
from golint_py.types.model import Chan, Named, Pointer

Point = tuple[int, int]
Points = frozenset[Point]
Cycle = frozenset[int]  # blocks that lead to each other

NOTHING: frozenset[str] = frozenset()
NO_POINTS: Points = frozenset()
UNKNOWN = "?"  # a channel that has no name here: what a call returned
OF_AN_OBJECT = "of "  # before the location of a channel that a local variable's object holds
ROOM = "room "  # before that of a channel in which somebody waits for room, or of a pipe that is written to
RETURNS = ""  # in the place of a spawn site
UNLOCK = "unlock "  # before the name of a lock
FLAG = "flag "  # before the location of a variable
ATOMIC = "atomic "  # before that of one that is used through sync/atomic
OBJECT = "object in "  # before that of one whose object's methods are called, out of sight: no more than a perhaps


class Signals:
    """The signals and waits of one function."""

    def __init__(self, frame: Frame) -> None:
        self.frame = frame
        self._regions: dict[tuple[Point, Points, tuple[Cycle, ...]], Region] = {}
        self._cycles: dict[int, Cycle] = {}
        self._loops: dict[Points, tuple[Cycle, ...]] = {}
        self._orders: dict[Point, Order | None] = {}

    def order(self, point: Point) -> Order | None:
        """What orders an operation; None where the function neither signals nor waits."""
        if not self._speaks or not (self.tells or self.last or self.waits):
            return None
        if point not in self._orders:
            self._orders[point] = self._order(point)
        return self._orders[point]

    def told(self) -> frozenset[str]:
        """Everything that the function signals."""
        return (
            self.last.union(place for place in self.tells if not place.startswith(OBJECT)) if self._speaks else NOTHING
        )

    def sends(self) -> frozenset[str]:
        """The channels in fields and package variables that the function sends values on."""
        frame = self.frame
        sent = [send.channel for send in ops_of(frame.function, Send)]
        choices = ops_of(frame.function, Select)
        sent += [case.channel for choice in choices for case in choice.cases if case.value is not None]
        places = (frame.naming.location(frame.paths.of[channel]) for channel in sent)
        return frozenset(place for place in places if place and "#" not in place)

    @cached_property
    def _speaks(self) -> bool:
        """Whether anything in the function could be a signal or a wait."""
        function, outcomes = self.frame.function, self.frame.world.outcomes
        if self._shares or not function.by_kind.keys().isdisjoint((Send, Recv, Select)):
            return True
        calls: list[Call | Defer] = [*ops_of(function, Call), *ops_of(function, Defer)]
        for op in calls:
            symbol = op.callee.symbol
            if (op.callee.builtin and symbol == "close") or symbol in dones() or symbol in waits():
                return True
            if "/atomic." in symbol or symbol.endswith(").Wait"):
                return True
            if symbol in outcomes and (outcomes[symbol].waits or outcomes[symbol].tells):
                return True
        return False

    def relays(self) -> frozenset[tuple[str, str]]:
        """Pairs of what the function always waits for before it signals the other: it passes that on."""
        if not self._speaks or not (self.tells or self.last):
            return frozenset()
        ends = frozenset(self.frame.exits)
        told = {
            place: self.tells.get(place, NO_POINTS) | (ends if place in self.last else NO_POINTS)
            for place in self.told()
        }
        return frozenset(
            (awaited, place)
            for place, points in told.items()
            for awaited, barriers in self.waits.items()
            if awaited != place and not any(self.leads((0, -1), barriers, point) for point in points)
        )

    def made_after(self) -> frozenset[tuple[str, str]]:
        """The literals of the function, with what every way to where they are made waits for: they run later."""
        literals = ops_of(self.frame.function, Closure)
        if not literals or not self._speaks or not self.waits:
            return frozenset()
        made: dict[str, set[Point]] = {}
        for literal in literals:
            made.setdefault(literal.symbol, set()).add(self.frame.made[literal.result])
        return frozenset(
            (symbol, place)
            for symbol, points in made.items()
            for place, barriers in self.waits.items()
            if not any(self.leads((0, -1), barriers, point) for point in points)
        )

    def sequences(self) -> frozenset[tuple[str, str, str]]:
        """Pairs of spawn sites, with what every way from the first to the second waits for; and (`RETURNS` for the
        second) with the captured variables whose objects are asked for something before the function returns."""
        spawns = [spawn for spawn in self.frame.goroutines.spawns if spawn.runs]
        if not spawns or not self._speaks:
            return frozenset()
        return self._asked_by_then(spawns) | frozenset(
            (before, after, place)
            for first in spawns
            for second in spawns
            if first is not second and self.frame.reach.follows(first.point, second.point)
            for place, points in self.waits.items()
            if not self.leads(first.point, points, second.point)
            for before in first.sites
            for after in second.sites
        )

    def _asked_by_then(self, spawns: list[Spawn]) -> frozenset[tuple[str, str, str]]:
        return frozenset(
            (site, RETURNS, place)
            for place, points in self.waits.items()
            if place.startswith(OBJECT)
            for spawn in spawns
            if not any(self.leads(spawn.point, points, end) for end in self.frame.exits)
            for site in spawn.sites
        )

    def leads(self, start: Point, barriers: Points, point: Point) -> bool:
        """Whether some way from the start to the point meets no barrier. A loop with a barrier is taken to be entered
        where neither of the two is in it."""
        loops = tuple([one for one in self._around(barriers) if start[0] not in one and point[0] not in one])
        region = self._regions.get((start, barriers, loops))
        if region is None:
            every = barriers.union((block, 0) for loop in loops for block in loop)
            every |= self._not_taken(start, every)
            region = reached_without(self.frame.function, start, every)
            self._regions[start, barriers, loops] = region
        return region.contains(point)

    def _around(self, barriers: Points) -> tuple[Cycle, ...]:
        """The loops that barriers are in."""
        found = self._loops.get(barriers)
        if found is None:
            blocks = {block for block, _ in barriers if self.frame.reach.in_loop(block)}
            found = self._loops[barriers] = tuple(dict.fromkeys(map(self._cycle, sorted(blocks))))
        return found

    def _not_taken(self, start: Point, barriers: Points) -> Points:
        """Where branches on a flag begin that no way from the start takes: it is set on all of them, and taken down
        behind the barriers only."""
        found: set[Point] = set()
        for flag in self._flags:
            before = reached_without(self.frame.function, start, barriers | flag.sets)
            if not before.contains(flag.branch):
                region = reached_without(self.frame.function, start, barriers)
                if not any(region.contains(point) for point in flag.others):
                    found.add((flag.unset, 0))
        return frozenset(found)

    @cached_property
    def _flags(self) -> tuple[Flag, ...]:
        return tuple(flags(self.frame.function, self.frame.paths))

    def _cycle(self, block: int) -> Cycle:
        """The blocks that can be entered after a block of a loop and lead back to it."""
        found = self._cycles.get(block)
        if found is None:
            after = self.frame.reach.after
            found = frozenset(other for other in range(len(after)) if after[block] >> other & after[other] >> block & 1)
            self._cycles[block] = found
        return found

    def _order(self, point: Point) -> Order:
        reach, waits = self.frame.reach, self.waits
        ends = self._panics(point[0])
        later = {place: [at for at in points if reach.follows(point, at)] for place, points in self.tells.items()}
        back = {place: [at for at in points if self._before(place, at, point)] for place, points in later.items()}
        return Order(
            after=frozenset(place for place, points in waits.items() if not self.leads((0, -1), points, point)),
            passed=frozenset(
                (site, place)
                for spawn in self.frame.goroutines.spawns
                if reach.follows(spawn.point, point)
                for place, points in waits.items()
                if not self.leads(spawn.point, points, point)
                for site in spawn.sites
            ),
            tells=self.last.union(
                place for place, points in later.items() if points or (ends and not self._told_before(place, point))
            ),
            again=frozenset(place for place, points in back.items() if points),
            between=frozenset(
                (told, place)
                for told, starts in back.items()
                for place, points in waits.items()
                if starts and not any(self.leads(start, points, point) for start in starts)
            ),
        )

    def _panics(self, block: int) -> bool:
        """Whether every way on from a block ends in a panic, or the like."""
        reach, blocks = self.frame.reach, self.frame.function.blocks
        ahead = [number for number in range(len(blocks)) if number == block or reach.after[block] >> number & 1]
        returning = {number for number, _ in self.frame.exits}
        return not any(number in returning or reach.in_loop(number) for number in ahead)

    def _told_before(self, place: str, point: Point) -> bool:
        """Whether a signal may have come before the point."""
        return any(self.frame.reach.follows(at, point) for at in self.tells[place])

    def _before(self, place: str, at: Point, point: Point) -> bool:
        """Whether a signal may have come before a point: by the channel that is there, not by one that a loop had in an
        earlier round."""
        if not self.frame.reach.follows(at, point):
            return False
        declared = self._declared.get(place, NO_POINTS)
        return not declared or reached_without(self.frame.function, at, declared).contains(point)

    @cached_property
    def _declared(self) -> dict[str, Points]:
        """Where loops declare captured variables, or make the channels in them, by location."""
        places = {
            int(path.root[1:]): meaning.location
            for path, meaning in self.frame.naming.variables.items()
            if path.root[0] == "v" and not path.steps
        }
        found: dict[str, set[Point]] = {}
        for number, block in enumerate(self.frame.function.blocks) if places else ():
            for index, op in enumerate(block.ops) if self.frame.reach.in_loop(number) else ():
                place = places.get(op.result, "") if type(op) is Alloc or type(op) is MakeChan else ""
                if place:
                    found.setdefault(place, set()).add((number, index))
        return {place: frozenset(points) for place, points in found.items()}

    # -- waits ----------------------------------------------------------------------------------------------------

    @cached_property
    def waits(self) -> dict[str, Points]:
        """By place the points where the function has waited for it."""
        found: dict[str, set[Point]] = {}
        for place, point in self._all_waits():
            if not self._is_lock(place):
                found.setdefault(place or UNKNOWN, set()).add(point)
        return {place: frozenset(points) for place, points in found.items()}

    def _all_waits(self) -> Iterator[tuple[str, Point]]:
        frame = self.frame
        location = frame.naming.location
        atomic = any("/atomic." in call.callee.symbol for _, call in frame.paths.at(Call))
        for block in frame.function.blocks if atomic else ():
            for path, target in seen_atomically(block.ops[-1], frame.paths) if block.ops else ():
                yield ATOMIC + location(path), (target, 0)
        for point, op in waiting(frame.paths):
            yield from ((place, point) for place in self._awaited(op, frame.goroutines.joins.get(point, [])))
        for point, later in frame.paths.at(Defer):
            joins = joined(later, frame.paths, frame.world.outcomes)
            yield from ((place, point) for place in self._awaited(later, joins))
        for channel, point in self._clauses(sends=False):
            yield from ((place, point) for place in self._names(channel))
        yield from self._waits_for_room()
        yield from ((UNLOCK + name, point) for name, point in self._locks(taken=True))
        yield from self._flags_seen()

    def _awaited(self, op: Op, joins: Iterable[tuple[str, Path]]) -> Iterator[str]:
        """What an operation waits for, the `joins`, or may wait for."""
        frame = self.frame
        location = frame.naming.location
        if frame.function.test and isinstance(op, Call) and op.callee.symbol.endswith(").Accept"):
            yield UNKNOWN  # the test makes the connection
        for path in self._perhaps_awaited(op):
            yield location(path)
        yield from self._read_from(op)
        if type(op) is Call:
            yield from (ROOM + place for place in self._written_to(op) if place)
        yield from self._asked(op)
        for _, path in joins:
            yield from self._names(path)

    def _names(self, path: Path) -> Iterator[str]:
        """The location of a channel or group that is waited for; and that of one that the object in a variable holds,
        which may be others' business."""
        location = self.frame.naming.location(path)
        yield location
        if location and path.root.startswith("v") and path.steps:
            yield OF_AN_OBJECT + location

    def _perhaps_awaited(self, op: Op) -> Iterator[Path]:
        """Channels and groups that a call gives to a function out of sight, which may wait for them."""
        frame = self.frame
        if type(op) is not Call or op.callee.symbol.startswith("(*sync."):
            return
        if not is_unseen(op, frame.paths, frame.world.outcomes):
            return
        for value in op.args:
            value = frame.paths.unconverted(value)
            kind = frame.function.types[value]
            held = getattr(kind, "elem", None) if isinstance(kind, Pointer) else kind
            if isinstance(held, Chan) or getattr(held, "name", "") == "sync.WaitGroup":
                yield frame.paths.of[value]

    def _read_from(self, op: Op) -> Iterator[str]:
        """The writing ends of pipes whose other end a call gets: it may return when something was written."""
        for value in op.args if type(op) is Call and self._pipes and not op.callee.builtin else ():
            yield from self._pipes.get(self.frame.paths.of[self.frame.paths.unconverted(value)], ())

    @cached_property
    def _pipes(self) -> dict[Path, tuple[str, ...]]:
        """By path of the reading end of a pipe that is made here, the locations of the writing end."""
        paths, location = self.frame.paths, self.frame.naming.location
        made = {op.result for _, op in paths.at(Call) if op.callee.symbol in pipes()}
        ends: dict[tuple[int, int], list[Path]] = {}
        for end in ops_of(self.frame.function, Extract) if made else ():
            if end.tuple in made:
                kept = [paths.of[op.address] for op in ops_of(self.frame.function, Store) if op.value == end.result]
                ends[end.tuple, end.index] = [paths.of[end.result], *kept]
        return {
            read: tuple(filter(None, map(location, ends.get((pipe, 1), ()))))
            for (pipe, index), found in ends.items()
            for read in (found if index == 0 else ())
        }

    def _asked(self, op: Op) -> Iterator[str]:
        """The captured variable whose object a method out of sight is called on: one of them may wait for what another
        one does."""
        paths, outcomes = self.frame.paths, self.frame.world.outcomes
        asked = receiver(op, paths, outcomes) if type(op) is Call and self._shares else None
        load = paths.definition[asked] if asked is not None else None
        place = self.frame.naming.location(paths.of[load.address]) if type(load) is Load else ""
        if "#" in place:
            yield OBJECT + place

    def _clauses(self, sends: bool) -> Iterator[tuple[Path, Point]]:
        """Channels of the clauses of selects that send, or that receive, with where the clause begins."""
        paths = self.frame.paths
        for block in self.frame.function.blocks if paths.at(Select) else ():
            for case, target in clauses(block.ops[-1], paths) if block.ops else ():
                if (case.value is not None) == sends:
                    yield paths.of[case.channel], (target, 0)

    def _waits_for_room(self) -> Iterator[tuple[str, Point]]:
        """Sends that return when somebody has received: where a channel has no room, or is full by then."""
        frame = self.frame
        places: dict[str, list[Point]] = {}
        for point, send in frame.paths.at(Send):
            places.setdefault(frame.naming.location(frame.paths.of[send.channel]), []).append(point)
        for channel, point in self._clauses(sends=True):
            places.setdefault(frame.naming.location(channel), []).append(point)
        for place, points in places.items():
            size = max(frame.world.rooms.get(place, 1), 1)
            once = [point for point in points if not frame.reach.in_loop(point[0])]
            for point in once if place else ():
                if sum(frame.tree.precedes(before, point) for before in once) + 1 >= size:
                    yield ROOM + place, point
        for point, send in frame.paths.at(Send):
            channel = frame.paths.of[send.channel]
            for end in self._filled(point[0], channel) if frame.reach.in_loop(point[0]) else ():
                yield ROOM + frame.naming.location(channel), (end, 0)

    def _filled(self, block: int, channel: Path) -> Iterator[int]:
        """What comes behind a loop that sends in this block, as often as the channel has room: then it is full (`for
        range cap(sem) { sem <- token }`)."""
        function, paths = self.frame.function, self.frame.paths
        around = [loop for loop in natural_loops(function) if block in loop.blocks]
        loop = min(around, key=lambda one: len(one.blocks), default=None)
        if loop is None:
            return
        again = [number for number in loop.blocks if loop.header in function.blocks[number].successors]
        if all(self.frame.tree.dominates(block, number) for number in again):
            sizes = (Sum(channel.then("cap"), 0), capacity(function, paths, channel))
            yield from (end for count, end in trip_counts(function, paths, loop) if count in sizes)

    def _flags_seen(self) -> Iterator[tuple[str, Point]]:
        """Where a captured variable that was looked at under a lock was found set."""
        frame = self.frame
        for block in frame.function.blocks if self._has_locks and self._shares else ():
            for load, target in seen_set(block.ops[-1], frame.paths) if block.ops else ():
                place = frame.naming.location(frame.paths.of[load.address])
                if "#" in place and self._locked(frame.made[load.result]):
                    yield FLAG + place, (target, 0)

    # -- signals --------------------------------------------------------------------------------------------------

    @cached_property
    def tells(self) -> dict[str, Points]:
        """By place the points where the function signals it."""
        found: dict[str, set[Point]] = {}
        for place, point in self._all_signals():
            if place and not self._is_lock(place):
                found.setdefault(place, set()).add(point)
        return {place: frozenset(points) for place, points in found.items()}

    def _is_lock(self, place: str) -> bool:
        """Whether it is a channel with what its lock guards: that is taken out in any order."""
        slots = self.frame.world.slots
        return bool(slots) and slots.get(place.removeprefix(ROOM)) == BOX

    def _all_signals(self) -> Iterator[tuple[str, Point]]:
        frame = self.frame
        location, of = frame.naming.location, frame.paths.of
        for point, send in frame.paths.at(Send):
            yield location(of[send.channel]), point
        for point, call in frame.paths.at(Call):
            yield self._told_by(call), point
            yield from ((location(path), point) for path in told_by_callees(call, frame.paths, frame.world.outcomes))
            yield from ((place, point) for place in (*self._asked(call), *self._written_to(call)))
            yield from ((ROOM + place, point) for place in self._read_from(call))
        for point, choice in frame.paths.at(Select):
            for case in choice.cases:
                yield ("" if case.value is None else location(of[case.channel])), point
        for point, receive in frame.paths.at(Recv):
            if not receive.comma_ok and location(of[receive.channel]):
                yield ROOM + location(of[receive.channel]), point
        for channel, point in self._clauses(sends=False):
            if location(channel):
                yield ROOM + location(channel), point
        yield from ((UNLOCK + name, point) for name, point in self._locks(taken=False))
        yield from self._flags_set()

    @cached_property
    def last(self) -> frozenset[str]:
        """What the function signals when it returns."""
        deferred = ops_of(self.frame.function, Defer)
        paths, outcomes = self.frame.paths, self.frame.world.outcomes
        inside = (path for op in deferred for path in told_by_callees(op, paths, outcomes))
        told = chain(
            map(self._told_by, deferred), map(self.frame.naming.location, inside), *map(self._written_to, deferred)
        )
        return frozenset(told) - {""}

    def _written_to(self, op: Call | Defer) -> Iterator[str]:
        """The writing ends of pipes that a call gets, where they are captured variables."""
        for value in op.args if self._shares and not op.callee.builtin else ():
            value = self.frame.paths.unconverted(value)
            kind = self.frame.function.types[value]
            if isinstance(kind, Pointer) and isinstance(kind.elem, Named) and kind.elem.name in _writing_ends():
                yield self.frame.naming.location(self.frame.paths.of[value])

    def _told_by(self, op: Call | Defer) -> str:
        """What a call signals that closes a channel, tells a group that it has done, or stores through sync/atomic."""
        callee = op.callee
        plain = (callee.builtin and callee.symbol == "close") or callee.symbol in dones()
        if not op.args or not (plain or stores_atomically(callee)):
            return ""
        place = self.frame.naming.location(self.frame.paths.of[op.args[0]])
        return place if plain or not place else ATOMIC + place

    def _flags_set(self) -> Iterator[tuple[str, Point]]:
        """Stores of a constant to a captured variable, under a lock."""
        frame = self.frame
        for point, store in frame.paths.at(Store) if self._has_locks and self._shares else ():
            value = frame.paths.definition[store.value]
            place = frame.naming.location(frame.paths.of[store.address])
            if "#" in place and isinstance(value, Const) and value.value and not store.init and self._locked(point):
                yield FLAG + place, point

    @cached_property
    def _shares(self) -> bool:
        """Whether the function shares captured variables with others."""
        return any("#" in meaning.location for meaning in self.frame.naming.variables.values())

    # -- locks ----------------------------------------------------------------------------------------------------

    @cached_property
    def _has_locks(self) -> bool:
        return any(state is not None and state.acquired for state in self.frame.locks.entry) or any(
            call.callee.symbol in lock_operations() for _, call in self.frame.paths.at(Call)
        )

    def _locked(self, point: Point) -> bool:
        state = state_before(self.frame.function, self.frame.locks, point)
        return state is not None and bool(state.acquired)

    def _locks(self, taken: bool) -> Iterator[tuple[str, Point]]:
        """Captured locks that the function takes, or gives back without having taken them, by name."""
        frame = self.frame
        for point, call in frame.paths.at(Call) if self._shares else ():
            operation = lock_operations().get(call.callee.symbol)
            if operation is None or not call.args or operation.conditional or bool(operation.acquire) != taken:
                continue
            lock = frame.naming.lock(frame.paths.of[call.args[0]])
            if "#" in last_name(lock) and (taken or not self._locked(point)):
                yield last_name(lock), point


@cache
def _writing_ends() -> frozenset[str]:
    return frozenset(pipe.writer for pipe in pipes().values())
