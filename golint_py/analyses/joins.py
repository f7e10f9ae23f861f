"""What ends the wait for goroutines: how they tell that they have ended, and where a function waits for that."""

from collections import Counter
from collections.abc import Iterator, Mapping

from msgspec import Struct

from golint_py.analyses.access_paths import Path, Paths, last_name
from golint_py.analyses.callables import Target, callee_frame, callee_targets, translate
from golint_py.analyses.facts import Outcome
from golint_py.analyses.reachability import Reach, reached_without
from golint_py.analyses.tables import dones, settles, waits
from golint_py.analyses.unseen_methods import group
from golint_py.ir.ops import (
    Binary,
    Call,
    Const,
    Defer,
    Extract,
    Go,
    If,
    Load,
    MapDelete,
    MapRead,
    MapWrite,
    Op,
    Recv,
    Return,
    RunDefers,
    Select,
    SelectCase,
    Send,
    Store,
)
from golint_py.ir.program import Function, ops_of

Point = tuple[int, int]
Joined = Mapping[Point, list[tuple[str, Path]]]  # groups and channels that are waited for, by where

WAIT, RECEIVE = "wait ", "receive "  # before the names of ends, see `end_of`


class Spawn(Struct, frozen=True, eq=False):
    """One place that starts function values elsewhere.

    `sites` are the names of what may be running after it (`symbol@at`, also those that a callee starts). `runs` are the
    functions started here with the arguments they get; empty when a callee does it. `loop`: the place is in a loop.
    `through`: the function of the program that starts what it is given here. `waits`: it has ended when the call has;
    `awaited`: it has where that function did not give up waiting. `indirect`: it is not certain that it is started,
    nor seen who waits for it, which is taken to be that function.
    """

    point: Point
    at: int
    kind: str
    sites: frozenset[str]
    runs: tuple[tuple[Target, tuple[int, ...]], ...]
    loop: bool
    many: bool
    joins: frozenset[tuple[str, Path]]
    through: str = ""
    waits: bool = False
    awaited: bool = False
    indirect: bool = False


def signals_of(outcome: Outcome, target: Target, args: tuple[int, ...], paths: Paths) -> set[tuple[str, Path]]:
    """What a callee signals at its end, in the frame of its caller."""
    roots = callee_frame(target, args, paths)
    found: set[tuple[str, Path]] = set()
    for kind, path in outcome.signals:
        here = translate(path, roots, paths)
        if here is not None:
            found.add((kind, here))
    return found


def told_by_callees(op: Call | Defer, paths: Paths, outcomes: Mapping[str, Outcome]) -> Iterator[Path]:
    """The channels and groups that a call is given and signals."""
    for target in callee_targets(op.callee, paths) if not op.callee.builtin else ():
        outcome = outcomes.get(target.symbol)
        if outcome is not None and outcome.tells:
            roots = callee_frame(target, op.args, paths)
            yield from filter(None, (translate(path, roots, paths) for path in outcome.tells))


def end_of(kind: str, path: Path) -> str:
    """The name by which one function's wait is another function's join: of a field or package variable that holds a
    group or channel, whose kind of signal is "done", "close" or "send"; "" where it has none."""
    name = last_name(path) if path.root[0] in "pfg" else ""
    return (WAIT if kind in ("done", "wait") else RECEIVE) + name if name else ""


def settled(paths: Paths) -> frozenset[Point]:
    """Where all goroutines of a test's bubble are waited for."""
    return frozenset(point for point, op in paths.at(Call) if op.callee.symbol in settles())


