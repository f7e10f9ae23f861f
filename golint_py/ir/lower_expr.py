"""Lowers names, literals of basic types, operators and type assertions."""

from collections.abc import Callable

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
    closure,
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
    Const,
    FuncRef,
    Recv,
    Store,
    TypeAssert,
    Unary,
    Value,
)
from golint_py.syntax import nodes as N
from golint_py.types.constants import floating, integer, rune, string
from golint_py.types.model import Chan, Pointer, Tuple, Type
from golint_py.types.scope import Kind, Operand
from golint_py.types.universe import BOOL, FLOAT64, INT, INT32, STRING

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
        if variable in f.plan.captures and variable in f.shared.cells.functions:
            return closure(f, f.at(node), f.shared.cells.functions[variable], variable.type)
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
    """A literal that the types do not speak of. Imaginary ones and strings that are not UTF-8 stay unknown."""
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
        N.TYPE_ASSERTION_EXPRESSION: type_assertion,
        N.PACKAGE_IDENTIFIER: identifier,
    }
)
PLACES.update(
    {
        N.IDENTIFIER: identifier_place,
        N.PARENTHESIZED_EXPRESSION: parenthesized_place,
        N.UNARY_EXPRESSION: unary_place,
        N.TYPE_IDENTIFIER: identifier_place,
        N.PACKAGE_IDENTIFIER: identifier_place,
    }
)
