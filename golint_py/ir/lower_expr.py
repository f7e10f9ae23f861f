"""Lowers expressions other than calls, literals of composite types and function literals.

`x.f` of an operand of unknown type reads through an address: `FieldAddr` whose base is the operand's value, owner "" and
index -1, then `Load`; an operand of known type that is not in memory gets `FieldOf`.
"""

from collections.abc import Callable, Generator

from tree_sitter import Node

from golint_py.ir.lower_base import (
    LEAVES,
    PLACES,
    VALUES,
    Frame,
    Step,
    Work,
    begin,
    begin_place,
    coerce,
    global_address,
    is_interface,
    load,
    strip,
    type_of,
    unknown,
)
from golint_py.ir.ops import (
    Alloc,
    Binary,
    BoundMethod,
    Const,
    FieldAddr,
    FieldOf,
    FuncRef,
    IndexAddr,
    IndexOf,
    MapRead,
    Recv,
    SliceOf,
    Store,
    TypeAssert,
    Unary,
    Value,
)
from golint_py.syntax import nodes as N
from golint_py.types.constants import floating, integer, rune, string
from golint_py.types.model import Array, Basic, Chan, Map, Pointer, Signature, Slice, Tuple, Type
from golint_py.types.scope import Kind, Mode, Operand, Selection, SelectionKind
from golint_py.types.scope import Step as FieldStep
from golint_py.types.universe import BOOL, FLOAT64, INT, INT32, STRING, UINT8

# Names and literals.


def identifier(f: Frame, node: Node, known: Operand | None, place: bool = False) -> Value:
    """A variable, function or constant."""
    variable = f.objects.get(node.id)
    if variable is None:
        return unknown(f, f.at(node), "undeclared name", (), None if known is None else known.type)
    kind = variable.kind
    if kind is Kind.VAR:
        if variable.symbol:
            at = f.at(node)
            address = global_address(f, at, variable.symbol, variable.type)
            return ~address if place else load(f, at, address, variable.type)
        cell = f.addresses.get(variable)
        if cell is None:
            return f.builder.read(variable)
        return ~cell if place else load(f, f.at(node), cell, variable.type)
    type = variable.type if known is None or known.type is None else known.type
    if kind is Kind.FUNC:
        value = f.value(type)
        f.emit(FuncRef(value, f.at(node), variable.symbol))
        return value
    if kind is Kind.CONST or kind is Kind.NIL:
        value = f.value(type)
        f.emit(Const(value, f.at(node), variable.value, kind is Kind.NIL or variable.value is not None))
        return value
    return unknown(f, f.at(node), f"{kind.name.lower()} where a value is wanted", (), type)


def identifier_place(f: Frame, node: Node, known: Operand | None) -> Value:
    """A variable before it is read."""
    return identifier(f, node, known, True)


def literal(f: Frame, node: Node, known: Operand | None) -> Value:
    """A literal that the type information does not speak of. Imaginary ones and strings that are not UTF-8 stay unknown."""
    kind = node.kind_id
    value = f.value(_LITERALS.get(kind) if known is None or known.type is None else known.type)
    folded: bool | int | float | str | None = None
    if kind in (N.TRUE, N.FALSE):
        folded = kind == N.TRUE
    elif kind in _FOLD:
        text = node.text
        folded = None if text is None else _FOLD[kind](text.decode("utf-8", "replace"))
    f.emit(Const(value, f.at(node), folded, kind == N.NIL or folded is not None))
    return value


_LITERALS: dict[int, Type] = {
    N.INT_LITERAL: INT, N.FLOAT_LITERAL: FLOAT64, N.RUNE_LITERAL: INT32, N.STRING_LITERAL: STRING,
    N.RAW_STRING_LITERAL: STRING, N.TRUE: BOOL, N.FALSE: BOOL,
}  # fmt: skip
_FOLD: dict[int, Callable[[str], int | float | str | None]] = {
    N.INT_LITERAL: integer, N.FLOAT_LITERAL: floating, N.RUNE_LITERAL: rune, N.STRING_LITERAL: string,
    N.RAW_STRING_LITERAL: string,
}  # fmt: skip


def parenthesized(f: Frame, node: Node, known: Operand | None) -> Step:
    """`(x)`."""
    inner = strip(node)
    if inner.kind_id == N.PARENTHESIZED_EXPRESSION:
        return unknown(f, f.at(node), "empty parentheses", (), None)
    return begin(f, inner)


def parenthesized_place(f: Frame, node: Node, known: Operand | None) -> Step:
    """`(x)` before it is read."""
    inner = strip(node)
    if inner.kind_id == N.PARENTHESIZED_EXPRESSION:
        return unknown(f, f.at(node), "empty parentheses", (), None)
    return begin_place(f, inner)


