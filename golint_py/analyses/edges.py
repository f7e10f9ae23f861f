"""Who runs whom: calls, deferred calls, starts of goroutines and hand-overs of function values, with what they pass."""

from collections.abc import Callable, Iterable, Iterator

from golint_py.analyses.access_paths import Part, Path, is_element, through
from golint_py.analyses.callables import (
    Target,
    begun_at,
    callee_frame,
    callee_targets,
    given,
    named,
    own_places,
    targets,
)
from golint_py.analyses.callbacks import perhaps_under, run_by_implementers
from golint_py.analyses.claims import claimed
from golint_py.analyses.facts import CLAIMED, ENCODE, ONCE, Argument, Edge, Held, Hold
from golint_py.analyses.frame import Frame
from golint_py.analyses.function_lists import run_here
from golint_py.analyses.goroutines import NO_SITES, Earlier
from golint_py.analyses.joins import Spawn, end_of
from golint_py.analyses.kept_functions import held_there
from golint_py.analyses.locksets import MustHold, State
from golint_py.analyses.map_accesses import compose
from golint_py.analyses.pieces import picked
from golint_py.analyses.reachability import reached_without
from golint_py.analyses.shown_maps import OWN_WAY
from golint_py.analyses.tables import map_call, once_functions, onces, spawners
from golint_py.ir.operands import operands
from golint_py.ir.ops import Call, Callee, FieldOf, Go, Load, MapWrite, Op, Return, Send, Store
from golint_py.types.model import Basic, Chan, Map, Named, Pointer

Point = tuple[int, int]
_NOTHING: frozenset[Part] = frozenset()


def call_edges(
    frame: Frame, callee: Callee, args: tuple[int, ...], at: int, point: Point, held: Held
) -> Iterator[Edge]:
    """Edges of a call or of a deferred call when it runs: to its callees, and to the function values that it is
    given."""
    if callee.builtin:
        return
    ordered = frame.ordered(point)
    beside = frame.goroutines.beside(point)
    found = callee_targets(callee, frame.paths)
    for target in found:
        later = _started_later(frame, target, found, point)
        for symbol in _reached(frame, target):
            if frame.leads(symbol):
                arguments = _arguments(frame, target, args, point, later)
                weak = _uncertain(frame, target)
                yield Edge(at, "call", symbol, arguments, held, ordered | later, beside - later, weak=weak)
        yield from _captured_edges(frame, target, args, at, point, held)
    for target, given_there in _kept_there(frame, callee, args, found):
        arguments = _arguments(frame, target, given_there, point)
        yield Edge(at, "call", target.symbol, arguments, held, ordered, beside)
    for symbol, arguments in _encoding(frame, callee, args, point):
        yield Edge(at, "call", symbol, arguments, held, ordered, beside)
    if callee.symbol in spawners() or any(spawn.point == point for spawn in frame.goroutines.spawns if spawn.runs):
        return
    for value in args:
        for handed in targets(value, frame.paths):
            if handed.symbol in frame.world.functions:
                yield from _handed(frame, callee, found, args, value, handed, at, point, held, ordered)
                yield from _captured_edges(frame, handed, (), at, point, held)


def _started_later(frame: Frame, target: Target, found: Iterable[Target], point: Point) -> frozenset[str]:
    """The sites that only this function of a list, or those behind it, start when the list is gone through."""
    if not target.listed:
        return NO_SITES
    behind: set[str] = set()
    others = {site for spawn in frame.goroutines.spawns if spawn.point != point for site in spawn.sites}
    for one in found:
        outcome = frame.world.outcomes.get(one.symbol)
        if outcome is not None:
            (behind if one is target or one.listed > target.listed else others).update(outcome.spawns)
    return frozenset(behind - others)


