"""Names for memory: which object a value is, inside one function.

A *path* is a root and the fields and elements passed through from there. Pointers are not written: the address of a
field, the
field's value and what a pointer in it points to have one path. Two loads of one field have one path (stores to the
field in between are not seen: must-alias up to reassignment). Flow-insensitive, per function; unsound about pointers to
pointers and about two names for one object.
"""

from collections.abc import Mapping

from msgspec import Struct

from golint_py.ir.ops import (
    Alloc,
    Call,
    Closure,
    Convert,
    Extract,
    FieldAddr,
    FieldOf,
    FreeVar,
    Global,
    IndexAddr,
    IndexOf,
    Load,
    MapRead,
    Next,
    Op,
    Param,
    Phi,
    Range,
    Recv,
    SliceOf,
    Store,
    TypeAssert,
)
from golint_py.ir.program import Function
from golint_py.types.model import Chan, Map, Pointer, Signature

ELEMENT = "[*]"
ITEM = "[]"
MAX_STEPS = 8


class Path(Struct, frozen=True, order=True):
    """A root and steps. Roots: `p0` parameter, `f0` free variable, `g:path.x` package variable, `v7` any other value of
    this function, `?` an object that cannot be named here. A step is `path.T.f` (the declaring type and the field),
    `.f` (a field of an unnamed struct) `[*]` (an element of a map or channel) or `[]` (of a slice or array)."""

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


class Paths(Struct, frozen=True, eq=False):
    """The path of every value of a function, and the definition of every value."""

    of: tuple[Path, ...]
    definition: tuple[Op | None, ...]
    stores: dict[int, tuple[Store, ...]]  # whole stores to cells that no literal captures, by the result of the Alloc
    functions: dict[int, tuple[Store, ...]]  # the same for captured cells too: stores by the declaring function
    copied: dict[Path, Path]  # places of objects made here that were stored to once, and what was put there

    def content(self, value: int) -> Path:
        """The path of a map reached through an object that was put together here: the original's path.

        `c := *p; c.m[k]` and `s := &T{m: p.m}; s.m[k]` touch the map of `p`; a mutex in `c` is another one all the
        same.
        """
        return through(self.of[value], self.copied)


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


def step(owner: str, field: str) -> str:
    """The step for a field: `path.T.f`, or `.f` for a field of an unnamed struct."""
    return f"{owner}.{field}"


def access_paths(function: Function, results: dict[str, Path] | None = None) -> Paths:
    """Paths of all values. `results` says what a call's result aliases, by callee symbol, in the callee's frame."""
    definition: list[Op | None] = [None] * len(function.types)
    stores: dict[int, list[Store]] = {}
    phis: list[Phi] = []
    captured: set[int] = set()
    for block in function.blocks:
        for op in block.ops:
            value = getattr(op, "result", None)
            if value is not None:
                definition[value] = op
            if type(op) is Phi:
                phis.append(op)
            elif type(op) is Store:
                stores.setdefault(op.address, []).append(op)
            elif type(op) is Closure:
                captured.update(op.bindings)
    allocated = {cell: tuple(found) for cell, found in stores.items() if type(definition[cell]) is Alloc}
    cells = {cell: found for cell, found in allocated.items() if cell not in captured}
    opaque: set[int] = set()
    while True:
        table = _sweep(function, definition, cells, opaque, results or {})
        wrong = {
            phi.result
            for phi in phis
            if phi.result not in opaque and any(table[operand] != table[phi.result] for operand in phi.operands)
        }
        if not wrong:
            break
        opaque |= wrong
    copied, references = _copies(function, table, definition, stores)
    of = tuple(through(path, references) for path in table)
    return Paths(of, tuple(definition), cells, allocated, copied)


