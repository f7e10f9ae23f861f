"""A map becomes a type that locks itself: `safemap.Map` of the generated package (RULES C.3), or `sync.Map` (C.2).

All or nothing: the declaration changes, and with it every use in the package.
"""

import contextlib
import posixpath
from collections.abc import Iterable, Sequence

from msgspec import structs
from tree_sitter import Node

from golint_py.analyses.locations import owner_of
from golint_py.analyses.words import short_location
from golint_py.fix.closed_channels import closes, element_channel, sends
from golint_py.fix.imports import name_for
from golint_py.fix.left_beside import left_beside
from golint_py.fix.map_methods import as_struct, calls_method, check_methods, check_name, receivers
from golint_py.fix.mentions import taken_names
from golint_py.fix.named_map import imports_for
from golint_py.fix.places import fresh, inside, statement_of, unexported
from golint_py.fix.printed import in_words
from golint_py.fix.refusal import NeedsPointer, Refused
from golint_py.fix.rewrite import SYNC_MAP, WRAPPER, Rewrite, Style
from golint_py.fix.sync_helpers import helper_functions, test_helpers, test_home
from golint_py.fix.tidy import Piece
from golint_py.fix.uses import How, Use, held_use, position, use_of
from golint_py.fix.whole_file import file_edits
from golint_py.fix.whole_literals import set_element
from golint_py.fix.whole_map import Whole, whole_map
from golint_py.fix.whole_parameters import with_parameters
from golint_py.fix.whole_reach import is_exported
from golint_py.fix.workspace import View, Workspace
from golint_py.fix.wrap_declaration import check_names, declaration, pointer, type_of
from golint_py.fix.wrap_statements import statements
from golint_py.fix.wrap_uses import decoded, returned, single_uses
from golint_py.fix.wrap_variables import as_variable
from golint_py.generate.safemap import FOLDER, HEADER, NEEDS
from golint_py.generate.tag_use import tag_in_use
from golint_py.load.model import Package
from golint_py.syntax import nodes as N
from golint_py.text.edits import Edit, Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span
from golint_py.types.lookup import underlying
from golint_py.types.model import Interface, Map


def wrap(workspace: Workspace, finding: Finding[Span], plan: FixPlan, api: bool = False) -> Fix:
    """The map becomes a `safemap.Map`; `api`: also an exported one."""
    return _changed(workspace, finding, plan, WRAPPER, api)


def sync_map(workspace: Workspace, finding: Finding[Span], plan: FixPlan, api: bool = False) -> Fix:
    """The map becomes a `sync.Map`; `api`: also an exported one."""
    return _changed(workspace, finding, plan, SYNC_MAP, api)


def _changed(workspace: Workspace, finding: Finding[Span], plan: FixPlan, style: Style, api: bool) -> Fix:
    """The fix of a map is the same for all findings about it."""
    package = _package(workspace, finding, plan.target)
    key = (style.package, package.path, plan.target, api)
    if key not in workspace.made:
        try:
            workspace.made[key] = _made(workspace, package, plan.target, style, api)
        except Refused as refused:
            workspace.made[key] = str(refused)
    made = workspace.made[key]
    if isinstance(made, str):
        raise Refused(made)
    return made


def _made(workspace: Workspace, package: Package, location: str, style: Style, api: bool) -> Fix:
    view = workspace.view(package, tests=True)
    path = "sync" if style.helpers else _generated(workspace, package)
    whole = whole_map(workspace, view, location, api)
    _check_language(whole, style)
    _check_channels(whole)
    for one in whole.shown:
        if one.walks:
            raise Refused(f"{one.callee} ({one.path}:{one.row + 1}) looks into the struct, and would meet the wrapper")
    if style.helpers:
        _check_generic(view, whole)
    check_methods(workspace, package, whole, bool(style.helpers))
    if whole.pointer and style.helpers:
        raise Refused("its struct is copied or written as JSON, which a sync.Map cannot be; the wrapper can")
    try:
        edits = _edits(workspace, whole, style, path)
    except NeedsPointer:
        if whole.pointer or not whole.owner or style.helpers:
            raise
        edits = _edits(workspace, structs.replace(whole, pointer=True), style, path)
    title = f"Make {short_location(whole.location)} a {style.package}.{style.type}"
    own = frozenset((whole.field,))
    left = left_beside(view, whole.owner, own, _uses(whole), {}, workspace.told) if whole.owner else ""
    title += _importers(whole) + left + in_words(whole.shown)
    return Fix(title, tuple(sorted(edits)), Safety.UNSAFE, tells=bool(left))


def _uses(whole: Whole) -> dict[str, list[Use]]:
    """How the map is used, by function."""
    found: dict[str, list[Use]] = {}
    for part in whole.parts:
        for mention in part.mentions:
            with contextlib.suppress(Refused):
                found.setdefault(part.body.symbol, []).append(held_use(mention, part.body.scope.parsed.data))
    return found


