"""Where a function starts goroutines, what joins them, and which points can run beside them.

A point is parallel to a spawn when some way leads from the spawn to the point without passing a join of it: before the
spawn and after the join the two are ordered. Joins: `Wait` of the group that the goroutine reports to, a receive that
only its last send or its close satisfies. Intra-procedural with summaries; may.
"""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain

from msgspec import Struct, structs

from golint_py.analyses.access_paths import Path, Paths
from golint_py.analyses.callables import (
    Bound,
    Target,
    callee_frame,
    callee_targets,
    given,
    runs_again,
    runs_argument,
    targets,
    translate,
)
from golint_py.analyses.facts import SERVING, Outcome
from golint_py.analyses.handlers import field_called
from golint_py.analyses.joins import Joined, Spawn, all_joined, barriers, end_of, settled, signals_of
from golint_py.analyses.reachability import Reach, Region, reached_without
from golint_py.analyses.tables import Spawner, serving, spawners
from golint_py.analyses.worker_pools import Handed
from golint_py.ir.ops import (
    BoundMethod,
    Call,
    Closure,
    Defer,
    FieldAddr,
    FuncRef,
    Go,
    MapWrite,
    Op,
    Return,
    RunDefers,
    Select,
    Send,
    Store,
)
from golint_py.ir.program import Function, ops_of
from golint_py.knowledge.load import plain

Point = tuple[int, int]
Run = tuple[Target, tuple[int, ...]]  # a function, with the arguments of its parameters
Earlier = tuple[tuple[Point | None, frozenset[str]], ...]
_FUNCTIONS = (Closure, BoundMethod, FuncRef)
_LEAVING = (Call, Return, Store, Send, MapWrite)
RUN_SUBTEST = "(*testing.T).Run"
NO_SITES: frozenset[str] = frozenset()


class Goroutines(Struct, frozen=True, eq=False):
    """The spawns of a function, and what can run beside them.

    `unjoined` are, by end (see `end_of`), the points that some way reaches without waiting for that end. `joins` are
    what the function waits for, see `all_joined`.
    """

    spawns: tuple[Spawn, ...]
    parallel: tuple[Region, ...]
    unjoined: tuple[tuple[str, Region], ...] = ()
    joins: Joined = {}

    def ordered(self, point: Point) -> frozenset[str]:
        """Sites that cannot run beside the point: not started yet on any way to it, or joined on every way; and the
        ends that every way to it has waited for. What the operation there starts itself is not among them: it may run
        beside what else the operation does."""
        if not self.spawns and not self.unjoined:
            return NO_SITES
        sites: set[str] = set()
        started: set[str] = set()
        for spawn in self.spawns:
            sites |= spawn.sites
            if spawn.point == point:
                started |= spawn.sites
        return frozenset(sites - started - self.beside(point)) | self.waited(point)

    def waited(self, point: Point) -> frozenset[str]:
        """Ends that every way to the point has waited for."""
        return frozenset(end for end, region in self.unjoined if not region.contains(point))

    def apart(self, spawn: Spawn) -> frozenset[str]:
        """Sites whose goroutines cannot run beside those of a spawn: each one was joined before the other starts."""
        beside: set[str] = set(spawn.sites)
        others: set[str] = set()
        own = self.running(spawn)
        for other, region in zip(self.spawns, self.parallel, strict=True):
            after = region.contains(spawn.point) or own.contains(other.point)
            if after or other.point == spawn.point or other.kind == "parallel-test":
                beside |= other.sites
            others |= other.sites
        return frozenset(others - beside) | self.waited(spawn.point)

    def running(self, spawn: Spawn) -> Region:
        """Where what a spawn starts may run."""
        return self.parallel[self.spawns.index(spawn)]

    def scoped(self, spawn: Spawn, exits: Iterable[Point]) -> bool:
        """Whether what a spawn starts has ended whenever the function returns."""
        region = self.running(spawn)
        return not any(region.contains(point) for point in exits)

    def ended(self, exits: Sequence[Point]) -> frozenset[str]:
        """Sites whose goroutines have ended whenever the function returns."""
        ended: set[str] = set()
        running: set[str] = set()
        for spawn in self.spawns:
            (ended if self.scoped(spawn, exits) else running).update(spawn.sites)
        return frozenset(ended - running)

    def many(self, spawn: Spawn) -> bool:
        """Whether several of what the spawn starts can run at once: it is in a loop that does not wait for its end."""
        return spawn.many or (not spawn.awaited and self.running(spawn).contains(spawn.point))

    def repeated(self, point: Point) -> Earlier:
        """Sites of goroutines that a call at the point starts, and that may run already, each with the point from which
        a way leads here that does not wait for them; None where the callee starts them again and again."""
        called = [spawn for spawn in self.spawns if spawn.kind == "inner" and spawn.point == point]
        sites = frozenset(site for spawn in called for site in spawn.sites)
        found: list[tuple[Point | None, frozenset[str]]] = [(None, spawn.sites) for spawn in called if spawn.many]
        for spawn, region in zip(self.spawns, self.parallel, strict=True) if called else ():
            if spawn.kind in ("go", "inner") and not spawn.sites.isdisjoint(sites) and region.contains(point):
                found.append((spawn.point, spawn.sites & sites))
        return tuple(found)

    def beside(self, point: Point) -> frozenset[str]:
        """Sites whose goroutines may run beside the point."""
        found: set[str] = set()
        for spawn, region in zip(self.spawns, self.parallel, strict=True):
            if spawn.kind == "parallel-test":
                continue
            if region.contains(point):
                found |= spawn.sites
        return frozenset(found) if found else NO_SITES


