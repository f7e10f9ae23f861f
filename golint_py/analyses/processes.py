"""Processes that are started in a function and what becomes of them there.

May-analysis over the operations of one declaration, literals included. A command that leaves the declaration (returned,
stored, passed on) is left alone: whoever has it may wait for it.
"""

from collections.abc import Iterator

from msgspec import Struct

from golint_py.analyses.command_model import Interpreter, Wrapper
from golint_py.analyses.commands import starters
from golint_py.analyses.constants import strings
from golint_py.analyses.taint_links import memory_of
from golint_py.analyses.taint_memory import Body, Memory, Root, Steps, families, outermost, place, reachable
from golint_py.analyses.unit import Unit
from golint_py.ir.operands import operands
from golint_py.ir.ops import (
    Alloc,
    BoundMethod,
    Call,
    Closure,
    Const,
    Convert,
    Defer,
    Exit,
    Extract,
    FieldAddr,
    FieldOf,
    Go,
    If,
    Load,
    Op,
    Phi,
    Return,
    Send,
    Store,
)
from golint_py.knowledge.load import plain, table
from golint_py.query import Query
from golint_py.types.model import Named, Pointer

_MAKERS = frozenset({"os/exec.Command", "os/exec.CommandContext", "os.StartProcess"})
_ENDS = frozenset({"(*os.Process).Wait", "(*os.Process).Release", "(*os/exec.Cmd).Wait"})
_RUNS = frozenset({"(*os/exec.Cmd).Run", "(*os/exec.Cmd).Output", "(*os/exec.Cmd).CombinedOutput"})
_COPYING = frozenset({"(*os/exec.Cmd).Output", "(*os/exec.Cmd).CombinedOutput"})
_PIPES = frozenset({"(*os/exec.Cmd).StdoutPipe", "(*os/exec.Cmd).StderrPipe"})
_CONTEXT = "os/exec.CommandContext"
_WAIT_DELAY = (1, 20)  # the Go version of Cmd.WaitDelay
_ENDING = frozenset({"context.WithTimeout", "context.WithDeadline"})
_PARENTS = frozenset("make npm yarn go git docker-compose terraform ansible-playbook mvn gradle".split())
_START = "(*os/exec.Cmd).Start"
_WAIT = "(*os/exec.Cmd).Wait"
_KILLS = frozenset({"(*os.Process).Kill", "(*os.Process).Signal"})
_ENDED = frozenset({"(context.Context).Done", "(context.Context).Err"})
_CONTEXTS = (Named("context.Context"), Pointer(Named("net/http.Request")))
_CLOSE = ("Close", "close")
_HARMLESS = ("(*os/exec.Cmd).", "(*os.Process).")


class Left(Struct, frozen=True):
    """A process that something is wrong with: "unreaped", "read" (its pipe is read after the wait), "run" (a method
    that waits although there is a pipe) or "held" (the wait may outlast the end of the context); where, where it began,
    its name, what is called. `likely`: of one that is held, that its children hold the pipe and the context ends."""

    kind: str
    function: str
    at: int
    began_at: int
    name: str
    callee: str = ""
    likely: bool = False


class _Spot(Struct, frozen=True, eq=False):
    """An operation with its position."""

    function: str
    block: int
    index: int
    op: Op


def left(unit: Unit, query: Query) -> tuple[Left, ...]:
    """What is wrong with the processes that the lowered functions start."""
    found: list[Left] = []
    for symbol in _starting(unit, query):
        mem = memory_of(unit, query, symbol)
        made = [
            (name, op)
            for name, body in mem.bodies.items()
            for _block, op in body.calls
            if type(op) is Call and plain(op.callee.symbol) in _MAKERS
        ]
        for name, call in made:
            found += _of_process(query, mem, name, call)
            if plain(call.callee.symbol) == _CONTEXT and unit.go(unit.functions[name]) >= _WAIT_DELAY:
                found += _of_context(unit, query, mem, name, call)
    return tuple(found)


def without_context(unit: Unit, query: Query) -> tuple[Left, ...]:
    """Commands that are made and waited for ("run") where a context is among the parameters, but without it."""
    found: list[Left] = []
    for symbol in _starting(unit, query):
        mem = memory_of(unit, query, symbol)
        if any(_symbol(op) in _ENDED for body in mem.bodies.values() for _block, op in body.calls):
            continue
        deferred = {op.callee.symbol for body in mem.bodies.values() for _block, op in body.calls if type(op) is Defer}
        for name, body in mem.bodies.items():
            if not body.function.test and name not in deferred and _has_context(mem, name):
                for _block, op in body.calls:
                    if type(op) is Call and op.callee.symbol == "os/exec.Command":
                        found += _waited(mem, name, op)
    return tuple(found)


