"""Top-level declarations: the extent of one, found in the bytes of a file, the parts of one, files without bodies."""

from collections.abc import Iterator

from msgspec import structs
from tree_sitter import Node, Parser

from golint_py.syntax import nodes
from golint_py.syntax.language import GO
from golint_py.syntax.parsed import Parsed

_HOLDERS = frozenset({nodes.BLOCK, nodes.STATEMENT_LIST, nodes.SOURCE_FILE})


def declaration_at(parsed: Parsed, offset: int) -> tuple[int, int] | None:
    """Bytes (start, end) of the top-level declaration that starts on the line of `offset`; None when none does."""
    begin = parsed.data.rfind(b"\n", 0, offset) + 1
    end = parsed.data.find(b"\n", offset)
    end = len(parsed.data) if end < 0 else end
    for node in parsed.declarations:
        if begin <= node.start_byte <= end:
            return node.start_byte, node.end_byte
    return None


def statement_at(parsed: Parsed, offset: int) -> tuple[int, int] | None:
    """Bytes (start, end) of the largest statement or declaration that starts at `offset`; None where none does."""
    for declaration in parsed.declarations:
        if declaration.start_byte <= offset < declaration.end_byte:
            break
    else:
        return None
    node = declaration.descendant_for_byte_range(offset, offset + 1)
    if node is None or node.start_byte != offset:
        return None
    while (above := node.parent) is not None and above.start_byte == offset and above.kind_id not in _HOLDERS:
        node = above
    return node.start_byte, node.end_byte


def variable_specs(declaration: Node) -> Iterator[Node]:
    """The `var_spec` nodes of a variable declaration; none of any other."""
    if declaration.kind_id != nodes.VAR_DECLARATION:
        return
    for child in declaration.named_children:
        if child.kind_id == nodes.VAR_SPEC:
            yield child
        elif child.kind_id == nodes.VAR_SPEC_LIST:
            yield from (inner for inner in child.named_children if inner.kind_id == nodes.VAR_SPEC)


def without_bodies(parsed: Parsed) -> Parsed:
    """The same declarations at the same places, in a tree where the bodies of functions are empty: a small one.

    A file that was not read in one piece is given back as it is.
    """
    if len(parsed.trees) != 1 or parsed.broken or parsed.masked:
        return parsed
    source = bytearray(parsed.data)
    for node in parsed.declarations:
        body = node.child_by_field_id(nodes.F_BODY)
        if body is not None:
            start, end = body.start_byte + 1, body.end_byte - 1
            source[start:end] = b" " * (end - start)
    if not source.endswith(b"\n"):
        source += b"\n"
    tree = Parser(GO).parse(bytes(source))
    kinds = {node.kind_id for node in parsed.declarations}
    found = tuple(node for node in tree.root_node.named_children if node.kind_id in kinds)
    if tree.root_node.has_error or [(one.start_byte, one.end_byte) for one in found] != [
        (one.start_byte, one.end_byte) for one in parsed.declarations
    ]:
        return parsed
    comments = tuple(node for node in tree.root_node.named_children if node.kind_id == nodes.COMMENT)
    return structs.replace(parsed, trees=(tree,), declarations=found, comments=comments)