def _copies(
    function: Function, table: list[Path], definition: list[Op | None], stores: dict[int, list[Store]]
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
            reference = isinstance(function.types[store.value], Pointer | Map | Chan | Signature)
            written.setdefault(place, set()).add((source, reference))
    once = {place: next(iter(found)) for place, found in written.items() if len(found) == 1}
    copied = {place: source for place, (source, _) in once.items() if source.root[0] in "pfg"}
    references = {place: source for place, (source, reference) in once.items() if reference and place in copied}
    return copied, {place: source for place, source in references.items() if place.steps}


def _sweep(
    function: Function,
    definition: list[Op | None],
    cells: dict[int, tuple[Store, ...]],
    opaque: set[int],
    results: dict[str, Path],
) -> list[Path]:
    table: list[Path | None] = [None] * len(definition)
    for block in function.blocks:
        for op in block.ops:
            value = getattr(op, "result", None)
            if value is not None:
                table[value] = _path(op, value, table, definition, cells, opaque, results)
    return [path if path is not None else Path(f"v{value}") for value, path in enumerate(table)]


def _path(
    op: Op,
    value: int,
    table: list[Path | None],
    definition: list[Op | None],
    cells: dict[int, tuple[Store, ...]],
    opaque: set[int],
    results: dict[str, Path],
) -> Path:
    own = Path(f"v{value}")
    same = _SAME.get(type(op))
    if same is not None:
        return table[getattr(op, same)] or own
    element = _ELEMENTS.get(type(op))
    if element is not None:
        base = table[getattr(op, element[0])]
        return own if base is None else base.then(element[1])
    match op:
        case Param():
            found: Path | None = Path(f"p{op.index}")
        case FreeVar():
            found = Path(f"f{op.index}")
        case Global():
            found = Path(f"g:{op.symbol}")
        case Load():
            found = _loaded(op, table, definition, cells)
        case FieldAddr() | FieldOf():
            base = table[op.base]
            found = None if base is None else base.then(step(op.owner, op.field))
        case Extract():
            found = _extracted(op, table, definition)
        case Phi():
            known = {table[operand] for operand in op.operands} - {None}
            found = known.pop() if len(known) == 1 and value not in opaque else None
        case Call():
            found = _result(op, table, results)
        case _:
            found = None
    return found or own


# The operand whose path a value shares, and the operand and step of a value that is an element.
_SAME: dict[type, str] = {
    SliceOf: "base",
    Range: "base",
    Convert: "operand",
    TypeAssert: "operand",
    Next: "iterator",
}
_ELEMENTS: dict[type, tuple[str, str]] = {
    IndexAddr: ("base", ITEM),
    IndexOf: ("base", ITEM),
    MapRead: ("map", ELEMENT),
    Recv: ("channel", ELEMENT),
}


def _loaded(
    op: Load, table: list[Path | None], definition: list[Op | None], cells: dict[int, tuple[Store, ...]]
) -> Path | None:
    """A cell that is stored to once is its value; else it is its own root."""
    if type(definition[op.address]) is Alloc:
        stores = cells.get(op.address, ())
        if len(stores) == 1:
            source = table[stores[0].value]
            if source is not None and not isinstance(definition[stores[0].value], Closure):
                return source
    return table[op.address]


def _extracted(op: Extract, table: list[Path | None], definition: list[Op | None]) -> Path | None:
    source = definition[op.tuple]
    base = table[op.tuple]
    if isinstance(source, Next):
        return base.then(ELEMENT) if base is not None and op.index == 2 else None
    if isinstance(source, MapRead | TypeAssert | Recv | Call) and op.index == 0:
        return base
    return None


def _result(op: Call, table: list[Path | None], results: dict[str, Path]) -> Path | None:
    """What a call's result aliases, from the callee's frame into this one."""
    alias = results.get(op.callee.symbol)
    if alias is None or op.callee.interface:
        return None
    if alias.root.startswith("g:"):
        return alias
    if alias.root.startswith("p"):
        index = int(alias.root[1:])
        base = table[op.args[index]] if index < len(op.args) else None
        return base.then(*alias.steps) if base is not None else None
    return None


def last_name(path: Path) -> str:
    """The key of a lock: its last field (with what an unnamed struct is in), or its variable; "" for a local one."""
    if not path.steps:
        return path.root[2:] if path.root.startswith("g:") else ""
    last = path.steps[-1]
    if is_element(last) or last.startswith("."):
        before = last_name(Path(path.root, path.steps[:-1]))
        return before + last if before else last
    return last
