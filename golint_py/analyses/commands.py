"""What each word of a command line is: the program, a script behind a shell's `-c`, other code, or a plain argument.

Programs and their options are in knowledge/exec.toml. A sink is a library function that starts a process, a store to a
field of `exec.Cmd`, or a function of the package that hands its parameters to a sink.
"""

import re
from collections.abc import Iterator

from msgspec import Struct

from golint_py.analyses.constants import Word, Words, known_strings, strings, words
from golint_py.analyses.taint_callees import with_methods
from golint_py.analyses.taint_flow import short
from golint_py.analyses.taint_links import links, memory_of
from golint_py.analyses.taint_memory import Memory, place
from golint_py.analyses.taint_model import plain
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import Binary, Call, Const, Convert, Defer, FieldAddr, Go, Op, Param, Store
from golint_py.knowledge.load import table
from golint_py.query import Query

MAX_WRAPPERS = 8
_CMD = "os/exec.Cmd"
_FILLED = frozenset({_CMD, "syscall.SysProcAttr"})
_SHELL_NAME = re.compile(r"(?i)shell|bash|zsh|^sh$|comspec")
_C_FLAG = re.compile(r"-[a-bd-z]*c[a-z]*\Z|/[cCkK]\Z")
_ASSIGNMENT = re.compile(r"[A-Za-z_][A-Za-z0-9_]*=")


class Sink(Struct, frozen=True):
    """Which arguments of a function are what; see knowledge/exec.toml."""

    program: int = -1
    arguments: int = -1
    vector: int = -1
    script: int = -1
    shell: str = ""


class Interpreter(Struct, frozen=True):
    """How a program finds code on its command line; see knowledge/exec.toml."""

    cluster: bool = False
    flags: tuple[str, ...] = ()
    rest: bool = False
    first: bool = False
    values: tuple[str, ...] = ()
    stops: tuple[str, ...] = ()
    shell: bool = False
    weak: bool = False


class Wrapper(Struct, frozen=True):
    """How a program finds another command on its command line; see knowledge/exec.toml."""

    values: tuple[str, ...] = ()
    operands: int = 0
    assignments: bool = False
    subcommands: tuple[str, ...] = ()
    after: str = ""
    flags: tuple[str, ...] = ()
    shell: bool = False


class Token(Struct, frozen=True):
    """A word and what is known of its text: the possible strings (None: others too), those that are constants, and the
    constant text that it starts with."""

    word: Word
    strings: frozenset[str] | None
    some: frozenset[str]
    prefix: str

    @property
    def text(self) -> str | None:
        """One of its constant strings."""
        return min(self.some) if self.some else None


class Use(Struct, frozen=True):
    """A word in a role: "program", "script" (of a shell), "code" (of another interpreter) or "argument".

    `via` is what reads it, such as `sh -c`. `weak`: harm is unlikely. `line` is the command line up to this word.
    """

    role: str
    word: Word
    via: str
    weak: bool = False
    line: tuple[Token, ...] = ()


class Command(Struct, frozen=True):
    """A place where a process is started: function, block, operation's `at`, callee in words, and its words' roles."""

    function: str
    block: int
    at: int
    callee: str
    uses: tuple[Use, ...]


class Reader(Struct, frozen=True, eq=False):
    """What reading a command line sees."""

    unit: Unit
    query: Query

    def memory(self, symbol: str) -> Memory:
        """The memory of the function's family."""
        return self.query.get(memory_of, self.unit, self.query, symbol)


def commands(unit: Unit, query: Query, symbol: str) -> tuple[Command, ...]:
    """The commands that a function starts."""
    reader = Reader(unit, query)
    body = reader.memory(symbol).bodies[symbol]
    derived = query.get(wrappers, unit, query)
    found = [
        command for block, call in body.calls if (command := _of_call(reader, symbol, block, call, derived)) is not None
    ]
    for number, block in enumerate(body.function.blocks):
        for op in block.ops:
            if type(op) is Store:
                command = _of_store(reader, symbol, number, op)
                if command is not None:
                    found.append(command)
    return tuple(found)


def starters(unit: Unit, query: Query) -> tuple[str, ...]:
    """The functions that start commands, or fill in an `exec.Cmd`."""
    direct = query.get(_direct, unit)
    callers = query.get(links, unit).callers
    more = {site.function for symbol in query.get(wrappers, unit, query) for site in callers.get(symbol, ())}
    return tuple(symbol for symbol in unit.functions if symbol in direct or symbol in more)


def _direct(unit: Unit) -> frozenset[str]:
    """The functions with a call of a sink or the address of a field of a command."""
    rows = table("exec", "sink", Sink)
    found = set()
    for symbol, function in unit.functions.items():
        for block in with_methods(function).blocks:
            for op in block.ops:
                kind = type(op)
                if kind is Call or kind is Go or kind is Defer:
                    callee = op.callee.symbol  # type: ignore[union-attr]
                    if callee and (callee in rows or plain(callee) in rows):
                        found.add(symbol)
                elif kind is FieldAddr and op.owner in _FILLED:  # type: ignore[union-attr]
                    found.add(symbol)
    return frozenset(found)


