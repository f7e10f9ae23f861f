"""Why an access to a map is reported, or is not: the decisions of `conflicts`, one access at a time."""

from collections.abc import Iterator

from msgspec import Struct

from golint_py.analyses.conflict import Conflict
from golint_py.analyses.conflict_location import Location
from golint_py.analyses.conflicts import run_of, worlds
from golint_py.analyses.facts import Facts
from golint_py.analyses.guarding import Guard
from golint_py.analyses.guards import Instance
from golint_py.analyses.threads import Contexts


class Verdict(Struct, frozen=True, eq=False):
    """What was decided about one access in one context, and what it is based on."""

    one: Instance
    guard: Guard | None
    reasons: tuple[tuple[Instance | None, str], ...]
    conflicts: tuple[Conflict, ...]


def verdicts(location: str, found: list[Instance], facts: Facts, contexts: Contexts) -> Iterator[Verdict]:
    """For each access of a location the decision that `conflicts` makes, with its reasons."""
    groups = list(worlds(found))
    run = run_of((facts,), contexts, contexts.functions)
    for group in groups or [found]:
        about = Location(location, group, facts.guards.get(location, ""), run)
        told = tuple(about.conflicts()) if groups else ()
        asked = [(one, *about.reasons(one)) for one in about.found]
        asked += [(one, about.guarding.guard(), []) for one in about.leaving]
        for one, guard, reasons in asked:
            mine = tuple(
                conflict
                for conflict in told
                if one.access in (conflict.weaker.access, conflict.other.access)
                and one.function in (conflict.weaker.function, conflict.other.function)
            )
            yield Verdict(one, guard, tuple(reasons), mine)
