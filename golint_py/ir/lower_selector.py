"""Lowers selectors: fields with promotion made explicit, package members, method values and method expressions.

`x.f` of an operand of unknown type reads through an address: `FieldAddr` whose base is the operand's value, owner ""
and index -1, then `Load`; an operand of known type that is not in memory gets `FieldOf`.
"""

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
    global_address,
    load,
    unknown,
)
from golint_py.ir.lower_expr import spill
from golint_py.ir.ops import (
    BoundMethod,
    Const,
    FieldAddr,
    FieldOf,
    FuncRef,
    Value,
)
from golint_py.syntax import nodes as N
from golint_py.types.model import Pointer, Type
from golint_py.types.scope import Mode, Operand, Selection, SelectionKind
from golint_py.types.scope import Step as FieldStep


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


VALUES.update(
    {
        N.SELECTOR_EXPRESSION: selector,
        N.QUALIFIED_TYPE: selector,
    }
)
PLACES.update(
    {
        N.SELECTOR_EXPRESSION: selector_place,
        N.QUALIFIED_TYPE: selector_place,
    }
)
