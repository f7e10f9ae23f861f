"""What of a package's Facts is about the same things as some of its functions: in a further configuration only findings
that involve its own files count, so that nothing else has to be joined."""

from collections.abc import Callable, Iterable

from msgspec import structs

from golint_py.analyses.facts import Access, Facts, FunctionFacts


def involving(facts: Facts, wanted: Callable[[str], bool]) -> Facts:
    """The facts without accesses to maps and variables that none of the `wanted` functions, by symbol, touches. Both
    sides of a conflict, and what speaks for a guard, are accesses to one and the same location."""
    about: set[str] = set()
    given: set[str] = set()  # maps that goroutines are started with, as far as a wanted function has one
    for one in facts.functions:
        own = wanted(one.symbol)
        about.update(access.location for access in _all(one) if own or (access.via and wanted(access.via)))
        if any(own or (touch.via and wanted(touch.via)) for touch in one.touches):
            given.update(
                argument.location for other in facts.functions for edge in other.edges for argument in edge.arguments
            )
    _add_sent(about, facts.functions)
    prefixes = tuple(given - {""})

    def kept(access: Access) -> bool:
        return access.location in about or access.location.startswith(prefixes)

    functions = tuple(
        structs.replace(
            one,
            accesses=tuple(filter(kept, one.accesses)),
            inits=tuple(init for init in one.inits if kept(init.look) or kept(init.store)),
            atomics=tuple(filter(kept, one.atomics)),
        )
        for one in facts.functions
    )
    return structs.replace(facts, functions=functions)


def _all(facts: FunctionFacts) -> Iterable[Access]:
    yield from facts.accesses
    yield from facts.atomics
    for init in facts.inits:
        yield init.look
        yield init.store


def _add_sent(about: set[str], functions: Iterable[FunctionFacts]) -> None:
    """A map that is sent over a channel has another location at the other end."""
    pairs = {frozenset(pair) for one in functions for pair in one.sent}
    grown = True
    while grown:
        more = {location for pair in pairs if not about.isdisjoint(pair) for location in pair} - about
        about |= more
        grown = bool(more)
