"""Lowers index and slice expressions, and expressions that the grammar takes for types."""

from collections.abc import Generator

from tree_sitter import Node

from golint_py.ir.lower_base import (
    PLACES,
    VALUES,
    Frame,
    Step,
    Work,
    begin,
    begin_place,
    coerce,
    load,
    strip,
    unknown,
)
from golint_py.ir.lower_expr import spill
from golint_py.ir.ops import (
    IndexAddr,
    IndexOf,
    MapRead,
    SliceOf,
    Value,
)
from golint_py.syntax import nodes as N
from golint_py.types.model import Array, Basic, Interface, Map, Pointer, Signature, Slice, StructType, Tuple, Type
from golint_py.types.scope import Mode, Operand
from golint_py.types.universe import BOOL, FLOAT64, STRING, UINT8

_MAP_KEYS = frozenset({N.STRING_LITERAL, N.RAW_STRING_LITERAL, N.FLOAT_LITERAL, N.COMPOSITE_LITERAL})
_NO_NUMBERS = (STRING, FLOAT64, BOOL)


def index(f: Frame, node: Node, known: Operand | None) -> Step:
    """`x[i]`, and `f[T]` of a generic function."""
    return _index(f, node, known, False)


def index_place(f: Frame, node: Node, known: Operand | None) -> Step:
    """`x[i]` before it is read."""
    return _index(f, node, known, True)


def _index(f: Frame, node: Node, known: Operand | None, want_place: bool) -> Step:
    operand, index = index_parts(node)
    inner = f.operands.get(operand.id)
    if node.id in f.info.instances or index is None or (inner is not None and inner.type.__class__ is Signature):
        return begin(f, operand)
    return element(f, node, operand, index, known, want_place)


def index_parts(node: Node) -> tuple[Node, Node | None]:
    """The x and i of `x[i]`, also where the grammar takes that for a generic type; no index where there are several."""
    if node.kind_id == N.INDEX_EXPRESSION:
        return N.need(node, N.F_OPERAND), N.need(node, N.F_INDEX)
    operand = N.need(node, N.F_TYPE)
    listed = N.field(node, N.F_TYPE_ARGUMENTS)
    inner = N.children(node)[1:] if listed is None else N.children(listed)
    return operand, inner[0] if len(inner) == 1 else None


def element(f: Frame, node: Node, operand: Node, index: Node, known: Operand | None, want_place: bool) -> Work:
    """`operand[index]`."""
    if index.kind_id == N.TYPE_ELEM:
        index = N.children(index)[0]
    base, key, form = yield from indexed(f, operand, index)
    at = f.at(node)
    if form == "map":
        return map_read(f, at, base, key, False, known)
    if form == "address":
        address = element_address(f, at, base, key)
        return ~address if want_place else load(f, at, address)
    type = None if known is None else known.type
    under = f.shared.lookup.core(f.types[base])
    if isinstance(under, Array):
        type = under.elem
    elif isinstance(under, Basic):
        type = UINT8
    result = f.value(type)
    f.emit(IndexOf(result, at, base, key))
    return result


def indexed(f: Frame, operand: Node, index: Node) -> Generator[Work, int, tuple[Value, Value, str]]:
    """Operand and index, and what they make: "map", "address" (the base is a slice, a pointer to an array or an array's
    address), or "value". Use with `yield from`."""
    step = begin_place(f, operand)
    place = step if isinstance(step, int) else (yield step)
    known = f.operands.get(operand.id)
    lookup = f.shared.lookup
    type = None if known is None else known.type
    if type is None and place >= 0:
        type = f.types[place]
    under = lookup.core(type)
    kind = under.__class__
    if kind is Array and place < 0:
        base, form = ~place, "address"
    else:
        base = place if place >= 0 else load(f, f.at(operand), ~place)
        if kind is Map:
            form = "map"
        elif kind is Slice or (kind is Pointer and isinstance(lookup.core(under.elem), Array)):  # type: ignore[union-attr]
            form = "address"
        elif under is None and (strip(index).kind_id in _MAP_KEYS or _no_number(f, index)):
            form = "map"
        else:
            form = "value"
    step = begin(f, index)
    key = step if isinstance(step, int) else (yield step)
    if form == "map" and isinstance(under, Map):
        key = coerce(f, key, under.key, f.at(index))
    return base, key, form


