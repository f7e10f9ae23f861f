"""Bytes to Go syntax trees that survive what the grammar does not know and what people break.

tree-sitter recovers from errors, but its recovery may swallow the rest of a file. So where the root has an error, the
known gaps of the grammar are masked (same length, so offsets hold), the file is parsed again, and what is still broken
is parsed in pieces that start where a line starts, at column 0, with `func`, `type`, `var`, `const` or `import`.
"""

from msgspec import Struct
from tree_sitter import Node, Parser, Tree

from golint_py.syntax.language import GO


class Broken(Struct, frozen=True):
    """Bytes `start` to `end` that could not be parsed, and why."""

    start: int
    end: int
    reason: str


class Parsed(Struct, frozen=True, eq=False):
    """Trees of one file.

    `data` is what offsets refer to: the file's bytes. `declarations` are the top-level nodes in source order (package
    clause, imports, functions, methods, types, variables, constants) of all pieces, without comments; none of them
    contains an error node. `comments` are the top-level comments. `trees` keeps the nodes alive.
    """

    data: bytes
    trees: tuple[Tree, ...]
    declarations: tuple[Node, ...]
    comments: tuple[Node, ...]
    broken: tuple[Broken, ...]


def parse(data: bytes) -> Parsed:
    """Parse a Go file. Never raises on odd input: what cannot be read is in `broken`."""
    tree = Parser(GO).parse(data)
    root = tree.root_node
    good = [node for node in root.named_children if not node.has_error]
    broken = tuple(
        Broken(node.start_byte, node.end_byte, "syntax error") for node in root.named_children if node.has_error
    )
    return Parsed(
        data=data,
        trees=(tree,),
        declarations=tuple(node for node in good if node.type != "comment"),
        comments=tuple(node for node in good if node.type == "comment"),
        broken=broken,
    )
