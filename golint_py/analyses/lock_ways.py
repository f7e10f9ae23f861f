"""The ways through a function, told apart by what they do to locks.

Property simulation (Das, Lerner and Seigle, "ESP: Path-Sensitive Program Verification in Polynomial Time", PLDI 2002): at
each block one entry for each combination of lock states and deferred calls, with the truth of tests that holds on all ways
that share it. A branch whose test is known goes one way only. Tests are equal when their names are (see `lock_names`);
calls in between are taken not to change memory, so that doubtful ways are left out.
"""

from collections.abc import Callable, Iterator, Mapping
from heapq import heappop, heappush

from msgspec import Struct

from golint_py.analyses.access_paths import Paths
from golint_py.analyses.lock_names import Condition, Term, condition_of, inside, name_of
from golint_py.analyses.lock_states import Way
from golint_py.dataflow.solver import postorder
from golint_py.ir.ops import Binary, Const, If, Op, Phi, Store
from golint_py.ir.program import Function

MAX_WAYS = 48

Truths = dict[Term, tuple[bool, int]]  # by the name of the test: its truth, and the value that was tested
Step = Callable[[Op, Way], Way]
Taken = Callable[[int, bool, Way], Way]


class Tests(Struct, frozen=True, eq=False):
    """The tests of a function: by block that ends in one, and by value."""

    branches: dict[int, Condition]
    known: dict[int, Condition]
    void: dict[int, frozenset[int]]  # tests (their values) that are void when a value is defined again
    stored: dict[int, frozenset[Term]]  # names of tests that a store, by its place in `id`, makes void


def tests_of(function: Function, paths: Paths) -> Tests:
    """The tests at the ends of the blocks."""
    branches: dict[int, Condition] = {}
    for number, block in enumerate(function.blocks):
        last = block.ops[-1]
        if isinstance(last, If) and last.then != last.other:
            branches[number] = condition_of(last.condition, paths)
    known = {condition.value: condition for condition in branches.values()}
    void: dict[int, set[int]] = {}
    for condition in known.values():
        for value in condition.values:
            void.setdefault(value, set()).add(condition.value)
    stored: dict[int, frozenset[Term]] = {}
    for block in function.blocks:
        for op in block.ops:
            if isinstance(op, Store):
                target = name_of(op.address, paths).term
                hit = frozenset(one.term for one in known.values() if inside(one.term, target))
                if hit:
                    stored[id(op)] = hit
    return Tests(branches, known, {value: frozenset(found) for value, found in void.items()}, stored)


class Ways(Struct, frozen=True, eq=False):
    """The ways at the start of each block, with what is known on each."""

    entry: tuple[dict[Way, Truths], ...]


def ways_through(
    function: Function, paths: Paths, step: Step, taken: Taken, redefined: Callable[[int, Way], Way]
) -> Ways | None:
    """All ways; None where there are too many.

    `step(op, way)` is what an operation does, `taken(value, truth, way)` what it means that a test came out so, and
    `redefined(value, way)` what is left when an operation defines its value anew.
    """
    tests = tests_of(function, paths)
    blocks = function.blocks
    rank = {block: place for place, block in enumerate(reversed(postorder([one.successors for one in blocks])))}
    entry: list[dict[Way, Truths]] = [{} for _ in blocks]
    entry[0][Way()] = {}
    queue: list[tuple[int, int, Way]] = [(rank[0], 0, Way())]
    queued = {(0, Way())}
    phis = _phi_tests(function, paths, tests)
    serial = 0
    work: list[tuple[int, int, int, Way]] = [(rank[0], 0, 0, Way())]
    del queue
    while work:
        _, _, number, way = heappop(work)
        queued.discard((number, way))
        truths = dict(entry[number][way])
        for op in blocks[number].ops:
            way = advance(op, way, truths, tests, step, redefined)
        for target, after, known in _leaving(function, number, way, truths, tests, taken):
            for term, truth in _by_phis(phis, number, target, known, tests, paths):
                known[term] = truth
            there = entry[target]
            old = there.get(after)
            new = known if old is None else {key: value for key, value in old.items() if known.get(key, (None,))[0] == value[0]}
            if old is None or len(new) < len(old):
                there[after] = new
                if len(there) > MAX_WAYS:
                    return None
                if (target, after) not in queued:
                    queued.add((target, after))
                    serial += 1
                    heappush(work, (rank[target], serial, target, after))
    return Ways(tuple(entry))