def _encoding(
    frame: Frame, callee: Callee, args: tuple[int, ...], point: Point
) -> Iterator[tuple[str, tuple[Argument, ...]]]:
    """The methods of what a library encodes that it calls in place of reading the fields."""
    known = map_call(callee.symbol)
    for number in known.reads if known is not None and known.shows == ENCODE else ():
        value = frame.paths.unconverted(args[number]) if number < len(args) else -1
        kind = frame.function.types[value] if value >= 0 else None
        kind = kind.elem if isinstance(kind, Pointer) else kind
        if isinstance(kind, Named):
            methods = (f"({pointer}{kind.name}).{name}" for name in OWN_WAY[ENCODE] for pointer in ("*", ""))
            for symbol in methods:
                if symbol in frame.world.functions:
                    yield symbol, _arguments(frame, Target(symbol, bound=(value,)), (), point)


def _reached(frame: Frame, target: Target) -> tuple[str, ...]:
    """The callee; of an interface's method the implementers here, and itself for those of other packages."""
    return (*frame.reached(target.symbol), target.symbol) if target.interface else (target.symbol,)


def _uncertain(frame: Frame, target: Target) -> bool:
    """Whether the callee is one of several implementers."""
    return target.interface and not frame.world.sole(target.symbol)


def _captured_edges(
    frame: Frame, target: Target, args: tuple[int, ...], at: int, point: Point, held: Held
) -> Iterator[Edge]:
    """Functions that the callee calls, and has captured or finds in a field: they run within this call."""
    outcome = frame.world.outcomes.get(target.symbol)
    if outcome is None or not outcome.calls:
        return
    roots = callee_frame(target, args, frame.paths)
    brought = [one for one in outcome.calls if one[0].root.startswith("f") or one[0].steps]
    for place, inner in sorted(brought, key=repr):
        for called in given(place, roots, frame.paths, frame.world.outcomes):
            if called.symbol in frame.world.functions:
                yield Edge(
                    at,
                    "call",
                    called.symbol,
                    _arguments(frame, called, (), point),
                    compose(held, inner, roots, frame),
                    frame.ordered(point),
                    frame.goroutines.beside(point),
                )


def _handed(
    frame: Frame,
    callee: Callee,
    callees: tuple[Target, ...],
    args: tuple[int, ...],
    value: int,
    handed: Target,
    at: int,
    point: Point,
    held: Held,
    ordered: frozenset[str],
) -> Iterator[Edge]:
    """A function value passed to a callee: run by it here (perhaps under its locks), started elsewhere, or kept.

    A callee that is not known is taken to run it here.
    """
    arguments = _arguments(frame, handed, (), point)
    beside = frame.goroutines.beside(point)
    if callee.symbol in onces() and args:
        held = _with(held, Hold(frame.naming.lock(frame.paths.of[args[0]]), ONCE))
    elif callee.symbol in once_functions():
        yield Edge(at, "stored", handed.symbol, arguments, Held((Hold(_kept_in(frame, point), ONCE),)), ordered)
        return
    outcomes = [(target, frame.world.outcomes.get(target.symbol)) for target in callees]
    known = [(target, outcome) for target, outcome in outcomes if outcome is not None]
    if not known:
        for inner in run_by_implementers(frame, callees, args, value):
            held = perhaps_under(held, compose(held, inner, callee_frame(callees[0], args, frame.paths), frame))
        yield Edge(at, "call", handed.symbol, arguments, held, ordered, beside, handed=callee.symbol or "?")
        return
    for target, outcome in known:
        roots = callee_frame(target, args, frame.paths)
        own = own_places(roots, value)
        if any(place in own for place, _, _ in outcome.starts):
            continue  # a spawn, see `spawn_edges`
        calls = sorted(outcome.calls, key=repr)
        called = [compose(held, inner, roots, frame) for place, inner in calls if place in own]
        for inner in called:
            for other in called:
                inner = perhaps_under(inner, other)
            yield Edge(at, "call", handed.symbol, arguments, inner, ordered, beside)
        if not called and not handed.brought:
            later = [inner for place, inner in sorted(outcome.later, key=repr) if place in own]
            for inner in later or [Held()]:
                yield Edge(at, "stored", handed.symbol, arguments, compose(Held(), inner, roots, frame), ordered)


