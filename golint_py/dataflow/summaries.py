"""Bottom-up summaries over the components of a call graph."""

from collections.abc import Callable, Iterable, Mapping
from typing import TypeVar

Summary = TypeVar("Summary")

MAX_ROUNDS = 4


def components(graph: Mapping[str, Iterable[str]]) -> list[tuple[str, ...]]:
    """Strongly connected components, callees before callers (Tarjan 1972, with an explicit stack). Sorted inside."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    on_stack: set[str] = set()
    path: list[str] = []
    found: list[tuple[str, ...]] = []
    for start in sorted(graph):
        if start in index:
            continue
        work = [(start, iter(sorted(graph[start])))]
        index[start] = low[start] = len(index)
        path.append(start)
        on_stack.add(start)
        while work:
            node, callees = work[-1]
            advanced = False
            for callee in callees:
                if callee not in graph:
                    continue
                if callee not in index:
                    index[callee] = low[callee] = len(index)
                    path.append(callee)
                    on_stack.add(callee)
                    work.append((callee, iter(sorted(graph[callee]))))
                    advanced = True
                    break
                if callee in on_stack:
                    low[node] = min(low[node], index[callee])
            if advanced:
                continue
            work.pop()
            if work:
                low[work[-1][0]] = min(low[work[-1][0]], low[node])
            if low[node] == index[node]:
                cut = index_of_last(path, node)
                component = path[cut:]
                del path[cut:]
                on_stack.difference_update(component)
                found.append(tuple(sorted(component)))
    return found


def index_of_last(path: list[str], node: str) -> int:
    """Position of `node` in `path`, searched from the end."""
    position = len(path) - 1
    while path[position] != node:
        position -= 1
    return position


def bottom_up(
    graph: Mapping[str, Iterable[str]],
    summarise: Callable[[str, Mapping[str, Summary]], Summary],
    told: Mapping[str, Summary] | None = None,
) -> dict[str, Summary]:
    """A summary for every node, callees first; `told` are those of callees that are no nodes.

    Inside a recursive component a missing summary means *no effect known*, and the component is repeated until nothing
    changes, at most `MAX_ROUNDS` times. A summary depends on those of the node's callees and of their callees (a callee
    may return a literal of its own): where none of them has changed, it is not asked for again.
    """
    graph = {node: tuple(callees) for node, callees in graph.items()}
    known = dict(told or {})
    for component in components(graph):
        alone = len(component) == 1 and component[0] not in graph[component[0]]
        callers = {} if alone else _callers(graph, component)
        stale = set(component)
        for _ in range(1 if alone else MAX_ROUNDS):
            for node in component:
                if node not in stale:
                    continue
                stale.discard(node)
                summary = summarise(node, known)
                if node not in known or known[node] != summary:
                    known[node] = summary
                    near = callers.get(node, ())
                    stale.update(near, *(callers[caller] for caller in near))
            if not stale:
                break
    return known


def _callers(graph: Mapping[str, Iterable[str]], component: Iterable[str]) -> dict[str, list[str]]:
    """By node of the component its callers there."""
    callers: dict[str, list[str]] = {node: [] for node in component}
    for node in component:
        for callee in graph[node]:
            if callee in callers:
                callers[callee].append(node)
    return callers
