"""A map without a lock gets one, and every access that somebody else may disturb takes it (RULES C.1).

All or nothing: a lock that one access does not take guards nothing. The new lock is taken only around code that waits
for nothing and takes no other lock, so that no order of locks can go wrong.
"""

import contextlib
import functools
import re
from collections.abc import Mapping, Sequence

from golint_py.analyses.words import short, short_location
from golint_py.fix.accessor import NONE, Accessors
from golint_py.fix.change import Change, reads_shared, with_imports
from golint_py.fix.declared_map import check_struct, declaration_of
from golint_py.fix.guard import called_edits, outer_uses, section_edits
from golint_py.fix.left_beside import left_beside, listed
from golint_py.fix.lock import Lock
from golint_py.fix.lock_text import holder_text
from golint_py.fix.mutex_beside import is_variable, mutex_beside
from golint_py.fix.nested import check_kept, nested
from golint_py.fix.places import names_in
from golint_py.fix.printed import in_words
from golint_py.fix.refusal import Refused
from golint_py.fix.shared_uses import shared_uses
from golint_py.fix.spots import Spot, levels, outermost
from golint_py.fix.struct_uses import Shown
from golint_py.fix.unnamed import check_whole, field_of_local, names_of
from golint_py.fix.uses import Use
from golint_py.fix.whole_map import check_copies
from golint_py.fix.whole_reach import is_exported
from golint_py.fix.whole_struct import check_converted
from golint_py.fix.workspace import View, Workspace
from golint_py.load.model import GoFile
from golint_py.syntax import nodes as N
from golint_py.text.edits import Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span
from golint_py.types.declared import Body

Uses = list[tuple[Use, Spot]]


