"""The tables from kinds of syntax nodes to the functions that judge them; `infer` fills them when it is imported.

The usual call is `quick(state, node) or (yield slow(state, node))`. Both remember the operand in `state.operands`.
"""

from collections.abc import Callable

from tree_sitter import Node

from golint_py.types.scope import Operand
from golint_py.types.state import State, Walk

QUICK: dict[int, Callable[[State, Node], Operand | None]] = {}
SLOW: dict[int, Callable[[State, Node], Walk]] = {}
STATEMENTS: dict[int, Callable[[State, Node], Walk | None]] = {}
FALLBACK: dict[str, Callable[[State, Node], Walk]] = {}


def quick(state: State, node: Node) -> Operand | None:
    """The operand of a leaf, a chain of selectors that starts at a name, or a type; None for anything else."""
    handler = QUICK.get(node.kind_id)
    return handler(state, node) if handler is not None else None


def slow(state: State, node: Node) -> Walk:
    """The walk over an expression that `quick` has no answer for; its result is the operand."""
    return SLOW.get(node.kind_id, FALLBACK["expression"])(state, node)


def statement(state: State, node: Node) -> Walk | None:
    """The walk over a statement, None where there is nothing left to do."""
    handler = STATEMENTS.get(node.kind_id)
    return handler(state, node) if handler is not None else None
