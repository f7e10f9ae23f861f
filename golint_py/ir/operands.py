"""Which values an operation uses and which one it defines."""

from collections.abc import Callable, Mapping
from typing import Any

from msgspec.structs import replace

from golint_py.ir import ops as O
from golint_py.ir.ops import Callee, Op, SelectCase, Value

SCALARS: dict[type, tuple[str, ...]] = {
    O.Load: ("address",),
    O.Store: ("address", "value"),
    O.FieldAddr: ("base",),
    O.FieldOf: ("base",),
    O.IndexAddr: ("base", "index"),
    O.IndexOf: ("base", "index"),
    O.SliceOf: ("base", "low", "high", "max"),
    O.MapRead: ("map", "key"),
    O.MapWrite: ("map", "key", "value"),
    O.MapDelete: ("map", "key"),
    O.MapClear: ("map",),
    O.MapLen: ("map",),
    O.Range: ("base",),
    O.Next: ("iterator",),
    O.Extract: ("tuple",),
    O.Unary: ("operand",),
    O.Binary: ("left", "right"),
    O.Convert: ("operand",),
    O.TypeAssert: ("operand",),
    O.MakeChan: ("size",),
    O.MakeSlice: ("length", "capacity"),
    O.BoundMethod: ("receiver",),
    O.Send: ("channel", "value"),
    O.Recv: ("channel",),
    O.If: ("condition",),
    O.Panic: ("value",),
}
TUPLES: dict[type, str] = {
    O.Unknown: "operands",
    O.Closure: "bindings",
    O.Phi: "operands",
    O.Return: "values",
}
CALLS = (O.Call, O.Go, O.Defer)
_WITHOUT_RESULT = frozenset(
    {
        O.Store, O.MapWrite, O.MapDelete, O.MapClear, O.Go, O.Defer, O.RunDefers, O.Send,
        O.Jump, O.If, O.Return, O.Panic, O.Exit,
    }
)  # fmt: skip


def result(op: Op) -> Value | None:
    """The value that the operation defines, None where it defines none."""
    if op.__class__ in _WITHOUT_RESULT:
        return None
    found: Value = op.result  # type: ignore[union-attr]
    return found


def operands(op: Op) -> tuple[Value, ...]:
    """The values that the operation uses, in the order of its fields; those left out are left out."""
    cls = op.__class__
    names = SCALARS.get(cls)
    if names is not None:
        if len(names) == 1:
            only = getattr(op, names[0])
            return () if only is None else (only,)
        return tuple([value for name in names if (value := getattr(op, name)) is not None])
    name = TUPLES.get(cls)
    if name is not None:
        found: tuple[Value, ...] = getattr(op, name)
        return found
    if type(op) is O.Call or type(op) is O.Go or type(op) is O.Defer:
        value = op.callee.value
        return op.args if value is None else (value, *op.args)
    if type(op) is O.Select:
        used: list[Value] = []
        for case in op.cases:
            used.append(case.channel)
            if case.value is not None:
                used.append(case.value)
        return tuple(used)
    return ()


def rewrite(op: Op, new: Mapping[Value, Value]) -> Op:
    """The operation with every operand `v` in `new` replaced by `new[v]`."""
    if not any(value in new for value in operands(op)):
        return op
    get: Callable[[Any, Any], Any] = new.get
    cls = op.__class__
    names = SCALARS.get(cls)
    if names is not None:
        changed = {name: get(value, value) for name in names if (value := getattr(op, name)) is not None}
        return replace(op, **changed)
    name = TUPLES.get(cls)
    if name is not None:
        return replace(op, **{name: tuple([get(value, value) for value in getattr(op, name)])})
    if isinstance(op, CALLS):
        callee = op.callee
        if callee.value is not None:
            callee = Callee(callee.symbol, get(callee.value, callee.value), callee.interface, callee.builtin)
        return replace(op, callee=callee, args=tuple([get(value, value) for value in op.args]))
    if isinstance(op, O.Select):
        cases = tuple(
            [SelectCase(get(case.channel, case.channel), get(case.value, case.value), case.at) for case in op.cases]
        )
        return replace(op, cases=cases)
    return op
