"""The headers of slices and strings that a function handles: of which variable, with which words, used how."""

import re

from msgspec import Struct
from tree_sitter import Node

from golint_py.fix.lines import Lines
from golint_py.fix.places import statement_of, walk
from golint_py.fix.refusal import Refused
from golint_py.fix.unsafe_spelling import Types
from golint_py.syntax import nodes as N
from golint_py.types.model import Basic
from golint_py.types.scope import Object

_LIVE = re.compile(r"\(\*reflect\.(Slice|String)Header\)\(unsafe\.Pointer\(&(\w+)\)\)")
_MADE = re.compile(r"&?reflect\.(Slice|String)Header")
_USED = re.compile(r"\*\(\*([\w.\[\]*]+)\)\(unsafe\.Pointer\(&?(?:\w+|reflect\.\w+\{.*\})\)\)", re.DOTALL)
# `*(*[]byte)(x)` is read as the conversion to a pointer type by the grammar, and as what is meant by the types.
_READING = frozenset({N.UNARY_EXPRESSION, N.TYPE_CONVERSION_EXPRESSION})
WORDS = ("Data", "Len", "Cap")


class Header(Struct, frozen=True, eq=False):
    """A header: of the variable `live`, or (None) of nothing. `statement` declares it, None for one without a name;
    `given` are the words that it begins with."""

    kind: str
    live: Node | None
    statement: Node | None
    given: dict[str, Node]


class Store(Struct, frozen=True, eq=False):
    """`h.Data = value`, a statement of its own."""

    header: Header
    word: str
    value: Node
    statement: Node


