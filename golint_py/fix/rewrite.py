"""What a part of the program is rewritten with when a map becomes another type: the call that each use becomes.

Changes are pieces (start, end, text) that lie between the operands, so that the operands may be rewritten as well.
"""

from collections.abc import Collection, Sequence

from msgspec import Struct
from tree_sitter import Node

from golint_py.analyses.facts import Access
from golint_py.fix.copies import CLONE, last_word
from golint_py.fix.imports import name_for
from golint_py.fix.lines import Lines
from golint_py.fix.map_methods import calls_method
from golint_py.fix.mentions import taken_names
from golint_py.fix.one_line import block_of, laid_out
from golint_py.fix.only_filled import only_filled
from golint_py.fix.passed import passed_to
from golint_py.fix.places import fresh, function_of, inside, walk
from golint_py.fix.quiet import Quiet
from golint_py.fix.refusal import Refused
from golint_py.fix.tidy import Piece
from golint_py.fix.uses import Use
from golint_py.fix.whole_map import Part, Whole, locks_of
from golint_py.fix.whole_parameters import accesses_of, only_reads
from golint_py.syntax import nodes as N
from golint_py.types.lookup import underlying
from golint_py.types.model import Basic, Chan, Interface, Map, Pointer, Type
from golint_py.types.scope import Info


class Style(Struct, frozen=True):
    """What the map becomes: the package and type, and operations that are helper functions instead of methods
    (`itemsGet(&c.items, k)`), because the type has none that does it."""

    package: str
    type: str
    helpers: frozenset[str] = frozenset()


WRAPPER = Style("safemap", "Map")
SYNC_MAP = Style("sync", "Map", frozenset({"Get", "Load", "LoadAndDelete", "Len", "Update"}))


_NAMES = frozenset({N.IDENTIFIER, N.TYPE_IDENTIFIER, N.PACKAGE_IDENTIFIER})
_LITERALS = {
    "int": frozenset({N.INT_LITERAL}),
    "string": frozenset({N.STRING_LITERAL, N.RAW_STRING_LITERAL}),
    "bool": frozenset({N.TRUE, N.FALSE}),
    "float64": frozenset({N.FLOAT_LITERAL}),
}


def _says_its_type(node: Node, wanted: Type) -> bool:
    """Whether a constant has the type by itself."""
    return isinstance(wanted, Basic) and node.kind_id in _LITERALS.get(wanted.name, ())


