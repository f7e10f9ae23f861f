"""The last stage of a run: Facts of all packages together. Always recomputed, never cached."""

from collections.abc import Iterable

from msgspec import Struct

from golint_py.analyses.conflict import Conflict
from golint_py.analyses.conflicts import conflicts
from golint_py.analyses.contexts import contexts
from golint_py.analyses.facts import Facts, FunctionFacts
from golint_py.analyses.offers import resolved
from golint_py.analyses.threads import Contexts


class Linked(Struct, frozen=True, eq=False):
    """What module rules see."""

    facts: tuple[Facts, ...]
    functions: dict[str, FunctionFacts]
    contexts: Contexts
    conflicts: tuple[Conflict, ...]


def link(facts: Iterable[Facts]) -> Linked:
    """Join packages by symbol, let contexts descend, classify conflicts."""
    ordered = tuple(sorted(facts, key=lambda one: one.package))
    functions = {function.symbol: function for one in ordered for function in one.functions}
    functions = resolved(functions, (offer for one in ordered for offer in one.offers))
    found = contexts(functions)
    return Linked(ordered, functions, found, tuple(conflicts(ordered, found, functions)))
