"""Whether a function takes an element of a slice that others need not take: by an index that it was given.

`go func(i int) { work(nodes[i]) }(i)`: all goroutines have the slice, each its own element of it. An index that comes
from a parameter, a captured variable, a channel or an atomic counter says so; one that the function counts up from a
constant, or ranges over, does not. Intra-procedural; may.
"""

from golint_py.analyses.access_paths import Paths
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
    Op,
    Param,
    Phi,
    Recv,
    TypeAssert,
    Unary,
)

_BEHIND: dict[type[Op], str] = {
    Load: "address",
    FieldAddr: "base",
    FieldOf: "base",
    Convert: "operand",
    TypeAssert: "operand",
    IndexAddr: "base",
    IndexOf: "base",
}


def picked(paths: Paths, value: int) -> bool:
    """Whether the way to a value leads through such an element."""
    while True:
        made = paths.definition[value]
        if isinstance(made, IndexAddr | IndexOf) and _given(paths, made.index):
            return True
        if isinstance(made, Load) and len(stores := paths.stores.get(made.address, ())) == 1:
            value = stores[0].value
            continue
        if made is None or type(made) not in _BEHIND:
            return False
        value = getattr(made, _BEHIND[type(made)])


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