class Rewrite:
    """The pieces for one part, and what they need: `imports` are packages, `helpers` operations, `typed` says that the
    types of keys and elements are written in this file, `together` are bytes that change as one or not at all,
    `looked` stores (by mention) that look at the element once more."""

    def __init__(
        self,
        whole: Whole,
        part: Part,
        style: Style,
        helper: str,
        path: str,
        parameters: Collection[tuple[str, int]] = (),
    ) -> None:
        """`path` is the package of what the map becomes; `parameters` are those that become pointers: symbol of the
        function, and place."""
        self.view, self.whole, self.part, self.style = part.view, whole, part, style
        self.path = path
        self._parameters = parameters
        self.follows = bool(parameters)
        self.helper = helper
        parsed = part.body.scope.parsed
        self.data: bytes = parsed.data
        self.go = part.body.scope.file.go
        self.lines = Lines(part.body.scope.file.path, parsed.data)
        self.info: Info = self.view.info(part.body)
        self.quiet = Quiet(self.info, self.view.packages, parsed.data)
        self.pieces: list[Piece] = []
        self.imports: set[str] = set()
        self.helpers: set[str] = set()
        self.typed = False
        self.done: set[int] = set()
        self.looked: set[int] = set()
        self.steps: list[tuple[Node, bytes]] = []
        self.together: list[tuple[int, int]] = []
        self._inside: list[Node] = []
        self._taken: frozenset[bytes] | None = None

    def text(self, node: Node) -> bytes:
        """The source of a node."""
        return self.data[node.start_byte : node.end_byte]

    def put(self, start: int, end: int, text: bytes) -> None:
        """Replace bytes."""
        self.pieces.append((start, end, text))

    def name(self, wanted: str) -> bytes:
        """A name that is new in the function."""
        if self._taken is None:
            self._taken = self._names(self.tops())
        found = fresh(wanted, self._taken)
        self._taken |= {found}
        return found

    def parameter(self, wanted: str, *nodes: Node) -> bytes:
        """A name for the parameter of a literal around these nodes, which hides no type of the package."""
        types = frozenset(one.encode() for one in self.view.declared.test_exports.types)
        return fresh(wanted, self._names(nodes) | types)

    def _names(self, tops: Sequence[Node]) -> frozenset[bytes]:
        return frozenset(self.text(node) for top in tops for node in walk(top) if node.kind_id in _NAMES)

    def tops(self) -> tuple[Node, ...]:
        """The function, or the declarations of variables."""
        return self.part.body.specs or (self.part.body.node,)

    def opened(self, mention: Node, operation: str, until: int, start: int | None = None) -> None:
        """The beginning of a call on the map, up to its first argument, which begins at `until`; what stands before
        the mention from `start` on goes."""
        start = mention.start_byte if start is None else start
        if operation in self.style.helpers:
            self.put(start, mention.start_byte, self.helper_call(operation, mention))
            self.put(mention.end_byte, until, b", ")
        else:
            if start < mention.start_byte:
                self.put(start, mention.start_byte, b"")
            self.put(mention.end_byte, until, f".{operation}(".encode())

    def named(self) -> bytes:
        """The beginning of a conversion that gives a copy the type that the map had, where that has a name."""
        if not self.whole.declared.name:
            return b""
        if self.whole.declared.methods:
            raise Refused("a copy of the map would not have the methods of its type")
        if self.view.path != self.whole.views[0].path:
            raise Refused("another package gets the map, whose type has a name")
        self.typed = True
        return self.whole.declared.name.encode() + b"("

    def helper_call(self, operation: str, mention: Node) -> bytes:
        """The beginning of a call of a helper function, up to the map."""
        self.helpers.add(operation)
        sign = "" if mention.id in self.part.pointers else "&"
        return f"{self.helper}{operation}({sign}".encode()

    def called(self, mention: Node, operation: str, start: int, end: int) -> None:
        """A call without arguments in place of the bytes around the mention."""
        if operation in self.style.helpers:
            self.put(start, mention.start_byte, self.helper_call(operation, mention))
            self.put(mention.end_byte, end, b")")
        else:
            if start < mention.start_byte:
                self.put(start, mention.start_byte, b"")
            self.put(mention.end_byte, end, f".{operation}()".encode())

    def indexed(self, use: Use, operation: str) -> None:
        """A call with the key in place of `m[k]`."""
        key = N.need(use.node, N.F_INDEX)
        self.opened(use.mention, operation, key.start_byte, use.node.start_byte)
        self.put(key.end_byte, use.node.end_byte, b")")

    def key(self, use: Use) -> Node:
        """The key of an index expression."""
        return N.need(use.node, N.F_INDEX)

    def line_of(self, statement: Node) -> bytes:
        """The indentation of a statement; one in a function of one line gets a line of its own."""
        if self.lines.alone(statement.start_byte, statement.end_byte):
            return self.lines.indent(statement.start_byte)
        block = block_of(self.lines, statement)
        self.pieces += laid_out(self.lines, block, {}, {})
        return self.lines.indent(block.start_byte) + b"\t"

    def multiline_string(self, node: Node) -> bool:
        """Whether a string of several lines is in the way of another indentation."""
        return any(one.kind_id == N.RAW_STRING_LITERAL and b"\n" in self.text(one) for one in walk(node))

    def stable(self, node: Node) -> bool:
        """Whether an expression gives the same each time in one statement: it calls nothing and receives nothing."""
        return self.quiet.quiet(node) and all(one.kind_id != N.CALL_EXPRESSION for one in walk(node))

    def without(self, statement: Node) -> None:
        """The lines of a statement go, and a blank line that would open its block or be a second one."""
        lines = self.lines
        if not lines.alone(statement.start_byte, statement.end_byte) or b"//" in self.text(statement):
            raise Refused("the statement that goes has a comment, or shares its line")
        start, end = lines.start(statement.start_byte), lines.after(statement.end_byte)
        if b"//" in self.data[statement.end_byte : end]:
            raise Refused("the statement that goes has a comment, or shares its line")
        above = self.data[lines.start(start - 1) : start].strip()
        if not self.data[end : lines.after(end)].strip() and (not above or above.endswith((b"{", b":"))):
            end = lines.after(end)
        self.put(start, end, b"")

    def wrapped(self, statement: Node, uses: list[Use]) -> None:
        """`c.m.With(func(m map[K]V) { statement })`, or its refusal."""
        if self.style.helpers:
            raise Refused("a sync.Map cannot do this in one step; the wrapper can")
        texts = {self.text(use.mention) for use in uses}
        loud = self.quiet.loud(statement)
        if loud is not None:
            word = self.text(loud).partition(b"\n")[0][:50].decode("utf-8", "replace")
            raise Refused(f"`{word}` would run while the map is locked; compute it before")
        if len(texts) != 1 or not all(self.stable(use.mention) for use in uses):
            raise Refused("the statement uses the maps of two objects")
        if not self.lines.alone(statement.start_byte, statement.end_byte):
            block_of(self.lines, statement)
        above = statement.parent
        if above is None or above.kind_id != N.STATEMENT_LIST:
            raise Refused("the statement stands where no call of With can stand")
        if self.multiline_string(statement):
            raise Refused("a string of several lines is in the way")
        self.steps.append((statement, texts.pop()))
        for use in uses:
            self.done.add(use.mention.id)
        self._inside += [use.mention for use in uses]

    def finish(self) -> None:
        """The calls of With around the statements that are one step; such neighbours are one step together."""
        groups: list[list[tuple[Node, bytes]]] = []
        for one in sorted(self.steps, key=lambda step: step[0].start_byte):
            last = groups[-1][-1] if groups else None
            following = last[0].next_named_sibling if last is not None else None
            if last is not None and following is not None and following.id == one[0].id and last[1] == one[1]:
                groups[-1].append(one)
            else:
                groups.append([one])
        for group in groups:
            others = [
                one for one in groups if one is not group and self.function(one[0][0]) == self.function(group[0][0])
            ]
            if others and self.inner and any(group[0][1] == one[0][1] for one in others):
                raise Refused("the element, a map itself, is looked at and then changed, in two steps; use With")
            self._around([one for one, _ in group], group[0][1])

    def _around(self, statements: list[Node], holder: bytes) -> None:
        first, last = statements[0], statements[-1]
        name = self.parameter(last_word(holder), *statements)
        self.typed = True
        declared = self.whole.declared
        start, stop = first.start_byte, last.end_byte
        if len(statements) > 1 and not self.lines.alone(start, stop):
            raise Refused("several statements share a line; put each on its own")
        indent, end = self.line_of(first), self.lines.end
        kind = b"map[" + declared.key + b"]" + declared.element
        self.put(start, start, holder + b".With(func(" + name + b" " + kind + b") {" + end + indent + b"\t")
        at = self.data.find(b"\n", start, stop)
        while at >= 0:
            if self.data[at + 1 : at + 2] not in (b"\n", b"\r"):
                self.put(at + 1, at + 1, b"\t")
            at = self.data.find(b"\n", at + 1, stop)
        behind = self.data[stop : self.lines.after(stop)].rstrip() if self.lines.ends(stop) else b""
        self.put(stop, stop + len(behind), behind + end + indent + b"})")
        for mention in self._inside:
            if start <= mention.start_byte < stop:
                self.put(mention.start_byte, mention.end_byte, name)

    def argument(self, node: Node, key: bool) -> None:
        """What `any` would take with another type is converted to that of the keys, or of the elements."""
        opened, closed = self.conversion(self.type_of(node), key, node)
        if opened:
            self.put(node.start_byte, node.start_byte, opened)
            self.put(node.end_byte, node.end_byte, closed)

    def conversion(self, given: Type | None, key: bool, node: Node | None = None) -> tuple[bytes, bytes]:
        """What stands around a value of that type (of this expression) so that it is stored as a key, or element, of
        the map; empty where it is one already."""
        declared = self.whole.declared
        if not self.style.helpers:
            return b"", b""
        wanted = self.key_type() if key else self.element_type()
        if wanted is None:
            raise Refused("the types of the map are not known")
        if isinstance(underlying(wanted, self.view.packages), Interface):
            return b"", b""
        operand = self.info.operands.get(node.id) if node is not None else None
        constant = operand is not None and operand.value is not None
        nil = node is not None and node.kind_id == N.NIL
        if given == wanted and not nil and (not constant or (node is not None and _says_its_type(node, wanted))):
            return b"", b""
        text = declared.key if key else declared.element
        self.typed = True
        if node is not None and node.kind_id == N.CALL_EXPRESSION and self.text(N.need(node, N.F_FUNCTION)) == text:
            return b"", b""
        return (b"(" + text + b")" if text[:1] in b"*<f" else text) + b"(", b")"

    def type_of(self, node: Node) -> Type | None:
        """The type of an expression, where it is known."""
        operand = self.info.operands.get(node.id)
        return operand.type if operand is not None else None

    def key_type(self) -> Type | None:
        """The type of the keys, where it is known."""
        kind = self._kind()
        return kind.key if kind is not None else None

    def element_type(self) -> Type | None:
        """The type of the elements, where it is known."""
        kind = self._kind()
        return kind.elem if kind is not None else None

    @property
    def inner(self) -> bool:
        """Whether the elements are maps themselves."""
        kind = self._kind()
        return kind is not None and isinstance(underlying(kind.elem, self.view.packages), Map)

    def _kind(self) -> Map | None:
        """The type of the map."""
        operand = self.info.operands.get(self.part.mentions[0].id) if self.part.mentions else None
        kind = underlying(operand.type, self.view.packages) if operand is not None else None
        return kind if isinstance(kind, Map) else None

    def check_swap(self) -> None:
        """Refuse where elements cannot be compared, as `CompareAndSwap` of a sync.Map has to."""
        kind = self._kind()
        element = underlying(kind.elem, self.view.packages) if kind is not None else None
        floats = isinstance(element, Basic) and element.name.startswith(("float", "complex"))  # a NaN equals nothing
        if self.style.helpers and (floats or not isinstance(element, Basic | Pointer | Chan)):
            raise Refused("elements of this type cannot be compared, so a sync.Map cannot change one; the wrapper can")
        if self.style.helpers and self.go < (1, 20):
            raise Refused("sync.Map.CompareAndSwap needs go 1.20")

    def accesses(self, mention: Node) -> list[Access]:
        """What is known of the accesses that a mention makes."""
        return accesses_of(self.view, self.part.body, mention, self.whole.location)

    def is_followed(self, mention: Node) -> bool:
        """Whether the mention is passed to a parameter that becomes a pointer, or is there for a method that does more
        than read."""
        if calls_method(self.whole.declared, mention, self.data):
            return not only_reads(self.accesses(mention))
        passed = passed_to(mention, self.info)
        return passed is not None and (passed.symbol, passed.place) in self._parameters

    def alone(self, mention: Node) -> bool:
        """Whether nobody else can change the map there: it is not yet published, or a lock is held that all hold who
        change it."""
        found = self.accesses(mention)
        return bool(found) and all(one.owned or locks_of(one) & self.whole.locks for one in found)

    def owned(self, value: Node) -> tuple[bytes, bytes]:
        """What is needed around a map that the wrapper is to keep: a copy is made of one that others may have."""
        if value.kind_id == N.COMPOSITE_LITERAL:
            return b"", b""
        if value.kind_id == N.CALL_EXPRESSION and self.text(N.need(value, N.F_FUNCTION)) in (b"make", b"maps.Clone"):
            return b"", b""
        if value.kind_id == N.IDENTIFIER and only_filled(value, self.data):
            return b"", b""
        if self.go < CLONE:
            raise Refused("maps.Clone needs go 1.21")
        name = name_for(self.part.body.scope.parsed, "maps", taken_names(self.view, self.part.body))
        self.imports.add("maps")
        return name.encode() + b".Clone(", b")"

    def made(self, value: Node, mention: Node | None = None) -> None:
        """A pointer to a wrapper of the value, in place of the map; for the assignment to `mention`, too."""
        if mention is not None and not all(one.owned for one in self.accesses(mention) or (None,) if one):
            raise Refused(
                "the map is replaced, and its struct is copied or written as JSON: the copies would change, too"
            )
        if value.kind_id == N.NIL:
            return
        if any(inside(one, value) for one in self.part.mentions):
            raise Refused("the map is replaced by something that is made of it, in two steps; use With")
        self.imports.add(self.path)
        opened, closed = self.owned(value)
        if opened and self.whole.nil_counts:
            raise Refused("the map begins with one that may be nil, which is asked for or written as JSON")
        taken = taken_names(self.view, self.part.body)
        name = name_for(self.part.body.scope.parsed, self.path, taken).encode()
        self.put(value.start_byte, value.start_byte, name + b".Of(" + opened)
        self.put(value.end_byte, value.end_byte, closed + b")")

    def function(self, node: Node) -> int:
        """The innermost function around a node, as a number."""
        return function_of(node).id
