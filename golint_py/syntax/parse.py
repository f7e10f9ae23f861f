"""Bytes to Go syntax trees that survive what the grammar does not know and what people break.

tree-sitter recovers from errors, but its recovery may swallow the rest of a file. So where the root has an error, the
known gaps of the grammar are masked (same length, so offsets hold), the file is parsed again, and what is still broken
is parsed in pieces that start where a line starts, at column 0, with `func`, `type`, `var`, `const` or `import`.
A good file costs one parse.
"""

import re

from msgspec import Struct, structs
from tree_sitter import Node, Parser, Tree

from golint_py.syntax import nodes
from golint_py.syntax.blank import START, blank, open_comment, starts
from golint_py.syntax.gaps import (
    METHOD_TYPE_PARAMETERS,
    Masked,
    Source,
    mask,
    mask_long_strings,
    source_of,
    without_receiver,
)
from golint_py.syntax.language import GO
from golint_py.syntax.pieces import bounds, first_error, parse_pieces

LIMIT = 10_000_000  # bytes of a file
LONG_FILE = 1_000_000  # bytes from which on lines are measured
LONG_LINE = 500_000  # bytes of a line that is not parsed in such a file
SMALL = 50_000  # bytes below which even what does not look like Go is parsed

_GO = re.compile(rb"^(?:\xef\xbb\xbf)?[ \t]*package\b|" + START.pattern, re.M)
_COMMENT = nodes.COMMENT
_DECLARATIONS = frozenset(
    {
        nodes.PACKAGE_CLAUSE,
        nodes.IMPORT_DECLARATION,
        nodes.FUNCTION_DECLARATION,
        nodes.METHOD_DECLARATION,
        nodes.TYPE_DECLARATION,
        nodes.VAR_DECLARATION,
        nodes.CONST_DECLARATION,
    }
)


class Broken(Struct, frozen=True):
    """Bytes `start` to `end` that could not be parsed, and why."""

    start: int
    end: int
    reason: str


class Parsed(Struct, frozen=True, eq=False):
    """Trees of one file.

    `data` is what offsets refer to: the file's bytes. `declarations` are the top-level nodes in source order (package
    clause, imports, functions, methods, types, variables, constants) of all pieces, without comments; none of them
    contains an error node. `comments` are the top-level comments. `trees` keeps the nodes alive. `masked` are gaps of
    the grammar that were masked, and `type_parameters` the `type_parameter_list` of methods that have one, by the start
    byte of the method declaration (see `syntax/gaps.py`). Read texts from `data`, never from `node.text`.
    """

    data: bytes
    trees: tuple[Tree, ...]
    declarations: tuple[Node, ...]
    comments: tuple[Node, ...]
    broken: tuple[Broken, ...]
    masked: tuple[Masked, ...] = ()
    type_parameters: dict[int, Node] = {}


class _Collected:
    """What the trees of a file have given so far."""

    def __init__(self, data: bytes) -> None:
        self.data = data
        self.trees: list[Tree] = []
        self.declarations: list[Node] = []
        self.comments: list[Node] = []
        self.broken: list[Broken] = []

    def add(self, tree: Tree) -> tuple[int, Node] | None:
        """Take the nodes of a tree that come before its first error; where that starts, and its top-level node."""
        self.trees.append(tree)
        root = tree.root_node
        broken = root.has_error
        if broken and root.is_error:
            return root.start_byte, root
        for node in root.named_children:
            kind = node.kind_id
            if broken and node.has_error:
                return self._start(root, node), node
            if kind in _DECLARATIONS:
                self.declarations.append(node)
            elif kind == _COMMENT:
                self.comments.append(node)
            else:
                self.lose(node.start_byte, node.end_byte, "statement outside of a function")
        return (self._start(root, None), root) if broken else None

    def _start(self, root: Node, bad: Node | None) -> int:
        """Where an error starts: with the declaration that ends on its line, if one does (`func f() @`)."""
        last = self.declarations[-1] if self.declarations else None
        start = root.end_byte if bad is None else bad.start_byte
        if last is None or last.start_byte < root.start_byte or b"\n" in self.data[last.end_byte : start]:
            return start
        self.declarations.pop()
        while self.broken and self.broken[-1].start >= last.start_byte:
            self.broken.pop()
        while self.comments and self.comments[-1].start_byte >= last.start_byte:
            self.comments.pop()
        return last.start_byte

    def lose(self, start: int, end: int, reason: str) -> None:
        """Name what could not be read, together with what came before it for the same reason."""
        end = start + len(self.data[start:end].rstrip())
        if self.broken and self.broken[-1].reason == reason and not self.data[self.broken[-1].end : start].strip():
            start = self.broken.pop().start
        self.broken.append(Broken(start, end, reason))

    def result(self, masked: list[Masked], type_parameters: dict[int, Node]) -> Parsed:
        """The records, frozen."""
        return Parsed(
            data=self.data,
            trees=tuple(self.trees),
            declarations=tuple(self.declarations),
            comments=tuple(self.comments),
            broken=tuple(self.broken),
            masked=tuple(masked),
            type_parameters=type_parameters,
        )