def _with(held: Held, hold: Hold) -> Held:
    return Held(tuple(sorted({*held.acquired, hold})), held.released, held.maybe)


def _kept_in(frame: Frame, point: Point) -> Path:
    """The variable that the result of a call is stored to; a lock that cannot be told where it is not."""
    made = frame.function.blocks[point[0]].ops[point[1]]
    for block in frame.function.blocks:
        for op in block.ops:
            if isinstance(op, Store) and isinstance(made, Call) and op.value == made.result:
                return frame.paths.of[op.address]
    return Path("*")


def spawn_edges(frame: Frame, spawn: Spawn) -> Iterator[Edge]:
    """Edges to what a spawn starts."""
    site = f"{frame.function.symbol}@{spawn.at}"
    ends = frozenset(end for kind, path in spawn.joins if (end := end_of(kind, path)))
    scoped = frame.goroutines.scoped(spawn, frame.exits)
    held = _around(frame, spawn) if scoped else Held()
    for flag in claimed(frame, spawn.point) if spawn.kind == "go" else ():
        held = _with(held, Hold(flag, CLAIMED))
    apart = frame.goroutines.apart(spawn)
    alone = not frame.goroutines.many(spawn)
    for target, args in (*spawn.runs, *_started_there(frame, spawn)):
        for symbol in _reached(frame, target):
            if frame.leads(symbol):
                yield Edge(
                    at=spawn.at,
                    kind=spawn.kind,
                    callee=symbol,
                    arguments=_started(frame, target, args, spawn),
                    held=held,
                    ordered=apart | {site} if target.listed and alone else apart,
                    many=frame.goroutines.many(spawn) and not target.listed,
                    site=site,
                    weak=_uncertain(frame, target) or spawn.awaited or spawn.indirect,
                    ends=ends,
                    scoped=scoped,
                    handed=spawn.through,
                    listed=bool(target.listed),
                )


def _started_there(frame: Frame, spawn: Spawn) -> Iterator[tuple[Target, tuple[int, ...]]]:
    """What a `go` starts that some other function has put where it is found, with the arguments."""
    op = frame.function.blocks[spawn.point[0]].ops[spawn.point[1]]
    if isinstance(op, Go) and spawn.kind == "go":
        yield from _kept_there(frame, op.callee, op.args, [target for target, _ in spawn.runs])


def _kept_there(
    frame: Frame, callee: Callee, args: tuple[int, ...], found: Iterable[Target]
) -> Iterator[tuple[Target, tuple[int, ...]]]:
    """What some other function has put where a callee is found that nothing else tells, with the arguments that it
    gets: none are told of one that has its receiver already."""
    if callee.value is not None and not any(target.symbol for target in found):
        for target, bound in held_there(frame.naming, callee.value, frame.world.kept):
            yield target, () if bound else args


def _around(frame: Frame, spawn: Spawn) -> Held:
    """The locks that are held from the start of a goroutine until it has ended."""
    running = frame.goroutines.running(spawn)
    joined: State | None = None
    for number, block in enumerate(frame.paths.events):
        state = frame.locks.entry[number]
        if state is None:
            continue
        for index, op in block:
            starts = (number, index) == spawn.point
            if starts:
                joined = MustHold().join(joined, state)
            state = frame.locks.step(op, state)
            if starts or running.contains((number, index)):
                joined = MustHold().join(joined, state)
    return frame.locks.held(joined) if joined is not None else Held()


KEEPING = frozenset({Store, Send, MapWrite, Return})  # what `kept_edges` is asked about


def kept_edges(frame: Frame, op: Op, point: Point) -> Iterator[Edge]:
    """Function values that are stored, sent or returned: somebody may call them, nobody knows when."""
    values: tuple[int, ...]
    if type(op) is Store or type(op) is Send or type(op) is MapWrite:
        values, kind = (op.value,), "stored"
    elif type(op) is Return:
        values, kind = op.values, "returned"
    else:
        return
    for value in values:
        for kept in targets(value, frame.paths):
            if kept.symbol not in frame.world.functions or _called_cell(frame, op) or value in run_here(frame.paths):
                continue
            if not kept.brought and not _started_at(frame, kept.symbol, point):  # its maker returns it for others
                yield Edge(op.at, kind, kept.symbol, _arguments(frame, kept, (), point), Held())


