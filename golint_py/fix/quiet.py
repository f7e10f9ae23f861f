"""Which code may run while a lock is held: it does not wait, call what is not known, or (where asked) panic.

Syntax and types of one function. Unknown is not quiet. A nil pointer that is selected from, and a store to a nil map,
are not counted as panics.
"""

import functools
from collections.abc import Callable, Set

from tree_sitter import Node

from golint_py.analyses.tables import Nothing
from golint_py.fix.places import exits, walk
from golint_py.knowledge.load import table
from golint_py.syntax import nodes as N
from golint_py.types.lookup import underlying
from golint_py.types.model import Array, Basic, Interface, Map, Pointer, Signature, Slice, Tuple, Type
from golint_py.types.scope import Info, Mode, Packages
from golint_py.types.std import StandardLibrary

_LOUD = frozenset(
    {
        N.GO_STATEMENT,
        N.DEFER_STATEMENT,
        N.SELECT_STATEMENT,
        N.SEND_STATEMENT,
        N.RECEIVE_STATEMENT,
        N.GOTO_STATEMENT,
        N.LABELED_STATEMENT,
        N.COMMUNICATION_CASE,
        N.FALLTHROUGH_STATEMENT,
    }
)
_CHANGES = frozenset({N.ASSIGNMENT_STATEMENT, N.INC_STATEMENT, N.DEC_STATEMENT, N.CALL_EXPRESSION})
_BUILTINS = frozenset("append cap clear close complex copy delete imag len make max min new real".split())


@functools.cache
def _standard_packages() -> frozenset[str]:
    return frozenset(StandardLibrary().table().packages)


