"""The summary of a function: what its callers have to know."""

from collections.abc import Iterable, Iterator

from golint_py.analyses.access_paths import RESULT, Literal, Part, Path
from golint_py.analyses.answering import answers
from golint_py.analyses.callables import Target, callee_frame, callee_targets, given, runs_argument, targets
from golint_py.analyses.callbacks import perhaps_under, run_by_implementers
from golint_py.analyses.facts import READ, Access, Held, Hold, Outcome
from golint_py.analyses.failures import failures
from golint_py.analyses.frame import Frame
from golint_py.analyses.handlers import thread_of
from golint_py.analyses.joins import Spawn, signals, told_by_callees, waited
from golint_py.analyses.locksets import State, taken_only_by
from golint_py.analyses.map_accesses import compose, lock_class
from golint_py.analyses.map_keys import looked_up
from golint_py.analyses.roots import runs_parallel
from golint_py.analyses.tables import dones, lock_operations, spawners
from golint_py.ir.ops import BoundMethod, Call, Closure, Const, Defer, Go, Load, Phi, Return, Select, Send
from golint_py.ir.program import ops_of
from golint_py.types.model import Signature

MAX_TOUCHES = 64
MAX_PARTS = 256  # ways through what a result leads to, see `_inside`

Exit = tuple[Return, State, tuple[int, int]]
_Start = tuple[Path, str, bool]  # what is run elsewhere, the kind of thread, whether many do


def outcome_of(frame: Frame, exits: list[Exit], calls: list[tuple[Path, Held]], accesses: list[Access]) -> Outcome:
    """Summarise. `exits` are the returns with the locks there, `calls` the calls of function-valued parameters."""
    touches = [access for access in accesses if not access.location and not access.owned]
    result = _result(frame, exits)
    published = frame.owners.parameters()
    wholes = _wholes(frame, exits) if result is None else None
    fresh = wholes is not None and not wholes
    started = _starts(frame)
    ended, well = frame.goroutines.ended(frame.exits), _ended_well(frame)
    return Outcome(
        acquires=_acquired(exits),
        releases=frozenset(hold for _, state, _ in exits for hold in state.released if hold.lock.root[0] in "pfg"),
        maybe=_maybe(exits),
        answers=answers(frame, ((leave, state.acquired, point) for leave, state, point in exits)),
        result=result,
        fresh_result=fresh,
        inside=_inside(frame, exits) if fresh else frozenset(),
        part_of=wholes or frozenset(),
        unlocks=_unlocks(frame, exits),
        starts=frozenset(started),
        indirect=frozenset({place for place, _, _ in started} - {one[0] for one in started if not started[one]}),
        awaited=frozenset(_awaited(frame)),
        joined=_joined(frame, ended | well),
        calls=frozenset(calls),
        repeats=frozenset(_repeats(frame, {place for place, _ in calls})),
        later=frozenset(_later(frame)),
        filled=frozenset(_filled(frame, exits)),
        touches=tuple(dict.fromkeys(touches))[:MAX_TOUCHES],
        publishes=published,
        handed=frozenset((root, sites) for root in published if (sites := frame.owners.handed(root))),
        spawns=frozenset(site for spawn in frame.goroutines.spawns for site in spawn.sites),
        ended=ended,
        ended_well=well,
        signals=signals(frame.function, frame.paths, frame.world.outcomes, frame.reach),
        ends=frozenset(_ends(frame)),
        waits=waited(frame.function, frame.paths, frame.goroutines.joins),
        tells=frozenset(path for path in _tells(frame) if path.root.startswith("p") and not path.steps),
        literals=tuple(sorted(set(_literals(frame, exits)))),
        keys=looked_up(frame),
        parallel=runs_parallel(frame.function),
        thread=thread_of(frame.function),
    )


def _ends(frame: Frame) -> Iterator[tuple[str, str, Path]]:
    """What the goroutines that the function starts do last, by their sites."""
    for spawn in frame.goroutines.spawns:
        for kind, path in spawn.joins:
            if path.root[0] in "pfg":
                yield from ((site, kind, path) for site in spawn.sites)


