"""All uses of a map, by function, that somebody else may disturb: those that a new lock has to cover."""

from collections.abc import Sequence

from tree_sitter import Node

from golint_py.analyses.access_paths import last_name
from golint_py.analyses.facts import ESCAPES, RETURNS
from golint_py.analyses.locations import owner_of
from golint_py.analyses.words import short
from golint_py.fix.getters import check_getter
from golint_py.fix.guard import check_given, outer_uses
from golint_py.fix.lent import use_at
from golint_py.fix.mentions import is_declaration, mentions
from golint_py.fix.places import walk
from golint_py.fix.refusal import Refused
from golint_py.fix.shown import check_shown
from golint_py.fix.spots import Spot, further_uses, is_private, moved_out, spots, without_passed
from golint_py.fix.uses import How, Use
from golint_py.fix.workspace import View
from golint_py.syntax import nodes as N
from golint_py.types.declared import Body
from golint_py.types.lookup import underlying
from golint_py.types.model import Chan, Map, Pointer, Signature, Slice
from golint_py.types.scope import Info


def shared_uses(view: View, location: str, locations: tuple[str, ...]) -> dict[str, list[tuple[Use, Spot]]]:
    """By function the uses that need a lock; `locations` are those of the map and of maps inside. Raises `Refused`
    where the map goes somewhere else."""
    owner = owner_of(location)
    _check_lacking(view, locations)
    found: dict[str, list[tuple[Use, Spot]]] = {}
    for symbol, facts in sorted(view.by_symbol.items()):
        if facts.root == "init" or not any(access.location in locations for access in facts.accesses):
            continue
        body = view.body(symbol)
        private = moved_out(mentions(view, body, locations[0]), body.scope.parsed.data)
        for access in facts.accesses:
            if access.location in locations and not access.owned and not access.getter:
                if is_private(access, view.function(symbol), private):
                    continue
                if access.kind in ESCAPES - {RETURNS} and symbol != owner:
                    raise Refused(f"{short(symbol)} hands the map out: who gets it would not take the lock")
        several = _uses_in(view, symbol, locations, symbol == owner)
        if several:
            found[symbol] = several
    return found


def _check_lacking(view: View, locations: tuple[str, ...]) -> None:
    """Refuse where a lock is held wherever the map is used but by those who have it from a function: another lock would
    not be theirs, either."""
    used = [
        (facts.symbol, access)
        for facts in view.facts.functions
        for access in facts.accesses
        if access.location in locations and not access.owned
    ]
    held = [one.header if one.kind == RETURNS and one.header else one.held for _, one in used if not one.getter]
    own = [frozenset(last_name(one.lock) for one in locks.acquired) for locks in held]
    given = [(symbol, access) for symbol, access in used if access.getter]
    for lock in sorted(frozenset.intersection(*own)) if own and given else ():
        check_given(view, [symbol for symbol, _ in given], locations, lock)


def _uses_in(view: View, symbol: str, locations: tuple[str, ...], ordered: bool) -> list[tuple[Use, Spot]]:
    """The uses in one function; of the one that declares a local map only those that are not ordered by starts and
    joins (`ordered`)."""
    body, facts = view.body(symbol), view.by_symbol[symbol]
    info = view.info(body)
    sites = {edge.site for edge in facts.edges if edge.site and _may_touch(view, body, edge.callee, locations[0])}
    bare: list[tuple[Use, Spot]] = []
    found = spots(view, body, symbol, locations)
    _check_passed(view, symbol, locations, found)
    private = _private(found, body.scope.parsed.data)
    for spot in found:
        accesses = spot.accesses
        if not accesses and N.text(spot.mention, body.scope.parsed.data) in private:
            continue  # compared with nil, where nobody else has the object yet
        if accesses and all(one.getter for one in accesses):
            continue  # what comes out of a getter is a copy
        if is_declaration(spot.mention, spot.location, info) or (accesses and all(one.owned for one in accesses)):
            continue
        if ordered and accesses and all(not one.beside & sites and sites <= one.ordered for one in accesses):
            continue
        if ordered and not accesses:
            continue  # passed to a literal, or returned once all goroutines have ended
        use = use_at(view, body, spot, locations)
        if use.how is How.RETURNED:
            check_getter(view, body, symbol, locations)
        if spot.shown:
            check_shown(view, body, spot.mention, spot.accesses[0], locations, "")
        if use.how is How.PASSED and any(access.writes for access in accesses):
            raise Refused("the map is passed to a function that changes it; take the lock there")
        bare.append((use, spot))
    bare = without_passed(bare)
    return outer_uses([*bare, *further_uses(view, body, symbol, bare, locations)])


def _private(found: Sequence[Spot], data: bytes) -> frozenset[str]:
    """How maps are written in a function of which nobody else has the object at any access."""
    texts: dict[str, bool] = {}
    for spot in found:
        if spot.accesses:
            text = N.text(spot.mention, data)
            texts[text] = texts.get(text, True) and all(one.owned for one in spot.accesses)
    return frozenset(text for text, owned in texts.items() if owned)


def _check_passed(view: View, symbol: str, locations: Sequence[str], found: Sequence[Spot]) -> None:
    """Raise `Refused` where the map is passed on under a name that is not seen."""
    seen = {id(access) for spot in found for access in spot.accesses}
    for access in view.by_symbol[symbol].accesses:
        if access.via and access.location in locations and not access.owned and id(access) not in seen:
            raise Refused(f"{short(symbol)} passes the map to {short(access.via)}, which would use it without the lock")


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