def goroutines(
    function: Function,
    paths: Paths,
    outcomes: Mapping[str, Outcome],
    reach: Reach,
    pooled: Mapping[Point, Sequence[Handed]],
) -> Goroutines:
    """All spawns of the function. `pooled` are the functions that it hands to workers."""
    spawns: list[Spawn] = []
    gives = not function.test and not function.by_kind.keys().isdisjoint(_FUNCTIONS)
    deferred = paths.at(Defer)
    for number, block in enumerate(paths.events):
        loop = reach.in_loop(number)
        for index, op in block:
            if type(op) is Go:
                spawns.extend(_go(function, paths, outcomes, op, (number, index), loop))
            elif type(op) is Call and not op.callee.builtin:
                spawns.extend(_call(function, paths, outcomes, op, (number, index), loop))
            elif type(op) is RunDefers:
                for place, call in deferred:
                    if not call.callee.builtin and reach.follows(place, (number, index)):
                        again = reach.in_loop(place[0])
                        spawns.extend(_call(function, paths, outcomes, call, (number, index), again))
            for value, groups in pooled.get((number, index), ()):
                spawns.extend(_pooled(function, paths, outcomes, op, value, groups, (number, index), loop))
            if gives and isinstance(op, _LEAVING):
                spawns.extend(_given_away(function, paths, outcomes, op, (number, index), loop))
    joins = all_joined(paths, outcomes)
    unjoined = tuple(_unjoined(function, joins))
    if not spawns:
        return Goroutines((), (), unjoined, joins)
    senders = Counter(path for spawn in spawns for kind, path in spawn.joins if kind == "send")
    quiet = settled(paths)

    def region(spawn: Spawn) -> Region:
        ends = quiet | barriers(function, paths, outcomes, joins, spawn, reach, senders)
        return reached_without(function, spawn.point, ends)

    return Goroutines(tuple(spawns), tuple(_one_by_one(spawn, region) for spawn in spawns), unjoined, joins)


def _one_by_one(spawn: Spawn, region: Callable[[Spawn], Region]) -> Region:
    """Where what a spawn starts may run. A receive in the loop that starts goroutines is of the last one, where each
    way round meets one: there is no other."""
    found = region(spawn)
    if spawn.loop and spawn.joins and found.contains(spawn.point):
        alone = region(structs.replace(spawn, loop=False))
        return found if alone.contains(spawn.point) else alone
    return found


def _unjoined(function: Function, joins: Joined) -> Iterator[tuple[str, Region]]:
    """For each end that the function waits for the points that can be reached without that."""
    points: dict[str, set[Point]] = {}
    for point, found_there in joins.items():
        for kind, path in found_there:
            end = end_of(kind, path)
            if end:
                points.setdefault(end, set()).add(point)
    for end, found in points.items():
        yield end, reached_without(function, (0, -1), frozenset(found))


