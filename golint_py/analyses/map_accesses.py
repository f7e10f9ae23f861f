"""Operations on maps: what is read and written, under which locks, and where the map was loaded.

Every operation has two events: the load of the cell that holds the map (*header*) and the operation itself (*content*),
each with the locks held there. Operations of callees on maps that they are given count at the call.
"""

from collections.abc import Iterable, Iterator

from golint_py.analyses.access_paths import Path, is_element
from golint_py.analyses.callables import Bound, callee_frame, callee_targets, translate
from golint_py.analyses.facts import COPY, DONE, ONCE, PRINT, Access, Held, Hold
from golint_py.analyses.frame import Frame
from golint_py.analyses.giving import field_of
from golint_py.analyses.literals import contents, elements
from golint_py.analyses.locksets import State, state_before
from golint_py.analyses.pieces import picked
from golint_py.analyses.shown_maps import shown
from golint_py.analyses.tables import LAZY, MapCall, map_call
from golint_py.ir.ops import (
    Call,
    Callee,
    Const,
    Convert,
    Defer,
    Extract,
    Go,
    Load,
    MakeMap,
    MapClear,
    MapDelete,
    MapLen,
    MapRead,
    MapWrite,
    Next,
    Op,
    Phi,
    Range,
    Return,
    Send,
    SliceOf,
    Store,
)
from golint_py.types.model import Pointer

Point = tuple[int, int]
Header = tuple[Held, int]


class Headers:
    """Where each map value of a function was loaded from its cell, and the locks there. Filled in block order."""

    def __init__(self, frame: Frame) -> None:
        self._frame = frame
        self._loaded: dict[int, Header] = {}

    def see(self, op: Op, held: Held) -> None:
        """Remember a load of a map, of a struct with maps, or one that may be of a map (`m[k]` with `ok`)."""
        if type(op) is Load or type(op) is MapRead:
            world, kind = self._frame.world, self._frame.function.types[op.result]
            asked = type(op) is MapRead and op.comma_ok
            if asked or world.is_map(kind) or (type(op) is Load and world.maps_inside(kind, COPY)):
                self._loaded[op.result] = (held, op.at)

    def of(self, value: int) -> Header | None:
        """The load behind a map value, through conversions, from the pair of a value and `ok`, and where a new map is
        put there if there was none."""
        work, seen = [value], {value}
        while work:
            value = work.pop()
            if value in self._loaded:
                return self._loaded[value]
            source = self._frame.paths.definition[value]
            before: tuple[int, ...] = ()
            if isinstance(source, Convert):
                before = (source.operand,)
            elif isinstance(source, Extract):
                before = (source.tuple,)
            elif isinstance(source, Phi):
                before = source.operands
            work.extend(one for one in reversed(before) if one not in seen)
            seen.update(before)
        return None

    def getter(self, value: int) -> str:
        """The function whose result the map value is, "" for none."""
        for _ in range(4):
            source = self._frame.paths.definition[value]
            if isinstance(source, Call):
                return source.callee.symbol if not source.callee.builtin else ""
            if not isinstance(source, Convert | Extract):
                break
            value = source.operand if isinstance(source, Convert) else source.tuple
        return ""


def accesses(frame: Frame, op: Op, point: Point, held: Held, headers: Headers) -> Iterator[Access]:
    """The map operations that one operation of the function performs itself or through a callee that gets the map."""
    plain = _OPERATIONS.get(type(op))
    if plain is not None:
        kind, operand = plain
        if not (isinstance(op, MapWrite) and op.init):
            yield from _access(frame, getattr(op, operand), kind, op.at, point, held, headers)
        return
    match op:
        case Range() | Next():
            source = op if isinstance(op, Range) else frame.paths.definition[op.iterator]
            if isinstance(source, Range) and source.over == "map":
                yield from _access(frame, source.base, "range", op.at, point, held, headers)
        case Store():
            if frame.world.is_map(frame.function.types[op.value]):
                if not op.init and not frame.renamed(op.address):
                    yield from _access(frame, op.address, "replace", op.at, point, held, headers)
                yield from _stored(frame, op, point, held, headers)
            elif frame.world.is_map(getattr(frame.function.types[op.value], "elem", None)) and not op.init:
                yield from _access(frame, op.address, "replace", op.at, point, held, headers)  # with all maps in it
        case Call():
            yield from passed(frame, op.callee, op.args, op.at, point, held, headers)
        case Go():
            yield from _spawned_builtin(frame, op, point, headers)
            for value in op.args:
                yield from _leaving(frame, value, "start", op.at, point, held, headers)
        case Send():
            yield from _leaving(frame, op.value, "send", op.at, point, held, headers)
        case Return():
            for value in op.values:
                yield from _leaving(frame, value, "return", op.at, point, held, headers)


