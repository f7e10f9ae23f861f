"""Names for memory: which object a value is, inside one function.

A *path* is a root and the fields and elements passed through from there. Pointers are not written: the address of a
field, the
field's value and what a pointer in it points to have one path. Two loads of one field have one path (stores to the
field in between are not seen: must-alias up to reassignment). Flow-insensitive, per function; unsound about pointers to
pointers and about two names for one object.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeVar, get_args

from msgspec import Struct

from golint_py.ir.ops import (
    Alloc,
    Binary,
    Call,
    Closure,
    Const,
    Convert,
    Extract,
    FieldAddr,
    FieldOf,
    FreeVar,
    Global,
    If,
    IndexAddr,
    IndexOf,
    Jump,
    Load,
    MakeMap,
    MapRead,
    MapWrite,
    Next,
    Op,
    Param,
    Phi,
    Range,
    Recv,
    Select,
    SliceOf,
    Store,
    TypeAssert,
)
from golint_py.ir.program import Function, calls_of, ops_of
from golint_py.types.model import Chan, Map, Named, Pointer, Signature

ELEMENT = "[*]"
ITEM = "[]"
RECEIVED = "[<-]"
BY_KEY = "[key]"  # of a lock that is taken by a key
MAX_STEPS = 8


class Path(Struct, frozen=True, order=True, gc=False, cache_hash=True):
    """A root and steps. Roots: `p0` parameter, `f0` free variable, `g:path.x` package variable, `v7` any other value of
    this function, `?` an object that cannot be named here. A step is `path.T.f` (the declaring type and the field),
    `.f` (a field of an unnamed struct), `[*]` (an element of a map), `[]` (of a slice or array), `[<-]` (of a
    channel)."""

    root: str
    steps: tuple[str, ...] = ()

    def then(self, *steps: str) -> "Path":
        """The path extended; beyond `MAX_STEPS` the object cannot be named any more."""
        if len(self.steps) + len(steps) > MAX_STEPS:
            return Path("?", (self.steps + steps)[-MAX_STEPS:])
        return Path(self.root, self.steps + steps)

    def starts_with(self, prefix: "Path") -> bool:
        """Whether `prefix` is this path or one that leads to it."""
        return self.root == prefix.root and self.steps[: len(prefix.steps)] == prefix.steps

    def rebase(self, prefix: "Path", onto: "Path") -> "Path":
        """This path with its beginning `prefix` replaced."""
        return onto.then(*self.steps[len(prefix.steps) :])


Kind = TypeVar("Kind", bound=Struct)

# By block the operations that do more than compute a value from others, each with its index in the block.
Events = tuple[tuple[tuple[int, Op], ...], ...]

# What only computes a value; a load may be that of a map.
_PURE = frozenset({FieldAddr, Const, Load, If, Binary, Jump, Param, Extract, Global, Convert, FreeVar, IndexAddr, Phi})
_VALUELESS = frozenset(kind for kind in get_args(Op) if "result" not in kind.__struct_fields__)
_MAPS: frozenset[type] = frozenset({Map, Named})


GLOBALS = "g:"  # before the symbol of a package variable that is a root
RESULT = "r"  # the root of what a call of the function makes, among what a returned literal captures


class Literal(Struct, frozen=True, order=True, gc=False):
    """A function literal that a result of a function is (by its number), or holds in a field: `steps` lead there. What
    it captures is named in the frame of the function that made it, its local variables by the result and their
    location, as if they were fields of that."""

    index: int
    steps: tuple[str, ...]
    symbol: str
    captured: tuple[Path, ...]


Literals = Mapping[str, tuple[Literal, ...]]


class Paths(Struct, frozen=True, eq=False):
    """The path of every value of a function, and the definition of every value."""

    of: tuple[Path, ...]
    definition: tuple[Op | None, ...]
    stores: dict[int, tuple[Store, ...]]  # whole stores to cells that no literal captures, by the result of the Alloc
    functions: dict[int, tuple[Store, ...]]  # the same for captured cells too: stores by the declaring function
    copied: dict[Path, Path]  # places of objects made here that were stored to once, and what was put there
    inner: dict[Path, Path]  # places in objects to which one pointer was put, here or by who made them, and its path
    held: dict[Path, tuple[int, ...]]  # the functions that are put into fields here, by the field
    callable: frozenset[int]  # values of fields that are functions, or called
    events: Events  # what has an effect or makes an object, so that the analyses need not visit every operation
    points: Mapping[type[Any], Sequence[tuple[tuple[int, int], Any]]]  # the same by kind, see `at`
    literals: Literals  # the literals that callees return, by the callee
    targets: dict[int, tuple[Any, ...]]  # remembered by `callables.targets`, which many ask for one and the same value

    def at(self, kind: type[Kind]) -> Sequence[tuple[tuple[int, int], Kind]]:
        """The operations of one kind that are events, each with its block and the index there, in that order."""
        return self.points.get(kind, ())

    def origin(self, path: Path) -> Op | None:
        """The operation that made what the path begins at; None for what the function was given, and for globals."""
        return self.definition[int(path.root[1:])] if path.root.startswith("v") else None

    def unconverted(self, value: int) -> int:
        """The value behind conversions."""
        while isinstance(made := self.definition[value], Convert):
            value = made.operand
        return value

    def content(self, value: int) -> Path:
        """The path of a map reached through an object that was put together here: the original's path.

        `c := *p; c.m[k]` and `s := &T{m: p.m}; s.m[k]` touch the map of `p`; a mutex in `c` is another one all the
        same.
        """
        return through(self.of[value], self.copied)

    def alternatives(self, value: int) -> tuple[int, ...]:
        """The values that a variable may have which was set on several ways to several objects with a name.

        None if it is one object, if there are too many, or if a loop goes from one to the next."""
        if not isinstance(self.definition[value], Phi):
            return ()
        found: dict[Path, int] = {}
        work, seen = [value], {value}
        while work:
            one = work.pop()
            source = self.definition[one]
            if isinstance(source, Phi) and self.of[one] == own_path(one):
                if max(source.operands) > one:
                    return ()
                work.extend(operand for operand in reversed(source.operands) if operand not in seen)
                seen.update(source.operands)
            else:
                found.setdefault(self.of[one], one)
        return tuple(found.values()) if 1 < len(found) <= MAX_ALTERNATIVES else ()


def through(path: Path, copied: Mapping[Path, Path]) -> Path:
    """Replace the longest beginning that is a copy by its original, a few times."""
    for _ in range(4):
        for length in range(len(path.steps), -1, -1) if path.root.startswith("v") else ():
            source = copied.get(Path(path.root, path.steps[:length]))
            if source is not None:
                path = source.then(*path.steps[length:])
                break
        else:
            return path
    return path


def is_element(step: str) -> bool:
    """Whether the step leads to an element, not to a field."""
    return step[0] == "["


def is_varying(step: str) -> bool:
    """Whether the step leads to an element by an index or a key that is no constant."""
    return step in (ELEMENT, ITEM)


def step(owner: str, field: str) -> str:
    """The step for a field: `path.T.f`, or `.f` for a field of an unnamed struct."""
    return f"{owner}.{field}"


MAX_ALTERNATIVES = 4  # objects that one variable may stand for
Part = tuple[tuple[str, ...], str]  # steps from an object, and the root of what is there
_NO_LITERALS: Literals = MappingProxyType({})
_NO_PARTS: Mapping[str, frozenset[Part]] = MappingProxyType({})


def access_paths(
    function: Function,
    results: Mapping[str, Path] | None = None,
    literals: Literals = _NO_LITERALS,
    parts: Mapping[str, frozenset[Part]] = _NO_PARTS,
) -> Paths:
    """Paths of all values. `results` says what a call's result aliases, by callee symbol, in the callee's frame,
    `parts` which parameters lie in it; `literals` which function literals the results are, or hold."""
    types, found_by = function.types, _FOUND.get
    definition: list[Op | None] = [None] * len(types)
    defined: list[_Defined] = []
    events: list[tuple[tuple[int, Op], ...]] = []
    points: dict[type[Any], list[tuple[tuple[int, int], Op]]] = {}
    for number, block in enumerate(function.blocks):
        eventful: list[tuple[int, Op]] = []
        for index, op in enumerate(block.ops):
            kind = type(op)
            if kind not in _VALUELESS:
                value: int = op.result  # type: ignore[union-attr]
                definition[value] = op
                defined.append((value, op, found_by(kind)))
            if kind not in _PURE or (kind is Load and type(types[op.result]) in _MAPS):  # type: ignore[union-attr]
                eventful.append((index, op))
                same = points.get(kind)
                if same is None:
                    points[kind] = [((number, index), op)]
                else:
                    same.append(((number, index), op))
        events.append(tuple(eventful))
    phis = ops_of(function, Phi)
    stores: dict[int, list[Store]] = {}
    for store in ops_of(function, Store):
        stores.setdefault(store.address, []).append(store)
    captured = {cell for literal in ops_of(function, Closure) for cell in literal.bindings}
    allocated = {cell: tuple(found) for cell, found in stores.items() if type(definition[cell]) is Alloc}
    cells = {cell: found for cell, found in allocated.items() if cell not in captured}
    placed = _put(function, definition, stores) if phis else {}
    sweep = _Sweep(definition, cells, results or {}, literals, placed, set())
    while True:
        table = _swept(defined, sweep)
        wrong = {
            phi.result
            for phi in phis
            if phi.result not in sweep.opaque
            and any(not _is_at(operand, table[phi.result], table, sweep) for operand in phi.operands)
        }
        if not wrong:
            break
        sweep.opaque.update(wrong)
    copied, references = _copies(function, table, definition, stores)
    of = [through(path, references) for path in table] if references else table
    held: dict[Path, tuple[int, ...]] = {}
    for address, found in stores.items():
        put = [store.value for store in found if type(types[store.value]) is Signature]
        if put and type(definition[address]) is FieldAddr:
            held[of[address]] = (*held.get(of[address], ()), *put)
    loaded = [load.result for load in ops_of(function, Load)] + [field.result for field in ops_of(function, FieldOf)]
    loaded += [extract.result for extract in ops_of(function, Extract)]
    functions = {value for value in loaded if type(types[value]) is Signature}
    functions.update(call.callee.value for call in calls_of(function) if call.callee.value is not None)
    callable = frozenset(functions)
    return Paths(
        of=tuple(of),
        definition=tuple(definition),
        stores=cells,
        functions=allocated,
        copied=copied,
        inner=_inner(function, of, stores, parts),
        held=held,
        callable=callable,
        events=tuple(events),
        points=points,
        literals=literals,
        targets={},
    )


_REFERENCES = frozenset({Pointer, Map, Chan, Signature})


def _copies(
    function: Function,
    table: list[Path],
    definition: list[Op | None],
    stores: dict[int, list[Store]],
) -> tuple[dict[Path, Path], dict[Path, Path]]:
    """Places of fresh objects written once, with the path that was written; the second only where that is a reference
    (a pointer, map, channel or function, so that the place stands for the same object)."""
    written: dict[Path, set[tuple[Path, bool]]] = {}
    for address, found in stores.items():
        place = table[address]
        if not place.root.startswith("v") or type(definition[int(place.root[1:])]) is not Alloc:
            continue
        for store in found:
            source = table[store.value]
            reference = type(function.types[store.value]) in _REFERENCES
            written.setdefault(place, set()).add((source, reference))
    once = {place: next(iter(found)) for place, found in written.items() if len(found) == 1}
    copied = {place: source for place, (source, _) in once.items() if source.root[0] in "pfg"}
    references = {place: source for place, (source, reference) in once.items() if reference and place in copied}
    return copied, {place: source for place, source in references.items() if place.steps}


def kept_arguments(call: Call, parts: Iterable[Part]) -> Iterator[tuple[tuple[str, ...], int]]:
    """The arguments that lie in what a constructor returns, with the steps to each; `parts` has its parameters."""
    for steps, root in parts:
        number = int(root[1:])
        if number < len(call.args) and not call.callee.interface:
            yield steps, call.args[number]


def _inner(
    function: Function,
    table: list[Path],
    stores: dict[int, list[Store]],
    parts: Mapping[str, frozenset[Part]],
) -> dict[Path, Path]:
    """Places of objects, and of what constructors return, to which only one pointer is put, with its path."""
    found: dict[Path, set[Path]] = {}
    for address, put in stores.items():
        for store in put:
            if isinstance(function.types[store.value], Pointer) and table[address].steps:
                found.setdefault(table[address], set()).add(table[store.value])
    for call in ops_of(function, Call) if parts else ():
        for steps, value in kept_arguments(call, parts.get(call.callee.symbol, ())):
            found.setdefault(Path(f"v{call.result}", steps), set()).add(table[value])
    return {place: next(iter(put)) for place, put in found.items() if len(put) == 1 and place.root[0] == "v"}


class _Sweep(Struct, frozen=True, eq=False):
    """What one pass over a function knows. Phis among the `opaque` are objects of their own; `put` says of new maps
    where they are put."""

    definition: list[Op | None]
    cells: dict[int, tuple[Store, ...]]
    results: Mapping[str, Path]
    literals: Literals
    put: dict[int, list[Store | MapWrite]]
    opaque: set[int]


def _swept(defined: Sequence["_Defined"], sweep: _Sweep) -> list[Path]:
    table: list[Path | None] = [None] * len(sweep.definition)
    for value, op, find in defined:
        found = find(op, table, sweep) if find is not None else None
        table[value] = found if found is not None else own_path(value)
    return [path if path is not None else own_path(value) for value, path in enumerate(table)]


_OWN: list[Path] = []


def own_path(value: int) -> Path:
    """The path of a value that is an object of its own."""
    while len(_OWN) <= value:
        _OWN.append(Path(f"v{len(_OWN)}"))
    return _OWN[value]


_Table = list[Path | None]
_Find = Callable[[Any, _Table, _Sweep], Path | None]
_Defined = tuple[int, Op, _Find | None]  # in the order of the blocks a value, what defines it, how its path is found


def _parameter(op: Param, table: _Table, sweep: _Sweep) -> Path:
    return Path(f"p{op.index}")


def _captured(op: FreeVar, table: _Table, sweep: _Sweep) -> Path:
    return Path(f"f{op.index}")


def _global(op: Global, table: _Table, sweep: _Sweep) -> Path:
    return Path(f"g:{op.symbol}")


def _field(op: FieldAddr | FieldOf, table: _Table, sweep: _Sweep) -> Path | None:
    base = table[op.base]
    return None if base is None else base.then(step(op.owner, op.field))


def _sliced(op: SliceOf | Range, table: _Table, sweep: _Sweep) -> Path | None:
    return table[op.base]


def _converted(op: Convert | TypeAssert, table: _Table, sweep: _Sweep) -> Path | None:
    return table[op.operand]


def _next(op: Next, table: _Table, sweep: _Sweep) -> Path | None:
    return table[op.iterator]


def _item(op: IndexAddr | IndexOf, table: _Table, sweep: _Sweep) -> Path | None:
    base = table[op.base]
    return None if base is None else base.then(ITEM)


def _element(op: MapRead | Recv, table: _Table, sweep: _Sweep) -> Path | None:
    base = table[op.map if isinstance(op, MapRead) else op.channel]
    return None if base is None else base.then(ELEMENT if isinstance(op, MapRead) else RECEIVED)


def _joined(op: Phi, table: _Table, sweep: _Sweep) -> Path | None:
    if op.result in sweep.opaque:
        return None
    known = {table[operand] for operand in op.operands if operand not in sweep.put} - {None}
    return known.pop() if len(known) == 1 else None


def _put(
    function: Function, definition: list[Op | None], stores: dict[int, list[Store]]
) -> dict[int, list[Store | MapWrite]]:
    """By new map where it is put: into a cell, or as an element of another map."""
    found: dict[int, list[Store | MapWrite]] = {}
    places: list[Store | MapWrite] = [store for several in stores.values() for store in several]
    for op in (*places, *ops_of(function, MapWrite)):
        if type(definition[op.value]) is MakeMap:
            found.setdefault(op.value, []).append(op)
    return found


def _is_at(value: int, path: Path, table: list[Path], sweep: _Sweep) -> bool:
    """Whether a value is the object at the path, or a new map that is put there: `if m == nil { m = map[K]V{}; x.m = m
    }`."""
    if table[value] == path:
        return True
    places = sweep.put.get(value, ())
    return any(path == (table[op.address] if isinstance(op, Store) else table[op.map].then(ELEMENT)) for op in places)


def _loaded(op: Load, table: _Table, sweep: _Sweep) -> Path | None:
    """A cell that is stored to once is its value; else it is its own root."""
    if type(sweep.definition[op.address]) is Alloc:
        stores = sweep.cells.get(op.address, ())
        if len(stores) == 1:
            source = table[stores[0].value]
            if source is not None and type(sweep.definition[stores[0].value]) is not Closure:
                return source
    return table[op.address]


_FIRST = frozenset({MapRead, TypeAssert, Recv, Call})


def _extracted(op: Extract, table: _Table, sweep: _Sweep) -> Path | None:
    source = sweep.definition[op.tuple]
    base = table[op.tuple]
    if type(source) is Next:
        return base.then(ELEMENT) if base is not None and op.index == 2 else None
    if type(source) is Select and op.index >= 2:
        channel = table[source.cases[op.index - 2].channel]
        return channel.then(RECEIVED) if channel is not None else None
    if (
        type(source) is Call
        and base is not None
        and any(one.index == op.index for one in sweep.literals.get(source.callee.symbol, ()))
    ):
        return base.then(*result_steps(op.index))
    return base if op.index == 0 and type(source) in _FIRST else None


def result_steps(index: int) -> tuple[str, ...]:
    """The steps from a call to one of its results that are literals: what these have captured belongs to the call."""
    return (f"#{index}",) if index else ()


def _result(op: Call, table: _Table, sweep: _Sweep) -> Path | None:
    """What a call's result aliases, from the callee's frame into this one."""
    alias = sweep.results.get(op.callee.symbol)
    if alias is None or op.callee.interface:
        return None
    if alias.root.startswith("g:"):
        return alias
    if alias.root.startswith("p"):
        index = int(alias.root[1:])
        base = table[op.args[index]] if index < len(op.args) else None
        return base.then(*alias.steps) if base is not None else None
    return None


# How the path of an operation's result comes from those of its operands; None, or no entry: an object of its own.
_FOUND: dict[type, _Find] = {
    Param: _parameter,
    FreeVar: _captured,
    Global: _global,
    FieldAddr: _field,
    FieldOf: _field,
    SliceOf: _sliced,
    Range: _sliced,
    Convert: _converted,
    TypeAssert: _converted,
    Next: _next,
    IndexAddr: _item,
    IndexOf: _item,
    MapRead: _element,
    Recv: _element,
    Phi: _joined,
    Load: _loaded,
    Extract: _extracted,
    Call: _result,
}


def last_name(path: Path) -> str:
    """The key of a lock: its last field (with what an unnamed struct is in), or its variable; "" for a local one."""
    if not path.steps:
        return path.root[2:] if path.root.startswith("g:") else ""
    last = path.steps[-1]
    if is_element(last) or last.startswith("."):
        before = last_name(Path(path.root, path.steps[:-1]))
        return before + last if before else last
    return last