# Operators.


def unary(f: Frame, node: Node, known: Operand | None) -> Step:
    """`-x`, `!x`, `<-c`, `&x`, `*p`."""
    sign = node.children[0].type
    operand = N.need(node, N.F_OPERAND)
    if sign == "&":
        return address_of(f, node, operand, known)
    if sign == "*":
        return dereference(f, node, known, False)
    return _unary(f, node, known, sign, operand)


def _unary(f: Frame, node: Node, known: Operand | None, sign: str, operand: Node) -> Work:
    step = begin(f, operand)
    value = step if isinstance(step, int) else (yield step)
    if sign == "<-":
        return receive(f, f.at(node), value, False, known)
    result = f.value(known.type if known is not None else f.types[value])
    f.emit(Unary(result, f.at(node), sign, value))
    return result


def receive(f: Frame, at: int, channel: Value, comma_ok: bool, known: Operand | None) -> Value:
    """`<-channel`."""
    base = f.shared.lookup.core(f.types[channel])
    type: Type | None = base.elem if isinstance(base, Chan) else None
    if type is None and known is not None and known.type.__class__ is not Tuple:
        type = known.type
    result = f.value(Tuple((type, BOOL)) if comma_ok else type)
    f.emit(Recv(result, at, channel, comma_ok))
    return result


def dereference(f: Frame, node: Node, known: Operand | None, place: bool) -> Work:
    """`*p`."""
    step = begin(f, N.need(node, N.F_OPERAND))
    pointer = step if isinstance(step, int) else (yield step)
    return ~pointer if place else load(f, f.at(node), pointer)


def unary_place(f: Frame, node: Node, known: Operand | None) -> Step:
    """`*p` before it is read; other unary expressions are not in memory."""
    if node.children[0].type == "*":
        return dereference(f, node, known, True)
    return begin(f, node)


def address_of(f: Frame, node: Node, operand: Node, known: Operand | None) -> Work:
    """`&x`, `&T{}`."""
    inner = strip(operand)
    if inner.kind_id == N.COMPOSITE_LITERAL:
        place = yield PLACES[N.COMPOSITE_LITERAL](f, inner, f.operands.get(inner.id))  # type: ignore[misc]
    else:
        step = begin_place(f, inner)
        place = step if isinstance(step, int) else (yield step)
    if place >= 0:
        place = ~spill(f, f.at(node), place)
    return ~place


def spill(f: Frame, at: int, value: Value) -> Value:
    """The address of fresh memory that holds the value."""
    address = f.value(Pointer(f.types[value]))
    f.emit(Alloc(address, at, "", True))
    f.emit(Store(at, address, value, True))
    return address


def binary(f: Frame, node: Node, known: Operand | None) -> Step:
    """`x + y`, `x && y`."""
    parts = node.children
    if len(parts) != 3:
        parts = [N.need(node, N.F_LEFT), N.need(node, N.F_OPERATOR), N.need(node, N.F_RIGHT)]
    left, sign, right = parts
    operator = sign.type
    if operator == "&&" or operator == "||":
        return _short_circuit(f, node, operator, left, right)
    if left.kind_id in LEAVES and right.kind_id in LEAVES:
        x = begin(f, left)
        y = begin(f, right)
        assert isinstance(x, int)
        assert isinstance(y, int)
        return _binary_op(f, node, known, operator, x, y)
    return _binary(f, node, known, operator, left, right)


def _binary(f: Frame, node: Node, known: Operand | None, operator: str, left: Node, right: Node) -> Work:
    step = begin(f, left)
    x = step if isinstance(step, int) else (yield step)
    step = begin(f, right)
    y = step if isinstance(step, int) else (yield step)
    return _binary_op(f, node, known, operator, x, y)


def _binary_op(f: Frame, node: Node, known: Operand | None, operator: str, x: Value, y: Value) -> Value:
    at = f.at(node)
    if operator == "==" or operator == "!=":
        x, y = alike(f, at, x, y)
    result = f.value(None if known is None else known.type)
    f.emit(Binary(result, at, operator, x, y))
    return result


def alike(f: Frame, at: int, x: Value, y: Value) -> tuple[Value, Value]:
    """Operands of a comparison: where one is an interface value, so is the other."""
    left, right = f.types[x], f.types[y]
    if left is not right and left is not None and right is not None:
        if is_interface(f, left):
            y = coerce(f, y, left, at)
        elif is_interface(f, right):
            x = coerce(f, x, right, at)
    return x, y


