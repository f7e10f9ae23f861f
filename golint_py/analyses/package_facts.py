"""From the lowered functions of a package to its Facts: summaries bottom-up, then accesses, edges and escapes."""

from collections.abc import Iterable, Iterator, Mapping
from functools import cache

from msgspec import Struct, structs

from golint_py.analyses.access_paths import GLOBALS, RECEIVED, Literal, Part, Path, Paths, access_paths
from golint_py.analyses.back_pointers import back_pointers
from golint_py.analyses.callgraph import call_graph, implementers, receiver_and_name, sole_implementer
from golint_py.analyses.cells import Cells
from golint_py.analyses.channels import rooms
from golint_py.analyses.edges import KEEPING, call_edges, kept_edges, spawn_edges
from golint_py.analyses.enclosed import enclosed_fields
from golint_py.analyses.entry_locks import LockUse, lock_use, with_entry_locks
from golint_py.analyses.facts import Access, Edge, Facts, FunctionFacts, Held, Outcome
from golint_py.analyses.frame import Frame, World, frame_of
from golint_py.analyses.handlers import served_types
from golint_py.analyses.kept_functions import kept_functions
from golint_py.analyses.locations import Naming, captured_variables
from golint_py.analyses.lock_annotations import NO_CONTRACT, Contract, aliases_of, contract_of, guard_key
from golint_py.analyses.lock_points import LockPoints
from golint_py.analyses.lock_types import lock_types
from golint_py.analyses.locksets import State, forced
from golint_py.analyses.map_accesses import ACCESSING, Headers, accesses, deferred_calls, passed
from golint_py.analyses.offers import is_own, offered_to_imports
from golint_py.analyses.on_failure import does_nothing
from golint_py.analyses.outcome import Exit, called_parameters, outcome_of
from golint_py.analyses.own_locks import own_locks
from golint_py.analyses.roots import assumed, offered_methods, root_kind, said_to_be_safe, sorted_types
from golint_py.analyses.shown_maps import maps_inside, shares_maps_alone
from golint_py.analyses.signals import Signals
from golint_py.analyses.slot_locks import slot_locks
from golint_py.analyses.taint_callees import with_methods
from golint_py.analyses.unit import Unit
from golint_py.analyses.variables import Variables, atomic_variables, bodiless_functions
from golint_py.analyses.worker_pools import worker_pools
from golint_py.analyses.wrappers import wrappers_of
from golint_py.dataflow.summaries import bottom_up
from golint_py.ir.ops import Call, Return, RunDefers, Send
from golint_py.query import Query
from golint_py.types.guards import ELSEWHERE, NO_GUARD
from golint_py.types.lookup import Lookup
from golint_py.types.methods import find
from golint_py.types.model import Interface, Map, Named, Type, TypeParam

Point = tuple[int, int]

_NAMES = frozenset({Named, TypeParam})


