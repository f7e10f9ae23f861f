"""A map without a lock gets one, and every access that somebody else may disturb takes it (RULES C.1).

All or nothing: a lock that one access does not take guards nothing. The new lock is taken only around code that waits
for nothing and takes no other lock, so that no order of locks can go wrong.
"""

import re

from tree_sitter import Node

from golint_py.analyses.facts import ESCAPES
from golint_py.analyses.locations import owner_of
from golint_py.analyses.words import short, short_location
from golint_py.fix.accessor import Accessors
from golint_py.fix.change import Change, reads_shared, with_imports
from golint_py.fix.declared_map import check_struct, declaration_of
from golint_py.fix.guard import called_edits, outer_uses, section_edits
from golint_py.fix.lock import Lock
from golint_py.fix.lock_text import holder_text
from golint_py.fix.mentions import is_declaration, mentions
from golint_py.fix.mutex_beside import is_variable, mutex_beside
from golint_py.fix.places import names_in, walk
from golint_py.fix.printed import in_words
from golint_py.fix.refusal import Refused
from golint_py.fix.shown import check_shown
from golint_py.fix.spots import Spot, further_uses, is_private, levels, moved_out, outermost, spots
from golint_py.fix.struct_uses import Shown
from golint_py.fix.uses import How, Use
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
from golint_py.types.lookup import underlying
from golint_py.types.model import Chan, Map, Pointer, Signature, Slice
from golint_py.types.scope import Info


def new_mutex(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """Declare a mutex beside the map and take it at all accesses."""
    location = outermost(plan.target)
    test = workspace.file(finding.place.path).test
    view = workspace.view(workspace.package_of(finding.place.path), test)
    if test and "#" not in location and not declaration_of(view, location)[0].scope.file.test:
        raise Refused("only a test shares the map between goroutines; the program gets no lock for that")
    uses = _all_uses(view, location, levels(view, location))
    if not uses:
        if "#" not in location:
            check_struct(view, location)
            if not any(one.location == location for facts in view.facts.functions for one in facts.accesses):
                raise Refused("nothing that goroutines may share uses the map: no access needs a lock")
        raise Refused("the map has other names where it is used; use it under one")
    check_reach(workspace, view, location)
    shows: list[Shown] = []
    if "#" not in location and not is_variable(view, location):
        shows = [one for one in check_copies(view, location.rpartition(".")[0]) if not one.walks]
        check_converted(view, location.rpartition(".")[0])
    name, _ = mutex_beside(view, location, True)
    lock = Lock(name, True)
    accessors = _accessors(view, location, lock)
    changes = [_sections(view, symbol, several, location, lock, accessors) for symbol, several in uses.items()]
    if accessors is not None:
        changes.append(accessors.change())
    changes.append(mutex_beside(view, location, reads_shared(changes))[1])
    title = f"Guard {short_location(location)} with a new mutex, {name.decode()}" + in_words(shows)
    declares = f"{location.rpartition('.')[0]}.{name.decode()}" if "#" not in location else ""
    return Fix(title, with_imports(workspace, changes), Safety.UNSAFE, declares)


# --- Accesses ---------------------------------------------------------------------------------------------------------


def _all_uses(view: View, location: str, locations: tuple[str, ...]) -> dict[str, list[tuple[Use, Spot]]]:
    """By function the uses that need the lock. Raises `Refused` where the map goes somewhere else."""
    owner = owner_of(location)
    found: dict[str, list[tuple[Use, Spot]]] = {}
    for symbol, facts in sorted(view.by_symbol.items()):
        if facts.root == "init" or not any(access.location in locations for access in facts.accesses):
            continue
        body = view.body(symbol)
        private = moved_out(mentions(view, body, locations[0]), body.scope.parsed.data)
        for access in facts.accesses:
            if access.location in locations and not access.owned:
                if is_private(access, view.function(symbol), private):
                    continue
                if access.via:
                    raise Refused(
                        f"{short(symbol)} passes the map to {short(access.via)}, which would use it without the lock"
                    )
                if access.kind in ESCAPES and symbol != owner:
                    raise Refused(f"{short(symbol)} hands the map out: who gets it would not take the lock")
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
    sites = {edge.site for edge in facts.edges if edge.site and _may_touch(view, body, edge.callee, locations[0])}
    bare: list[tuple[Use, Spot]] = []
    for spot in spots(view, body, symbol, locations):
        accesses = spot.accesses
        if is_declaration(spot.mention, spot.location, info) or (accesses and all(one.owned for one in accesses)):
            continue
        if ordered and accesses and all(not one.beside & sites and sites <= one.ordered for one in accesses):
            continue
        if ordered and not accesses:
            continue  # passed to a literal, or returned once all goroutines have ended
        use = spot.use(data)
        if spot.shown:
            check_shown(view, body, spot.mention, spot.accesses[0], locations, "")
        if use.how is How.PASSED and any(access.writes for access in accesses):
            raise Refused("the map is passed to a function that changes it; take the lock there")
        bare.append((use, spot))
    return outer_uses([*bare, *further_uses(view, body, symbol, bare, locations)])


def _may_touch(view: View, body: Body, callee: str, location: str) -> bool:
    """Whether a function that is started may touch a local variable of the one that starts it: all but its literals
    that name neither the variable nor any function or map from outside."""
    if not callee.startswith(f"{body.symbol}$"):
        return True
    function, info = view.function(callee), view.info(body)
    start, end = function.span
    if any(start <= one.start_byte < end for one in mentions(view, body, location)):
        return True
    names = {name.encode() for name in (*function.params, *(one.name for one in function.free))}
    return any(
        _may_lead_to_it(view, info, one)
        for one in walk(body.node)
        if one.kind_id == N.IDENTIFIER and start <= one.start_byte < end and one.text in names
    )


def _may_lead_to_it(view: View, info: Info, name: Node) -> bool:
    meaning = info.objects.get(name.id)
    kind = underlying(meaning.type, view.packages) if meaning is not None else None
    if isinstance(kind, Chan | Pointer | Slice):
        kind = underlying(kind.elem, view.packages)
    return kind is None or isinstance(kind, Signature | Map)


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
    if not is_exported(view, location):
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


def _accessors(view: View, location: str, lock: Lock) -> Accessors | None:
    beside = not is_variable(view, location)
    try:
        return Accessors(view, location, Lock(b"." + lock.text if beside else lock.text, lock.shared), beside)
    except Refused:
        return None


def _sections(
    view: View,
    symbol: str,
    bare: list[tuple[Use, Spot]],
    location: str,
    lock: Lock,
    accessors: Accessors | None,
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


def _holder_of_all(view: View, body: Body, owner: str, bare: list[tuple[Use, Spot]]) -> tuple[bytes, int]:
    texts = {holder_text(body, view.info(body), owner, anchor) for _, spot in bare for anchor in spot.anchors}
    if len(texts) != 1:
        raise Refused(f"{short(body.symbol)} uses the maps of two objects, which would have a lock each")
    (found,) = texts
    return found
