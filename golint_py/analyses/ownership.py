"""Which objects nobody else can have yet: allocated in this function and not yet given away.

Forward, may-publish, intra-procedural with summaries. An object is published when its address or map is stored into
something that is not itself owned, sent, put into a map, handed to a goroutine, captured by a literal that is kept, or
passed to a parameter whose summary publishes it. Callees that are not known publish nothing (unknown is silent).
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cache, lru_cache
from itertools import chain

from msgspec import Struct

from golint_py.analyses.access_paths import ELEMENT, ITEM, MAX_STEPS, RECEIVED, Part, Path, Paths, kept_arguments
from golint_py.analyses.access_paths import step as field_step
from golint_py.analyses.branches import Branches
from golint_py.analyses.facts import Outcome
from golint_py.analyses.giving import appended, gifts, is_plain
from golint_py.analyses.handing_on import NOBODY, receivers
from golint_py.analyses.reachability import Reach, Region, reached_without
from golint_py.analyses.tables import spawners
from golint_py.ir.operands import operands
from golint_py.ir.ops import (
    Alloc,
    BoundMethod,
    Call,
    Closure,
    FieldAddr,
    IndexAddr,
    MakeChan,
    MakeMap,
    MakeSlice,
    MapWrite,
    Op,
    Phi,
    Recv,
    Return,
    Send,
    Store,
)
from golint_py.ir.program import Function, ops_of
from golint_py.types.model import Pointer

# Functions out of sight whose result is a new object, by the convention of their names.
_MAKER = re.compile(r"[.)](New|Make|Create|Clone|Copy|DeepCopy|Parse|Build|Dup|Decode|Unmarshal)[A-Z0-9_]?\w*$")

# Operations whose result is always a new object.
_MAKING = frozenset({Alloc, MakeMap, MakeSlice, MakeChan, Closure, BoundMethod})


Point = tuple[int, int]
_BROUGHT = ("p", "f")  # roots of what callers and the function around bring


class Ownership(Struct, frozen=True, eq=False):
    """Fresh objects by root; where each of them, and each parameter, is published, and what can follow that without the
    object being made anew.

    `renewed` are the places of other objects to which this function stores a fresh one, with what can run before, and
    where it does; `replaced` those of copies that it makes itself.
    `kept` are those that this function neither publishes nor returns nor puts into another object; of the `parted` ones
    it may return a part, by the steps in `picked`, and it may put them into others of them. `calls` are those
    calls that publish something, but for those of library functions that start goroutines. `tokens` are elements of
    channels that this function receives and sends back to the same channel, with what follows until it receives one
    again. `holders` are by fresh object the roots of what it was put into, where nothing else has published it, `parts`
    the fields of each to which a pointer was put, with the root of that.
    """

    fresh: frozenset[str]
    published: dict[str, tuple[tuple[Point, Region], ...]]
    sites: dict[tuple[str, Point], frozenset[str]]
    renewed: tuple[tuple[Path, Region, frozenset[Point]], ...]
    replaced: tuple[tuple[Path, Region, frozenset[Point]], ...]
    kept: frozenset[str] = frozenset()
    parted: frozenset[str] = frozenset()
    picked: frozenset[tuple[str, ...]] = frozenset()
    calls: frozenset[Point] = frozenset()
    tokens: tuple[tuple[Path, tuple[Region, ...]], ...] = ()
    holders: Mapping[str, frozenset[str]] = {}
    parts: Mapping[str, frozenset[Part]] = {}

    def within(self, root: str, is_private: Callable[[str], bool], most: int = -1) -> Iterator[Part]:
        """What a fresh object leads to that is not private with it: the steps, and the root of the other object. Where
        more than `most` ways lead on, the longest are left out."""
        work: list[Part] = [((), root)]
        seen: set[Part] = set()
        for steps, root in work:
            if 0 <= most < len(seen):
                return
            parts = self.parts.get(root, frozenset())
            for more, inner in parts if most < 0 else sorted(parts):
                part = (steps + more, inner)
                if part in seen or len(part[0]) > MAX_STEPS:
                    continue
                seen.add(part)
                if inner in self.fresh and is_private(inner):
                    work.append(part)
                elif inner in self.fresh or inner[0] in "pg":
                    yield part

    def made(self, path: Path, point: Point) -> bool:
        """Whether this function made the object that the path begins at, or one that lies on it, and put it there."""
        if path.root in self.fresh:
            return True
        return any(path.starts_with(place) and not before.contains(point) for place, before, _ in self.renewed)

    def remade(self, path: Path, point: Point) -> bool:
        """Whether the path leads through a copy of an object, in which this function has put a fresh one since."""
        return any(path.starts_with(place) and not before.contains(point) for place, before, _ in self.replaced)

    def allocated(self, path: Path, point: Point) -> bool:
        """Whether the path is that of an object which this function made, or of the place where it put one."""
        if not path.steps:
            return path.root in self.fresh
        return bool(self.put_there(path, point))

    def put_there(self, path: Path, point: Point) -> frozenset[Point]:
        """Where this function puts a fresh object to the place that the path leads to, if all ways come by there."""
        found = [at for place, before, at in self.renewed if path == place and not before.contains(point)]
        return frozenset[Point]().union(*found)

    def owned(self, path: Path, point: Point) -> bool:
        """Whether the object that the path begins at is still private when the operation at `point` runs; or the path
        leads through one that is taken out of a channel, and put back when it is done with."""
        for token, after in self.tokens:
            if path.starts_with(token):
                return not any(region.contains(point) for region in after)
        return path.root in self.fresh and not self._given(path.root, point)

    def given(self, path: Path, point: Point) -> bool:
        """Whether this function may have published its parameter before: nobody's callers have it for themselves."""
        return path.root.startswith("p") and bool(self._given(path.root, point))

    def told_by_calls(self, path: Path, point: Point) -> bool:
        """Whether this function made the object, or got it, and only functions that it called can have given it to
        others."""
        known = path.root in self.fresh or path.root.startswith("p")
        return known and all(where in self.calls for where in self._given(path.root, point))

    def confined(self, path: Path, point: Point) -> frozenset[str]:
        """The spawn sites whose goroutines alone can have the object at that point, as far as this function gave it
        away; empty when that is not known."""
        if path.root not in self.fresh and not path.root.startswith("p"):
            return frozenset()
        return self._sites(path.root, self._given(path.root, point))

    def keeps(self, root: str, steps: tuple[str, ...]) -> bool:
        """Whether this function gives away nothing of an object that has the part to which the steps lead."""
        return root in self.parted and not any(steps[: len(part)] == part for part in self.picked)

    def parameters(self) -> frozenset[str]:
        """Parameters and captured variables that others may have afterwards."""
        return frozenset(root for root in self.published if root.startswith(_BROUGHT))

    def handed(self, root: str) -> frozenset[str]:
        """The spawn sites whose goroutines alone get a parameter; empty when that is not known, or none does."""
        return self._sites(root, self.points(root))

    def _sites(self, root: str, points: Iterable[Point]) -> frozenset[str]:
        found = [self.sites.get((root, where), NOBODY) for where in points]
        return frozenset().union(*found) if all(found) else NOBODY

    def _given(self, root: str, point: Point) -> list[Point]:
        return [where for where, region in self.published.get(root, ()) if region.contains(point)]

    def points(self, root: str) -> tuple[Point, ...]:
        """Where the object is published."""
        return tuple(where for where, _ in self.published.get(root, ()))


