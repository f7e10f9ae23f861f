"""Records of the taint analysis: the nodes of its graph, the flows it finds, and words for symbols."""

import enum

from msgspec import Struct

from golint_py.analyses.taint_links import memory_of
from golint_py.analyses.taint_memory import Memory, Steps
from golint_py.analyses.taint_model import Trust
from golint_py.analyses.unit import Unit
from golint_py.query import Query

Calls = tuple[tuple[str, int], ...]


class Kind(enum.Enum):
    """What a flow starts from."""

    SOURCE = "source"
    PARAMETER = "parameter"
    FIELD = "field"
    GLOBAL = "package variable"
    CALL = "call"
    UNKNOWN = "unknown"


class Node(Struct, frozen=True):
    """The content at `path` below a value, as seen where block `block` of its function runs.

    `calls` are the calls entered and not yet left, each the caller's symbol and the call's value.
    """

    function: str
    value: int
    path: Steps = ()
    block: int = 0
    calls: Calls = ()


class Hop(Struct, frozen=True):
    """A place on the way: function, operation's `at`, what happens to the data there."""

    function: str
    at: int
    message: str


class Origin(Struct, frozen=True):
    """Where a flow starts. `what` says it in words, `name` is the parameter, field, variable or function.

    `callers`: calls of the parameter's function are visible, or it is a value or a method that is called indirectly.
    """

    kind: Kind
    what: str
    name: str = ""
    trust: Trust | None = None
    callers: bool = False


class Flow(Struct, frozen=True):
    """An origin and the hops from there to the use, in the order of the data."""

    origin: Origin
    hops: tuple[Hop, ...]


class Next(Struct, frozen=True):
    """A node that flows into another, by a hop if there is something to tell."""

    node: Node
    hop: Hop | None = None


Moves = tuple[list[Next], list[tuple[Origin, Hop]]]


class View(Struct, frozen=True, eq=False):
    """What a step of the search sees."""

    unit: Unit
    query: Query
    position: str

    def memory(self, symbol: str) -> Memory:
        """The memory of the function's family."""
        return self.query.get(memory_of, self.unit, self.query, symbol)


def short(symbol: str) -> str:
    """A symbol without the directories of its import path: `exec.Command`, `(*http.Request).FormValue`."""
    head = "(*" if symbol.startswith("(*") else "(" if symbol.startswith("(") else ""
    return head + symbol.removeprefix(head).rpartition("/")[2]


def is_exported(symbol: str) -> bool:
    """Whether other packages can name the function: it and its receiver's type start with a capital letter."""
    inner = symbol.removeprefix("(").removeprefix("*")
    names = inner.rpartition("/")[2].replace(")", "").split(".")[1:]
    return "$" not in symbol and all(name[:1].isupper() for name in names)


def field_name(path: Steps) -> str:
    """The last field on a path, "" where it has none."""
    last = next((step for step in reversed(path) if not step.startswith(("[", "#", "<"))), "")
    return last.rpartition("/")[2].lstrip(".")
