"""Finds the values in a body that are copied and must not be: by assignment, as argument, result, element of a literal
or of a range, over a channel.

By syntax, as the compiler's `copylocks` check does: a copy is an expression that stands for something that exists, not
a literal, a call, or what a pointer points to that a call just returned.
"""

from collections.abc import Callable, Sequence

from tree_sitter import Node

from golint_py.ir.lower_base import strip
from golint_py.ir.lower_call import argument_nodes
from golint_py.syntax import nodes as N
from golint_py.syntax.queries import captures
from golint_py.types.declared import Body
from golint_py.types.lookup import Lookup
from golint_py.types.model import Tuple, Type
from golint_py.types.no_copy import NoCopy
from golint_py.types.scope import Info, Mode

_PATTERNS = """
(assignment_statement) @assignment
(short_var_declaration) @assignment
(var_spec) @assignment
(call_expression) @argument
(type_conversion_expression) @argument
(return_statement) @return
(literal_value) @literal
(send_statement) @send
(range_clause) @range
(for_clause) @loop
"""
_PARAMETERS = "(parameter_declaration) @parameter"
_NEW = frozenset({N.COMPOSITE_LITERAL, N.LITERAL_VALUE, N.CALL_EXPRESSION, N.TYPE_CONVERSION_EXPRESSION})
_LOOKS = frozenset({b"len", b"cap", b"Sizeof", b"Offsetof", b"Alignof"})  # builtins that read no value


def copied(nodes: Sequence[Node], info: Info, contents: NoCopy, fresh_loops: bool) -> list[tuple[str, Node, Type, str]]:
    """Copies in source order: how ("assignment", "argument", "return", "literal", "send", "range", "loop"), the
    expression or variable, its type, and the part of that which must not be copied. `fresh_loops`: each iteration of a
    loop has its own variables (go 1.22)."""
    part = contents.part
    types = {id(one.type): one.type for known in (info.operands, info.objects) for one in known.values()}
    if not any(map(part, types.values())):  # few types are those of many expressions
        return []
    found: list[tuple[str, Node, Type, str]] = []
    for node in nodes:
        for how, places in captures(_PATTERNS, node).items():
            for place in places:
                for one in _LISTED[how](place, info):
                    type = _variable(one, info) if how in ("range", "loop") else _existing(one, info)
                    lock = part(type)
                    if type is not None and lock and one.text != b"_" and (fresh_loops or how != "loop"):
                        found.append((how, one, type, lock))
    return sorted(found, key=lambda each: each[1].start_byte)


def copies(body: Body, info: Info, lookup: Lookup) -> bool:
    """Whether the body copies what must not be copied, or has a parameter or receiver that does, of a literal too."""
    nodes, contents = body.specs or (body.node,), NoCopy(lookup)
    if copied(nodes, info, contents, body.scope.file.go >= (1, 22)):
        return True
    declarations = (one for node in nodes for one in captures(_PARAMETERS, node).get("parameter", ()))
    return any(contents.part(info.types.get(N.need(one, N.F_TYPE).id)) for one in declarations)


def _variable(name: Node, info: Info) -> Type | None:
    """The type of a variable that a loop declares or assigns to."""
    declared = info.objects.get(name.id)
    known = info.operands.get(name.id)
    return declared.type if declared is not None else known.type if known is not None else None


def _existing(expression: Node, info: Info) -> Type | None:
    """The type of an expression that stands for something that exists, None for others."""
    inner = strip(expression)
    known = info.operands.get(inner.id)
    if known is None or known.mode is not Mode.VALUE or inner.kind_id in _NEW:
        return None
    if inner.kind_id == N.UNARY_EXPRESSION and strip(N.need(inner, N.F_OPERAND)).kind_id in _NEW:
        return None
    return known.type.elems[0] if isinstance(known.type, Tuple) else known.type  # with a comma-ok


def _assigned(node: Node, info: Info) -> list[Node]:
    values = N.field(node, N.F_VALUE if node.kind_id == N.VAR_SPEC else N.F_RIGHT)
    return [] if values is None else N.children(values)


def _passed(node: Node, info: Info) -> list[Node]:
    if node.kind_id == N.TYPE_CONVERSION_EXPRESSION:
        return [N.need(node, N.F_OPERAND)]
    function = strip(N.need(node, N.F_FUNCTION))
    known = info.operands.get(function.id)
    name = (function.text or b"").rpartition(b".")[2]
    if name in _LOOKS and (known is None or known.mode is not Mode.VALUE):
        return []
    return argument_nodes(node)[0]


def _returned(node: Node, info: Info) -> list[Node]:
    return [one for listed in N.children(node) for one in N.children(listed)]


def _elements(node: Node, info: Info) -> list[Node]:
    """The values in a composite literal."""
    found: list[Node] = []
    for element in N.children(node):
        value = N.need(element, N.F_VALUE) if element.kind_id == N.KEYED_ELEMENT else element
        found.extend(N.children(value) if value.kind_id == N.LITERAL_ELEMENT else [value])
    return found


def _sent(node: Node, info: Info) -> list[Node]:
    return [N.need(node, N.F_VALUE)]


def _ranged(node: Node, info: Info) -> list[Node]:
    """The variables of a range clause."""
    left = N.field(node, N.F_LEFT)
    return [] if left is None else N.children(left)


def _iterated(node: Node, info: Info) -> list[Node]:
    """The variables that a loop of three clauses declares: each iteration copies them."""
    before = N.field(node, N.F_INITIALIZER)
    if before is None or before.kind_id != N.SHORT_VAR_DECLARATION:
        return []
    return N.children(N.need(before, N.F_LEFT))


_LISTED: dict[str, Callable[[Node, Info], list[Node]]] = {
    "assignment": _assigned,
    "argument": _passed,
    "return": _returned,
    "literal": _elements,
    "send": _sent,
    "range": _ranged,
    "loop": _iterated,
}