def advance(
    op: Op, way: Way, truths: Truths, tests: Tests, step: Step, redefined: Callable[[int, Way], Way]
) -> Way:
    """One operation; `truths` is changed in place."""
    value = getattr(op, "result", None)
    if value is not None and type(op) is not Phi:
        if truths and value in tests.void:
            _forget(truths, tests.void[value])
        way = redefined(value, way)
    elif type(op) is Store and id(op) in tests.stored:
        for term in tests.stored[id(op)]:
            truths.pop(term, None)
    return step(op, way)


def _forget(truths: Truths, voided: frozenset[int]) -> None:
    for term in [term for term, (_, value) in truths.items() if value in voided]:
        del truths[term]


def _leaving(
    function: Function, number: int, way: Way, truths: Truths, tests: Tests, taken: Taken
) -> Iterator[tuple[int, Way, Truths]]:
    condition = tests.branches.get(number)
    last = function.blocks[number].ops[-1]
    if condition is None or not isinstance(last, If):
        for target in function.blocks[number].successors:
            yield target, way, dict(truths)
        return
    known = truths.get(condition.term)
    for target, outcome in ((last.then, True), (last.other, False)):
        truth = outcome == condition.positive
        if known is None:
            yield target, taken(condition.value, truth, way), {**truths, condition.term: (truth, condition.value)}
        elif known[0] == truth:
            yield target, way, dict(truths)


def _phi_tests(function: Function, paths: Paths, tests: Tests) -> dict[int, list[tuple[Phi, Condition]]]:
    """By block the phis that a test asks about: the flag itself, or whether it is nil or another constant."""
    asked: dict[int, list[Condition]] = {}
    for condition in tests.known.values():
        asked.setdefault(condition.value, []).append(condition)
        op = paths.definition[condition.value]
        if isinstance(op, Binary) and op.operator in ("==", "!=") and isinstance(paths.definition[op.right], Const):
            asked.setdefault(op.left, []).append(condition)
    found: dict[int, list[tuple[Phi, Condition]]] = {}
    for number, block in enumerate(function.blocks):
        for op in block.ops:
            if isinstance(op, Phi):
                found.setdefault(number, []).extend((op, one) for one in asked.get(op.result, ()))
    return found


def _by_phis(
    phis: Mapping[int, list[tuple[Phi, Condition]]],
    source: int,
    target: int,
    truths: Truths,
    tests: Tests,
    paths: Paths,
) -> list[tuple[Term, tuple[bool, int]]]:
    """What the phis of the target say when it is entered from the source. `truths` loses what they void."""
    function_block = phis.get(target, ())
    found: list[tuple[Term, tuple[bool, int]]] = []
    for phi, condition in function_block:
        before = _predecessors(phi, target, paths)
        operand = phi.operands[before.index(source)] if source in before else None
        truth = None if operand is None else _truth(operand, condition, phi, truths, paths)
        if truth is not None:
            found.append((condition.term, (truth, condition.value)))
    for phi, _ in function_block:
        _forget(truths, tests.void.get(phi.result, frozenset()))
    return found


def _predecessors(phi: Phi, target: int, paths: Paths) -> tuple[int, ...]:
    raise NotImplementedError


def _truth(operand: int, condition: Condition, phi: Phi, truths: Truths, paths: Paths) -> bool | None:
    raise NotImplementedError
