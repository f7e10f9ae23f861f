"""Exported functions that are steps of one goroutine: other packages of the module use their package, but not them, and
in it nobody else calls them.

Who else called one would race with that goroutine, whatever the function does. What other exported functions do beside
the goroutine counts as ever.
"""

from functools import cached_property

from golint_py.analyses.guards import Instance
from golint_py.analyses.threads import Contexts


class LoopSteps:
    """The exported functions of a run that one goroutine calls, and nobody else does."""

    def __init__(self, contexts: Contexts) -> None:
        self._contexts = contexts
        self._goroutines: dict[str, frozenset[str] | None] = {}

    def has(self, one: Instance) -> bool:
        """Whether callers out of sight make an access by such a function alone."""
        if one.thread.kind != "api" or one.function.safe:
            return False
        way = self._contexts.trace(one.function.symbol, one.context)
        symbol = way[0][0] if way else one.function.symbol
        if self._contexts.functions[symbol].package not in self._used:
            return False
        callers = self._of(symbol)
        return callers is not None and len(callers) == 1

    @cached_property
    def _used(self) -> frozenset[str]:
        """The packages that others in sight use."""
        functions = self._contexts.functions
        called = (
            (one, functions[edge.callee])
            for one in functions.values()
            for edge in one.edges
            if edge.callee in functions
        )
        return frozenset(callee.package for one, callee in called if callee.package != one.package)

    def _of(self, symbol: str) -> frozenset[str] | None:
        """The goroutines that call an exported function, themselves or by way of another one that they alone call; None
        where somebody else does."""
        if symbol not in self._goroutines:
            self._goroutines[symbol] = None  # while it is looked for
            self._goroutines[symbol] = self._callers(symbol)
        return self._goroutines[symbol]

    def _callers(self, symbol: str) -> frozenset[str] | None:
        found: set[str] = set()
        for context, origin in self._contexts.of.get(symbol, {}).items():
            thread = self._contexts.threads[context.thread]
            if origin is None or thread.test:
                continue
            if origin.kind != "call":
                return None
            if thread.kind == "go" and not thread.many:
                found.add(thread.id)
                continue
            root = self._contexts.trace(symbol, context)[0][0] if thread.kind == "api" else ""
            more = self._of(root) if root else None
            if not more and root != symbol:
                return None
            found.update(more or ())
        return frozenset(found)
