"""Gives untyped constants and nil the type that their context demands, and other small judgements about operands."""

from tree_sitter import Node

from golint_py.syntax import nodes as n
from golint_py.types.constants import COMPARISONS, represent
from golint_py.types.model import Basic, Interface, Signature, Type, TypeParam
from golint_py.types.scope import Mode, Operand
from golint_py.types.state import State
from golint_py.types.universe import DEFAULTS, is_untyped

_SHIFTS = frozenset({"<<", ">>"})


def convert(state: State, node: Node, operand: Operand, target: Type | None) -> Operand:
    """Record that an untyped operand is used as a value of type `target`; others stay as they are."""
    type = operand.type
    if type.__class__ is not Basic or type.name[:8] != "untyped " or target is None:
        return operand
    base = state.lookup.underlying(target)
    if base is None:
        return operand
    if isinstance(base, Interface) and not isinstance(target, TypeParam):
        if type.name == "untyped nil":
            return _record(state, node, operand, target)
        return _record(state, node, operand, DEFAULTS[type.name])
    if isinstance(base, Basic) and is_untyped(base):
        return operand
    return _record(state, node, operand, target)


def convert_default(state: State, node: Node, operand: Operand) -> Operand:
    """Record that an untyped operand is used where its default type is taken, as in `x := 1`."""
    type = operand.type
    if type.__class__ is Basic and type.name in DEFAULTS:
        return _record(state, node, operand, DEFAULTS[type.name])
    return operand


def _record(state: State, node: Node, operand: Operand, target: Type) -> Operand:
    """Set the type of an untyped expression and of the untyped operands it is made of."""
    base = state.lookup.underlying(target)
    value = operand.value
    if value is not None and isinstance(base, Basic):
        value = represent(value, base)
    result = Operand(Mode.VALUE, target, value)
    state.operands[node.id] = result
    pending = _parts(node) if value is None else []  # the parts of a constant keep their untyped kinds
    while pending:
        inner = pending.pop()
        known = state.operands.get(inner.id)
        if known is not None and is_untyped(known.type):
            value = known.value
            if value is not None and isinstance(base, Basic):
                value = represent(value, base)
            state.operands[inner.id] = Operand(Mode.VALUE, target, value)
            pending.extend(_parts(inner))
    return result


def _parts(node: Node) -> list[Node]:
    """The operands whose type is that of the whole."""
    kind = node.kind_id
    if kind == n.PARENTHESIZED_EXPRESSION:
        return n.children(node)[:1]
    if kind == n.UNARY_EXPRESSION:
        return [n.need(node, n.F_OPERAND)]
    if kind == n.BINARY_EXPRESSION:
        operator = n.need(node, n.F_OPERATOR).type
        if operator in COMPARISONS:
            return []
        left = n.need(node, n.F_LEFT)
        return [left] if operator in _SHIFTS else [left, n.need(node, n.F_RIGHT)]
    return []


def as_signature(state: State, type: Type | None) -> Signature | None:
    """The signature of a value that can be called, None where the type is not known to be one."""
    if type.__class__ is Signature:
        return type
    core = state.lookup.core(type)
    return core if isinstance(core, Signature) else None


def unparenthesised(node: Node) -> Node:
    """The expression inside any number of parentheses."""
    while node.kind_id == n.PARENTHESIZED_EXPRESSION or node.kind_id == n.PARENTHESIZED_TYPE:
        node = n.children(node)[0]
    return node