def _package(workspace: Workspace, finding: Finding[Span], location: str) -> Package:
    """The package that declares the map, which may be another one than that of the finding."""
    package = workspace.package_of(finding.place.path)
    if "#" in location or location.startswith((f"{package.path}.", f"{package.path.removesuffix('_test')}.")):
        return package
    found = [one for one in workspace.loaded.packages if location.startswith(f"{one.path}.") and one.report]
    return max(found, key=lambda one: len(one.path), default=package)


def _edits(workspace: Workspace, whole: Whole, style: Style, path: str) -> list[Edit]:
    """The edits of all files; `path` is the package of what the map becomes."""
    view = whole.views[0]
    home = whole.declared.of_map if whole.declared.methods else whole.declared.scope
    name = name_for(home.parsed, path, _hidden(view, whole))
    promised = workspace.promised.setdefault(view.path, set())
    taken = [*promised, *(one.encode() for one in _package_names(view))]
    ends = [one.encode() for one in sorted(style.helpers)]
    helper = fresh(
        unexported(whole.field), frozenset(one.removesuffix(end) for one in taken for end in ends if one.endswith(end))
    )
    whole, parameters = with_parameters(whole, receivers(whole))
    check_name(whole, parameters)
    places = {(one.body.symbol, one.place) for one in parameters}
    works = [Rewrite(whole, part, style, helper.decode(), path, places) for part in whole.parts]
    pieces: dict[str, list[Piece]] = {}
    imports: dict[str, set[str]] = {}
    for work in works:
        _rewrite(work)
        pieces.setdefault(work.lines.path, []).extend(work.pieces)
        imports.setdefault(work.lines.path, set()).update(work.imports)
        if work.helpers and work.view.path != view.path:
            raise Refused("another package uses the map, and has no such helper functions")
        if work.typed:
            check_names(work, whole)
            imports[work.lines.path] |= imports_for(whole.declared, work.part.body.scope)
    for parameter in parameters:
        file = parameter.body.scope.file.path
        pieces.setdefault(file, []).append(pointer(whole, style, path, parameter))
        if not whole.declared.methods:
            imports.setdefault(file, set()).update({path} | imports_for(whole.declared, parameter.body.scope))
    for_tests = test_helpers(whole, works)
    helpers = frozenset[str]().union(*(work.helpers for work in works)) - for_tests
    for declared in (whole.declared, *whole.others):
        own, data = declared.scope.file.path, declared.scope.parsed.data
        pieces.setdefault(own, []).extend(declaration(whole, declared, style, name))
        if declared.methods:
            own, piece = as_struct(declared, type_of(whole, style, name))
            pieces.setdefault(own, []).append(piece)
        imports.setdefault(own, set()).add(path)
        if helpers or not style.helpers:
            imports[own] |= imports_for(declared, home if declared.methods else declared.scope)
        if helpers:
            pieces[own].append(
                (len(data), len(data), helper_functions(whole, declared.scope, helper.decode(), name, helpers))
            )
    if for_tests:
        work = test_home(works, for_tests)
        check_names(work, whole)
        scope = work.part.body.scope
        name = name_for(scope.parsed, path, _hidden(view, whole))
        text = helper_functions(whole, scope, helper.decode(), name, for_tests)
        pieces[work.lines.path].append((len(work.data), len(work.data), text))
        imports[work.lines.path] |= {path} | imports_for(whole.declared, scope)
    edits: list[Edit] = []
    for file, several in sorted(pieces.items()):
        together = [one for work in works if work.lines.path == file for one in work.together]
        edits += file_edits(file, workspace.parsed(file), several, imports.get(file, set()), together)
    promised.update(helper + one.encode() for one in helpers | for_tests)
    return edits


def _importers(whole: Whole) -> str:
    """Whom the change of an exported map concerns, in words."""
    own = whole.views[0]
    if not is_exported(own, whole.location):
        return ""
    apart = {own.path, f"{own.path}_test"}
    paths = list(dict.fromkeys(one.view.path for one in whole.parts if one.view.path not in apart))
    use = "use" if len(paths) > 1 else "uses"
    return ", which changes the API" + (f" that {', '.join(paths)} {use}" if paths else "")


def _package_names(view: View) -> Iterable[str]:
    exports = view.declared.test_exports
    return (*exports.vars, *exports.funcs, *exports.types, *exports.consts)


def _hidden(view: View, whole: Whole) -> frozenset[str]:
    """Names that an import must not have where the map is declared."""
    if "#" in whole.location:
        return taken_names(view, view.body(owner_of(whole.location)))
    return frozenset(_package_names(view))