def _go(
    function: Function, paths: Paths, outcomes: Mapping[str, Outcome], op: Go, point: Point, loop: bool
) -> list[Spawn]:
    site = f"{function.symbol}@{op.at}"
    found = callee_targets(op.callee, paths)
    joins: set[tuple[str, Path]] = set()
    for target in found:
        outcome = outcomes.get(target.symbol)
        if outcome is not None:
            joins |= signals_of(outcome, target, op.args, paths)
    runs = tuple((target, op.args) for target in found)
    runs += tuple(_run_within(runs, paths, outcomes))
    if op.callee.symbol and op.callee.symbol not in outcomes and not op.callee.interface:
        handed = tuple((target, ()) for value in op.args for target in targets(value, paths))
        runs += handed  # a function out of sight runs them in this goroutine
        joins |= _all_signal(handed, paths, outcomes)
    ended, nested = _nested(function, runs, paths, outcomes, op, point, loop)
    served = [_serving(op, point, loop)] if plain(op.callee.symbol) in serving() else []
    return [Spawn(point, op.at, "go", ended | {site}, runs, loop, False, frozenset(joins)), *nested, *served]


def _serving(op: Call | Defer | Go, point: Point, loop: bool) -> Spawn:
    """The handlers, which run when somebody serves."""
    return Spawn(point, op.at, "serve", frozenset((SERVING,)), (), loop, True, frozenset())


def _pooled(
    function: Function,
    paths: Paths,
    outcomes: Mapping[str, Outcome],
    op: Op,
    value: int,
    groups: tuple[Path, ...],
    point: Point,
    loop: bool,
) -> list[Spawn]:
    """A function that one of several workers runs."""
    runs = tuple((target, ()) for target in targets(value, paths))
    if not runs or not isinstance(op, Send | Select):
        return []
    joins = _all_signal(runs, paths, outcomes) | {("done", group) for group in groups}
    ended, nested = _nested(function, runs, paths, outcomes, op, point, loop)
    site = f"{function.symbol}@{op.at}"
    return [Spawn(point, op.at, "go", ended | {site}, runs, loop, False, frozenset(joins)), *nested]


def _run_within(runs: Iterable[Run], paths: Paths, outcomes: Mapping[str, Outcome]) -> Iterator[Run]:
    """The functions that those which a goroutine runs are given, or have captured, and call without a lock."""
    for target, args in runs:
        outcome = outcomes.get(target.symbol)
        roots = callee_frame(target, args, paths)
        for place, held in sorted(outcome.calls, key=repr) if outcome is not None else ():
            if not held.locks and not held.maybe:
                yield from ((called, ()) for called in given(place, roots, paths, outcomes) if called.symbol)


def _call(
    function: Function,
    paths: Paths,
    outcomes: Mapping[str, Outcome],
    op: Call | Defer,
    point: Point,
    loop: bool,
) -> list[Spawn]:
    """A library function that runs its argument elsewhere, or a function that starts goroutines itself."""
    symbol = op.callee.symbol
    site = f"{function.symbol}@{op.at}"
    spawner = spawners().get(symbol)
    if symbol == RUN_SUBTEST and len(op.args) == 3:
        return _subtest(paths, outcomes, op, point, loop, site)
    if spawner is not None:
        return _registered(function, paths, outcomes, op, point, loop, spawner)
    spawns = [_serving(op, point, loop)] if plain(symbol) in serving() else []
    for target in callee_targets(op.callee, paths) if not symbol or symbol in outcomes else ():
        outcome = outcomes.get(target.symbol)
        if outcome is None:
            continue
        roots = callee_frame(target, op.args, paths)
        for place, kind, many in sorted(outcome.starts):
            runs = tuple((started, ()) for started in given(place, roots, paths, outcomes))
            indirect = place in outcome.indirect
            if runs:
                joins = {end for _, end in _ends(outcome, roots, paths)}
                joins |= _all_signal(runs, paths, outcomes)
                ended, nested = _nested(function, runs, paths, outcomes, op, point, loop)
                spawns += nested
                spawns.append(
                    Spawn(
                        point, op.at, kind, ended | {site}, runs, loop, many, frozenset(joins), target.symbol,
                        waits=indirect or (kind == "go" and place in outcome.joined),
                        awaited=place in outcome.awaited,
                        indirect=indirect,
                    )
                )  # fmt: skip
        spawns.extend(_inner(outcome, roots, paths, op, point, loop and not target.listed))
    for value in dict.fromkeys(op.args):
        for target in targets(value, paths):
            outcome = outcomes.get(target.symbol)
            if outcome is not None and outcome.spawns and runs_argument(op, value, paths, outcomes):
                many = runs_again(op, value, paths, outcomes)
                spawns.extend(_inner(outcome, callee_frame(target, (), paths), paths, op, point, loop, many))
    return spawns


