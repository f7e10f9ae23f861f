"""The state of one walk over a body: scopes, what was found so far, and the driver of the walk.

The walk does not recurse over the input. Functions that look into child nodes are generators: they `yield` another
generator and are sent its result (`run` keeps the stack). Leaves are handled by plain functions.
"""

from collections.abc import Generator
from typing import Any

from tree_sitter import Node

from golint_py.types.declared import FileScope
from golint_py.types.lookup import Lookup
from golint_py.types.model import Type
from golint_py.types.names import FileNames, Pending
from golint_py.types.scope import Info, Kind, Mode, Object, Operand, Selection, TypeDecl
from golint_py.types.universe import UNTYPED_NIL

Walk = Generator[Any, Any, Any]

UNKNOWN = Operand(Mode.UNKNOWN, None)
NO_VALUE = Operand(Mode.NO_VALUE, None)
NIL_OPERAND = Operand(Mode.VALUE, UNTYPED_NIL)
MAX_NESTED_WALKS = 20


class State:
    """Mutable while one body is walked; `info()` freezes what was found.

    `full`: look into literals of functions and of composite types (not when only the type of a package variable is
    wanted). `owner` is the symbol prefix for local types; `results` the result types of the function being walked;
    `iota` the current value. `nested` counts walks inside walks (lengths of array types).
    """

    __slots__ = (
        "_log",
        "_marks",
        "_places",
        "clauses",
        "data",
        "file",
        "full",
        "instances",
        "iota",
        "local_types",
        "locals",
        "lookup",
        "nested",
        "objects",
        "operands",
        "owner",
        "results",
        "selections",
        "types",
    )

    def __init__(
        self,
        scope: FileScope,
        lookup: Lookup,
        names: FileNames,
        owner: str,
        full: bool,
    ) -> None:
        self.data = scope.parsed.data
        self.lookup = lookup
        self.file = names
        self.owner = owner
        self.full = full
        self.iota: int | None = None
        self.nested = 0
        self.results: tuple[Type | None, ...] = ()
        self.locals: dict[bytes, Object] = {}
        self._log: list[tuple[bytes, Object | None, int]] = []
        self._marks: list[int] = [0]
        self._places: dict[bytes, int] = {}
        self.operands: dict[int, Operand] = {}
        self.objects: dict[int, Object] = {}
        self.clauses: dict[int, Object] = {}
        self.selections: dict[int, Selection] = {}
        self.types: dict[int, Type | None] = {}
        self.instances: dict[int, tuple[Type | None, ...]] = {}
        self.local_types: dict[str, TypeDecl] = {}

    def find(self, name: bytes) -> Object | Pending | None:
        """What the name means here, None where it is unknown."""
        return self.locals.get(name) or self.file.find(name)

    def open(self) -> None:
        """Enter a scope."""
        self._marks.append(len(self._log))

    def close(self) -> None:
        """Leave the innermost scope: names mean again what they meant when it was entered."""
        mark = self._marks.pop()
        log, names, places = self._log, self.locals, self._places
        while len(log) > mark:
            name, previous, place = log.pop()
            if previous is None:
                del names[name]
                del places[name]
            else:
                names[name] = previous
                places[name] = place

    def bind(self, name: bytes, meaning: Object) -> None:
        """Declare a name in the innermost scope."""
        if name != b"_":
            log = self._log
            places = self._places
            log.append((name, self.locals.get(name), places.get(name, -1)))
            places[name] = len(log) - 1
            self.locals[name] = meaning

    def innermost(self, name: bytes) -> Object | None:
        """The meaning of the name if the innermost scope itself declares it."""
        return self.locals[name] if self._places.get(name, -1) >= self._marks[-1] else None

    def define(self, node: Node, type: Type | None, role: str = "") -> Object:
        """Declare a local variable by its identifier."""
        start = node.start_byte
        name = self.data[start : node.end_byte]
        variable = Object(Kind.VAR, name.decode("utf-8", "replace"), type, "", start, None, role)
        self.objects[node.id] = variable
        self.bind(name, variable)
        return variable

    def info(self) -> Info:
        """What was found."""
        return Info(
            self.operands, self.objects, self.clauses, self.selections, self.types, self.instances, self.local_types
        )


def run(walk: Walk) -> Any:
    """Drive a walk to its end; the value that its generator returns."""
    stack: list[Walk] = []
    current, value = walk, None
    while True:
        try:
            inner = current.send(value)
        except StopIteration as stop:
            value = stop.value
            if not stack:
                return value
            current = stack.pop()
        else:
            stack.append(current)
            current, value = inner, None
