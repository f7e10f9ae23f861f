"""Maps in a variable of an unnamed struct type, `cache.entries`: no type can get a lock, so the variable gets one."""

from tree_sitter import Node

from golint_py.analyses.locations import variable_of
from golint_py.fix.places import walk
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import View
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.scope import Info


def names_of(view: View, location: str) -> tuple[str, str]:
    """The package variable that a location is, or is in, and the field of it ("" for none); ("", "") for a field of a
    type and for what is deeper in."""
    top, _, field = location.removeprefix(f"{view.path}.").partition(".")
    known = location.startswith(f"{view.path}.") and top in view.declared.test_exports.vars and "." not in field
    return (top, field) if known else ("", "")


def field_of_local(location: str) -> tuple[str, str, str]:
    """The name of a local variable, its offset and the field of it that the location is: `state+12.counts`."""
    name, _, rest = variable_of(location).partition("+")
    offset, _, field = rest.partition(".")
    return name, offset, field


def check_whole(view: View, location: str) -> None:
    """Raise `Refused` where the variable is used as a whole: a copy has the same map, and another lock or none."""
    if "#" in location:
        name, offset, field = field_of_local(location)
        body = view.body(location.rpartition("#")[0])
        bodies, symbol, declared = [body], "", int(offset) + view.function(location.rpartition("#")[0]).span[0]
    else:
        name, field = names_of(view, location)
        bodies, symbol, declared = list(view.bodies.values()), f"{view.path}.{name}", -1
    for body in bodies if field else ():
        info = view.info(body)
        for node in (one for top in body.specs or (body.node,) for one in walk(top)):
            if node.kind_id != N.IDENTIFIER or node.start_byte == declared or node.text != name.encode():
                continue
            if _is(info, node, symbol, declared) and not _selected(node):
                raise Refused(f"{name} is used as a whole, which has the map without a lock; declare a type for it")


def _is(info: Info, node: Node, symbol: str, declared: int) -> bool:
    meaning = info.objects.get(node.id)
    return meaning is not None and (meaning.symbol == symbol if symbol else meaning.declared == declared)


def _selected(node: Node) -> bool:
    above = node.parent
    return above is not None and above.kind_id == N.SELECTOR_EXPRESSION


def selectors(body: Body, info: Info, location: str, declared: int) -> list[Node]:
    """The mentions `state.counts` of a map in a local variable that is declared at an offset of the file."""
    _, _, field = field_of_local(location)
    data = body.scope.parsed.data
    return [
        node
        for node in walk(body.node)
        if node.kind_id == N.SELECTOR_EXPRESSION
        and N.text(N.need(node, N.F_FIELD), data) == field
        and _is(info, N.need(node, N.F_OPERAND), "", declared)
    ]
