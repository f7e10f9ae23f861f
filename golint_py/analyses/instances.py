"""The accesses of a run by location, in the contexts of their functions, without those that nobody else can share."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import structs

from golint_py.analyses.access_paths import Path
from golint_py.analyses.changing import Changing
from golint_py.analyses.facts import Access, FunctionFacts, Taken
from golint_py.analyses.guards import Instance, instance
from golint_py.analyses.sets import Sets
from golint_py.analyses.threads import Context, Contexts, Entry, ThreadInfo

MAX_THREADS = 8  # of one function that are kept
Kind = tuple[object, ...]  # function, kind of access, locks
_PROOF = {"handler": 0, "parallel-test": 0, "go": 1, "callback": 1, "api": 2, "main": 3, "test": 3, "value": 4}


def instances(
    functions: Mapping[str, FunctionFacts], contexts: Contexts, maps: Changing | None = None, far: bool = False
) -> dict[str, list[Instance]]:
    """Accesses to shared objects by location, in the contexts of their functions; only to some `maps`, if given. `far`:
    those on ways that lead through calls from other packages, instead of the others. One of each kind: see `_distinct`.
    """
    same, sets = _same_maps(functions), Sets()
    found: dict[str, dict[Kind, list[Instance]]] = {}
    for symbol in sorted(contexts.of):
        facts = functions[symbol]
        entered = [context for context in contexts.of[symbol] if context.entry.far == far]
        here: dict[str, list[Instance]] = {}
        if entered and not far:
            for access, context in _given(facts, contexts):
                one = instance(facts, access, context, contexts.threads, sets)
                here.setdefault(same.get(access.location, access.location), []).append(one)
        for access in facts.accesses if entered else ():
            if maps is None or maps.has(access.location):
                several = here.setdefault(same.get(access.location, access.location), [])
                several.extend(_entered(facts, access, entered, contexts.threads, sets))
        for location, several in here.items():
            found.setdefault(location, {}).update(_distinct(several))
    return {
        location: [one for kind in sorted(kinds, key=repr) for one in kinds[kind]] for location, kinds in found.items()
    }


def _entered(
    facts: FunctionFacts,
    access: Access,
    entered: Iterable[Context],
    threads: Mapping[str, ThreadInfo],
    sets: Sets,
) -> Iterator[Instance]:
    """An access in the contexts in which others may have the map. Threads that enter the function alike differ in
    little."""
    alike: dict[Entry, Instance] = {}
    for context in entered:
        thread = threads[context.thread]
        if private(access, context, thread, facts.takes):
            continue
        one = alike.get(context.entry)
        if one is None:
            one = alike[context.entry] = instance(facts, access, context, threads, sets)
        else:
            within = tuple(threads[name] for name in context.within)
            one = structs.replace(one, context=context, thread=thread, within=within)
        yield one


def private(access: Access, context: Context, thread: ThreadInfo, takes: Iterable[Taken]) -> str:
    """Why nobody else can have the map at an access; "" where others may."""
    if access.owned:
        return "the object is new, and nobody else has it yet"
    if thread.kind == "init" and "#" not in access.location:
        return "this runs before main starts"
    entry = context.entry
    if (
        access.given
        or access.path.root not in entry.owned
        or entry.lends(access.path)
        or _lies_behind_a_lock(access, takes)
    ):
        return ""
    return "callers have the object for themselves"


def _lies_behind_a_lock(access: Access, takes: Iterable[Taken]) -> bool:
    """Whether the map is part of an object, reached from a private one, whose lock the function takes: it is shared."""
    locks = (taken.lock for taken in takes if len(taken.lock.steps) > 1)
    return any(access.path.starts_with(Path(lock.root, lock.steps[:-1])) for lock in locks)


def _same_maps(functions: Mapping[str, FunctionFacts]) -> dict[str, str]:
    """Locations of elements of channels, each with the one location whose map is sent over it."""
    sent: dict[str, set[str]] = {}
    for facts in functions.values():
        for location, element in facts.sent:
            sent.setdefault(element, set()).add(location)
    return {element: next(iter(found)) for element, found in sent.items() if len(found) == 1}


def _given(facts: FunctionFacts, contexts: Contexts) -> Iterator[tuple[Access, Context]]:
    """What a goroutine does to the maps that it was started with."""
    for context in contexts.of[facts.symbol] if facts.touches else ():
        for root, location, name in sorted(context.entry.given):
            for touch in facts.touches:
                if touch.path.root == root and root not in context.entry.owned:
                    where = location + "".join(touch.path.steps)
                    yield structs.replace(touch, location=where, name=name + "[…]" * len(touch.path.steps)), context


def _distinct(several: list[Instance]) -> dict[Kind, list[Instance]]:
    """What one function does to a location, by kind: the same under the same locks counts once for each thread, at its
    first place, and for `MAX_THREADS` threads at most, those that prove most."""
    kept: dict[Kind, dict[tuple[object, ...], Instance]] = {}
    for one in sorted(several, key=lambda one: (one.access.at, _PROOF.get(one.thread.kind, 9), one.thread.id)):
        kind = (one.function.symbol, one.access.kind, tuple(sorted(one.guards)), one.wild, one.access.header)
        threads = kept.setdefault(kind, {})
        if len(threads) < MAX_THREADS:
            same = (one.thread.id, one.ordered, one.shared, one.picked, one.within, one.context.entry.weak, one.again)
            threads.setdefault((*same, one.access.order), one)
    return {kind: list(threads.values()) for kind, threads in kept.items()}
