"""Leaves of expressions: literals, and types in expression position."""

from tree_sitter import Node

from golint_py.syntax import nodes as n
from golint_py.types import constants
from golint_py.types.resolve import resolve
from golint_py.types.scope import Mode, Operand
from golint_py.types.state import State
from golint_py.types.universe import (
    UNTYPED_COMPLEX,
    UNTYPED_FLOAT,
    UNTYPED_INT,
    UNTYPED_RUNE,
    UNTYPED_STRING,
)


def keep(state: State, node: Node, operand: Operand) -> Operand:
    """Remember the operand of an expression."""
    state.operands[node.id] = operand
    return operand


def integer_literal(state: State, node: Node) -> Operand:
    """An integer literal."""
    return keep(state, node, Operand(Mode.VALUE, UNTYPED_INT, constants.integer(n.text(node, state.data))))


def float_literal(state: State, node: Node) -> Operand:
    """A float literal."""
    return keep(state, node, Operand(Mode.VALUE, UNTYPED_FLOAT, constants.floating(n.text(node, state.data))))


def imaginary_literal(state: State, node: Node) -> Operand:
    """An imaginary literal; its value is unknown."""
    return keep(state, node, Operand(Mode.VALUE, UNTYPED_COMPLEX))


def rune_literal(state: State, node: Node) -> Operand:
    """A rune literal."""
    return keep(state, node, Operand(Mode.VALUE, UNTYPED_RUNE, constants.rune(n.text(node, state.data))))


def string_literal(state: State, node: Node) -> Operand:
    """A string literal."""
    return keep(state, node, Operand(Mode.VALUE, UNTYPED_STRING, constants.string(n.text(node, state.data))))


def type_operand(state: State, node: Node) -> Operand:
    """A type in expression position."""
    return keep(state, node, Operand(Mode.TYPE, resolve(state, node)))
