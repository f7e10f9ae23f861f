"""Which parallel tests reach a function: all of them are one thread, which one test alone is not beside itself."""

from collections.abc import Mapping

from golint_py.analyses.facts import FunctionFacts

ENOUGH = 2  # tests by name: that there are two says all


class ParallelTests:
    """The tests that call `t.Parallel`, by the functions that they lead to."""

    def __init__(self, functions: Mapping[str, FunctionFacts]) -> None:
        self._functions = functions
        self._by_function: dict[str, frozenset[str]] | None = None

    def several(self, one: str, other: str) -> bool:
        """Whether one test leads to one of the two functions, and a different one to the other."""
        if self._by_function is None:
            self._by_function = self._reached()
        here = self._by_function.get(one, frozenset())
        there = self._by_function.get(other, frozenset())
        return len(here | there) > 1 and bool(here) and bool(there)

    def _reached(self) -> dict[str, frozenset[str]]:
        """At most `ENOUGH` tests for each function."""
        found: dict[str, frozenset[str]] = {}
        for test in sorted(symbol for symbol, facts in self._functions.items() if facts.root == "parallel-test"):
            work = [test]
            while work:
                symbol = work.pop()
                known = found.get(symbol, frozenset())
                if test in known or len(known) >= ENOUGH or symbol not in self._functions:
                    continue
                found[symbol] = known | {test}
                work.extend(edge.callee for edge in self._functions[symbol].edges)
        return found
