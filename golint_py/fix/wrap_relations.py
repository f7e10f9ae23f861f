"""How uses of one map relate: which lie within a statement, which are about the same element."""

from collections.abc import Sequence

from tree_sitter import Node

from golint_py.fix.places import inside
from golint_py.fix.rewrite import Rewrite
from golint_py.fix.uses import How, Use
from golint_py.syntax import nodes as N


def uses_in(uses: Sequence[Use], node: Node) -> list[Use]:
    """The uses whose mention lies in the node."""
    return [one for one in uses if inside(one.mention, node)]


def same_element(work: Rewrite, use: Use, other: Use) -> bool:
    """Whether another use is about the same element."""
    if work.text(other.mention) != work.text(use.mention):
        return False
    if other.how is How.CALL:
        arguments = N.children(N.need(other.node, N.F_ARGUMENTS))
        return len(arguments) == 2 and work.text(arguments[1]) == work.text(work.key(use))
    return other.how in (How.READ, How.STORE) and work.text(work.key(other)) == work.text(work.key(use))
