"""Uses of package unsafe that are right, but spelled as before its functions Add, Slice, String and their kin."""

from collections.abc import Iterator
from typing import Literal

from msgspec import Struct

from golint_py.analyses.casts import Cast, casts, lookup_of
from golint_py.analyses.uintptr_model import View, uses
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import Binary, Convert, FieldAddr, IndexAddr, Load, Op, SliceOf, Store
from golint_py.ir.program import Function
from golint_py.query import Query
from golint_py.types.lookup import Lookup
from golint_py.types.model import Array, Basic, Named, Pointer, Slice, StructType, Type

BIG = 1 << 16  # elements of an array type that is only there to be sliced
_ADD, _VIEWS = (1, 17), (1, 20)  # Go versions of unsafe.Add and Slice, and of String, SliceData, StringData
_INTEGERS = frozenset("int16 int32 int64 uint16 uint32 uint64".split())
_HEADERS = {"reflect.SliceHeader": "SliceData", "reflect.StringHeader": "StringData"}

Kind = Literal["Add", "Slice", "String", "SliceData", "StringData", "Uint"]


class Spelling(Struct, frozen=True):
    """An old form: where, and the function of package unsafe that says it now."""

    function: str
    at: int
    now: Kind


def spellings(unit: Unit, query: Query) -> tuple[Spelling, ...]:
    """The old forms in files whose language version has the new ones, by function."""
    found: list[Spelling] = []
    for function in unit.functions.values():
        if unit.go(function) >= _ADD:
            found += _of_function(function)
    view, lookup = View(unit, query), lookup_of(unit)
    for cast in query.get(casts, unit, query):
        if _is_integer_of_bytes(view, lookup, cast):
            found.append(Spelling(cast.function, cast.at, "Uint"))
        if unit.go(unit.functions[cast.function]) >= _VIEWS:
            now = _of_cast(view, lookup, cast)
            if now is not None:
                found.append(Spelling(cast.function, cast.at, now))
    return tuple(found)


def _of_function(function: Function) -> Iterator[Spelling]:
    """Arithmetic on addresses within one expression, and slices of very large arrays."""
    made: dict[int, Op] = {}
    for block in function.blocks:
        for op in block.ops:
            if isinstance(op, (Convert, Binary)):
                made[op.result] = op
            if type(op) is Convert and op.kind == "uintptr->unsafe" and _is_arithmetic(function, made, op):
                yield Spelling(function.symbol, op.at, "Add")
            elif type(op) is SliceOf and op.high is not None and _is_big(function, made, op.base):
                yield Spelling(function.symbol, op.at, "Slice")


def _is_arithmetic(function: Function, made: dict[int, Op], op: Convert) -> bool:
    """Whether the integer is an address made in the same expression, plus or minus a number."""
    sum_ = made.get(op.operand)
    if type(sum_) is not Binary or sum_.operator not in ("+", "-", "&^"):
        return False
    address = made.get(sum_.left)
    if type(address) is not Convert or address.kind != "unsafe->uintptr":
        return False
    inner, outer = function.spans[address.at], function.spans[op.at]
    return outer[0] <= inner[0] and inner[1] <= outer[1]


def _is_big(function: Function, made: dict[int, Op], base: int) -> bool:
    """Whether a value is a raw pointer made a pointer to an array that has more elements than the memory."""
    op, held = made.get(base), function.types[base]
    array = held.elem if type(held) is Pointer else None
    return type(op) is Convert and op.kind == "unsafe->pointer" and type(array) is Array and array.length >= BIG


def _of_cast(view: View, lookup: Lookup, cast: Cast) -> Kind | None:
    """The words of a slice or string read as a struct, and the other way round."""
    held = lookup.underlying(cast.held)
    if type(cast.seen) is Named and cast.seen.name in _HEADERS and _is_view(held):
        return _HEADERS[cast.seen.name] if _reads(view, cast, FieldAddr) else None  # type: ignore[return-value]
    seen = lookup.underlying(cast.seen)
    if not _is_view(seen) or not _reads(view, cast, Load):
        return None
    if type(held) is Slice and type(seen) is Basic:
        return "String"
    return "Slice" if type(seen) is Slice and _is_string_and_capacity(lookup, held) else None


def _is_integer_of_bytes(view: View, lookup: Lookup, cast: Cast) -> bool:
    """Whether bytes of a slice are read or written as an integer that has more than one."""
    seen = lookup.underlying(cast.seen)
    if type(seen) is not Basic or seen.name not in _INTEGERS:
        return False
    body = view.memory(cast.function).bodies[cast.function]
    source = body.definition[cast.source]
    if type(source) is not IndexAddr:
        return False
    base = lookup.underlying(body.function.types[source.base])
    return (
        type(base) is Slice and base.elem == Basic("uint8") and (_reads(view, cast, Load) or _reads(view, cast, Store))
    )


def _is_view(type_: Type | None) -> bool:
    return type(type_) is Slice or (type(type_) is Basic and type_.name == "string")


def _reads(view: View, cast: Cast, kind: type[Op]) -> bool:
    body = view.memory(cast.function).bodies[cast.function]
    return any(type(op) is kind for _block, _index, op in view.query.get(uses, body).of.get(cast.result, ()))


def _is_string_and_capacity(lookup: Lookup, type_: Type | None) -> bool:
    """Whether a struct is a string and an int: laid out like a slice."""
    if type(type_) is not StructType or len(type_.fields) != 2:
        return False
    first, second = (lookup.underlying(field.type) for field in type_.fields)
    return first == Basic("string") and second == Basic("int")