def _short_circuit(f: Frame, node: Node, operator: str, left: Node, right: Node) -> Work:
    """The left value decides, or else the right one is the value."""
    builder = f.builder
    step = begin(f, left)
    x = step if isinstance(step, int) else (yield step)
    more, done = builder.block(), builder.block()
    at = f.at(node)
    before = builder.current
    if operator == "&&":
        builder.branch(x, more, done, at)
    else:
        builder.branch(x, done, more, at)
    builder.start(more)
    builder.skip(done, before, 0, 0)
    step = begin(f, right)
    y = step if isinstance(step, int) else (yield step)
    builder.jump(done)
    builder.start(done)
    phi = builder.phi(done, f.types[x], "")
    phi.operands = [x, y][: len(builder.preds[done])]
    return phi.value


def type_assertion(f: Frame, node: Node, known: Operand | None) -> Work:
    """`x.(T)`."""
    return assertion(f, node, known, False)


def assertion(f: Frame, node: Node, known: Operand | None, comma_ok: bool) -> Work:
    """`x.(T)`, as a tuple with its ok."""
    step = begin(f, N.need(node, N.F_OPERAND))
    operand = step if isinstance(step, int) else (yield step)
    type = type_of(f, N.need(node, N.F_TYPE))
    if type is None and known is not None and known.type.__class__ is not Tuple:
        type = known.type
    result = f.value(Tuple((type, BOOL)) if comma_ok else type)
    f.emit(TypeAssert(result, f.at(node), operand, comma_ok))
    return result


# Selectors.


def selector(f: Frame, node: Node, known: Operand | None) -> Step:
    """`x.f`, `pkg.Name`, method values and method expressions."""
    return _selector(f, node, known, False)


def selector_place(f: Frame, node: Node, known: Operand | None) -> Step:
    """`x.f` before it is read."""
    return _selector(f, node, known, True)


def _selector(f: Frame, node: Node, known: Operand | None, place: bool) -> Step:
    selection = f.selections.get(node.id)
    if selection is None:
        return _unknown_field(f, node, known, place)
    kind = selection.kind
    if kind is SelectionKind.FIELD:
        operand = operand_of(node)
        if operand.kind_id in LEAVES:
            base = begin_place(f, operand)
            assert isinstance(base, int)
            return _field_at(f, node, selection, place, base)
        return _field(f, node, operand, selection, place)
    type = selection.type if known is None or known.type is None else known.type
    if kind is SelectionKind.PACKAGE:
        return _package_member(f, node, selection.symbol, type, known, place)
    if kind is SelectionKind.METHOD_EXPR:
        value = f.value(type)
        f.emit(FuncRef(value, f.at(node), selection.symbol))
        return value
    return _method_value(f, node, selection, type)


def _package_member(f: Frame, node: Node, symbol: str, type: Type | None, known: Operand | None, place: bool) -> Value:
    at = f.at(node)
    path, _, name = symbol.rpartition(".")
    exports = f.shared.lookup.exports(path)
    if exports is not None and name in exports.funcs:
        value = f.value(type)
        f.emit(FuncRef(value, at, symbol))
        return value
    if exports is not None and name in exports.consts:
        value = f.value(type)
        f.emit(Const(value, at, None, False))
        return value
    if place or (exports is not None and name in exports.vars) or (known is not None and known.addressable):
        address = global_address(f, at, symbol, type)
        return ~address if place else load(f, at, address, type)
    return unknown(f, at, f"package member {symbol}", (), type)


def _method_value(f: Frame, node: Node, selection: Selection, type: Type | None) -> Work:
    interface = selection.kind is SelectionKind.INTERFACE_METHOD
    receiver = yield receiver_of(f, operand_of(node), selection)
    value = f.value(type)
    f.emit(BoundMethod(value, f.at(node), selection.symbol, receiver, interface))
    return value


def operand_of(node: Node) -> Node:
    """The x of `x.f`, also where the grammar takes that for a type."""
    return N.need(node, N.F_PACKAGE if node.kind_id == N.QUALIFIED_TYPE else N.F_OPERAND)


def receiver_of(f: Frame, operand: Node, selection: Selection) -> Work:
    """The receiver that a method gets: embedded fields, address-of and dereference are made explicit."""
    step = begin_place(f, operand)
    place = step if isinstance(step, int) else (yield step)
    return adapted(f, f.at(operand), place, selection, selection.receiver)


def adapted(f: Frame, at: int, place: int, selection: Selection, receiver: Type | None) -> Value:
    """The receiver for a method selected from what is at `place`; `receiver` is the type after the embedded fields."""
    for field in selection.path:
        place = through(f, at, place, field)
    if selection.kind is SelectionKind.INTERFACE_METHOD:
        return place if place >= 0 else load(f, at, ~place)
    pointer = isinstance(f.shared.lookup.underlying(receiver), Pointer)
    if selection.pointer and not pointer:
        return ~place if place < 0 else spill(f, at, place)
    value = place if place >= 0 else load(f, at, ~place)
    if pointer and not selection.pointer:
        return load(f, at, value)
    return value