def barriers(
    function: Function,
    paths: Paths,
    outcomes: Mapping[str, Outcome],
    joins: Joined,
    spawn: Spawn,
    reach: Reach,
    senders: Mapping[Path, int],
) -> frozenset[Point]:
    """Operations after which the spawned goroutines are known to have ended, or to have been waited for.

    Of a channel that several spawns send on, as many receives as there are `senders` have to come before.
    """
    found: set[Point] = set()
    if spawn.waits:
        return frozenset(((spawn.point[0], spawn.point[1] + 1),))
    if not spawn.joins:
        return frozenset()
    received: Counter[Path] = Counter()
    deferred = tuple(ops_of(function, Defer))
    for number, block in enumerate(function.blocks):
        if not spawn.loop:
            chosen = selected(block.ops[-1], paths) if block.ops else ()
            found |= {
                (target, 0)
                for channel, target in chosen
                if _matches(("recv", channel), spawn.joins) and senders.get(channel, 0) <= 1
            }
        for index, op in paths.events[number]:
            if isinstance(op, Recv) and op.comma_ok and ("closed", paths.of[op.channel]) in spawn.joins:
                branch = block.ops[-1]
                if isinstance(branch, If):
                    found.add((branch.other, 0))  # the channel was closed
            if type(op) is RunDefers or type(op) is Defer:
                later = deferred if type(op) is RunDefers else (op,)
                there = [one for call in later for one in joined(call, paths, outcomes)]
            else:
                there = joins.get((number, index), [])
            awaited = [one for one in there if _matches(one, spawn.joins)]
            if not awaited:
                continue
            kind, path = awaited[0]
            received[path] += 1
            if kind == "recv" and not spawn.loop and received[path] < senders.get(path, 0):
                continue
            if kind == "recv" and spawn.loop:
                found |= _loop_entries(function, number, spawn.point[0], reach)
            else:
                found.add((number, index))
    return frozenset(found)


def selected(branch: Op, paths: Paths) -> Iterator[tuple[Path, int]]:
    """Channels received from by a select, each with the block that its clause begins with, as one branch tells it."""
    return ((paths.of[case.channel], target) for case, target in clauses(branch, paths) if case.value is None)


def clauses(branch: Op, paths: Paths) -> Iterator[tuple[SelectCase, int]]:
    """Communications of a select, each with the block that its clause begins with, as one branch tells it."""
    test = paths.definition[branch.condition] if isinstance(branch, If) else None
    if not isinstance(branch, If) or not isinstance(test, Binary) or test.operator != "==":
        return
    chosen, number = paths.definition[test.left], paths.definition[test.right]
    choice = paths.definition[chosen.tuple] if isinstance(chosen, Extract) and chosen.index == 0 else None
    if not isinstance(choice, Select) or not isinstance(number, Const) or not isinstance(number.value, int):
        return
    found = [(number.value, branch.then)]
    if choice.blocking and number.value == len(choice.cases) - 2:
        found.append((number.value + 1, branch.other))
    for clause, target in found:
        if 0 <= clause < len(choice.cases):
            yield choice.cases[clause], target


def waiting(paths: Paths) -> Iterator[tuple[Point, Recv | Call]]:
    """The operations of a function that may wait for something, but for what is deferred."""
    yield from paths.at(Recv)
    yield from paths.at(Call)


def joined(op: Op, paths: Paths, outcomes: Mapping[str, Outcome]) -> list[tuple[str, Path]]:
    """What the operation waits for: groups and channels."""
    if type(op) is Recv:
        return [("recv", paths.of[op.channel])]
    if not (type(op) is Call or type(op) is Defer):
        return []
    symbol = op.callee.symbol
    if symbol in waits() and op.args:
        return [("wait", paths.of[op.args[0]])]
    asked = group(op, paths, outcomes)
    if asked is not None and asked[1] == "Wait":
        return [("wait", asked[0])]
    if symbol and symbol not in outcomes:
        return []
    found: list[tuple[str, Path]] = []
    for target in callee_targets(op.callee, paths):
        outcome = outcomes.get(target.symbol)
        if outcome is not None and outcome.waits:
            roots = callee_frame(target, op.args, paths)
            here = ((kind, translate(path, roots, paths)) for kind, path in sorted(outcome.waits))
            found.extend((kind, path) for kind, path in here if path is not None)
    return found


def all_joined(paths: Paths, outcomes: Mapping[str, Outcome]) -> Joined:
    """What the function waits for, by where it does, but for what is deferred."""
    return {point: found for point, op in waiting(paths) if (found := joined(op, paths, outcomes))}


def waited(function: Function, paths: Paths, joins: Joined) -> frozenset[tuple[str, Path]]:
    """Groups and channels that every way through the function waits for."""
    points: dict[tuple[str, Path], set[Point]] = {}
    for point, found in joins.items():
        for awaited in found:
            points.setdefault(awaited, set()).add(point)
    for block in function.blocks if paths.at(Select) else ():
        for channel, target in selected(block.ops[-1], paths) if block.ops else ():
            points.setdefault(("recv", channel), set()).add((target, 0))
    return frozenset(
        awaited for awaited, found in points.items() if awaited[1].root[0] in "pfg" and not _avoidable(function, found)
    )