def new_mutex(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """Declare a mutex beside the map and take it at all accesses; it may guard several maps of one struct (`maps`).
    Tests that use what goroutines share take it as well, where that can be."""
    package = workspace.package_of(finding.place.path)
    test = workspace.file(finding.place.path).test
    if not test and any(file.test for file in package.files):
        with contextlib.suppress(Refused):
            return _made(workspace, workspace.view(package, True), plan, test)
    return _made(workspace, workspace.view(package, test), plan, test)


def _made(workspace: Workspace, view: View, plan: FixPlan, test: bool) -> Fix:
    several = dict(plan.parameters).get("maps", "").split()
    location = outermost(plan.target)
    locations = tuple(sorted(several, key=functools.partial(_declared_at, view))) or (location,)
    check_whole(view, location)
    uses = _uses_of_all(workspace, view, locations, test)
    shows: list[Shown] = []
    owner = view.path if is_variable(view, location) else location.rpartition(".")[0]
    if "#" not in location and owner != view.path:
        outer, path = nested(view, owner)
        shows = [one for one in check_copies(workspace, view, outer) if not one.walks]
        check_converted(view, outer)
        if path:
            check_kept(view, view.bodies.values(), owner)
    name, _ = mutex_beside(view, locations, True)
    lock = Lock(name, True)
    accessors = {map: one for at in locations for map, one in _accessors(view, at, lock).items()}
    by_symbol = {symbol: _sections(view, symbol, bare, location, lock, accessors) for symbol, bare in uses.items()}
    changes = [*by_symbol.values()]
    changes += [one.change() for one in accessors.values()]
    changes.append(mutex_beside(view, locations, reads_shared(changes))[1])
    guarded = listed([_words(one) for one in locations])
    title = f"Guard {guarded} with a new mutex, {name.decode()}"
    declares = f"{owner}.{name.decode()}" if "#" not in location else ""
    guards = frozenset(one.rpartition(".")[2] for one in locations)
    used = {symbol: [use for use, _ in bare] for symbol, bare in uses.items()}
    left = left_beside(view, owner, guards, used, by_symbol, workspace.told) if declares else ""
    return Fix(title + left + in_words(shows), with_imports(workspace, changes), Safety.UNSAFE, declares, bool(left))


def _words(location: str) -> str:
    """`Cache.items`, `seen`, `state.counts`."""
    name, _, field = field_of_local(location) if "#" in location else ("", "", "")
    return f"{name}.{field}" if field else short_location(location)


def _declared_at(view: View, location: str) -> int:
    return declaration_of(view, location, alone=False)[0].node.start_byte


def _uses_of_all(workspace: Workspace, view: View, locations: Sequence[str], test: bool) -> dict[str, Uses]:
    """The uses of all the maps, by function."""
    found: dict[str, dict[tuple[int, int], tuple[Use, Spot]]] = {}
    for location in locations:
        for symbol, several in _uses_of(workspace, view, location, test).items():
            found.setdefault(symbol, {}).update({(one[0].mention.id, one[0].node.id): one for one in several})
    return {symbol: outer_uses(tuple(several.values())) for symbol, several in sorted(found.items())}


def _uses_of(workspace: Workspace, view: View, location: str, test: bool) -> Mapping[str, Uses]:
    """The uses of one map. Raises `Refused` where not all of them can be seen, or none needs a lock."""
    if test and "#" not in location and not declaration_of(view, location, alone=False)[0].scope.file.test:
        raise Refused("only a test shares the map between goroutines; the program gets no lock for that")
    uses = shared_uses(view, location, levels(view, location))
    if not uses:
        if "#" not in location:
            check_struct(view, location)
            if not any(one.location == location for facts in view.facts.functions for one in facts.accesses):
                raise Refused("nothing that goroutines may share uses the map: no access needs a lock")
        raise Refused("the map has other names where it is used; use it under one")
    check_reach(workspace, view, location)
    return uses


def check_reach(workspace: Workspace, view: View, location: str) -> None:
    """Code out of sight must not have the map: other packages, and files of other build configurations."""
    if "#" in location:
        return
    name = location.rpartition(".")[2]
    word = re.compile(rb"\b" + re.escape(name.encode()) + rb"\b")
    default = {file.path for file in view.package.files}
    for variant in view.package.variants:
        for file in variant.files:
            if (
                file.path not in default
                and word.search(workspace.tree.read(file.path))
                and _names(workspace, file, name)
            ):
                raise Refused(f"{file.path}, for other platforms, uses {name} too, and would stay as it is")
    variable, inner = names_of(view, location)
    if not is_exported(view, f"{view.path}.{variable}" if inner else location):
        return
    member = re.compile(rb"\." + re.escape(name.encode()) + rb"\b")
    for package in workspace.loaded.packages:
        if view.path in workspace.loaded.imports.get(package.path, {}).values():
            for file in package.files:
                if member.search(workspace.tree.read(file.path)):
                    raise Refused(f"{name} is exported, and {file.path} may use it as it is now")
    raise Refused(f"{name} is exported: who uses it elsewhere would stay as it is")


def _names(workspace: Workspace, file: GoFile, name: str) -> bool:
    """Whether anything is called so in the file's declarations: not its package, or a word in a comment."""
    parsed = workspace.parsed(file.path)
    return any(
        name.encode() in names_in(one, parsed.data)
        for one in parsed.declarations
        if one.kind_id not in (N.IMPORT_DECLARATION, N.PACKAGE_CLAUSE)
    )


def _accessors(view: View, location: str, lock: Lock) -> Mapping[str, Accessors]:
    beside = not is_variable(view, location)
    try:
        found = Accessors(view, location, Lock(b"." + lock.text if beside else lock.text, lock.shared), beside)
    except Refused:
        return NONE
    return {location.rpartition(".")[2]: found}


def _sections(
    view: View,
    symbol: str,
    bare: Uses,
    location: str,
    lock: Lock,
    accessors: Mapping[str, Accessors],
) -> Change:
    body = view.body(symbol)
    if "#" in location or is_variable(view, location):
        if "#" not in location and lock.text in names_in(body.node, body.scope.parsed.data):
            raise Refused(f"{lock.text.decode()} means something else in {short(symbol)}")
        return section_edits(view, body, bare, lock, -1, accessors)
    owner = location.rpartition(".")[0]
    try:
        text, declared = _holder_of_all(view, body, owner, bare)
    except Refused:
        change = called_edits(view, body, bare, accessors)
        if change is None:
            raise
        return change
    return section_edits(view, body, bare, Lock(text + b"." + lock.text, lock.shared), declared, accessors)


def _holder_of_all(view: View, body: Body, owner: str, bare: Uses) -> tuple[bytes, int]:
    outer, path = nested(view, owner)
    info = view.info(body)
    texts = {holder_text(body, info, outer, anchor, path) for _, spot in bare for anchor in spot.anchors}
    if len(texts) != 1:
        raise Refused(f"{short(body.symbol)} uses the maps of two objects, which would have a lock each")
    (found,) = texts
    return found