def _tells(frame: Frame) -> Iterator[Path]:
    """Channels and groups that the function signals, itself or by what it calls."""
    of = frame.paths.of
    for _, send in frame.paths.at(Send):
        yield of[send.channel]
    for _, choice in frame.paths.at(Select):
        yield from (of[case.channel] for case in choice.cases if case.value is not None)
    calls: list[Call | Defer] = [*ops_of(frame.function, Call), *ops_of(frame.function, Defer)]
    for call in calls:
        if call.args and ((call.callee.builtin and call.callee.symbol == "close") or call.callee.symbol in dones()):
            yield of[call.args[0]]
        yield from told_by_callees(call, frame.paths, frame.world.outcomes)


def _inside(frame: Frame, exits: list[Exit]) -> frozenset[Part]:
    """The parameters that the result leads to, by their steps."""
    roots = {frame.paths.of[value].root for leave, _, _ in exits for value in leave.values}
    parts = (part for root in roots for part in frame.owners.within(root, lambda _: True, MAX_PARTS))
    return frozenset(part for part in parts if part[1].startswith("p"))


def _ended_well(frame: Frame) -> frozenset[str]:
    """Sites whose goroutines have ended at each return that is no failure, and at one at least. What the function
    starts by calling itself has ended if the rest has."""
    spawns, parallel = frame.goroutines.spawns, frame.goroutines.parallel
    leaving = failures(frame) if spawns else {}
    ended: set[str] = set()
    running: set[str] = set()
    for spawn, region in zip(spawns, parallel, strict=True):
        block, index = spawn.point
        op = frame.function.blocks[block].ops[index]
        later = {point: region.contains(point) for point in leaving if frame.reach.follows(spawn.point, point)}
        left = any(runs and leaving[point] is False for point, runs in later.items())
        waits = any(not runs and leaving[point] is not True for point, runs in later.items())
        again = isinstance(op, Call) and op.callee.symbol == frame.function.symbol
        (ended if again or (waits and not left) else running).update(spawn.sites)
    return frozenset(ended - running)


def _maybe(exits: list[Exit]) -> frozenset[Path]:
    """Locks that a return may hold; one that some returns hold and others gave back is the caller's problem."""
    states = dict.fromkeys(state for _, state, _ in exits)
    found = {lock for state in states for lock in state.maybe}
    for state in states:
        for other in states if state.acquired else ():
            found |= taken_only_by(state, other)
    return frozenset(lock for lock in found if lock.root[0] in "pfg")


def _literals(frame: Frame, exits: list[Exit]) -> Iterator[Literal]:
    """The function literals that are returned, or that the fields of what is returned hold."""
    for leave, _, _ in exits:
        for index, value in enumerate(leave.values):
            yield from _literals_at(frame, index, (), value)
            whole = frame.paths.of[value]
            for place, put in frame.paths.held.items() if whole.root.startswith("v") else ():
                if place.starts_with(whole) and len(put) == 1:
                    yield from _literals_at(frame, index, place.steps[len(whole.steps) :], put[0])


def _literals_at(frame: Frame, index: int, steps: tuple[str, ...], value: int) -> Iterator[Literal]:
    for one in targets(value, frame.paths):
        if one.symbol in frame.world.functions and not (one.bound or one.interface):
            captured = {f"f{free}": frame.paths.of[binding] for free, binding in enumerate(one.captures)}
            captured.update(one.brought)
            yield Literal(index, steps, one.symbol, tuple(_lasting(frame, path) for path in captured.values()))


def _lasting(frame: Frame, path: Path) -> Path:
    """What a literal has captured, as callers can name it: of a local variable that is what the result makes it."""
    if not path.root.startswith("v"):
        return path
    location = frame.naming.location(Path(path.root)) or f"{frame.function.symbol}#{path.root}"
    return Path(RESULT, (location,)).then(*path.steps)


def _acquired(exits: list[Exit]) -> frozenset[Hold]:
    if not exits:
        return frozenset()
    held = {hold.lock: hold.mode for hold in exits[0][1].acquired}
    for _, state, _ in exits[1:]:
        other = {hold.lock: hold.mode for hold in state.acquired}
        held = {lock: mode if other[lock] == mode else READ for lock, mode in held.items() if lock in other}
    return frozenset(Hold(lock, mode) for lock, mode in held.items() if lock.root[0] in "pfg")


def _result(frame: Frame, exits: list[Exit]) -> Path | None:
    """The one path that the first result has at every return (nil aside); none of a copy that got another map."""
    found = {frame.paths.of[value] for value in _first_results(frame, exits)}
    if len(found) != 1 or any(any(_remade(frame, leave, at)) for leave, _, at in exits):
        return None
    path = found.pop()
    return path if path.root[0] in "pg" else None


