"""Calls that get a map: which function is called, and which of its parameters (or its receiver) has the map there."""

from msgspec import Struct
from tree_sitter import Node

from golint_py.fix.places import walk
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.scope import Info

RECEIVER = -1


class Passed(Struct, frozen=True, eq=False):
    """A mention that is an argument, with its place among them (`RECEIVER`: it has the method), the call, and the
    symbol of the function that is called."""

    mention: Node
    place: int
    call: Node
    symbol: str


def passed_to(mention: Node, info: Info) -> Passed | None:
    """The call that a mention is an argument of, where the function has a name."""
    argument, above = mention, mention.parent
    while above is not None and above.kind_id == N.PARENTHESIZED_EXPRESSION:
        argument, above = above, above.parent
    call = above.parent if above is not None and above.kind_id == N.ARGUMENT_LIST else None
    if above is None or call is None or call.kind_id != N.CALL_EXPRESSION:
        return None
    place = next(at for at, one in enumerate(N.children(above)) if one.id == argument.id)
    symbol = symbol_of(N.need(call, N.F_FUNCTION), info)
    return Passed(mention, place, call, symbol) if symbol else None


def received_by(mention: Node, info: Info) -> Passed | None:
    """The call of a method that the mention, of a type with a name, has."""
    selector = mention.parent
    call = selector.parent if selector is not None and selector.kind_id == N.SELECTOR_EXPRESSION else None
    if selector is None or call is None or call.kind_id != N.CALL_EXPRESSION:
        return None
    symbol = symbol_of(selector, info)
    return Passed(mention, RECEIVER, call, symbol) if symbol and N.need(call, N.F_FUNCTION).id == selector.id else None


def symbol_of(node: Node, info: Info) -> str:
    """The function or method that an expression names, "" where it names none."""
    if node.kind_id == N.IDENTIFIER:
        meaning = info.objects.get(node.id)
        return meaning.symbol if meaning is not None else ""
    selection = info.selections.get(node.id)
    return selection.symbol if selection is not None else ""


def parameter_at(body: Body, place: int) -> Node | None:
    """The name of a parameter, or of the receiver; None where it has none, or takes several arguments."""
    if place == RECEIVER:
        receiver = N.field(body.node, N.F_RECEIVER)
        return (
            next((name for one in N.children(receiver) for name in N.fields(one, N.F_NAME)), None) if receiver else None
        )
    at = 0
    for one in N.children(N.need(body.node, N.F_PARAMETERS)):
        names = N.fields(one, N.F_NAME)
        if at <= place < at + max(1, len(names)):
            return names[place - at] if names and one.kind_id == N.PARAMETER_DECLARATION else None
        at += max(1, len(names))
    return None


def mentions_of(name: Node, body: Body, info: Info) -> list[Node]:
    """Where a parameter is mentioned in its function, but for where it is declared."""
    found = []
    for node in walk(body.node):
        meaning = info.objects.get(node.id) if node.kind_id == N.IDENTIFIER else None
        if meaning is not None and meaning.declared == name.start_byte and node.id != name.id:
            found.append(node)
    return found
