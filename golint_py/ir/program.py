"""A lowered function: blocks of operations, types of values, places in the source."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any, TypeVar

from msgspec import Struct
from msgspec.structs import force_setattr

from golint_py.ir.ops import Call, Defer, Go, Op
from golint_py.types.model import Type

Kind = TypeVar("Kind", bound=Struct)


class Block(Struct, frozen=True, eq=False, gc=False):
    """A basic block; its index is its position in `Function.blocks`. Phis come first, the terminator last."""

    ops: tuple[Op, ...]
    predecessors: tuple[int, ...]
    successors: tuple[int, ...]


class FreeVariable(Struct, frozen=True, gc=False):
    """A variable captured from an enclosing function. `owner` is the symbol of the function that declares it and
    `declared` the byte offset of its declaration, so that all closures over one variable agree on which it is."""

    name: str
    owner: str
    declared: int
    cell: bool


class Copied(Struct, frozen=True):
    """A value that is copied and must not be: the place, how ("assignment", "argument", "return", "literal", "send",
    "range", "loop"), its type as written, and the type of the part that makes it so."""

    at: int
    how: str
    type: str
    part: str


class EmptySection(Struct, frozen=True):
    """A lock that is given back at once: the place of that, and the method that is called."""

    at: int
    symbol: str


class Function(Struct, frozen=True, eq=False):
    """One function in SSA form.

    `symbol` is `path.f`, `(*path.T).M`, `(path.T).M`, `path.f$1` for the first literal in `f` (nested: `path.f$1$1`),
    `path.init#0` for init functions (numbered over the files in order), `path.$vars` for the initialisers of package
    variables; the body of a range over a function is a literal too, with `range_body` True and symbol `path.f$range1`
    (numbered together with the other literals in `f`).
    `params` are the names of the parameters (receiver first), values 0 to n-1; free variables follow as values
    n to n+m-1; the entry block defines them. `types[v]` is the type of value v. `names[v]` is the source variable that
    v was first assigned to, for messages. `spans[at]` are byte ranges in `path`; operations without a place of their
    own have that of their statement. `parent` is the enclosing function's symbol or "". `result_cells` are addresses
    of the results, in order, where they live in memory (a function that defers has its named results there): what
    a function returns that recovers from a panic. `copied` are the copies in a declared function and its literals,
    `empty` the locks that are given back as soon as they are taken. `forced` are the byte ranges of lines whose comment
    says that the lock is held there (`+checklocksforce`). `by_kind` follows from the blocks, see `ops_of`.
    """

    symbol: str
    path: str
    span: tuple[int, int]
    receiver: Type | None
    params: tuple[str, ...]
    results: tuple[Type | None, ...]
    free: tuple[FreeVariable, ...]
    blocks: tuple[Block, ...]
    types: tuple[Type | None, ...]
    names: dict[int, str]
    spans: tuple[tuple[int, int], ...]
    parent: str
    test: bool
    range_body: bool = False
    annotations: tuple[str, ...] = ()
    result_cells: tuple[int, ...] = ()
    copied: tuple[Copied, ...] = ()
    empty: tuple[EmptySection, ...] = ()
    forced: tuple[tuple[int, int], ...] = ()
    by_kind: Mapping[type[Any], Sequence[Any]] = {}

    def __post_init__(self) -> None:
        found: dict[type[Any], list[Op]] = {}
        for block in self.blocks:
            for op in block.ops:
                same = found.get(type(op))
                if same is None:
                    found[type(op)] = [op]
                else:
                    same.append(op)
        force_setattr(self, "by_kind", found)


def ops_of(function: Function, kind: type[Kind]) -> Sequence[Kind]:
    """The operations of one kind, in the order of the blocks: most analyses are about few of a function's operations,
    and need not visit the others."""
    return function.by_kind.get(kind, ())


def declares(function: Function, literal: Function) -> bool:
    """Whether the literal is written in the function: others that use it by the variable that it is given to make it
    again (see `local_functions`)."""
    return literal.parent == function.symbol


def is_forced(function: Function, at: int) -> bool:
    """Whether a comment on the line of a place says that the lock is held there, whatever the analyses see."""
    place = function.spans[at][0] if function.forced and at >= 0 else -1
    return any(start <= place < end for start, end in function.forced)


def calls_of(function: Function) -> Iterator[Call | Go | Defer]:
    """What is called, then what is started, then what is deferred."""
    yield from ops_of(function, Call)
    yield from ops_of(function, Go)
    yield from ops_of(function, Defer)


class Lowered(Struct, frozen=True, eq=False):
    """A declared function and the literals in it, outermost first."""

    functions: tuple[Function, ...]
