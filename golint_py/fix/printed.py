"""Calls that are given a struct and show all of its fields (RULES C.3 F27, F30).

A map that becomes another type is another field there: package fmt prints what is in the new type, or an address.
"""

import re
from collections.abc import Iterator, Sequence

from tree_sitter import Node

from golint_py.fix.struct_uses import Shown
from golint_py.fix.workspace import View
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.lookup import Lookup, underlying
from golint_py.types.methods import find
from golint_py.types.model import Array, Interface, Map, Named, Pointer, Signature, Slice, Type
from golint_py.types.scope import Info

_WALKS = frozenset({"reflect", "github.com/google/go-cmp/cmp"})
_VERB = re.compile(rb"%[-+# 0]*\d*(?:\.\d*)?([a-zA-Z%])")
_OWN_WORDS = ("String", "Error", "Format", "GoString", "LogValue")  # methods that say how a value is printed
_NO_CONTENT = frozenset({b"p", b"T"})


def shown(view: View, body: Body, call: Node) -> Iterator[Shown]:
    """The structs that a call prints or goes through."""
    info, data = view.info(body), body.scope.parsed.data
    function = N.need(call, N.F_FUNCTION)
    selection = info.selections.get(function.id)
    symbol = selection.symbol if selection is not None else ""
    walks = symbol.rpartition(".")[0] in _WALKS and symbol != "reflect.TypeOf"
    arguments = N.children(N.need(call, N.F_ARGUMENTS))
    first = 0 if walks else first_of_any(view, info, function)
    if first < 0:
        return
    verbs = _verbs(arguments[first - 1], data) if 0 < first <= len(arguments) and not walks else []
    for at, one in enumerate(arguments[first:]):
        name = _struct_of(view, info, one, walks) if at >= len(verbs) or verbs[at] not in _NO_CONTENT else ""
        if name:
            yield Shown(name, N.text(function, data), body.scope.file.path, call.start_point.row, walks)


def in_words(shows: Sequence[Shown]) -> str:
    """What prints a struct and will print something else then (F30), as a part of a title."""
    if not shows:
        return ""
    one, others = shows[0], len(shows) - 1
    more = f" and {others} more call{'s' if others > 1 else ''}" if others else ""
    return f"; {one.callee}{more} will print something else (first at {one.path}:{one.row + 1})"


def first_of_any(view: View, info: Info, function: Node) -> int:
    """The place of the parameter `...any`, -1 for none."""
    operand = info.operands.get(function.id)
    kind = underlying(operand.type, view.packages) if operand is not None else None
    last = kind.params[-1] if isinstance(kind, Signature) and kind.variadic else None
    elem = underlying(last.elem, view.packages) if isinstance(last, Slice) else None
    if not isinstance(kind, Signature) or not isinstance(elem, Interface):
        return -1
    return -1 if elem.methods or elem.embedded or elem.union else len(kind.params) - 1


def _verbs(node: Node, data: bytes) -> list[bytes]:
    """The verbs of a constant format, one for each operand; none where that cannot be told."""
    if node.kind_id not in (N.STRING_LITERAL, N.RAW_STRING_LITERAL):
        return []
    text = data[node.start_byte : node.end_byte]
    return [] if b"*" in text or b"[" in text else [one for one in _VERB.findall(text) if one != b"%"]


def _struct_of(view: View, info: Info, node: Node, walks: bool) -> str:
    """The named type of a value, of what it points to, or of its elements, "" where that says itself how it is printed:
    fmt does not follow pointers inside of others."""
    operand = info.operands.get(node.id)
    kind: Type | None = operand.type if operand is not None else None
    for level in range(8):
        if isinstance(kind, Named) and not isinstance(underlying(kind, view.packages), Slice | Array | Map):
            lookup = Lookup(view.packages, view.path)
            own = not walks and any(find(lookup, Pointer(kind), name) is not None for name in _OWN_WORDS)
            return "" if own else kind.name
        kind = underlying(kind, view.packages)
        if not isinstance(kind, Slice | Array | Map) and not (isinstance(kind, Pointer) and level == 0):
            return ""
        kind = kind.elem
    return ""