def ownership(
    function: Function,
    paths: Paths,
    outcomes: Mapping[str, Outcome],
    reach: Reach,
    is_lock: Callable[[Path], bool] = lambda _: False,
) -> Ownership:
    """Fresh objects of the function and their publication points. What comes out of channels that are locks is guarded
    by them, and not owned."""
    fresh: set[str] = set()
    made: dict[str, Point] = {}
    direct: dict[str, list[Point]] = {}
    inside: dict[str, list[tuple[str, Point]]] = {}  # container -> what was put into it, and where
    into: dict[str, set[str]] = {}  # object -> what else it was given to, "" for everybody
    for block_number, block in enumerate(paths.events):
        for index, op in block:
            kind = type(op)
            wholes = _wholes(op, paths, outcomes) if type(op) is Call else NOBODY
            if kind in _MAKING or (type(op) is Call and _makes(op, outcomes)) or (wholes and wholes <= fresh):
                object_made = f"v{op.result}"  # type: ignore[union-attr]
                fresh.add(object_made)
                for whole in wholes:
                    inside.setdefault(whole, []).append((object_made, (block_number, index)))
                made[object_made] = (block_number, index)
                for value in _kept_in(op, outcomes):
                    if type(op) is Closure or not is_plain(value, function, paths):
                        inside.setdefault(object_made, []).append((paths.of[value].root, (block_number, index)))
    for root, container, point in gifts(function, paths, outcomes, reach):
        if container is not None and container in fresh and container != root:
            inside.setdefault(container, []).append((root, point))
        elif container != root:
            direct.setdefault(root, []).append(point)
            into.setdefault(root, set()).add(container or "")
    for grown, root, point in appended(function, paths):
        inside.setdefault(grown, []).append((root, point))
    branches = Branches(function, paths.definition, reach)
    published = {
        root: tuple(
            (where, reached_without(function, where, _made_at(root, made), branches.closed(where[0])))
            for where in sorted(points)
        )
        for root, points in sorted(_all_points(direct, inside, into, reach).items())
        if root in fresh or root.startswith(_BROUGHT)
    }
    leaving = {point: _at(function, point) for found in published.values() for point, _ in found}
    passed_on = _passed_on(function, paths)
    given = {root for found in inside.values() for root, _ in found} | set(direct) | {path.root for path in passed_on}
    wholly = _with_contents(set(direct) | {path.root for path in passed_on if not path.steps}, inside)
    calls = frozenset(point for point, op in leaving.items() if type(op) is Call and op.callee.symbol not in spawners())
    kept = frozenset(fresh - given)
    tokens = tuple(sorted(_tokens(function, paths, is_lock), key=lambda token: repr(token[0])))
    renewed = tuple(_renewed(function, paths, fresh))

    @cache
    def contents(root: str) -> set[str]:
        return _with_contents({root}, inside)

    got = {point: receivers(function, op, paths, outcomes) for point, op in leaving.items()}
    sites = {
        (root, point): started
        for root, found in published.items()
        for point, _ in found
        if (who := got[point]) is not None and (started := who.of(root, contents))
    }
    return Ownership(
        fresh=frozenset(fresh),
        published=published,
        sites=sites,
        renewed=tuple(one for one in renewed if not one[0].root.startswith("v")),
        replaced=tuple(one for one in renewed if Path(one[0].root) in paths.copied),
        kept=kept,
        parted=frozenset(fresh - wholly),
        picked=frozenset(path.steps for path in passed_on if path.steps and path.root in fresh),
        calls=calls,
        tokens=tokens,
        parts={root: frozenset(found) for root, found in _parts(function, paths, outcomes).items() if root in fresh},
        holders={
            root: frozenset(found)
            for root, found in into.items()
            if root in fresh and "" not in found and len(published.get(root, ())) == len(set(direct[root]))
        },
    )