def _started_at(frame: Frame, symbol: str, point: Point) -> bool:
    """Whether the operation at the point starts the function."""
    spawns = (spawn for spawn in frame.goroutines.spawns if spawn.point == point)
    return any(target.symbol == symbol for spawn in spawns for target, _ in spawn.runs)


def _called_cell(frame: Frame, op: Op) -> bool:
    """A local variable that holds a literal is called where its calls stand."""
    return isinstance(op, Store) and op.address in frame.paths.functions


def _arguments(
    frame: Frame, target: Target, args: tuple[int, ...], point: Point, later: frozenset[str] = NO_SITES
) -> tuple[Argument, ...]:
    """What a callee is given; `later` are sites that nothing before this call has started."""
    found: list[Argument] = []
    earlier = tuple((start, sites - later) for start, sites in frame.goroutines.repeated(point))
    for root, bound in callee_frame(target, args, frame.paths).items():
        if isinstance(bound, Path) or not isinstance(frame.function.types[bound], Basic):
            path = named(bound, frame.paths)
            whose = _referred_to(frame, bound, path, point)
            confined = frame.owners.confined(whose, point)
            owned = frame.owned(whose, point)
            made = not owned and frame.owners.told_by_calls(whose, point)  # here, or by callers who own it
            given = frame.owners.given(whose, point)
            allocated = frame.owners.allocated(path, point)
            again = _again(frame, earlier, path, begun_at(bound), point)
            answered = frame.answered(path)
            found.append(
                Argument(
                    root,
                    path,
                    owned,
                    made,
                    confined=confined,
                    given=given,
                    allocated=allocated,
                    again=again,
                    answered=answered,
                    picked=isinstance(bound, int) and picked(frame.paths, bound),
                    lent=_lent(frame, path, lambda root: frame.owned(Path(root), point)),
                )
            )
    return tuple(found)


def _lent(frame: Frame, path: Path, is_private: Callable[[str], bool]) -> frozenset[Part]:
    """What an object leads to that is not private with it: what was put into one that is made here, and the object
    that one in a field points back to."""
    if not path.steps:
        return frozenset(frame.owners.within(path.root, is_private))
    back = frame.world.backs.get(path.steps[0], "") if len(path.steps) == 1 else ""
    return frozenset({((back,), path.root)}) if back else _NOTHING


def _referred_to(frame: Frame, bound: Path | int, path: Path, point: Point) -> Path:
    """The path of an argument; of a pointer out of a struct that is a copy here, the one in the original."""
    if isinstance(bound, Path) or not path.steps or not isinstance(frame.paths.definition[bound], Load | FieldOf):
        return path
    kind = frame.function.types[bound]
    return frame.content(bound, point) if isinstance(kind, Pointer | Map | Chan) else path


def _started(frame: Frame, target: Target, args: tuple[int, ...], spawn: Spawn) -> tuple[Argument, ...]:
    """Arguments of a goroutine: one that only it gets stays its own; one made outside the loop is shared by all, so is
    all of a literal that a callee starts many times, and what is given to a handler by all of its calls (a test makes
    one request at a time)."""
    found: list[Argument] = []
    at_once = spawn.kind == "handler" and not frame.function.test

    def only_here(inner: str) -> bool:
        return _only_here(frame, Path(inner), spawn)

    for root, bound in callee_frame(target, args, frame.paths).items():
        if isinstance(bound, int) and isinstance(frame.function.types[bound], Basic):
            continue
        outside = _made_outside(frame, named(bound, frame.paths), begun_at(bound), spawn.point)
        path = through(named(bound, frame.paths), frame.paths.inner)
        shared = spawn.many or (spawn.loop and outside)
        alone = not (at_once or shared) and _only_here(frame, path, spawn)
        confined = (
            frozenset({f"{frame.function.symbol}@{spawn.at}"}) if _given_once(frame, path, spawn) else frozenset()
        )
        location, name = _given_map(frame, bound, path)
        found.append(
            Argument(
                root,
                path,
                alone,
                made=bool(confined) and not shared,
                shared=shared,
                fresh=not outside and not at_once,
                confined=confined,
                location=location,
                name=name,
                allocated=frame.owners.allocated(path, spawn.point),
                answered=frame.answered(path),
                picked=isinstance(bound, int) and picked(frame.paths, bound),
                lent=_lent(frame, path, only_here),
            )
        )
    return tuple(found)


