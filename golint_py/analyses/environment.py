"""Variables of the environment that are set for this process or a child, where they decide what code runs.

A value is known in pieces: constants in order, with gaps for what is not constant.
"""

from collections.abc import Iterator

from msgspec import Struct

from golint_py.analyses.command_model import Use
from golint_py.analyses.constants import Word, strings, words
from golint_py.analyses.taint_commands import into
from golint_py.analyses.taint_links import memory_of
from golint_py.analyses.taint_memory import Memory, place
from golint_py.analyses.taint_records import Flow, Trust
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import Binary, Call, Const, Convert, FieldAddr, Store
from golint_py.ir.program import ops_of
from golint_py.knowledge.load import plain, table
from golint_py.query import Query

GAP = "\0"
_SETTERS = frozenset({"os.Setenv", "syscall.Setenv", "golang.org/x/sys/unix.Setenv"})
_FIELDS = frozenset({("os/exec.Cmd", "Env"), ("os.ProcAttr", "Env"), ("syscall.ProcAttr", "Env")})
_WRITABLE = ("/tmp", "/var/tmp", "/dev/shm")


class Variable(Struct, frozen=True):
    """A variable that decides what code runs. `list`: its value is a list of folders, separated by colons."""

    list: bool = False


class Steering(Struct, frozen=True):
    """A variable that is set: where, its name, the folder that anyone may write to or that depends on the working
    directory ("" none), whether foreign data is its name, and the flow of foreign data into it."""

    function: str
    at: int
    name: str
    folder: str | None
    named: bool
    flow: Flow | None


def steering(unit: Unit, query: Query) -> tuple[Steering, ...]:
    """The places where such variables get a value that others decide, or folders that others write to."""
    found: list[Steering] = []
    for symbol, function in unit.functions.items():
        fields = {op.result for op in ops_of(function, FieldAddr) if (op.owner, op.field) in _FIELDS}
        if not fields and not any(plain(call.callee.symbol) in _SETTERS for call in ops_of(function, Call)):
            continue
        for number, block in enumerate(function.blocks):
            for op in block.ops:
                if type(op) is Call and plain(op.callee.symbol) in _SETTERS and len(op.args) == 2:
                    found += _of_setenv(unit, query, symbol, number, op)
                elif type(op) is Store and op.address in fields:
                    found += _of_store(unit, query, symbol, number, op)
    return tuple(found)


def _of_setenv(unit: Unit, query: Query, symbol: str, block: int, call: Call) -> Iterator[Steering]:
    names = strings(unit, query, symbol, call.args[0])
    word = Word(symbol, call.args[1], (), block)
    if not names:
        flow = _foreign(unit, query, Word(symbol, call.args[0], (), block))
        if flow is not None:
            yield Steering(symbol, call.at, "", None, True, flow)
        return
    rows = table("exec", "variable", Variable)
    mem = query.get(memory_of, unit, query, symbol)
    for name in sorted(names & rows.keys()):
        folder = bad_folder(pieces(mem, symbol, call.args[1])) if rows[name].list else None
        flow = _foreign(unit, query, word)
        if folder is not None or flow is not None:
            yield Steering(symbol, call.at, name, folder, False, flow)


def _of_store(unit: Unit, query: Query, symbol: str, block: int, op: Store) -> Iterator[Steering]:
    """The elements of `cmd.Env = ...`."""
    seen: set[Word] = set()
    for line in words(unit, query, symbol, op.value, (), block):
        for word in line:
            if word not in seen and not word.path:
                seen.add(word)
                yield from _of_entry(unit, query, symbol, op, word)


def _of_entry(unit: Unit, query: Query, symbol: str, op: Store, word: Word) -> Iterator[Steering]:
    """One `NAME=value`."""
    mem = query.get(memory_of, unit, query, word.function)
    text = pieces(mem, word.function, word.value)
    name, equals, value = text.partition("=")
    if GAP in name or not equals:
        flow = _foreign(unit, query, word) if name.startswith(GAP) else None
        if flow is not None:
            yield Steering(symbol, op.at, "", None, True, flow)
        return
    row = table("exec", "variable", Variable).get(name)
    if row is None:
        return
    folder = bad_folder(value) if row.list else None
    flow = _foreign(unit, query, word) if GAP in value else None
    if folder is not None or flow is not None:
        yield Steering(symbol, op.at, name, folder, False, flow)


def _foreign(unit: Unit, query: Query, word: Word) -> Flow | None:
    """The least trusted flow of data from outside into a word; the user's own environment is no outside."""
    flows = into(unit, query, Use("argument", word, ""), "argument")
    return next((flow for flow in flows if flow.origin.trust is not None and flow.origin.trust > Trust.USER), None)


def pieces(mem: Memory, symbol: str, value: int) -> str:
    """The text of a string with `GAP` for each part that is not constant."""
    body = mem.bodies[symbol]
    found: list[str] = []
    work = [value]
    while work and len(found) < 64:
        op = body.definition[work.pop()]
        match op:
            case Const(value=str() as text):
                found.append(text)
            case Binary(operator="+"):
                work += (op.right, op.left)
            case Convert():
                work.append(op.operand)
            case Call() if op.callee.symbol == "fmt.Sprintf" and op.args:
                form = body.definition[op.args[0]]
                text = form.value if type(form) is Const and isinstance(form.value, str) else "%s"
                found.append(_format(text))
            case _:
                found.append(GAP)
    return "".join(found)


def _format(text: str) -> str:
    """A format with a gap for each verb."""
    out, rest = "", text
    while "%" in rest:
        before, _, rest = rest.partition("%")
        out += before + GAP
        rest = rest.lstrip("-+# 0123456789.*[]")[1:]
    return out + rest


def bad_folder(text: str) -> str | None:
    """The first entry of a list of folders that is empty, relative, or one where anyone may write."""
    for entry in text.split(":"):
        if GAP in entry or "$" in entry:
            continue
        if not entry.startswith("/") or entry.rstrip("/") in _WRITABLE or entry.startswith(("/tmp/", "/dev/shm/")):
            return entry
    return None


def cleared(unit: Unit, query: Query) -> tuple[tuple[str, int], ...]:
    """The stores of nil to the field Err of a command, by which a program in the working directory is accepted; not
    where this program starts itself (`os.Args[0]`)."""
    found = []
    for symbol, function in unit.functions.items():
        fields = {op.result for op in ops_of(function, FieldAddr) if op.owner == "os/exec.Cmd" and op.field == "Err"}
        if not fields or _starts_itself(query.get(memory_of, unit, query, symbol), symbol):
            continue
        nils = {op.result for op in ops_of(function, Const) if op.known and op.value is None}
        found += [(symbol, op.at) for op in ops_of(function, Store) if op.address in fields and op.value in nils]
    return tuple(found)


def _starts_itself(mem: Memory, symbol: str) -> bool:
    """Whether the function makes a command of the program that is running."""
    sinks = {"os/exec.Command": 0, "os/exec.CommandContext": 1}
    for _block, call in mem.bodies[symbol].calls:
        number = sinks.get(plain(call.callee.symbol), -1)
        if 0 <= number < len(call.args) and place(mem, symbol, call.args[number]) == (("os.Args", -1), ("[0]",)):
            return True
    return False
