"""Top-level declarations: the extent of one, found in the bytes of a file, the parts of one, files without bodies."""

from collections.abc import Iterator, Sequence

from tree_sitter import Node, Parser

from golint_py.syntax import nodes
from golint_py.syntax.language import GO
from golint_py.syntax.parse import parse
from golint_py.syntax.parsed import Collected, Parsed

_TO_SPACE = bytes(byte if byte in b"\n\r" else 32 for byte in range(256))
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
    if not in_one_piece(parsed):
        return parsed
    source = bytearray(parsed.data)
    for node in parsed.declarations:
        body = node.child_by_field_id(nodes.F_BODY)
        if body is not None:
            start, end = body.start_byte + 1, body.end_byte - 1
            source[start:end] = b" " * (end - start)
    if not source.endswith(b"\n"):
        source += b"\n"
    return (
        _parsed(parsed.data, bytes(source), [(one.start_byte, one.end_byte) for one in parsed.declarations]) or parsed
    )


def in_one_piece(parsed: Parsed) -> bool:
    """Whether one tree has all of the file, as it is written."""
    return len(parsed.trees) == 1 and not parsed.broken and not parsed.masked


def parse_some(data: bytes, places: Sequence[tuple[int, int]]) -> Parsed:
    """A file that was read in one piece, with only the declarations at these places (start and end, in order): a small
    tree, soon made."""
    source = bytearray(data.translate(_TO_SPACE))
    for start, end in places:
        source[start : end + 1] = data[start:end] + b"\n"
    return _parsed(data, bytes(source), places) or parse(data)


def _parsed(data: bytes, source: bytes, places: Sequence[tuple[int, int]]) -> Parsed | None:
    """The file `data` with the tree of a text of which less is left; None where the declarations are elsewhere."""
    tree = Parser(GO).parse(source)
    found = Collected(data)
    if found.add(tree) is not None or [(one.start_byte, one.end_byte) for one in found.declarations] != list(places):
        return None
    return found.result([], {})
