"""A map whose type has a name: what the name stands for, and where that is written (RULES C.3 F19)."""

from msgspec import structs
from tree_sitter import Node

from golint_py.analyses.locations import owner_of
from golint_py.fix.declared_map import Declared
from golint_py.fix.places import walk
from golint_py.fix.refusal import Refused
from golint_py.fix.whole_file import named_imports
from golint_py.fix.workspace import View
from golint_py.syntax import nodes as N
from golint_py.types.declared import FileScope


def with_map_type(view: View, declared: Declared, location: str) -> Declared:
    """The declaration with the map type that its type stands for: an alias, or another type of the same package. Raises
    `Refused`."""
    if declared.type.kind_id == N.MAP_TYPE:
        return declared
    if declared.type.kind_id == N.GENERIC_TYPE:
        raise Refused("the type of the map has parameters")
    name = declared.text(declared.type).decode()
    known = view.declared.test_exports.types.get(name)
    local = view.info(view.body(owner_of(location))).local_types if "#" in location else {}
    hidden = any(one.rpartition(".")[2] == name for one in local)
    if declared.type.kind_id not in (N.TYPE_IDENTIFIER, N.IDENTIFIER) or known is None or hidden:
        raise Refused("the type of the map is declared in another package or in a function; write it out, map[K]V")
    for scope in view.declared.files:
        for declaration in scope.parsed.declarations:
            kind = _named(declaration, name, scope)
            if kind is not None:
                if kind.kind_id != N.MAP_TYPE:
                    raise Refused("the type of the map is another name of a named type")
                methods = frozenset(known.methods)
                name = "" if known.alias else name
                return structs.replace(declared, map_type=kind, home=scope, name=name, methods=methods)
    raise Refused("the declaration of the map's type is not in sight")


def _named(declaration: Node, name: str, scope: FileScope) -> Node | None:
    """What a declaration makes of the name."""
    if declaration.kind_id != N.TYPE_DECLARATION:
        return None
    for spec in N.children(declaration):
        declares = spec.kind_id in (N.TYPE_SPEC, N.TYPE_ALIAS)
        if declares and N.text(N.need(spec, N.F_NAME), scope.parsed.data) == name:
            return N.need(spec, N.F_TYPE)
    return None


def imports_for(declared: Declared, scope: FileScope) -> set[str]:
    """The packages that a file has to import to write the types of keys and elements. Raises `Refused` where it has
    another one by that name."""
    there, here = named_imports(declared.of_map.parsed), named_imports(scope.parsed)
    needed = set()
    for node in walk(declared.map):
        text = declared.map_text(node).decode()
        if node.kind_id == N.PACKAGE_IDENTIFIER and here.get(text) != there.get(text):
            path = there.get(text, "")
            if text in here or path.rpartition("/")[2] != text:
                raise Refused(f"{scope.file.path} does not import what the types of the map need")
            needed.add(path)
    return needed
