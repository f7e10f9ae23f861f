"""What branches say: which way on contradicts what is known at a place, since the same was asked before.

Two tests ask the same where they are of the same value, or compare the same values; none of these may be made anew in
between.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property

from msgspec import Struct

from golint_py.analyses.reachability import NO_EDGES, Reach
from golint_py.ir.dominators import Tree, dominators
from golint_py.ir.ops import Binary, Block, Const, If, Op, Unary
from golint_py.ir.program import Function

Question = tuple[object, ...]
MAX_BRANCHES = 400  # of a function in which they are looked at


class Asked(Struct, frozen=True):
    """What the branch at the end of a block asks: it leads to `then` when the answer is `positive`. `values` are what
    the answer depends on."""

    question: Question
    positive: bool
    values: frozenset[int]
    then: Block
    other: Block

    def target(self, answer: bool) -> Block:
        """Where it leads with an answer."""
        return self.then if answer == self.positive else self.other


class Branches(Struct, frozen=True, eq=False, dict=True):
    """The branches of one function that ask what another one asks, too, by block."""

    function: Function
    definition: Sequence[Op | None]
    reach: Reach

    @cached_property
    def repeated(self) -> Mapping[Block, Asked]:
        """The branches that ask what another one asks."""
        found = dict(self._asked())
        if len(found) > MAX_BRANCHES:
            return {}
        questions = [one.question for one in found.values()]
        return {block: one for block, one in found.items() if questions.count(one.question) > 1}

    @cached_property
    def _tree(self) -> Tree:
        return dominators(self.function)

    @cached_property
    def _made(self) -> Mapping[int, Block]:
        return {
            value: number
            for number, block in enumerate(self.function.blocks)
            for op in block.ops
            if (value := getattr(op, "result", None)) is not None
        }

    def closed(self, block: Block) -> frozenset[tuple[Block, Block]]:
        """The ways from block to block that are not taken after an operation of this one."""
        if not self.repeated:
            return NO_EDGES
        known = {one.question: answer for one, answer in self._answers(block) if not self._anew(one, block)}
        return frozenset(
            (number, one.target(not known[one.question]))
            for number, one in self.repeated.items()
            if one.question in known
        )

    def _answers(self, block: Block) -> Iterator[tuple[Asked, bool]]:
        """Which branches have led to the block, and how."""
        for one in self.repeated.values():
            for answer in (True, False):
                target = one.target(answer)
                if len(self.function.blocks[target].predecessors) == 1 and self._tree.dominates(target, block):
                    yield one, answer

    def _anew(self, one: Asked, block: Block) -> bool:
        """Whether the answer can be another one after the block."""
        after = self.reach.after[block]
        return any(after >> self._made[value] & 1 for value in one.values if value in self._made)

    def _asked(self) -> Iterator[tuple[Block, Asked]]:
        for number, block in enumerate(self.function.blocks):
            branch = block.ops[-1] if block.ops else None
            if isinstance(branch, If) and branch.then != branch.other:
                question, positive, values = _question(branch.condition, self.definition)
                yield number, Asked(question, positive, values, branch.then, branch.other)


def _question(value: int, definition: Sequence[Op | None]) -> tuple[Question, bool, frozenset[int]]:
    """What a condition asks, whether it is true when the answer is, and the values that it depends on."""
    positive, made = True, definition[value]
    while isinstance(made, Unary) and made.operator == "!":
        positive, value = not positive, made.operand
        made = definition[value]
    if not isinstance(made, Binary) or made.operator not in ("==", "!="):
        return ("is", value), positive, frozenset({value})
    sides = made.left, made.right
    names = [_constant(side, definition) or ("value", side) for side in sides]
    values = frozenset(side for side in sides if not _constant(side, definition))
    return ("equal", *names), positive == (made.operator == "=="), values


def _constant(value: int, definition: Sequence[Op | None]) -> Question:
    made = definition[value]
    return ("constant", type(made.value), made.value) if isinstance(made, Const) and made.known else ()
