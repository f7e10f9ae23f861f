"""What is new beside a field or variable: a mutex that guards it, a `sync.Once` that sets it."""

import re
from collections.abc import Sequence

from msgspec import Struct
from tree_sitter import Node

from golint_py.analyses.locations import owner_of
from golint_py.analyses.words import short, short_location
from golint_py.fix.change import Change
from golint_py.fix.declared_map import not_in_sight
from golint_py.fix.imports import name_for
from golint_py.fix.layout import Row, with_field
from golint_py.fix.lines import Lines
from golint_py.fix.mentions import taken_names
from golint_py.fix.nested import check_lines, list_at, nested
from golint_py.fix.places import fresh, names_in, statement_of, unexported, walk, whole_word
from golint_py.fix.refusal import Refused
from golint_py.fix.unnamed import field_of_local, names_of
from golint_py.fix.workspace import View
from golint_py.syntax import nodes as N
from golint_py.syntax.declarations import variable_specs
from golint_py.syntax.parsed import Parsed
from golint_py.text.edits import Edit
from golint_py.types.model import Named, Pointer, StructType
from golint_py.types.scope import Info


class Companion(Struct, frozen=True):
    """A new variable or field: how its name ends, its type in package sync, and what comments say behind it and, of a
    field, behind what it is for."""

    suffix: str
    kind: str
    does: str
    done: str


MUTEX = Companion("Mu", "Mutex", "guards", "guarded by")
SHARED = Companion("Mu", "RWMutex", "guards", "guarded by")
ONCE = Companion("Once", "Once", "sets", "set by")
_OF_ALL = b"mu"  # guards several fields
_NAMED = frozenset({N.TYPE_IDENTIFIER, N.PACKAGE_IDENTIFIER, N.QUALIFIED_TYPE, N.GENERIC_TYPE})


def is_variable(view: View, location: str) -> bool:
    """Whether it is a package variable, or a field of one of an unnamed struct type."""
    return bool(names_of(view, location)[0])


def mutex_beside(view: View, locations: Sequence[str], shared: bool) -> tuple[bytes, Change]:
    """The name of the new mutex, and the edits that declare it beside the map, or above the first of several maps of
    one struct."""
    if "#" in locations[0]:
        return mutex_of_local(view, locations[0], shared)
    return companion(view, locations, SHARED if shared else MUTEX)


def companion(view: View, locations: Sequence[str], new: Companion) -> tuple[bytes, Change]:
    """The name of what is new beside a package variable, or fields of one struct, and the edits that declare it."""
    if is_variable(view, locations[0]):
        return _of_variable(view, locations[0], new)
    return _of_fields(view, locations, new)


def mutex_of_local(view: View, location: str, shared: bool) -> tuple[bytes, Change]:
    """`var countsMu sync.Mutex` before the statement that declares the map."""
    symbol = owner_of(location)
    body = view.body(symbol)
    parsed, path = body.scope.parsed, body.scope.file.path
    info = view.info(body)
    wanted, offset, field = field_of_local(location)
    at = int(offset) + view.function(symbol).span[0]
    name_node = next((one for one in walk(body.node) if one.kind_id == N.IDENTIFIER and one.start_byte == at), None)
    if name_node is None:
        raise Refused("the declaration of the map is not in sight")
    _check_no_parameter(info, name_node, body.symbol)
    statement = statement_of(name_node)
    if statement.kind_id not in (N.SHORT_VAR_DECLARATION, N.VAR_DECLARATION):
        raise Refused("the map is not declared by a statement of its own; declare it in one")
    lines = Lines(path, parsed.data)
    if not lines.begins(statement.start_byte):
        raise Refused("several statements share a line; put each on its own")
    guarded = f"{wanted}.{field}" if field else wanted
    name = fresh((unexported(field) or wanted) + "Mu", names_in(body.node, parsed.data))
    package = name_for(parsed, "sync", taken_names(view, body))
    kind = package.encode() + (b".RWMutex" if shared else b".Mutex")
    text = b"var " + name + b" " + kind + b" // guards " + guarded.encode()
    return name, Change((lines.before(statement.start_byte, text),), frozenset(((path, "sync"),)))


def _check_no_parameter(info: Info, name: Node, symbol: str) -> None:
    meaning = info.objects.get(name.id)
    if meaning is not None and meaning.role:
        raise Refused(f"the map is a {meaning.role} of {short(symbol)}; put a lock where the map is made")


def _of_variable(view: View, location: str, new: Companion) -> tuple[bytes, Change]:
    """`var visitsMu sync.RWMutex` before the declaration of the package variable."""
    variable, field = names_of(view, location)
    exports = view.declared.test_exports
    taken = frozenset(one.encode() for one in (*exports.vars, *exports.funcs, *exports.types, *exports.consts))
    for file in view.declared.files:
        for declaration in file.parsed.declarations:
            for spec in variable_specs(declaration):
                names = [N.text(one, file.parsed.data) for one in N.fields(spec, N.F_NAME)]
                if variable in names:
                    lines = Lines(file.file.path, file.parsed.data)
                    top = lines.doc_start(declaration.start_byte)
                    name = fresh(unexported(variable) + field[:1].upper() + field[1:] + new.suffix, taken)
                    package = name_for(file.parsed, "sync", frozenset(one.decode() for one in taken))
                    text = b"var " + name + f" {package}.{new.kind} // {new.does} {short_location(location)}".encode()
                    edit = Edit(lines.span(top, top), text + lines.end + lines.end)
                    return name, Change((edit,), frozenset(((lines.path, "sync"),)))
    raise Refused(f"the declaration of {variable} is not in sight")


