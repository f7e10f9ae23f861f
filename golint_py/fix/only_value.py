"""What a local variable is set to, that is set once and used once."""

from tree_sitter import Node

from golint_py.fix.places import body_of, function_of, walk
from golint_py.syntax import nodes as N
from golint_py.types.scope import Info


def only_value(name: Node, info: Info) -> tuple[Node | None, str]:
    """The expression of `x := expression`, where the mention is the only other one of x; None with the reason."""
    meaning = info.objects.get(name.id)
    if meaning is None or meaning.declared < 0:
        return None, "the words of the command are put together elsewhere"
    uses = [
        one
        for one in walk(body_of(_outermost(name)))
        if one.kind_id == N.IDENTIFIER and info.objects.get(one.id) is meaning
    ]
    declared = [one for one in uses if one.start_byte == meaning.declared]
    if len(uses) == 2 and declared:
        left = declared[0].parent
        statement = left.parent if left is not None else None
        if left is not None and statement is not None and statement.kind_id == N.SHORT_VAR_DECLARATION:
            right = N.children(N.need(statement, N.F_RIGHT))
            if len(right) == len(N.children(left)) == 1:
                return right[0], ""
    return None, f"{meaning.name} is changed, or used for something else, too"


def _outermost(node: Node) -> Node:
    found = function_of(node)
    while found.kind_id == N.FUNC_LITERAL:
        found = function_of(found)
    return found
