"""Making the best of files that do not parse: gaps of the grammar, broken, torn and overlong declarations."""

from collections.abc import Callable

from msgspec import structs
from tree_sitter import Node, Parser, Tree

from golint_py.syntax import nodes
from golint_py.syntax.blank import blank, open_comment, starts
from golint_py.syntax.gaps import METHOD_TYPE_PARAMETERS, Source, mask, mask_long_strings, source_of, without_receiver
from golint_py.syntax.language import GO
from golint_py.syntax.parsed import LONG_FILE, Broken, Collected, Masked, Parsed
from golint_py.syntax.pieces import bounds, first_error, parse_pieces

LONG_LINE = 500_000  # bytes of a line that is not parsed in a long file


def parse_with_care(data: bytes, source: bytes, parse: Callable[[bytes], Parsed]) -> Parsed:
    """Parse a file that is long, or has many comments in it that are never closed; `parse` reads a part of it anew.

    `source` is `data` with an end of line after its last line.
    """
    parser = Parser(GO)
    long_strings: list[Masked] = []
    if len(data) > LONG_FILE and _long_lines(data):
        source, long_strings = mask_long_strings(source)
        code = blank(source)
        long = _long_lines(code)
        if long:
            taken = Collected(data)
            _in_pieces(parser, source, code, 0, long, taken)
            return taken.result(long_strings, {})
    cut = open_comment(source)
    if cut >= 0:
        return _without_end(data, cut, parse)
    tree = parser.parse(source)
    if tree.root_node.has_error:
        return repaired(parser, data, source, tree, long_strings)
    taken = Collected(data)
    taken.add(tree)
    return taken.result(long_strings, {})


def repaired(parser: Parser, data: bytes, source: bytes, tree: Tree, masked_before: list[Masked]) -> Parsed:
    """Parse again a file whose `tree` has errors. `source` is what was parsed: `data`, with an end of line after its
    last line, but for `masked_before`."""
    code = blank(source)
    best = _attempt(parser, data, source, tree, code, masked_before)
    if best.broken:
        torn = blank(source, torn=True)
        if starts(torn) > starts(code):
            other = _attempt(parser, data, source, tree, torn, masked_before)
            best = min(best, other, key=_lost)
    return best


def _lost(parsed: Parsed) -> int:
    return sum(broken.end - broken.start for broken in parsed.broken)


def _attempt(
    parser: Parser, data: bytes, source: bytes, tree: Tree, code: bytes, masked_before: list[Masked]
) -> Parsed:
    """Mask the gaps, parse again, take what is good; `code` says what is a literal and what is not."""
    taken = Collected(data)
    file = source_of(source, code, parser)
    masked, gaps = mask(file)
    _again(parser, parser.parse(masked) if gaps else tree, masked, code, taken)
    return taken.result(sorted([*masked_before, *gaps]), _type_parameters(file, gaps, taken))


def _again(parser: Parser, tree: Tree, masked: bytes, code: bytes, taken: Collected) -> None:
    """Take the tree of the masked file up to its first error, and what comes then in pieces."""
    error = taken.add(tree)
    if error is None:
        return
    start, bad = error
    if bad.is_error and bad.parent is None:
        start = 0
    if start == 0 and len(bounds(code, 0, len(code))) == 2:
        taken.lose(bad.start_byte, bad.end_byte, _reason(bad))
    else:
        _in_pieces(parser, masked, code, start, [], taken)


def _in_pieces(
    parser: Parser, masked: bytes, code: bytes, start: int, without: list[tuple[int, int]], taken: Collected
) -> None:
    for piece in parse_pieces(parser, masked, code, start, without):
        if piece.tree is None:
            taken.lose(piece.start, piece.end, f"a line longer than {LONG_LINE} bytes")
            continue
        error = taken.add(piece.tree)
        if error is not None:
            taken.lose(max(error[0], piece.start), piece.end, _reason(error[1]))


def _reason(bad: Node) -> str:
    error = first_error(bad)
    return f"syntax error: {error.type} is missing" if error.is_missing else "syntax error"


def _type_parameters(file: Source, gaps: list[Masked], taken: Collected) -> dict[int, Node]:
    """The type parameters of methods, from trees in which the method has no receiver and is a function."""
    found: dict[int, Node] = {}
    if not any(one.gap == METHOD_TYPE_PARAMETERS for one in gaps):
        return found
    methods = {node.start_byte for node in taken.declarations if node.kind_id == nodes.METHOD_DECLARATION}
    for one in gaps:
        ranges = without_receiver(file, one) if one.owner in methods else []
        if not ranges:
            continue
        file.parser.included_ranges = ranges
        tree = file.parser.parse(file.data)
        function = tree.root_node.named_child(0) if tree.root_node.named_child_count else None
        parameters = None if function is None else nodes.field(function, nodes.F_TYPE_PARAMETERS)
        if parameters is not None and not parameters.has_error:
            taken.trees.append(tree)
            found[one.owner] = parameters
    file.parser.included_ranges = []
    return found


def _without_end(data: bytes, cut: int, parse: Callable[[bytes], Parsed]) -> Parsed:
    """The file up to where a comment starts that is never closed."""
    before = parse(data[:cut])
    broken = (*before.broken, Broken(cut, len(data), "a comment that is never closed"))
    return structs.replace(before, data=data, broken=broken)


def _long_lines(data: bytes) -> list[tuple[int, int]]:
    """The ranges of lines of over `LONG_LINE` bytes that are not spaces."""
    found = []
    start = 0
    for line in data.split(b"\n"):
        if len(line) > LONG_LINE and len(line) - line.count(b" ") > LONG_LINE:
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found
