"""A map as a whole: its declaration, everything that mentions it, and what keeps it from becoming another type.

Wrapping a map (RULES C.3, C.2) changes its type, so that every mention in the package has to be found and understood.
"""

import re
from collections.abc import Iterable, Iterator, Sequence

from msgspec import Struct, structs
from tree_sitter import Node

from golint_py.analyses.access_paths import last_name
from golint_py.analyses.facts import Access
from golint_py.analyses.locations import owner_of, variable_of
from golint_py.fix.declared_map import Declared, declaration_of
from golint_py.fix.mentions import is_declaration, mentions, unnamed_struct
from golint_py.fix.mutex_beside import check_literals
from golint_py.fix.named_map import with_map_type
from golint_py.fix.nested import nested
from golint_py.fix.places import walk, whole_word
from golint_py.fix.refusal import Refused
from golint_py.fix.struct_uses import Shown
from golint_py.fix.whole_declaration import check_type, tagged
from golint_py.fix.whole_reach import encoded, having, is_exported, views_of
from golint_py.fix.whole_struct import check_twins, struct_uses
from golint_py.fix.workspace import View, Workspace
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.model import Named, Pointer
from golint_py.types.scope import Info


class Part(Struct, frozen=True, eq=False):
    """What one declared function (or the initialisers of a file) does with the map: its mentions, and the elements of
    composite literals that set the field. `pointers` are the nodes of mentions that become pointers: parameters."""

    view: View
    body: Body
    mentions: tuple[Node, ...]
    elements: tuple[Node, ...]
    pointers: frozenset[int] = frozenset()


class Whole(Struct, frozen=True, eq=False):
    """A map with all its parts; `owner` is the struct type that has it as a field, else "". `locks` are those that are
    held wherever it is changed while others may have it. `views` are the packages and configurations that have it, its
    own first; `others` are its declarations in further configurations. `pointer`: what it becomes is shared by copies
    of the struct, and written to files with it, as the map was. `shown` are calls that show all fields of it."""

    location: str
    owner: str
    declared: Declared
    parts: tuple[Part, ...]
    locks: frozenset[str]
    views: tuple[View, ...]
    others: tuple[Declared, ...] = ()
    pointer: bool = False
    shown: tuple[Shown, ...] = ()

    @property
    def nil_counts(self) -> bool:
        """Whether anybody can tell an empty map from a nil one: it is compared, or has a tag."""
        mentions = [mention.parent for part in self.parts for mention in part.mentions]
        compared = any(above is not None and above.kind_id == N.BINARY_EXPRESSION for above in mentions)
        return compared or N.field(self.declared.node, N.F_TAG) is not None

    @property
    def field(self) -> str:
        """The name of the field or variable."""
        return variable_of(self.location).partition("+")[0] or self.location.rpartition(".")[2]


def whole_map(workspace: Workspace, view: View, location: str, api: bool = False) -> Whole:
    """Everything about the map; `api`: an exported one is changed too, in all packages that were loaded. Raises
    `Refused` where some of it is out of sight, or the map is more than a map."""
    if location.endswith("]"):
        raise Refused("the map is an element of another one or of a slice; wrap that")
    declared, owner = declaration_of(view, location)
    if nested(view, owner)[1]:
        raise unnamed_struct(location)
    declared = with_map_type(view, declared, location)
    check_type(declared)
    views = views_of(workspace, view, location, api)
    others = _other_declarations(views, location, declared)
    whole = Whole(location, owner, declared, (), _locks(views, location), views, others)
    known = {one.path for one in views}
    holding = (*views, *(one for one in having(workspace, view, owner) if one.path not in known)) if owner else ()
    copied, shows = struct_uses(bodies_of(holding), holding, owner) if owner else ("", [])
    for one in views if owner else ():
        check_literals(one, owner.rpartition(".")[2])
        check_twins(one, owner)
    parts = [_part(seen, body, location, owner) for body, seen in bodies_of(views)]
    pointer = bool(copied) or tagged(declared, whole.field)
    if owner and is_exported(view, location) and N.field(declared.node, N.F_TAG) is None:
        pointer = encoded(workspace, view) or pointer
    used = tuple(one for one in parts if one.mentions or one.elements)
    return structs.replace(whole, parts=used, pointer=pointer, shown=tuple(shows))


def parts_of(view: View, location: str, owner: str) -> tuple[Part, ...]:
    """All that mentions a field (of the struct type `owner`) or variable in a package. Raises `Refused` where something
    may do so that is not understood."""
    found = [_part(view, body, location, owner) for body in view.bodies.values()]
    return tuple(one for one in found if one.mentions or one.elements)


