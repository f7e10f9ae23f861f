"""Maps in what a library encodes or prints: the whole call needs the lock, where it only computes something."""

from collections.abc import Iterator

from tree_sitter import Node

from golint_py.analyses.facts import PRINT, Access
from golint_py.analyses.shown_maps import OWN_WAY, maps_inside
from golint_py.analyses.tables import Nothing, map_call
from golint_py.analyses.words import field, short
from golint_py.fix.lock_calls import ANY
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import View
from golint_py.knowledge.load import table
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.lookup import Lookup, underlying
from golint_py.types.model import Array, Interface, Map, Named, Pointer, Slice, StructType, Type


def holders(view: View, body: Body, call: Node, location: str) -> tuple[Node, ...]:
    """The arguments of a call that have the map of a location in them, without `&` and parentheses."""
    info = view.info(body)
    known = map_call(_symbol(view, body, call))
    if known is None or not known.shows:
        return ()
    lookup = Lookup(view.packages, "")
    found = []
    for one in N.children(N.need(call, N.F_ARGUMENTS)):
        operand = info.operands.get(one.id)
        inside = maps_inside(lookup, operand.type, known.shows) if operand is not None else ()
        if any(steps[-1] == location for steps in inside):
            found.append(_plain(one))
    return tuple(found)


def check_shown(view: View, body: Body, call: Node, access: Access, locations: tuple[str, ...], key: str) -> None:
    """Refuse where the call writes, which may wait, or may run a method that takes the lock.

    Without a `key` the lock is a new one, which all who use the map will take.
    """
    data = body.scope.parsed.data
    if _symbol(view, body, call) not in table("quiet", "showing", Nothing):
        text = N.text(N.need(call, N.F_FUNCTION), data).partition("\n")[0]
        instead = "encode into bytes" if access.kind == "encode" else "make the text"
        raise Refused(f"`{text}` writes what it gets at once, and may wait: {instead} under the lock, and write that")
    if access.kind == PRINT and _has_lock(view, body, call, locations[0], key):
        raise Refused("the lock would be printed, too, while others change it; print the fields, with the lock held")
    for symbol in _own_ways(view, body, call, locations[0], access.kind):
        taken = view.lock_calls.takes(symbol)
        facts = view.by_symbol.get(symbol)
        uses = facts is not None and any(one.location in locations for one in facts.accesses)
        if ANY in taken or (key in taken if key else taken or uses):
            lock = field(key) if key else "the lock"
            raise Refused(f"{short(symbol)}, which may be called for what is in it, may take {lock} itself")


def _has_lock(view: View, body: Body, call: Node, location: str, key: str) -> bool:
    """Whether the lock, or a new one beside the map, is in what is printed."""
    owner = (key or location).rpartition(".")[0]
    return any(isinstance(one, Named) and one.name == owner for one in _inside(view, body, call, location))


def _own_ways(view: View, body: Body, call: Node, location: str, how: str) -> Iterator[str]:
    """The methods of the package that a library may call in place of reading the fields: any of them where there are
    interfaces in what it is given."""
    kinds = _inside(view, body, call, location)
    names = {one.name for one in kinds if isinstance(one, Named)}
    any_ = any(isinstance(underlying(one, view.packages), Interface) for one in kinds)
    for symbol in sorted(view.bodies):
        receiver, found, method = symbol.rpartition(").")
        if found and method in OWN_WAY[how] and (any_ or receiver.lstrip("(*") in names):
            yield symbol


def _inside(view: View, body: Body, call: Node, location: str) -> list[Type | None]:
    """The types of the arguments that have the map in them, and of all that is in these."""
    info = view.info(body)
    work = [info.operands[one.id].type for one in holders(view, body, call, location)]
    seen: list[Type | None] = []
    while work:
        one = work.pop()
        if one not in seen:
            seen.append(one)
            below = underlying(one, view.packages)
            if isinstance(below, StructType):
                work += [field.type for field in below.fields]
            elif isinstance(below, Map | Slice | Array | Pointer):
                work.append(below.elem)
    return seen


def _symbol(view: View, body: Body, call: Node) -> str:
    selection = view.info(body).selections.get(N.need(call, N.F_FUNCTION).id)
    return selection.symbol if selection is not None else ""


def _plain(node: Node) -> Node:
    while node.kind_id in (N.PARENTHESIZED_EXPRESSION, N.UNARY_EXPRESSION):
        node = N.children(node)[-1]
    return node