def parse(data: bytes, limit: int = LIMIT) -> Parsed:
    """Parse a Go file. Never raises on odd input: what cannot be read is in `broken`.

    Files longer than `limit` bytes are not parsed at all, nor are binary ones; a declaration with an overlong line
    (generated or minified code) is not parsed either.
    """
    why = _unreadable(data, limit)
    if why:
        return Parsed(data, (), (), (), (Broken(0, len(data), why),))
    parser = Parser(GO)
    source = data
    long_strings: list[Masked] = []
    if len(data) > LONG_FILE and _long_lines(data):
        source, long_strings = mask_long_strings(data)
        code = blank(source)
        long = _long_lines(code)
        if long:
            taken = _Collected(data)
            _in_pieces(parser, source, code, 0, long, taken)
            return taken.result(long_strings, {})
    cut = open_comment(source)
    if cut >= 0:
        return _without_end(data, cut, limit)
    tree = parser.parse(source)
    if tree.root_node.has_error:
        return _repaired(parser, data, source, tree, long_strings)
    taken = _Collected(data)
    taken.add(tree)
    return taken.result(long_strings, {})


def _without_end(data: bytes, cut: int, limit: int) -> Parsed:
    """The file up to where a comment starts that is never closed."""
    before = parse(data[:cut], limit)
    broken = (*before.broken, Broken(cut, len(data), "a comment that is never closed"))
    return structs.replace(before, data=data, broken=broken)


def _unreadable(data: bytes, limit: int) -> str:
    """Why the bytes are not parsed at all, "" for no reason."""
    if len(data) > limit:
        return f"longer than {limit} bytes"
    if b"\0" in data:
        return "binary file (NUL bytes)"
    if not data.isascii():
        try:
            data.decode()
        except UnicodeDecodeError:
            if data.decode("utf-8", "replace").count("\ufffd") * 50 > len(data):
                return "binary file (not UTF-8)"
    if len(data) > SMALL and not _GO.search(data):
        return "no Go declaration in sight"
    return ""


def _long_lines(data: bytes) -> list[tuple[int, int]]:
    """The ranges of lines of over `LONG_LINE` bytes that are not spaces."""
    found = []
    start = 0
    for line in data.split(b"\n"):
        if len(line) > LONG_LINE and len(line) - line.count(b" ") > LONG_LINE:
            found.append((start, start + len(line)))
        start += len(line) + 1
    return found


def _repaired(parser: Parser, data: bytes, source: bytes, tree: Tree, masked_before: list[Masked]) -> Parsed:
    """The best that can be made of a file with errors."""
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
    taken = _Collected(data)
    file = source_of(source, code, parser)
    masked, gaps = mask(file)
    _again(parser, parser.parse(masked) if gaps else tree, masked, code, taken)
    return taken.result(sorted([*masked_before, *gaps]), _type_parameters(file, gaps, taken))


def _again(parser: Parser, tree: Tree, masked: bytes, code: bytes, taken: _Collected) -> None:
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
    parser: Parser, masked: bytes, code: bytes, start: int, without: list[tuple[int, int]], taken: _Collected
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


def _type_parameters(file: Source, gaps: list[Masked], taken: _Collected) -> dict[int, Node]:
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
    return found
