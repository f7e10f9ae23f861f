"""In which goroutines and under which locks each function runs: contexts descend from the roots over the call graph.

A context is a thread and what holds on entry: locks (in the function's own frame), which parameters nobody else can
have, which are the same object for every instance of the thread, which spawns are ordered. Whole run, by name; a work
list over Facts. Equal entries are one object, and so are equal sets in them. At most `MAX_CONTEXTS` contexts of one
thread for one function; beyond that they are merged into what all of them hold and a lock that cannot be told.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Any

from msgspec import structs

from golint_py.analyses.access_paths import RECEIVED, Path
from golint_py.analyses.callgraph import of_unexported_type, receiver_and_name
from golint_py.analyses.changing import useful
from golint_py.analyses.entering import (
    MAYBE,
    around,
    begun,
    held_at,
    holders,
    lasting,
    made_before,
    passed,
    roots_like,
    runs_no_more,
    started_before,
    with_earlier_ones,
)
from golint_py.analyses.facts import CLAIMED, CLAIMED_FOR, Edge, FunctionFacts, Hold
from golint_py.analyses.sets import Sets
from golint_py.analyses.threads import (
    ANSWER,
    ANY_LOCK,
    KEPT,
    Context,
    Contexts,
    Entry,
    Origin,
    ThreadInfo,
    confined_to,
    key_of,
    name_in,
    named_as,
    part_of,
)

MAX_CONTEXTS = 8
MAX_THREADS = 48
MAX_OBJECTS = 12
MAX_WITHIN = 4
FOLLOWED = frozenset({"go", "handler", "callback", "main", "api"})  # threads that are followed into other packages


NO_PLACES: frozenset[tuple[str, str]] = frozenset()
NO_PATHS: frozenset[Path] = frozenset()


_Way = tuple[Edge, bool, bool]


class _Builder:
    """The work list; mutable while `contexts` runs."""

    def __init__(
        self,
        functions: Mapping[str, FunctionFacts],
        wanted: Iterable[str] | None = None,
        lent: bool = False,
    ) -> None:
        self.functions = functions
        self.lent = lent
        self.useful = useful(functions, wanted)
        self.of: dict[str, dict[Context, Origin | None]] = {}
        self.per_thread: dict[tuple[str, bool], dict[str, tuple[Context, ...]]] = {}
        self.threads: dict[str, ThreadInfo] = {}
        self.queue: deque[tuple[str, Context]] = deque()
        self.spawners = {
            symbol
            for symbol, facts in functions.items()
            if any(edge.kind != "call" and edge.kind not in KEPT for edge in facts.edges)
        }
        self.edges: dict[str, tuple[_Way, ...]] = {}
        self.entered: dict[tuple[str, bool], dict[Entry, list[Entry | None]]] = {}
        self.alike: dict[Entry, Entry] = {}
        self.merged: dict[tuple[Entry, ...], Entry] = {}
        self.one = Sets().one  # contexts are many, and few of them differ in one and the same field
        self.parts: dict[tuple[str, int, frozenset[Path]], dict[tuple[object, ...], frozenset[Any]]] = {}
        self.called = {
            edge.callee
            for facts in functions.values()
            for edge in facts.edges
            if edge.kind == "call" and not _crosses(facts, functions, edge)
        }

    def add(self, symbol: str, context: Context, by: tuple[str, Context, Edge] | None) -> None:
        """Enter the function in a context, unless one like it is known, `by` an edge of a function in a context."""
        if symbol not in self.useful:
            return
        handed = self.lent or self.threads[context.thread].entry == symbol
        needs = self.functions[symbol].needs if handed else ()
        if needs:  # it gives them back: whoever calls or starts it holds them
            there = {hold.lock for hold in context.entry.locks}
            locks = context.entry.locks | {hold for hold in needs if hold.lock not in there}
            context = structs.replace(context, entry=self.like(structs.replace(context.entry, locks=locks)))
        threads = self.per_thread.setdefault((symbol, context.entry.far), {})
        same = threads.get(context.thread, ())
        if not same and len(threads) >= MAX_THREADS:
            return
        known = self.of.setdefault(symbol, {})
        if context in known:
            return
        if len(same) >= MAX_CONTEXTS:  # beyond it, the last one has been merged from all before
            many = [*(same if len(same) == MAX_CONTEXTS else same[-1:]), context]
            context = Context(context.thread, self._merging(tuple([one.entry for one in many])))
            if context in known:
                return
        threads[context.thread] = (*same, context)
        known[context] = Origin(by[0], by[1], by[2].at, by[2].kind) if by is not None else None
        self.queue.append((symbol, context))

    def _merging(self, many: tuple[Entry, ...]) -> Entry:
        """The entries as one: the same ones come together in many threads."""
        found = self.merged.get(many)
        if found is None:
            found = self.merged[many] = self.like(_merged(many, self.one))
        return found

    def leaving(self, symbol: str) -> tuple[_Way, ...]:
        """The edges of a function that lead to a useful one, but to an iterator or callback whose calls are in sight;
        each with whether it leads into another package, and whether to test code."""
        found = self.edges.get(symbol)
        if found is None:
            functions = self.functions
            own = functions[symbol]
            edges = [edge for edge in own.edges if edge.callee in self.useful and edge.callee in functions]
            callees = [functions[edge.callee] for edge in edges]
            found = tuple(
                (edge, callee.package != own.package, callee.test)
                for edge, callee in zip(edges, callees, strict=True)
                if edge.kind not in KEPT or edge.callee not in self.called
            )
            self.edges[symbol] = found
        return found

    def follow_all(self, symbol: str, context: Context) -> None:
        """Enter the callees of a function. What a callee is entered with does not depend on the thread: it is told once
        for all threads that come the same way."""
        caller, entry = self.threads[context.thread], context.entry
        package = self.functions[symbol].package
        edges = self.leaving(symbol)
        known = self.entered.setdefault((symbol, caller.kind == "go"), {}).setdefault(entry, [None] * len(edges))
        in_test = caller.test and caller.kind != "parallel-test"
        for number, (edge, crosses, to_test) in enumerate(edges):
            if in_test and not to_test:
                continue  # what tests call says nothing about production code
            if edge.held.acquired and runs_no_more(edge, entry.locks | entry.begun):
                continue
            if crosses and (self.lent or caller.test or caller.kind not in FOLLOWED or edge.kind in KEPT):
                continue
            if edge.kind == "call":
                inside = known[number]
                if inside is None:
                    inside = known[number] = self.like(self._entering(symbol, number, context, edge, crosses))
                if crosses and not entry.far:
                    within = tuple(self._far_thread(package, self.threads[one]) for one in context.within)
                    entered = Context(self._far_thread(package, caller), inside, within)
                else:
                    entered = Context(caller.id, inside, context.within)
            elif entry.far and not crosses:
                continue  # the goroutine counts as started by its own package
            else:
                entered = self._started(symbol, context, edge, caller, crosses)
            self.add(edge.callee, entered, (symbol, context, edge))

    def _far_thread(self, package: str, caller: ThreadInfo) -> str:
        """The thread in which other packages see what a package calls: its callers out of sight are its own."""
        if caller.kind != "api":
            return caller.id
        name = f"api:{package}"
        self.threads.setdefault(name, structs.replace(caller, id=name))
        return name

    def like(self, entry: Entry) -> Entry:
        """The entry that is equal to this one: threads are many that enter a function alike."""
        return self.alike.setdefault(entry, entry)

    def _entering(self, symbol: str, number: int, context: Context, edge: Edge, crosses: bool) -> Entry:
        """What an edge, by its number, makes of how its function is entered, in whatever thread of a kind. Many entries
        differ in few of their sets: what becomes of each is worked out once."""
        entry = context.entry
        far, one = crosses or entry.far, self.one
        part = partial(_part, edge, self.parts.setdefault((symbol, number, NO_PATHS), {}), one)
        private = part
        if entry.lent:
            known = self.parts.setdefault((symbol, number, entry.lent), {})
            private = partial(_part, _with_lent(edge, entry), known, one)
        spawner = symbol if symbol in self.spawners else ""
        inside = self.threads[context.thread].kind == "go"
        return Entry(
            locks=part(_locks, entry.locks),
            owned=private(_owned, entry.owned),
            shared=part(_shared, entry.shared),
            picked=part(_picked, entry.picked),
            ordered=part(_ordered, entry.ordered) if edge.ordered else entry.ordered,
            beside=part(_beside, entry.beside) if edge.beside else entry.beside,
            confined=private(_confined, entry.confined, entry.owned),
            objects=part(_objects, entry.objects, spawner),
            allocated=private(_allocated, entry.allocated, symbol) if inside else NO_PLACES,
            weak=entry.weak or edge.weak,
            made=private(_made, entry.made, entry.owned),
            far=far,
            holders=one(holders(edge.arguments, entry.holders, crosses)) if far else NO_PLACES,
            again=part(_again, entry.again),
            lent=part(_lent, entry.lent, entry.owned),
            begun=part(_begun, entry.begun) if entry.begun else entry.begun,
        )

    def _started(self, symbol: str, context: Context, edge: Edge, caller: ThreadInfo, crosses: bool) -> Context:
        test = caller.test or self.functions[symbol].test
        if edge.kind in KEPT:
            thread = ThreadInfo(f"{edge.kind}:{edge.callee}", "value", edge.callee, "", False, test)
            self.threads.setdefault(thread.id, thread)
            assumed = frozenset(self.functions[symbol].assumes)
            locks = self.one(passed(held_at(assumed, edge.held), edge.arguments))
            return Context(thread.id, self.like(Entry(locks, weak=True)))
        in_one_run = edge.many or edge.kind == "handler"
        many = in_one_run or caller.many
        kept = around if edge.scoped and edge.kind == "go" else lasting
        # One goroutine, whatever else it calls that it was given; but one for each function of a list.
        alone = edge.kind == "go" and not edge.handed and not edge.listed
        name = edge.site + ("" if alone else f">{edge.callee}") + ("!test" if test else "")
        thread = ThreadInfo(name, edge.kind, edge.callee, edge.site, many, test, edge.ends, in_one_run)
        self.threads.setdefault(name, thread)
        one, arguments, above = self.one, edge.arguments, context.entry
        claims = frozenset(Hold(hold.lock, CLAIMED_FOR) for hold in edge.held.acquired if hold.mode == CLAIMED)
        entry = Entry(
            locks=one(passed(kept(held_at(above.locks, edge.held)) | claims, arguments)),
            owned=one(frozenset(argument.root for argument in arguments if argument.owned)),
            shared=one(
                frozenset(
                    argument.root
                    for argument in arguments
                    if argument.shared
                    or argument.path.root.startswith("g:")
                    or (edge.kind == "handler" and not argument.fresh)
                    or (caller.many and argument.path.root in above.shared and not argument.allocated)
                )
            ),
            given=one(
                frozenset(
                    (argument.root, argument.location, argument.name) for argument in arguments if argument.location
                )
            ),
            picked=one(_picked(edge, above.picked)),
            ordered=one(frozenset() if caller.many else _not_beside(edge, above)),
            confined=one(frozenset((argument.root, argument.confined) for argument in arguments if argument.confined)),
            objects=one(_objects(edge, above.objects, symbol if symbol in self.spawners else "")),
            allocated=one(_allocated(edge, above.allocated, symbol)) if thread.kind == "go" else NO_PLACES,
            made=one(frozenset(argument.root for argument in arguments if argument.made)),
            weak=edge.weak,
            far=crosses,
            holders=one(holders(arguments, above.holders, crosses)) if crosses else NO_PLACES,
            again=one(with_earlier_ones(arguments, above.again, edge.site)),
            lent=one(frozenset(Path(argument.root, steps) for argument in arguments for steps, _ in argument.lent)),
            begun=one(passed(begun(held_at(above.locks, edge.held)) | above.begun, arguments)),
        )
        within = (context.thread, *context.within)[:MAX_WITHIN] if edge.scoped else ()
        return Context(name, self.like(entry), within)


def _part(
    edge: Edge,
    known: dict[tuple[object, ...], frozenset[Any]],
    one: Callable[[frozenset[Any]], frozenset[Any]],
    becomes: Callable[..., frozenset[Any]],
    *of: object,
) -> frozenset[Any]:
    """What an edge makes of some of the sets, as far as that is not `known`."""
    key = (becomes, *of)
    found = known.get(key)
    if found is None:
        found = known[key] = one(becomes(edge, *of))
    return found


def _with_lent(edge: Edge, entry: Entry) -> Edge:
    """The edge, where arguments that others may have are nobody's in particular."""
    arguments = tuple(
        structs.replace(
            one, path=Path("?"), owned=False, made=False, allocated=False, answered=False, confined=frozenset()
        )
        if entry.lends(one.path)
        else one
        for one in edge.arguments
    )
    return structs.replace(edge, arguments=arguments) if arguments != edge.arguments else edge