def package_facts(unit: Unit, query: Query) -> Facts:
    """Facts of one package. Of callees in other packages only the symbol is known; `Link` joins packages by it."""
    functions = {symbol: with_methods(function) for symbol, function in unit.functions.items()}
    exports = unit.universe.exports(unit.path)
    reached = implementers(functions, unit.universe)
    sole = sole_implementer(exports, unit.tested, unit.universe)
    paths = {symbol: query.get(access_paths, function) for symbol, function in functions.items()}
    variables = captured_variables(functions, paths)
    uses_atomic = exports is not None and "sync/atomic" in exports.imports
    atomic = atomic_variables(functions) if uses_atomic else frozenset[str]()
    name = exports.name if exports else ""
    served = served_types(exports, functions.values())
    bodiless = bodiless_functions(exports) if atomic else frozenset[str]()
    about = _Package(unit.path, name, offered_methods(exports), atomic, sorted_types(exports), served, bodiless)
    own = own_locks(functions, paths)
    own_lookup = Lookup(unit.universe, unit.path)
    aliases = {**lock_types(own_lookup, unit.path), **aliases_of(own_lookup, unit.path)}
    names = {symbol: Naming(function, paths[symbol], variables[symbol]) for symbol, function in functions.items()}
    room = rooms(names)
    slots = slot_locks(names, room)
    kept = kept_functions(names)
    pools = worker_pools(names)
    backs = back_pointers(functions, paths)
    told = unit.elsewhere.wrappers.items()
    results = {symbol: outcome.result for symbol, outcome in told if outcome.result is not None}
    literals: dict[str, tuple[Literal, ...]] = {}
    parts: dict[str, frozenset[Part]] = {}
    found: dict[str, FunctionFacts] = {}
    uses: dict[str, LockUse] = {}

    lookup = Lookup(unit.universe, "")

    def is_map(kind: Type | None) -> bool:
        return type(kind) is Map or (type(kind) in _NAMES and type(lookup.core(kind)) is Map)

    def is_error(kind: Type | None) -> bool:
        return type(kind) is Named and (kind.name == "error" or find(lookup, kind, "Error") is not None)

    @cache
    def inside(kind: Type | None, how: str) -> tuple[tuple[str, ...], ...]:
        return maps_inside(lookup, kind, how)

    @cache
    def flat(kind: Type | None) -> bool:
        return shares_maps_alone(lookup, kind)

    @cache
    def shared(symbol: str) -> bool:
        if not symbol or "$" in symbol:
            return False
        receiver, method = receiver_and_name(symbol)
        path, _, name = (receiver or symbol).rpartition(".")
        other = unit.universe.exports(path)
        if other is None:
            return False
        declared = other.types.get(name) if receiver else None
        if declared is not None and isinstance(declared.underlying, Interface):
            return is_own(path)
        return path != unit.path and (f"{name}.{method}" if receiver else name) in other.sharing

    def summarise(symbol: str, known: Mapping[str, Outcome]) -> Outcome:
        function = functions[symbol]
        world = World(
            functions,
            known,
            reached,
            sole,
            is_map,
            is_error,
            inside,
            flat,
            shared,
            own,
            aliases,
            slots,
            room,
            kept,
            backs,
            pools,
        )
        own_paths = paths[symbol]
        if any(_uses(own_paths, known) for known in (results, literals, parts)):
            own_paths = access_paths(function, results, literals, parts)
        frame = frame_of(function, world, own_paths, variables[symbol])
        contract = contract_of(function, lookup, unit.path) if function.annotations else NO_CONTRACT
        outcome, found[symbol], uses[symbol] = _function(frame, about, contract)
        if outcome.result is not None:
            results[symbol] = outcome.result
        if outcome.literals:
            literals[symbol] = outcome.literals
        if outcome.inside:
            parts[symbol] = outcome.inside
        return outcome

    outcomes = bottom_up(call_graph(functions, reached), summarise, unit.elsewhere.wrappers)
    complete = with_ends_around(with_entry_locks(found, uses), outcomes)
    return Facts(
        package=unit.path,
        functions=tuple(complete[symbol] for symbol in sorted(complete)),
        guards=declared_guards(unit, aliases),
        offers=tuple(offered_to_imports(exports, complete, unit.universe)),
        wrappers=wrappers_of(functions, outcomes),
        enclosed=enclosed_fields(exports, unit.universe),
    )


def with_ends_around(found: Mapping[str, FunctionFacts], outcomes: Mapping[str, Outcome]) -> dict[str, FunctionFacts]:
    """The facts, where what a literal starts and a function around it waits for has ended when that returns."""
    complete = dict(found)
    for symbol, facts in found.items():
        outer, literal, _ = symbol.rpartition("$")
        if not literal or not any(edge.site and not edge.scoped for edge in facts.edges):
            continue
        ended: set[str] = set()
        while literal:
            outcome = outcomes.get(outer)
            ended |= outcome.ended if outcome is not None else set()
            outer, literal, _ = outer.rpartition("$")
        if any(edge.site in ended for edge in facts.edges):
            edges = tuple(
                structs.replace(edge, scoped=True) if edge.kind == "go" and edge.site in ended else edge
                for edge in facts.edges
            )
            complete[symbol] = structs.replace(facts, edges=edges)
    return complete


def _uses(paths: Paths, results: Mapping[str, object]) -> bool:
    """Whether one of the functions whose results are known is called, by its name."""
    return any(op.callee.symbol in results for _, op in paths.at(Call))


def declared_guards(unit: Unit, aliases: Mapping[tuple[str, ...], tuple[str, ...]]) -> dict[str, str]:
    """Locations whose declaration names a lock, with the lock's key, or says that they have none."""
    exports = unit.universe.exports(unit.path)
    if exports is None:
        return {}
    lookup = Lookup(unit.universe, unit.path)
    named = [(unit.path, "", exports.guards)]
    named += [(f"{unit.path}.{name}", name, declared.guards) for name, declared in exports.types.items()]
    found: dict[str, str] = {}
    for place, owner, guards in named:
        for field, lock in guards.items():
            if lock == NO_GUARD:
                key = NO_GUARD
            elif lock.startswith(ELSEWHERE):
                key = guard_key(lookup, unit.path, owner, lock[1:], aliases)
            else:
                key = f"{place}.{lock}"
            if key:
                found[f"{place}.{field}"] = key
    return found


class _Package(Struct, frozen=True):
    """Path, name, the methods that its exported interfaces offer, the variables used through sync/atomic, the types
    that are sorted, those whose methods requests call, and the functions without a body."""

    path: str
    name: str
    offered: frozenset[str]
    atomic: frozenset[str]
    ordered: frozenset[str]
    served: frozenset[str]
    bodiless: frozenset[str]