# Kind of access and the operand that is the map.
_OPERATIONS: dict[type, tuple[str, str]] = {
    MapRead: ("read", "map"),
    MapWrite: ("write", "map"),
    MapDelete: ("delete", "map"),
    MapClear: ("clear", "map"),
    MapLen: ("len", "map"),
}
ACCESSING = frozenset({*_OPERATIONS, Range, Next, Store, Call, Go, Send, Return})  # what `accesses` is asked about


def passed(
    frame: Frame, callee: Callee, args: tuple[int, ...], at: int, point: Point, held: Held, headers: Headers
) -> Iterator[Access]:
    """What a call does with the maps among its arguments; also used for deferred calls when they run."""
    if callee.builtin:
        if callee.symbol in ("delete", "clear") and args and frame.world.is_map(frame.function.types[args[0]]):
            yield from _access(frame, args[0], callee.symbol, at, point, held, headers)
        return
    known = map_call(callee.symbol)
    if known is not None:
        for kind, numbers in (("read", known.reads), ("write", known.writes)):
            for value in _maps(frame, args, numbers):
                yield from _access(frame, value, kind, at, point, held, headers)
        if known.shows:
            yield from _shown(frame, known, args, at, point, held, headers)
        return
    for target in callee_targets(callee, frame.paths):
        for symbol in frame.reached(target.symbol) if target.interface else (target.symbol,):
            outcome = frame.world.outcomes.get(symbol)
            if outcome is not None and outcome.touches:
                roots = callee_frame(target, args, frame.paths)
                for touch in outcome.touches:
                    yield from _touched(frame, touch, roots, symbol, at, point, held, headers)


def _maps(frame: Frame, args: tuple[int, ...], numbers: Iterable[int]) -> Iterator[int]:
    for number in numbers:
        if number < len(args):
            value = args[number]
            source = frame.paths.definition[value]
            if isinstance(source, Convert):
                value = source.operand
            kind = frame.function.types[value]
            if frame.world.is_map(kind) or frame.world.is_map(getattr(kind, "elem", None)):
                yield value


def _shown(
    frame: Frame, known: MapCall, args: tuple[int, ...], at: int, point: Point, held: Held, headers: Headers
) -> Iterator[Access]:
    """Reads of the maps in structs and literals that a library encodes or prints."""
    numbers = [number for number in known.reads if number < len(args)]
    if 0 <= known.format < len(args):
        format = frame.paths.definition[args[known.format]]
        if not isinstance(format, Const) or not isinstance(format.value, str):
            return
        numbers = list(shown(format.value, numbers))
    for number in numbers:
        value = frame.paths.unconverted(args[number])
        inside = contents(frame, value, known.shows)
        for one in inside:
            if frame.world.is_map(frame.function.types[one]):
                yield from _access(frame, one, known.shows, at, point, held, headers)
        structs = [one for one in inside if known.shows != PRINT or type(frame.function.types[one]) is not Pointer]
        for one in (value, *structs):
            for steps in frame.world.maps_inside(frame.function.types[one], known.shows):
                yield from _access(frame, one, known.shows, at, point, held, headers, steps)