def _nested(
    function: Function,
    runs: tuple[Run, ...],
    paths: Paths,
    outcomes: Mapping[str, Outcome],
    op: Call | Defer | Go | Send | Select,
    point: Point,
    loop: bool,
) -> tuple[frozenset[str], list[Spawn]]:
    """What the functions start that a goroutine runs: the sites that have ended when it has, and the other ones.

    Where the goroutine runs this function again, what that starts is waited for as it is here.
    """
    ended: set[str] = set()
    running: list[Spawn] = []
    for target, args in runs:
        outcome = outcomes.get(target.symbol)
        if outcome is not None and outcome.spawns:
            ended |= outcome.ended | outcome.ended_well
            ended |= {site for site in outcome.spawns if site.startswith(f"{function.symbol}@")}
            running += _running(
                outcome, outcome.spawns - ended, callee_frame(target, args, paths), paths, "nested", op, point, loop
            )
    return frozenset(ended), running


def _inner(
    outcome: Outcome,
    roots: Bound,
    paths: Paths,
    op: Call | Defer,
    point: Point,
    loop: bool,
    many: bool = False,
) -> Iterator[Spawn]:
    """What a function that runs here, perhaps `many` times, starts."""
    ended = outcome.ended | outcome.ended_well
    yield from _running(outcome, outcome.spawns - ended, roots, paths, "inner", op, point, loop, many)
    if ended:
        yield Spawn(point, op.at, "inner", ended, (), loop, False, frozenset(), waits=True)


def _running(
    outcome: Outcome,
    sites: Set[str],
    roots: Bound,
    paths: Paths,
    kind: str,
    op: Call | Defer | Go | Send | Select,
    point: Point,
    loop: bool,
    many: bool = False,
) -> Iterator[Spawn]:
    """Goroutines of these sites, which a function starts and does not wait for, by what it can be waited for. A receive
    counts for one of them."""
    joins: dict[str, set[tuple[str, Path]]] = {site: set() for site in sites}
    for site, end in _ends(outcome, roots, paths):
        if site in joins:
            joins[site].add(end)
    alike: dict[tuple[frozenset[tuple[str, Path]], str], set[str]] = {}
    for site, ends in sorted(joins.items()):
        alone = site if any(end == "send" for end, _ in ends) else ""
        alike.setdefault((frozenset(ends), alone), set()).add(site)
    for (told, _), together in alike.items():
        yield Spawn(point, op.at, kind, frozenset(together), (), loop or many, many, told)


def _ends(outcome: Outcome, roots: Bound, paths: Paths) -> Iterator[tuple[str, tuple[str, Path]]]:
    """What the goroutines that a function starts do last, by their sites, in the frame of its caller."""
    for site, end, path in sorted(outcome.ends):
        here = translate(path, roots, paths)
        if here is not None:
            yield site, (end, here)


def _all_signal(runs: tuple[Run, ...], paths: Paths, outcomes: Mapping[str, Outcome]) -> set[tuple[str, Path]]:
    """What each of the functions signals at its end, whoever starts it."""
    found: list[set[tuple[str, Path]]] = []
    for target, args in runs:
        outcome = outcomes.get(target.symbol)
        found.append(signals_of(outcome, target, args, paths) if outcome is not None else set())
    return set.intersection(*found) if found else set()


