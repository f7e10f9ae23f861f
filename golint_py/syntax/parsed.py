"""What parsing a file gives, and the collecting of it: trees, declarations, what was broken and what was masked."""

from msgspec import Struct
from tree_sitter import Node, Tree

from golint_py.syntax import nodes

LONG_FILE = 1_000_000  # bytes from which on lines are measured
MANY_OPEN = 50  # comments that are never closed: the parser seeks the end of each

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
