"""Which maps change at all, and which functions lead to them: nothing else can be in conflict."""

from collections.abc import Iterable, Iterator, Mapping

from msgspec import Struct

from golint_py.analyses.facts import FunctionFacts


def useful(functions: Mapping[str, FunctionFacts], wanted: Iterable[str] | None = None) -> set[str]:
    """The functions that are asked about (those that touch maps that change, or variables on first use or through
    sync/atomic), and all that may run them."""
    callers: dict[str, list[str]] = {}
    for symbol, facts in functions.items():
        for edge in facts.edges:
            callers.setdefault(edge.callee, []).append(symbol)
    found = set(wanted if wanted is not None else _asked(functions))
    work = list(found)
    while work:
        for caller in callers.get(work.pop(), ()):
            if caller not in found:
                found.add(caller)
                work.append(caller)
    return found


class Changing(Struct, frozen=True):
    """Locations of maps whose content changes somewhere; `handed` are those that goroutines are started with, and what
    lies in them."""

    written: frozenset[str]
    handed: tuple[str, ...]

    def has(self, location: str) -> bool:
        """Whether accesses to the location can conflict at all."""
        return location in self.written or location.startswith(self.handed)


def changing(functions: Iterable[FunctionFacts]) -> Changing:
    """The locations that anything can conflict about: a map that is only read cannot."""
    written: set[str] = set()
    handed: set[str] = set()
    sent: set[tuple[str, str]] = set()
    for facts in functions:
        written.update(access.location for access in facts.accesses if access.writes and not access.owned)
        handed.update(argument.location for edge in facts.edges for argument in edge.arguments if argument.location)
        sent.update(facts.sent)
    more = {location for pair in sent if not written.isdisjoint(pair) for location in pair}
    return Changing(frozenset(written | more), tuple(sorted(handed)))


def _asked(functions: Mapping[str, FunctionFacts]) -> Iterator[str]:
    maps = changing(functions.values())
    for symbol, facts in functions.items():
        if facts.touches or facts.inits or facts.atomics or any(maps.has(one.location) for one in facts.accesses):
            yield symbol
