"""A map becomes a type that locks itself: `safemap.Map` of the generated package (RULES C.3), or `sync.Map` (C.2).

All or nothing: the declaration changes, and with it every use in the package.
"""

import posixpath
import re
from collections.abc import Iterable, Mapping

from golint_py.analyses.words import short_location
from golint_py.fix.imports import name_for
from golint_py.fix.mentions import taken_names
from golint_py.fix.places import fresh, walk
from golint_py.fix.refusal import Refused
from golint_py.fix.rewrite import SYNC_MAP, WRAPPER, Rewrite, Style
from golint_py.fix.sync_helpers import helper_functions
from golint_py.fix.tidy import Piece
from golint_py.fix.uses import Use, use_of
from golint_py.fix.whole_file import file_edits, named_imports
from golint_py.fix.whole_literals import set_element
from golint_py.fix.whole_map import Whole, is_empty, whole_map
from golint_py.fix.workspace import View, Workspace
from golint_py.fix.wrap_statements import statements
from golint_py.fix.wrap_uses import decoded, returned, single_uses
from golint_py.generate.safemap import FOLDER, HEADER, NEEDS
from golint_py.load.model import Package
from golint_py.syntax import nodes as N
from golint_py.text.edits import Edit, Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span
from golint_py.types.lookup import underlying
from golint_py.types.model import Interface, Map


