"""The ways through a function, told apart by what they do to locks.

Property simulation (Das, Lerner and Seigle, "ESP: Path-Sensitive Program Verification in Polynomial Time", PLDI 2002):
at
each block one entry for each combination of lock states and deferred calls, with the truth of tests that holds on all
ways
that share it. A branch whose test is known goes one way only. Tests are equal when their names are (see `lock_names`);
calls in between are taken not to change memory, so that doubtful ways are left out.
"""

from collections.abc import Callable, Iterable, Iterator
from heapq import heappop, heappush

from msgspec import Struct

from golint_py.analyses.failures import NEW_ERRORS
from golint_py.analyses.lock_names import Condition, Names, Term, asked_of, condition_of, name_of, parts_of
from golint_py.analyses.lock_states import Way
from golint_py.dataflow.solver import postorder
from golint_py.ir.ops import (
    Alloc,
    Call,
    Closure,
    Const,
    Convert,
    If,
    MakeChan,
    MakeMap,
    MakeSlice,
    Op,
    Phi,
    Store,
)
from golint_py.ir.program import Function

MAX_WAYS = 48

_NEVER_NIL = (Alloc, Closure, MakeMap, MakeSlice, MakeChan)

Truths = dict[Term, tuple[bool, int]]  # by the name of the test: its truth, and the value that was tested
Step = Callable[[Op, Way], Way]
Taken = Callable[[int, bool, Way], Way]
Redefined = Callable[[int, Way], Way]


class Tests(Struct, frozen=True, eq=False):
    """The tests of a function, by block that ends in one."""

    branches: dict[int, Condition]
    void: dict[int, frozenset[int]]  # tests (their values) that are void when a value is defined again
    stored: dict[int, tuple[frozenset[Term], bool | None, Term]]  # by `id` of a store the names of the tests that it
    # makes void, and the truth that it stores with the name of the variable
    phis: dict[int, tuple[tuple[Phi, tuple[Condition, ...]], ...]]  # by block, with the tests that ask about each


def tests_of(function: Function, names: Names) -> Tests:
    """The tests at the ends of the blocks."""
    branches: dict[int, Condition] = {}
    for number, block in enumerate(function.blocks):
        last = block.ops[-1]
        if isinstance(last, If) and last.then != last.other:
            branches[number] = condition_of(last.condition, names)
    known = [*branches.values(), *_asked(names, branches.values())]
    void: dict[int, set[int]] = {}
    for condition in known:
        for value in condition.values:
            void.setdefault(value, set()).add(condition.value)
    built_on: dict[Term, set[Term]] = {}
    for condition in known:
        for part in parts_of(condition.term):
            built_on.setdefault(part, set()).add(condition.term)
    stored: dict[int, tuple[frozenset[Term], bool | None, Term]] = {}
    for block in function.blocks if built_on else ():
        for op in block.ops:
            if isinstance(op, Store):
                target = name_of(op.address, names).term
                if target in built_on:
                    source = names.definition[op.value]
                    flag = source.value if isinstance(source, Const) and isinstance(source.value, bool) else None
                    stored[id(op)] = frozenset(built_on[target]), flag, target
    voided = {value: frozenset(found) for value, found in void.items()}
    return Tests(branches, voided, stored, _phis(function, {one.term: one for one in known}.values()))


def _asked(names: Names, branches: Iterable[Condition]) -> list[Condition]:
    """The tests of the branches, and the same questions about all phis that those may come from."""
    found: dict[Term, Condition] = {}
    work = list(branches)
    while work:
        condition = work.pop()
        if condition.term in found and condition.value < 0:
            continue
        known = condition.term in found
        found.setdefault(condition.term, condition)
        phi = names.definition[condition.subject] if condition.subject >= 0 else None
        if isinstance(phi, Phi) and not known:
            work += [asked_of(one, condition, names) for one in phi.operands if type(names.definition[one]) is Phi]
    return list(found.values())


def _phis(
    function: Function, conditions: Iterable[Condition]
) -> dict[int, tuple[tuple[Phi, tuple[Condition, ...]], ...]]:
    """A test may ask about a phi itself, a flag, or whether it is nil or another constant."""
    asked: dict[int, list[Condition]] = {}
    for condition in conditions:
        asked.setdefault(condition.subject, []).append(condition)
    found: dict[int, tuple[tuple[Phi, tuple[Condition, ...]], ...]] = {}
    for number, block in enumerate(function.blocks):
        phis = tuple((op, tuple(asked.get(op.result, ()))) for op in block.ops if type(op) is Phi)
        if phis:
            found[number] = phis
    return found


