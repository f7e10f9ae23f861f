"""Checks the invariants of a function in SSA form."""

from golint_py.ir.dominators import Tree, dominators
from golint_py.ir.operands import operands, result
from golint_py.ir.ops import TERMINATORS, FreeVar, If, Jump, Param, Phi
from golint_py.ir.program import Function


def verify(function: Function) -> list[str]:
    """What is wrong with the function, one sentence each; nothing for a well-formed one.

    Blocks end in their only terminator and agree on their edges; phis come first and have one operand for each
    predecessor; values are defined once, and each use is dominated by its definition (for phis, at the end of the
    predecessor); every value has a type slot and every operation a place.
    """
    found: list[str] = []
    _edges(function, found)
    if found:
        return found
    defined = _definitions(function, found)
    tree = dominators(function)
    for number, block in enumerate(function.blocks):
        for place, op in enumerate(block.ops):
            if isinstance(op, Phi):
                _phi(function, number, op, defined, tree, found)
                continue
            for value in operands(op):
                home = defined.get(value)
                if home is None:
                    found.append(f"block {number}: {op.__class__.__name__} uses v{value}, which nothing defines")
                elif home[0] == number:
                    if home[1] >= place:
                        found.append(f"block {number}: {op.__class__.__name__} uses v{value} before its definition")
                elif not tree.dominates(home[0], number):
                    found.append(f"block {number}: {op.__class__.__name__} uses v{value}, defined in block {home[0]}")
    _entry(function, found)
    return found


def _edges(function: Function, found: list[str]) -> None:
    blocks = function.blocks
    for number, block in enumerate(blocks):
        if not block.ops or not isinstance(block.ops[-1], TERMINATORS):
            found.append(f"block {number}: no terminator at the end")
            continue
        if any(isinstance(op, TERMINATORS) for op in block.ops[:-1]):
            found.append(f"block {number}: terminator before the end")
        last = block.ops[-1]
        wanted: tuple[int, ...] = ()
        if isinstance(last, Jump):
            wanted = (last.target,)
        elif isinstance(last, If):
            wanted = (last.then, last.other)
        if wanted != block.successors:
            found.append(f"block {number}: successors {block.successors}, the terminator has {wanted}")
        for target in block.successors:
            if not 0 <= target < len(blocks) or blocks[target].predecessors.count(number) != wanted.count(target):
                found.append(f"block {number}: edge to {target} is not among its predecessors")
        for source in block.predecessors:
            if number not in blocks[source].successors:
                found.append(f"block {number}: predecessor {source} does not lead here")
        if number and not block.predecessors:
            found.append(f"block {number}: cannot be reached")
    if blocks and blocks[0].predecessors:
        found.append("block 0: the entry has predecessors")


def _definitions(function: Function, found: list[str]) -> dict[int, tuple[int, int]]:
    """Block and place of the definition of each value."""
    defined: dict[int, tuple[int, int]] = {}
    places, count = len(function.spans), len(function.types)
    for number, block in enumerate(function.blocks):
        phis = True
        for place, op in enumerate(block.ops):
            if isinstance(op, Phi):
                if not phis:
                    found.append(f"block {number}: phi v{op.result} after other operations")
            else:
                phis = False
            if not 0 <= op.at < places:
                found.append(f"block {number}: {op.__class__.__name__} has no place in the source")
            value = result(op)
            if value is None:
                continue
            if value in defined:
                found.append(f"block {number}: v{value} is defined twice")
            if not 0 <= value < count:
                found.append(f"block {number}: v{value} has no type slot")
            defined[value] = number, place
    for start, end in function.spans:
        if not 0 <= start <= end:
            found.append(f"span {start} to {end}")
    return defined


def _phi(
    function: Function, number: int, op: Phi, defined: dict[int, tuple[int, int]], tree: Tree, found: list[str]
) -> None:
    before = function.blocks[number].predecessors
    if len(op.operands) != len(before):
        found.append(f"block {number}: phi v{op.result} has {len(op.operands)} operands, not {len(before)}")
        return
    for value, source in zip(op.operands, before, strict=True):
        home = defined.get(value)
        if home is None:
            found.append(f"block {number}: phi v{op.result} uses v{value}, which nothing defines")
        elif not tree.dominates(home[0], source):
            found.append(f"block {number}: phi v{op.result} uses v{value}, which is not defined at the end of {source}")


def _entry(function: Function, found: list[str]) -> None:
    """Parameters, then free variables, are the first values, in the entry block."""
    params, free = len(function.params), len(function.free)
    ops = function.blocks[0].ops
    for place in range(params + free):
        op = ops[place] if place < len(ops) else None
        if place < params:
            good = isinstance(op, Param) and op.result == place and op.index == place
        else:
            good = isinstance(op, FreeVar) and op.result == place and op.index == place - params
        if not good:
            found.append(f"block 0: operation {place} is not parameter or free variable {place}")
    for value in function.result_cells:
        if not 0 <= value < len(function.types):
            found.append(f"result cell v{value} has no type slot")