def _given_map(frame: Frame, bound: int | Path, path: Path) -> tuple[str, str]:
    """Location and written name of a map that is passed to a goroutine as an argument."""
    if isinstance(bound, Path) or not frame.world.is_map(frame.function.types[bound]):
        return "", ""
    content = frame.paths.content(bound)
    return frame.naming.location(content), frame.naming.written(content)


def _again(frame: Frame, earlier: Earlier, path: Path, value: int | None, point: Point) -> frozenset[str]:
    """Sites that the call at the point starts, and whose goroutines an `earlier` call may have given the same
    object."""
    same = [sites for before, sites in earlier if before is None or _same_object(frame, path, value, before, point)]
    return NO_SITES.union(*same) if same else NO_SITES


def _made_outside(frame: Frame, path: Path, value: int | None, point: Point) -> bool:
    """Whether the spawn can run again without its object being made, or another element being taken, again."""
    return _same_object(frame, path, value, point, point)


def _same_object(frame: Frame, path: Path, value: int | None, before: Point, point: Point) -> bool:
    """Whether a way leads from one point to the other on which the object is not made, nor another element taken."""
    anew = frame.owners.put_there(path, point)
    if not anew:
        if not any(is_element(step) for step in path.steps):
            if path.root[0] in "pfg":
                return True
            value = begun_at(Path(path.root))
        made = frame.made.get(value) if value is not None else None
        if made is None:
            return False
        anew = frozenset({made})
    return reached_without(frame.function, before, anew).contains(point)


def _only_here(frame: Frame, path: Path, spawn: Spawn) -> bool:
    """Whether the object is made here, given to this goroutine only, and not touched afterwards."""
    root = path.root
    if root not in frame.owners.fresh:
        return False
    if any(where != spawn.point for where in frame.owners.points(root)):
        return False
    made = frame.made.get(int(root[1:]))
    if made is None:
        return False
    later = reached_without(frame.function, spawn.point, frozenset({made}))
    for number, block in enumerate(frame.function.blocks):
        for index, op in enumerate(block.ops):
            if later.contains((number, index)) and not isinstance(op, Return) and _uses(frame, op, root):
                return False
    return not any(_returned(frame, root))


def _given_once(frame: Frame, path: Path, spawn: Spawn) -> bool:
    """Whether the object is made here, and nobody but this goroutine, and the function itself, gets it before the
    goroutine has ended."""
    root = path.root
    if spawn.kind != "go" or root not in frame.owners.fresh:
        return False
    given = set(frame.owners.points(root))
    others = (given - {spawn.point}) | set(_returned(frame, root))
    if spawn.point not in given or not others:
        return spawn.point in given
    running = frame.goroutines.running(spawn)
    return all(frame.tree.precedes(spawn.point, other) and not running.contains(other) for other in others)


def _returned(frame: Frame, root: str) -> Iterator[Point]:
    """Where the object is returned."""
    for point in frame.exits:
        leave = frame.function.blocks[point[0]].ops[point[1]]
        if _uses(frame, leave, root):
            yield point


def _uses(frame: Frame, op: Op, root: str) -> bool:
    return any(frame.paths.of[value].root == root for value in operands(op))
