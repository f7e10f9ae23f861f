"""Lowers composite literals: structs and arrays are filled in memory, maps and slices are made.

A literal that is the initial value of a variable in memory, or an element of another literal, is filled in place.
"""

from tree_sitter import Node

from golint_py.ir.lower_base import (
    PLACES,
    VALUES,
    Frame,
    Step,
    Work,
    begin,
    coerce,
    load,
    number,
    type_of,
    unknown,
)
from golint_py.ir.ops import Alloc, FieldAddr, IndexAddr, MakeMap, MapWrite, SliceOf, Store, Value
from golint_py.syntax import nodes as N
from golint_py.types.model import Array, Map, Named, Pointer, Slice, StructType, Type
from golint_py.types.scope import Operand


def composite(f: Frame, node: Node, known: Operand | None) -> Step:
    """`T{...}` as a value."""
    return literal_value(f, node, N.need(node, N.F_BODY), literal_type(f, node, known))


def composite_place(f: Frame, node: Node, known: Operand | None) -> Step:
    """A struct or array `T{...}` in fresh memory, as for `&T{...}`; the place is its address."""
    type = literal_type(f, node, known)
    body = N.need(node, N.F_BODY)
    if isinstance(f.shared.lookup.core(type), Map | Slice) or _spelled(node) in (N.SLICE_TYPE, N.MAP_TYPE):
        return literal_value(f, node, body, type)
    return _allocated(f, node, body, type)


def literal_type(f: Frame, node: Node, known: Operand | None) -> Type | None:
    """The type of a composite literal expression."""
    type = known.type if known is not None else None
    return type if type is not None else type_of(f, N.need(node, N.F_TYPE))


def literal_value(f: Frame, node: Node, body: Node, type: Type | None) -> Work:
    """A literal (or an inner one without its type) as a value; `&` is implied where the type is a pointer."""
    under = f.shared.lookup.core(type)
    if isinstance(under, Pointer):
        return ~(yield _allocated(f, node, body, under.elem, type))
    if isinstance(under, StructType | Array):
        at = f.at(node)
        address = f.value(Pointer(type))
        f.emit(Alloc(address, at, "", False))
        yield fill(f, node, body, type, address)
        return load(f, at, address, type)
    if isinstance(under, Slice) or _spelled(node) == N.SLICE_TYPE:
        return (yield _slice(f, node, body, type, under.elem if isinstance(under, Slice) else None))
    if isinstance(under, Map) or _spelled(node) == N.MAP_TYPE or (under is None and _has_map_key(f, body)):
        return (yield _map(f, node, body, type, under if isinstance(under, Map) else Map(None, None)))
    if under is None and _has_field_names(f, body):
        at = f.at(node)
        address = f.value(Pointer(type))
        f.emit(Alloc(address, at, "", False))
        yield fill(f, node, body, type, address)
        return load(f, at, address, type)
    return (yield _unknown_literal(f, node, body, type))


def in_place(f: Frame, node: Node) -> bool:
    """Whether the expression is a literal that `fill` can put into memory that is there."""
    if node.kind_id != N.COMPOSITE_LITERAL:
        return False
    under = f.shared.lookup.core(literal_type(f, node, f.operands.get(node.id)))
    return isinstance(under, StructType | Array)


def _allocated(f: Frame, node: Node, body: Node, type: Type | None, pointer: Type | None = None) -> Work:
    """Fresh memory with the literal in it; the place of it."""
    address = f.value(pointer if pointer is not None else Pointer(type))
    at = f.at(node)
    f.emit(Alloc(address, at, "", True))
    under = f.shared.lookup.core(type)
    if isinstance(under, StructType | Array) or (under is None and _has_field_names(f, body)):
        yield fill(f, node, body, type, address)
    else:
        value = yield literal_value(f, node, body, type)
        f.emit(Store(at, address, value, True))
    return ~address


def fill(f: Frame, node: Node, body: Node, type: Type | None, address: Value) -> Work:
    """Put a struct or array literal into zeroed memory."""
    under = f.shared.lookup.core(type)
    if isinstance(under, Array):
        yield _elements(f, body, under.elem, address)
        return address
    owner = type.name if isinstance(type, Named) else ""
    fields = under.fields if isinstance(under, StructType) else ()
    owner = _owner(f, type) if owner else ""
    for place, element in enumerate(N.children(body)):
        key, value = _parts(element)
        index, name = place, ""
        field_type: Type | None = None
        if key is not None:
            text = _inner(key).text
            name = "" if text is None else text.decode("utf-8", "replace")
            index = next((at for at, field in enumerate(fields) if field.name == name), -1)
        if 0 <= index < len(fields):
            name, field_type = fields[index].name, fields[index].type
        at = f.at(element)
        target = f.value(Pointer(field_type))
        if _fills(f, value, field_type):
            f.emit(FieldAddr(target, at, address, owner, name, index))
            yield fill(f, value, _body(value), _own_type(f, value, field_type), target)
            continue
        step = _element(f, value, field_type)
        stored = step if isinstance(step, int) else (yield step)
        stored = coerce(f, stored, field_type, at)
        f.emit(FieldAddr(target, at, address, owner, name, index))
        f.emit(Store(at, target, stored, True))
    return address


def _owner(f: Frame, type: Type | None) -> str:
    """The name of the type that declares the fields: of an alias, the type it stands for."""
    type = f.shared.lookup.unalias(type)
    return type.name if isinstance(type, Named) else ""