class Ways(Struct, frozen=True, eq=False):
    """The ways at the start of each block, with what is known on each."""

    entry: tuple[dict[Way, Truths], ...]
    tests: Tests


def ways_through(function: Function, names: Names, step: Step, taken: Taken, redefined: Redefined) -> Ways | None:
    """All ways; None where there are too many.

    `step(op, way)` is what an operation does, `taken(value, truth, way)` what it means that a test came out so, and
    `redefined(value, way)` what is left when an operation defines its value anew.
    """
    tests = tests_of(function, names)
    blocks = function.blocks
    rank = {block: place for place, block in enumerate(reversed(postorder([one.successors for one in blocks])))}
    entry: list[dict[Way, Truths]] = [{} for _ in blocks]
    entry[0][Way()] = {}
    queued = {(0, Way())}
    work: list[tuple[int, int, int, Way]] = [(rank[0], 0, 0, Way())]
    serial = 0
    while work:
        _, _, number, way = heappop(work)
        queued.discard((number, way))
        truths = dict(entry[number][way])
        for op in blocks[number].ops:
            way = advance(op, way, truths, tests, step, redefined)
        for target, after, known in _leaving(function, number, way, truths, tests, taken):
            after = _enter(function, number, target, after, known, tests, names, redefined)
            if not _merge(entry[target], after, known):
                continue
            if len(entry[target]) > MAX_WAYS:
                return None
            if (target, after) not in queued:
                queued.add((target, after))
                serial += 1
                heappush(work, (rank[target], serial, target, after))
    return Ways(tuple(entry), tests)


def _merge(there: dict[Way, Truths], way: Way, known: Truths) -> bool:
    """Add the way; what is known is what all say who come with equal locks. Whether that is news."""
    old = there.get(way)
    if old is None:
        there[way] = known
        return True
    common = {term: truth for term, truth in old.items() if term in known and known[term][0] == truth[0]}
    there[way] = common
    return len(common) < len(old)


def advance(op: Op, way: Way, truths: Truths, tests: Tests, step: Step, redefined: Redefined) -> Way:
    """One operation; `truths` is changed in place. Phis took effect when the block was entered."""
    value = getattr(op, "result", None)
    if type(op) is Phi:
        return way
    if value is not None:
        if truths and value in tests.void:
            _forget(truths, tests.void[value])
        way = redefined(value, way)
    elif type(op) is Store and id(op) in tests.stored:
        voided, flag, variable = tests.stored[id(op)]
        for term in voided:
            truths.pop(term, None)
        if flag is not None and variable in voided:
            truths[variable] = flag, -1
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


def _enter(
    function: Function,
    source: int,
    target: int,
    way: Way,
    truths: Truths,
    tests: Tests,
    names: Names,
    redefined: Redefined,
) -> Way:
    """The phis of the target, entered from the source; `truths` is changed in place."""
    phis = tests.phis.get(target, ())
    if not phis:
        return way
    place = function.blocks[target].predecessors.index(source)
    said: list[tuple[Term, tuple[bool, int]]] = []
    for phi, conditions in phis:
        for condition in conditions:
            truth = _truth(phi.operands[place], condition, truths, names)
            if truth is not None:
                said.append((condition.term, (truth, condition.value)))
    for phi, _ in phis:
        if truths and phi.result in tests.void:
            _forget(truths, tests.void[phi.result])
        way = redefined(phi.result, way)
    truths.update(said)
    return way


def _truth(operand: int, condition: Condition, truths: Truths, names: Names) -> bool | None:
    """The truth of a test when its subject has the operand's value."""
    op = names.definition[operand]
    if condition.constant < 0:
        if isinstance(op, Const) and isinstance(op.value, bool):
            return op.value
        same = condition_of(operand, names)
        known = truths.get(same.term)
        return None if known is None else known[0] == same.positive
    wanted = names.definition[condition.constant]
    if isinstance(op, Const) and isinstance(wanted, Const) and op.known and wanted.known:
        return op.value == wanted.value and type(op.value) is type(wanted.value)
    made = op
    while isinstance(made, Convert):
        made = names.definition[made.operand]
    nil = isinstance(wanted, Const) and wanted.value is None and wanted.known
    if nil and (isinstance(made, _NEVER_NIL) or (isinstance(made, Call) and made.callee.symbol in NEW_ERRORS)):
        return False
    known = truths.get(asked_of(operand, condition, names).term)
    return None if known is None else known[0]
