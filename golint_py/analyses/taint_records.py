"""Records of flows that leave a package: where data starts, the places on its way, what exported functions do with it.

Serialisable; places are symbols with numbers into span tables.
"""

import enum
from collections.abc import Mapping, Sequence, Set

from msgspec import Struct

from golint_py.analyses.facts import Outcome


class Trust(enum.IntEnum):
    """How far data can be trusted; a greater one is worse."""

    USER = 1
    STORED = 2
    REMOTE = 3


class Kind(enum.Enum):
    """What a flow starts from."""

    SOURCE = "source"
    PARAMETER = "parameter"
    FIELD = "field"
    GLOBAL = "package variable"
    CALL = "call"
    UNKNOWN = "unknown"


class Hop(Struct, frozen=True, gc=False):
    """A place on the way: function, operation's `at`, what happens to the data there."""

    function: str
    at: int
    message: str


class Origin(Struct, frozen=True):
    """Where a flow starts. `what` says it in words, `name` is the parameter, field, variable or function.

    `callers`: calls of the parameter's function are visible, or it is a value or a method that is called indirectly.
    Of what comes in through a parameter, `function` and `parameter` (from 0, the receiver first) say which, and `path`
    which part of it.
    """

    kind: Kind
    what: str
    name: str = ""
    trust: Trust | None = None
    callers: bool = False
    function: str = ""
    parameter: int = -1
    path: tuple[str, ...] = ()


class Flow(Struct, frozen=True):
    """An origin and the hops from there to the use, in the order of the data."""

    origin: Origin
    hops: tuple[Hop, ...]


class Passage(Struct, frozen=True):
    """What comes in through a parameter of an exported function and reaches a word of a command.

    `path` is the part of the parameter; `packed`: it is the variadic one. `role` and `via`: see `command_model.Use`;
    `position`: see `taint.flows`. `hops` lead from the parameter to the command.
    """

    function: str
    parameter: int
    path: tuple[str, ...]
    packed: bool
    role: str
    via: str
    position: str
    hops: tuple[Hop, ...]


class Given(Struct, frozen=True):
    """What result number `result` of an exported function is made of, for a use in `position` ("": in any): parameters
    and foreign data; nothing where all of it is constant or harmless."""

    function: str
    result: int
    position: str
    origins: tuple[Origin, ...]


class Starter(Struct, frozen=True):
    """An exported function that starts the program named by one parameter with the words of another, the last one."""

    function: str
    program: int
    arguments: int


class PackageFlows(Struct, frozen=True):
    """What the exported functions of a package do with data, and with functions that they are given (`wrappers`, by
    symbol); its import path and its name."""

    package: str
    name: str
    passages: tuple[Passage, ...] = ()
    results: tuple[Given, ...] = ()
    starters: tuple[Starter, ...] = ()
    wrappers: tuple[tuple[str, Outcome], ...] = ()


class Elsewhere(Struct, frozen=True, eq=False):
    """The same of all packages in sight, by function; results by function and number, then by position."""

    passages: Mapping[str, tuple[Passage, ...]] = {}
    starters: Mapping[str, Starter] = {}
    results: Mapping[tuple[str, int], Mapping[str, tuple[Origin, ...]]] = {}
    wrappers: Mapping[str, Outcome] = {}


def elsewhere(told: Sequence[PackageFlows]) -> Elsewhere:
    """Join what packages tell."""
    passages: dict[str, tuple[Passage, ...]] = {}
    results: dict[tuple[str, int], dict[str, tuple[Origin, ...]]] = {}
    for one in told:
        for passage in one.passages:
            passages[passage.function] = (*passages.get(passage.function, ()), passage)
        for given in one.results:
            results.setdefault((given.function, given.result), {})[given.position] = given.origins
    starters = {starter.function: starter for one in told for starter in one.starters}
    return Elsewhere(passages, starters, results, {symbol: told for one in told for symbol, told in one.wrappers})


def calls_of(told: Sequence[PackageFlows], imported: Mapping[str, Set[str]]) -> tuple[bytes, ...]:
    """How uses of functions that lead to commands look in a text. `imported` are the names under which files import
    packages, "" where they give none."""
    words: set[bytes] = set()
    for each in told:
        functions = {one.function for one in each.passages} | {one.function for one in each.starters}
        words |= _spelled(functions, each, imported)
    return tuple(sorted(words))


def spawns_of(told: Sequence[PackageFlows], imported: Mapping[str, Set[str]]) -> tuple[bytes, ...]:
    """How calls of functions that start what they are given look in a text."""
    words: set[bytes] = set()
    for each in told:
        words |= _spelled({symbol for symbol, outcome in each.wrappers if outcome.starts}, each, imported)
    return tuple(sorted(words))


def _spelled(functions: Set[str], of: PackageFlows, imported: Mapping[str, Set[str]]) -> Set[bytes]:
    words: set[str] = set()
    for function in functions if of.package in imported else ():
        last = function.rpartition(".")[2]
        if function.startswith("("):
            words.add(f".{last}(")
            continue
        for name in imported[of.package]:
            words.add(f"{last}(" if name == "." else f"{name or of.name}.{last}")
    return {word.encode() for word in words}
