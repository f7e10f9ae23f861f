"""The words of command lines that are executed, each with where its content comes from."""

import re

from msgspec import Struct, structs

from golint_py.analyses.command_model import Command, Reader, Use
from golint_py.analyses.command_roles import prefix
from golint_py.analyses.commands import commands
from golint_py.analyses.taint import flows
from golint_py.analyses.taint_flow import Node
from golint_py.analyses.taint_links import memory_of
from golint_py.analyses.taint_records import Flow, Hop, Kind, Trust
from golint_py.analyses.unit import Unit
from golint_py.ir.ops import Binary, Call, Const
from golint_py.ir.program import Function
from golint_py.query import Query
from golint_py.text.finding import Step, Thread
from golint_py.text.span import Site

# Variables that by convention name the program to run.
_CONVENTIONS = frozenset("EDITOR VISUAL GIT_EDITOR PAGER SHELL BROWSER COMSPEC ComSpec TERMINAL TERM_PROGRAM".split())
_JOINS = frozenset({"path/filepath.Join", "path.Join"})


_TESTS = re.compile(r"(?:^|/)(?:tests?|testutils?|testing|e2e|integration|benchmarks?)/")


class Steered(Struct, frozen=True):
    """A word that executes and the flows into it; none: it is made of constants. `prefix` is the constant text that it
    starts with. `inward` are the flows into a script that start in its function, where no others do: all that is seen
    to call it passes constants."""

    use: Use
    flows: tuple[Flow, ...]
    prefix: str = ""
    inward: tuple[Flow, ...] = ()

    @property
    def trust(self) -> Trust | None:
        """The worst trust level among the sources."""
        return max((flow.origin.trust for flow in self.flows if flow.origin.trust is not None), default=None)


class Started(Struct, frozen=True):
    """A command and those of its words that execute: program, script, code."""

    command: Command
    words: tuple[Steered, ...]

    @property
    def is_tainted(self) -> bool:
        """Whether foreign data reaches one of the words."""
        return any(word.trust is not None for word in self.words)


def is_for_tests(function: Function) -> bool:
    """Whether a function is test code, by its file or folder."""
    return function.test or _TESTS.search(function.path) is not None


def started(unit: Unit, query: Query, symbol: str) -> tuple[Started, ...]:
    """The commands that a function starts, with the origins of the words that execute."""
    found = []
    for command in query.get(commands, unit, query, symbol):
        words = tuple(_steered(unit, query, use) for use in command.uses if use.role != "argument")
        found.append(Started(command, words))
    return tuple(found)


def _steered(unit: Unit, query: Query, use: Use) -> Steered:
    position = "program" if use.role == "program" else "script"
    found = into(unit, query, use, position)
    known = "" if use.word.many or use.word.path else prefix(Reader(unit, query), use.word)
    inward: tuple[Flow, ...] = ()
    if use.role == "script" and not found and not use.tail:
        word = use.word
        inward = flows(unit, query, Node(word.function, word.value, word.path, word.block), position, inward=True)
    return Steered(use, found, known, inward)


def into(unit: Unit, query: Query, use: Use, position: str) -> tuple[Flow, ...]:
    """The flows into a word."""
    word = use.word
    return flows(unit, query, Node(word.function, word.value, word.path, word.block), position)


def leading(unit: Unit, query: Query, use: Use) -> Use:
    """The use with the part of its word that comes first; that alone decides whether it is an option."""
    word = use.word
    body = query.get(memory_of, unit, query, word.function).bodies[word.function]
    value = word.value
    for _ in range(64):
        op = None if word.path else body.definition[value]
        if type(op) is Binary and op.operator == "+":
            value = op.left
        elif type(op) is Call and op.callee.symbol in _JOINS and len(op.args) > 1:
            value = op.args[0]
        else:
            break
    return structs.replace(use, word=structs.replace(word, value=value))


def is_convention(unit: Unit, query: Query, flow: Flow) -> bool:
    """Whether the source is an environment variable such as EDITOR whose purpose is to name a program."""
    first = flow.hops[0]
    body = query.get(memory_of, unit, query, first.function).bodies[first.function]
    for _block, call in body.calls:
        if type(call) is Call and call.at == first.at and call.args:
            name = body.definition[call.args[0]]
            if type(name) is Const and name.value in _CONVENTIONS:
                return True
    return False


def built_with(unit: Unit, query: Query, use: Use) -> str:
    """How a string is put together: "`+`", "`fmt.Sprintf`", or "" where it is a variable as it is."""
    word = use.word
    body = query.get(memory_of, unit, query, word.function).bodies[word.function]
    op = None if word.path else body.definition[word.value]
    if type(op) is Binary:
        return "`+`"
    if type(op) is Call and op.callee.symbol.startswith(("fmt.", "strings.")):
        return f"`{op.callee.symbol}`"
    return ""


def hops_to(flow: Flow, command: Command, use: Use) -> tuple[Hop, ...]:
    """The way of a flow to a command, through functions of other packages where it is started there."""
    if command.elsewhere:
        return (*flow.hops, Hop(command.function, command.at, f"is passed to `{command.callee}`"), *use.tail)
    words = {"program": "program name", "script": "shell script", "code": "interpreter code"}
    role = words.get(use.role, f"an argument of `{use.via}`")
    return (*flow.hops, Hop(command.function, command.at, f"reaches `{command.callee}` as {role}"))


def thread(flow: Flow, command: Command, use: Use) -> Thread[Site]:
    """The flow as a thread that ends at the command."""
    steps = tuple(Step(Site(hop.function, hop.at), hop.message, ("taint",)) for hop in hops_to(flow, command, use))
    return Thread(f"data of {flow.origin.what}" if flow.origin.kind is Kind.SOURCE else flow.origin.what, steps)