def _lent(edge: Edge, lent: frozenset[Path], owned: frozenset[str]) -> frozenset[Path]:
    """Paths of the callee to what others may have: through what the caller owns, and through what it was given."""
    found = {Path(one.root, steps) for one in edge.arguments for steps, root in one.lent if root not in owned}
    for argument in edge.arguments:
        for path in lent:
            if path.starts_with(argument.path) and len(path.steps) > len(argument.path.steps):
                found.add(path.rebase(argument.path, Path(argument.root)))
    return frozenset(found)


def _objects(edge: Edge, objects: frozenset[tuple[str, str]], spawner: str) -> frozenset[tuple[str, str]]:
    """Names of the arguments in the frames of functions above that start goroutines, and of this one if it is a
    `spawner`."""
    found: set[tuple[str, str]] = set()
    for argument in edge.arguments:
        path = argument.path
        if RECEIVED in path.steps or path.root == "?":
            continue  # whoever receives an object has taken it over from whoever sent it
        found.update((argument.root, name) for name in _names(path, objects, spawner))
        behind = key_of(path) + ">"
        found.update((f"{argument.root}>{of[len(behind) :]}", name) for of, name in objects if of.startswith(behind))
        for steps, root in argument.lent:
            key = key_of(Path(argument.root, steps))
            found.update((key, name) for name in _names(Path(root), objects, spawner))
    return frozenset(sorted(found)[:MAX_OBJECTS])


