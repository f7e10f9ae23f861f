"""Sizes, alignments and offsets of types as Go's compiler gives them (`types.SizesFor("gc", "amd64")`, and "386")."""

from golint_py.types.lookup import Lookup
from golint_py.types.model import Array, Basic, Chan, Interface, Map, Pointer, Signature, Slice, StructType, Type
from golint_py.types.substitute import MAX_DEPTH

WORD = 8  # bytes of a word on 64-bit platforms
WORD_32 = 4
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
    "complex64": 8,
    "complex128": 16,
}
_WORDS = {"int": 1, "uint": 1, "uintptr": 1, "unsafe.Pointer": 1, "string": 2}


def size_of(lookup: Lookup, type: Type | None, word: int = WORD) -> int | None:
    """Bytes of a value of the type, None where it depends on what is unknown or on a type parameter."""
    found = _layout(lookup, type, word, 0)
    return found[0] if found is not None else None


def alignment_of(lookup: Lookup, type: Type | None, word: int = WORD) -> int | None:
    """The alignment of a variable of the type in bytes, None where it is unknown."""
    found = _layout(lookup, type, word, 0)
    return found[1] if found is not None else None


def offset_of(lookup: Lookup, type: Type | None, index: int, word: int = WORD) -> int | None:
    """The bytes before field number `index` of a struct, None where they are unknown."""
    base = lookup.underlying(type)
    if not isinstance(base, StructType) or index >= len(base.fields):
        return None
    offset = 0
    for number, field in enumerate(base.fields[: index + 1]):
        found = _layout(lookup, field.type, word, 0)
        if found is None:
            return None
        offset = _aligned(offset, found[1])
        if number < index:
            offset += found[0]
    return offset


def _layout(lookup: Lookup, type: Type | None, word: int, depth: int) -> tuple[int, int] | None:
    """Size and alignment."""
    base = lookup.underlying(type)
    if depth > MAX_DEPTH:
        return None
    match base:
        case Basic(name=name):
            if name in _WORDS:
                return _WORDS[name] * word, word
            size = _BASIC.get(name)
            return (size, min(size, word) if name != "complex64" else 4) if size is not None else None
        case Pointer() | Map() | Chan() | Signature():
            return word, word
        case Slice():
            return 3 * word, word
        case Interface():
            return 2 * word, word
        case Array(elem=elem, length=length):
            found = _layout(lookup, elem, word, depth + 1)
            return (found[0] * length, found[1]) if found is not None and length >= 0 else None
        case StructType():
            return _struct(lookup, base, word, depth)
    return None


def _struct(lookup: Lookup, struct: StructType, word: int, depth: int) -> tuple[int, int] | None:
    size, widest, last = 0, 1, 1
    for field in struct.fields:
        found = _layout(lookup, field.type, word, depth + 1)
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
