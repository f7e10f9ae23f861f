"""Which locks a function takes for granted: it gives them back without having taken them, or its type does.

A method that unlocks what it never locked was called with the lock held. When that lock is in another object (a
transaction that was begun with the store's lock, and is finished with giving it back), all methods of the type run
under it but those that take it themselves. Used where no caller is in sight.
"""

from collections.abc import Iterable, Mapping

from msgspec import Struct, structs

from golint_py.analyses.access_paths import last_name
from golint_py.analyses.callgraph import receiver_and_name
from golint_py.analyses.facts import FunctionFacts, Hold
from golint_py.analyses.locksets import State


class LockUse(Struct, frozen=True):
    """Locks of a function's own frame: those that it gives back without having taken them, and those that it takes."""

    expected: frozenset[Hold]
    taken: frozenset[Hold]


def lock_use(states: Iterable[State]) -> LockUse:
    """From the states at the function's points."""
    expected: set[Hold] = set()
    taken: set[Hold] = set()
    for state in states:
        expected |= state.released
        taken |= state.acquired
    own = {hold.lock for hold in taken}
    return LockUse(
        frozenset(hold for hold in expected if hold.lock.root[0] in "pgf" and hold.lock not in own),
        frozenset(taken),
    )


def with_entry_locks(
    functions: Mapping[str, FunctionFacts], uses: Mapping[str, LockUse]
) -> Mapping[str, FunctionFacts]:
    """The functions with the locks that they take for granted among those that they assume, and those that they give
    back themselves as what they need."""
    lent: dict[str, set[Hold]] = {}
    for symbol, use in uses.items():
        receiver = receiver_and_name(symbol)[0]
        if receiver:
            begun = {hold for hold in use.expected if hold.lock.root == "p0" and len(hold.lock.steps) > 1}
            lent.setdefault(receiver, set()).update(begun)
    found: dict[str, FunctionFacts] = {}
    for symbol, facts in functions.items():
        use = uses[symbol]
        taken = {hold.lock for hold in use.taken}
        siblings = lent.get(receiver_and_name(symbol)[0], set()) if not facts.parent else set()
        lasting = {hold for hold in use.expected if hold.lock.root[0] != "f"}
        more = lasting | {hold for hold in siblings if hold.lock not in taken}
        handed = use.expected - lasting  # of a literal, who starts it knows
        if handed:
            handed -= _taken_by_callees(facts, functions, handed)
        if more or handed:
            assumes, needs = tuple(sorted({*facts.assumes, *more})), tuple(sorted(lasting | handed))
            found[symbol] = structs.replace(facts, assumes=assumes, needs=needs)
        else:
            found[symbol] = facts
    return found


def _taken_by_callees(facts: FunctionFacts, functions: Mapping[str, FunctionFacts], locks: Iterable[Hold]) -> set[Hold]:
    """Those locks that what the function calls takes as well: it gives its own back, on ways not told apart."""
    callees = {edge.callee for edge in facts.edges if edge.kind == "call"} & functions.keys()
    taken = {last_name(one.lock) for callee in callees for one in functions[callee].takes}
    return {hold for hold in locks if last_name(hold.lock) in taken}