def _names(path: Path, objects: frozenset[tuple[str, str]], spawner: str) -> set[str]:
    """Names of an object in the frames of functions above, and in that of this one if it is a `spawner`."""
    return named_as(path, objects) | ({name_in(spawner, path)} if spawner else set())


def _locks(edge: Edge, locks: frozenset[Hold]) -> frozenset[Hold]:
    return passed(held_at(locks, edge.held), edge.arguments)


def _begun(edge: Edge, before: frozenset[Hold]) -> frozenset[Hold]:
    return passed(before, edge.arguments)


def _owned(edge: Edge, owned: frozenset[str]) -> frozenset[str]:
    return roots_like(edge.arguments, owned, own=True)


def _shared(edge: Edge, shared: frozenset[str]) -> frozenset[str]:
    return roots_like(edge.arguments, shared, own=False)


def _picked(edge: Edge, picked: frozenset[str]) -> frozenset[str]:
    return frozenset(one.root for one in edge.arguments if one.picked or one.path.root in picked)


def _ordered(edge: Edge, ordered: frozenset[str]) -> frozenset[str]:
    return ordered | edge.ordered


def _beside(edge: Edge, beside: frozenset[str]) -> frozenset[str]:
    return beside | edge.beside


def _again(edge: Edge, again: frozenset[tuple[str, str]]) -> frozenset[tuple[str, str]]:
    return started_before(edge.arguments, again)