def check_copies(workspace: Workspace, view: View, owner: str) -> list[Shown]:
    """The calls that show its fields. Raises `Refused` where a struct is copied (F15), in tests and importers too."""
    views = having(workspace, view, owner)
    how, shows = struct_uses(bodies_of(views), views, owner)
    if how:
        raise Refused(f"{owner.rpartition('.')[2]} is copied: {how}")
    return shows


def bodies_of(views: Iterable[View]) -> Iterator[tuple[Body, View]]:
    """The declared functions of all files, each file once, with the package and configuration that they are seen in."""
    seen: set[str] = set()
    for view in views:
        files = {scope.file.path for scope in view.declared.files} - seen
        for body in view.bodies.values():
            if body.scope.file.path in files:
                yield body, view
        seen |= files


def _other_declarations(views: Sequence[View], location: str, declared: Declared) -> tuple[Declared, ...]:
    """Where further configurations declare the map in files of their own."""
    found = []
    files = {declared.scope.file.path}
    for view in views[1:]:
        if view.path == views[0].path:
            one, _ = declaration_of(view, location)
            one = with_map_type(view, one, location)
            if one.scope.file.path not in files:
                files.add(one.scope.file.path)
                if (one.name, one.map_text(one.map)) != (declared.name, declared.map_text(declared.map)):
                    raise Refused(f"{one.scope.file.path}, for another platform, declares the map with another type")
                found.append(one)
    return tuple(found)


def locks_of(access: Access) -> frozenset[str]:
    """The locks that a function holds itself at an access, by name."""
    return frozenset(last_name(hold.lock) for hold in access.held.locks)


def _locks(views: Iterable[View], location: str) -> frozenset[str]:
    changes = [
        locks_of(access)
        for view in views
        for facts in view.facts.functions
        for access in facts.accesses
        if access.location == location and not access.owned and (access.writes or access.kind == "replace")
    ]
    return frozenset.intersection(*changes) if changes else frozenset()


# --- Mentions ---------------------------------------------------------------------------------------------------------


def _part(view: View, body: Body, location: str, owner: str) -> Part:
    name = variable_of(location).partition("+")[0] or location.rpartition(".")[2]
    if "#" in location and view.body(owner_of(location)).symbol != body.symbol:
        return Part(view, body, (), ())
    data, named = body.scope.parsed.data, re.compile(whole_word(name))
    if not any(named.search(data, top.start_byte, top.end_byte) for top in body.specs or (body.node,)):
        return Part(view, body, (), ())
    word = name.encode()
    info = view.info(body)
    found = [one for one in mentions(view, body, location) if not is_declaration(one, location, info)]
    elements: list[Node] = []
    if owner:
        known = {one.id for one in found}
        for top in body.specs or (body.node,):
            for node in walk(top):
                if node.kind_id == N.SELECTOR_EXPRESSION and node.id not in known:
                    _check_other(node, info, body, word)
                elif node.kind_id == N.KEYED_ELEMENT and _sets(node, info, body, owner, word):
                    elements.append(node)
    return Part(view, body, tuple(found), tuple(elements))


def _check_other(node: Node, info: Info, body: Body, word: bytes) -> None:
    """A selector with the name of the field that is no mention of it has to be known as something else."""
    data = body.scope.parsed.data
    field = N.need(node, N.F_FIELD)
    if data[field.start_byte : field.end_byte] == word and node.id not in info.selections:
        text = data[node.start_byte : node.end_byte].decode("utf-8", "replace")
        raise Refused(f"`{text}` may be the map: its type is not known")


def _sets(element: Node, info: Info, body: Body, owner: str, word: bytes) -> bool:
    """Whether a keyed element sets the field."""
    key = N.children(element)[0]
    data = body.scope.parsed.data
    if data[key.start_byte : key.end_byte] != word:
        return False
    value = element.parent
    literal = value.parent if value is not None else None
    typed = literal is not None and literal.kind_id == N.COMPOSITE_LITERAL
    asked = literal if typed else value  # the type of a literal inside of another one may be left out
    operand = info.operands.get(asked.id) if asked is not None else None
    if operand is None or operand.type is None:
        raise Refused("a literal may have the map: its type is not known")
    kind = operand.type.elem if isinstance(operand.type, Pointer) and not typed else operand.type
    own = isinstance(kind, Named) and kind.name == owner
    if own and not typed:
        raise Refused("a literal without its type, inside of another one, has the map; write the type")
    return own
