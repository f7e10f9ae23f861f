"""A map that a function makes, fills and gives away: nobody else has it then."""

from tree_sitter import Node

from golint_py.fix.places import function_of, walk
from golint_py.syntax import nodes as N


def only_filled(value: Node, data: bytes) -> bool:
    """Whether a name is that of a map which the function has made to give it away here: before, it is only indexed and
    measured, and not used after."""
    around = function_of(value)
    name = N.text(value, data)
    mentions = [one for one in walk(around) if one.kind_id == N.IDENTIFIER and N.text(one, data) == name]
    first = mentions[0].parent
    made = first.parent if first is not None else None
    if made is None or made.kind_id != N.SHORT_VAR_DECLARATION or mentions[-1].id != value.id:
        return False
    left, right = N.children(N.need(made, N.F_LEFT)), N.children(N.need(made, N.F_RIGHT))
    if len(left) != 1 or not (right[0].kind_id == N.COMPOSITE_LITERAL or N.text(right[0], data).startswith("make(map")):
        return False
    if _loops(value, around) - _loops(made, around):
        return False
    return all(function_of(one).id == around.id and _filled_or_measured(one, data) for one in mentions[1:-1])


def _filled_or_measured(name: Node, data: bytes) -> bool:
    above = name.parent
    if above is not None and above.kind_id == N.INDEX_EXPRESSION:
        return N.need(above, N.F_OPERAND).id == name.id
    call = above.parent if above is not None else None
    return call is not None and call.kind_id == N.CALL_EXPRESSION and N.text(call, data).startswith("len(")


def _loops(node: Node, top: Node) -> set[int]:
    """The loops around a node, below the top."""
    found: set[int] = set()
    now = node.parent
    while now is not None and now.id != top.id:
        if now.kind_id == N.FOR_STATEMENT:
            found.add(now.id)
        now = now.parent
    return found