def contexts(
    functions: Mapping[str, FunctionFacts],
    wanted: Iterable[str] | None = None,
    lent: bool = False,
) -> Contexts:
    """Contexts of all functions that touch maps, or of those that are wanted, and of all that lead to one of them."""
    builder = _Builder(functions, wanted, lent)
    ways = [
        (facts, edge)
        for facts in functions.values()
        for edge in facts.edges
        if not _from_test(facts, functions, edge) and not _crosses(facts, functions, edge)
    ]
    called = {edge.callee for _, edge in ways}
    started = _only_started(ways)
    plainly = _only_called(ways)
    dispatched = _dispatched_in_goroutines(functions)
    for symbol in sorted(builder.useful):
        facts = functions[symbol]
        by_interface = (facts.package, receiver_and_name(symbol)[1]) in dispatched
        if facts.root not in ("handler", "callback") or symbol not in plainly:
            _enter_root(builder, facts, symbol in called, symbol in started, by_interface)
    _drain(builder)
    for symbol in sorted(builder.useful):  # recursion nobody enters, callers that only tests have
        if all(known.entry.far for known in builder.of.get(symbol, ())):
            _value_root(builder, functions[symbol])
            _drain(builder)
    return Contexts(builder.of, builder.threads, functions)


def _dispatched_in_goroutines(functions: Mapping[str, FunctionFacts]) -> set[tuple[str, str]]:
    """Packages with the names of methods that they call by an interface, in goroutines that they start and nowhere
    else."""
    calling: dict[tuple[str, str], set[str]] = {}
    callers: dict[str, set[str]] = {}
    started: set[str] = set()
    for facts in functions.values():
        for edge in facts.edges if not facts.test else ():
            if edge.kind != "call":
                started.add(edge.callee)
                continue
            callers.setdefault(edge.callee, set()).add(facts.symbol)
            if edge.weak:
                name = receiver_and_name(edge.callee)[1]
                calling.setdefault((facts.package, name), set()).add(facts.symbol)
    found: set[tuple[str, str]] = set()
    for key, sources in calling.items():
        above, work = set(sources), list(sources)
        while work:
            new = callers.get(work.pop(), set()) - above
            above |= new
            work.extend(new)
        first = [symbol for symbol in above if symbol not in callers]
        rooted = any(symbol in functions and functions[symbol].root for symbol in above)
        if not rooted and first and all(symbol in started for symbol in first):
            found.add(key)
    return found


