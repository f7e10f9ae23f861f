"""Races on fields and package variables that are set on first use, or used through sync/atomic and plainly as well.

What speaks for two accesses running beside each other is judged
as for maps (`parallel`); where only callers out of sight could do that, confidence is low, but for variables that
somebody uses through sync/atomic: that says that several goroutines do.
"""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from golint_py.analyses.facts import Access, FunctionFacts
from golint_py.analyses.guards import Instance, common_lock, instance
from golint_py.analyses.instances import private
from golint_py.analyses.parallel import Evidence, beside, sets_up
from golint_py.analyses.threads import Contexts
from golint_py.text.finding import Confidence

MAX_PAIRS = 4000
PLAIN = {"write": 0, "read": 1, "looked at": 2}  # what tells most comes first


class VariableRace(Struct, frozen=True, eq=False):
    """Two accesses to one variable that may run in parallel; the finding stands at `one`."""

    one: Instance
    other: Instance
    confidence: Confidence
    contexts: Contexts


def lazy_races(functions: Mapping[str, FunctionFacts], found: Contexts) -> Iterator[VariableRace]:
    """Variables that two goroutines may both find unset; at most one race for each store."""
    asking = {symbol: facts for symbol, facts in functions.items() if facts.inits and not facts.test}
    for symbol in sorted(asking):
        told: set[str] = set()
        for init in asking[symbol].inits:
            if init.store.location in told or init.look.owned:
                continue
            looks = _instances(asking[symbol], init.look, found)
            stores = _instances(asking[symbol], init.store, found)
            best = _best(stores, looks)
            if best is not None:
                told.add(init.store.location)
                one, other, evidence = best
                level = Confidence(int(evidence))
                if one.context.entry.weak or other.context.entry.weak:
                    level = Confidence.LOW
                field = not one.access.path.root.startswith("g:")
                if field and (evidence < Evidence.CERTAIN or not (_one_object(one) and _one_object(other))):
                    level = Confidence.LOW  # many types are for one goroutine at a time
                yield VariableRace(one, other, level, found)


def _one_object(one: Instance) -> bool:
    """Whether it is known that each instance of the thread has the same object: a handler's receiver, or one that has a
    name where the goroutine is started and is no element of others."""
    if one.thread.kind == "handler" and one.thread.entry == one.function.symbol:
        return True
    return bool(one.objects) and not any("[" in name for name in one.objects)


def atomic_races(functions: Mapping[str, FunctionFacts], found: Contexts) -> Iterator[VariableRace]:
    """Plain accesses to what others use through sync/atomic; at most one for each variable and function."""
    asking = {symbol: facts for symbol, facts in functions.items() if facts.atomics and not facts.test}
    for several in _mixed(asking.values()):
        atomic = [
            one
            for facts, access in several
            if access.kind.startswith("atomic")
            for one in _instances(facts, access, found)
        ]
        for symbol in sorted({facts.symbol for facts, _ in several}):
            plain = [
                one
                for facts, access in sorted(several, key=lambda one: (PLAIN.get(one[1].kind, 0), one[1].at))
                if facts.symbol == symbol and not access.kind.startswith("atomic")
                for one in _instances(facts, access, found)
            ]
            race = _against_atomic(plain, atomic)
            if race is not None:
                one, other = race
                level = Confidence.HIGH if one.access.kind == "write" else Confidence.MEDIUM
                if one.context.entry.weak or other.context.entry.weak or one.access.kind == "looked at" or sets_up(one):
                    level = Confidence.LOW  # it may be that only tests call it, or that it is looked at again
                yield VariableRace(one, other, level, found)


def _mixed(asking: Iterable[FunctionFacts]) -> Iterator[list[tuple[FunctionFacts, Access]]]:
    """Accesses to one variable, plain and through sync/atomic. A struct type that several others hold by value has
    a discipline for each of them; where it cannot be told which one it is, an access counts for none."""
    by_location: dict[str, list[tuple[FunctionFacts, Access]]] = {}
    for facts in asking:
        for access in facts.atomics:
            by_location.setdefault(access.location, []).append((facts, access))
    for location in sorted(by_location):
        found = by_location[location]
        holders = sorted({access.holder for _, access in found} - {""})
        groups = [[one for one in found if one[1].holder == holder] for holder in holders]
        for several in groups if len(holders) > 1 else [found]:
            if len({access.kind.startswith("atomic") for _, access in several if not access.owned}) == 2:
                yield several


def _against_atomic(plain: Iterable[Instance], atomic: list[Instance]) -> tuple[Instance, Instance] | None:
    """A plain access and an atomic one, one of them a write; better two that somebody in sight runs at once."""
    second: tuple[Instance, Instance] | None = None
    writes = [other for other in atomic if other.access.kind == "atomic write"]
    for one in plain:
        for other in atomic if one.access.kind == "write" else writes:
            evidence = _evidence(one, other)
            if evidence > Evidence.CALLERS:
                return one, other
            if evidence is Evidence.CALLERS and second is None:
                second = one, other
    return second


def _instances(facts: FunctionFacts, access: Access, found: Contexts) -> list[Instance]:
    return [
        instance(facts, access, context, found.threads)
        for context in found.of.get(facts.symbol, ())
        if not context.entry.far
        and not private(access, context, found.threads[context.thread], facts.takes)
        and not found.threads[context.thread].test
    ]


def _best(stores: list[Instance], looks: list[Instance]) -> tuple[Instance, Instance, Evidence] | None:
    best: tuple[Instance, Instance, Evidence] | None = None
    for number, (one, other) in enumerate((one, other) for one in stores for other in looks):
        if number > MAX_PAIRS:
            break
        evidence = _evidence(one, other)
        if evidence is not Evidence.NONE and (best is None or evidence > best[2]):
            best = one, other, evidence
    return best


def _evidence(one: Instance, other: Instance) -> Evidence:
    if one.wild or other.wild or common_lock(one, other):
        return Evidence.NONE
    return beside(one, other)
