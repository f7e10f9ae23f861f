"""Which types a `sync.Map` or `atomic.Value` is stored and asked with.

By location (a field that is not exported, a package variable that is not, a local one), over all functions of the
package: the dynamic type of each key and value, where it is known at the call because a value of a concrete type is
converted to the interface there. A location that is handed on, or stored to with a type that is not known, is dropped.
"""

from collections.abc import Iterator

from msgspec import Struct

from golint_py.analyses.access_paths import Path, Paths, access_paths, is_element
from golint_py.analyses.locations import Naming, captured_variables
from golint_py.analyses.unit import Unit
from golint_py.analyses.value_sources import copies
from golint_py.ir.operands import operands
from golint_py.ir.ops import Call, Closure, Const, Convert, Extract, FieldAddr, FieldOf, Load, Op, Store, TypeAssert
from golint_py.ir.program import Function, ops_of
from golint_py.query import Query
from golint_py.types.lookup import underlying
from golint_py.types.model import Basic, Interface, Type, TypeParam

STORED = "stored"  # a key or value is put there
SOUGHT = "sought"  # a key is looked up or deleted
ASSERTED = "asserted"  # a loaded value is asserted to be of the type

# The arguments that are keys and values, and whether each is stored or sought.
_METHODS: dict[str, tuple[tuple[int, str, str], ...]] = {
    "(*sync.Map).Store": ((1, "key", STORED), (2, "value", STORED)),
    "(*sync.Map).LoadOrStore": ((1, "key", STORED), (2, "value", STORED)),
    "(*sync.Map).Swap": ((1, "key", STORED), (2, "value", STORED)),
    "(*sync.Map).CompareAndSwap": ((1, "key", SOUGHT), (3, "value", STORED)),
    "(*sync.Map).Load": ((1, "key", SOUGHT),),
    "(*sync.Map).LoadAndDelete": ((1, "key", SOUGHT),),
    "(*sync.Map).Delete": ((1, "key", SOUGHT),),
    "(*sync.Map).CompareAndDelete": ((1, "key", SOUGHT),),
    "(*sync.Map).Clear": (),
    "(*sync.Map).Range": (),
    "(*sync/atomic.Value).Store": ((1, "value", STORED),),
    "(*sync/atomic.Value).Swap": ((1, "value", STORED),),
    "(*sync/atomic.Value).CompareAndSwap": ((2, "value", STORED),),
    "(*sync/atomic.Value).Load": (),
}
_LOADS = frozenset(
    {
        "(*sync.Map).Load", "(*sync.Map).LoadOrStore", "(*sync.Map).LoadAndDelete", "(*sync.Map).Swap",
        "(*sync/atomic.Value).Load", "(*sync/atomic.Value).Swap",
    }
)  # fmt: skip
_HOLDERS = ("sync.Map", "sync/atomic.Value")
_TAKING_PART = frozenset({FieldAddr, FieldOf, Closure, Load, Extract})  # what does not hand its operand on


class Use(Struct, frozen=True):
    """A key or value (`role`) of a type at a place. `how` is one of the words above; `checked`: asserted with comma ok.
    `untyped`: a constant that got its type by default."""

    function: str
    at: int
    location: str
    name: str
    role: str
    how: str
    type: Type | None
    checked: bool = False
    untyped: bool = False
    atomic: bool = False


def uses(unit: Unit, query: Query) -> dict[str, tuple[Use, ...]]:
    """By location, where every store is in sight and its types are known."""
    paths = {symbol: query.get(access_paths, function) for symbol, function in unit.functions.items()}
    variables = captured_variables(unit.functions, paths)
    found: dict[str, list[Use]] = {}
    dropped: set[str] = set()
    for symbol, function in unit.functions.items():  # in source order
        naming = Naming(function, paths[symbol], variables[symbol])
        for block in function.blocks:
            for op in block.ops:
                dropped.update(_handed_on(op, function, naming))
        for call in ops_of(function, Call):
            for use in _uses(call, function, naming, unit):
                found.setdefault(use.location, []).append(use)
    return {
        location: tuple(several)
        for location, several in sorted(found.items())
        if location not in dropped and _is_private(location) and _is_known(several)
    }


