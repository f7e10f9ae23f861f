"""What a function has claimed for the goroutine that it starts: a flag, so that only one runs at a time.

`if !s.running { s.running = true; go s.loop() }` under a lock, or `if s.busy.CompareAndSwap(false, true) { go ... }`.
As long as nobody takes the flag down before the goroutine has ended, it keeps others out like a lock. May: who takes it
down is not looked at.
"""

from collections.abc import Iterator

from golint_py.analyses.access_paths import Path
from golint_py.analyses.facts import CLAIMED
from golint_py.analyses.flags import seen_set
from golint_py.analyses.frame import Frame
from golint_py.analyses.locksets import state_before
from golint_py.ir.ops import Const, If, Store

Point = tuple[int, int]


def claimed(frame: Frame, point: Point) -> Iterator[Path]:
    """The flags that were down before the point on every way to it, and are up from there on, as locks are named."""
    yield from _held(frame, point, CLAIMED)
    blocks = frame.function.blocks
    for branch, first, flag in _looks(frame):
        alone = len(blocks[first].predecessors) == 1 and frame.tree.dominates(first, point[0])
        if alone and _raised(frame, flag, branch, first):
            yield frame.naming.lock(flag)


def _looks(frame: Frame) -> Iterator[tuple[Point, int, Path]]:
    """The branches on a variable, with the block entered when it is not set."""
    for number, block in enumerate(frame.function.blocks):
        branch = block.ops[-1] if block.ops else None
        if isinstance(branch, If):
            for load, others in seen_set(branch, frame.paths):
                first = branch.other if others == branch.then else branch.then
                yield (number, len(block.ops) - 1), first, frame.paths.of[load.address]


def _raised(frame: Frame, flag: Path, branch: Point, first: int) -> bool:
    """Whether the flag is set behind the branch, under a lock that is held since."""
    held = frozenset(_held(frame, branch))
    for where, store in frame.paths.at(Store) if held else ():
        if frame.paths.of[store.address] == flag and frame.tree.dominates(first, where[0]):
            value = frame.paths.definition[frame.paths.unconverted(store.value)]
            down = isinstance(value, Const) and value.known and not value.value
            if not down and not held.isdisjoint(_held(frame, where)):
                return True
    return False


def _held(frame: Frame, point: Point, mode: str = "") -> Iterator[Path]:
    """The locks held at a point, in any mode or this one."""
    state = state_before(frame.function, frame.locks, point)
    for hold in frame.locks.held(state).acquired if state is not None else ():
        if mode in ("", hold.mode):
            yield hold.lock
