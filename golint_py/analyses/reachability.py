"""Which blocks and operations can follow which, inside one function."""

from msgspec import Struct

from golint_py.dataflow.solver import postorder
from golint_py.ir.ops import Block
from golint_py.ir.program import Function

NO_EDGES: frozenset[tuple[Block, Block]] = frozenset()


class Reach(Struct, frozen=True, eq=False):
    """`after[b]` is a bit set of the blocks that can be entered after leaving block b (b itself when it is in a loop);
    `position[at]` is the block and index of the operation whose place is `at` (the first one of that place)."""

    after: tuple[int, ...]

    def in_loop(self, block: int) -> bool:
        """Whether the block can be entered again after it was left."""
        return bool(self.after[block] >> block & 1)

    def follows(self, first: tuple[int, int], second: tuple[int, int]) -> bool:
        """Whether the operation at (block, index) `second` can run after `first`."""
        if first[0] == second[0] and first[1] < second[1]:
            return True
        return bool(self.after[first[0]] >> second[0] & 1)


def reach(function: Function) -> Reach:
    """May; blocks only, branch conditions are not looked at."""
    successors = [block.successors for block in function.blocks]
    after = [0] * len(successors)
    order = postorder(successors) if successors else []
    changed = True
    while changed:
        changed = False
        for block in order:
            bits = 0
            for target in successors[block]:
                bits |= 1 << target | after[target]
            if bits != after[block]:
                after[block] = bits
                changed = True
    return Reach(tuple(after))


class Region(Struct, frozen=True, eq=False, gc=False):
    """Operations that can follow `start`: those behind it in its block up to `own_end`, all those of a block whose byte
    in `whole` is set, and in each block of `part` those before that index."""

    start: tuple[int, int]
    own_end: int
    whole: bytes
    part: dict[int, int]

    def contains(self, point: tuple[int, int]) -> bool:
        """Whether the operation at (block, index) is among them."""
        if point[0] == self.start[0] and self.start[1] < point[1] < self.own_end:
            return True
        return self.whole[point[0]] == 1 or point[1] < self.part.get(point[0], 0)


def reached_without(
    function: Function,
    start: tuple[int, int],
    barriers: frozenset[tuple[int, int]],
    closed: frozenset[tuple[Block, Block]] = NO_EDGES,
) -> Region:
    """Operations that can follow `start` on some way that meets no barrier operation; the barriers are not among
    them. No way leads from block to block where that is `closed`."""
    blocks = function.blocks
    first, last = blocks[start[0]], len(blocks[start[0]].ops)
    behind = [index for block, index in barriers if block == start[0] and index > start[1]]
    stops: dict[int, int] = {}
    for block, index in barriers:
        if 0 <= index < stops.get(block, index + 1):
            stops[block] = index
    whole = bytearray(len(blocks))
    part: dict[int, int] = {}
    work = [] if behind else [target for target in first.successors if (start[0], target) not in closed]
    while work:
        number = work.pop()
        if whole[number]:
            continue
        stop = stops.get(number)
        if stop is None:
            whole[number] = 1
            work.extend(target for target in blocks[number].successors if (number, target) not in closed)
        else:
            part[number] = stop
    return Region(start, min(behind, default=last), bytes(whole), part)
