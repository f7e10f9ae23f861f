"""Whether a function, or one that it calls, puts another map where it found one, or removes it from the map that it was
in: who took it has it alone."""

from collections.abc import Iterator, Mapping

from golint_py.analyses.access_paths import ELEMENT, Path
from golint_py.analyses.facts import Access, FunctionFacts

MAX_DEPTH = 3  # of calls


def puts_another(functions: Mapping[str, FunctionFacts], symbol: str, place: Path) -> bool:
    """Whether the function `symbol` stores to the `place` (a path in its frame) itself, or calls one that does, on the
    same object."""
    work, seen = [(symbol, place, 0)], {(symbol, place)}
    while work:
        symbol, place, depth = work.pop()
        facts = functions.get(symbol)
        if facts is None:
            continue
        outer = Path(place.root, place.steps[:-1]) if place.steps[-1:] == (ELEMENT,) else None
        if any(_takes_out(one, place, outer) for one in facts.accesses):
            return True
        for callee, inside in _called(facts, place) if depth < MAX_DEPTH else ():
            if (callee, inside) not in seen:
                seen.add((callee, inside))
                work.append((callee, inside, depth + 1))
    return False


def _takes_out(access: Access, place: Path, outer: Path | None) -> bool:
    """Whether another map, or another one of what it is in, is put at the place, or the place is removed from the
    `outer` map that it is an element of."""
    return (access.kind == "replace" and place.starts_with(access.path)) or (
        access.kind == "delete" and access.path == outer
    )


def _called(facts: FunctionFacts, place: Path) -> Iterator[tuple[str, Path]]:
    """The functions that get an object with the place, and the place in their frames."""
    for edge in facts.edges:
        if edge.kind == "call" and not edge.weak:
            for argument in edge.arguments:
                if argument.path.root != "?" and place.starts_with(argument.path):
                    yield edge.callee, place.rebase(argument.path, Path(argument.root))
