"""Functions whose body stands on the line of their header: what gives its statements lines of their own."""

from collections.abc import Mapping, Sequence

from tree_sitter import Node

from golint_py.fix.lines import Lines
from golint_py.fix.places import FUNCTIONS, walk
from golint_py.fix.refusal import Refused
from golint_py.fix.tidy import replaced
from golint_py.syntax import nodes as N
from golint_py.syntax.parse import parse

_BESIDE = frozenset({N.KEYED_ELEMENT, N.LITERAL_ELEMENT, N.VAR_SPEC})  # what stands in columns with its neighbours
_LONGEST = 100  # bytes of a header and its statements that gofmt leaves on one line


def block_of(lines: Lines, statement: Node) -> Node:
    """The block on one line that is the body of the function which the statement is directly in. Raises `Refused`."""
    above = statement.parent
    block = above.parent if above is not None and above.kind_id == N.STATEMENT_LIST else None
    function = block.parent if block is not None and block.kind_id == N.BLOCK else None
    if block is None or function is None or function.kind_id not in FUNCTIONS:
        raise Refused("several statements share a line; put each on its own")
    if block.start_point.row != block.end_point.row or any(one.kind_id == N.COMMENT for one in _below(block)):
        raise Refused("several statements share a line; put each on its own")
    _check_columns(lines, function, block)
    return block


def _below(block: Node) -> list[Node]:
    return [*block.named_children, *(inner for one in block.named_children for inner in one.named_children)]


def _check_columns(lines: Lines, function: Node, block: Node) -> None:
    """Raise `Refused` where the layout of other lines depends on this one."""
    if function.kind_id == N.FUNC_LITERAL:
        node = function.parent
        while node is not None and node.parent is not None and node.parent.kind_id != N.STATEMENT_LIST:
            if node.kind_id in _BESIDE:
                raise Refused("several statements share a line, in columns with others")
            node = node.parent
        inner = any(one.kind_id == N.FUNC_LITERAL for one in walk(block))
        if inner or not lines.begins(node.start_byte if node is not None else function.start_byte):
            raise Refused("several statements share a line; put each on its own")
        return
    for one in (*_neighbours(function, -1), function, *_neighbours(function, 1)):
        behind = lines.data[one.end_byte : lines.after(one.end_byte)].strip()
        if behind and (not behind.startswith(b"//") or _neighbours(function, -1) or _neighbours(function, 1)):
            raise Refused("several statements share a line, in columns with others")


def _neighbours(function: Node, step: int) -> list[Node]:
    """The functions on one line directly above (-1, nearest first) or below (1) a function on one line."""
    above = function.parent
    siblings = above.named_children if above is not None else [function]
    at = next(number for number, one in enumerate(siblings) if one.id == function.id)
    found: list[Node] = []
    while 0 <= at + step < len(siblings):
        at += step
        one, row = siblings[at], function.start_point.row + step * (len(found) + 1)
        if one.kind_id not in FUNCTIONS or one.start_point.row != row or one.end_point.row != row:
            break
        found.append(one)
    return found


def _columns(function: Node) -> list[tuple[int, int, bytes]]:
    """The blanks before the bodies of the functions around one that gets several lines, as gofmt has them then: the
    bodies of functions on lines next to each other begin in one column."""
    block = N.need(function, N.F_BODY)
    pieces = [(_header(function), block.start_byte, b" ")]
    for step in (-1, 1):
        found = [one for one in _neighbours(function, step) if N.field(one, N.F_BODY) is not None]
        width = max((_header(one) - one.start_byte for one in found), default=0)
        pieces += [
            (end, N.need(one, N.F_BODY).start_byte, b" " * (1 + width - (end - one.start_byte)))
            for one in found
            for end in [_header(one)]
        ]
    return [one for one in pieces if one[1] - one[0] != len(one[2])]


def _header(function: Node) -> int:
    """Where the header of a function ends."""
    body = N.need(function, N.F_BODY)
    return max(one.end_byte for one in function.children if one.end_byte <= body.start_byte)


def laid_out(
    lines: Lines, block: Node, before: Mapping[int, Sequence[bytes]], after: Mapping[int, Sequence[bytes]]
) -> list[tuple[int, int, bytes]]:
    """The bytes between the statements of a block on one line, replaced so that each has a line of its own, with
    further lines before and after them (by where a statement begins or ends)."""
    indent = lines.indent(block.start_byte)
    line = lines.end + indent + b"\t"
    statements = N.children(next(one for one in block.named_children if one.kind_id == N.STATEMENT_LIST))
    function = block.parent
    columns = function is not None and function.kind_id != N.FUNC_LITERAL
    pieces = _columns(function) if function is not None and columns else []
    at, text = block.start_byte + 1, b""
    for one in statements:
        text += b"".join(line + more for more in before.get(one.start_byte, ()))
        pieces.append((at, one.start_byte, text + line))
        at, text = one.end_byte, b"".join(line + more for more in after.get(one.end_byte, ()))
    pieces.append((at, block.end_byte - 1, text + lines.end + indent))
    return pieces


def broken_up(path: str, before: bytes, after: bytes) -> bytes:
    """The second text with several lines for the functions that have become too long for one, as gofmt has them."""
    known = set(before.splitlines())
    lines = Lines(path, after)
    pieces: list[tuple[int, int, bytes]] = []
    for one in parse(after).declarations:
        block = N.field(one, N.F_BODY) if one.kind_id in FUNCTIONS else None
        if block is None or block.start_point.row != block.end_point.row:
            continue
        statements = [inner for part in block.named_children for inner in N.children(part)]
        size = _header(one) - one.start_byte + sum(inner.end_byte - inner.start_byte + 2 for inner in statements) - 2
        if size > _LONGEST and after[lines.start(one.start_byte) : lines.after(one.start_byte)].rstrip() not in known:
            pieces += laid_out(lines, block_of(lines, statements[0]), {}, {})
    return replaced(after, pieces)