def _given_away(
    function: Function,
    paths: Paths,
    outcomes: Mapping[str, Outcome],
    op: Call | Return | Store | Send | MapWrite,
    point: Point,
    loop: bool,
) -> Iterator[Spawn]:
    """Functions that libraries call from goroutines of their own, by their parameters or by the field that they are put
    into, where they leave this function: kept, returned, or passed to a function that does not call them itself."""
    field = ""
    if isinstance(op, Call):
        values = _not_called(paths, outcomes, op)
    elif isinstance(op, Return):
        values = op.values
    else:
        values = (op.value,)
        if isinstance(op, Store):
            place = paths.definition[op.address]
            if op.address in paths.functions:
                return  # a variable of this function
            called = field_called(place.owner, place.field) if isinstance(place, FieldAddr) else None
            if called is not None and not (
                called.kept and not _goes_further(function, paths, paths.of[op.address].root)
            ):
                field = called.thread
    for value in values:
        by_kind: dict[str, list[Run]] = {}
        for target in targets(value, paths):
            outcome = outcomes.get(target.symbol)
            kind = field or (outcome.thread if outcome is not None else "")
            if kind:
                by_kind.setdefault(kind, []).append((target, ()))
        for kind, runs in by_kind.items():
            site = f"{function.symbol}@{op.at}"
            yield Spawn(point, op.at, kind, frozenset({site}), tuple(runs), loop, False, frozenset())


def _goes_further(function: Function, paths: Paths, root: str) -> bool:
    """Whether an object made here is stored, sent or returned, and not just passed to calls."""
    kept: list[Store | Send | MapWrite] = [*ops_of(function, Store), *ops_of(function, Send)]
    kept += ops_of(function, MapWrite)
    values = chain((op.value for op in kept), (value for op in ops_of(function, Return) for value in op.values))
    whole = Path(root)
    return any(paths.of[value] == whole for value in values)


def _not_called(paths: Paths, outcomes: Mapping[str, Outcome], op: Call) -> tuple[int, ...]:
    """Arguments of a call that the callee neither calls nor starts, as far as it is in sight."""
    if op.callee.builtin or op.callee.symbol in spawners():
        return ()
    used: set[int] = set()
    for target in callee_targets(op.callee, paths):
        outcome = outcomes.get(target.symbol)
        if outcome is not None:
            roots = callee_frame(target, op.args, paths)
            ran = {place for place, _ in outcome.calls} | {place for place, _, _ in outcome.starts}
            for place in ran:
                value = roots.get(place.root)
                if isinstance(value, int) and not place.steps:
                    used.add(value)
    return tuple(value for value in op.args if value not in used)


def _subtest(
    paths: Paths, outcomes: Mapping[str, Outcome], op: Call | Defer, point: Point, loop: bool, site: str
) -> list[Spawn]:
    """`t.Run` of a body that calls `t.Parallel`: it goes on beside its siblings when the parent has returned."""
    found = targets(op.args[2], paths)
    parallel = [target for target in found if (outcome := outcomes.get(target.symbol)) is not None and outcome.parallel]
    if not parallel:
        return []
    runs = tuple((target, ()) for target in parallel)
    return [Spawn(point, op.at, "parallel-test", frozenset({site}), runs, loop, False, frozenset())]


def _registered(
    function: Function,
    paths: Paths,
    outcomes: Mapping[str, Outcome],
    op: Call | Defer,
    point: Point,
    loop: bool,
    spawner: Spawner,
) -> list[Spawn]:
    if spawner.argument >= len(op.args):
        return []
    found = targets(op.args[spawner.argument], paths)
    joins = {("done", paths.of[op.args[0]])} if spawner.argument == 1 else set()
    runs: tuple[Run, ...] = tuple((target, ()) for target in found)
    runs += tuple(_run_within(runs, paths, outcomes))
    ended, nested = _nested(function, runs, paths, outcomes, op, point, loop)
    joined_by = frozenset(joins)
    many, waits = spawner.many, spawner.waits
    sites = ended | {f"{function.symbol}@{op.at}"}
    return [Spawn(point, op.at, spawner.thread, sites, runs, loop, many, joined_by, waits=waits), *nested]
