"""What each word of a command line is: the program, a script behind a shell's `-c`, other code, or a plain argument.

Programs and their options are in knowledge/exec.toml. A sink is a library function that starts a process, a store to a
field of `exec.Cmd`, or a function of the package that hands its parameters to a sink.
"""

from collections.abc import Iterator

from golint_py.analyses.command_model import Command, CommandField, Interpreter, Reader, Sink, Token, Use
from golint_py.analyses.command_roles import name_of, roles, token
from golint_py.analyses.constants import Word, Words, words
from golint_py.analyses.taint_callees import function_variables, with_methods
from golint_py.analyses.taint_flow import short
from golint_py.analyses.taint_links import links, memory_of
from golint_py.analyses.taint_memory import Steps, place
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import Call, Const, Convert, Defer, FieldAddr, Go, Param, Store
from golint_py.ir.program import calls_of, ops_of
from golint_py.knowledge.load import plain, table
from golint_py.query import Query
from golint_py.types.model import Named, Pointer

_CMD = "os/exec.Cmd"
_FILLED = frozenset({_CMD, "syscall.SysProcAttr"})
_TEXTS = frozenset({"strings.Reader", "bytes.Reader", "bytes.Buffer", "io.Reader"})
_WRITERS = {
    "(io.Writer).Write": 1,
    "(io.WriteCloser).Write": 1,
    "io.WriteString": 1,
    "io.Copy": 1,
    "fmt.Fprint": 1,
    "fmt.Fprintln": 1,
    "fmt.Fprintf": 1,
}


def commands(unit: Unit, query: Query, symbol: str) -> tuple[Command, ...]:
    """The commands that a function starts."""
    reader = Reader(unit, query)
    body = reader.memory(symbol).bodies[symbol]
    derived = _starters_elsewhere(unit) | query.get(wrappers, unit, query)
    found = [
        command for block, call in body.calls if (command := _of_call(reader, symbol, block, call, derived)) is not None
    ]
    for number, block in enumerate(body.function.blocks):
        for op in block.ops:
            if type(op) is Store:
                command = _of_store(reader, symbol, number, op)
                if command is not None:
                    found.append(command)
            elif type(op) is Call and op.callee.symbol == f"(*{_CMD}).StdinPipe":
                found += _through_pipe(reader, symbol, op)
    return tuple(found)


def starters(unit: Unit, query: Query) -> tuple[str, ...]:
    """The functions that start commands, or fill in an `exec.Cmd`."""
    direct = query.get(_direct, unit, query)
    callers = query.get(links, unit).callers
    more = {site.function for symbol in query.get(wrappers, unit, query) for site in callers.get(symbol, ())}
    return tuple(symbol for symbol in unit.functions if symbol in direct or symbol in more)


def _direct(unit: Unit, query: Query) -> frozenset[str]:
    """The functions with a call of a sink or the address of a field of a command."""
    rows = table("exec", "sink", Sink)
    known = unit.elsewhere.passages.keys() | unit.elsewhere.starters.keys()
    filled = _FILLED | {field.rpartition(".")[0] for field in table("exec", "field", CommandField)}
    variables = dict(query.get(function_variables, unit))
    found = set()
    for symbol, function in unit.functions.items():
        named = with_methods(function, variables)
        callees = {op.callee.symbol for op in calls_of(named)} - {""}
        if any(one in rows or one in known or plain(one) in rows for one in callees) or any(
            plain(op.owner) in filled for op in ops_of(named, FieldAddr)
        ):
            found.add(symbol)
    return frozenset(found)


def wrappers(unit: Unit, query: Query) -> dict[str, Sink]:
    """Functions of the package that start the program named by one parameter with the words of another."""
    rows = table("exec", "sink", Sink)
    elsewhere = _starters_elsewhere(unit)
    found: dict[str, Sink] = {}
    for symbol in sorted(query.get(_direct, unit, query)):
        body = query.get(memory_of, unit, query, symbol).bodies[symbol]
        for _block, call in body.calls:
            row = rows.get(plain(call.callee.symbol)) or elsewhere.get(call.callee.symbol)
            if row is None or row.program < 0 or not call.spread or row.arguments != len(call.args) - 1:
                continue
            program, last = body.definition[call.args[row.program]], body.definition[call.args[-1]]
            if type(program) is Param and type(last) is Param:
                found[symbol] = Sink(program=program.index, arguments=last.index)
    return found


