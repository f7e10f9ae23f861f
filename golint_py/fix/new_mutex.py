"""A map without a lock gets one, and every access that somebody else may disturb takes it (RULES C.1).

All or nothing: a lock that one access does not take guards nothing. The new lock is taken only around code that waits
for nothing and takes no other lock, so that no order of locks can go wrong.
"""

import re

from tree_sitter import Node

from golint_py.analyses.facts import ESCAPES
from golint_py.analyses.words import short, short_location
from golint_py.fix.guard import Change, outer_uses, section_edits, with_imports
from golint_py.fix.imports import name_for
from golint_py.fix.layout import Row, with_field
from golint_py.fix.lines import Lines
from golint_py.fix.lock_text import holder_text
from golint_py.fix.mentions import is_declaration, mentions, taken_names
from golint_py.fix.places import fresh, names_in, statement_of, walk
from golint_py.fix.refusal import Refused
from golint_py.fix.section_plan import Lock
from golint_py.fix.spots import Spot, further_uses, levels, outermost, spots
from golint_py.fix.uses import How, Use, use_of
from golint_py.fix.workspace import View, Workspace
from golint_py.syntax import nodes as N
from golint_py.syntax.declarations import variable_specs
from golint_py.text.edits import Edit, Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span


def new_mutex(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """Declare a mutex beside the map and take it at all accesses."""
    location = outermost(plan.target)
    view = workspace.view(workspace.package_of(finding.place.path))
    if workspace.file(finding.place.path).test:
        raise Refused("the map belongs to a test")
    uses = _all_uses(view, location, levels(view, location))
    if not uses:
        raise Refused("the accesses are made through other names for the map")
    _check_reach(workspace, view, location)
    shared = any(not use.exclusive for several in uses.values() for use, _ in several)
    name, declaration = _declaration(view, location, shared)
    changes = [declaration]
    for symbol, several in uses.items():
        changes.append(_sections(workspace, view, symbol, several, location, Lock(name, shared)))
    title = f"Guard {short_location(location)} with a new mutex, {name.decode()}"
    return Fix(title, with_imports(workspace, changes), Safety.UNSAFE)


# --- Accesses ---------------------------------------------------------------------------------------------------------


def _all_uses(view: View, location: str, locations: tuple[str, ...]) -> dict[str, list[tuple[Use, Spot]]]:
    """By function the uses that need the lock. Raises `Refused` where the map goes somewhere else."""
    owner = location.partition("#")[0] if "#" in location else ""
    found: dict[str, list[tuple[Use, Spot]]] = {}
    for symbol, facts in sorted(view.by_symbol.items()):
        if facts.root == "init" or not any(access.location in locations for access in facts.accesses):
            continue
        for access in facts.accesses:
            if access.location in locations and not access.owned:
                if access.via:
                    raise Refused(f"{short(symbol)} passes the map to {short(access.via)}")
                if access.kind in ESCAPES and symbol != owner:
                    raise Refused(f"the map leaves {short(symbol)}")
        several = _uses_in(view, symbol, locations, symbol == owner)
        if several:
            found[symbol] = several
    return found


def _uses_in(view: View, symbol: str, locations: tuple[str, ...], ordered: bool) -> list[tuple[Use, Spot]]:
    """The uses in one function; of the one that declares a local map only those that are not ordered by starts and
    joins (`ordered`)."""
    body, facts = view.body(symbol), view.by_symbol[symbol]
    info = view.info(body)
    data = body.scope.parsed.data
    sites = {edge.site for edge in facts.edges if edge.site}
    bare: list[tuple[Use, Spot]] = []
    for spot in spots(view, body, symbol, locations):
        accesses = spot.accesses
        if is_declaration(spot.mention, spot.location, info) or (accesses and all(one.owned for one in accesses)):
            continue
        if ordered and accesses and all(not one.beside and sites <= one.ordered for one in accesses):
            continue
        if ordered and not accesses:
            continue  # passed to a literal, or returned once all goroutines have ended
        use = use_of(spot.mention, data)
        if use.how is How.PASSED and any(access.writes for access in accesses):
            raise Refused("the map is passed to a function that changes it")
        bare.append((use, spot))
    return outer_uses([*bare, *further_uses(view, body, symbol, bare, locations)])


def _check_reach(workspace: Workspace, view: View, location: str) -> None:
    """Code out of sight must not have the map: other packages, and files of other build configurations."""
    if "#" in location:
        return
    name = location.rpartition(".")[2]
    word = re.compile(rb"\b" + re.escape(name.encode()) + rb"\b")
    default = {file.path for file in view.package.files}
    for variant in view.package.variants:
        for file in variant.files:
            if file.path not in default and word.search(workspace.tree.read(file.path)):
                raise Refused(f"{file.path}, for other platforms, uses {name} too")
    if not name[:1].isupper():
        return
    member = re.compile(rb"\." + re.escape(name.encode()) + rb"\b")
    for package in workspace.loaded.packages:
        if view.path in workspace.loaded.imports.get(package.path, {}).values():
            for file in package.files:
                if member.search(workspace.tree.read(file.path)):
                    raise Refused(f"{name} is exported, and {file.path} may use it")
    raise Refused(f"{name} is exported: its users out of sight would not take the lock")


def _sections(
    workspace: Workspace, view: View, symbol: str, bare: list[tuple[Use, Spot]], location: str, lock: Lock
) -> Change:
    body = view.body(symbol)
    if "#" in location or _is_variable(view, location):
        if "#" not in location and lock.text in names_in(body.node, body.scope.parsed.data):
            raise Refused(f"{lock.text.decode()} means something else in {short(symbol)}")
        return section_edits(workspace, view, body, bare, lock, -1)
    owner = location.rpartition(".")[0]
    texts = {holder_text(body, view.info(body), owner, anchor) for _, spot in bare for anchor in spot.anchors}
    if len(texts) != 1:
        raise Refused(f"{short(symbol)} uses the maps of two objects")
    ((text, declared),) = texts
    return section_edits(workspace, view, body, bare, Lock(text + b"." + lock.text, lock.shared), declared)


def _is_variable(view: View, location: str) -> bool:
    path, _, name = location.rpartition(".")
    return path == view.path and name in view.declared.test_exports.vars


# --- Declaration ------------------------------------------------------------------------------------------------------


def _declaration(view: View, location: str, shared: bool) -> tuple[bytes, Change]:
    """The name of the new mutex, and the edits that declare it beside the map."""
    if "#" in location:
        return _of_local(view, location, shared)
    if _is_variable(view, location):
        return _of_variable(view, location, shared)
    return _of_field(view, location, shared)


def _of_local(view: View, location: str, shared: bool) -> tuple[bytes, Change]:
    """`var countsMu sync.Mutex` before the statement that declares the map."""
    symbol = location.partition("#")[0]
    body = view.body(symbol)
    parsed, path = body.scope.parsed, body.scope.file.path
    info = view.info(body)
    declared = [one for one in mentions(view, body, location) if is_declaration(one, location, info)]
    if len(declared) != 1:
        raise Refused("the declaration of the map is not in sight")
    statement = statement_of(declared[0])
    if statement.kind_id not in (N.SHORT_VAR_DECLARATION, N.VAR_DECLARATION):
        raise Refused("the map is not declared by a statement of its own")
    lines = Lines(path, parsed.data)
    if not lines.begins(statement.start_byte):
        raise Refused("several statements share a line")
    wanted = location.partition("#")[2].partition("+")[0]
    name = fresh(wanted + "Mu", names_in(body.node, parsed.data))
    package = name_for(parsed, "sync", taken_names(view, body))
    kind = package.encode() + (b".RWMutex" if shared else b".Mutex")
    text = b"var " + name + b" " + kind + b" // guards " + wanted.encode()
    return name, Change((lines.before(statement.start_byte, text),), frozenset(((path, "sync"),)))


def _of_variable(view: View, location: str, shared: bool) -> tuple[bytes, Change]:
    """`var visitsMu sync.RWMutex` before the declaration of the package variable."""
    variable = location.rpartition(".")[2]
    exports = view.declared.test_exports
    taken = frozenset(one.encode() for one in (*exports.vars, *exports.funcs, *exports.types, *exports.consts))
    for file in view.declared.files:
        for declaration in file.parsed.declarations:
            for spec in variable_specs(declaration):
                names = [N.text(one, file.parsed.data) for one in N.fields(spec, N.F_NAME)]
                if variable in names:
                    lines = Lines(file.file.path, file.parsed.data)
                    top = lines.doc_start(declaration.start_byte)
                    name = fresh(variable + "Mu", taken)
                    package = name_for(file.parsed, "sync", frozenset(one.decode() for one in taken))
                    kind = package.encode() + (b".RWMutex" if shared else b".Mutex")
                    text = b"var " + name + b" " + kind + b" // guards " + variable.encode()
                    edit = Edit(lines.span(top, top), text + lines.end + lines.end)
                    return name, Change((edit,), frozenset(((lines.path, "sync"),)))
    raise Refused(f"the declaration of {variable} is not in sight")


def _of_field(view: View, location: str, shared: bool) -> tuple[bytes, Change]:
    """`itemsMu sync.RWMutex` above the field, and `// guarded by itemsMu` behind it."""
    owner, _, field = location.rpartition(".")
    type_name = owner.rpartition(".")[2]
    if owner != f"{view.path}.{type_name}" or type_name not in view.declared.test_exports.types:
        raise Refused("the struct is declared in another package, or in a function")
    _check_literals(view, type_name)
    for file in view.declared.files:
        for declaration in file.parsed.declarations:
            struct = _struct(declaration, type_name, file.parsed.data)
            if struct is None:
                continue
            lines = Lines(file.file.path, file.parsed.data)
            fields = [one for one in N.children(struct) if one.kind_id == N.FIELD_DECLARATION]
            for place, one in enumerate(fields):
                names = [N.text(name, file.parsed.data) for name in N.fields(one, N.F_NAME)]
                if field in names:
                    if len(names) > 1:
                        raise Refused("several fields share a declaration")
                    taken = names_in(struct, file.parsed.data) | _methods(view, type_name)
                    name = fresh(field + "Mu", taken)
                    exports = view.declared.test_exports
                    words = frozenset((*exports.vars, *exports.funcs, *exports.types, *exports.consts))
                    package = name_for(file.parsed, "sync", words)
                    kind = package.encode() + (b".RWMutex" if shared else b".Mutex")
                    edits = with_field(fields, place, lines, Row((name, kind)), b"// guarded by " + name)
                    return name, Change(edits, frozenset(((lines.path, "sync"),)))
    raise Refused(f"the declaration of {field} is not in sight")


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


def _check_literals(view: View, name: str) -> None:
    """A further field breaks literals without field names."""
    for file in view.declared.files:
        data = file.parsed.data
        if name.encode() not in data:
            continue
        for declaration in file.parsed.declarations:
            for node in walk(declaration):
                if node.kind_id != N.COMPOSITE_LITERAL:
                    continue
                kind = N.need(node, N.F_TYPE)
                if kind.kind_id == N.GENERIC_TYPE:
                    kind = N.need(kind, N.F_TYPE)
                inner = N.children(N.need(node, N.F_BODY))
                if N.text(kind, data) == name and inner and inner[0].kind_id != N.KEYED_ELEMENT:
                    raise Refused(f"{name} has a literal without field names")
