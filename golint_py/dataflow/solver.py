"""The one solver: a worklist fixpoint over the blocks of a function (Kildall 1973), forward or backward.

Blocks are taken in reverse postorder (postorder when backward), so that an acyclic function is solved in one sweep.
"""

from collections.abc import Callable, Sequence
from heapq import heappop, heappush
from typing import TypeVar

from golint_py.dataflow.lattice import Lattice
from golint_py.ir.program import Function

Fact = TypeVar("Fact")

MAX_VISITS = 64


def postorder(successors: Sequence[Sequence[int]], entry: int = 0) -> list[int]:
    """Nodes reachable from `entry` in depth-first postorder, successors in order."""
    seen = {entry}
    order: list[int] = []
    stack: list[tuple[int, int]] = [(entry, 0)]
    while stack:
        node, position = stack.pop()
        following = successors[node]
        while position < len(following) and following[position] in seen:
            position += 1
        if position == len(following):
            order.append(node)
            continue
        stack.append((node, position + 1))
        seen.add(following[position])
        stack.append((following[position], 0))
    return order


def forward(
    function: Function,
    lattice: Lattice[Fact],
    entry: Fact,
    transfer: Callable[[int, Fact], Fact],
    edge: Callable[[int, int, Fact], Fact] | None = None,
) -> list[Fact]:
    """The fact at the start of each block.

    `transfer(block, fact)` maps a block's start to its end; `edge(source, target, fact)` may refine it for one edge.
    Unreached blocks have `lattice.bottom`. A block is visited at most `MAX_VISITS` times, which bounds lattices whose
    height is large; facts of must-analyses reach their fixpoint long before.
    """
    blocks = function.blocks
    order = postorder([block.successors for block in blocks])
    return _solve(
        rank={block: position for position, block in enumerate(reversed(order))},
        flows_to=[block.successors for block in blocks],
        start=0,
        facts=[lattice.bottom] * len(blocks),
        entry=entry,
        lattice=lattice,
        transfer=transfer,
        edge=edge,
    )


def backward(
    function: Function, lattice: Lattice[Fact], leaving: Fact, transfer: Callable[[int, Fact], Fact]
) -> list[Fact]:
    """The fact at the end of each block; blocks without successors start with `leaving`."""
    blocks = function.blocks
    size = len(blocks)
    exits = tuple(index for index, block in enumerate(blocks) if not block.successors)
    flows = [block.predecessors for block in blocks] + [exits]
    order = postorder(flows, entry=size)
    facts = _solve(
        rank={block: position for position, block in enumerate(reversed(order))},
        flows_to=flows,
        start=size,
        facts=[lattice.bottom] * (size + 1),
        entry=leaving,
        lattice=lattice,
        transfer=lambda block, fact: fact if block == size else transfer(block, fact),
        edge=None,
    )
    return facts[:size]


def _solve(
    rank: dict[int, int],
    flows_to: Sequence[Sequence[int]],
    start: int,
    facts: list[Fact],
    entry: Fact,
    lattice: Lattice[Fact],
    transfer: Callable[[int, Fact], Fact],
    edge: Callable[[int, int, Fact], Fact] | None,
) -> list[Fact]:
    facts[start] = entry
    queue = [(rank[start], start)]
    queued = {start}
    visited: set[int] = set()
    visits = [0] * len(facts)
    while queue:
        _, block = heappop(queue)
        queued.discard(block)
        visited.add(block)
        visits[block] += 1
        after = transfer(block, facts[block])
        for target in flows_to[block]:
            flowing = after if edge is None else edge(block, target, after)
            joined = lattice.join(facts[target], flowing)
            first = target not in visited
            if (joined != facts[target] and visits[target] < MAX_VISITS) or (first and target not in queued):
                facts[target] = joined
                if target not in queued:
                    queued.add(target)
                    heappush(queue, (rank[target], target))
    return facts