def _generated(workspace: Workspace, package: Package) -> str:
    """The import path of the package that `gen safemap` has written. Raises `Refused`."""
    module = package.directory
    while module and workspace.tree.stat(posixpath.join(module, "go.mod")) is None:
        module = posixpath.dirname(module)
    folder = posixpath.join(module, FOLDER)
    found = f"{package.module}/{FOLDER}" if workspace.tree.stat(posixpath.join(folder, "observer.go")) else ""
    for one in workspace.loaded.packages:
        for file in one.files if one.module == package.module else ():
            if posixpath.basename(file.path) == "observer.go" and workspace.tree.read(file.path).startswith(
                HEADER.encode()
            ):
                folder, found = posixpath.dirname(file.path), one.path
    if not found and package.files[0].go < NEEDS["rwmutex"]:
        raise Refused("safemap needs type parameters: go 1.18 in go.mod")
    if not found:
        raise Refused("the module has no package safemap; `golint-py gen safemap` writes it")
    if workspace.tree.stat(posixpath.join(folder, "lock_off.go")) is not None:
        if module not in workspace.tags:
            workspace.tags[module] = tag_in_use(workspace.tree, module)
        used = workspace.tags[module]
        if used is not None:
            raise Refused(f"the build tag {used[0]}, which takes another safemap, is in use already: {used[1]}")
    return found


def _check_language(whole: Whole, style: Style) -> None:
    for part in whole.parts:
        if not style.helpers and part.body.scope.file.go < NEEDS["rwmutex"]:
            raise Refused("type parameters need go 1.18")
    packages = whole.views[0].packages
    kinds = [part.view.info(part.body).operands.get(one.id) for part in whole.parts for one in part.mentions[:1]]
    for operand in kinds:
        kind = underlying(operand.type, packages) if operand is not None else None
        if not isinstance(kind, Map) or kind.key is None or kind.elem is None:
            raise Refused("the types of the map are not known")
        if isinstance(underlying(kind.key, packages), Interface) and whole.declared.scope.file.go < (1, 20):
            raise Refused("an interface as the key needs go 1.20")


def _check_channels(whole: Whole) -> None:
    """Who takes a channel out of the map has it without a lock."""
    parts = [(part.view, part.body) for part in whole.parts if not part.body.scope.file.test]
    first = next((part for part in whole.parts if part.mentions), None)
    operand = first.view.info(first.body).operands.get(first.mentions[0].id) if first is not None else None
    channel = element_channel(whole.views[0], operand.type if operand is not None else None)
    if channel is not None and not whole.locks and closes(parts, channel) and sends(parts, channel):
        raise Refused("channels of the map are closed while others send on them; hold a lock over both")


def _check_generic(view: View, whole: Whole) -> None:
    """Helper functions have no type parameters of their own, and see no types of a function."""
    owner = view.declared.test_exports.types.get(whole.owner.rpartition(".")[2]) if whole.owner else None
    inside = view.body(owner_of(whole.location)) if "#" in whole.location else None
    generic = inside is not None and N.field(inside.node, N.F_TYPE_PARAMETERS) is not None
    if (owner is not None and owner.params) or generic:
        raise Refused("the types of the map are parameters, which the helper functions do not have; the wrapper can")
    if inside is not None and view.info(inside).local_types:
        raise Refused("the function declares types, which the helper functions do not see; the wrapper can")


def _rewrite(work: Rewrite) -> None:
    """The pieces of one part."""
    uses: list[Use] = []
    for mention in work.part.mentions:
        if work.part.body.specs:
            raise Refused("a package variable is initialised with what is in the map")
        operand = work.info.operands.get(mention.id)
        if operand is None or not (operand.addressable or work.whole.pointer):
            raise Refused("the map is reached by a value that has no address")
        above = mention.parent
        outer = above.parent if above is not None else None
        if work.whole.pointer and any(inside(mention, one) for one in work.part.elements):
            continue  # a copy that has the same map
        if outer is not None and outer.kind_id == N.RETURN_STATEMENT:
            if mention.id in work.part.pointers:
                raise Refused("a function returns the map that is passed to it")
            returned(work, mention)
        elif not decoded(work, mention) and not as_variable(work, mention):
            uses.append(_method_use(work, mention) or use_of(mention, work.data))
    _check_parameters_kept(work, uses)
    statements(work, uses)
    single_uses(work, uses)
    work.finish()
    for element in work.part.elements:
        set_element(work, element)


def _method_use(work: Rewrite, mention: Node) -> Use | None:
    """A mention that is there for a method of the map's type, which gets the wrapper itself."""
    if not calls_method(work.whole.declared, mention, work.data):
        return None
    statement = statement_of(mention)
    header, right = position(mention, statement, work.data)
    return Use(mention, mention, How.PASSED, False, statement, header, right, False)


def _check_parameters_kept(work: Rewrite, uses: Sequence[Use]) -> None:
    """A pointer that was passed on stays the map that it was: nobody replaces it."""
    for use in uses:
        if use.mention.id in work.part.pointers and use.how in (How.REPLACE, How.COMPARE, How.NAMED):
            raise Refused("a function replaces the map that is passed to it, or asks whether it is nil")
        if use.how is How.REPLACE and work.follows and not all(one.owned for one in work.accesses(use.mention)):
            raise Refused("the map is replaced, and a function that changes it may still have it")
