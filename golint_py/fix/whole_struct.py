"""Where a struct is copied (RULES C.3 F15)."""

import re

from tree_sitter import Node

from golint_py.fix.places import walk
from golint_py.fix.workspace import View
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.model import Named
from golint_py.types.scope import Mode

_COPYING = frozenset(
    {N.EXPRESSION_LIST, N.ARGUMENT_LIST, N.LITERAL_ELEMENT, N.SEND_STATEMENT, N.RANGE_CLAUSE, N.VAR_SPEC}
)


def copies_in(view: View, body: Body, owner: str) -> str:
    """How the function copies the struct, which has two maps in place of one then: words, or "" where it does not."""
    name = owner.rpartition(".")[2]
    declaration = view.declared.test_exports.types.get(name) if owner == f"{view.path}.{name}" else None
    if declaration is not None:
        method = next((one for one, found in declaration.methods.items() if not found.pointer), "")
        if method:
            return f"{method} has it as a value"
    data = body.scope.parsed.data
    word = re.compile(rb"\b" + re.escape(name.encode()) + rb"\b")
    if not any(word.search(data, top.start_byte, top.end_byte) for top in body.specs or (body.node,)):
        return ""
    info = view.info(body)
    for top in body.specs or (body.node,):
        for node in walk(top):
            above = node.parent
            if above is None or above.kind_id not in _COPYING or node.kind_id == N.COMPOSITE_LITERAL:
                continue
            operand = info.operands.get(node.id)
            if operand is None or operand.mode is not Mode.VALUE or not isinstance(operand.type, Named):
                continue
            if operand.type.name == owner and not _is_target(node, above):
                return f"in {body.symbol.rpartition('.')[2]}"
    return ""


def _is_target(node: Node, above: Node) -> bool:
    """Whether the node is assigned to or declared there, and not read."""
    statement = above.parent
    left = N.field(statement, N.F_LEFT) if statement is not None else None
    if left is not None and left.id == above.id:
        return True
    return above.kind_id == N.VAR_SPEC and node.kind_id == N.IDENTIFIER and node not in N.fields(above, N.F_VALUE)
