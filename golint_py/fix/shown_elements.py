"""Calls that encode or print what an element of a map points to, `json.Marshal(c.docs[k])`, and may run under the lock:
others change that in place, under the same lock."""

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from golint_py.analyses.shown_maps import OWN_WAY
from golint_py.analyses.tables import Nothing, map_call
from golint_py.fix.passed import symbol_of
from golint_py.fix.places import walk
from golint_py.fix.through import names_given
from golint_py.fix.uses import How, Use
from golint_py.fix.workspace import View
from golint_py.knowledge.load import table
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.lookup import underlying
from golint_py.types.model import Array, Interface, Map, Named, Pointer, Signature, Slice, StructType, Type

_OF_LOCKS = ("sync.", "sync/atomic.")
_PARTS = (N.INDEX_EXPRESSION, N.SELECTOR_EXPRESSION, N.PARENTHESIZED_EXPRESSION)
_UP = (N.PARENTHESIZED_EXPRESSION, N.UNARY_EXPRESSION)


def shown_elements(view: View, body: Body, uses: Sequence[Use]) -> frozenset[int]:
    """The calls, by node id."""
    info = view.info(body)
    found: set[int] = set()
    for use in uses:
        element = _pointed_to(view, info.operands[use.mention.id].type) if use.mention.id in info.operands else None
        if element is None or use.how not in (How.READ, How.RANGE):
            continue
        calls = [(call, how) for call, how in showing(view, body, use) if _plain(view, element, OWN_WAY[how])]
        if calls and _changed_in_place(view, element):
            found.update(call.id for call, _ in calls)
    return frozenset(found)


def showing(view: View, body: Body, use: Use, quiet: bool = True) -> Iterator[tuple[Node, str]]:
    """The calls that get the element, or a variable that it is given to, and encode or print it; only those that write
    nowhere, if they are to be `quiet`."""
    info = view.info(body)
    names = set(names_given(use))
    for call in walk(body.node):
        if call.kind_id != N.CALL_EXPRESSION:
            continue
        symbol = symbol_of(N.need(call, N.F_FUNCTION), info)
        row = map_call(symbol) if symbol else None
        if row is None or not row.shows or (quiet and symbol not in table("quiet", "showing", Nothing)):
            continue
        for one in N.children(N.need(call, N.F_ARGUMENTS)):
            while one.kind_id in _UP:
                one = N.children(one)[-1]
            if one.id == use.node.id or (one.kind_id == N.IDENTIFIER and one.text in names):
                yield call, row.shows


def _pointed_to(view: View, kind: Type | None) -> Named | None:
    """The struct type of this package that the elements of a map point to."""
    below = underlying(kind, view.packages)
    element = underlying(below.elem, view.packages) if isinstance(below, Map) else None
    named = element.elem if isinstance(element, Pointer) else None
    return named if isinstance(named, Named) and named.name.startswith(f"{view.path}.") else None


def _plain(view: View, element: Named, methods: Sequence[str]) -> bool:
    """Whether nothing but fields is read: no type in the struct may bring a method that is called instead, and none is
    a lock, with which it takes care of itself."""
    work: list[Type | None] = [element]
    seen: list[Type | None] = []
    while work:
        one = work.pop()
        if one in seen:
            continue
        seen.append(one)
        below = underlying(one, view.packages)
        if isinstance(one, Named):
            package = one.name.rpartition(".")[0]
            if one.name.startswith(_OF_LOCKS) or (package != view.path and "." in package.partition("/")[0]):
                return False
            if package == view.path and any(
                f".{one.name.rpartition('.')[2]}).{name}" in symbol for name in methods for symbol in _methods(view)
            ):
                return False
            if package != view.path:
                continue  # of the standard library
        if below is None or isinstance(below, Interface | Signature):
            return False
        if isinstance(below, StructType):
            work += [field.type for field in below.fields]
        elif isinstance(below, Map | Slice | Array | Pointer):
            work.append(below.elem)
    return True


def _methods(view: View) -> list[str]:
    return [symbol for symbol in view.bodies if symbol.startswith("(")]


def _changed_in_place(view: View, element: Named) -> bool:
    """Whether a function of the package stores to a field by way of a pointer to the struct."""
    pointer, struct = Pointer(element), underlying(element, view.packages)
    fields = [re.escape(one.name.encode()) for one in struct.fields] if isinstance(struct, StructType) else []
    stores = re.compile(rb"\.(?:" + b"|".join(fields) + rb")\b[^\n]*(?:=|\+\+|--)")
    for body in view.bodies.values():
        data = body.scope.parsed.data
        if body.scope.file.test or not stores.search(data, body.node.start_byte, body.node.end_byte):
            continue
        info = view.info(body)
        for node in walk(body.node):
            if node.kind_id != N.SELECTOR_EXPRESSION or not _is_stored_to(node):
                continue
            operand = info.operands.get(N.need(node, N.F_OPERAND).id)
            if operand is not None and operand.type == pointer:
                return True
    return False


def _is_stored_to(node: Node) -> bool:
    above = node.parent
    while above is not None and above.kind_id in (
        N.INDEX_EXPRESSION,
        N.SELECTOR_EXPRESSION,
        N.PARENTHESIZED_EXPRESSION,
    ):
        if above.kind_id == N.INDEX_EXPRESSION and N.need(above, N.F_OPERAND).id != node.id:
            return False
        node, above = above, above.parent
    if above is None or above.kind_id in (N.INC_STATEMENT, N.DEC_STATEMENT):
        return above is not None
    left = N.field(above.parent, N.F_LEFT) if above.parent is not None else None
    return left is not None and left.id == above.id