def through(f: Frame, at: int, place: int, field: FieldStep) -> int:
    """The place of a field of what is at `place`."""
    if field.indirect:
        base = place if place >= 0 else load(f, at, ~place)
    elif place < 0:
        base = ~place
    else:
        value = f.value(field.type)
        f.emit(FieldOf(value, at, place, field.owner, field.field, field.index))
        return value
    address = f.value(Pointer(field.type))
    f.emit(FieldAddr(address, at, base, field.owner, field.field, field.index))
    return ~address


def _field(f: Frame, node: Node, operand: Node, selection: Selection, want_place: bool) -> Work:
    step = begin_place(f, operand)
    place = step if isinstance(step, int) else (yield step)
    return _field_at(f, node, selection, want_place, place)


def _field_at(f: Frame, node: Node, selection: Selection, want_place: bool, place: int) -> int:
    at = f.at(node)
    for field in selection.path:
        place = through(f, at, place, field)
    if want_place or place >= 0:
        return place
    return load(f, at, ~place)


def _unknown_field(f: Frame, node: Node, known: Operand | None, want_place: bool) -> Work:
    operand = operand_of(node)
    inner = f.operands.get(operand.id)
    name = N.need(node, N.F_NAME if node.kind_id == N.QUALIFIED_TYPE else N.F_FIELD).text
    field = "" if name is None else name.decode("utf-8", "replace")
    at = f.at(node)
    type = None if known is None else known.type
    if inner is not None and inner.mode in (Mode.TYPE, Mode.PACKAGE):
        what = "package member" if inner.mode is Mode.PACKAGE else "method of a type"
        return unknown(f, at, f"{what} {field}", (), type)
    step = begin(f, operand)
    base = step if isinstance(step, int) else (yield step)
    address = f.value(Pointer(type))
    f.emit(FieldAddr(address, at, base, "", field, -1))
    return ~address if want_place else load(f, at, address, type)


# Index and slice expressions.


_MAP_KEYS = frozenset({N.STRING_LITERAL, N.RAW_STRING_LITERAL, N.FLOAT_LITERAL, N.COMPOSITE_LITERAL})


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
        elif under is None and strip(index).kind_id in _MAP_KEYS:
            form = "map"
        else:
            form = "value"
    step = begin(f, index)
    key = step if isinstance(step, int) else (yield step)
    if form == "map" and isinstance(under, Map):
        key = coerce(f, key, under.key, f.at(index))
    return base, key, form


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
        N.IDENTIFIER: identifier,
        N.TYPE_IDENTIFIER: identifier,
        N.INT_LITERAL: literal,
        N.FLOAT_LITERAL: literal,
        N.IMAGINARY_LITERAL: literal,
        N.RUNE_LITERAL: literal,
        N.STRING_LITERAL: literal,
        N.RAW_STRING_LITERAL: literal,
        N.NIL: literal,
        N.TRUE: literal,
        N.FALSE: literal,
        N.IOTA: literal,
        N.PARENTHESIZED_EXPRESSION: parenthesized,
        N.UNARY_EXPRESSION: unary,
        N.BINARY_EXPRESSION: binary,
        N.SELECTOR_EXPRESSION: selector,
        N.INDEX_EXPRESSION: index,
        N.SLICE_EXPRESSION: slice_expression,
        N.TYPE_ASSERTION_EXPRESSION: type_assertion,
        N.TYPE_INSTANTIATION_EXPRESSION: index,
        N.GENERIC_TYPE: index,
        N.QUALIFIED_TYPE: selector,
        N.POINTER_TYPE: starred,
        N.TYPE_ELEM: type_element,
        N.PARENTHESIZED_TYPE: type_element,
        N.PACKAGE_IDENTIFIER: identifier,
    }
)
PLACES.update(
    {
        N.IDENTIFIER: identifier_place,
        N.PARENTHESIZED_EXPRESSION: parenthesized_place,
        N.UNARY_EXPRESSION: unary_place,
        N.SELECTOR_EXPRESSION: selector_place,
        N.INDEX_EXPRESSION: index_place,
        N.GENERIC_TYPE: index_place,
        N.QUALIFIED_TYPE: selector_place,
        N.POINTER_TYPE: starred_place,
        N.TYPE_IDENTIFIER: identifier_place,
        N.PACKAGE_IDENTIFIER: identifier_place,
    }
)
