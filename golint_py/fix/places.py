"""Places in the syntax tree that edits are made at: the node of a span, the statement and function around it, names."""

import re
from collections.abc import Iterator, Set

from tree_sitter import Node

from golint_py.fix.refusal import Refused
from golint_py.syntax import nodes as N
from golint_py.syntax.parsed import Parsed
from golint_py.text.span import Span
from golint_py.types.scope import Info

FUNCTIONS = frozenset({N.FUNCTION_DECLARATION, N.METHOD_DECLARATION, N.FUNC_LITERAL})
_NAMES = frozenset(
    {N.IDENTIFIER, N.FIELD_IDENTIFIER, N.TYPE_IDENTIFIER, N.PACKAGE_IDENTIFIER, N.LABEL_NAME, N.BLANK_IDENTIFIER}
)


def declaration_of(parsed: Parsed, offset: int) -> Node:
    """The top-level declaration that the byte is in. Raises `Refused`."""
    for node in parsed.declarations:
        if node.start_byte <= offset < node.end_byte:
            return node
    raise Refused("the place is in no declaration")


def node_of(parsed: Parsed, start: int, end: int) -> Node:
    """The outermost named node with exactly these bytes. Raises `Refused`."""
    top = declaration_of(parsed, start)
    found = top.named_descendant_for_byte_range(start, end)
    while found is not None and (found.start_byte, found.end_byte) == (start, end):
        above = found.parent
        if above is None or (above.start_byte, above.end_byte) != (start, end) or above.id == top.id:
            return found
        found = above
    raise Refused("the place is only a part of an expression")


def calls_at(parsed: Parsed, info: Info, place: Span) -> Iterator[tuple[Node, str]]:
    """The calls at the place, in source order, each with the symbol of its callee ("" where it is not known). Raises
    `Refused`."""
    top = declaration_of(parsed, place.start)
    node = top.named_descendant_for_byte_range(place.start, place.end)
    for one in walk(node) if node is not None else ():
        if one.kind_id == N.CALL_EXPRESSION:
            selection = info.selections.get(N.need(one, N.F_FUNCTION).id)
            yield one, selection.symbol if selection is not None else ""


def walk(top: Node, into_literals: bool = True, without: Set[int] = frozenset()) -> Iterator[Node]:
    """All named nodes in source order, without comments; function literals inside are left out on request, and nodes
    by their ids (`without`)."""
    stack = [top]
    while stack:
        node = stack.pop()
        if node.kind_id == N.COMMENT or (not into_literals and node.kind_id == N.FUNC_LITERAL and node.id != top.id):
            continue
        if node.id in without:
            continue
        yield node
        stack.extend(reversed(node.named_children))


def function_of(node: Node) -> Node:
    """The innermost function or literal that the node is in. Raises `Refused`."""
    found = node.parent
    while found is not None and found.kind_id not in FUNCTIONS:
        found = found.parent
    if found is None:
        raise Refused("it is outside of functions, where no statement can be put")
    return found


def body_of(function: Node) -> Node:
    """The block of a function. Raises `Refused`."""
    body = N.field(function, N.F_BODY)
    if body is None:
        raise Refused("the function has no body")
    return body


def statement_of(node: Node) -> Node:
    """The statement that the node is, or is in, of the innermost list of statements. Raises `Refused`."""
    found: Node | None = node
    while found is not None:
        above = found.parent
        if above is not None and above.kind_id == N.STATEMENT_LIST:
            return found
        if found.kind_id in FUNCTIONS:
            break
        found = above
    raise Refused("it stands where no statement can be put before it, such as a header or a parameter")


def statements_of(block: Node) -> list[Node]:
    """The statements of a block."""
    found = next((one for one in block.named_children if one.kind_id == N.STATEMENT_LIST), None)
    return N.children(found) if found is not None else []


def inside(inner: Node, outer: Node) -> bool:
    """Whether `inner` lies within the bytes of `outer`."""
    return outer.start_byte <= inner.start_byte and inner.end_byte <= outer.end_byte


def exits(statement: Node) -> list[Node]:
    """Statements inside that lead out of it."""
    found: list[Node] = []
    for node in walk(statement, into_literals=False):
        jump = node.kind_id in (N.BREAK_STATEMENT, N.CONTINUE_STATEMENT) and not stays(node, statement)
        if jump or node.kind_id == N.RETURN_STATEMENT:
            found.append(node)
    return found


def stays(jump: Node, statement: Node) -> bool:
    """Whether a `break` or `continue` without label ends inside of the statement."""
    if N.children(jump):
        return False
    loops = {N.FOR_STATEMENT}
    if jump.kind_id == N.BREAK_STATEMENT:
        loops |= {N.EXPRESSION_SWITCH_STATEMENT, N.TYPE_SWITCH_STATEMENT, N.SELECT_STATEMENT}
    node = jump.parent
    while node is not None:
        if node.kind_id in loops:
            return True
        if node.id == statement.id:
            return False
        node = node.parent
    return False


def names_in(top: Node, data: bytes) -> frozenset[bytes]:
    """All identifiers, also fields, labels and types, below a node."""
    return frozenset(data[node.start_byte : node.end_byte] for node in walk(top) if node.kind_id in _NAMES)


def whole_word(name: str) -> bytes:
    """An expression for a name that is no part of a longer one."""
    return rb"(?<![\w\x80-\xff])" + re.escape(name.encode()) + rb"(?![\w\x80-\xff])"


def fresh(wanted: str, taken: frozenset[bytes]) -> bytes:
    """`wanted`, or with the first number behind it that makes it a new name."""
    name, number = wanted.encode(), 2
    while name in taken or name in KEYWORDS:
        name = f"{wanted}{number}".encode()
        number += 1
    return name


def unexported(name: str) -> str:
    """`items` for `Items`, `url` for `URL`, `urlPath` for `URLPath`."""
    found = _CAPITALS.match(name)
    return name if found is None else found.group().lower() + name[found.end() :]


_CAPITALS = re.compile(r"[A-Z]+(?![a-z])|[A-Z]")
KEYWORDS = frozenset(
    b"break case chan const continue default defer else fallthrough for func go goto if import interface map package "
    b"range return select struct switch type var".split()
)