def _of_fields(view: View, locations: Sequence[str], new: Companion) -> tuple[bytes, Change]:
    """`itemsMu sync.RWMutex` above the field, and `// guarded by itemsMu` behind it; `mu` for several fields, where no
    other struct may have a field of that name from this one, or this one from another one."""
    owner = locations[0].rpartition(".")[0]
    outer, path = nested(view, owner)
    type_name = outer.rpartition(".")[2]
    if outer != f"{view.path}.{type_name}" or type_name not in view.declared.test_exports.types:
        raise not_in_sight(view, locations[0])
    wanted = {one.rpartition(".")[2] for one in locations}
    if not path:
        check_literals(view, type_name)
    for file in view.declared.files:
        for declaration in file.parsed.declarations:
            struct = list_at(_struct(declaration, type_name, file.parsed.data), path, file.parsed.data)
            if struct is None:
                continue
            check_lines(struct)
            lines = Lines(file.file.path, file.parsed.data)
            fields = [one for one in N.children(struct) if one.kind_id == N.FIELD_DECLARATION]
            names = [[N.text(name, file.parsed.data) for name in N.fields(one, N.F_NAME)] for one in fields]
            places = [place for place, several in enumerate(names) if wanted & set(several)]
            if sum(len(wanted.intersection(names[place])) for place in places) == len(wanted):
                taken = names_in(struct, file.parsed.data) | _methods(view, type_name)
                first = next(one for one in names[places[0]] if one in wanted)
                name = fresh(unexported(first) + new.suffix, taken)
                if len(wanted) > 1 and _OF_ALL not in taken and not _embeds(view, type_name):
                    name = _OF_ALL
                exports = view.declared.test_exports
                words = frozenset((*exports.vars, *exports.funcs, *exports.types, *exports.consts))
                package = name_for(file.parsed, "sync", words)
                row = Row((name, f"{package}.{new.kind}".encode()))
                edits = with_field(fields, places, lines, row, f"// {new.done} ".encode() + name, wanted)
                return name, Change(edits, frozenset(((lines.path, "sync"),)))
    raise Refused(f"the declaration of {short_location(locations[0])} is not in sight")


def _embeds(view: View, type_name: str) -> bool:
    """Whether the struct has an embedded field, or another one of the package embeds it: fields have further names."""
    owner = f"{view.path}.{type_name}"
    for name, declared in view.declared.test_exports.types.items():
        fields = declared.underlying.fields if isinstance(declared.underlying, StructType) else ()
        embedded = [one.type.elem if isinstance(one.type, Pointer) else one.type for one in fields if one.embedded]
        if any(name == type_name or (isinstance(one, Named) and one.name == owner) for one in embedded):
            return True
    return False


def _methods(view: View, type_name: str) -> frozenset[bytes]:
    return frozenset(one.encode() for one in view.declared.test_exports.types[type_name].methods)


def _struct(declaration: Node, name: str, data: bytes) -> Node | None:
    """The list of fields of the struct type with that name."""
    if declaration.kind_id != N.TYPE_DECLARATION:
        return None
    for spec in N.children(declaration):
        if spec.kind_id == N.TYPE_SPEC and N.text(N.need(spec, N.F_NAME), data) == name:
            kind = N.need(spec, N.F_TYPE)
            if kind.kind_id == N.STRUCT_TYPE:
                return next((one for one in N.children(kind) if one.kind_id == N.FIELD_DECLARATION_LIST), None)
    return None


def check_literals(view: View, name: str) -> None:
    """A further field breaks literals without field names."""
    opens = re.compile(whole_word(name) + rb"\s*[\[{]")
    for file in view.declared.files:
        for match in opens.finditer(file.parsed.data):
            literal = _literal_at(file.parsed, match.start(), match.start() + len(name.encode()))
            inner = N.children(N.need(literal, N.F_BODY)) if literal is not None else []
            if inner and inner[0].kind_id != N.KEYED_ELEMENT:
                raise Refused(f"{name} has a literal without field names; write them")


def _literal_at(parsed: Parsed, start: int, end: int) -> Node | None:
    """The composite literal whose type has this name."""
    top = next((one for one in parsed.declarations if one.start_byte <= start < one.end_byte), None)
    found = top.named_descendant_for_byte_range(start, end) if top is not None else None
    while found is not None and found.kind_id in _NAMED:
        found = found.parent
    return found if found is not None and found.kind_id == N.COMPOSITE_LITERAL else None