def _is_known(several: list[Use]) -> bool:
    stored = [use for use in several if use.how == STORED]
    return bool(stored) and all(use.type is not None for use in stored)


def _is_private(location: str) -> bool:
    name = location.rpartition(".")[2]
    return "#" in location or name[:1].islower() or name[:1] == "_"


def _uses(op: Call, function: Function, naming: Naming, unit: Unit) -> Iterator[Use]:
    if op.callee.symbol not in _METHODS or not op.args:
        return
    path = naming.paths.of[op.args[0]]
    location = naming.location(path) or _local(path, function)
    if not location or any(is_element(step) for step in path.steps):
        return
    atomic = op.callee.symbol.startswith("(*sync/atomic")
    name = naming.written(path)
    for number, role, how in _METHODS[op.callee.symbol]:
        if number < len(op.args):
            kind, untyped = _dynamic(op.args[number], function, naming.paths, unit)
            if how == STORED or kind is not None:
                yield Use(function.symbol, op.at, location, name, role, how, kind, untyped=untyped, atomic=atomic)
    if op.callee.symbol in _LOADS:
        for at, kind, checked in _asserted(op, function, naming.paths, unit):
            yield Use(function.symbol, at, location, name, "value", ASSERTED, kind, checked, atomic=atomic)


def _local(path: Path, function: Function) -> str:
    return f"{function.symbol}#{path.root}" if path.root.startswith("v") and not path.steps else ""


def _dynamic(value: int, function: Function, paths: Paths, unit: Unit) -> tuple[Type | None, bool]:
    """The type that the interface value has when the program runs, None where that is not known."""
    made = paths.definition[value]
    if not isinstance(made, Convert) or made.kind != "interface":
        return None, False
    kind = function.types[made.operand]
    if kind is None or _is_open(kind) or isinstance(underlying(kind, unit.universe), Interface):
        return None, False
    if isinstance(kind, Basic) and kind.name.startswith("untyped "):
        name = {"untyped rune": "int32", "untyped float": "float64", "untyped complex": "complex128"}
        plain = name.get(kind.name, kind.name.removeprefix("untyped "))
        return (Basic(plain), True) if plain != "nil" else (None, False)
    return kind, isinstance(paths.definition[made.operand], Const)


def _asserted(load: Call, function: Function, paths: Paths, unit: Unit) -> Iterator[tuple[int, Type, bool]]:
    """Assertions of the loaded value to concrete types. A value that is asserted to several types is asked, not known:
    those of a type switch come with comma ok."""
    for block in function.blocks:
        for op in block.ops:
            if isinstance(op, TypeAssert) and load.result in copies(op.operand, paths):
                kind = function.types[op.result]
                if op.comma_ok:
                    kind = getattr(kind, "elems", (None,))[0]
                if kind is None or _is_open(kind) or isinstance(underlying(kind, unit.universe), Interface | None):
                    continue
                yield op.at, kind, op.comma_ok


def _is_open(kind: Type) -> bool:
    """Whether the type depends on type parameters."""
    work: list[object] = [kind]
    while work:
        now = work.pop()
        if isinstance(now, TypeParam):
            return True
        if isinstance(now, tuple):
            work.extend(now)
        elif isinstance(now, Struct):
            work.extend(getattr(now, name) for name in now.__struct_fields__)
    return False


def _handed_on(op: Op, function: Function, naming: Naming) -> Iterator[str]:
    """Locations of containers whose address goes anywhere but into one of their methods."""
    if type(op) in _TAKING_PART:
        return
    if type(op) is Call and op.callee.symbol in _METHODS:
        values: tuple[int, ...] = op.args[1:]
    elif type(op) is Store:
        values = (op.value, op.address) if not op.init else (op.value,)
    else:
        values = operands(op)
    for value in values:
        kind = function.types[value]
        kind = getattr(kind, "elem", kind)
        if getattr(kind, "name", "") in _HOLDERS:
            path = naming.paths.of[value]
            location = naming.location(path) or _local(path, function)
            if location:
                yield location