def _from_test(facts: FunctionFacts, functions: Mapping[str, FunctionFacts], edge: Edge) -> bool:
    callee = functions.get(edge.callee)
    return facts.test and callee is not None and not callee.test


def _crosses(facts: FunctionFacts, functions: Mapping[str, FunctionFacts], edge: Edge) -> bool:
    """Whether a call leads to another package."""
    callee = functions.get(edge.callee)
    return callee is not None and callee.package != facts.package


def _drain(builder: _Builder) -> None:
    while builder.queue:
        symbol, context = builder.queue.popleft()
        builder.follow_all(symbol, context)


def _only_started(ways: Sequence[tuple[FunctionFacts, Edge]]) -> set[str]:
    """The functions that their package does not call but in goroutines that are there for them."""
    literals = {edge.callee for _, edge in ways if edge.kind == "go"}
    started: set[str] = set()
    called: set[str] = set()
    for facts, edge in ways:
        alone = edge.kind == "go" or (edge.kind == "call" and facts.parent and facts.symbol in literals)
        (started if alone else called).add(edge.callee)
    return started - called


def _only_called(ways: Sequence[tuple[FunctionFacts, Edge]]) -> set[str]:
    """The functions that only their package can name, and that it calls and gives to nobody: whatever their parameters
    are like, no library calls them."""
    plain = {
        edge.callee for facts, edge in ways if edge.kind == "call" and not edge.handed and edge.callee != facts.symbol
    }
    given = {edge.callee for _, edge in ways if edge.kind != "call" or edge.handed}
    return {symbol for symbol in plain - given if not receiver_and_name(symbol)[1][:1].isupper()}


