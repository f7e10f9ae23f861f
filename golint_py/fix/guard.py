"""The lock that a map has elsewhere is taken where it is missing (RULES C.1)."""

import contextlib
import functools
from collections.abc import Iterable, Iterator, Mapping, Sequence

from tree_sitter import Node

from golint_py.analyses.access_paths import ELEMENT, last_name
from golint_py.analyses.facts import RETURNS, Access
from golint_py.analyses.words import field, short, short_location
from golint_py.fix.accessor import NONE, Accessors, accessors_beside
from golint_py.fix.called import in_place
from golint_py.fix.change import Change, with_imports
from golint_py.fix.clone import returned_copy
from golint_py.fix.closed_channels import closes, element_channel
from golint_py.fix.getters import check_getter
from golint_py.fix.guard_call import around_call
from golint_py.fix.imports import name_for
from golint_py.fix.lent import use_at
from golint_py.fix.lines import Lines
from golint_py.fix.lock import Lock
from golint_py.fix.lock_calls import ANY, outer_symbol
from golint_py.fix.lock_text import lock_text
from golint_py.fix.mentions import mentions, spelling, taken_names
from golint_py.fix.order import evaluated_later, refuse_order
from golint_py.fix.own_calls import quiet_calls
from golint_py.fix.places import function_of, inside, walk
from golint_py.fix.quiet import Quiet
from golint_py.fix.refusal import Refused
from golint_py.fix.second_look import look_again
from golint_py.fix.section_plan import Plan, Where
from golint_py.fix.sections import sections
from golint_py.fix.shown import check_shown
from golint_py.fix.shown_elements import shown_elements
from golint_py.fix.spots import Spot, further_uses, levels, outermost, spots, without_passed
from golint_py.fix.steps import check_steps
from golint_py.fix.uses import How, Use, counts_on
from golint_py.fix.workspace import View, Workspace
from golint_py.fix.writers import calls_writer, changes, writers, written_between
from golint_py.syntax import nodes as N
from golint_py.text.edits import Fix
from golint_py.text.finding import Finding, FixPlan, Safety
from golint_py.text.span import Span
from golint_py.types.declared import Body
from golint_py.types.model import Map