def _elements(f: Frame, body: Node, elem: Type | None, address: Value) -> Work:
    """Put the elements of an array literal into memory; the length that they need."""
    index = length = 0
    for element in N.children(body):
        key, value = _parts(element)
        at = f.at(element)
        position: Value | None = None
        if key is not None:
            known = f.operands.get(_inner(key).id)
            if known is not None and isinstance(known.value, int):
                index = known.value
            else:
                step = begin(f, _inner(key))
                position = step if isinstance(step, int) else (yield step)
        if position is None:
            position = number(f, at, index)
        target = f.value(Pointer(elem))
        if _fills(f, value, elem):
            f.emit(IndexAddr(target, at, address, position))
            yield fill(f, value, _body(value), _own_type(f, value, elem), target)
        else:
            step = _element(f, value, elem)
            stored = step if isinstance(step, int) else (yield step)
            stored = coerce(f, stored, elem, at)
            f.emit(IndexAddr(target, at, address, position))
            f.emit(Store(at, target, stored, True))
        index += 1
        length = max(length, index)
    return length


def _slice(f: Frame, node: Node, body: Node, type: Type | None, elem: Type | None) -> Work:
    """A slice literal: an array in memory, sliced."""
    at = f.at(node)
    address = f.value(None)
    f.emit(Alloc(address, at, "", True))
    length = yield _elements(f, body, elem, address)
    f.types[address] = Pointer(Array(elem, length))
    result = f.value(type)
    f.emit(SliceOf(result, at, address, None, None, None))
    return result


def _map(f: Frame, node: Node, body: Node, type: Type | None, under: Map) -> Work:
    """A map literal."""
    at = f.at(node)
    result = f.value(type)
    f.emit(MakeMap(result, at))
    for element in N.children(body):
        key, value = _parts(element)
        place = f.at(element)
        if key is None:
            name = unknown(f, place, "element of a map without a key", (), None)
        else:
            step = _element(f, _inner(key), under.key)
            name = step if isinstance(step, int) else (yield step)
            name = coerce(f, name, under.key, place)
        step = _element(f, value, under.elem)
        stored = step if isinstance(step, int) else (yield step)
        f.emit(MapWrite(place, result, name, coerce(f, stored, under.elem, place), True))
    return result


def _unknown_literal(f: Frame, node: Node, body: Node, type: Type | None) -> Work:
    """A literal of an unknown type: its elements are evaluated."""
    found: list[Value] = []
    pending = [body]
    while pending:
        for element in N.children(pending.pop()):
            key, value = _parts(element)
            for one in (key, value):
                inner = None if one is None else _inner(one)
                if inner is None:
                    continue
                if inner.kind_id == N.LITERAL_VALUE:
                    pending.append(inner)
                elif one is not key or f.objects.get(inner.id) is not None or inner.kind_id != N.IDENTIFIER:
                    step = begin(f, inner)
                    found.append(step if isinstance(step, int) else (yield step))
    return unknown(f, f.at(node), "literal of an unknown type", tuple(found), type)


# Elements.


def _parts(element: Node) -> tuple[Node | None, Node]:
    """Key, if any, and value of an element."""
    if element.kind_id == N.KEYED_ELEMENT:
        return N.need(element, N.F_KEY), _inner(N.need(element, N.F_VALUE))
    return None, _inner(element)


def _inner(element: Node) -> Node:
    if element.kind_id == N.LITERAL_ELEMENT:
        inner = N.children(element)
        if inner:
            return inner[0]
    return element


def _element(f: Frame, value: Node, type: Type | None) -> Step:
    """An element's value; the type of a literal may be left out."""
    if value.kind_id == N.LITERAL_VALUE:
        return literal_value(f, value, value, type)
    return begin(f, value)


def _fills(f: Frame, value: Node, type: Type | None) -> bool:
    """Whether the element is itself a struct or array literal of exactly the type that is filled."""
    if value.kind_id == N.LITERAL_VALUE:
        return isinstance(f.shared.lookup.core(type), StructType | Array)
    if value.kind_id != N.COMPOSITE_LITERAL:
        return False
    return in_place(f, value) and isinstance(f.shared.lookup.core(type), StructType | Array)


def _body(value: Node) -> Node:
    return value if value.kind_id == N.LITERAL_VALUE else N.need(value, N.F_BODY)


def _own_type(f: Frame, value: Node, type: Type | None) -> Type | None:
    return type if value.kind_id == N.LITERAL_VALUE else literal_type(f, value, f.operands.get(value.id))


def _spelled(node: Node) -> int:
    """The kind of the type that is written before the literal, 0 where there is none."""
    written = node.child_by_field_id(N.F_TYPE) if node.kind_id == N.COMPOSITE_LITERAL else None
    return 0 if written is None else written.kind_id


_MAP_KEYS = frozenset({N.STRING_LITERAL, N.RAW_STRING_LITERAL, N.FLOAT_LITERAL, N.COMPOSITE_LITERAL, N.LITERAL_VALUE})


def _has_map_key(f: Frame, body: Node) -> bool:
    """Whether a key proves that the literal is a map."""
    for element in N.children(body):
        key, _ = _parts(element)
        if key is not None and _inner(key).kind_id in _MAP_KEYS:
            return True
    return False


def _has_field_names(f: Frame, body: Node) -> bool:
    """Whether all keys are names of nothing in scope, so that they must be fields."""
    found = False
    for element in N.children(body):
        key, _ = _parts(element)
        if key is None:
            return False
        inner = _inner(key)
        if inner.kind_id != N.IDENTIFIER or f.objects.get(inner.id) is not None:
            return False
        found = True
    return found


VALUES[N.COMPOSITE_LITERAL] = composite
PLACES[N.COMPOSITE_LITERAL] = composite_place
