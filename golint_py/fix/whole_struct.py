"""Where a struct is copied (RULES C.3 F15)."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence, Set

import msgspec
from msgspec import Struct, structs
from tree_sitter import Node

from golint_py.fix.places import walk
from golint_py.fix.printed import shown
from golint_py.fix.refusal import NeedsPointer, Refused
from golint_py.fix.struct_uses import Shown, StructUses
from golint_py.fix.workspace import View
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.lookup import underlying
from golint_py.types.model import Array, Chan, Field, Interface, Map, Named, Pointer, Slice, StructType, Tuple, Type
from golint_py.types.scope import Info, Mode, Operand, TypeDecl

_COPYING = frozenset(
    {N.EXPRESSION_LIST, N.ARGUMENT_LIST, N.LITERAL_ELEMENT, N.SEND_STATEMENT, N.RANGE_CLAUSE, N.VAR_SPEC}
)
_QUOTED = re.compile(r'"([^"\\]+)"')
_encode = msgspec.json.Encoder().encode


class Copying(Struct, frozen=True, eq=False):
    """What is copied with a struct: the struct types that contain it, itself included, and the words one of which a
    function has to have in its text to get a value of one of them."""

    types: frozenset[str]
    words: re.Pattern[bytes]


def copying(views: Sequence[View], owner: str) -> Copying:
    """For all packages that the struct is used in."""
    exports = [view.declared.test_exports for view in views]
    declared = [(f"{one.path}.{name}", kind) for one in exports for name, kind in one.types.items()]
    types = _closed({owner}, declared, lambda kind, known: bool(_values(kind) & known))
    leading = _closed(types, declared, lambda kind, known: not isinstance(kind, StructType) and _names(kind, known))
    words = {name.rpartition(".")[2] for name in leading}
    for one in exports:
        words |= {name for name, kind in one.vars.items() if _names(kind, leading)}
        words |= {name for name, found in one.funcs.items() if _names(found.signature.results, leading)}
        for kind in one.types.values():
            words |= {name for name, method in kind.methods.items() if _names(method.signature.results, leading)}
            found = kind.underlying
            if isinstance(found, StructType):
                words |= {field.name for field in found.fields if _names(field.type, leading)}
            elif isinstance(found, Interface):
                words |= {method.name for method in found.methods if _names(method.signature.results, leading)}
    pattern = rb"\b(?:" + b"|".join(re.escape(word.encode()) for word in sorted(words)) + rb")\b"
    return Copying(frozenset(types), re.compile(pattern))


def _closed(
    names: Set[str], declared: Sequence[tuple[str, TypeDecl]], leads: Callable[[Type | None, Set[str]], bool]
) -> set[str]:
    """The names, and those of declared types that lead to one of them."""
    found = set(names)
    while more := [name for name, kind in declared if name not in found and leads(kind.underlying, found)]:
        found.update(more)
    return found


def _values(kind: Type | None) -> set[str]:
    """The named types that are part of a value of a struct or array type."""
    found: set[str] = set()
    work = [kind]
    while work:
        one = work.pop()
        if isinstance(one, Named):
            found.add(one.name)
        elif isinstance(one, Array):
            work.append(one.elem)
        elif isinstance(one, StructType):
            work += [field.type for field in one.fields]
    return found


def _names(kind: object, names: Set[str]) -> bool:
    """Whether a type, or one of several, is written with one of the names."""
    return not names.isdisjoint(_QUOTED.findall(_encode(kind).decode()))


def struct_uses(bodies: Iterable[tuple[Body, View]], views: Sequence[View], owner: str) -> tuple[str, list[Shown]]:
    """How the struct is copied by these functions, which makes two maps of one: words, or "" where it is not; and the
    calls that show its fields. Raises `Refused` for literals of it that would not have the right elements any more."""
    what = copying(views, owner)
    copied, shows = _by_method(views, what), []
    for body, view in bodies:
        uses = _uses(view, body, what)
        if owner in uses.bare:
            raise NeedsPointer(f"{owner.rpartition('.')[2]} has a literal without field names; write them")
        if not copied and uses.copied & what.types:
            copied = f"in {body.symbol.rpartition('.')[2]}"
        shows += [one for one in uses.shown if one.type in what.types]
    return copied, shows


def _by_method(views: Sequence[View], what: Copying) -> str:
    """The method that has the struct as a value, in words."""
    for view in views:
        for name, declaration in view.declared.test_exports.types.items():
            if f"{view.path}.{name}" in what.types:
                method = next((one for one, found in declaration.methods.items() if not found.pointer), "")
                if method:
                    return f"{method} has it as a value"
    return ""


def _uses(view: View, body: Body, what: Copying) -> StructUses:
    """What a function does that names what the types lead to; others have nothing to do with them."""
    known = view.uses.get(body.symbol)
    if known is None:
        data = body.scope.parsed.data
        if not any(what.words.search(data, top.start_byte, top.end_byte) for top in body.specs or (body.node,)):
            return StructUses()
        known = view.uses[body.symbol] = _all_uses(view, body)
    return known


def _all_uses(view: View, body: Body) -> StructUses:
    found: set[str] = set()
    bare: set[str] = set()
    shows: list[Shown] = []
    info, data = view.info(body), body.scope.parsed.data
    for top in body.specs or (body.node,):
        for node in walk(top):
            above = node.parent
            if node.kind_id == N.RANGE_CLAUSE:
                found |= _ranged(view, node, info, data)
            if node.kind_id == N.LITERAL_VALUE and any(one.kind_id == N.LITERAL_ELEMENT for one in N.children(node)):
                bare |= _values(_pointed(info.operands.get(node.id)))
            if node.kind_id == N.CALL_EXPRESSION:
                shows += shown(view, body, node)
            if above is None or above.kind_id not in _COPYING or node.kind_id == N.COMPOSITE_LITERAL:
                continue
            operand = info.operands.get(node.id)
            if operand is None or operand.mode is not Mode.VALUE or _is_target(node, above):
                continue
            if _counted(node, above, data):
                continue
            kinds = operand.type.elems if isinstance(operand.type, Tuple) else (operand.type,)
            for kind in kinds:
                found |= _values(kind) if not isinstance(kind, StructType) else set()
    return StructUses(frozenset(found), frozenset(bare), tuple(shows))


def _pointed(operand: Operand | None) -> Type | None:
    """The type of a literal, which may be written where a pointer is wanted."""
    kind = operand.type if operand is not None else None
    return kind.elem if isinstance(kind, Pointer) else kind


def _ranged(view: View, clause: Node, info: Info, data: bytes) -> set[str]:
    """The named types that are part of the elements which a loop has in a variable."""
    left, operand = N.field(clause, N.F_LEFT), info.operands.get(N.need(clause, N.F_RIGHT).id)
    names = [N.text(one, data) for one in N.children(left)] if left is not None else []
    kind = underlying(operand.type, view.packages) if operand is not None else None
    if isinstance(kind, Pointer):
        kind = underlying(kind.elem, view.packages)
    found: set[str] = set()
    if isinstance(kind, Slice | Array | Map) and len(names) > 1 and names[1] != "_":
        found |= _values(kind.elem)
    if isinstance(kind, Map) and names and names[0] != "_":
        found |= _values(kind.key)
    if isinstance(kind, Chan) and names and names[0] != "_":
        found |= _values(kind.elem)
    return found


def check_twins(view: View, owner: str) -> None:
    """Raise `Refused` where another type of the package is declared as the struct, or converted to or from it: the
    fields of the other one would stay what they were."""
    for name, other in _others(view, owner):
        if isinstance(other, Named) and other.name == owner:
            raise Refused(f"{name} is declared as a {owner.rpartition('.')[2]}, and has the same map in another type")
    check_converted(view, owner)


def check_converted(view: View, owner: str) -> None:
    """Raise `Refused` where another struct type has the same fields and one is converted to the other."""
    package, _, struct = owner.rpartition(".")
    own = view.packages.exports(package)
    declared = own.types.get(struct) if own is not None else None
    fields = _plain(declared.underlying) if declared is not None else None
    for name, kind in _others(view, owner):
        if fields is not None and _plain(kind) == fields and _converts(view, name, struct):
            raise Refused(f"{name} has the fields of {struct}, and one is converted to the other")


def _others(view: View, owner: str) -> Iterator[tuple[str, Type | None]]:
    """The other named types of the package, with what they are declared as."""
    for name, other in view.declared.test_exports.types.items():
        if not other.alias and f"{view.path}.{name}" != owner:
            yield name, other.underlying


def _converts(view: View, *names: str) -> bool:
    """Whether a type with one of these names is called: `T(x)`, `(*T)(x)`."""
    call = re.compile(rb"\b(?:" + b"|".join(re.escape(name.encode()) for name in names) + rb")\)?\(")
    return any(call.search(scope.parsed.data) for scope in view.declared.files)


def _plain(kind: Type | None) -> tuple[Field, ...] | None:
    """The fields of a struct type without their tags, which conversions leave out."""
    return tuple(structs.replace(one, tag="") for one in kind.fields) if isinstance(kind, StructType) else None


def _counted(node: Node, above: Node, data: bytes) -> bool:
    """Whether only the length of an array is taken there: `len(a)`; of `range a`, `_ranged` tells of the elements."""
    call = above.parent
    if above.kind_id != N.ARGUMENT_LIST or call is None:
        return above.kind_id == N.RANGE_CLAUSE and N.need(above, N.F_RIGHT).id == node.id
    return N.text(N.need(call, N.F_FUNCTION), data) in ("len", "cap")


def _is_target(node: Node, above: Node) -> bool:
    """Whether the node is assigned to or declared there, and not read."""
    statement = above.parent
    left = N.field(statement, N.F_LEFT) if statement is not None else None
    if left is not None and left.id == above.id:
        return True
    return above.kind_id == N.VAR_SPEC and node.kind_id == N.IDENTIFIER and node not in N.fields(above, N.F_VALUE)