def wrappers(unit: Unit, query: Query) -> dict[str, Sink]:
    """Functions of the package that start the program named by one parameter with the words of another."""
    rows = table("exec", "sink", Sink)
    found: dict[str, Sink] = {}
    for symbol in sorted(query.get(_direct, unit)):
        body = query.get(memory_of, unit, query, symbol).bodies[symbol]
        for _block, call in body.calls:
            row = rows.get(plain(call.callee.symbol))
            if row is None or row.program < 0 or not call.spread or row.arguments != len(call.args) - 1:
                continue
            program, last = body.definition[call.args[row.program]], body.definition[call.args[-1]]
            if type(program) is Param and type(last) is Param:
                found[symbol] = Sink(program=program.index, arguments=last.index)
    return found


def _of_call(
    reader: Reader, symbol: str, block: int, call: Call | Go | Defer, derived: dict[str, Sink]
) -> Command | None:
    name = call.callee.symbol
    row = table("exec", "sink", Sink).get(plain(name)) or derived.get(name)
    if row is None:
        return None
    uses: list[Use] = []
    if 0 <= row.script < len(call.args):
        uses.append(Use("script", Word(symbol, call.args[row.script], (), block), row.shell))
    for line in _lines(reader, symbol, block, call, row):
        uses += _roles(reader, [_token(reader, word) for word in line])
    return Command(symbol, block, call.at, short(name), tuple(dict.fromkeys(uses)))


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
    if address.owner != _CMD:
        return None
    uses: list[Use] = []
    if address.field == "Path":
        uses.append(Use("program", word, ""))
    elif address.field == "Args":
        for line in words(reader.unit, reader.query, symbol, op.value, (), block):
            # What runs is the field Path; the first word is only shown to the program.
            roles = _roles(reader, _with_path(reader, symbol, address, _tokens(reader, line)))
            uses += [use for use in roles if use.role != "program" or use.via]
    elif address.field == "Stdin":
        uses += _from_stdin(reader, symbol, address, word)
    return Command(symbol, block, op.at, f"exec.Cmd.{address.field}", tuple(dict.fromkeys(uses))) if uses else None


def _tokens(reader: Reader, line: Words) -> list[Token]:
    """The words of a line; those that `exec.Command` put into `cmd.Args` before are unfolded."""
    found: list[Token] = []
    for word in line:
        made = _maker(reader, word.function, word.value) if word.many and word.path == ("[]",) else None
        if made is None:
            found.append(_token(reader, word))
        else:
            found += [_token(reader, before) for before in made]
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
            program = _token(reader, Word(write.function, write.value, (), write.block))
            if program.some:
                return [program, *tokens[1:]]
    return tokens


def _from_stdin(reader: Reader, symbol: str, address: FieldAddr, word: Word) -> Iterator[Use]:
    made = _maker(reader, symbol, address.base)
    if made is None:
        return
    tokens = [_token(reader, before) for before in made]
    rows = table("exec", "interpreter", Interpreter)
    name = _name(tokens[0])
    row = rows.get(name)
    if row is not None and row.shell and all(use.role == "program" for use in _roles(reader, tokens)):
        yield Use("script", word, f"{name} (standard input)")


def _token(reader: Reader, word: Word) -> Token:
    unit, query = reader.unit, reader.query
    whole = None if word.many else strings(unit, query, word.function, word.value, word.path)
    some = whole
    if not some:
        some = frozenset() if word.many else known_strings(unit, query, word.function, word.value, word.path)
    prefix = "" if word.many or word.path else _prefix(reader.memory(word.function), word.function, word.value)
    return Token(word, whole or None, some, prefix)


def _prefix(mem: Memory, symbol: str, value: int) -> str:
    """The constant text that a string starts with."""
    body = mem.bodies[symbol]
    for _ in range(64):
        match body.definition[value]:
            case Const(value=str() as text):
                return text
            case Binary(operator="+") as op:
                value = op.left
            case Convert() as op:
                value = op.operand
            case Call() as op if op.callee.symbol == "fmt.Sprintf" and op.args:
                head = body.definition[op.args[0]]
                return head.value.partition("%")[0] if type(head) is Const and isinstance(head.value, str) else ""
            case _:
                return ""
    return ""


def _name(token: Token) -> str:
    """The program's name without folder, version and `.exe`."""
    if token.text is None:
        return ""
    found = [re.split(r"[/\\]", text)[-1].lower().removesuffix(".exe") for text in sorted(token.some)]
    rows = table("exec", "interpreter", Interpreter)
    return next((name for name in found if name in rows), found[0])


