"""Top-level declarations: the extent of one, found in the bytes of a file, and the parts of one."""

from collections.abc import Iterator

from tree_sitter import Node

from golint_py.syntax import nodes
from golint_py.syntax.parse import parse


def declaration_at(data: bytes, offset: int) -> tuple[int, int] | None:
    """Bytes (start, end) of the top-level declaration that starts on the line of `offset`; None when none does."""
    begin = data.rfind(b"\n", 0, offset) + 1
    end = data.find(b"\n", offset)
    end = len(data) if end < 0 else end
    for node in parse(data).declarations:
        if begin <= node.start_byte <= end:
            return node.start_byte, node.end_byte
    return None


def variable_specs(declaration: Node) -> Iterator[Node]:
    """The `var_spec` nodes of a variable declaration; none of any other."""
    if declaration.kind_id != nodes.VAR_DECLARATION:
        return
    for child in declaration.named_children:
        if child.kind_id == nodes.VAR_SPEC:
            yield child
        elif child.kind_id == nodes.VAR_SPEC_LIST:
            yield from (inner for inner in child.named_children if inner.kind_id == nodes.VAR_SPEC)
