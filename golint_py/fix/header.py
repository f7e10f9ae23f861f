"""Slices and strings that are made through their headers are made by functions of package unsafe (RULES C.6, U3).

All of a declared function changes at once: the headers of live variables are read with `unsafe.SliceData`, `len` and
`cap`; a slice or string whose words are set, or that is made of a header which belongs to none, becomes a call of
`unsafe.Slice` or `unsafe.String`. What is not understood of a header refuses the whole.
"""

import re

from tree_sitter import Node

from golint_py.fix.headers import WORDS, Header, Headers, Store
from golint_py.fix.lines import Lines
from golint_py.fix.places import statement_of, walk
from golint_py.fix.refusal import Refused
from golint_py.fix.tidy import Piece
from golint_py.fix.unsafe_spelling import Types
from golint_py.fix.whole_file import file_edits
from golint_py.fix.workspace import Workspace
from golint_py.syntax import nodes as N
from golint_py.text.edits import Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span
from golint_py.types.model import Basic, Pointer, Slice, Type

_VIEWS = (1, 20)  # the Go version of unsafe.String, SliceData and StringData
_FIRST = re.compile(r"&(\w+)\[0\]")


def header(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """All headers of the function of the finding go."""
    path = finding.place.path
    parsed = workspace.parsed(path)
    view = workspace.view(workspace.package_of(path), workspace.file(path).test)
    body = view.body(finding.function)
    types = Types(view.info(body), view.packages, parsed.data, workspace.file(path).go)
    if types.go < _VIEWS:
        raise Refused("unsafe.SliceData and unsafe.StringData need go 1.20")
    work = _Work(Headers(types, Lines(path, parsed.data), body.node))
    work.run()
    if not work.pieces:
        raise Refused("the header is a copy, or of a type of its own")
    edits = file_edits(path, parsed, work.pieces, ())
    return Fix("Make it with package unsafe, without a header", edits, Safety.SAFE if work.live else Safety.UNSAFE)


class _Work:
    """What becomes of the headers of a function. `live`: only live headers were read or set."""

    def __init__(self, headers: Headers) -> None:
        self.headers, self.types, self.lines = headers, headers.types, headers.lines
        self.pieces: list[Piece] = []
        self.live = True
        self._gone: list[Node] = []
        self._covered: list[tuple[int, int]] = []  # bytes that are replaced or go as a whole

    def run(self) -> None:
        """Make the pieces."""
        self._set()
        for node, one, word in self.headers.reads:
            if not any(start <= node.start_byte < end for start, end in self._covered):
                self._read(node, one, word)
        self._without()

    def _set(self) -> None:
        """The calls in place of the statements that set the words, or of what reads them."""
        filled: dict[int, list[Store]] = {}
        for one in self.headers.stores:
            if one.header.live is not None:
                filled.setdefault(self.headers.declared(one.header.live), []).append(one)
        for stores in filled.values():
            if stores[0].header.live is not None:
                self._filled(stores[0].header.live, stores)
        for found in self.headers.named.values():
            if found.live is None:
                own = [one for one in self.headers.stores if one.header is found]
                self._fabricated(found, own, [one for one in self.headers.views if one[1] is found])
        for view in self.headers.views:
            if view[1].statement is None:
                self._replaced(view, self._words(view[1], []))

    def _fabricated(self, found: Header, stores: list[Store], uses: list[tuple[Node, Header, str]]) -> None:
        """`h := reflect.StringHeader{...}` goes, `*(*string)(unsafe.Pointer(&h))` becomes a call."""
        if len(uses) != 1 or found.statement is None:
            raise Refused("the header is not converted exactly once")
        self._check_run([found.statement, *(one.statement for one in stores), statement_of(uses[0][0])])
        self._replaced(uses[0], self._words(found, stores))
        for one in (found.statement, *(one.statement for one in stores)):
            self._goes(one)

    def _replaced(self, view: tuple[Node, Header, str], words: dict[str, Node]) -> None:
        """A call in place of the conversion."""
        operand = self.types.info.operands.get(view[0].id)
        self._put(view[0], self._made(operand.type if operand is not None else None, view[2], words))
        self.live = False

    def _filled(self, name: Node, stores: list[Store]) -> None:
        """The last of `h.Data = ...`, `h.Len = ...` becomes `s = unsafe.String(...)`, the others go."""
        self._check_run([one.statement for one in stores])
        words = self._words(stores[0].header, stores)
        for one in stores:
            if any(self._is_of(part, name) for part in walk(one.value)):
                raise Refused("the words are computed from what they were")
            self._goes(one.statement)
        operand = self.types.info.operands.get(name.id)
        text = self._made(operand.type if operand is not None else None, "", words)
        variable = self._variable_before(stores[0].statement, self.types.text(name))
        if variable is not None:
            self._goes(variable)
        sign = "=" if variable is None else ":="
        last = self._gone.pop(self._gone.index(stores[-1].statement))
        self._put(last, f"{self.types.text(name)} {sign} {text}")

    def _is_of(self, node: Node, name: Node) -> bool:
        """Whether an expression is the variable, or its header."""
        found = self.headers.of(node)
        return self.headers.same(node, name) or (
            found is not None and found.live is not None and self.headers.same(found.live, name)
        )

    def _variable_before(self, statement: Node, name: str) -> Node | None:
        """`var s string` above the statements that go."""
        known = self.headers.making()
        now: Node | None = statement
        while now is not None and now.id in known:
            now = now.prev_named_sibling
        plain = now is not None and re.fullmatch(rf"var {name} (?:string|\[\][\w.*]+)", self.types.text(now))
        return now if plain else None

    def _goes(self, statement: Node) -> None:
        self._gone.append(statement)
        self._covered.append((statement.start_byte, statement.end_byte))

    def _put(self, node: Node, text: str) -> None:
        self.pieces.append((node.start_byte, node.end_byte, text.encode()))
        self._covered.append((node.start_byte, node.end_byte))

    def _check_run(self, statements: list[Node]) -> None:
        """Between the statements nothing else may stand than declarations of headers and stores to them."""
        known = self.headers.making()
        now: Node | None = statements[0]
        while now is not None and now.start_byte < statements[-1].start_byte:
            if now.kind_id == N.COMMENT or now.id not in known:
                raise Refused("something else happens between the statements that make the header")
            now = now.next_named_sibling
        if now is None or now.id != statements[-1].id:
            raise Refused("the header is made in one block and used in another")

    def _words(self, found: Header, stores: list[Store]) -> dict[str, Node]:
        words = dict(found.given)
        for one in stores:
            if one.word in words:
                raise Refused("a word of the header is set twice")
            words[one.word] = one.value
        missing = [word for word in WORDS[: 3 if found.kind == "Slice" else 2] if word not in words]
        if missing:
            raise Refused(f"the word {missing[0]} of the header is not set there")
        return words

    def _made(self, kind: Type | None, written: str, words: dict[str, Node]) -> str:
        """The call that makes a slice or string of such words."""
        size = self._number(words["Len"])
        if "Cap" in words and self._number(words["Cap"]) != size:
            raise Refused("the length and the capacity are different")
        wanted = self.types.under(kind)
        data, given, length = self._address(words["Data"])
        if isinstance(wanted, Slice):
            element = self.types.under(wanted.elem)
            call = "unsafe.Slice"
        elif wanted == Basic("string"):
            element, call = Basic("uint8"), "unsafe.String"
        else:
            raise Refused("what the header becomes is of a type that is not known")
        if self.types.under(given) != element or given is None:
            raise Refused("the elements are of another type than those that the address is of")
        if length and size != length:
            raise Refused("the length is not that of what the header is made of")
        return self._named(kind, f"{call}({data}, {size})", written)

    def _named(self, kind: Type | None, text: str, written: str) -> str:
        """With a conversion where the type has a name."""
        plain = isinstance(kind, Slice) or kind == Basic("string")
        if not plain and not written:
            raise Refused("the variable has a type with a name")
        return text if plain else f"{written}({text})"

    def _address(self, node: Node) -> tuple[str, Type | None, str]:
        """A word Data as a pointer, the type of what it points to, and the length that belongs to it ("": any)."""
        if node.kind_id == N.SELECTOR_EXPRESSION:
            found = self.headers.of(N.need(node, N.F_OPERAND))
            if found is None or found.live is None or self.types.text(N.need(node, N.F_FIELD)) != "Data":
                raise Refused("the address is no word of a live header")
            name = self.headers.name(found.live)
            return f"unsafe.{found.kind}Data({name})", self._element(found.live), f"len({name})"
        text = self.types.text(node)
        inner = re.fullmatch(r"uintptr\(unsafe\.Pointer\((.+)\)\)", text, re.DOTALL)
        pointer = self._argument(self._argument(node)) if inner is not None else None
        if pointer is None:
            raise Refused("the address is not taken there")
        first = _FIRST.fullmatch(self.types.text(pointer))
        if first is not None:
            name_node = next(one for one in walk(pointer) if one.kind_id == N.IDENTIFIER)
            if isinstance(self.types.of(name_node), Slice):
                self.live = False  # an empty one made it panic
                return f"unsafe.SliceData({first[1]})", self._element(name_node), f"len({first[1]})"
        function = re.fullmatch(r"unsafe\.(?:Slice|String)Data\((\w+)\)", self.types.text(pointer))
        named = self._argument(pointer) if function is not None else None
        if function is not None and named is not None:
            return function[0], self._element(named), f"len({function[1]})"
        kind = self.types.of(pointer)
        if pointer.kind_id != N.IDENTIFIER or not isinstance(kind, Pointer):
            raise Refused("the address is of something that is not understood")
        self.live = False  # unsafe.Slice panics for a length that cannot be
        return self.types.text(pointer), kind.elem, ""

    def _argument(self, node: Node | None) -> Node | None:
        if node is None or node.kind_id != N.CALL_EXPRESSION:
            return None
        arguments = N.children(N.need(node, N.F_ARGUMENTS))
        return arguments[0] if len(arguments) == 1 else None

    def _element(self, name: Node) -> Type | None:
        held = self.types.of(name)
        return held.elem if isinstance(held, Slice) else Basic("uint8")

    def _number(self, node: Node) -> str:
        """A length or capacity as text."""
        if node.kind_id == N.SELECTOR_EXPRESSION:
            found = self.headers.of(N.need(node, N.F_OPERAND))
            word = self.types.text(N.need(node, N.F_FIELD))
            if found is not None and found.live is not None and word in ("Len", "Cap"):
                return f"{word.lower()}({self.headers.name(found.live)})"
        if (
            any(self.headers.of(one) is not None for one in walk(node))
            or b"\n" in self.lines.data[node.start_byte : node.end_byte]
        ):
            raise Refused("a length is computed from a header")
        return self.types.text(node)

    def _read(self, node: Node, found: Header, word: str) -> None:
        """`h.Data`, `h.Len`, `h.Cap` of a live header."""
        if found.live is None:
            raise Refused("a word of the header is read")
        name = self.headers.name(found.live)
        if word != "Data":
            self.pieces.append((node.start_byte, node.end_byte, f"{word.lower()}({name})".encode()))
            return
        text = f"unsafe.{found.kind}Data({name})"
        call = node.parent.parent if node.parent is not None and node.parent.kind_id == N.ARGUMENT_LIST else None
        pointer = call is not None and self.types.text(call).startswith("unsafe.Pointer(")
        wrapped = text if pointer else f"uintptr(unsafe.Pointer({text}))"
        self.pieces.append((node.start_byte, node.end_byte, wrapped.encode()))

    def _without(self) -> None:
        """Declarations of live headers, and statements that set words, go with their lines."""
        gone = {one.id: one for one in self._gone}
        gone |= {one.statement.id: one.statement for one in self.headers.named.values() if one.statement is not None}
        for statement in sorted(gone.values(), key=lambda one: one.start_byte):
            start, end = self.lines.start(statement.start_byte), self.lines.after(statement.end_byte)
            if not self.lines.alone(statement.start_byte, statement.end_byte) or b"//" in self.lines.data[start:end]:
                raise Refused("the statement that goes has a comment, or shares its line")
            self.pieces.append((start, end, b""))