def _starting(unit: Unit, query: Query) -> Iterator[str]:
    """The declared functions that start commands, themselves or in a literal."""
    outer = {outermost(unit, symbol) for symbol in query.get(starters, unit, query)}
    return (symbol for symbol in query.get(families, unit) if symbol in outer)


def _has_context(mem: Memory, symbol: str) -> bool:
    """Whether the function, or one around it, has a context among its parameters."""
    while symbol in mem.bodies:
        function = mem.bodies[symbol].function
        if any(kind in _CONTEXTS for kind in function.types[: len(function.params)]):
            return True
        symbol = function.parent
    return False


def _waited(mem: Memory, symbol: str, made: Call) -> Iterator[Left]:
    root = (symbol, made.result)
    spots = list(_uses(mem, root))
    if any(_escapes(mem, root, spot) or _symbol(spot.op) in _KILLS for spot in spots):
        return
    for spot in spots:
        callee = _symbol(spot.op)
        if spot.function == symbol and type(spot.op) is Call and callee in (*_RUNS, _WAIT):
            yield Left("run", symbol, spot.op.at, made.at, _name(mem, symbol, made), callee.rpartition(".")[2])
            return


def _of_process(query: Query, mem: Memory, symbol: str, made: Call) -> Iterator[Left]:
    root = (symbol, made.result)
    spots = list(_uses(mem, root))
    started = [s for s in spots if _symbol(s.op) == _START]
    name = _name(mem, symbol, made)
    yield from _of_pipes(query, mem, spots, name)
    if made.callee.symbol == "os.StartProcess":
        started = [_Spot(symbol, 0, 0, made)]
    if not started or symbol.endswith((".main", ".TestMain")):
        return
    if _takes_over(mem, spots) or any(_symbol(s.op) in _ENDS or _escapes(mem, root, s) for s in spots):
        return
    first = started[0]
    if not _exits(query, mem.bodies[first.function], first):
        yield Left("unreaped", first.function, first.op.at, made.at, name)


def _takes_over(mem: Memory, spots: list[_Spot]) -> bool:
    """Whether the child reads this process's standard input, which is then about to end."""
    for spot in spots:
        if type(spot.op) is Store:
            address = mem.bodies[spot.function].definition[spot.op.address]
            if type(address) is FieldAddr and address.field == "Stdin":
                return place(mem, spot.function, spot.op.value)[0][0] == "os.Stdin"
    return False


def _symbol(op: Op) -> str:
    return plain(op.callee.symbol) if isinstance(op, (Call, Defer, Go)) else ""


def _name(mem: Memory, symbol: str, made: Call) -> str:
    """The constant program, or the variable."""
    body = mem.bodies[symbol]
    for value in made.args[:2]:
        op = body.definition[value]
        if type(op) is Const and isinstance(op.value, str):
            return op.value
    return body.function.names.get(made.result, "") or "the process"


def _owner(mem: Memory, symbol: str, value: int) -> tuple[Root, Steps]:
    """The call that made the object of a value, through variables that are written once."""
    root, steps = place(mem, symbol, value)
    for _ in range(4):
        if root[1] < 0 or type(mem.bodies[root[0]].definition[root[1]]) is not Alloc:
            break
        stored = [w for w in mem.writes.get(root, ()) if w.path == steps[: len(w.path)]]
        whole = [w for w in stored if not w.path]
        if len(whole) != 1:
            break
        root, more = place(mem, whole[0].function, whole[0].value)
        steps = more + steps
    return root, steps


def _uses(mem: Memory, root: Root) -> Iterator[_Spot]:
    """The operations on the command or process, its fields and variables included."""
    for symbol, body in mem.bodies.items():
        for number, block in enumerate(body.function.blocks):
            for index, op in enumerate(block.ops):
                for value in operands(op):
                    if body.definition[value] is not None and _owner(mem, symbol, value)[0] == root:
                        yield _Spot(symbol, number, index, op)
                        break


def _escapes(mem: Memory, root: Root, spot: _Spot) -> bool:
    """Whether an operation hands the command or process to somebody else."""
    op, body = spot.op, mem.bodies[spot.function]
    match op:
        case FieldAddr() | FieldOf() | Load() | If() | Closure() | Extract():
            return False
        case Store():
            if not _is_process(mem, root, spot.function, op.value):
                return False
            target, steps = place(mem, spot.function, op.address)
            kept = target[1] >= 0 and type(mem.bodies[target[0]].definition[target[1]]) is Alloc and not steps
            return not kept or len([w for w in mem.writes.get(target, ()) if not w.path]) > 1
        case Call() | Defer() | Go():
            handed = [value for value in op.args if _is_process(mem, root, spot.function, value)]
            return bool(handed) and not op.callee.symbol.startswith(_HARMLESS)
        case Return() | Send() | Phi() | BoundMethod() | Convert():
            return any(
                body.definition[v] is not None and _is_process(mem, root, spot.function, v) for v in operands(op)
            )
    return type(op).__name__ not in ("Binary", "Unary", "Jump", "RunDefers")