class Headers:
    """All headers of a function. Raises `Refused` where one is used in a way that is not understood."""

    def __init__(self, types: Types, lines: Lines, top: Node) -> None:
        self.types, self.lines, self.top = types, lines, top
        self.named: dict[int, Header] = {}  # by where the variable is declared
        self.stores: list[Store] = []
        self.reads: list[tuple[Node, Header, str]] = []  # `h.Len`, with the word
        self.views: list[tuple[Node, Header, str]] = []  # `*(*string)(unsafe.Pointer(&h))`, with the type
        for node in walk(top):
            self._declared(node)
        for node in walk(top):
            if node.kind_id == N.SELECTOR_EXPRESSION:
                found = self.of(N.need(node, N.F_OPERAND))
                word = types.text(N.need(node, N.F_FIELD))
                if found is not None and word in WORDS and not self._is_store(node, found, word):
                    self.reads.append((node, found, word))
            elif node.kind_id in _READING and (one := self._viewed(node)) is not None:
                written = _USED.fullmatch(types.text(node))
                self.views.append((node, one, written[1] if written is not None else ""))
        self._check_mentions()

    def making(self) -> set[int]:
        """The statements that declare a header or set a word, by node."""
        known = {one.statement.id for one in self.stores}
        return known | {one.statement.id for one in self.named.values() if one.statement is not None}

    def declared(self, name: Node) -> int:
        """Where a variable is declared, in bytes."""
        meaning = self._meaning(name)
        return meaning.declared if meaning is not None else -1

    def same(self, one: Node, other: Node) -> bool:
        """Whether both are names of one object."""
        meaning = self._meaning(one)
        return meaning is not None and meaning is self._meaning(other)

    def _declared(self, node: Node) -> None:
        """`h := (*reflect.SliceHeader)(unsafe.Pointer(&s))`, `h := reflect.SliceHeader{...}`, `var h ...`."""
        if node.kind_id == N.SHORT_VAR_DECLARATION:
            names, values = N.children(N.need(node, N.F_LEFT)), N.children(N.need(node, N.F_RIGHT))
            statement = node
        elif node.kind_id == N.VAR_SPEC:
            names, holder = N.fields(node, N.F_NAME), N.field(node, N.F_VALUE)
            values = N.children(holder) if holder is not None else []
            statement = statement_of(node) if node.parent is not None else node
        else:
            return
        if len(names) != 1 or len(values) > 1:
            return
        kind = N.field(node, N.F_TYPE)
        written = _MADE.fullmatch(self.types.text(kind)) if kind is not None and not values else None
        if written is not None:
            found: Header | None = Header(written[1], None, statement, {})
        else:
            found = self._anonymous(values[0], statement) if values else None
        if found is not None:
            if found.statement is not None and not self.lines.alone(statement.start_byte, statement.end_byte):
                raise Refused("the declaration of the header shares its line")
            self.named[names[0].start_byte] = found

    def _anonymous(self, node: Node, statement: Node | None = None) -> Header | None:
        """The header that an expression makes."""
        live = _LIVE.fullmatch(self.types.text(node))
        if live is not None:
            name = next(one for one in walk(node) if one.kind_id == N.IDENTIFIER and self.types.text(one) == live[2])
            if (live[1] == "String") is not (self.types.of(name) == Basic("string")):
                raise Refused(f"{live[2]} is no variable that has such a header")
            return Header(live[1], name, statement, {})
        literal = N.children(node)[0] if node.kind_id == N.UNARY_EXPRESSION and N.children(node) else node
        if literal.kind_id != N.COMPOSITE_LITERAL:
            return None
        made = _MADE.fullmatch(self.types.text(N.need(literal, N.F_TYPE)))
        return Header(made[1], None, statement, self._given(literal)) if made is not None else None

    def _given(self, literal: Node) -> dict[str, Node]:
        found: dict[str, Node] = {}
        for place, element in enumerate(N.children(N.need(literal, N.F_BODY))):
            keyed = element.kind_id == N.KEYED_ELEMENT
            word = self.types.text(N.children(element)[0]) if keyed else WORDS[place]
            value = N.children(element)[-1] if keyed else element
            found[word] = N.children(value)[0] if value.kind_id == N.LITERAL_ELEMENT else value
        return found

    def _meaning(self, node: Node) -> Object | None:
        return self.types.info.objects.get(node.id) if node.kind_id == N.IDENTIFIER else None

    def of(self, node: Node) -> Header | None:
        """The header that an expression stands for."""
        meaning = self._meaning(node)
        return self.named.get(meaning.declared) if meaning is not None else self._anonymous(node)

    def _is_store(self, node: Node, header_: Header, word: str) -> bool:
        """Notes `h.Data = value`. Raises `Refused` for other changes of it."""
        above = node.parent
        if above is not None and above.kind_id in (N.INC_STATEMENT, N.DEC_STATEMENT):
            raise Refused("a word of the header is counted up or down")
        if above is not None and above.kind_id == N.UNARY_EXPRESSION and self.types.text(above).startswith("&"):
            raise Refused("the address of a word of the header is taken")
        statement = above.parent if above is not None and above.kind_id == N.EXPRESSION_LIST else None
        if above is None or statement is None or N.field(statement, N.F_LEFT) != above:
            return False
        right = N.children(N.need(statement, N.F_RIGHT))
        plain = statement.kind_id == N.ASSIGNMENT_STATEMENT and self.types.text(N.need(statement, N.F_OPERATOR)) == "="
        if not plain or len(right) != 1 or len(N.children(above)) != 1:
            raise Refused("a word of the header is set together with others, or computed from what it was")
        self.stores.append(Store(header_, word, right[0], statement))
        return True

    def _viewed(self, node: Node) -> Header | None:
        """The header that `*(*string)(unsafe.Pointer(&h))` reads as a string or slice."""
        if _USED.fullmatch(self.types.text(node)) is None:
            return None
        call = next(
            one
            for one in walk(node)
            if one.kind_id == N.CALL_EXPRESSION and self.types.text(one).startswith("unsafe.Pointer(")
        )
        argument = N.children(N.need(call, N.F_ARGUMENTS))[0]
        if argument.kind_id == N.UNARY_EXPRESSION and N.children(argument)[0].kind_id == N.IDENTIFIER:
            argument = N.children(argument)[0]
        found = self.of(argument)
        return found if found is not None and found.live is None else None

    def _check_mentions(self) -> None:
        """Every mention of a header's variable has to be one of those."""
        for node in walk(self.top):
            meaning = self._meaning(node)
            if meaning is None or meaning.declared not in self.named or node.start_byte == meaning.declared:
                continue
            above = node.parent
            word = above is not None and above.kind_id == N.SELECTOR_EXPRESSION
            if not word and not self._is_viewed(node):
                raise Refused(f"`{self.types.text(node)}` goes somewhere else")

    def _is_viewed(self, node: Node) -> bool:
        above = node.parent
        while above is not None and above.kind_id not in (N.STATEMENT_LIST, N.BLOCK):
            if above.kind_id in _READING and self._viewed(above) is not None:
                return True
            above = above.parent
        return False

    def name(self, live: Node) -> str:
        """The name of a variable. Raises `Refused` where another object of the function has it too."""
        meaning, name = self._meaning(live), self.types.text(live)
        for one in walk(self.top):
            if one.kind_id == N.IDENTIFIER and self.types.text(one) == name and self._meaning(one) is not meaning:
                raise Refused(f"{name} may mean something else where its header is used")
        return name
