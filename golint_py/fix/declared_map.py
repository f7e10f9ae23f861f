"""Where a map is declared, as a field, a package variable or a local variable, and with which type."""

from msgspec import Struct
from tree_sitter import Node

from golint_py.analyses.locations import owner_of
from golint_py.analyses.words import short, short_location
from golint_py.fix.mentions import is_declaration, mentions, unnamed_struct
from golint_py.fix.nested import list_at, nested
from golint_py.fix.places import statement_of
from golint_py.fix.refusal import Refused
from golint_py.fix.unnamed import field_of_local
from golint_py.fix.workspace import View
from golint_py.syntax import nodes as N
from golint_py.syntax.declarations import variable_specs
from golint_py.syntax.parsed import Parsed
from golint_py.types.declared import FileScope


class Declared(Struct, frozen=True, eq=False):
    """Where the map is declared: the file, the `field_declaration`, `var_spec` or `short_var_declaration`, the type
    written there, and the value that it begins with (None: nil). Where that type is a name, `map_type` is the
    `map_type` that it stands for, in the file `home`, and `name` the name, "" for an alias; `methods` are those of that
    type."""

    scope: FileScope
    node: Node
    type: Node
    value: Node | None
    map_type: Node | None = None
    home: FileScope | None = None
    name: str = ""
    methods: frozenset[str] = frozenset()

    def text(self, node: Node) -> bytes:
        """The source of a node of the file that has the declaration."""
        return self.scope.parsed.data[node.start_byte : node.end_byte]

    @property
    def map(self) -> Node:
        """The map type."""
        return self.type if self.map_type is None else self.map_type

    @property
    def of_map(self) -> FileScope:
        """The file of the map type."""
        return self.scope if self.home is None else self.home

    def map_text(self, node: Node) -> bytes:
        """The source of a node of the file that has the map type."""
        return self.of_map.parsed.data[node.start_byte : node.end_byte]

    @property
    def key(self) -> bytes:
        """The key type as written."""
        return self.map_text(N.need(self.map, N.F_KEY))

    @property
    def element(self) -> bytes:
        """The element type as written."""
        return self.map_text(N.need(self.map, N.F_VALUE))


def declaration_of(view: View, location: str, alone: bool = True) -> tuple[Declared, str]:
    """Where a field or variable is declared, and the struct type that it is a field of, else "". Raises `Refused`, also
    for a field that shares its declaration with others, if it has to be `alone`."""
    if "#" in location:
        return _local(view, location), ""
    owner, _, name = location.rpartition(".")
    outer, path = nested(view, owner)
    for scope in view.declared.files:
        data = scope.parsed.data
        for declaration in scope.parsed.declarations:
            specs = variable_specs(declaration) if owner == view.path else ()
            for spec in specs:
                if name in [N.text(one, data) for one in N.fields(spec, N.F_NAME)]:
                    return _of_spec(scope, spec), ""
            field = _field(declaration, outer, (*path, name), view, scope.parsed)
            if field is not None and alone and len(N.fields(field, N.F_NAME)) > 1:
                raise Refused("several fields share a declaration; give the map one of its own")
            if field is not None:
                return Declared(scope, field, N.need(field, N.F_TYPE), None), owner
    raise not_in_sight(view, location)


def not_in_sight(view: View, location: str) -> Refused:
    """Why no declaration of a field or package variable is found."""
    try:
        check_struct(view, location)
    except Refused as why:
        return why
    return Refused(f"the declaration of {short_location(location)} is not in sight")


def check_struct(view: View, location: str) -> None:
    """Raise `Refused` for a field of an unnamed struct, or of one that is declared in a function."""
    exports = view.declared.test_exports
    top, _, rest = location.removeprefix(f"{view.path}.").partition(".")
    first, inner, _ = rest.partition(".")
    if inner and (top in exports.funcs or (top in exports.types and first in exports.types[top].methods)):
        raise Refused("the struct is declared in a function; declare it outside of functions")
    if nested(view, location.rpartition(".")[0])[1]:
        return
    if location.startswith(f"{view.path}.") and (inner or (rest and top in exports.vars)):
        raise unnamed_struct(location)


def _field(declaration: Node, owner: str, path: tuple[str, ...], view: View, parsed: Parsed) -> Node | None:
    """The declaration of the field in the package-level struct type `owner`, or in unnamed structs in it."""
    if declaration.kind_id != N.TYPE_DECLARATION or not owner.startswith(f"{view.path}."):
        return None
    for spec in N.children(declaration):
        if spec.kind_id != N.TYPE_SPEC or N.text(N.need(spec, N.F_NAME), parsed.data) != owner[len(view.path) + 1 :]:
            continue
        kind = N.need(spec, N.F_TYPE)
        inner = N.children(kind) if kind.kind_id == N.STRUCT_TYPE else []
        fields = next((one for one in inner if one.kind_id == N.FIELD_DECLARATION_LIST), None)
        fields = list_at(fields, path[:-1], parsed.data)
        for field in N.children(fields) if fields is not None else ():
            names = [N.text(one, parsed.data) for one in N.fields(field, N.F_NAME)]
            if field.kind_id == N.FIELD_DECLARATION and path[-1] in names:
                return field
    return None


def _of_spec(scope: FileScope, spec: Node) -> Declared:
    """`var m map[K]V`, `var m = make(map[K]V)`."""
    if len(N.fields(spec, N.F_NAME)) > 1:
        raise Refused("several variables share a declaration")
    values = N.field(spec, N.F_VALUE)
    value = N.children(values)[0] if values is not None else None
    return Declared(scope, spec, _map_type(N.field(spec, N.F_TYPE), value, scope.parsed.data), value)


def _local(view: View, location: str) -> Declared:
    if field_of_local(location)[2]:
        raise unnamed_struct(location)
    body = view.body(owner_of(location))
    info = view.info(body)
    found = [one for one in mentions(view, body, location) if is_declaration(one, location, info)]
    if len(found) != 1:
        raise Refused("the declaration of the map is not in sight")
    meaning, above = info.objects.get(found[0].id), found[0].parent
    if meaning is not None and meaning.role:
        raise Refused(f"the map is a {meaning.role} of {short(body.symbol)}: begin where it is made")
    if above is not None and above.kind_id == N.VAR_SPEC:
        return _of_spec(body.scope, above)
    statement = above.parent if above is not None else None
    if statement is None or statement.kind_id != N.SHORT_VAR_DECLARATION:
        raise Refused("the map is not declared by a statement of its own; declare it in one")
    if statement_of(found[0]).id != statement.id or len(N.children(N.need(statement, N.F_LEFT))) != 1:
        raise Refused("the map is not declared by a statement of its own; declare it in one")
    (value,) = N.children(N.need(statement, N.F_RIGHT))
    return Declared(body.scope, statement, _map_type(None, value, body.scope.parsed.data), value)


def _map_type(written: Node | None, value: Node | None, data: bytes) -> Node:
    """The type of a variable, as written."""
    if written is None and value is not None:
        if value.kind_id == N.COMPOSITE_LITERAL:
            written = N.need(value, N.F_TYPE)
        elif value.kind_id == N.CALL_EXPRESSION and N.text(N.need(value, N.F_FUNCTION), data) == "make":
            written = N.children(N.need(value, N.F_ARGUMENTS))[0]
    if written is None:
        raise Refused("the type of the map is not written where it is declared")
    return written
