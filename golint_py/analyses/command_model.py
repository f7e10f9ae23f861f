"""The records of command lines: what functions, programs and words of a command are."""

from msgspec import Struct

from golint_py.analyses.constants import Word
from golint_py.analyses.taint_links import memory_of
from golint_py.analyses.taint_memory import Memory
from golint_py.analyses.taint_records import Hop
from golint_py.analyses.unit import Unit
from golint_py.query import Query


class Sink(Struct, frozen=True):
    """Which arguments of a function are what; see knowledge/exec.toml."""

    program: int = -1
    arguments: int = -1
    vector: int = -1
    script: int = -1
    shell: str = ""


class CommandField(Struct, frozen=True):
    """A field that holds a command line as a slice of words."""


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

    `via` is what reads it, such as `sh -c`. `weak`: harm is unlikely. `line` is the command line from its program
    up to this word.
    `tail` leads on to the command where that is in another package.
    """

    role: str
    word: Word
    via: str
    weak: bool = False
    line: tuple[Token, ...] = ()
    tail: tuple[Hop, ...] = ()


class Command(Struct, frozen=True):
    """A place where a process is started: function, block, operation's `at`, callee in words, and its words' roles.

    `elsewhere`: it is started by a function of another package, which is called here.
    """

    function: str
    block: int
    at: int
    callee: str
    uses: tuple[Use, ...]
    elsewhere: bool = False


class Reader(Struct, frozen=True, eq=False):
    """What reading a command line sees."""

    unit: Unit
    query: Query

    def memory(self, symbol: str) -> Memory:
        """The memory of the function's family."""
        return self.query.get(memory_of, self.unit, self.query, symbol)