def _starters_elsewhere(unit: Unit) -> dict[str, Sink]:
    """Such functions of other packages."""
    return {
        one.function: Sink(program=one.program, arguments=one.arguments) for one in unit.elsewhere.starters.values()
    }


def _of_call(
    reader: Reader, symbol: str, block: int, call: Call | Go | Defer, derived: dict[str, Sink]
) -> Command | None:
    name = call.callee.symbol
    row = table("exec", "sink", Sink).get(plain(name)) or derived.get(name)
    if row is None:
        return _of_passages(reader, symbol, block, call)
    uses: list[Use] = []
    if 0 <= row.script < len(call.args):
        uses.append(Use("script", Word(symbol, call.args[row.script], (), block), row.shell))
    for line in _lines(reader, symbol, block, call, row):
        uses += roles(reader, [token(reader, word) for word in line])
    return Command(symbol, block, call.at, short(name), tuple(dict.fromkeys(uses)))


def _of_passages(reader: Reader, symbol: str, block: int, call: Call | Go | Defer) -> Command | None:
    """A call of a function of another package that hands its parameters to a command."""
    name = call.callee.symbol
    uses: list[Use] = []
    for one in reader.unit.elsewhere.passages.get(name, ()):
        given: tuple[tuple[int, Steps], ...] = ()
        if one.packed and not call.spread:
            at = one.path[0][1:-1] if one.path else ""
            chosen = call.args[one.parameter :]
            chosen = chosen[int(at) : int(at) + 1] if at.isdigit() else chosen
            given = tuple((value, one.path[1:]) for value in chosen)
        elif one.parameter < len(call.args):
            given = ((call.args[one.parameter], one.path),)
        uses += [Use(one.role, Word(symbol, value, path, block), one.via, tail=one.hops) for value, path in given]
    return Command(symbol, block, call.at, short(name), tuple(dict.fromkeys(uses)), True) if uses else None


def _lines(reader: Reader, symbol: str, block: int, call: Call | Go | Defer, row: Sink) -> list[Words]:
    """The command lines that a call of a sink starts, program first."""
    if not 0 <= row.program < len(call.args):
        return []
    program = (Word(symbol, call.args[row.program], (), block),)
    if row.vector >= 0:
        if row.vector >= len(call.args):
            return [program]
        lines = words(reader.unit, reader.query, symbol, call.args[row.vector], (), block)
        return [program + (line if line and line[0].many else line[1:]) for line in lines]
    single = call.args[row.arguments : -1] if call.spread else call.args[row.arguments :]
    line = program + tuple(Word(symbol, value, (), block) for value in single)
    if not call.spread or row.arguments >= len(call.args):
        return [line]
    return [line + more for more in words(reader.unit, reader.query, symbol, call.args[-1], (), block)]


def _of_store(reader: Reader, symbol: str, block: int, op: Store) -> Command | None:
    """A store to a field of `exec.Cmd`, or to the command line of a Windows process."""
    body = reader.memory(symbol).bodies[symbol]
    address = body.definition[op.address]
    if type(address) is not FieldAddr:
        return None
    word = Word(symbol, op.value, (), block)
    if address.owner == "syscall.SysProcAttr" and address.field == "CmdLine":
        return Command(symbol, block, op.at, "SysProcAttr.CmdLine", (Use("script", word, "the command line"),))
    uses: list[Use] = []
    if address.owner != _CMD:
        field = plain(f"{address.owner}.{address.field}")
        if field not in table("exec", "field", CommandField):
            return None
        for line in words(reader.unit, reader.query, symbol, op.value, (), block):
            uses += [use for use in roles(reader, _tokens(reader, line)) if use.role != "program" or use.via]
        return Command(symbol, block, op.at, short(field), tuple(dict.fromkeys(uses))) if uses else None
    if address.field == "Path":
        uses.append(Use("program", word, ""))
    elif address.field == "Args":
        for line in words(reader.unit, reader.query, symbol, op.value, (), block):
            # What runs is the field Path; the first word is only shown to the program.
            found = roles(reader, _with_path(reader, symbol, address, _tokens(reader, line)))
            uses += [use for use in found if use.role != "program" or use.via]
    elif address.field == "Stdin":
        uses += _from_stdin(reader, symbol, address, word)
    return Command(symbol, block, op.at, f"exec.Cmd.{address.field}", tuple(dict.fromkeys(uses))) if uses else None