def _roles(reader: Reader, tokens: list[Token]) -> Iterator[Use]:
    """What each word of a command line is."""
    if not tokens:
        return
    yield Use("program", tokens[0].word, "")
    start, via = 0, ""
    for _ in range(MAX_WRAPPERS):
        name = _name(tokens[start])
        interpreter = table("exec", "interpreter", Interpreter).get(name)
        if interpreter is None and _is_shell_variable(reader, tokens, start):
            name, interpreter = "a shell", table("exec", "interpreter", Interpreter)["sh"]
        if interpreter is not None:
            yield from _code(tokens, start, via + name, interpreter)
            return
        wrapper = table("exec", "wrapper", Wrapper).get(name) if tokens[start].strings is not None else None
        command = _unwrap(tokens, start, wrapper) if wrapper is not None else None
        if command is None or wrapper is None:
            yield from _arguments(tokens, start + 1, via + name)
            return
        via += name + " "
        if wrapper.shell:
            for token in tokens[command:]:
                yield Use("script", token.word, via.strip())
            return
        start = command
        yield Use("program", tokens[start].word, via.strip())


def _arguments(tokens: list[Token], start: int, via: str) -> Iterator[Use]:
    for number in range(start, len(tokens)):
        yield Use("argument", tokens[number].word, via, False, tuple(tokens[: number + 1]))


def _is_shell_variable(reader: Reader, tokens: list[Token], start: int) -> bool:
    """Whether a program that is not a constant looks like the user's shell: its name, and `-c` after it."""
    token = tokens[start]
    if token.some or start + 2 >= len(tokens) or _C_FLAG.match(tokens[start + 1].text or "") is None:
        return False
    body = reader.memory(token.word.function).bodies[token.word.function]
    names = [body.function.names.get(token.word.value, "")]
    root, steps = place(reader.memory(token.word.function), token.word.function, token.word.value)
    names += [step.rpartition(".")[2] for step in steps]
    if root[1] >= 0:
        owner = reader.memory(root[0]).bodies[root[0]]
        names += [owner.function.names.get(root[1], ""), *_argument_texts(owner.definition, owner.definition[root[1]])]
    return any(_SHELL_NAME.search(name) for name in names if name)


def _argument_texts(definition: tuple[Op | None, ...], op: Op | None) -> list[str]:
    """The constant arguments of a call such as `os.Getenv("SHELL")`."""
    if type(op) is not Call:
        return []
    made = [definition[value] for value in op.args]
    return [one.value for one in made if type(one) is Const and isinstance(one.value, str)]


def _code(tokens: list[Token], start: int, via: str, row: Interpreter) -> Iterator[Use]:
    """The words that an interpreter reads as code."""
    role = "script" if row.shell else "code"
    number, flagged, shown = start + 1, "", via
    while number < len(tokens):
        token = tokens[number]
        if token.word.many:
            yield Use(role, token.word, shown, row.weak)
            return
        text = token.text if token.strings is not None or token.some else token.prefix
        is_option = bool(text) and (text or "")[:1] in "-+/" and not _is_operand(text or "", row)
        if is_option and not (flagged and not row.cluster):
            if text in row.stops:
                break
            if _takes_code(text or "", row):
                flagged, shown = text or "", f"{via} {text}"
            number += 2 if text in row.values else 1
            continue
        if flagged or row.first:
            last = len(tokens) if row.rest else number + 1
            for one in tokens[number:last]:
                yield Use(role, one.word, shown, row.weak)
            number = last
        break
    yield from _arguments(tokens, number, shown)


def _is_operand(text: str, row: Interpreter) -> bool:
    """A word that starts with a slash is an option of some programs, a path for the others."""
    return text.startswith("/") and text not in row.flags


def _takes_code(text: str, row: Interpreter) -> bool:
    if row.cluster and not text.startswith("--") and text.startswith("-") and "c" in text[1:]:
        return True
    return text in row.flags


def _unwrap(tokens: list[Token], start: int, row: Wrapper) -> int | None:
    """The number of the word where the wrapped command starts."""
    number = start + 1
    missing = row.operands
    subcommands = set(row.subcommands)
    while number < len(tokens):
        token = tokens[number]
        text = token.text or token.prefix
        if row.after or row.flags:
            marks = {row.after, *row.flags} - {""}
            number += 1
            if text in marks:
                return number if number < len(tokens) else None
        elif text == "--":
            number += 1
        elif text.startswith("-"):
            number += 2 if text in row.values else 1
        elif subcommands:
            if text not in subcommands:
                return None
            subcommands = set()
            number += 1
        elif row.assignments and _ASSIGNMENT.match(text):
            number += 1
        elif missing and not token.word.many:
            missing -= 1
            number += 1
        else:
            return number
    return None
