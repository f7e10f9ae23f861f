"""Order of evaluation: whether a call may stand where a map was looked at.

A map is looked at after the calls of its statement that are made for other operands, which Go leaves open and its
compiler does; a call in its place is made in its turn.
"""

from collections.abc import Callable, Iterator
from typing import NoReturn

from tree_sitter import Node

from golint_py.fix.quiet import Quiet
from golint_py.fix.refusal import Refused
from golint_py.syntax import nodes as N

_STATEMENTS = frozenset(
    {
        N.RETURN_STATEMENT,
        N.ASSIGNMENT_STATEMENT,
        N.SHORT_VAR_DECLARATION,
        N.EXPRESSION_STATEMENT,
        N.SEND_STATEMENT,
        N.VAR_SPEC,
        N.GO_STATEMENT,
        N.DEFER_STATEMENT,
    }
)
_HEADED = frozenset(
    {
        N.IF_STATEMENT,
        N.FOR_STATEMENT,
        N.FOR_CLAUSE,
        N.EXPRESSION_SWITCH_STATEMENT,
        N.TYPE_SWITCH_STATEMENT,
        N.EXPRESSION_CASE,
        N.STATEMENT_LIST,
        N.BLOCK,
    }
)


def check_order(quiet: Quiet, node: Node, harmless: Callable[[str], bool] = lambda _: False) -> None:
    """Refuse where something is evaluated later in the same statement that may change the map: `return m, wait()`.

    A call in place of the map, or of `len`, would come before it; the map itself was looked at afterwards. Functions
    that are `harmless`, by their symbols, do not change it.
    """
    for one in evaluated_later(quiet, node):
        if not quiet.foreign(one, harmless):
            refuse_order(one, quiet.data)


def evaluated_later(quiet: Quiet, node: Node) -> Iterator[Node]:
    """What is evaluated behind it in the same statement."""
    data = quiet.data
    child, above = node, node.parent
    while above is not None and child.kind_id not in _STATEMENTS and above.kind_id not in _HEADED:
        operator = N.field(above, N.F_OPERATOR) if above.kind_id == N.BINARY_EXPRESSION else None
        lazy = operator is not None and data[operator.start_byte : operator.end_byte] in (b"&&", b"||")
        yield from (one for one in N.children(above) if not lazy and one.start_byte >= child.end_byte)
        child, above = above, above.parent


def refuse_order(later: Node, data: bytes) -> NoReturn:
    """The refusal for what may change the map."""
    word = data[later.start_byte : later.end_byte].partition(b"\n")[0][:50].decode("utf-8", "replace")
    raise Refused(f"`{word}` is evaluated after the map, and may change it; compute it before")