def _function(frame: Frame, package: _Package, contract: Contract) -> tuple[Outcome, FunctionFacts, LockUse]:
    touched: dict[Access, None] = {}
    edges: dict[Edge, None] = {}
    calls: list[tuple[Path, Held]] = []
    exits: list[Exit] = []
    sent: dict[tuple[str, str], None] = {}
    states: set[State] = set()
    points = LockPoints(frame)
    signals = Signals(frame)
    cells = Cells(frame, signals)
    variables = Variables(frame, package.atomic, package.bodiless)
    headers = Headers(frame)
    everything = cells.asks or variables.asks
    for number, block in enumerate(frame.function.blocks):
        state = frame.locks.entry[number]
        if state is None:
            continue
        last: State | None = None
        held = frame.locks.held(state)
        for index, op in enumerate(block.ops) if everything else frame.paths.events[number]:
            kind, point = type(op), (number, index)
            if frame.function.forced:
                state = forced(frame.function, op, state)
                held = frame.locks.held(state)
            headers.see(op, held)
            if everything:
                cells.see(op, point, state)
                variables.see(op, point, state)
            if kind in ACCESSING:
                touched.update(dict.fromkeys(_ordered(accesses(frame, op, point, held, headers), signals, point)))
            if kind in KEEPING:
                edges.update(dict.fromkeys(kept_edges(frame, op, point)))
            if type(op) is Call:
                edges.update(dict.fromkeys(call_edges(frame, op.callee, op.args, op.at, point, held)))
                calls.extend(called_parameters(frame, op, held))
                points.see(op, point, held)
            elif type(op) is RunDefers:
                effective = (one for one in deferred_calls(frame, state) if not does_nothing(frame, one[0], point))
                for later, then in effective:
                    there = frame.locks.held(then)
                    edges.update(dict.fromkeys(call_edges(frame, later.callee, later.args, later.at, point, there)))
                    run = passed(frame, later.callee, later.args, later.at, point, there, headers)
                    touched.update(dict.fromkeys(_ordered(run, signals, point)))
            elif type(op) is Send:
                sent.update(dict.fromkeys(_sent(frame, op)))
            elif type(op) is Return:
                exits.append((op, state, point))
            state = frame.locks.step(op, state)
            if state is not last:
                states.add(state)
                last, held = state, frame.locks.held(state)
    for spawn in frame.goroutines.spawns:
        edges.update(dict.fromkeys(spawn_edges(frame, spawn)))
    found = list(touched)
    outcome = _promised(outcome_of(frame, exits, calls, found), contract)
    function = frame.function
    facts = FunctionFacts(
        symbol=function.symbol,
        package=package.path,
        test=function.test,
        root=root_kind(function, package.name, package.offered, package.ordered, package.served),
        accesses=tuple(access for access in found if access.location),
        touches=tuple(access for access in found if not access.location),
        edges=tuple(edges),
        assumes=assumed(function, package.ordered, contract.held),
        sent=tuple(sent),
        takes=tuple(points.takes),
        circumstances=tuple(points.circumstances),
        cells=tuple(cells.found),
        signals=signals.told(),
        sends=signals.sends(),
        sequences=signals.sequences(),
        relays=signals.relays(),
        made_after=signals.made_after(),
        inits=tuple(variables.inits),
        atomics=tuple(variables.atomics),
        parent=function.parent,
        package_main=package.name == "main",
        safe=said_to_be_safe(function),
        for_keys=_for_keys(frame, outcome),
    )
    return outcome, facts, lock_use(states)


def _for_keys(frame: Frame, outcome: Outcome) -> frozenset[tuple[str, str]]:
    """What a function that is called for one key after another starts each time, and leaves running: for its receiver
    if that has the map."""
    receiver = "p0" if frame.function.receiver is not None else ""
    keyed = {of for of, key in outcome.keys if of in (receiver, GLOBALS) and key[0] == "p" and key != receiver}
    if receiver in keyed:
        keyed.add(GLOBALS)
    return frozenset((of, site) for of in keyed for site in outcome.spawns - outcome.ended)


def _promised(outcome: Outcome, contract: Contract) -> Outcome:
    """The summary with what annotations say of the locks at its end."""
    if not (contract.acquired or contract.released):
        return outcome
    known = {hold.lock for hold in outcome.acquires | outcome.releases}
    return structs.replace(
        outcome,
        acquires=outcome.acquires | {hold for hold in contract.acquired if hold.lock not in known},
        releases=outcome.releases | {hold for hold in contract.released if hold.lock not in known},
        maybe=outcome.maybe - {hold.lock for hold in contract.acquired},
    )


def _ordered(found: Iterable[Access], signals: Signals, point: Point) -> Iterator[Access]:
    """The accesses of an operation, with what orders it."""
    for access in found:
        order = signals.order(point)
        yield structs.replace(access, order=order) if order is not None else access


def _sent(frame: Frame, op: Send) -> Iterator[tuple[str, str]]:
    """A map sent over a channel is, for the receiver, an element of the channel."""
    if frame.world.is_map(frame.function.types[op.value]):
        path = frame.paths.content(op.value)
        if path.root.startswith("v") and path.root not in frame.owners.fresh:
            return  # one of several maps
        location = frame.naming.location(path)
        element = frame.naming.location(frame.paths.of[op.channel].then(RECEIVED))
        if location and element:
            yield location, element
