"""Runs a query on a node, in source order."""

from tree_sitter import Node, Query, QueryCursor


def captures(query: Query, node: Node) -> dict[str, list[Node]]:
    """The nodes captured below `node`, by capture name, each list sorted by where its nodes start, longest first.

    `QueryCursor.captures` alone gives them in an order that differs from run to run.
    """
    found = QueryCursor(query).captures(node)
    for nodes in found.values():
        nodes.sort(key=lambda one: (one.start_byte, -one.end_byte))
    return dict(sorted(found.items()))