def _access(
    frame: Frame,
    value: int,
    kind: str,
    at: int,
    point: Point,
    held: Held,
    headers: Headers,
    steps: tuple[str, ...] = (),
) -> Iterator[Access]:
    """An operation on the map that a value is, or that the steps lead to from it; on each of several that it may be."""
    either = frame.paths.alternatives(value) or elements(frame, value)
    if either:
        for one in either:
            yield from _access(frame, one, kind, at, point, held, headers, steps)
        return
    path = frame.content(value, point).then(*steps)
    location = frame.naming.location(path)
    if not location and not path.root.startswith("p"):
        return
    header = headers.of(value)
    yield Access(
        at=at,
        kind=kind,
        path=path,
        location=location,
        name=frame.naming.written(path),
        held=held,
        header=header[0] if header is not None and header[0] != held else None,
        header_at=header[1] if header is not None else -1,
        owned=frame.owned(path, point),
        given=frame.owners.given(path, point),
        made=frame.owners.made(path, point),
        confined=frame.owners.confined(path, point),
        ordered=frame.goroutines.ordered(point),
        beside=frame.goroutines.beside(point),
        getter=headers.getter(value),
        answered=frame.answered(path),
        picked=picked(frame.paths, value),
    )


def _touched(
    frame: Frame,
    touch: Access,
    roots: Bound,
    callee: str,
    at: int,
    point: Point,
    held: Held,
    headers: Headers,
) -> Iterator[Access]:
    """A callee's operation on a map that this function passes, with the locks of both."""
    value = roots.get(touch.path.root)
    if not isinstance(value, int):
        return
    path = frame.content(value, point).then(*touch.path.steps)
    location = frame.naming.location(path)
    if not location and not path.root.startswith("p"):
        return
    header = headers.of(value)
    both = compose(held, touch.held, roots, frame)
    yield Access(
        at=at,
        kind=touch.kind,
        path=path,
        location=location,
        name=frame.naming.written(path),
        held=both,
        header=header[0] if header is not None and header[0] != both else None,
        header_at=header[1] if header is not None else -1,
        owned=frame.owned(path, point),
        given=frame.owners.given(path, point),
        made=frame.owners.made(path, point),
        confined=frame.owners.confined(path, point),
        ordered=frame.goroutines.ordered(point),
        beside=frame.goroutines.beside(point),
        via=touch.via or callee,
        via_at=touch.via_at if touch.via else touch.at,
        answered=frame.answered(path),
        picked=picked(frame.paths, value),
    )


def lock_class(hold: Hold) -> Path | None:
    """The class of a lock whose object cannot be named; None where it has none."""
    lock = hold.lock
    return Path("?", lock.steps[-1:]) if lock.steps and hold.mode not in (ONCE, DONE) else None


def compose(outer: Held, inner: Held, roots: Bound, frame: Frame) -> Held:
    """Locks held in a callee, in the caller's frame: (outer - released by the callee) + acquired by it."""
    if not (inner.acquired or inner.released or inner.maybe):
        return outer

    def named(lock: Path) -> Path | None:
        here = translate(lock, roots, frame.paths)
        return None if here is None else frame.naming.lock(here)

    released = {here for lock in inner.released if (here := named(lock)) is not None}
    kept = {hold for hold in outer.acquired if hold.lock not in released}
    known = ((hold, named(hold.lock) or lock_class(hold)) for hold in inner.acquired)
    taken = {Hold(here, hold.mode) for hold, here in known if here is not None}
    maybe = {here for lock in inner.maybe if (here := named(lock)) is not None}
    kept = {hold for hold in kept if hold.lock not in {new.lock for new in taken}}
    own = {hold.lock for hold in outer.acquired}
    return Held(
        tuple(sorted(kept | taken)),
        tuple(sorted(set(outer.released) | (released - own))),
        tuple(sorted(set(outer.maybe) | maybe)),
    )


