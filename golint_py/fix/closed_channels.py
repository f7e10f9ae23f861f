"""Maps with channels: who closes one makes the one panic who took it out before and sends on it."""

from collections.abc import Iterable

from tree_sitter import Node

from golint_py.fix.places import walk
from golint_py.fix.workspace import View
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.lookup import underlying
from golint_py.types.model import Chan, Map, Type


def element_channel(view: View, kind: Type | None) -> Chan | None:
    """The channel type of the elements of a map type."""
    below = underlying(kind, view.packages)
    elem = underlying(below.elem, view.packages) if isinstance(below, Map) else None
    return elem if isinstance(elem, Chan) else None


def closes(parts: Iterable[tuple[View, Body]], channel: Chan) -> bool:
    """Whether one of the functions closes a channel of this type."""
    return any(
        _is(view, body, N.children(N.need(node, N.F_ARGUMENTS))[0], channel)
        for view, body in parts
        for node in walk(body.node)
        if node.kind_id == N.CALL_EXPRESSION
        and N.text(N.need(node, N.F_FUNCTION), body.scope.parsed.data) == "close"
        and N.children(N.need(node, N.F_ARGUMENTS))
    )


def sends(parts: Iterable[tuple[View, Body]], channel: Chan) -> bool:
    """Whether one of the functions sends on a channel of this type."""
    return any(
        _is(view, body, N.children(node)[0], channel)
        for view, body in parts
        for node in walk(body.node)
        if node.kind_id == N.SEND_STATEMENT
    )


def _is(view: View, body: Body, node: Node, channel: Chan) -> bool:
    operand = view.info(body).operands.get(node.id)
    kind = underlying(operand.type, view.packages) if operand is not None else None
    return isinstance(kind, Chan) and kind.elem == channel.elem
