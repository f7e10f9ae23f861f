"""Operations on memory, maps and types, and those that make things."""

from typing import Any

from golint_py.ir import ops as O
from golint_py.types.methods import implements
from golint_py.types.model import Interface, Pointer, Signature, Type
from interpreter.arithmetic import binary, convert, unary
from interpreter.channels import Channel
from interpreter.machine import Frame, Goroutine, Machine
from interpreter.typenames import type_name
from interpreter.values import (
    NATIVE_ERRORS,
    RUNTIME_ERROR,
    Address,
    ArrayValue,
    Function,
    GoPanic,
    Iface,
    MapValue,
    SliceValue,
    Struct,
    copied,
    key_of,
    runes,
    runtime_panic,
)


def slots_of(address: Any) -> tuple[list[Any], int]:
    """The slot that a pointer points to; panics on nil."""
    if address is None:
        raise runtime_panic("invalid memory address or nil pointer dereference")
    return address.slots, address.place


def assign(slots: list[Any], place: int, value: Any) -> None:
    """Store into memory, in place, so that pointers to parts stay good."""
    old = slots[place]
    if old.__class__ is Struct and value.__class__ is Struct:
        for index, field in enumerate(value.fields):
            assign(old.fields, index, field)
    elif old.__class__ is ArrayValue and value.__class__ is ArrayValue:
        for index, item in enumerate(value.items):
            assign(old.items, index, item)
    else:
        slots[place] = value


def const_step(machine: Machine, g: Goroutine, frame: Frame, op: O.Const) -> None:
    type = frame.type(op.result)
    if not op.known:
        raise NotImplementedError(f"constant at {frame.code.spans[op.at]} of {frame.code.symbol} is not folded")
    value: Any = op.value
    if value is None:
        value = machine.types.zero(type)
    elif isinstance(value, str):
        value = value.encode()
    else:
        value = machine.types.fit(value, type)
    frame.values[op.result] = value


def global_step(machine: Machine, g: Goroutine, frame: Frame, op: O.Global) -> None:
    slots = machine.globals.get(op.symbol)
    if slots is None:
        type = machine.types.elem(frame.type(op.result))
        slots = machine.globals[op.symbol] = [machine.types.zero(type)]
    frame.values[op.result] = Address(slots, 0)


def alloc_step(machine: Machine, g: Goroutine, frame: Frame, op: O.Alloc) -> None:
    frame.values[op.result] = Address([machine.types.zero(machine.types.elem(frame.type(op.result)))], 0)


def load_step(machine: Machine, g: Goroutine, frame: Frame, op: O.Load) -> None:
    slots, place = slots_of(frame.values[op.address])
    frame.values[op.result] = copied(slots[place])


def store_step(machine: Machine, g: Goroutine, frame: Frame, op: O.Store) -> None:
    slots, place = slots_of(frame.values[op.address])
    assign(slots, place, copied(frame.values[op.value]))


def field_address_step(machine: Machine, g: Goroutine, frame: Frame, op: O.FieldAddr) -> None:
    slots, place = slots_of(frame.values[op.base])
    frame.values[op.result] = Address(slots[place].fields, op.index)


def field_step(machine: Machine, g: Goroutine, frame: Frame, op: O.FieldOf) -> None:
    frame.values[op.result] = copied(frame.values[op.base].fields[op.index])


def _bounded(index: int, length: int) -> int:
    if not 0 <= index < length:
        raise runtime_panic(f"index out of range [{index}]" + ("" if index < 0 else f" with length {length}"))
    return index


def index_address_step(machine: Machine, g: Goroutine, frame: Frame, op: O.IndexAddr) -> None:
    base, index = frame.values[op.base], frame.values[op.index]
    if isinstance(base, Address):
        array = base.slots[base.place]
        frame.values[op.result] = Address(array.items, _bounded(index, len(array.items)))
    elif base is None:
        if isinstance(machine.types.under(frame.type(op.base)), Pointer):
            slots_of(None)
        _bounded(index, 0)
    else:
        frame.values[op.result] = Address(base.array.items, base.start + _bounded(index, base.length))