def _at(function: Function, point: Point) -> Op:
    return function.blocks[point[0]].ops[point[1]]


def _made_at(root: str, made: Mapping[str, Point]) -> frozenset[Point]:
    return frozenset({made[root]}) if root in made else frozenset()


def _tokens(
    function: Function, paths: Paths, is_lock: Callable[[Path], bool]
) -> Iterator[tuple[Path, tuple[Region, ...]]]:
    """Elements that a channel gets back from whoever received them, with what follows that."""
    given: dict[Path, list[Point]] = {}
    for point, send in paths.at(Send):
        channel = paths.of[send.channel]
        if paths.of[send.value] == channel.then(RECEIVED) and not is_lock(channel):
            given.setdefault(paths.of[send.value], []).append(point)
    for token, points in given.items():
        taken = frozenset(point for point, op in paths.at(Recv) if paths.of[op.channel].then(RECEIVED) == token)
        yield token, tuple(reached_without(function, point, taken) for point in points)


def _with_contents(given: set[str], inside: Mapping[str, Iterable[tuple[str, Point]]]) -> set[str]:
    """Objects that are given away, and what was put into them."""
    found, work = set(given), list(given)
    while work:
        for root, _ in inside.get(work.pop(), ()):
            if root not in found:
                found.add(root)
                work.append(root)
    return found


def _passed_on(function: Function, paths: Paths) -> set[Path]:
    """What is returned, or goes on under another name."""
    values = chain(
        (value for op in ops_of(function, Return) for value in op.values),
        (value for op in ops_of(function, Phi) for value in op.operands),
        (value for op in ops_of(function, Call) if op.callee.builtin for value in operands(op)),
    )
    return {paths.of[value] for value in values}