def _remade(frame: Frame, leave: Return, point: tuple[int, int]) -> list[bool]:
    """Of a copy of a struct that is the (first) result, for each map in it whether another one was put there."""
    return [remade for _, remade in frame.copied_maps(leave.values[0], point)] if leave.values else []


def _first_results(frame: Frame, exits: list[Exit]) -> Iterator[int]:
    """The first result of each return, but for nil."""
    for leave, _, _ in exits:
        if leave.values:
            made = frame.paths.definition[leave.values[0]]
            if not (isinstance(made, Const) and made.value is None):
                yield leave.values[0]


def _wholes(frame: Frame, exits: list[Exit]) -> frozenset[str] | None:
    """The parameters of whose objects the (first) result may be a part: it is that, or a new object that others have
    through them alone. None where it may be something else."""
    found: set[str] = set()
    some = False
    for leave, _, point in exits:
        if not leave.values:
            return None
        remade = _remade(frame, leave, point)
        if remade and all(remade) and frame.world.shares_maps_alone(frame.function.types[leave.values[0]]):
            some = True
            continue
        for value in _sources(frame, leave.values[0]):
            made = frame.paths.definition[value]
            if isinstance(made, Const) and made.value is None:
                continue
            path = frame.paths.of[value]
            some = True
            if path.root.startswith("p") and path.steps:
                found.add(path.root)
            elif path.steps:
                return None
            elif not frame.owners.owned(path, point):
                holders = frame.owners.holders.get(path.root, frozenset())
                if not holders or not all(root.startswith("p") for root in holders):
                    return None
                found |= holders
    return frozenset(found) if some else None


def _sources(frame: Frame, value: int) -> Iterator[int]:
    """The values that a value may be, through phis and a variable that is stored to on several ways."""
    seen, work = {value}, [value]
    while work:
        now = work.pop()
        made = frame.paths.definition[now]
        if isinstance(made, Phi):
            more: Iterable[int] = made.operands
        elif isinstance(made, Load) and made.address in frame.paths.stores:
            more = (store.value for store in frame.paths.stores[made.address])
        else:
            yield now
            continue
        new = [one for one in more if one not in seen]
        seen.update(new)
        work.extend(new)


def _unlocks(frame: Frame, exits: list[Exit]) -> frozenset[Hold]:
    """Locks that calling the (first) result gives back."""
    found: set[Hold] = set()
    for leave, _, _ in exits:
        for value in leave.values[:1]:
            made = frame.paths.definition[value]
            if isinstance(made, BoundMethod):
                operation = lock_operations().get(made.symbol)
                if operation is not None and operation.release:
                    found.add(Hold(frame.paths.of[made.receiver], operation.release))
    return frozenset(hold for hold in found if hold.lock.root[0] in "pg")


def _starts(frame: Frame) -> dict[_Start, bool]:
    """Function-valued parameters and captures that are run elsewhere, each with whether that is `Outcome.indirect`."""
    found: dict[_Start, bool] = {}
    many = {spawn.point: frame.goroutines.many(spawn) for spawn in frame.goroutines.spawns if spawn.kind == "go"}
    for point, op in frame.paths.at(Go):
        loop = many[point]
        for target in callee_targets(op.callee, frame.paths):
            if target.parameter:
                found[target.parameter, "go", loop] = False
            for start in _captured_calls(frame, target, "go", loop):
                found[start] = False
    for spawn in frame.goroutines.spawns:
        block, index = spawn.point
        if spawn.kind == "go" and isinstance(frame.function.blocks[block].ops[index], Send | Select):
            for target, _ in spawn.runs:
                if target.parameter:
                    found[target.parameter, "go", many[spawn.point]] = False
    for (number, _), call in frame.paths.at(Call):
        loop = frame.reach.in_loop(number)
        for start, indirect in _started_by_callee(frame, call, loop):
            found[start] = found.get(start, True) and indirect
        for start in _started_by_literals(frame, call, loop):
            found.setdefault(start, True)
    return found