def _is_process(mem: Memory, root: Root, symbol: str, value: int) -> bool:
    """Whether a value is the command, its process, or a result of a call that made it; not another field."""
    owner, steps = _owner(mem, symbol, value)
    return owner == root and (steps in ((), ("#0",)) or (len(steps) == 1 and steps[0].endswith(".Process")))


def _exits(query: Query, body: Body, spot: _Spot) -> bool:
    """Whether the program ends on every way after the start that does not return an error."""
    blocks = [spot.block, *query.get(reachable, body.function, spot.block)]
    ends = [type(body.function.blocks[b].ops[-1]) for b in blocks]
    return Exit in ends


def _of_context(unit: Unit, query: Query, mem: Memory, symbol: str, made: Call) -> Iterator[Left]:
    """A command that is killed when its context ends, and whose output this process copies: the wait then goes on until
    the last of its children has closed the pipe, unless WaitDelay bounds it."""
    root = (symbol, made.result)
    spots = list(_uses(mem, root))
    fields = {spot.op.field for spot in spots if type(spot.op) is FieldAddr}
    if fields & {"WaitDelay", "Cancel"} or any(_escapes(mem, root, spot) for spot in spots):
        return
    for spot in spots:
        callee = _symbol(spot.op)
        copies = callee in _COPYING or (callee in (*_RUNS, _WAIT) and _is_copied(mem, spots))
        if copies and isinstance(spot.op, Call):
            likely = _ends(mem, symbol, made.args[0]) and _has_children(unit, query, symbol, made.args[1])
            yield Left(
                "held", spot.function, spot.op.at, made.at, _name(mem, symbol, made), callee.rpartition(".")[2], likely
            )
            return


def _is_copied(mem: Memory, spots: list[_Spot]) -> bool:
    """Whether Stdout or Stderr is something else than a file."""
    for spot in spots:
        if type(spot.op) is Store:
            body = mem.bodies[spot.function]
            address, value = body.definition[spot.op.address], body.definition[spot.op.value]
            if type(address) is FieldAddr and address.field in ("Stdout", "Stderr") and type(value) is Convert:
                held = body.function.types[value.operand]
                named = held.elem if type(held) is Pointer else held
                if type(named) is Named and named.name != "os.File":
                    return True
    return False


def _ends(mem: Memory, symbol: str, context: int) -> bool:
    """Whether the context is made in sight, and ends at some time."""
    root, steps = _owner(mem, symbol, context)
    op = mem.bodies[root[0]].definition[root[1]] if root[1] >= 0 else None
    return type(op) is Call and op.callee.symbol in _ENDING and steps == ("#0",)


def _has_children(unit: Unit, query: Query, symbol: str, program: int) -> bool:
    """Whether the program is known to start others: a shell, or what runs a command for its caller."""
    found = strings(unit, query, symbol, program) or frozenset()
    names = {text.rpartition("/")[2] for text in found}
    shells = {name for name, row in table("exec", "interpreter", Interpreter).items() if row.shell}
    return bool(names & (shells | table("exec", "wrapper", Wrapper).keys() | _PARENTS))


def _of_pipes(query: Query, mem: Memory, spots: list[_Spot], name: str) -> Iterator[Left]:
    pipes = [s for s in spots if _symbol(s.op) in _PIPES]
    if not pipes:
        return
    for spot in spots:
        if _symbol(spot.op) in _RUNS and isinstance(spot.op, Call):
            callee = spot.op.callee.symbol.rpartition(".")[2]
            yield Left("run", spot.function, spot.op.at, pipes[0].op.at, name, callee)
            return
    waits = [s for s in spots if _symbol(s.op) == _WAIT and isinstance(s.op, Call)]
    if len(waits) != 1:
        return
    for pipe in pipes:
        yield from _read_late(query, mem, pipe, waits[0], name)


def _read_late(query: Query, mem: Memory, pipe: _Spot, wait: _Spot, name: str) -> Iterator[Left]:
    """The first use of a pipe as an argument, if all of them come after the wait."""
    if pipe.function != wait.function or not isinstance(pipe.op, Call):
        return
    users = [
        s
        for s in _uses(mem, (pipe.function, pipe.op.result))
        if isinstance(s.op, (Call, Go, Defer, Closure)) and not _symbol(s.op).endswith(_CLOSE)
    ]
    after = query.get(reachable, mem.bodies[wait.function].function, wait.block)
    if users and all(
        s.function == wait.function and (s.block in after or (s.block == wait.block and s.index > wait.index))
        for s in users
    ):
        yield Left("read", wait.function, users[0].op.at, wait.op.at, name)