def _tokens(reader: Reader, line: Words) -> list[Token]:
    """The words of a line; those that `exec.Command` put into `cmd.Args` before are unfolded."""
    found: list[Token] = []
    for word in line:
        made = _maker(reader, word.function, word.value) if word.many and word.path == ("[]",) else None
        if made is None:
            found.append(token(reader, word))
        else:
            found += [token(reader, before) for before in made]
    return found


def _maker(reader: Reader, symbol: str, value: int) -> Words | None:
    """The command line with which the `exec.Cmd` of a value was made by a call."""
    root, _steps = place(reader.memory(symbol), symbol, value)
    if root[1] < 0:
        return None
    body = reader.memory(root[0]).bodies[root[0]]
    call = body.definition[root[1]]
    row = table("exec", "sink", Sink).get(plain(call.callee.symbol)) if type(call) is Call else None
    if row is None or type(call) is not Call:
        return None
    lines = _lines(reader, root[0], body.position[root[1]][0], call, row)
    return lines[0] if lines else None


def _with_path(reader: Reader, symbol: str, address: FieldAddr, tokens: list[Token]) -> list[Token]:
    """The program is what the field Path says, where it was stored to as well."""
    mem = reader.memory(symbol)
    root, steps = place(mem, symbol, address.base)
    for write in mem.writes.get(root, ()):
        if write.path == (*steps, f"{_CMD}.Path"):
            program = token(reader, Word(write.function, write.value, (), write.block))
            if program.some:
                return [program, *tokens[1:]]
    return tokens


def _from_stdin(reader: Reader, symbol: str, address: FieldAddr, word: Word) -> Iterator[Use]:
    shell = _shell(reader, symbol, address.base)
    if shell and _is_text(reader, symbol, word.value):
        yield Use("script", word, f"{shell} (standard input)")


def _is_text(reader: Reader, symbol: str, value: int) -> bool:
    """Whether a reader is made of text in memory; a terminal or a file is not."""
    body = reader.memory(symbol).bodies[symbol]
    op = body.definition[value]
    held = body.function.types[op.operand if type(op) is Convert else value]
    named = held.elem if type(held) is Pointer else held
    return type(named) is Named and named.name in _TEXTS


def _shell(reader: Reader, symbol: str, command: int) -> str:
    """The name of the shell that an `exec.Cmd` runs without a script, "" for anything else."""
    made = _maker(reader, symbol, command)
    if made is None:
        return ""
    tokens = [token(reader, before) for before in made]
    name = name_of(tokens[0])
    row = table("exec", "interpreter", Interpreter).get(name)
    alone = all(use.role == "program" or (use.role == "argument" and _is_option(use)) for use in roles(reader, tokens))
    return name if row is not None and row.shell and alone else ""


def _is_option(use: Use) -> bool:
    text = use.line[-1].text if use.line else None
    return text is not None and text.startswith("-")


def _through_pipe(reader: Reader, symbol: str, pipe: Call) -> Iterator[Command]:
    """What is written to the standard input of a shell."""
    shell = _shell(reader, symbol, pipe.args[0])
    if not shell:
        return
    mem = reader.memory(symbol)
    for name, body in mem.bodies.items():
        for block, call in body.calls:
            first = _WRITERS.get(call.callee.symbol)
            if first is None or not call.args or place(mem, name, call.args[0]) != ((symbol, pipe.result), ("#0",)):
                continue
            uses = [
                Use("script", Word(name, value, (), block), f"{shell} (standard input)")
                for value in call.args[first:]
                if type(body.definition[value]) is not Const
            ]
            if uses:
                yield Command(name, block, call.at, short(call.callee.symbol), tuple(uses))
