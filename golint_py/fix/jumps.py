"""What Go does not allow a `goto` to jump over: the declaration of a variable in the block of its label."""

from collections.abc import Sequence

from tree_sitter import Node

from golint_py.fix.places import function_of, walk
from golint_py.syntax import nodes as N

_DECLARING = frozenset({N.SHORT_VAR_DECLARATION, N.VAR_DECLARATION})


def jumped_over(declarations: Sequence[Node], data: bytes) -> int:
    """How many pairs of a `goto` and a declaration between it and its label there are."""
    if b"goto" not in data:
        return 0
    found = 0
    for top in declarations:
        gotos = [one for one in walk(top) if one.kind_id == N.GOTO_STATEMENT]
        labels = [one for one in walk(top) if gotos and one.kind_id == N.LABELED_STATEMENT]
        for jump in gotos:
            for label in labels:
                if _name(jump, data) == _name(label, data) and function_of(jump).id == function_of(label).id:
                    beside = N.children(label.parent) if label.parent is not None else []
                    found += sum(
                        one.kind_id in _DECLARING and jump.start_byte < one.start_byte < label.start_byte
                        for one in beside
                    )
    return found


def _name(node: Node, data: bytes) -> str:
    return N.text(N.children(node)[0], data)
