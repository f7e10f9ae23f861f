"""Bytes to Go syntax trees that survive what the grammar does not know and what people break.

tree-sitter recovers from errors, but its recovery may swallow the rest of a file. So where the root has an error, the
known gaps of the grammar are masked (same length, so offsets hold), the file is parsed again, and what is still broken
is parsed in pieces that start where a line starts, at column 0, with `func`, `type`, `var`, `const` or `import`.
A good file costs one parse.
"""

import re

from msgspec import Struct
from tree_sitter import Node, Parser, Tree

from golint_py.syntax import nodes
from golint_py.syntax.language import GO

LIMIT = 10_000_000  # bytes of a file
LONG_FILE = 1_000_000  # bytes from which on lines are measured
MANY_OPEN = 50  # comments that are never closed: the parser seeks the end of each
SMALL = 50_000  # bytes below which even what does not look like Go is parsed

_GO = re.compile(rb"^(?:\xef\xbb\xbf)?[ \t]*(?:package|func|type|var|const|import)\b", re.M)
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


class Masked(Struct, frozen=True, order=True):
    """Bytes `start` to `end` that were masked, the name of the gap, and where the method starts that it is part of."""

    start: int
    end: int
    gap: str
    owner: int = -1


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


class Collected:
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
            elif broken and b"\n" in self.data[node.start_byte : node.end_byte]:
                return self._start(root, node), node  # a raw string may have swallowed declarations
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
    # The grammar wants an end of line after a type declaration, at the end of the file too.
    source = data if data.endswith(b"\n") else data + b"\n"
    odd = len(data) > LONG_FILE or data.count(b"/*", data.rfind(b"*/") + 1) >= MANY_OPEN
    if not odd:
        parser = Parser(GO)
        tree = parser.parse(source)
        if not tree.root_node.has_error:
            taken = Collected(data)
            taken.add(tree)
            return taken.result([], {})
    from golint_py.syntax import repair  # its patterns cost 5 ms to compile, and most files are good

    return repair.parse_with_care(data, source, limit) if odd else repair.repaired(parser, data, source, tree, [])


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
