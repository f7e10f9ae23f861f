"""Predeclared functions that have no operation of their own."""

from typing import Any

from golint_py.types.model import Type
from interpreter.channels import Channel
from interpreter.machine import Frame, Goroutine, Machine
from interpreter.values import (
    Address,
    ArrayValue,
    GoPanic,
    MapValue,
    SliceValue,
    copied,
    key_of,
    runtime_panic,
)


def builtin(
    machine: Machine,
    g: Goroutine,
    frame: Frame,
    name: str,
    args: list[Any],
    types: list[Type | None],
    spread: bool,
    wanted: Type | None,
) -> Any:
    """Call a builtin; its result, None where it has none."""
    if name == "append":
        return _append(args, spread)
    if name in ("min", "max"):
        return min(args) if name == "min" else max(args)
    if name == "recover":
        return _recover(g)
    if name == "panic":
        raise GoPanic(args[0])
    if name == "close":
        if args[0] is None:
            raise runtime_panic("close of nil channel")
        args[0].close(machine.wake)
        return None
    if name == "clear":
        if isinstance(args[0], SliceValue):
            elem = machine.types.elem(types[0])
            for place in range(args[0].length):
                args[0].array.items[args[0].start + place] = machine.types.zero(elem)
        elif args[0] is not None:
            args[0].items.clear()
        return None
    if name == "delete":
        if args[0] is not None:
            args[0].items.pop(key_of(args[1]), None)
        return None
    return _SIMPLE[name](args)


def _recover(g: Goroutine) -> Any:
    if g.panics and g.frames and g.frames[-1].back == "unwind" and not g.panics[-1].recovered:
        g.panics[-1].recovered = True
        return g.panics[-1].value
    return None


def _append(args: list[Any], spread: bool) -> Any:
    base, rest = args[0], args[1:]
    if spread:
        last = rest[0]
        if isinstance(last, bytes):
            rest = list(last)
        else:
            rest = [] if last is None else last.array.items[last.start : last.start + last.length]
    if not rest:
        return base
    rest = [copied(item) for item in rest]
    if base is None:
        return SliceValue(ArrayValue(list(rest)), 0, len(rest), len(rest))
    length = base.length + len(rest)
    if length <= base.capacity:
        base.array.items[base.start + base.length : base.start + length] = rest
        return SliceValue(base.array, base.start, length, base.capacity)
    capacity = max(2 * base.capacity, length)
    items = [copied(item) for item in base.array.items[base.start : base.start + base.length]] + rest
    items += [None] * (capacity - len(items))
    return SliceValue(ArrayValue(items), 0, length, capacity)


def _length(value: Any) -> int:
    if value is None:
        return 0
    if isinstance(value, Address):
        value = value.slots[value.place]
    if isinstance(value, SliceValue):
        return value.length
    if isinstance(value, Channel):
        return len(value.buffer)
    return len(value.items) if isinstance(value, ArrayValue | MapValue) else len(value)


def _capacity(value: Any) -> int:
    if isinstance(value, SliceValue | Channel):
        return value.capacity
    return _length(value)


def _copy(args: list[Any]) -> int:
    target, source = args
    if target is None or source is None:
        return 0
    if isinstance(source, bytes):
        items = list(source)
    else:
        items = [copied(item) for item in source.array.items[source.start : source.start + source.length]]
    count = min(target.length, len(items))
    target.array.items[target.start : target.start + count] = items[:count]
    return count


_SIMPLE = {
    "len": lambda args: _length(args[0]),
    "cap": lambda args: _capacity(args[0]),
    "copy": _copy,
    "complex": lambda args: complex(args[0], args[1]),
    "real": lambda args: args[0].real,
    "imag": lambda args: args[0].imag,
    "print": lambda args: None,
    "println": lambda args: None,
    "unsafe.Sizeof": lambda args: 8,
    "unsafe.Slice": lambda args: SliceValue(ArrayValue(args[0].slots), args[0].place, args[1], args[1]),
    "unsafe.SliceData": lambda args: Address(args[0].array.items, args[0].start),
    "unsafe.String": lambda args: bytes(args[0].slots[args[0].place : args[0].place + args[1]]),
    "unsafe.StringData": lambda args: Address(list(args[0]), 0),
}
