"""Races on captured variables that are no maps: two goroutines of one run of a function share a local variable.

Only the function that declares the variable and the literals in it can touch it, so each function is looked at by
itself: contexts start at the owner, and end in its literals. Silent where anything could order the two: a join, a
channel or group that one signals and the other waits for, `sync.Once`, a lock that both hold or that cannot be told.
"""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from golint_py.analyses.cells import ASKED, overlap
from golint_py.analyses.contexts import contexts
from golint_py.analyses.facts import NO_ORDER, Access, FunctionFacts
from golint_py.analyses.guards import Instance, common_lock, instance
from golint_py.analyses.locations import owner_of
from golint_py.analyses.parallel import Evidence, beside
from golint_py.analyses.signalled import Signalled
from golint_py.analyses.signals import FLAG, OBJECT, OF_AN_OBJECT, ROOM, UNLOCK
from golint_py.analyses.tables import bubbles, onces
from golint_py.analyses.threads import Context, Contexts, ThreadInfo
from golint_py.text.finding import Confidence

STARTED = frozenset({"go", "callback"})


class Race(Struct, frozen=True, eq=False):
    """Two accesses to one variable. `one` is the write of a goroutine, or the access that stands first."""

    location: str
    one: Instance
    other: Instance
    contexts: Contexts
    confidence: Confidence


def captured_races(functions: Mapping[str, FunctionFacts]) -> Iterator[Race]:
    """At most one for each variable and function of the write, by location."""
    cells: dict[str, list[tuple[FunctionFacts, Access]]] = {}
    for facts in functions.values():
        for cell in facts.cells:
            cells.setdefault(cell.location, []).append((facts, cell))
    shared: dict[str, list[str]] = {}
    for location, found in cells.items():
        literals = {facts.symbol for facts, _ in found if facts.symbol != owner_of(location)}
        if literals and any(cell.writes for _, cell in found):
            shared.setdefault(owner_of(location), []).append(location)
    families = _families(functions, shared)
    for owner in sorted(shared):
        family = families[owner]
        if any(edge.kind in STARTED or edge.kind == "handler" for facts in family.values() for edge in facts.edges):
            yield from _Owner(owner, family, [cells[location] for location in sorted(shared[owner])]).races()


def _families(
    functions: Mapping[str, FunctionFacts], owners: Mapping[str, object]
) -> dict[str, dict[str, FunctionFacts]]:
    """Each owner with the literals in it."""
    found: dict[str, dict[str, FunctionFacts]] = {owner: {} for owner in owners}
    for symbol, facts in functions.items():
        name, cut = symbol, len(symbol)
        while cut >= 0:
            name = symbol[:cut]
            if name in found:
                found[name][symbol] = facts
            cut = symbol.rfind("$", 0, cut)
    return found


