"""Conversions of a pointer to one of another type, by way of unsafe.Pointer, and the layout of both sides.

Sizes are those of 64-bit platforms. Only conversions whose two halves are in one function are seen.
"""

from collections.abc import Iterator

from msgspec import Struct

from golint_py.analyses.taint_memory import Memory, Root, Steps, place
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import Alloc, Convert
from golint_py.query import Query
from golint_py.types.lookup import Lookup
from golint_py.types.model import Array, Basic, Chan, Interface, Map, Pointer, Signature, Slice, StructType, Type

MAX_DEPTH = 12
_WORDS = frozenset({"int", "uint", "uintptr", "int64", "uint64"})


class Cast(Struct, frozen=True, eq=False):
    """`(*T)(unsafe.Pointer(p))`: `source` is the value p, `held` what it points to; `result` and `seen` the same for
    the pointer that results."""

    function: str
    at: int
    source: int
    result: int
    held: Type | None
    seen: Type | None


def lookup_of(unit: Unit) -> Lookup:
    """What types mean in the package."""
    return Lookup(unit.universe, unit.path)


def casts(unit: Unit, query: Query) -> tuple[Cast, ...]:
    """All such conversions of the lowered functions."""
    return tuple(_casts(unit))


def _casts(unit: Unit) -> Iterator[Cast]:
    for symbol, function in unit.functions.items():
        types = function.types
        made: dict[int, int] = {}
        for block in function.blocks:
            for op in block.ops:
                if type(op) is not Convert:
                    continue
                if op.kind == "pointer->unsafe":
                    made[op.result] = op.operand
                elif op.kind == "unsafe->pointer" and op.operand in made:
                    source = made[op.operand]
                    yield Cast(symbol, op.at, source, op.result, _elem(types[source]), _elem(types[op.result]))


def _elem(pointer: Type | None) -> Type | None:
    return pointer.elem if type(pointer) is Pointer else None


def object_at(mem: Memory, symbol: str, pointer: int) -> tuple[Root, Alloc, Type | None, Steps] | None:
    """The variable that a pointer points into: its root, operation, type and the path below; None for other memory."""
    root, steps = place(mem, symbol, pointer)
    op = mem.bodies[root[0]].definition[root[1]] if root[1] >= 0 else None
    if type(op) is not Alloc:
        return None
    return root, op, _elem(mem.bodies[root[0]].function.types[root[1]]), steps


def is_header(lookup: Lookup, type_: Type | None, words: int) -> bool:
    """Whether a struct is laid out like the header of a slice (3 words) or string (2), the first word a uintptr."""
    base = lookup.underlying(type_)
    if type(base) is not StructType or not words <= len(base.fields) <= 3:
        return False
    names = []
    for field in base.fields:
        held = lookup.underlying(field.type)
        names.append(held.name if type(held) is Basic else "")
    return names[0] == "uintptr" and all(name in _WORDS for name in names[1:])


def has_pointers(lookup: Lookup, type_: Type | None) -> bool | None:
    """Whether values of the type hold pointers that the garbage collector follows; None where that is unknown."""
    work: list[tuple[Type | None, int]] = [(type_, 0)]
    unknown = False
    while work:
        now, depth = work.pop()
        base = lookup.underlying(now)
        match base:
            case Basic(name=name):
                if name in ("string", "unsafe.Pointer"):
                    return True
            case Pointer() | Map() | Chan() | Signature() | Slice() | Interface():
                return True
            case Array(elem=elem) if depth < MAX_DEPTH:
                work.append((elem, depth + 1))
            case StructType(fields=fields) if depth < MAX_DEPTH:
                work += [(field.type, depth + 1) for field in fields]
            case _:
                unknown = True
    return None if unknown else False


def type_name(type_: Type | None) -> str:
    """The type as a person writes it, without import paths."""
    match type_:
        case Basic(name=name):
            return name
        case Pointer(elem=elem):
            return "*" + type_name(elem)
        case Slice(elem=elem):
            return "[]" + type_name(elem)
        case Array(elem=elem, length=length):
            return f"[{length}]{type_name(elem)}"
        case StructType():
            return "struct{...}"
        case None:
            return "?"
        case _:
            return getattr(type_, "name", "?").rpartition("/")[2]