def index_step(machine: Machine, g: Goroutine, frame: Frame, op: O.IndexOf) -> None:
    base, index = frame.values[op.base], frame.values[op.index]
    items = base.items if isinstance(base, ArrayValue) else base
    frame.values[op.result] = copied(items[_bounded(index, len(items))])


def slice_step(machine: Machine, g: Goroutine, frame: Frame, op: O.SliceOf) -> None:
    base = frame.values[op.base]
    low = 0 if op.low is None else frame.values[op.low]
    if isinstance(base, bytes):
        high = len(base) if op.high is None else frame.values[op.high]
        if not 0 <= low <= high <= len(base):
            raise runtime_panic(f"slice bounds out of range [{low}:{high}] with length {len(base)}")
        frame.values[op.result] = base[low:high]
        return
    if base is None and isinstance(machine.types.under(frame.type(op.base)), Pointer):
        slots_of(None)
    if isinstance(base, Address):
        array = base.slots[base.place]
        base = SliceValue(array, 0, len(array.items), len(array.items))
    if base is None:
        base = SliceValue(ArrayValue([]), 0, 0, 0)
    high = base.length if op.high is None else frame.values[op.high]
    end = base.capacity if op.max is None else frame.values[op.max]
    if not 0 <= low <= high <= end <= base.capacity:
        if high > base.capacity:
            raise runtime_panic(f"slice bounds out of range [:{high}] with capacity {base.capacity}")
        raise runtime_panic(f"slice bounds out of range [{low}:{high}]")
    frame.values[op.result] = SliceValue(base.array, base.start + low, high - low, end - low)


# Maps, iteration, tuples.


def map_read_step(machine: Machine, g: Goroutine, frame: Frame, op: O.MapRead) -> None:
    table = frame.values[op.map]
    found = None if table is None else table.items.get(key_of(frame.values[op.key]))
    type = frame.type(op.result)
    if found is None:
        elem = type.elems[0] if op.comma_ok else type  # type: ignore[union-attr]
        value = machine.types.zero(elem)
    else:
        value = copied(found[1])
    frame.values[op.result] = (value, found is not None) if op.comma_ok else value


def map_write_step(machine: Machine, g: Goroutine, frame: Frame, op: O.MapWrite) -> None:
    table = frame.values[op.map]
    if table is None:
        raise GoPanic(Iface(RUNTIME_ERROR, b"assignment to entry in nil map"))
    key = frame.values[op.key]
    table.items[key_of(key)] = (copied(key), copied(frame.values[op.value]))


def map_delete_step(machine: Machine, g: Goroutine, frame: Frame, op: O.MapDelete) -> None:
    table = frame.values[op.map]
    if table is not None:
        table.items.pop(key_of(frame.values[op.key]), None)


def map_clear_step(machine: Machine, g: Goroutine, frame: Frame, op: O.MapClear) -> None:
    if frame.values[op.map] is not None:
        frame.values[op.map].items.clear()


def map_len_step(machine: Machine, g: Goroutine, frame: Frame, op: O.MapLen) -> None:
    table = frame.values[op.map]
    frame.values[op.result] = 0 if table is None else len(table.items)


def range_step(machine: Machine, g: Goroutine, frame: Frame, op: O.Range) -> None:
    base = frame.values[op.base]
    if op.over == "string":
        pending = [(at, rune) for at, rune, _ in runes(base)]
        frame.values[op.result] = (None, pending)
    else:
        frame.values[op.result] = (base, [] if base is None else list(base.items))


def next_step(machine: Machine, g: Goroutine, frame: Frame, op: O.Next) -> None:
    table, pending = frame.values[op.iterator]
    while pending:
        entry = pending.pop(0)
        if table is None:
            frame.values[op.result] = (True, *entry)
            return
        if entry in table.items:
            key, value = table.items[entry]
            frame.values[op.result] = (True, copied(key), copied(value))
            return
    frame.values[op.result] = (False, None, None)


def extract_step(machine: Machine, g: Goroutine, frame: Frame, op: O.Extract) -> None:
    frame.values[op.result] = frame.values[op.tuple][op.index]


# Operators and types.


