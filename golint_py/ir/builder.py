"""A function under construction: blocks, values and variables in SSA form.

Variables become values while blocks are filled, after Braun, Buchwald, Hack, Leißa, Mallon and Zwinkau, "Simple and
Efficient Construction of Static Single Assignment Form" (CC 2013), with explicit worklists in place of its recursion.
Two shortcuts keep phis rare: a variable that is assigned once is the same value everywhere, and where a block closes a
structured statement (`skips`), a variable that is not assigned between the statement's offsets still has the value it
had in the block before the statement.
"""

from bisect import bisect_left
from collections.abc import Sequence

from golint_py.ir.operands import rewrite
from golint_py.ir.ops import Exit, If, Jump, Op, Panic, Phi, Return, Unknown, Value
from golint_py.ir.program import Block
from golint_py.types.model import Type
from golint_py.types.scope import Object


class PhiNode:
    """A phi whose operands are still being found, in the order of the predecessors of `block`."""

    __slots__ = ("at", "block", "name", "operands", "value", "variable")

    def __init__(self, value: Value, at: int, block: int, variable: Object | None, name: str) -> None:
        self.value = value
        self.at = at
        self.block = block
        self.variable = variable
        self.name = name
        self.operands: list[Value] = []


class Builder:
    """Blocks are numbered as they are made; `finish` renumbers those that can be reached in reverse postorder.

    `current` is the block that operations go to, -1 where control cannot arrive (operations are then dropped).
    `statement` is the place (index into `spans`) of the statement at hand. `writes` holds, for each variable that is
    assigned after its declaration, the sorted byte offsets of those assignments.
    """

    __slots__ = (
        "blocks", "current", "defs", "ends", "fixed", "names", "open", "ops", "phis", "preds", "prelude", "replaced",
        "skips", "spans", "statement", "types", "writes",
    )  # fmt: skip

    def __init__(self, writes: dict[Object, list[int]]) -> None:
        self.blocks: list[list[Op]] = [[]]
        self.ends: list[tuple[int, ...] | None] = [None]  # (place, target) or (place, condition, then, other)
        self.preds: list[list[int]] = [[]]
        self.defs: list[dict[Object, Value]] = [{}]
        self.phis: dict[int, list[PhiNode]] = {}
        self.open: dict[int, list[PhiNode]] = {}  # blocks that may still get predecessors, and their unfinished phis
        self.skips: dict[int, tuple[int, int, int]] = {}
        self.current = 0
        self.ops: list[Op] = self.blocks[0]
        self.prelude: list[Op] = []
        self.fixed: dict[Object, Value] = {}
        self.writes = writes
        self.replaced: dict[Value, Value] = {}
        self.types: list[Type | None] = []
        self.names: dict[int, str] = {}
        self.spans: list[tuple[int, int]] = []
        self.statement = 0

    # Values and operations.

    def value(self, type: Type | None) -> Value:
        """A fresh value of that type."""
        types = self.types
        types.append(type)
        return len(types) - 1

    def emit(self, op: Op) -> None:
        """Append to the current block."""
        self.ops.append(op)

    # Blocks.

    def block(self) -> int:
        """A new block, all of whose predecessors are known when it is started."""
        self.blocks.append([])
        self.ends.append(None)
        self.preds.append([])
        self.defs.append({})
        return len(self.blocks) - 1

    def open_block(self) -> int:
        """A new block that gets further predecessors after it is started, until `seal`."""
        block = self.block()
        self.open[block] = []
        return block

    def start(self, block: int) -> None:
        """Go on in that block; a closed block without predecessors is dead."""
        if self.preds[block] or block in self.open:
            self.current = block
            self.ops = self.blocks[block]
        else:
            self.stop()

    def stop(self) -> None:
        """Control does not get here."""
        self.current = -1
        self.ops = []

    def skip(self, block: int, dominator: int, start: int, end: int) -> None:
        """Variables not assigned at offsets in [start, end) are in `block` what they were at the end of `dominator`."""
        if dominator >= 0:
            self.skips[block] = (dominator, start, end)

    def jump(self, target: int) -> None:
        """End the current block with a jump."""
        current = self.current
        if current >= 0:
            self.ends[current] = (self.statement, target)
            self.preds[target].append(current)
            self.stop()

    def branch(self, condition: Value, then: int, other: int, at: int) -> None:
        """End the current block with a branch to two different blocks."""
        current = self.current
        if current >= 0:
            self.ends[current] = (at, condition, then, other)
            self.preds[then].append(current)
            self.preds[other].append(current)
            self.stop()

    def end(self, op: Op) -> None:
        """End the current block with a `Return`, `Panic` or `Exit`."""
        self.ops.append(op)
        self.stop()

    # Variables.

    def write(self, variable: Object, value: Value) -> None:
        """The variable has this value from here on."""
        if variable in self.writes:
            if self.current >= 0:
                self.defs[self.current][variable] = value
        else:
            self.fixed[variable] = value
        if value not in self.names and variable.name:
            self.names[value] = variable.name

    def read(self, variable: Object) -> Value:
        """The value of the variable here."""
        value = self.fixed.get(variable)
        if value is not None:
            return value
        current = self.current
        if current < 0 or variable not in self.writes:
            return self._undefined(variable)
        value = self.defs[current].get(variable)
        if value is None:
            pending: list[PhiNode] = []
            value = self._walk(variable, current, pending)
            if pending:
                self._complete(pending)
        if self.replaced:
            value = self._find(value)
        return value

    def phi(self, block: int, type: Type | None, name: str) -> PhiNode:
        """A phi that the caller fills: one operand for each predecessor of `block`, in their order."""
        node = PhiNode(self.value(type), self.statement, block, None, name)
        self.phis.setdefault(block, []).append(node)
        if name:
            self.names[node.value] = name
        return node

    def seal(self, block: int) -> None:
        """No more predecessors will come."""
        pending = self.open.pop(block)
        if pending:
            self._complete(pending)

    def _walk(self, variable: Object, block: int, pending: list[PhiNode]) -> Value:
        """The value at the end of `block`, through blocks that need no phi; a phi that is needed goes to `pending`,
        or stays with its open block."""
        offsets = self.writes[variable]
        passed: list[int] = []
        defs, preds = self.defs, self.preds
        while True:
            value = defs[block].get(variable)
            if value is not None:
                break
            passed.append(block)
            skip = self.skips.get(block)
            if skip is not None:
                dominator, start, end = skip
                place = bisect_left(offsets, start)
                if place == len(offsets) or offsets[place] >= end:
                    block = dominator
                    continue
            if block in self.open:
                value = self._variable_phi(variable, block, self.open[block])
                break
            before = preds[block]
            if len(before) == 1:
                block = before[0]
                continue
            if not before:
                value = self._undefined(variable)
                break
            value = self._variable_phi(variable, block, pending)
            break
        for block in passed:
            defs[block][variable] = value
        return value

    def _variable_phi(self, variable: Object, block: int, unfinished: list[PhiNode]) -> Value:
        node = PhiNode(self.value(variable.type), self.statement, block, variable, variable.name)
        self.phis.setdefault(block, []).append(node)
        self.defs[block][variable] = node.value
        if variable.name:
            self.names[node.value] = variable.name
        unfinished.append(node)
        return node.value

    def _complete(self, pending: list[PhiNode]) -> None:
        """Find the operands of the phis, and of those that turn up meanwhile."""
        done = 0
        while done < len(pending):
            node = pending[done]
            done += 1
            variable = node.variable
            if variable is not None:
                node.operands = [self._walk(variable, before, pending) for before in self.preds[node.block]]
        for node in reversed(pending):
            self._simplify(node)

    def _simplify(self, node: PhiNode) -> bool:
        """Replace a phi of one value by that value."""
        only = -1
        for operand in node.operands:
            if self.replaced:
                operand = self._find(operand)
            if operand == node.value or operand == only:
                continue
            if only >= 0:
                return False
            only = operand
        if only < 0:
            only = self._undefined(node.variable)
        self.replaced[node.value] = only
        if node.name and only not in self.names:
            self.names[only] = node.name
        self.phis[node.block].remove(node)
        return True

    def _find(self, value: Value) -> Value:
        replaced = self.replaced
        while value in replaced:
            value = replaced[value]
        return value

    def _undefined(self, variable: Object | None) -> Value:
        value = self.value(None if variable is None else variable.type)
        self.prelude.append(Unknown(value, self.statement, "variable read where it has no value"))
        return value

    # The finished function.

    def finish(self, entry: Sequence[Op]) -> tuple[Block, ...]:
        """The blocks that can be reached, in reverse postorder, `entry` before the operations of the first."""
        for block in list(self.open):
            self.seal(block)
        order = self._order()
        number = {block: place for place, block in enumerate(order)}
        if len(order) < len(self.blocks):
            self._prune(number)
        self._minimise()
        new = {value: self._find(value) for value in self.replaced}
        self.blocks[0][:0] = [*entry, *self.prelude]
        return tuple([self._frozen(block, number, new) for block in order])

    def _targets(self, block: int) -> tuple[int, ...]:
        end = self.ends[block]
        return () if end is None else end[-1:] if len(end) == 2 else end[2:]

    def _order(self) -> list[int]:
        """Blocks in reverse postorder."""
        post: list[int] = []
        seen = bytearray(len(self.blocks))
        seen[0] = 1
        stack = [(0, list(self._targets(0)))]
        while stack:
            block, rest = stack[-1]
            if rest:
                target = rest.pop()
                if not seen[target]:
                    seen[target] = 1
                    stack.append((target, list(self._targets(target))))
            else:
                post.append(block)
                stack.pop()
        post.reverse()
        return post

    def _prune(self, number: dict[int, int]) -> None:
        """Take edges from unreachable blocks away, with the operands of phis that belong to them."""
        for block in number:
            before = self.preds[block]
            keep = [place for place, source in enumerate(before) if source in number]
            if len(keep) < len(before):
                self.preds[block] = [before[place] for place in keep]
                for node in self.phis.get(block, ()):
                    node.operands = [node.operands[place] for place in keep]
        for block in [block for block in self.phis if block not in number]:
            del self.phis[block]

    def _minimise(self) -> None:
        """Remove phis of one value until none is left."""
        users: dict[Value, list[PhiNode]] = {}
        work: list[PhiNode] = []
        for nodes in self.phis.values():
            for node in nodes:
                work.append(node)
                for operand in node.operands:
                    users.setdefault(self._find(operand), []).append(node)
        gone: set[Value] = set()
        while work:
            node = work.pop()
            if node.value not in gone and self._simplify(node):
                gone.add(node.value)
                waiting = users.pop(node.value, [])
                users.setdefault(self._find(node.value), []).extend(waiting)
                work += waiting

    def _frozen(self, block: int, number: dict[int, int], new: dict[Value, Value]) -> Block:
        ops = self.blocks[block]
        if new:
            ops = [rewrite(op, new) for op in ops]
        nodes = self.phis.get(block)
        if nodes:
            phis: list[Op] = [
                Phi(node.value, node.at, tuple([new.get(value, value) for value in node.operands]), node.name)
                for node in nodes
            ]
            ops = phis + ops
        end = self.ends[block]
        after: tuple[int, ...] = ()
        if end is not None:
            if len(end) == 2:
                after = (number[end[1]],)
                ops.append(Jump(end[0], after[0]))
            else:
                after = (number[end[2]], number[end[3]])
                ops.append(If(end[0], new.get(end[1], end[1]), after[0], after[1]))
        elif not ops or ops[-1].__class__ not in _ENDINGS:
            ops.append(Exit(self.statement))
        return Block(tuple(ops), tuple([number[before] for before in self.preds[block]]), after)


_ENDINGS = (Return, Panic, Exit)
