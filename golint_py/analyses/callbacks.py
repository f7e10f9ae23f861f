"""Under which locks a callee that is not known for sure runs the function that it is given."""

from collections.abc import Iterator

from golint_py.analyses.callables import Target, callee_frame, own_places
from golint_py.analyses.facts import Held
from golint_py.analyses.frame import Frame


def run_by_implementers(frame: Frame, callees: tuple[Target, ...], args: tuple[int, ...], value: int) -> Iterator[Held]:
    """Locks under which implementers of an interface method run a function that they are given."""
    for target in callees:
        own = own_places(callee_frame(target, args, frame.paths), value)
        for symbol in frame.reached(target.symbol) if target.interface else ():
            outcome = frame.world.outcomes.get(symbol)
            for place, inner in sorted(outcome.calls, key=repr) if outcome is not None else ():
                if place in own:
                    yield inner


def perhaps_under(held: Held, other: Held) -> Held:
    """Locks of one way to run a function, where the other way is taken as well: what only that one holds may be held,
    as somebody may have taken it for this one."""
    own = {hold.lock for hold in held.acquired}
    more = {hold.lock for hold in other.acquired} | set(other.maybe)
    if more <= own | set(held.maybe):
        return held
    return Held(held.acquired, held.released, tuple(sorted(set(held.maybe) | (more - own))))