def _no_number(f: Frame, index: Node) -> bool:
    """Whether an index is a value that only maps have keys of: all else is indexed by integers."""
    known = f.operands.get(index.id)
    if known is None or known.mode is not Mode.VALUE:
        return False
    under = f.shared.lookup.underlying(known.type)
    return under in _NO_NUMBERS or isinstance(under, StructType | Pointer | Interface)


def element_address(f: Frame, at: int, base: Value, key: Value) -> Value:
    """The address of an element of a slice, or of the array that `base` points to."""
    lookup = f.shared.lookup
    under = lookup.core(f.types[base])
    elem: Type | None = None
    if isinstance(under, Pointer):
        under = lookup.core(under.elem)
    if isinstance(under, Slice | Array):
        elem = under.elem
    address = f.value(Pointer(elem))
    f.emit(IndexAddr(address, at, base, key))
    return address


def map_read(f: Frame, at: int, base: Value, key: Value, comma_ok: bool, known: Operand | None) -> Value:
    """`m[k]`."""
    under = f.shared.lookup.core(f.types[base])
    elem: Type | None = None
    if isinstance(under, Map):
        elem = under.elem
    elif known is not None and known.type.__class__ is not Tuple:
        elem = known.type
    result = f.value(Tuple((elem, BOOL)) if comma_ok else elem)
    f.emit(MapRead(result, at, base, key, comma_ok))
    return result


def comma_ok_index(f: Frame, node: Node) -> Work:
    """`m[k]` where two values are wanted: whatever the operand is, it must be a map."""
    base, key, _ = yield from indexed(f, N.need(node, N.F_OPERAND), N.need(node, N.F_INDEX))
    return map_read(f, f.at(node), base, key, True, f.operands.get(node.id))


def slice_expression(f: Frame, node: Node, known: Operand | None) -> Work:
    """`x[low:high:max]`."""
    operand = N.need(node, N.F_OPERAND)
    step = begin_place(f, operand)
    place = step if isinstance(step, int) else (yield step)
    inner = f.operands.get(operand.id)
    type = None if inner is None else inner.type
    under = f.shared.lookup.core(type)
    if isinstance(under, Array):
        base = ~place if place < 0 else spill(f, f.at(operand), place)
    else:
        base = place if place >= 0 else load(f, f.at(operand), ~place)
    bounds: list[Value | None] = []
    for field in (N.F_START, N.F_END, N.F_CAPACITY):
        bound = N.field(node, field)
        if bound is None:
            bounds.append(None)
        else:
            step = begin(f, bound)
            bounds.append(step if isinstance(step, int) else (yield step))
    result = f.value(_sliced(f, base, known))
    f.emit(SliceOf(result, f.at(node), base, bounds[0], bounds[1], bounds[2]))
    return result


def _sliced(f: Frame, base: Value, known: Operand | None) -> Type | None:
    if known is not None and known.type is not None:
        return known.type
    type = f.types[base]
    under = f.shared.lookup.core(type)
    if isinstance(under, Pointer):
        array = f.shared.lookup.core(under.elem)
        return Slice(array.elem) if isinstance(array, Array) else None
    return type


def starred(f: Frame, node: Node, known: Operand | None) -> Work:
    """`*p` that the grammar takes for a type."""
    step = begin(f, N.children(node)[0])
    return load(f, f.at(node), step if isinstance(step, int) else (yield step))


def starred_place(f: Frame, node: Node, known: Operand | None) -> Work:
    """`*p` that the grammar takes for a type, before it is read."""
    step = begin(f, N.children(node)[0])
    return ~(step if isinstance(step, int) else (yield step))


def type_element(f: Frame, node: Node, known: Operand | None) -> Step:
    """An expression that the grammar takes for a type, in parentheses or as a type argument."""
    while node.kind_id in (N.TYPE_ELEM, N.PARENTHESIZED_TYPE):
        inner = N.children(node)
        if len(inner) != 1:
            return unknown(f, f.at(node), "type where a value is wanted", (), None)
        node = inner[0]
    return begin(f, node)


VALUES.update(
    {
        N.INDEX_EXPRESSION: index,
        N.SLICE_EXPRESSION: slice_expression,
        N.TYPE_INSTANTIATION_EXPRESSION: index,
        N.GENERIC_TYPE: index,
        N.POINTER_TYPE: starred,
        N.TYPE_ELEM: type_element,
        N.PARENTHESIZED_TYPE: type_element,
    }
)
PLACES.update(
    {
        N.INDEX_EXPRESSION: index_place,
        N.GENERIC_TYPE: index_place,
        N.POINTER_TYPE: starred_place,
    }
)
