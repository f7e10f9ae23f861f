"""Sizes and alignments of types on 64-bit platforms, as Go's compiler gives them (`types.SizesFor("gc", "amd64")`)."""

from golint_py.types.lookup import Lookup
from golint_py.types.model import Array, Basic, Chan, Interface, Map, Pointer, Signature, Slice, StructType, Type
from golint_py.types.substitute import MAX_DEPTH

WORD = 8
_BASIC = {
    "bool": 1,
    "int8": 1,
    "uint8": 1,
    "int16": 2,
    "uint16": 2,
    "int32": 4,
    "uint32": 4,
    "float32": 4,
    "int64": 8,
    "uint64": 8,
    "float64": 8,
    "int": 8,
    "uint": 8,
    "uintptr": 8,
    "unsafe.Pointer": 8,
    "complex64": 8,
    "complex128": 16,
    "string": 16,
}


def size_of(lookup: Lookup, type: Type | None) -> int | None:
    """Bytes of a value of the type, None where it depends on what is unknown or on a type parameter."""
    found = _layout(lookup, type, 0)
    return found[0] if found is not None else None


def alignment_of(lookup: Lookup, type: Type | None) -> int | None:
    """The alignment of a variable of the type in bytes, None where it is unknown."""
    found = _layout(lookup, type, 0)
    return found[1] if found is not None else None


def _layout(lookup: Lookup, type: Type | None, depth: int) -> tuple[int, int] | None:
    """Size and alignment."""
    base = lookup.underlying(type)
    if depth > MAX_DEPTH:
        return None
    match base:
        case Basic(name=name):
            size = _BASIC.get(name)
            return (size, min(size, WORD) if name != "complex64" else 4) if size is not None else None
        case Pointer() | Map() | Chan() | Signature():
            return WORD, WORD
        case Slice():
            return 3 * WORD, WORD
        case Interface():
            return 2 * WORD, WORD
        case Array(elem=elem, length=length):
            found = _layout(lookup, elem, depth + 1)
            return (found[0] * length, found[1]) if found is not None and length >= 0 else None
        case StructType():
            return _struct(lookup, base, depth)
    return None


def _struct(lookup: Lookup, struct: StructType, depth: int) -> tuple[int, int] | None:
    size, widest, last = 0, 1, 1
    for field in struct.fields:
        found = _layout(lookup, field.type, depth + 1)
        if found is None:
            return None
        last, alignment = found
        size = _aligned(size, alignment) + last
        widest = max(widest, alignment)
    if struct.fields and last == 0 and size > 0:
        size += 1  # a pointer to a last field without size must not point behind the struct
    return _aligned(size, widest), widest


def _aligned(offset: int, alignment: int) -> int:
    return (offset + alignment - 1) // alignment * alignment
