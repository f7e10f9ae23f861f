"""Records of the taint analysis: the nodes of its graph and the steps between them, and words for symbols."""

from msgspec import Struct, field

from golint_py.analyses.taint_links import memory_of
from golint_py.analyses.taint_memory import Memory, Steps
from golint_py.analyses.taint_records import Hop, Origin
from golint_py.analyses.unit import Unit
from golint_py.query import Query

Calls = tuple[tuple[str, int], ...]


class Node(Struct, frozen=True, gc=False):
    """The content at `path` below a value, as seen where block `block` of its function runs.

    `calls` are the calls entered and not yet left, each the caller's symbol and the call's value.
    """

    function: str
    value: int
    path: Steps = ()
    block: int = 0
    calls: Calls = ()


class Next(Struct, frozen=True, gc=False):
    """A node that flows into another, by a hop if there is something to tell."""

    node: Node
    hop: Hop | None = None


Moves = tuple[list[Next], list[tuple[Origin, Hop]]]


class View(Struct, frozen=True, eq=False):
    """What a step of the search sees. `inward`: it ends at the parameters of the function that it starts in. To
    `particular` are added the steps on which the position has a say."""

    unit: Unit
    query: Query
    position: str
    inward: bool = False
    particular: list[Node] = field(default_factory=list)

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