def _captured_calls(frame: Frame, literal: Target, thread: str, several: bool) -> set[_Start]:
    """`go func() { f() }()`: the literal, of which a thread or several run, calls or starts what it captured. What it
    calls under a lock is left out: callers cannot tell which one."""
    outcome = frame.world.outcomes.get(literal.symbol)
    if outcome is None:
        return set()
    found: set[_Start] = set()
    roots = callee_frame(literal, (), frame.paths)
    bare = {(place, thread, False) for place, held in outcome.calls if not held.locks and not held.maybe}
    inner = bare | outcome.starts
    for place, kind, many in inner:
        for target in given(place, roots, frame.paths, frame.world.outcomes) if place.root.startswith("f") else ():
            if target.parameter:
                found.add((target.parameter, kind, many or several))
    return found


def _started_by_callee(frame: Frame, op: Call, loop: bool) -> Iterator[tuple[_Start, bool]]:
    spawner = spawners().get(op.callee.symbol)
    if spawner is not None:
        if spawner.argument < len(op.args):
            for target in targets(op.args[spawner.argument], frame.paths):
                if target.parameter:
                    yield (target.parameter, spawner.thread, spawner.many or loop), False
                for start in _captured_calls(frame, target, spawner.thread, spawner.many or loop):
                    yield start, False
        return
    for callee in callee_targets(op.callee, frame.paths):
        for symbol in frame.reached(callee.symbol) if callee.interface else (callee.symbol,):
            outcome = frame.world.outcomes.get(symbol)
            if outcome is None:
                continue
            roots = callee_frame(callee, op.args, frame.paths)
            for place, kind, many in outcome.starts:
                several = many or (loop and place not in outcome.awaited)
                indirect = callee.interface or place in outcome.indirect
                for target in given(place, roots, frame.paths, frame.world.outcomes):
                    if target.parameter:
                        yield (target.parameter, kind, several), indirect
                    for start in _captured_calls(frame, target, kind, several):
                        yield start, indirect


def _started_by_literals(frame: Frame, op: Call, loop: bool) -> Iterator[_Start]:
    """What a literal captured and starts, which this call is given and taken to run."""
    if op.callee.builtin or op.callee.symbol in spawners():
        return
    for value in op.args:
        for literal in targets(value, frame.paths):
            outcome = frame.world.outcomes.get(literal.symbol) if literal.captures else None
            if outcome is None or not outcome.starts or not runs_argument(op, value, frame.paths, frame.world.outcomes):
                continue
            roots = callee_frame(literal, (), frame.paths)
            for place, kind, many in outcome.starts:
                captured = place.root.startswith("f")
                for target in given(place, roots, frame.paths, frame.world.outcomes) if captured else ():
                    if target.parameter:
                        yield target.parameter, kind, many or (loop and place not in outcome.awaited)


def _awaited(frame: Frame) -> Iterator[Path]:
    """Parameters that are run elsewhere, and have ended at some return: the function does not wait for ever."""
    for spawn in frame.goroutines.spawns:
        region = frame.goroutines.running(spawn)
        later = [point for point in frame.exits if frame.reach.follows(spawn.point, point)]
        if not spawn.awaited and all(region.contains(point) for point in later):
            continue
        yield from _run_by(frame, spawn)


def _joined(frame: Frame, ended: frozenset[str]) -> frozenset[Path]:
    """Parameters that only goroutines run which have ended."""
    left, right = set[Path](), set[Path]()
    for spawn in frame.goroutines.spawns:
        (right if spawn.sites <= ended else left).update(_run_by(frame, spawn))
    return frozenset(right - left)


def _run_by(frame: Frame, spawn: Spawn) -> Iterator[Path]:
    """The parameters that goroutines run."""
    for target, _ in spawn.runs:
        if target.parameter:
            yield target.parameter
        for place, _, _ in _captured_calls(frame, target, "go", False):
            yield place


def _repeats(frame: Frame, called: set[Path]) -> Iterator[Path]:
    """The called parameters that a loop calls, or a callee that calls them more than once."""
    if not called:
        return
    for (number, _), op in frame.paths.at(Call):
        loop = frame.reach.in_loop(number)
        for callee in callee_targets(op.callee, frame.paths):
            if callee.parameter and loop:
                yield callee.parameter
            outcome = frame.world.outcomes.get(callee.symbol)
            if outcome is None or not outcome.calls:
                continue
            roots = callee_frame(callee, op.args, frame.paths)
            for place in outcome.repeats | ({place for place, _ in outcome.calls} if loop else set()):
                for target in given(place, roots, frame.paths, frame.world.outcomes):
                    if target.parameter:
                        yield target.parameter


