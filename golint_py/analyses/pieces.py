"""Whether a function takes an element that others need not take: of a slice by an index that it was given, of a map by
a key that is its own.

`go func(i int) { work(nodes[i]) }(i)`: all goroutines have the slice, each its own element of it. An index that comes
from a parameter, a captured variable, a channel or an atomic counter says so; one that the function counts up from a
constant, or ranges over, does not. Keys of maps may be those of several goroutines, but for results that a library
gives to one of them (`tables.own_results`). Intra-procedural; may.
"""

from golint_py.analyses.access_paths import Paths
from golint_py.analyses.tables import own_results
from golint_py.ir.ops import (
    Binary,
    Call,
    Convert,
    Extract,
    FieldAddr,
    FieldOf,
    FreeVar,
    IndexAddr,
    IndexOf,
    Load,
    MapRead,
    Op,
    Param,
    Phi,
    Recv,
    TypeAssert,
    Unary,
)
from golint_py.knowledge.load import plain

_BEHIND: dict[type[Op], str] = {
    Load: "address",
    FieldAddr: "base",
    FieldOf: "base",
    Convert: "operand",
    TypeAssert: "operand",
    IndexAddr: "base",
    IndexOf: "base",
    MapRead: "map",
    Extract: "tuple",
}


def picked(paths: Paths, value: int) -> bool:
    """Whether the way to a value leads through such an element."""
    while True:
        made = paths.definition[value]
        if isinstance(made, IndexAddr | IndexOf) and _given(paths, made.index):
            return True
        if isinstance(made, MapRead) and _own(paths, made.key):
            return True
        if isinstance(made, Load) and len(stores := paths.stores.get(made.address, ())) == 1:
            value = stores[0].value
            continue
        if made is None or type(made) not in _BEHIND:
            return False
        value = getattr(made, _BEHIND[type(made)])


def _own(paths: Paths, key: int) -> bool:
    """Whether the key of a map is a result that a library gives to no other goroutine meanwhile."""
    made = paths.definition[key]
    while isinstance(made, Convert):
        made = paths.definition[made.operand]
    return isinstance(made, Call) and plain(made.callee.symbol) in own_results()


def _given(paths: Paths, index: int) -> bool:
    """Whether an index depends on what the function was given."""
    seen = {index}
    work = [index]
    while work:
        made = paths.definition[work.pop()]
        match made:
            case Param() | FreeVar() | Recv():
                return True
            case Call() if "/atomic." in made.callee.symbol:
                return True
            case Extract() if isinstance(paths.definition[made.tuple], Recv):
                return True
            case Phi():
                more: tuple[int, ...] = made.operands
            case Binary():
                more = (made.left, made.right)
            case Unary() | Convert():
                more = (made.operand,)
            case Load():
                stores = paths.functions.get(made.address, ())
                more = (made.address, *(store.value for store in stores))
            case _:
                more = ()
        work.extend(value for value in more if value not in seen)
        seen.update(more)
    return False
