"""Runs a query on a node, in source order."""

from functools import cache

from tree_sitter import Node, Query, QueryCursor

from golint_py.syntax.language import GO


def captures(patterns: str, node: Node) -> dict[str, list[Node]]:
    """The nodes captured below `node`, by capture name, each list sorted by where its nodes start, longest first.

    `QueryCursor.captures` alone gives them in an order that differs from run to run.
    """
    found = QueryCursor(_query(patterns)).captures(node)
    for nodes in found.values():
        nodes.sort(key=lambda one: (one.start_byte, -one.end_byte))
    return dict(sorted(found.items()))


@cache
def _query(patterns: str) -> Query:
    """Compiled when first asked for: a fifth of a millisecond and more, and most files need few of them."""
    return Query(GO, patterns)