def _enter_root(builder: _Builder, facts: FunctionFacts, called: bool, started: bool, dispatched: bool) -> None:
    """Enter a function that callers out of sight may run: not a loop that takes events, if a goroutine in sight is
    `started` for it. That they run a method of a type that they cannot name is less sure where the package itself calls
    it by an interface, in a goroutine (`dispatched`)."""
    kind = facts.root
    if kind == "loop":
        kind = "" if started else "api"
    if called and (kind == "hidden" or (kind == "api" and facts.package_main)):
        kind = ""
    if kind == "hidden":
        kind = "api"
    if not kind:
        if not called and not facts.parent:
            _value_root(builder, facts)
        return
    many = kind in ("handler", "parallel-test")
    name = kind if kind in ("api", "main", "init", "parallel-test") else f"{kind}:{facts.symbol}"
    name += "!test" if facts.test else ""  # one thread for all of production code, another for that of tests
    builder.threads.setdefault(name, ThreadInfo(name, kind, facts.symbol, "", many, facts.test))
    shared = frozenset({"p0"}) if kind in ("handler", "callback") and facts.symbol.startswith("(") else frozenset()
    weak = kind == "api" and dispatched and of_unexported_type(facts.symbol)
    again = facts.for_keys if kind == "api" else NO_PLACES
    entry = Entry(builder.one(frozenset(facts.assumes)), shared=builder.one(shared), weak=weak, again=again)
    builder.add(facts.symbol, Context(name, builder.like(entry)), None)


def _value_root(builder: _Builder, facts: FunctionFacts) -> None:
    name = f"value:{facts.symbol}"
    builder.threads.setdefault(name, ThreadInfo(name, "value", facts.symbol, "", False, facts.test))
    entry = Entry(builder.one(frozenset(facts.assumes)), weak=True)
    builder.add(facts.symbol, Context(name, builder.like(entry)), None)


def _not_beside(edge: Edge, entry: Entry) -> frozenset[str]:
    """Sites that cannot run beside a goroutine: of one that ends before its starter goes on, as of its starter."""
    return edge.ordered | entry.ordered if edge.scoped else edge.ordered


def _confined(
    edge: Edge, confined: frozenset[tuple[str, frozenset[str]]], owned: frozenset[str]
) -> frozenset[tuple[str, frozenset[str]]]:
    told = ((one.root, confined_to(one.path.root, one.confined, one.given, confined, owned)) for one in edge.arguments)
    return frozenset((root, sites) for root, sites in told if sites)


def _made(edge: Edge, made: frozenset[str], owned: frozenset[str]) -> frozenset[str]:
    return made_before(edge.arguments, made, owned)


def _allocated(edge: Edge, allocated: frozenset[tuple[str, str]], symbol: str) -> frozenset[tuple[str, str]]:
    """Where the arguments of a function that a goroutine runs were made: by this one, or by one before it that the
    goroutine runs too, or that started it."""
    found: set[tuple[str, str]] = set()
    for one in edge.arguments:
        place = name_in(symbol, one.path)
        if one.allocated:
            found.add((one.root, place))
        elif one.answered:
            found.add((one.root, part_of(ANSWER + place) if one.path.steps else ANSWER + place))
        else:
            for root, name in allocated:
                kept = part_of(name) if one.path.steps else name
                if root == one.path.root and kept:
                    found.add((one.root, kept))
    return frozenset(found)


def _merged(many: tuple[Entry, ...], kept: Callable[[frozenset[Any]], frozenset[Any]]) -> Entry:
    """What all of them hold, and a lock that cannot be told: what the others hold is lost, and unknown is silent."""
    return Entry(
        locks=kept(frozenset.intersection(*(one.locks for one in many)) | {Hold(ANY_LOCK, MAYBE)}),
        owned=kept(frozenset.intersection(*(one.owned for one in many))),
        shared=kept(frozenset.intersection(*(one.shared for one in many))),
        picked=kept(frozenset.union(*(one.picked for one in many))),
        ordered=kept(frozenset.intersection(*(one.ordered for one in many))),
        beside=kept(frozenset.intersection(*(one.beside for one in many))),
        weak=True,
        made=kept(frozenset.intersection(*(one.made for one in many))),
        again=kept(frozenset.intersection(*(one.again for one in many))),
        lent=kept(frozenset.intersection(*(one.lent for one in many))),
        begun=kept(frozenset.intersection(*(one.begun for one in many))),
        far=any(one.far for one in many),
    )