class Quiet:
    """The questions about one function's code; `data` is the file."""

    __slots__ = ("_fails", "_known", "_lock", "_own", "data", "info", "packages")

    def __init__(
        self,
        info: Info,
        packages: Packages,
        data: bytes,
        known: Set[int] = frozenset(),
        fails: Set[int] = frozenset(),
        own: Set[int] = frozenset(),
        lock: bytes = b"",
    ) -> None:
        """`lock` is how the lock is written: an element that is in that, `s.shards[i].mu`, has been found when it is
        taken. `known` are calls, by node id, of which it is known that they are quiet, `fails` those that may
        panic; `own` are quiet, too, but may change what is private to the module."""
        self._fails = fails
        self._known = known | own
        self._lock = lock
        self._own = own
        self.info = info
        self.packages = packages
        self.data = data

    def quiet(self, top: Node) -> bool:
        """Whether nothing in it may wait, or run code that is not known. Literals that are not called here are."""
        return self.loud(top) is None

    def loud(self, top: Node, without: Set[int] = frozenset()) -> Node | None:
        """The first piece that is not quiet; pieces to leave out are named by their ids."""
        for node in walk(top, into_literals=False, without=without):
            kind = node.kind_id
            if kind == N.CALL_EXPRESSION and not self._call(node):
                return node
            received = kind == N.UNARY_EXPRESSION and self._operator(node) == b"<-"
            if (kind in _LOUD or received) and not _at_once(node):
                return node
            if kind == N.RANGE_CLAUSE and not self._range(node):
                return node
            if kind == N.FOR_STATEMENT and _waits(node):
                return node
        return None

    def wakes(self, top: Node) -> bool:
        """Whether it sends, or closes a channel."""
        return any(
            one.kind_id == N.SEND_STATEMENT
            or (one.kind_id == N.CALL_EXPRESSION and N.text(N.need(one, N.F_FUNCTION), self.data) == "close")
            for one in walk(top, into_literals=False)
        )

    def foreign(self, top: Node, harmless: Callable[[str], bool] = lambda _: False) -> bool:
        """Whether nothing in it can touch what is private to the module: quiet code and calls of the standard library,
        which is given no function to call; or of functions that are `harmless`, by their symbols."""
        if self._own and any(node.id in self._own for node in walk(top, into_literals=False)):
            return False
        loud = self.loud(top)
        if loud is None:
            return True
        if loud.kind_id != N.CALL_EXPRESSION:
            return False
        for call in walk(top, into_literals=False):
            if call.kind_id == N.CALL_EXPRESSION and not (
                self._call(call) or self._standard(call) or harmless(self._callee(call))
            ):
                return False
            if call.kind_id in _LOUD or call.kind_id == N.FUNC_LITERAL:
                return False
        return True

    def _callee(self, call: Node) -> str:
        """The symbol of the function or method that is called, "" where it is not known."""
        function = N.need(call, N.F_FUNCTION)
        meaning = self.info.objects.get(function.id) or self.info.selections.get(function.id)
        return meaning.symbol if meaning is not None else ""

    def _standard(self, call: Node) -> bool:
        selection = self.info.selections.get(N.need(call, N.F_FUNCTION).id)
        symbol = selection.symbol if selection is not None and not selection.symbol.startswith(("(", ".")) else ""
        package = symbol.rpartition(".")[0]
        return package in _standard_packages()

    def leaves(self, top: Node) -> bool:
        """Whether anything in it leads out, or ends the function or the program: what follows may not run."""
        return bool(exits(top)) or any(
            node.kind_id == N.GOTO_STATEMENT or (node.kind_id == N.CALL_EXPRESSION and self._never_returns(node))
            for node in walk(top, into_literals=False)
        )

    def leads_out(self, statement: Node, of: Node) -> bool:
        """Whether nothing that follows a statement in `of` runs after it."""
        if statement.kind_id == N.EXPRESSION_STATEMENT:
            call = N.children(statement)[0]
            return call.kind_id == N.CALL_EXPRESSION and self._never_returns(call)
        if statement.kind_id != N.GOTO_STATEMENT:
            return statement in exits(of)
        label = N.text(N.children(statement)[0], self.data)
        return not any(
            one.kind_id == N.LABELED_STATEMENT and N.text(N.children(one)[0], self.data) == label for one in walk(of)
        )

    def _never_returns(self, call: Node) -> bool:
        function = N.need(call, N.F_FUNCTION)
        operand = self.info.operands.get(function.id)
        if operand is not None and operand.mode is Mode.BUILTIN:
            return N.text(function, self.data) == "panic"
        selection = self.info.selections.get(function.id)
        return selection is not None and selection.symbol in table("noreturn", "function", Nothing)

    def panics(self, top: Node, without: Set[int] = frozenset()) -> Node | None:
        """The first piece that may panic while it is evaluated."""
        for node in walk(top, into_literals=False, without=without):
            kind = node.kind_id
            if kind in (N.SLICE_EXPRESSION, N.TYPE_ASSERTION_EXPRESSION, N.CALL_EXPRESSION) and self._may_fail(node):
                return node
            if kind == N.SEND_STATEMENT or (kind == N.INDEX_EXPRESSION and not self.safe_index(node)):
                return node
            if kind == N.UNARY_EXPRESSION and self._operator(node) == b"*":
                return node
            if kind == N.BINARY_EXPRESSION and self._operator(node) in (b"/", b"%", b"<<", b">>"):
                right = self.info.operands.get(N.need(node, N.F_RIGHT).id)
                if right is None or not right.value:
                    return node
            if kind in (N.ASSIGNMENT_STATEMENT,) and self._operator(node) in (b"/=", b"%=", b"<<=", b">>="):
                return node
        return None

    def type_of(self, node: Node) -> Type | None:
        """What an expression's type stands for, looking through names."""
        operand = self.info.operands.get(node.id)
        return underlying(operand.type, self.packages) if operand is not None else None

    def _operator(self, node: Node) -> bytes:
        found = N.field(node, N.F_OPERATOR)
        return self.data[found.start_byte : found.end_byte] if found is not None else b""

    def _call(self, node: Node) -> bool:
        if node.id in self._known:
            return True
        function = N.need(node, N.F_FUNCTION)
        while function.kind_id == N.PARENTHESIZED_EXPRESSION:
            function = N.children(function)[0]
        operand = self.info.operands.get(function.id)
        if operand is not None and operand.mode is Mode.TYPE:
            return True
        if operand is not None and operand.mode is Mode.BUILTIN:
            return N.text(function, self.data) in _BUILTINS
        selection = self.info.selections.get(function.id)
        symbol = selection.symbol if selection is not None else ""
        if not symbol:
            return False
        if symbol.startswith("("):
            of = symbol[1:].partition(")")[0].lstrip("*")
            return of in table("quiet", "type", Nothing) or symbol in table("quiet", "call", Nothing)
        if symbol in table("quiet", "formatting", Nothing):
            return all(isinstance(self.type_of(one), Basic) for one in N.children(N.need(node, N.F_ARGUMENTS)))
        arguments = N.children(N.need(node, N.F_ARGUMENTS))
        if symbol in table("quiet", "calling", Nothing):
            return all(self._called_here(one) for one in arguments)
        if symbol in table("quiet", "collecting", Nothing):
            return all(one.kind_id == N.CALL_EXPRESSION and self._call(one) for one in arguments)
        package = symbol.rpartition(".")[0]
        if symbol not in table("quiet", "call", Nothing) and package not in table("quiet", "package", Nothing):
            return False
        return not any(one.kind_id == N.FUNC_LITERAL for one in arguments)

    def _called_here(self, argument: Node) -> bool:
        """Whether an argument is no function, or a quiet literal without maps: for these a lock may be taken in it."""
        if argument.kind_id != N.FUNC_LITERAL:
            return not isinstance(self.type_of(argument), Signature | None)
        uses = any(isinstance(self.type_of(one), Map) for one in walk(argument))
        return not uses and self.loud(argument) is None

    def _range(self, node: Node) -> bool:
        kind = self.type_of(N.need(node, N.F_RIGHT))
        base = underlying(kind.elem, self.packages) if isinstance(kind, Pointer) else kind
        return isinstance(base, Map | Slice | Array | Basic)

    def _may_fail(self, node: Node) -> bool:
        """Calls that are quiet do not panic, but for conversions and `make` with a size; `v, ok := x.(T)` does not."""
        if node.kind_id == N.TYPE_ASSERTION_EXPRESSION:
            operand = self.info.operands.get(node.id)
            return not (operand is not None and isinstance(operand.type, Tuple)) and not self._pair(node)
        if node.kind_id == N.CALL_EXPRESSION:
            name = N.text(N.need(node, N.F_FUNCTION), self.data)
            if name == "close" or node.id in self._fails:
                return True
            if name == "delete":
                return not self._plain_key(self.type_of(N.children(N.need(node, N.F_ARGUMENTS))[0]))
            literals = (one for one in N.children(N.need(node, N.F_ARGUMENTS)) if one.kind_id == N.FUNC_LITERAL)
            if any(self.panics(one) is not None for one in literals):
                return True
            sizes = N.children(N.need(node, N.F_ARGUMENTS))[1:] if name == "make" else []
            return any(not self._is_size(one) for one in sizes)
        return True

    def _is_size(self, node: Node) -> bool:
        """A constant, or a length, for which `make` does not panic."""
        operand = self.info.operands.get(node.id)
        return (operand is not None and operand.value is not None) or (
            node.kind_id == N.CALL_EXPRESSION and N.text(N.need(node, N.F_FUNCTION), self.data) == "len"
        )

    def _pair(self, node: Node) -> bool:
        above = node.parent
        statement = above.parent if above is not None else None
        if above is None or statement is None or above.kind_id != N.EXPRESSION_LIST:
            return False
        left = N.field(statement, N.F_LEFT)
        return left is not None and len(N.children(left)) == 2 and len(N.children(above)) == 1

    def safe_index(self, node: Node) -> bool:
        """An index of a map whose key is no interface, or that the lock is found by."""
        if self._lock.startswith(self.data[node.start_byte : node.end_byte] + b"."):
            return True
        return self._plain_key(self.type_of(N.need(node, N.F_OPERAND)))

    def _plain_key(self, kind: Type | None) -> bool:
        key = underlying(kind.key, self.packages) if isinstance(kind, Map) else None
        return key is not None and not isinstance(key, Interface)