def _avoidable(function: Function, points: set[Point]) -> bool:
    region = reached_without(function, (0, -1), frozenset(points))
    return any(
        region.contains((number, len(block.ops) - 1))
        for number, block in enumerate(function.blocks)
        if block.ops and isinstance(block.ops[-1], Return)
    )


def _matches(joined: tuple[str, Path], joins: frozenset[tuple[str, Path]]) -> bool:
    kind, path = joined
    if kind == "wait":
        return ("done", path) in joins
    return ("close", path) in joins or ("send", path) in joins


def _loop_entries(function: Function, receive: int, spawn: int, reach: Reach) -> set[Point]:
    """A loop that receives once for each goroutine: every block of that loop, unless it is the loop that starts
    them."""
    cycle = {
        block
        for block in range(len(function.blocks))
        if reach.after[block] >> receive & 1 and reach.after[receive] >> block & 1
    }
    return {(block, 0) for block in cycle} if cycle and spawn not in cycle else set()


def signals(
    function: Function, paths: Paths, outcomes: Mapping[str, Outcome], reach: Reach
) -> frozenset[tuple[str, Path]]:
    """What a goroutine with this body does at its end: `Done`, a close, a send that nothing follows.

    "close" is that of a channel on which nothing is sent: any receive waits for it. "closed" is any close: the end of a
    `range` over the channel waits for it. A method of a group out of sight is taken for its `Done`, whatever it is
    called: that counts where something calls `Wait` on the group.
    """
    found: set[tuple[str, Path]] = set()
    sent = {paths.of[op.channel] for op in ops_of(function, Send)}
    for later in ops_of(function, Defer):
        found |= _signalled(later, paths, sent, outcomes)
        for target in callee_targets(later.callee, paths):
            inner = outcomes.get(target.symbol)
            if inner is not None:
                found |= signals_of(inner, target, later.args, paths)
    for (number, index), call in paths.at(Call):
        told = _signalled(call, paths, sent, outcomes)
        if told and _ends(function, number, index):
            found |= told
        told = _by_callee(call, paths, outcomes) if not reach.in_loop(number) else set()
        if told and _ends(function, number, index, _TOUCHING | _CELLS):
            found |= told
    for (number, index), op in paths.at(Send):
        if not reach.in_loop(number) and _ends(function, number, index):
            found.add(("send", paths.of[op.channel]))
    return frozenset((kind, path) for kind, path in found if path.root[0] in "pfg")


def _by_callee(call: Call, paths: Paths, outcomes: Mapping[str, Outcome]) -> set[tuple[str, Path]]:
    """The groups of which the function that is called is done at its end; whether others send on a channel that it
    closes is not known."""
    targets = callee_targets(call.callee, paths)
    inner = outcomes.get(targets[0].symbol) if len(targets) == 1 else None
    if inner is None or not inner.signals:
        return set()
    return {one for one in signals_of(inner, targets[0], call.args, paths) if one[0] == "done"}


def _signalled(
    op: Call | Defer, paths: Paths, sent: set[Path], outcomes: Mapping[str, Outcome]
) -> set[tuple[str, Path]]:
    if op.callee.symbol in dones() and op.args:
        return {("done", paths.of[op.args[0]])}
    if op.callee.builtin and op.callee.symbol == "close":
        channel = paths.of[op.args[0]]
        return {("closed", channel)} if channel in sent else {("closed", channel), ("close", channel)}
    asked = group(op, paths, outcomes)
    return {("done", asked[0])} if asked is not None and asked[1] != "Wait" else set()


_TOUCHING = frozenset({Call, Go, Send, MapRead, MapWrite, MapDelete})
_CELLS = frozenset({Load, Store})


def _ends(function: Function, number: int, index: int, touching: frozenset[object] = _TOUCHING) -> bool:
    """Whether nothing that touches shared memory follows the operation before the function returns."""
    seen = {number}
    work = [(number, index + 1)]
    while work:
        block, first = work.pop()
        if not touching.isdisjoint(map(type, function.blocks[block].ops[first:])):
            return False
        for following in function.blocks[block].successors:
            if following not in seen:
                seen.add(following)
                work.append((following, 0))
    return True