def called_parameters(frame: Frame, op: Call, held: Held) -> list[tuple[Path, Held]]:
    """Function-valued parameters that a call runs here, itself or through its callee, with the locks held then."""
    callees = callee_targets(op.callee, frame.paths)
    found = [(callee.parameter, held) for callee in callees if callee.parameter]
    for callee in callees:
        outcome = frame.world.outcomes.get(callee.symbol)
        if outcome is None:
            continue
        roots = callee_frame(callee, op.args, frame.paths)
        for place, inner in sorted(outcome.calls, key=repr):
            for target in given(place, roots, frame.paths, frame.world.outcomes):
                if target.parameter:
                    found.append((target.parameter, compose(held, inner, roots, frame)))
    found += _called_by_literals(frame, op, held)
    found += _perhaps_called(frame, op, callees, held)
    return [(place, Held(_named(locks), locks.released, locks.maybe)) for place, locks in found]


def _perhaps_called(frame: Frame, op: Call, callees: tuple[Target, ...], held: Held) -> list[tuple[Path, Held]]:
    """Parameters that are passed to a function out of sight or to a method of an interface: it is taken to run them,
    perhaps under the locks that are held, and under those that its implementers run them under."""
    found: list[tuple[Path, Held]] = []
    functions = [value for value in op.args if type(frame.function.types[value]) is Signature]
    if (
        not functions
        or op.callee.builtin
        or op.callee.symbol in spawners()
        or any(one.symbol in frame.world.outcomes for one in callees)
    ):
        return found
    own = Held((), held.released, tuple(sorted({*held.maybe, *(hold.lock for hold in held.acquired)})))
    for value in functions:
        for target in targets(value, frame.paths):
            if target.parameter:
                ways = [own]
                for inner in run_by_implementers(frame, callees, op.args, value):
                    roots = callee_frame(callees[0], op.args, frame.paths)
                    ways.append(perhaps_under(own, compose(held, inner, roots, frame)))
                found += [(target.parameter, way) for way in ways]
    return found


def _called_by_literals(frame: Frame, op: Call, held: Held) -> list[tuple[Path, Held]]:
    """Parameters that a literal captured and calls, which this call is given and taken to run (see `edges`)."""
    found: list[tuple[Path, Held]] = []
    if op.callee.builtin or op.callee.symbol in spawners():
        return found
    for value in op.args:
        for literal in targets(value, frame.paths):
            outcome = frame.world.outcomes.get(literal.symbol) if literal.captures else None
            if outcome is None or not outcome.calls or not runs_argument(op, value, frame.paths, frame.world.outcomes):
                continue
            roots = callee_frame(literal, (), frame.paths)
            for place, inner in sorted(outcome.calls, key=repr):
                captured = place.root.startswith("f")
                for target in given(place, roots, frame.paths, frame.world.outcomes) if captured else ():
                    if target.parameter:
                        found.append((target.parameter, compose(held, inner, roots, frame)))
    return found


def _later(frame: Frame) -> set[tuple[Path, Held]]:
    """Parameters that a literal captures and calls, with the locks that it holds then."""
    found: set[tuple[Path, Held]] = set()
    for op in ops_of(frame.function, Closure):
        inner = frame.world.outcomes.get(op.symbol)
        roots = {f"f{index}": value for index, value in enumerate(op.bindings)}
        for place, held in inner.calls if inner is not None else ():
            for target in given(place, roots, frame.paths, frame.world.outcomes):
                if target.parameter:
                    found.add((target.parameter, compose(Held(), held, roots, frame)))
    return found


def _filled(frame: Frame, exits: list[Exit]) -> Iterator[tuple[tuple[str, ...], Path]]:
    """Fields of the object that every return gives back (nil aside), each with the parameter that it holds as a
    function."""
    values = {frame.paths.of[value] for value in _first_results(frame, exits)}
    if len(values) != 1:
        return
    (made,) = values
    for place, source in frame.paths.copied.items() if made.root.startswith("v") else ():
        function = source.root.startswith("p") and isinstance(frame.function.types[int(source.root[1:])], Signature)
        if function and not source.steps and place.starts_with(made):
            yield place.steps[len(made.steps) :], source


def _named(locks: Held) -> tuple[Hold, ...]:
    """The locks that callers can name; of one whose object they cannot, the class."""
    named = ((hold.lock if hold.lock.root[0] in "pfg" else lock_class(hold), hold.mode) for hold in locks.acquired)
    return tuple(dict.fromkeys(Hold(lock, mode) for lock, mode in named if lock is not None))