def unary_step(machine: Machine, g: Goroutine, frame: Frame, op: O.Unary) -> None:
    value = unary(op.operator, frame.values[op.operand])
    frame.values[op.result] = machine.types.fit(value, frame.type(op.operand))


def binary_step(machine: Machine, g: Goroutine, frame: Frame, op: O.Binary) -> None:
    value = binary(op.operator, frame.values[op.left], frame.values[op.right])
    if not isinstance(value, bool):
        value = machine.types.fit(value, frame.type(op.left))
    frame.values[op.result] = value


def convert_step(machine: Machine, g: Goroutine, frame: Frame, op: O.Convert) -> None:
    value, source, target = frame.values[op.operand], frame.type(op.operand), frame.type(op.result)
    if machine.types.is_interface(target):
        if not machine.types.is_interface(source):
            value = Iface(machine.types.lookup.unalias(source), copied(value))
    else:
        value = convert(machine.types, value, source, target)
    frame.values[op.result] = value


def _satisfies(machine: Machine, type: Type | None, interface: Type | None) -> bool:
    if type in NATIVE_ERRORS:
        base = machine.types.under(interface)
        return isinstance(base, Interface) and {method.name for method in base.methods} <= {"Error"}
    return bool(implements(type, interface, machine.types.lookup))


def assert_step(machine: Machine, g: Goroutine, frame: Frame, op: O.TypeAssert) -> None:
    value = frame.values[op.operand]
    type = frame.type(op.result)
    target: Type | None = type.elems[0] if op.comma_ok else type  # type: ignore[union-attr]
    target = machine.types.lookup.unalias(target)
    interface = machine.types.is_interface(target)
    if interface:
        good = value is not None and _satisfies(machine, value.type, target)
    else:
        good = value is not None and value.type == target
    found: Any = None
    if good:
        found = value if interface else copied(value.value)
    elif not op.comma_ok:
        have = type_name(None if value is None else value.type)
        source = type_name(frame.type(op.operand))
        text = f"interface conversion: {source} is {'nil' if value is None else have}, not {type_name(target)}"
        raise GoPanic(Iface(RUNTIME_ERROR, text.encode()))
    else:
        found = machine.types.zero(target)
    frame.values[op.result] = (found, good) if op.comma_ok else found


# Making things.


def make_map_step(machine: Machine, g: Goroutine, frame: Frame, op: O.MakeMap) -> None:
    frame.values[op.result] = MapValue()


def make_chan_step(machine: Machine, g: Goroutine, frame: Frame, op: O.MakeChan) -> None:
    size = 0 if op.size is None else frame.values[op.size]
    frame.values[op.result] = Channel(size, machine.types.zero(machine.types.elem(frame.type(op.result))))


def make_slice_step(machine: Machine, g: Goroutine, frame: Frame, op: O.MakeSlice) -> None:
    length = frame.values[op.length]
    capacity = length if op.capacity is None else frame.values[op.capacity]
    if length < 0:
        raise runtime_panic("makeslice: len out of range")
    elem = machine.types.elem(frame.type(op.result))
    array = ArrayValue([machine.types.zero(elem) for _ in range(capacity)])
    frame.values[op.result] = SliceValue(array, 0, length, capacity)


def func_step(machine: Machine, g: Goroutine, frame: Frame, op: O.FuncRef) -> None:
    function = Function(op.symbol)
    if op.symbol in machine.functions:
        code = machine.functions[op.symbol]
        type = frame.type(op.result)
        if isinstance(type, Signature):
            from golint_py.types.model import Tuple

            function.env = machine.bindings(code, list(type.params), Tuple(type.results))
    frame.values[op.result] = function


def closure_step(machine: Machine, g: Goroutine, frame: Frame, op: O.Closure) -> None:
    function = Function(op.symbol, tuple(frame.values[value] for value in op.bindings), frame.env)
    function.home = frame.home
    frame.values[op.result] = function


def bound_step(machine: Machine, g: Goroutine, frame: Frame, op: O.BoundMethod) -> None:
    function = Function(op.symbol, (), frame.env)
    receiver = frame.values[op.receiver]
    if op.interface and receiver is None:
        slots_of(None)
    function.receiver = [copied(receiver)]
    function.interface = op.interface
    frame.values[op.result] = function