def _stored(frame: Frame, op: Store, point: Point, held: Held, headers: Headers) -> Iterator[Access]:
    """A map put into a field of another object, but for one that this function has for itself until its end, or that
    it gives to functions only while the locks are held under which it took the map."""
    fields = any(not is_element(step) for step in frame.paths.of[op.address].steps)
    steps, whole = field_of(op.address, frame.paths)
    if not fields or f"v{whole}" in frame.owners.kept:
        return
    if _with_its_lock(frame, op, whole, point):
        return
    header = headers.of(op.value)
    if header is None or not (frame.owners.keeps(f"v{whole}", steps) and _lent_under(frame, header[0], point)):
        yield from _leaving(frame, op.value, "store", op.at, point, held, headers)


def _with_its_lock(frame: Frame, op: Store, whole: int, point: Point) -> bool:
    """Whether the new object gets a pointer to a lock from beside the map, which is held here: it is the map's there,
    too."""
    state = state_before(frame.function, frame.locks, point)
    held = {hold.lock for hold in frame.locks.held(state).acquired} if state is not None else set()
    beside = Path(frame.paths.of[op.value].root, frame.paths.of[op.value].steps[:-1])
    return any(
        frame.paths.of[value] in held and _beside(frame.paths.of[value], beside)
        for _, value in frame.put.get(whole, ())
        if isinstance(frame.function.types[value], Pointer)
    )


def _beside(lock: Path, owner: Path) -> bool:
    return lock.starts_with(owner) and len(lock.steps) == len(owner.steps) + 1


def _lent_under(frame: Frame, held: Held, point: Point) -> bool:
    """Whether all calls behind a point that are given an object which this function keeps are made under the locks."""
    kept, of = frame.owners.parted, frame.paths.of
    if any(of[value].root in kept for _, later in frame.paths.at(Defer) for value in later.args):
        return False
    for where, call in frame.paths.at(Call):
        if any(of[value].root in kept for value in call.args) and frame.reach.follows(point, where):
            state = state_before(frame.function, frame.locks, where)
            then = frame.locks.held(state) if state is not None else held
            if not (set(held.acquired) <= set(then.acquired) and set(then.released) <= set(held.released)):
                return False
    return True


def _leaving(
    frame: Frame, value: int, how: str, at: int, point: Point, held: Held, headers: Headers
) -> Iterator[Access]:
    """The map itself, or a lazy iterator over it, is handed out; only a map that was loaded from its cell here. What is
    returned or sent may also be a literal with it in it, or a copy of the struct that has it."""
    value = frame.paths.unconverted(value)
    made = frame.paths.definition[value]
    if isinstance(made, Call) and made.callee.symbol in LAZY and made.args:
        value, how = made.args[0], "iterator"
    if frame.world.is_map(frame.function.types[value]) and headers.of(value) is not None:
        yield from _access(frame, value, how, at, point, held, headers)
    elif how in ("return", "send") and isinstance(made, MakeMap | SliceOf):
        for one in contents(frame, value, PRINT):
            if frame.world.is_map(frame.function.types[one]) and headers.of(one) is not None:
                yield from _access(frame, one, how, at, point, held, headers)
    elif how in ("return", "send"):
        for steps, remade in frame.copied_maps(value, point):
            if not remade:
                yield from _access(frame, value, how, at, point, held, headers, steps)


def _spawned_builtin(frame: Frame, op: Go, point: Point, headers: Headers) -> Iterator[Access]:
    """`go delete(m, k)`: another goroutine, no locks."""
    if op.callee.builtin:
        yield from passed(frame, op.callee, op.args, op.at, point, Held(), headers)


def deferred_calls(frame: Frame, state: State) -> list[tuple[Defer, State]]:
    """The deferred calls at a `RunDefers`, in the order in which they run, each with the locks held when it starts."""
    order = {at: number for number, at in enumerate(frame.locks.deferred)}
    found: list[tuple[Defer, State]] = []
    for at in sorted(state.deferred, key=order.__getitem__, reverse=True):
        later = frame.locks.deferred[at]
        found.append((later, state))
        call = Call(-1, later.at, later.callee, later.args, later.spread)
        state = frame.locks.step(call, state)
    return found