class _Owner:
    """One function with its literals."""

    def __init__(
        self, name: str, family: Mapping[str, FunctionFacts], cells: list[list[tuple[FunctionFacts, Access]]]
    ) -> None:
        self.name = name
        self.family = family
        self.cells = cells
        self.contexts = contexts(family, {facts.symbol for found in cells for facts, _ in found}, lent=True)
        self.once: set[str] = set()
        self.bubbles: set[str] = set()
        self.handlers: set[str] = set()
        self.through: set[str] = set()  # sites where another function starts the goroutine, and may wait for it
        for facts in family.values():
            for edge in facts.edges:
                if edge.handed in onces():
                    self.once.add(edge.callee)
                if edge.handed in bubbles():
                    self.bubbles.add(edge.callee)
                if edge.kind == "handler":
                    self.handlers.add(edge.callee)
                if edge.handed and edge.site:
                    self.through.add(edge.site)
        self.signalled = Signalled(family, self.contexts)

    def races(self) -> Iterator[Race]:
        """By location and position."""
        for found in self.cells:
            told: set[str] = set()
            seen = [one for facts, access in found for one in self._seen(facts, access)]
            for one in sorted(seen, key=_order):
                symbol = one.function.symbol
                if symbol in told or not one.access.writes:
                    continue
                other = self._partner(one, seen)
                if other is not None:
                    told |= {symbol, other.function.symbol}
                    here, there = sorted((one, other), key=_primary)
                    known = {here.thread.site, there.thread.site}.isdisjoint(self.through)
                    known = known and not self.signalled.perhaps(here, there)
                    level = Confidence.HIGH if known else Confidence.LOW
                    yield Race(one.access.location, here, there, self.contexts, level)

    def _seen(self, facts: FunctionFacts, access: Access) -> Iterator[Instance]:
        if any(facts.symbol == symbol or facts.symbol.startswith(symbol + "$") for symbol in self.once):
            return
        for context in self.contexts.of.get(facts.symbol, ()):
            thread = self.contexts.threads[context.thread]
            started = thread.site or facts.symbol == self.name or thread.entry == self.name
            if (
                started
                and not self._runs_again(facts.symbol, context, thread)
                and (not context.entry.weak or thread.kind == "value")
            ):
                yield instance(facts, access, context, self.contexts.threads)

    def _runs_again(self, symbol: str, context: Context, thread: ThreadInfo) -> bool:
        """Whether a goroutine reaches the access by calling the function that started it: with variables of its own."""
        if not thread.site:
            return False
        way = self.contexts.trace(symbol, context)
        return symbol == self.name or any(kind == "call" and caller == self.name for caller, _, kind in way)

    def _partner(self, one: Instance, seen: list[Instance]) -> Instance | None:
        """Another access that nothing orders with this write; itself where many goroutines make it. One that something
        may order after all comes last."""
        itself: Instance | None = None
        doubtful: Instance | None = None
        for other in sorted(seen, key=lambda other: (not other.access.writes, _order(other))):
            if not self._race(one, other) or self._may_be_ordered(one, other):
                continue
            if other is one:
                itself = one
            elif not self.signalled.perhaps(one, other):
                return other
            else:
                doubtful = doubtful or other
        return itself or doubtful

    def _race(self, one: Instance, other: Instance) -> bool:
        kinds = {one.thread.kind, other.thread.kind}
        if not overlap(one.access, other.access):
            return False
        if one.wild or other.wild or common_lock(one, other) or not self._concurrent(one, other, kinds):
            return False
        return beside(one, other) is Evidence.CERTAIN

    def _concurrent(self, one: Instance, other: Instance, kinds: set[str]) -> bool:
        """Handlers of tests answer the test that asks: what they capture is ordered by the request."""
        if "parallel-test" in kinds:
            return False
        if "handler" in kinds:
            return kinds == {"handler"} and one.thread.id == other.thread.id and not one.thread.test
        return bool(kinds & STARTED)

    def _may_be_ordered(self, one: Instance, other: Instance) -> bool:
        """Whether one's goroutine signals what the other has waited for, or waits for somebody out of sight."""
        if one.thread.id == other.thread.id:
            return bool(self.signalled.passed_on(one, other))
        if self.signalled.ordered(one, other) or self._bubbled(one, other):
            return True
        if self._asked_later(one, other) or self._asked_later(other, one):
            return True
        if self._told_by_a_call(one, other) or self._told_by_a_call(other, one):
            return True
        return self._told_from_outside(one, other) or self._told_from_outside(other, one)

    def _told_by_a_call(self, one: Instance, other: Instance) -> bool:
        """Whether a callback, which is called once after the other, makes the one access, and the other one waits for
        what some call of it signals."""
        if one.thread.kind != "callback" or one.thread.many:
            return False
        order = other.access.order or NO_ORDER
        waited = {place for started, place in order.passed if started == one.thread.site} | set(order.after)
        return not waited.isdisjoint(self.signalled.of(one))

    def _asked_later(self, one: Instance, other: Instance) -> bool:
        """Whether the one sets a variable to what it has made with a handler, which starts the other's goroutine when
        it is asked."""
        starter = other.thread.starter
        return ASKED + other.thread.site in one.access.ordered and any(
            starter == handler or starter.startswith(handler + "$") for handler in self.handlers
        )

    def _told_from_outside(self, one: Instance, other: Instance) -> bool:
        """Whether every way to an access waits for something that somebody out of sight signals."""
        order = one.access.order or NO_ORDER
        if any(started == other.thread.site and self._of_others(place) for started, place in order.passed):
            return True
        away = {place for place in order.after if not place.startswith((FLAG, OBJECT, OF_AN_OBJECT, ROOM, UNLOCK))}
        return bool(one.thread.site) and not away <= self.signalled.all

    def _of_others(self, place: str) -> bool:
        """Whether somebody out of sight signals a channel of an object that the function has made or got."""
        named = place.removeprefix(OF_AN_OBJECT)
        return named != place and named not in self.signalled.all and not named.startswith("time.")

    def _bubbled(self, one: Instance, other: Instance) -> bool:
        """Whether one belongs to a test's bubble, which has ended when the function around goes on, and the other to
        another one or to that function."""
        here, there = self._bubble(one), self._bubble(other)
        return here != there and all(bubble or not side.thread.site for bubble, side in ((here, one), (there, other)))

    def _bubble(self, one: Instance) -> str:
        """The literal that a bubble runs and that the access, or the start of its goroutine, is in."""
        place = one.thread.starter or one.function.symbol
        return next((known for known in self.bubbles if place == known or place.startswith(known + "$")), "")


def _order(one: Instance) -> tuple[bool, str, int, str]:
    """Writes of goroutines first."""
    return (not one.thread.site, one.function.symbol, one.access.at, one.thread.id)


def _primary(one: Instance) -> tuple[bool, bool, str, int]:
    """The finding stands at the write of a goroutine, if there is one."""
    return (not one.thread.site, not one.access.writes, one.function.symbol, one.access.at)
