"""Maps in a struct without a name that is a field of a named type, `h.stats.published`: the lock is beside the map."""

from collections.abc import Iterable

from tree_sitter import Node

from golint_py.analyses.words import short
from golint_py.fix.places import walk
from golint_py.fix.refusal import Refused
from golint_py.fix.workspace import View
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.model import StructType
from golint_py.types.scope import Info, SelectionKind


def nested(view: View, owner: str) -> tuple[str, tuple[str, ...]]:
    """The named type and the fields from there to the unnamed struct that a field is declared in (`path.Hub`,
    `("stats",)` for `path.Hub.stats`); without fields for all others."""
    names = owner.removeprefix(f"{view.path}.").split(".")
    declared = view.declared.test_exports.types.get(names[0])
    if not owner.startswith(f"{view.path}.") or declared is None or struct_at(declared.underlying, names[1:]) is None:
        return owner, ()
    return f"{view.path}.{names[0]}", tuple(names[1:])


def struct_at(kind: object, path: Iterable[str]) -> StructType | None:
    """The unnamed struct that fields lead to; None where there is none."""
    for name in path:
        fields = kind.fields if isinstance(kind, StructType) else ()
        kind = next((one.type for one in fields if one.name == name and not one.embedded), None)
    return kind if isinstance(kind, StructType) else None


def list_at(struct: Node | None, path: Iterable[str], data: bytes) -> Node | None:
    """The list of fields that fields lead to, from that of a struct."""
    for name in path:
        fields = N.children(struct) if struct is not None else []
        found = (one for one in fields if name in [N.text(word, data) for word in N.fields(one, N.F_NAME)])
        kind = next((N.need(one, N.F_TYPE) for one in found), None)
        inner = N.children(kind) if kind is not None and kind.kind_id == N.STRUCT_TYPE else []
        struct = next((one for one in inner if one.kind_id == N.FIELD_DECLARATION_LIST), None)
    return struct


def is_nested(node: Node, info: Info, location: str) -> bool:
    """Whether a selector is that field of an unnamed struct, `h.stats.published`."""
    selection = info.selections.get(node.id)
    if selection is None or selection.kind is not SelectionKind.FIELD or not selection.path:
        return False
    last, (outer, _, name) = selection.path[-1], location.rpartition(".")
    if last.owner:
        return f"{last.owner}.{last.field}" == location
    base = N.need(node, N.F_OPERAND)
    return last.field == name and len(selection.path) == 1 and is_nested(base, info, outer)


def check_lines(struct: Node) -> None:
    """Raise `Refused` where a struct stands on one line with another one around it."""
    above = struct.parent
    while above is not None and above.start_point.row == struct.end_point.row:
        if above.kind_id == N.FIELD_DECLARATION_LIST:
            raise Refused("the struct of the map and the one around it share a line; give the map one of its own")
        above = above.parent


def check_kept(view: View, bodies: Iterable[Body], owner: str) -> None:
    """Raise `Refused` where the struct is used as a whole: a copy has the same map, and another lock."""
    outer, path = nested(view, owner)
    for number in range(len(path)):
        location = ".".join((outer, *path[: number + 1]))
        for body in bodies:
            info, data = view.info(body), body.scope.parsed.data
            for node in (one for top in body.specs or (body.node,) for one in walk(top)):
                keyed = node.kind_id == N.KEYED_ELEMENT and N.text(N.children(node)[0], data) == path[number]
                above = node.parent
                whole = node.kind_id == N.SELECTOR_EXPRESSION and is_nested(node, info, location)
                if keyed or (whole and (above is None or above.kind_id != N.SELECTOR_EXPRESSION)):
                    word = path[number]
                    raise Refused(f"{word}, whose type has no name, is used as a whole in {short(body.symbol)}")
