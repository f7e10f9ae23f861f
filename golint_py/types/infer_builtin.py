"""Results of the predeclared functions and of those in package unsafe."""

from collections.abc import Callable

from tree_sitter import Node

from golint_py.types.infer_convert import convert, convert_default
from golint_py.types.model import Array, Basic, Map, Pointer, Slice, Type
from golint_py.types.scope import Mode, Operand
from golint_py.types.sizes import alignment_of, size_of
from golint_py.types.state import NO_VALUE, UNKNOWN, State
from golint_py.types.universe import (
    ANY,
    COMPLEX128,
    FLOAT64,
    INT,
    NUMERIC_RANK,
    STRING,
    UINT8,
    UINTPTR,
    UNSAFE_POINTER,
    is_untyped,
)

Builtin = Callable[[State, list[Node], list[Operand], bool], Operand]

_REAL_OF = {"complex64": Basic("float32"), "complex128": FLOAT64, "untyped complex": Basic("untyped float")}
_COMPLEX_OF = {"float32": Basic("complex64"), "float64": COMPLEX128}


def _len(state: State, nodes: list[Node], operands: list[Operand], spread: bool) -> Operand:
    value: int | None = None
    for child, operand in zip(nodes, operands, strict=False):
        if isinstance(operand.value, str):
            value = len(operand.value.encode("utf-8", "replace"))
        convert_default(state, child, operand)
        base = state.lookup.core(operand.type)
        if isinstance(base, Pointer):
            base = state.lookup.core(base.elem)
        if isinstance(base, Array) and base.length >= 0:
            value = base.length
    return Operand(Mode.VALUE, INT, value)


def _append(state: State, nodes: list[Node], operands: list[Operand], spread: bool) -> Operand:
    if not operands:
        return UNKNOWN
    first = operands[0]
    core = state.lookup.core(first.type)
    elem = core.elem if isinstance(core, Slice) else None
    last = len(nodes) - 1
    for at in range(1, len(nodes)):
        convert(state, nodes[at], operands[at], first.type if spread and at == last and elem is not UINT8 else elem)
    if is_untyped(first.type):
        return UNKNOWN
    return Operand(Mode.VALUE, first.type) if first.type is not None else UNKNOWN


def _copy(state: State, nodes: list[Node], operands: list[Operand], spread: bool) -> Operand:
    for child, operand in zip(nodes, operands, strict=False):
        convert_default(state, child, operand)
    return Operand(Mode.VALUE, INT)


def _delete(state: State, nodes: list[Node], operands: list[Operand], spread: bool) -> Operand:
    if len(nodes) == 2:
        base = state.lookup.core(operands[0].type)
        if isinstance(base, Map):
            convert(state, nodes[1], operands[1], base.key)
    return NO_VALUE


def _nothing(state: State, nodes: list[Node], operands: list[Operand], spread: bool) -> Operand:
    for child, operand in zip(nodes, operands, strict=False):
        convert_default(state, child, operand)
    return NO_VALUE


def _panic(state: State, nodes: list[Node], operands: list[Operand], spread: bool) -> Operand:
    for child, operand in zip(nodes, operands, strict=False):
        convert(state, child, operand, ANY)
    return NO_VALUE


def _recover(state: State, nodes: list[Node], operands: list[Operand], spread: bool) -> Operand:
    return Operand(Mode.VALUE, ANY)


def _extremum(pick: Callable[..., int | float | str]) -> Builtin:
    def result(state: State, nodes: list[Node], operands: list[Operand], spread: bool) -> Operand:
        typed = next((operand.type for operand in operands if not is_untyped(operand.type)), None)
        if typed is not None:
            for child, operand in zip(nodes, operands, strict=False):
                convert(state, child, operand, typed)
            type: Type | None = typed
        elif any(operand.type is None for operand in operands) or not operands:
            return UNKNOWN
        else:
            type = max((operand.type for operand in operands), key=_rank)
        values = [operand.value for operand in operands]
        numbers = [value for value in values if isinstance(value, int | float) and not isinstance(value, bool)]
        texts = [value for value in values if isinstance(value, str)]
        if len(numbers) == len(values):
            return Operand(Mode.VALUE, type, pick(numbers))
        return Operand(Mode.VALUE, type, pick(texts) if len(texts) == len(values) else None)

    return result


