"""Dominators, post-dominators and loops of a function's blocks.

Immediate dominators after Cooper, Harvey and Kennedy, "A Simple, Fast Dominance Algorithm" (2001). Queries compare the
preorder and postorder numbers of the dominator tree. Cycles are strongly connected components (Tarjan 1972), so that
loops made by goto count too.
"""

from collections.abc import Sequence

from msgspec import Struct

from golint_py.ir.program import Function


class Tree(Struct, frozen=True, eq=False):
    """A dominator tree. `parent[b]` is the immediate (post-)dominator of block `b`, -1 for a root."""

    parent: tuple[int, ...]
    first: tuple[int, ...]
    last: tuple[int, ...]

    def dominates(self, a: int, b: int) -> bool:
        """Whether every way to `b` (post-dominators: from `b` to the end) leads through `a`; true for `a` == `b`."""
        return self.first[a] <= self.first[b] and self.last[b] <= self.last[a]

    def precedes(self, one: tuple[int, int], other: tuple[int, int]) -> bool:
        """Whether every way to an operation (block, index) has come by another one before."""
        return one[1] < other[1] if one[0] == other[0] else self.dominates(one[0], other[0])


class Loop(Struct, frozen=True, eq=False):
    """A natural loop: its header, and all its blocks, the header too."""

    header: int
    blocks: frozenset[int]


def dominators(function: Function) -> Tree:
    """The dominator tree; its root is the entry block."""
    blocks = function.blocks
    order = _postorder([block.successors for block in blocks], [0])
    return _tree(_immediate(order, [block.predecessors for block in blocks], len(blocks)))


def post_dominators(function: Function) -> Tree:
    """The post-dominator tree. Blocks that end the function are roots, as are those from which several ends, or none,
    can be reached without a common block on the way."""
    blocks = function.blocks
    end = len(blocks)
    before: list[list[int]] = [list(block.predecessors) for block in blocks]
    after: list[list[int]] = [list(block.successors) for block in blocks]
    leaves = [number for number, block in enumerate(blocks) if not block.successors]
    leaves += _endless(before, leaves)
    before.append(leaves)
    for leaf in leaves:
        after[leaf].append(end)
    order = _postorder(before, [end])
    parent = _immediate(order, after, end + 1)
    return _tree([-1 if above == end else above for above in parent[:end]])


def _endless(before: Sequence[Sequence[int]], leaves: list[int]) -> list[int]:
    """Blocks that reach no end of the function: each stands for an end itself, so that nothing is claimed of it."""
    seen = set(leaves)
    stack = list(leaves)
    while stack:
        for source in before[stack.pop()]:
            if source not in seen:
                seen.add(source)
                stack.append(source)
    return [number for number in range(len(before)) if number not in seen]


def _postorder(after: Sequence[Sequence[int]], roots: list[int]) -> list[int]:
    """Blocks in postorder of a depth-first walk."""
    found: list[int] = []
    seen = set(roots)
    stack = [(root, iter(after[root])) for root in roots]
    while stack:
        block, rest = stack[-1]
        for following in rest:
            if following not in seen:
                seen.add(following)
                stack.append((following, iter(after[following])))
                break
        else:
            found.append(block)
            stack.pop()
    return found


def _immediate(order: list[int], before: Sequence[Sequence[int]], count: int) -> list[int]:
    """Immediate dominators; the last of the postorder is the root, whose own is -1, as for blocks not reached."""
    number = [-1] * count
    for place, block in enumerate(order):
        number[block] = place
    root = order[-1]
    parent = [-1] * count
    parent[root] = root
    changed = True
    while changed:
        changed = False
        for block in reversed(order[:-1]):
            above = -1
            for source in before[block]:
                if parent[source] < 0:
                    continue
                above = source if above < 0 else _common(source, above, parent, number)
            if parent[block] != above:
                parent[block] = above
                changed = True
    parent[root] = -1
    return parent


def _common(a: int, b: int, parent: list[int], number: list[int]) -> int:
    while a != b:
        while number[a] < number[b]:
            a = parent[a]
        while number[b] < number[a]:
            b = parent[b]
    return a


def _tree(parent: list[int]) -> Tree:
    children: list[list[int]] = [[] for _ in parent]
    roots: list[int] = []
    for block, above in enumerate(parent):
        (roots if above < 0 else children[above]).append(block)
    first = [0] * len(parent)
    last = [0] * len(parent)
    clock = 0
    for root in roots:
        stack = [(root, 0)]
        while stack:
            block, place = stack.pop()
            if place == 0:
                first[block] = clock
                clock += 1
            if place < len(children[block]):
                stack.append((block, place + 1))
                stack.append((children[block][place], 0))
            else:
                last[block] = clock
                clock += 1
    return Tree(tuple(parent), tuple(first), tuple(last))


# Loops.


def natural_loops(function: Function) -> tuple[Loop, ...]:
    """The natural loops by header, in block order; loops of one header are one."""
    tree = dominators(function)
    blocks = function.blocks
    bodies: dict[int, set[int]] = {}
    for number, block in enumerate(blocks):
        for header in block.successors:
            if tree.dominates(header, number):
                body = bodies.setdefault(header, {header})
                stack = [number]
                while stack:
                    member = stack.pop()
                    if member not in body:
                        body.add(member)
                        stack.extend(blocks[member].predecessors)
    return tuple(Loop(header, frozenset(bodies[header])) for header in sorted(bodies))


def blocks_in_cycles(function: Function) -> frozenset[int]:
    """The blocks that may run more than once in one call of the function."""
    after = [block.successors for block in function.blocks]
    index: dict[int, int] = {}
    low: dict[int, int] = {}
    open_blocks: list[int] = []
    on_stack: set[int] = set()
    found: set[int] = set()
    stack = [(0, 0)]
    while stack:
        block, place = stack.pop()
        if place == 0:
            index[block] = low[block] = len(index)
            open_blocks.append(block)
            on_stack.add(block)
        else:
            below = after[block][place - 1]
            low[block] = min(low[block], low[below])
        for at in range(place, len(after[block])):
            below = after[block][at]
            if below not in index:
                stack.append((block, at + 1))
                stack.append((below, 0))
                break
            if below in on_stack:
                low[block] = min(low[block], index[below])
        else:
            if low[block] == index[block]:
                member = -1
                component: list[int] = []
                while member != block:
                    member = open_blocks.pop()
                    on_stack.discard(member)
                    component.append(member)
                if len(component) > 1 or block in after[block]:
                    found.update(component)
    return frozenset(found)
