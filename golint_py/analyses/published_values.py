"""Values loaded from an atomic variable or a concurrent map, and then written through.

Everybody who loads gets the same object. Intra-procedural by access paths, with functions that return what they have
loaded: a map write, a store to a field or element, whose path begins at the loaded value. Silent where any lock is
held at the write.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from golint_py.analyses.access_paths import Path, Paths, access_paths, is_element
from golint_py.analyses.callgraph import receiver_and_name
from golint_py.analyses.local_locks import entered_locked, held_before, locks_of
from golint_py.analyses.tables import published_loads
from golint_py.analyses.taint_callees import with_methods
from golint_py.analyses.unit import Unit
from golint_py.analyses.value_sources import copies
from golint_py.ir.dominators import dominators
from golint_py.ir.ops import Alloc, Call, Global, MapClear, MapDelete, MapWrite, Op, Return, Store
from golint_py.ir.program import Function, ops_of

Point = tuple[int, int]


class Mutation(Struct, frozen=True):
    """A write at `at` through what was loaded at `load`. `source` is "atomic" or "map", `what` "map", "element" or
    "field"; `name` is the variable that was loaded from, `written` what is written."""

    function: str
    at: int
    load: int
    source: str
    what: str
    name: str
    written: str


def mutations(unit: Unit) -> tuple[Mutation, ...]:
    """All of the package's production code."""
    getters = _getters(unit)
    found: list[Mutation] = []
    for symbol, function in sorted(unit.functions.items()):
        if not function.test and not receiver_and_name(symbol)[1].startswith(("init#", "$vars")):
            found.extend(_of(unit, with_methods(function), getters))
    return tuple(found)


def _getters(unit: Unit) -> dict[str, str]:
    """Functions whose first result is what they have just loaded, with the kind of the load."""
    found: dict[str, str] = {}
    for symbol, function in unit.functions.items():
        kinds: set[str] = set()
        loads = _loads(function, {})
        if not loads:
            continue
        paths = access_paths(function)
        for block in function.blocks:
            last = block.ops[-1]
            if isinstance(last, Return) and last.values:
                kinds |= {loads[value][1] for value in copies(last.values[0], paths) if value in loads} or {""}
        if len(kinds) == 1 and "" not in kinds:
            found[symbol] = kinds.pop()
    return found


def _loads(function: Function, getters: Mapping[str, str]) -> dict[int, tuple[Call, str]]:
    known = published_loads()
    found: dict[int, tuple[Call, str]] = {}
    for op in ops_of(function, Call):
        if not op.callee.builtin:
            row = known.get(op.callee.symbol)
            kind = row.kind if row is not None else getters.get(op.callee.symbol, "")
            if kind and (op.args or row is None):
                found[op.result] = (op, kind)
    return found


def _of(unit: Unit, function: Function, getters: Mapping[str, str]) -> Iterator[Mutation]:
    loads = _loads(function, getters)
    if not loads:
        return
    paths = access_paths(function)
    roots = {f"v{value}": found for value, found in loads.items() if not _own(found[0], paths)}
    told: set[tuple[str, str]] = set()
    for number, block in enumerate(function.blocks):
        for index, op in enumerate(block.ops):
            path, what = _written(op, paths)
            if path is not None and what == "map" and not _set_before(function, paths, path, (number, index)):
                path = _original(path, paths)
            if path is None or path.root not in roots or (path.root, what) in told:
                continue
            load, kind = roots[path.root]
            if not _locked(unit, function, paths, (number, index)):
                told.add((path.root, what))
                name = _name(load, function, paths)
                yield Mutation(function.symbol, op.at, load.at, kind, what, name, _tail(path))


def _own(load: Call, paths: Paths) -> bool:
    """Whether the variable was made in this function."""
    return bool(load.args) and isinstance(paths.origin(paths.of[load.args[0]]), Alloc)


def _written(op: Op, paths: Paths) -> tuple[Path | None, str]:
    """The path that an operation writes through, and to what."""
    if isinstance(op, MapWrite | MapDelete | MapClear):
        return (None, "") if isinstance(op, MapWrite) and op.init else (paths.content(op.map), "map")
    if isinstance(op, Store) and not op.init and not isinstance(paths.definition[op.address], Alloc | Global):
        path = paths.of[op.address]
        if path.steps:
            return path, "element" if is_element(path.steps[-1]) else "field"
    return None, ""


def _set_before(function: Function, paths: Paths, path: Path, point: Point) -> bool:
    """Whether the variable's part with this path is set to something on all ways to the point: a map that was copied
    as well (`c.labels = maps.Clone(c.labels)`)."""
    made = paths.origin(path) if path.steps else None
    if not isinstance(made, Alloc):
        return False
    number, index = point
    places = [
        (block, at)
        for block, one in enumerate(function.blocks)
        for at, op in enumerate(one.ops)
        if isinstance(op, Store) and not op.init and paths.of[op.address] == path
    ]
    if any(block == number and at < index for block, at in places):
        return True
    tree = dominators(function) if places else None
    return tree is not None and any(block != number and tree.dominates(block, number) for block, _ in places)


def _original(path: Path, paths: Paths) -> Path:
    """The map in a struct that was copied by value is that of the original."""
    made = paths.origin(path)
    stores = paths.functions.get(made.result, ()) if isinstance(made, Alloc) else ()
    if len(stores) == 1 and path.steps:
        return paths.of[stores[0].value].then(*path.steps)
    return path


def _locked(unit: Unit, function: Function, paths: Paths, point: Point) -> bool:
    return bool(held_before(function, locks_of(function, paths), point)) or entered_locked(unit, function)


def _name(load: Call, function: Function, paths: Paths) -> str:
    """The variable that was loaded from, as a person writes it; the getter's name for a getter."""
    known = published_loads()
    if load.callee.symbol not in known:
        return receiver_and_name(load.callee.symbol)[1] + "()"
    path = paths.of[load.args[0]]
    root = path.root
    if root.startswith("g:"):
        first = root[2:].rpartition("/")[2].rpartition(".")[2]
    elif root[0] == "p" and int(root[1:]) < len(function.params):
        first = function.params[int(root[1:])]
    elif root[0] == "f":
        first = function.free[int(root[1:])].name
    else:
        first = "…"
    return first + _tail(path)


def _tail(path: Path) -> str:
    return "".join("[…]" if is_element(step) else "." + step.rpartition(".")[2] for step in path.steps)