def _rank(type: Type | None) -> int:
    return NUMERIC_RANK.get(type.name, 0) if isinstance(type, Basic) else 0


def _complex(state: State, nodes: list[Node], operands: list[Operand], spread: bool) -> Operand:
    for operand in operands:
        base = state.lookup.underlying(operand.type)
        if isinstance(base, Basic) and base.name in _COMPLEX_OF:
            for child, each in zip(nodes, operands, strict=False):
                convert(state, child, each, operand.type)
            return Operand(Mode.VALUE, _COMPLEX_OF[base.name])
    if operands and all(is_untyped(operand.type) and operand.value is not None for operand in operands):
        return Operand(Mode.VALUE, Basic("untyped complex"))
    return Operand(Mode.VALUE, COMPLEX128) if all(is_untyped(operand.type) for operand in operands) else UNKNOWN


def _part(state: State, nodes: list[Node], operands: list[Operand], spread: bool) -> Operand:
    base = state.lookup.underlying(operands[0].type) if operands else None
    found = _REAL_OF.get(base.name) if isinstance(base, Basic) else None
    if found is None and is_untyped(base):
        found = Basic("untyped float")
    return Operand(Mode.VALUE, found) if found is not None else UNKNOWN


def _size(state: State, nodes: list[Node], operands: list[Operand], spread: bool) -> Operand:
    value = None
    for child, operand in zip(nodes, operands, strict=False):
        value = size_of(state.lookup, convert_default(state, child, operand).type)
    return Operand(Mode.VALUE, UINTPTR, value)


def _alignment(state: State, nodes: list[Node], operands: list[Operand], spread: bool) -> Operand:
    value = None
    for child, operand in zip(nodes, operands, strict=False):
        value = alignment_of(state.lookup, convert_default(state, child, operand).type)
    return Operand(Mode.VALUE, UINTPTR, value)


def _offset(state: State, nodes: list[Node], operands: list[Operand], spread: bool) -> Operand:
    return Operand(Mode.VALUE, UINTPTR)


def _pointer_add(state: State, nodes: list[Node], operands: list[Operand], spread: bool) -> Operand:
    _integers(state, nodes, operands)
    return Operand(Mode.VALUE, UNSAFE_POINTER)


def _integers(state: State, nodes: list[Node], operands: list[Operand]) -> None:
    for child, operand in list(zip(nodes, operands, strict=False))[1:]:
        convert(state, child, operand, INT)


def _unsafe_slice(state: State, nodes: list[Node], operands: list[Operand], spread: bool) -> Operand:
    _integers(state, nodes, operands)
    base = state.lookup.core(operands[0].type) if operands else None
    return Operand(Mode.VALUE, Slice(base.elem)) if isinstance(base, Pointer) else UNKNOWN


def _slice_data(state: State, nodes: list[Node], operands: list[Operand], spread: bool) -> Operand:
    base = state.lookup.core(operands[0].type) if operands else None
    return Operand(Mode.VALUE, Pointer(base.elem)) if isinstance(base, Slice) else UNKNOWN


def _unsafe_string(state: State, nodes: list[Node], operands: list[Operand], spread: bool) -> Operand:
    _integers(state, nodes, operands)
    return Operand(Mode.VALUE, STRING)


def _string_data(state: State, nodes: list[Node], operands: list[Operand], spread: bool) -> Operand:
    for child, operand in zip(nodes, operands, strict=False):
        convert_default(state, child, operand)
    return Operand(Mode.VALUE, Pointer(UINT8))


BUILTIN_RESULTS: dict[str, Builtin] = {
    "append": _append,
    "cap": _len,
    "clear": _nothing,
    "close": _nothing,
    "complex": _complex,
    "copy": _copy,
    "delete": _delete,
    "imag": _part,
    "len": _len,
    "max": _extremum(max),
    "min": _extremum(min),
    "panic": _panic,
    "print": _nothing,
    "println": _nothing,
    "real": _part,
    "recover": _recover,
    "unsafe.Add": _pointer_add,
    "unsafe.Alignof": _alignment,
    "unsafe.Offsetof": _offset,
    "unsafe.Sizeof": _size,
    "unsafe.Slice": _unsafe_slice,
    "unsafe.SliceData": _slice_data,
    "unsafe.String": _unsafe_string,
    "unsafe.StringData": _string_data,
}