def _renewed(function: Function, paths: Paths, fresh: set[str]) -> Iterator[tuple[Path, Region, frozenset[Point]]]:
    places: dict[Path, set[Point]] = {}
    for point, op in paths.at(Store):
        if paths.of[op.value].root in fresh and not paths.of[op.value].steps:
            places.setdefault(paths.of[op.address], set()).add(point)
    for place, points in places.items():
        if place.steps or not place.root.startswith("v"):
            yield place, reached_without(function, (0, -1), frozenset(points)), frozenset(points)


def _all_points(
    direct: Mapping[str, list[Point]],
    inside: Mapping[str, list[tuple[str, Point]]],
    into: Mapping[str, set[str]],
    reach: Reach,
) -> dict[str, set[Point]]:
    """Where each object is published: itself, with what it was put into before (but for what only goes into itself), or
    by being put into what was published."""
    points = {root: set(found) for root, found in direct.items()}
    work = [root for root in inside if root in points]
    while work:
        container = work.pop()
        for root, put in inside.get(container, ()):
            if into.get(container) == {root}:
                continue
            known = points.setdefault(root, set())
            new = {put if _later(put, where, reach) else where for where in points[container]} - known
            if new:
                known |= new
                work.append(root)
    return points


def _later(put: Point, where: Point, reach: Reach) -> bool:
    """Whether something is put into an object when that was published before; not just in an earlier round of a loop
    that comes by both."""
    return reach.follows(where, put) and not (put[0] == where[0] and put[1] < where[1])


def _kept_in(op: Op, outcomes: Mapping[str, Outcome]) -> tuple[int, ...]:
    """The values that a new object refers to: what a literal captures, the receiver of a bound method, and what a
    constructor puts into its result."""
    if isinstance(op, Closure):
        return op.bindings
    if isinstance(op, BoundMethod):
        return (op.receiver,)
    outcome = outcomes.get(op.callee.symbol) if isinstance(op, Call) else None
    if outcome is None or not isinstance(op, Call):
        return ()
    return tuple(value for _, value in kept_arguments(op, outcome.inside))


def _parts(function: Function, paths: Paths, outcomes: Mapping[str, Outcome]) -> dict[str, set[Part]]:
    """What is put into the fields and elements of objects, here and by constructors."""
    found: dict[str, set[Part]] = {}
    for _, store in paths.at(Store):
        steps, whole = _way(store.address, paths)
        if steps and isinstance(function.types[store.value], Pointer):
            found.setdefault(whole, set()).add((steps, paths.of[store.value].root))
    for _, write in paths.at(MapWrite):
        if isinstance(function.types[write.value], Pointer):
            found.setdefault(paths.of[write.map].root, set()).add(((ELEMENT,), paths.of[write.value].root))
    for _, call in paths.at(Call):
        outcome = outcomes.get(call.callee.symbol)
        for steps, value in kept_arguments(call, outcome.inside) if outcome is not None else ():
            found.setdefault(f"v{call.result}", set()).add((steps, paths.of[value].root))
    return found


def _way(address: int, paths: Paths) -> Part:
    """The fields and elements that an address leads through, and the root of what has them."""
    steps: tuple[str, ...] = ()
    place = paths.definition[address]
    while isinstance(place, FieldAddr | IndexAddr):
        steps = (field_step(place.owner, place.field) if isinstance(place, FieldAddr) else ITEM, *steps)
        address = place.base
        place = paths.definition[address]
    return steps, paths.of[address].root


_TAKEN = "(*sync.Pool).Get"  # whoever takes an object out of a pool has it alone


def _makes(op: Call, outcomes: Mapping[str, Outcome]) -> bool:
    symbol = op.callee.symbol
    outcome = outcomes.get(symbol)
    if outcome is not None:
        return outcome.fresh_result and not op.callee.interface
    return not op.callee.builtin and _is_maker(symbol)


@lru_cache(1 << 12)
def _is_maker(symbol: str) -> bool:
    """Whether a function out of sight returns a new object, as its name says."""
    return symbol == _TAKEN or _MAKER.search(symbol) is not None


def _wholes(op: Call, paths: Paths, outcomes: Mapping[str, Outcome]) -> frozenset[str]:
    """The roots of the arguments of which the result is a part, if it is no new object; a call need not give any for
    the last parameter."""
    outcome = outcomes.get(op.callee.symbol)
    if outcome is None or not outcome.part_of or op.callee.interface:
        return NOBODY
    numbers = {int(root[1:]) for root in outcome.part_of}
    return frozenset(paths.of[value].root for number, value in enumerate(op.args) if number in numbers)