def guard(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """Take the lock in the function of the finding, at all accesses of this map that lack it.

    Refused where a caller holds the lock already, where another lock is held (their order is not known), and where the
    lock has no name.
    """
    parameters = dict(plan.parameters)
    key = parameters["lock"]
    if not key:
        raise Refused("no lock is known for the map")
    view = workspace.view(workspace.package_of(finding.place.path), finding.place.path.endswith("_test.go"))
    check_entry(view, finding.function, parameters["entry"], key)
    check_waiters(view, key)
    changes = []
    if parameters["at"] == "call":
        changes.append(around_call(view, finding, key))
    else:
        accessors = accessors_beside(view, plan.target, key)
        changes.append(guarded(view, finding.function, plan.target, key, accessors))
        changes += [one.change() for one in accessors.values()]
    return Fix(f"Hold {field(key)} in {short(finding.function)}", with_imports(workspace, changes), Safety.UNSAFE)


def guard_everywhere(workspace: Workspace, finding: Finding[Span], plan: FixPlan) -> Fix:
    """Take the lock that some accesses hold at all others, too: in every function, or not at all."""
    parameters = dict(plan.parameters)
    key, location = parameters["held"], outermost(plan.target)
    view = workspace.view(workspace.package_of(finding.place.path))
    check_waiters(view, key)
    accessors = accessors_beside(view, location, key)
    locations = levels(view, location)
    changes = []
    for symbol, facts in sorted(view.by_symbol.items()):
        returned = returned_copy(view, symbol, location, key)
        changes += [returned] if returned is not None else []
        lacking = [
            one
            for one in facts.accesses
            if one.location in locations and _needs(view, one, key, returned is not None and one.kind == RETURNS)
        ]
        entry = parameters.get(f"entry {symbol}")
        if lacking and facts.root != "init" and entry is not None:
            check_entry(view, symbol, entry, key)
            changes.append(guarded(view, symbol, location, key, accessors, locations))
    if not changes:
        raise Refused("the accesses that lack the lock are not in sight")
    changes += [one.change() for one in accessors.values()]
    title = f"Hold {field(key)} at all accesses to {short_location(location)}"
    return Fix(title, with_imports(workspace, changes), Safety.UNSAFE)


def check_given(view: View, symbols: Iterable[str], locations: Sequence[str], key: str) -> None:
    """Refuse where the only accesses without the lock go by what a function gives."""
    for symbol in symbols:
        for access in view.by_symbol[symbol].accesses:
            if access.location in locations and access.getter and not access.owned and not view.holds(access.held, key):
                of = short(access.getter.partition("@")[0])
                raise Refused(
                    f"{short(symbol)} has the map from {of}, without {field(key)}; that is to copy, or it to lock"
                )


def check_entry(view: View, symbol: str, entry: str, key: str) -> None:
    """Refuse where a caller holds the lock, or another one that must not come before it."""
    for other in entry.split():
        if other == key:
            raise Refused(f"some callers of {short(symbol)} hold {field(key)} already; take it in the others, not here")
        if other == "*":
            raise Refused(f"callers of {short(symbol)} hold a lock, maybe this one: it cannot be told which")
        check_order(view, other, key)


def check_order(view: View, held: str, key: str) -> None:
    """Refuse to take the lock with `held` held where somebody may take them the other way round."""
    if not held or last_package(held) != view.path:
        raise Refused("another lock is held there; which of the two is taken first is for you to decide")
    calls = view.lock_calls
    word = field(key).encode()
    for outer, body in view.bodies.items():
        text = body.scope.parsed.data[body.node.start_byte : body.node.end_byte]
        if word not in text and b"Lock()" not in text:
            continue
        for symbol in view.group(outer):
            if not any(call.key == key and call.takes for call in calls.own(symbol)):
                continue
            under = calls.may_hold(symbol, key)
            spans = view.function(symbol).spans
            places = {spans[at] for at in under}
            if any(call.key == held and call.takes and (call.start, call.end) in places for call in calls.own(symbol)):
                raise Refused(
                    f"{short(symbol)} takes {field(held)} with {field(key)} held: here it would be reversed, a deadlock"
                )
            if any(at in under and (held in taken or ANY in taken) for at, taken in calls.callees(symbol)):
                raise Refused(f"{field(held)} is held there, and {short(symbol)} may take the two the other way round")


def last_package(key: str) -> str:
    """The import path of the package that declares a lock: of `path.T.mu`, `path.mu` and `path.f#mu+3`."""
    head, _, tail = key.partition("#")[0].lstrip("(*").rpartition("/")
    return f"{head}/{tail.partition('.')[0]}" if head else tail.partition(".")[0]


def check_waiters(view: View, key: str) -> None:
    """Refuse where somebody waits for others while it holds the lock: what it waits for may come to need the lock."""
    calls = view.lock_calls
    word = field(key).encode()
    for outer, body in view.bodies.items():
        text = body.scope.parsed.data[body.node.start_byte : body.node.end_byte]
        if (word not in text and b"Lock()" not in text) or not (b"Wait()" in text or b"<-" in text or b"range" in text):
            continue
        for symbol in view.group(outer):
            if any(call.key == key for call in calls.own(symbol)):
                held = calls.may_hold(symbol, key)
                if any(place in held for place in calls.waits(symbol)):
                    raise Refused(
                        f"{short(symbol)} waits for others with {field(key)} held: they would wait for the lock"
                    )


def guarded(
    view: View,
    symbol: str,
    location: str,
    key: str,
    accessors: Mapping[str, Accessors],
    locations: tuple[str, ...] = (),
) -> Change:
    """The edits that put the accesses of one function to the location under the lock; `locations` are that and the maps
    inside that are guarded with it, by default those that have the lock elsewhere."""
    body = view.body(symbol)
    locations = locations or _guarded_levels(view, location, key)
    bare, held = bare_uses(view, body, symbol, locations, key)
    if not bare:
        check_given(view, [symbol], locations, key)
        raise Refused("the map has another name there; take the lock where that name is used")
    try:
        lock, declared = _lock_of_all(view, body, key, bare)
    except Refused:
        change = called_edits(view, body, bare, accessors)
        if change is None:
            raise
        return change
    return section_edits(view, body, bare, lock, declared, accessors, held)


def _lock_of_all(view: View, body: Body, key: str, bare: Sequence[tuple[Use, Spot]]) -> tuple[Lock, int]:
    locks = {lock_text(view, body, key, anchor) for _, spot in bare for anchor in spot.anchors}
    if len(locks) != 1:
        raise Refused(
            "maps of two objects are used, each with a lock of its own; take both, always in one order"
            if locks
            else "no variable there has what holds the lock; give it one"
        )
    (found,) = locks
    return found


def section_edits(
    view: View,
    body: Body,
    bare: Sequence[tuple[Use, Spot]],
    lock: Lock,
    declared: int,
    accessors: Mapping[str, Accessors] = NONE,
    held: Sequence[Use] = (),
) -> Change:
    """The edits that put the uses, all in one function, into sections; `held` are those that have the lock already."""
    uses = [use for use, _ in bare]
    plan = Plan(_where(view, body, bare, declared, lock.text), lock, accessors)
    locations = sorted({spot.location for _, spot in bare})
    changing = functools.partial(written_between, view, body, locations)
    check_steps(sections(plan, uses), held, plan.where.quiet, lambda one, two: look_again(plan, one, two, changing))
    change = _change(plan)
    taken = sum(edit.text.count(b"Lock()") for edit in change.edits)
    data = body.scope.parsed.data
    gone_over = {N.text(one.mention, data) for one in uses if one.how is How.RANGE}
    if taken > 1 and any(N.text(one.mention, data) in gone_over and counts_on(one, data) for one in uses):
        raise Refused("the elements are counted and gone over in two steps; hold the lock over both")
    return change


def called_edits(
    view: View, body: Body, bare: Sequence[tuple[Use, Spot]], accessors: Mapping[str, Accessors]
) -> Change | None:
    """The edits that put calls of accessors in place of all the uses; None where some has none, or one of several
    writes: what belongs together would be two steps."""
    if not accessors or (len(bare) > 1 and any(use.writes for use, _ in bare)):
        return None
    plan = Plan(_where(view, body, bare, -1), Lock(b"", False), accessors, named=False)
    return _change(plan) if in_place(plan, [use for use, _ in bare]) else None


def _change(plan: Plan) -> Change:
    imports = frozenset(((plan.where.lines.path, "maps"),)) if plan.cloned else frozenset()
    return Change(plan.edits(), imports)


def _where(view: View, body: Body, bare: Sequence[tuple[Use, Spot]], declared: int, lock: bytes = b"") -> Where:
    uses = [use for use, _ in bare]
    known = frozenset(use.node.id for use in uses if use.how in (How.SHOWN, How.LENT))
    fails = frozenset(use.node.id for use in uses if use.fails)
    parsed = body.scope.parsed
    known |= shown_elements(view, body, uses)
    quiet = Quiet(view.info(body), view.packages, parsed.data, known, fails)
    own, failing = quiet_calls(view, body, uses, quiet, sorted({spot.location for _, spot in bare}))
    path = body.scope.file.path
    lines = Lines(path, parsed.data)
    name = ""
    with contextlib.suppress(Refused):
        name = name_for(parsed, "maps", taken_names(view, body))
    return Where(
        function=function_of(uses[0].mention),
        lines=lines,
        quiet=Quiet(view.info(body), view.packages, parsed.data, known, fails | failing, own, lock),
        go=body.scope.file.go,
        maps=name.encode() or None,
        spelling=spelling(view, body),
        changed=_changing_loops(view, body, bare),
        declared=declared,
        mentions=tuple(use.mention.start_byte for use in uses),
        closed=any(_closed(view, body, spot) for _, spot in bare),
        in_order=functools.partial(_check_order, view, body, bare),
    )


def _check_order(view: View, body: Body, bare: Sequence[tuple[Use, Spot]], node: Node) -> None:
    """Refuse where something that may change the map is evaluated behind it in the same statement, in a call."""
    quiet = Quiet(view.info(body), view.packages, body.scope.parsed.data)
    later = [one for one in evaluated_later(quiet, node) if not quiet.foreign(one)]
    if not later:
        return
    changing = frozenset(symbol for one in _locations_in(quiet, bare, node) for symbol in writers(view, one)) | {ANY}
    for symbol, function in view.group(body.symbol).items():
        for at, reached in view.lock_calls.reached(symbol):
            start, end = function.spans[at]
            for one in later if reached & changing else ():
                if one.start_byte <= start and end <= one.end_byte:
                    refuse_order(one, quiet.data)


def _locations_in(quiet: Quiet, bare: Sequence[tuple[Use, Spot]], node: Node) -> frozenset[str]:
    """The locations of the maps that an expression looks at: of all that are used where there are others in it."""
    inner = [(use, spot) for use, spot in bare if inside(use.mention, node) and use.how is not How.SHOWN]
    own = {use.mention.id: spot.location for use, spot in inner}
    others = any(isinstance(quiet.type_of(one), Map) and one.id not in own for one in walk(node))
    return frozenset(spot.location for _, spot in bare) if others or not own else frozenset(own.values())


def _closed(view: View, body: Body, spot: Spot) -> bool:
    """Whether the elements are channels, one of which some function that uses the map closes."""
    operand = view.info(body).operands.get(spot.mention.id)
    channel = element_channel(view, operand.type if operand is not None else None)
    if channel is None:
        return False
    using = [one.symbol for one in view.facts.functions if any(spot.location == two.location for two in one.accesses)]
    bodies = {outer_symbol(symbol) for symbol in using} & view.bodies.keys()
    return closes(((view, view.bodies[symbol]) for symbol in sorted(bodies)), channel)


def bare_uses(
    view: View, body: Body, symbol: str, locations: tuple[str, ...], key: str
) -> tuple[list[tuple[Use, Spot]], list[Use]]:
    """The uses in the function (not in literals inside) where somebody else may have the object and the lock is not
    held, and those where it is. Raises `Refused` for one where another lock is held, or this one perhaps."""
    data = body.scope.parsed.data
    held = view.lock_calls.may_hold(symbol, key)
    found = spots(view, body, symbol, locations)
    bare: list[tuple[Use, Spot]] = []
    for spot in found:
        if any(_needs(view, access, key, spot.header) for access in spot.accesses):
            for access in spot.accesses:
                _check_other_locks(view, access, key, held)
            use = use_at(view, body, spot, locations)
            if use.how is How.RETURNED:
                check_getter(view, body, symbol, levels(view, locations[0]))
            if spot.shown:
                check_shown(view, body, spot.mention, spot.accesses[0], locations, key)
            if use.how is How.PASSED and any(access.writes for access in spot.accesses):
                raise Refused("the map is passed to a function that changes it; take the lock there")
            bare.append((use, spot))
    bare = without_passed(bare)
    _check_all_seen(view, symbol, key, found)
    further = further_uses(view, body, symbol, bare, locations)
    if further and any(call.key == key for call in view.lock_calls.own(symbol)):
        raise Refused("the map has another name there, and some of its uses have the lock; take it for all")
    done = {use.mention.id for use, _ in bare}
    return outer_uses([*bare, *further]), [
        use for spot in found if spot.mention.id not in done for use in _understood(spot, data)
    ]


def _understood(spot: Spot, data: bytes) -> Iterator[Use]:
    with contextlib.suppress(Refused):
        yield spot.use(data)


def outer_uses(bare: Sequence[tuple[Use, Spot]]) -> list[tuple[Use, Spot]]:
    """The uses without those that are a part of another one: `c.m[a]` in `c.m[a][b]`."""
    places = [_bytes(use.node) for use, _ in bare if use.how is not How.RANGE]
    gone_over = {_bytes(use.mention) for use, _ in bare if use.how is How.RANGE}
    return [
        (use, spot)
        for use, spot in bare
        if use.how is not How.READ
        or (
            _bytes(use.node) not in gone_over
            and not any(
                start <= use.node.start_byte and use.node.end_byte <= end and (start, end) != _bytes(use.node)
                for start, end in places
            )
        )
    ]


def _bytes(node: Node) -> tuple[int, int]:
    return node.start_byte, node.end_byte


def _guarded_levels(view: View, location: str, key: str) -> tuple[str, ...]:
    """The location, what it is an element of, and those of the maps inside that have the same lock elsewhere."""
    locked = {
        access.location for facts in view.facts.functions for access in facts.accesses if view.holds(access.held, key)
    }
    return tuple(one for one in levels(view, location) if len(one) <= len(location) or one in locked)


def _check_all_seen(view: View, symbol: str, key: str, found: Sequence[Spot]) -> None:
    seen = {id(access) for spot in found for access in spot.accesses}
    locations = {spot.location for spot in found}
    for access in view.by_symbol[symbol].accesses:
        if access.location in locations and id(access) not in seen and _needs(view, access, key, False):
            raise Refused("the map goes to another variable or function there, which has it without the lock")


def _needs(view: View, access: Access, key: str, header: bool) -> bool:
    held = access.header if header and access.header is not None else access.held
    return not access.owned and not access.getter and not view.holds(held, key)


def _check_other_locks(view: View, access: Access, key: str, held: frozenset[int]) -> None:
    if access.at in held or any(last_name(lock) == key for lock in access.held.maybe):
        raise Refused(f"{field(key)} is held on some ways to the access and not on others; take it on all")
    for hold in access.held.locks:
        if last_name(hold.lock) != key:
            check_order(view, last_name(hold.lock), key)


def _changing_loops(view: View, body: Body, bare: Sequence[tuple[Use, Spot]]) -> frozenset[int]:
    """Loops over the map whose body changes it otherwise than at the current key: a copy would not show that."""
    found: set[int] = set()
    for use, spot in bare:
        if use.how is How.RANGE:
            loop = use.statement
            inner = [
                one
                for one in _named_in_body(view, body, spot.location)
                if inside(one, loop) and not inside(one, use.node)
            ]
            changing = any(changes(one, use, body.scope.parsed.data) for one in inner) or any(
                other.how is How.LENT and other.writes and inside(other.node, loop) for other, _ in bare
            )
            if changing or calls_writer(view, body, loop, spot.location):
                found.add(loop.id)
    return frozenset(found)


def _named_in_body(view: View, body: Body, location: str) -> list[Node]:
    """The mentions and other names of the location in a declared function with its literals."""
    locations = levels(view, location)
    groups = [symbol for symbol in view.group(body.symbol) if symbol in view.by_symbol]
    found = [spot.mention for one in groups for spot in spots(view, body, one, locations) if spot.location == location]
    return found if ELEMENT in location else [*found, *mentions(view, body, location)]
