"""Whether signals order two accesses: one thread waits for what the other tells after its own access.

An access comes before another one when every way to that waits for something that its thread signals afterwards, and
when it does not come again after the signal (or waits for the other side before it does). What a thread signals in
other functions may come at any time: then the order is not known, and the two count as ordered.
"""

from collections.abc import Mapping

from golint_py.analyses.facts import NO_ORDER, FunctionFacts
from golint_py.analyses.guards import Instance
from golint_py.analyses.joins import WAIT
from golint_py.analyses.signals import OBJECT, RETURNS
from golint_py.analyses.threads import Contexts


class Signalled:
    """What the threads of some functions signal."""

    def __init__(self, functions: Mapping[str, FunctionFacts], contexts: Contexts) -> None:
        self._by_thread: dict[str, dict[str, frozenset[str]]] = {}
        self._sequences: dict[tuple[str, str], set[str]] = {}
        self._relayed_by: dict[str, set[str]] = {}
        self._leading: dict[str, frozenset[str]] = {}
        self._made_after: dict[str, set[str]] = {}
        self._others: dict[tuple[str, str], frozenset[str]] = {}
        self._sent: dict[str, set[str]] = {}  # by thread
        self._requests: set[str] = set()  # what callers out of sight send values on
        self.all: set[str] = set()
        self._functions, self._contexts = functions, contexts
        handed = self._handed(functions, contexts)
        for symbol, facts in functions.items():
            self.all |= facts.signals
            for before, after, place in facts.sequences:
                self._sequences.setdefault((before, after), set()).add(place)
            for literal, place in facts.made_after:
                self._made_after.setdefault(literal, set()).add(place)
            for awaited, place in facts.relays:
                self._relayed_by.setdefault(place, set()).add(awaited)
            if facts.root in ("api", "hidden"):
                self._requests |= facts.sends
            for context in contexts.of.get(symbol, ()) if facts.sends else ():
                self._sent.setdefault(context.thread, set()).update(facts.sends)
            told = {one: functions[one].signals for one in (symbol, *handed.get(symbol, ())) if functions[one].signals}
            for context in contexts.of.get(symbol, ()) if told else ():
                self._by_thread.setdefault(context.thread, {}).update(told)

    def _handed(self, functions: Mapping[str, FunctionFacts], contexts: Contexts) -> dict[str, list[str]]:
        """By function the literals in it that signal and that nobody in sight calls or starts: it hands them to others,
        who call them."""
        started = {edge.callee for facts in functions.values() for edge in facts.edges if edge.site}
        found: dict[str, list[str]] = {}
        for symbol, facts in functions.items():
            if facts.parent and facts.signals and symbol not in contexts.of and symbol not in started:
                around = symbol
                while around := around.rpartition("$")[0]:
                    found.setdefault(around, []).append(symbol)
        return found

    def of(self, one: Instance) -> frozenset[str]:
        """What the thread of an access signals."""
        return frozenset().union(*self._by_thread.get(one.thread.id, {}).values())

    def ordered(self, one: Instance, other: Instance) -> bool:
        """Whether one of two threads waits for the other."""
        if self._comes_before(one, other) or self._comes_before(other, one):
            return True
        return self._counted(one, other) or self._counted(other, one)

    def perhaps(self, one: Instance, other: Instance) -> bool:
        """Whether one goroutine calls a method on the object in the variable, and whoever started it another one before
        the other access: which of the object's methods wait for each other is not known."""
        return self._asks(one, other) or self._asks(other, one)

    def _asks(self, first: Instance, second: Instance) -> bool:
        place, site = OBJECT + first.access.location, first.thread.site
        own, passed = first.access.order or NO_ORDER, (second.access.order or NO_ORDER).passed
        if first.access.writes or place not in own.tells - own.again or first.thread.in_one_run:
            return False
        apart = second.thread.site != site and second.function.symbol != first.thread.starter
        return (site, place) in passed or (apart and place in self._sequences.get((site, RETURNS), ()))

    def passed_on(self, one: Instance, other: Instance) -> set[str]:
        """What two goroutines of one place both wait for and both signal: each may pass it on to the next."""
        both = (one.access.order or NO_ORDER).after & (other.access.order or NO_ORDER).after
        return {place for place in both if place in self.of(one)}

    def _comes_before(self, first: Instance, second: Instance) -> bool:
        if "#" not in first.access.location and not _runs_once(first):
            return False
        own = first.access.order or NO_ORDER
        elsewhere = self._elsewhere(first)
        told = {place for place in own.tells if not place.startswith(OBJECT)} | elsewhere
        told = {place for place in told if not self._of_requests(first, place)}
        if not told:
            return False
        if not told.isdisjoint(self._sequences.get((first.thread.site, second.thread.site), ())):
            return True
        leading = frozenset[str]().union(*map(self._leading_to, self._awaited(first, second)))
        return any(place in elsewhere or self._not_again(first, place, second) for place in told & leading)

    def _awaited(self, first: Instance, second: Instance) -> set[str]:
        """What every way to the second access has waited for, since the thread of the first one was started if that is
        the second one's doing."""
        order, thread = second.access.order or NO_ORDER, first.thread
        once = thread.starter == second.function.symbol and not thread.in_one_run
        found = {place for started, place in order.passed if started == thread.site or not once}
        if not second.thread.site and "#" in second.access.location:
            return found
        literal = second.function.symbol
        while self._made_after and literal.startswith(second.thread.entry + "$"):
            found |= self._made_after.get(literal, set())
            literal = literal.rpartition("$")[0]
        return found | order.after

    def _of_requests(self, one: Instance, place: str) -> bool:
        """Whether the thread only closes a channel that callers out of sight send values on: whoever receives one of
        those has not waited for the thread."""
        return place in self._requests and place not in self._sent.get(one.thread.id, ())

    def _counted(self, first: Instance, second: Instance) -> bool:
        """Whether the second access comes after a wait for a group in its own object, to which the functions that lead
        to the first one tell that they are done with it: who counts requests waits for the last one."""
        groups = [name for name in second.ordered if name.startswith(WAIT)]
        owners = {step.rpartition(".")[0] for step in second.access.path.steps} if groups else set()
        places = {name.removeprefix(WAIT) for name in groups}
        own = {place for place in places if place.rpartition(".")[0] in owners}
        if not own:
            return False
        way = self._contexts.trace(first.function.symbol, first.context)
        symbols = (first.function.symbol, *(caller for caller, _, _ in way))
        return any(
            not own.isdisjoint(self._functions[symbol].signals) for symbol in symbols if symbol in self._functions
        )

    def _leading_to(self, place: str) -> frozenset[str]:
        """What is signalled, and what others have waited for when they signal that."""
        known = self._leading.get(place)
        if known is None:
            found, work = {place}, [place]
            while work:
                more = self._relayed_by.get(work.pop(), set()) - found
                found |= more
                work.extend(more)
            known = self._leading[place] = frozenset(found)
        return known

    def _elsewhere(self, one: Instance) -> frozenset[str]:
        """What the thread signals in other functions than that of the access."""
        key = (one.thread.id, one.function.symbol)
        if key not in self._others:
            told = (places for symbol, places in self._by_thread.get(key[0], {}).items() if symbol != key[1])
            self._others[key] = frozenset().union(*told)
        return self._others[key]

    def _not_again(self, first: Instance, place: str, second: Instance) -> bool:
        """Whether the access does not come again after it was signalled, unless the other side has signalled, too."""
        order = first.access.order or NO_ORDER
        if place not in order.again:
            return True
        back = {waits for told, waits in order.between if told == place}
        return not back.isdisjoint(self.of(second))


def _runs_once(one: Instance) -> bool:
    """Whether the thread of an access to what is no captured variable (of which each run has its own) runs once."""
    return one.thread.kind in ("go", "main", "test") and not one.thread.many