def wrap(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """The map becomes a `safemap.Map`."""
    return _changed(workspace, finding, plan, WRAPPER)


def sync_map(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """The map becomes a `sync.Map`."""
    return _changed(workspace, finding, plan, SYNC_MAP)


def _changed(workspace: Workspace, finding: Finding[Span], plan: FixPlan, style: Style) -> Fix:
    package = workspace.package_of(finding.place.path)
    view = workspace.view(package, tests=True)
    path = "sync" if style.helpers else _generated(workspace, package)
    whole = whole_map(workspace, view, plan.target)
    _check_language(view, whole, style)
    if style.helpers:
        _check_generic(view, whole)
    name = name_for(whole.declared.scope.parsed, path, _hidden(view, whole))
    taken = frozenset(one.encode() for one in _package_names(view))
    word = _identifier(whole.location)
    helper = fresh(
        word, frozenset(one.removesuffix(end) for one in taken for end in (b"Get", b"Load", b"Len", b"Update"))
    )
    works = [Rewrite(view, whole, part, style, helper.decode()) for part in whole.parts]
    for work in works:
        _rewrite(work)
    pieces: dict[str, list[Piece]] = {}
    imports: dict[str, set[str]] = {}
    for work in works:
        pieces.setdefault(work.lines.path, []).extend(work.pieces)
        imports.setdefault(work.lines.path, set()).update(work.imports)
        if work.typed:
            _check_names(work, whole)
    own = whole.declared.scope.file.path
    pieces.setdefault(own, []).extend(_declaration(whole, style, name))
    imports.setdefault(own, set()).add(path)
    helpers = frozenset[str]().union(*(work.helpers for work in works))
    if helpers:
        data = whole.declared.scope.parsed.data
        pieces[own].append((len(data), len(data), helper_functions(whole, helper.decode(), name, helpers)))
    edits: list[Edit] = []
    for file, several in sorted(pieces.items()):
        together = [one for work in works if work.lines.path == file for one in work.together]
        edits += file_edits(file, workspace.parsed(file), several, imports.get(file, set()), together)
    title = f"Make {short_location(whole.location)} a {style.package}.{style.type}"
    return Fix(title, tuple(sorted(edits)), Safety.UNSAFE)


def _identifier(location: str) -> str:
    return location.partition("#")[2].partition("+")[0] or location.rpartition(".")[2]


def _package_names(view: View) -> Iterable[str]:
    exports = view.declared.test_exports
    return (*exports.vars, *exports.funcs, *exports.types, *exports.consts)


def _hidden(view: View, whole: Whole) -> frozenset[str]:
    """Names that an import must not have where the map is declared."""
    if "#" in whole.location:
        return taken_names(view, view.body(whole.location.partition("#")[0]))
    return frozenset(_package_names(view))


def _generated(workspace: Workspace, package: Package) -> str:
    """The import path of the package that `gen safemap` has written. Raises `Refused`."""
    for one in workspace.loaded.packages:
        for file in one.files:
            if posixpath.basename(file.path) == "observer.go" and workspace.tree.read(file.path).startswith(
                HEADER.encode()
            ):
                return one.path
    folder = package.directory
    while folder and workspace.tree.stat(posixpath.join(folder, "go.mod")) is None:
        folder = posixpath.dirname(folder)
    if workspace.tree.stat(posixpath.join(folder, FOLDER, "observer.go")) is not None:
        return f"{package.module}/{FOLDER}"
    raise Refused("the module has no package safemap; `golint-py gen safemap` writes it")


def _check_language(view: View, whole: Whole, style: Style) -> None:
    for part in whole.parts:
        if not style.helpers and part.body.scope.file.go < NEEDS["rwmutex"]:
            raise Refused("type parameters need go 1.18")
    kinds = [view.info(part.body).operands.get(one.id) for part in whole.parts for one in part.mentions[:1]]
    for operand in kinds:
        kind = underlying(operand.type, view.packages) if operand is not None else None
        if not isinstance(kind, Map) or kind.key is None or kind.elem is None:
            raise Refused("the types of the map are not known")
        if isinstance(underlying(kind.key, view.packages), Interface) and whole.declared.scope.file.go < (1, 20):
            raise Refused("an interface as the key needs go 1.20")


def _check_generic(view: View, whole: Whole) -> None:
    """Helper functions have no type parameters of their own, and see no types of a function."""
    owner = view.declared.test_exports.types.get(whole.owner.rpartition(".")[2]) if whole.owner else None
    inside = view.body(whole.location.partition("#")[0]) if "#" in whole.location else None
    generic = inside is not None and N.field(inside.node, N.F_TYPE_PARAMETERS) is not None
    if (owner is not None and owner.params) or generic or (inside is not None and view.info(inside).local_types):
        raise Refused("the types of the map have parameters, or are declared in a function (F18)")


def _rewrite(work: Rewrite) -> None:
    """The pieces of one part."""
    uses: list[Use] = []
    for mention in work.part.mentions:
        if work.part.body.specs:
            raise Refused("a package variable is initialised with what is in the map")
        operand = work.info.operands.get(mention.id)
        if operand is None or not operand.addressable:
            raise Refused("the map is reached by a value that has no address")
        above = mention.parent
        outer = above.parent if above is not None else None
        if outer is not None and outer.kind_id == N.RETURN_STATEMENT:
            returned(work, mention)
        elif not decoded(work, mention):
            uses.append(use_of(mention, work.data))
    statements(work, uses)
    single_uses(work, uses)
    work.finish()
    for element in work.part.elements:
        set_element(work, element)


# --- Declaration ------------------------------------------------------------------------------------------------------


def _declaration(whole: Whole, style: Style, name: str) -> list[Piece]:
    """The new type where the map is declared."""
    declared = whole.declared
    kind = f"{name}.{style.type}".encode()
    if not style.helpers:
        kind += b"[" + declared.key + b", " + declared.element + b"]"
    node, value = declared.node, declared.value
    if node.kind_id == N.FIELD_DECLARATION:
        return [(declared.type.start_byte, declared.type.end_byte, kind)]
    names = N.fields(node, N.F_NAME) or N.children(N.need(node, N.F_LEFT))
    if is_empty(value, declared.scope.parsed.data):
        start = names[0].start_byte
        var = b"var " if node.kind_id == N.SHORT_VAR_DECLARATION else b""
        return [(start, node.end_byte, var + declared.text(names[0]) + b" " + kind)]
    if style.helpers:
        raise Refused("the sync.Map would have to be filled (R13)")
    if value is None or value.kind_id != N.COMPOSITE_LITERAL:
        raise Refused("the map begins with one that others may have (F11)")
    sign = b" := " if node.kind_id == N.SHORT_VAR_DECLARATION else b" = "
    opened = sign + name.encode() + b".Of("
    return [(names[0].end_byte, value.start_byte, opened), (value.end_byte, value.end_byte, b")")]


def _check_names(work: Rewrite, whole: Whole) -> None:
    """The types of the map, as they are written where it is declared, have to mean the same in the function."""
    declared, scope = whole.declared, work.part.body.scope
    here: Mapping[str, str] = named_imports(scope.parsed)
    there = named_imports(declared.scope.parsed)
    hidden = _local_names(work)
    _check_parameters(work, whole)
    for node in walk(declared.type):
        text = declared.text(node).decode()
        if node.kind_id == N.PACKAGE_IDENTIFIER and (here.get(text) != there.get(text) or text in hidden):
            raise Refused(f"{scope.file.path} does not import what the types of the map need")
        if node.kind_id == N.TYPE_IDENTIFIER and text in hidden and "#" not in whole.location:
            raise Refused(f"{text} means something else in a function that uses the map")


def _check_parameters(work: Rewrite, whole: Whole) -> None:
    """Type parameters of the struct have the same names in its methods, and none elsewhere."""
    found = work.view.declared.test_exports.types.get(whole.owner.rpartition(".")[2]) if whole.owner else None
    if found is None or not found.params:
        return
    receiver = N.field(work.part.body.node, N.F_RECEIVER)
    names = re.findall(rb"\w+", work.text(receiver).partition(b"[")[2]) if receiver is not None else []
    if [name.decode() for name in names] != list(found.params):
        raise Refused("the type parameters of the struct have other names where the map is used (F18)")


def _local_names(work: Rewrite) -> frozenset[str]:
    """Names that the function declares."""
    found = {one.name for one in work.info.objects.values() if one.declared >= 0}
    return frozenset(found | {name.rpartition(".")[2] for name in work.info.local_types})