def _waits(loop: Node) -> bool:
    """Whether a loop goes on until somebody else changes something, or for ever: nothing leads out of it, or it changes
    nothing itself."""
    body = N.need(loop, N.F_BODY)
    head = next((one for one in N.children(loop) if one.id != body.id), None)
    if head is not None and head.kind_id == N.RANGE_CLAUSE:
        return False
    clause = head is not None and head.kind_id == N.FOR_CLAUSE
    ends = N.field(head, N.F_CONDITION) if clause and head is not None else head
    if ends is None and not any(one.kind_id != N.CONTINUE_STATEMENT or N.children(one) for one in exits(body)):
        return True
    return not any(one.kind_id in _CHANGES for one in walk(loop, into_literals=False))


def _at_once(node: Node) -> bool:
    """Whether it is a `select` that has a `default`, one of its cases, or what a case sends or receives: nobody waits
    there."""
    if node.kind_id == N.UNARY_EXPRESSION and node.parent is not None and node.parent.kind_id == N.RECEIVE_STATEMENT:
        node = node.parent
    if node.kind_id in (N.SEND_STATEMENT, N.RECEIVE_STATEMENT) and node.parent is not None:
        above = node.parent
        communicates = above.kind_id == N.COMMUNICATION_CASE and N.need(above, N.F_COMMUNICATION).id == node.id
        node = above if communicates else node
    select = node.parent if node.kind_id == N.COMMUNICATION_CASE else node
    if select is None or select.kind_id != N.SELECT_STATEMENT:
        return False
    return any(one.kind_id == N.DEFAULT_CASE for one in N.children(select))
