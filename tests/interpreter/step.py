"""What each operation does."""

import math
from typing import Any

from golint_py.ir import ops as O
from golint_py.types.methods import find, implements
from golint_py.types.model import Interface, Named, Pointer, Signature, Type
from golint_py.types.universe import ANY, STRING
from interpreter.arithmetic import binary, convert, unary
from interpreter.builtins import builtin
from interpreter.channels import Channel, Turn
from interpreter.machine import Blocked, Deadlock, Frame, Goroutine, Machine
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
    fit,
    key_of,
    runes,
    runtime_panic,
)

# Memory.


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


def _const(machine: Machine, g: Goroutine, frame: Frame, op: O.Const) -> None:
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


def _global(machine: Machine, g: Goroutine, frame: Frame, op: O.Global) -> None:
    slots = machine.globals.get(op.symbol)
    if slots is None:
        type = machine.types.elem(frame.type(op.result))
        slots = machine.globals[op.symbol] = [machine.types.zero(type)]
    frame.values[op.result] = Address(slots, 0)


def _alloc(machine: Machine, g: Goroutine, frame: Frame, op: O.Alloc) -> None:
    frame.values[op.result] = Address([machine.types.zero(machine.types.elem(frame.type(op.result)))], 0)


def _load(machine: Machine, g: Goroutine, frame: Frame, op: O.Load) -> None:
    slots, place = slots_of(frame.values[op.address])
    frame.values[op.result] = copied(slots[place])


def _store(machine: Machine, g: Goroutine, frame: Frame, op: O.Store) -> None:
    slots, place = slots_of(frame.values[op.address])
    assign(slots, place, copied(frame.values[op.value]))


def _field_address(machine: Machine, g: Goroutine, frame: Frame, op: O.FieldAddr) -> None:
    slots, place = slots_of(frame.values[op.base])
    frame.values[op.result] = Address(slots[place].fields, op.index)


def _field(machine: Machine, g: Goroutine, frame: Frame, op: O.FieldOf) -> None:
    frame.values[op.result] = copied(frame.values[op.base].fields[op.index])


def _bounded(index: int, length: int) -> int:
    if not 0 <= index < length:
        raise runtime_panic(f"index out of range [{index}]" + ("" if index < 0 else f" with length {length}"))
    return index


def _index_address(machine: Machine, g: Goroutine, frame: Frame, op: O.IndexAddr) -> None:
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


def _index(machine: Machine, g: Goroutine, frame: Frame, op: O.IndexOf) -> None:
    base, index = frame.values[op.base], frame.values[op.index]
    items = base.items if isinstance(base, ArrayValue) else base
    frame.values[op.result] = copied(items[_bounded(index, len(items))])


def _slice(machine: Machine, g: Goroutine, frame: Frame, op: O.SliceOf) -> None:
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


def _map_read(machine: Machine, g: Goroutine, frame: Frame, op: O.MapRead) -> None:
    table = frame.values[op.map]
    found = None if table is None else table.items.get(key_of(frame.values[op.key]))
    type = frame.type(op.result)
    if found is None:
        elem = type.elems[0] if op.comma_ok else type  # type: ignore[union-attr]
        value = machine.types.zero(elem)
    else:
        value = copied(found[1])
    frame.values[op.result] = (value, found is not None) if op.comma_ok else value


def _map_write(machine: Machine, g: Goroutine, frame: Frame, op: O.MapWrite) -> None:
    table = frame.values[op.map]
    if table is None:
        raise GoPanic(Iface(RUNTIME_ERROR, b"assignment to entry in nil map"))
    key = frame.values[op.key]
    table.items[key_of(key)] = (copied(key), copied(frame.values[op.value]))


def _map_delete(machine: Machine, g: Goroutine, frame: Frame, op: O.MapDelete) -> None:
    table = frame.values[op.map]
    if table is not None:
        table.items.pop(key_of(frame.values[op.key]), None)


def _map_clear(machine: Machine, g: Goroutine, frame: Frame, op: O.MapClear) -> None:
    if frame.values[op.map] is not None:
        frame.values[op.map].items.clear()


def _map_len(machine: Machine, g: Goroutine, frame: Frame, op: O.MapLen) -> None:
    table = frame.values[op.map]
    frame.values[op.result] = 0 if table is None else len(table.items)


def _range(machine: Machine, g: Goroutine, frame: Frame, op: O.Range) -> None:
    base = frame.values[op.base]
    if op.over == "string":
        pending = [(at, rune) for at, rune, _ in runes(base)]
        frame.values[op.result] = (None, pending)
    else:
        frame.values[op.result] = (base, [] if base is None else list(base.items))


def _next(machine: Machine, g: Goroutine, frame: Frame, op: O.Next) -> None:
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


def _extract(machine: Machine, g: Goroutine, frame: Frame, op: O.Extract) -> None:
    frame.values[op.result] = frame.values[op.tuple][op.index]


# Operators and types.


def _unary(machine: Machine, g: Goroutine, frame: Frame, op: O.Unary) -> None:
    value = unary(op.operator, frame.values[op.operand])
    frame.values[op.result] = machine.types.fit(value, frame.type(op.operand))


def _binary(machine: Machine, g: Goroutine, frame: Frame, op: O.Binary) -> None:
    value = binary(op.operator, frame.values[op.left], frame.values[op.right])
    if not isinstance(value, bool):
        value = machine.types.fit(value, frame.type(op.left))
    frame.values[op.result] = value


def _convert(machine: Machine, g: Goroutine, frame: Frame, op: O.Convert) -> None:
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


def _assert(machine: Machine, g: Goroutine, frame: Frame, op: O.TypeAssert) -> None:
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


def _make_map(machine: Machine, g: Goroutine, frame: Frame, op: O.MakeMap) -> None:
    frame.values[op.result] = MapValue()


def _make_chan(machine: Machine, g: Goroutine, frame: Frame, op: O.MakeChan) -> None:
    size = 0 if op.size is None else frame.values[op.size]
    frame.values[op.result] = Channel(size, machine.types.zero(machine.types.elem(frame.type(op.result))))


def _make_slice(machine: Machine, g: Goroutine, frame: Frame, op: O.MakeSlice) -> None:
    length = frame.values[op.length]
    capacity = length if op.capacity is None else frame.values[op.capacity]
    if length < 0:
        raise runtime_panic("makeslice: len out of range")
    elem = machine.types.elem(frame.type(op.result))
    array = ArrayValue([machine.types.zero(elem) for _ in range(capacity)])
    frame.values[op.result] = SliceValue(array, 0, length, capacity)


def _func(machine: Machine, g: Goroutine, frame: Frame, op: O.FuncRef) -> None:
    function = Function(op.symbol)
    if op.symbol in machine.functions:
        code = machine.functions[op.symbol]
        type = frame.type(op.result)
        if isinstance(type, Signature):
            from golint_py.types.model import Tuple

            function.env = machine.bindings(code, list(type.params), Tuple(type.results))
    frame.values[op.result] = function


def _closure(machine: Machine, g: Goroutine, frame: Frame, op: O.Closure) -> None:
    function = Function(op.symbol, tuple(frame.values[value] for value in op.bindings), frame.env)
    function.home = frame.home
    frame.values[op.result] = function


def _bound(machine: Machine, g: Goroutine, frame: Frame, op: O.BoundMethod) -> None:
    function = Function(op.symbol, (), frame.env)
    receiver = frame.values[op.receiver]
    if op.interface and receiver is None:
        slots_of(None)
    function.receiver = [copied(receiver)]
    function.interface = op.interface
    frame.values[op.result] = function


# Calls.


def _call(machine: Machine, g: Goroutine, frame: Frame, op: O.Call) -> None:
    args = [copied(frame.values[value]) for value in op.args]
    types = [frame.type(value) for value in op.args]
    do_call(machine, g, frame, op.callee, args, types, op.spread, op.result, frame.type(op.result))


def do_call(
    machine: Machine,
    g: Goroutine,
    frame: Frame,
    callee: O.Callee,
    args: list[Any],
    types: list[Type | None],
    spread: bool,
    result: int,
    wanted: Type | None,
) -> None:
    """Call, or push the frame of the call; the result goes to the value `result` of the frame below."""
    if callee.builtin:
        frame.values[result] = builtin(machine, g, frame, callee.symbol, args, types, spread, wanted)
        return
    if callee.interface:
        _call_method(machine, g, callee.symbol, args, spread, result, types)
        return
    if callee.symbol and callee.value is None:
        _call_symbol(machine, g, callee.symbol, args, types, spread, result, wanted)
        return
    assert callee.value is not None
    call_value(machine, g, frame.values[callee.value], args, result, spread)


def _call_symbol(
    machine: Machine,
    g: Goroutine,
    symbol: str,
    args: list[Any],
    types: list[Type | None],
    spread: bool,
    result: int,
    wanted: Type | None,
) -> None:
    code = machine.functions.get(symbol)
    if code is None:
        native = machine.natives.get(symbol)
        if native is None:
            raise NotImplementedError(f"call of {symbol}")
        if spread:
            last = args[-1]
            items = [] if last is None else last.array.items[last.start : last.start + last.length]
            args = [*args[:-1], *items]
        value = native(machine, g, args)
        if g.frames and result >= 0:
            g.frames[-1].values[result] = value
        g.result = value
        return
    args = machine.packed(symbol, _receiver_fits(machine, code, args, types), spread, pack)
    env = machine.bindings(code, types, wanted)
    machine.enter(g, Function(symbol), args, result, env)


def _receiver_fits(machine: Machine, code: Any, args: list[Any], types: list[Type | None]) -> list[Any]:
    """A method expression `(*T).M` of a method with a value receiver dereferences."""
    if code.receiver is not None and args and not isinstance(code.receiver, Pointer):
        if isinstance(args[0], Address) and types and isinstance(machine.types.under(types[0]), Pointer):
            slots, place = slots_of(args[0])
            return [copied(slots[place]), *args[1:]]
    return args


def pack(items: list[Any]) -> SliceValue | None:
    """Variadic arguments as a slice."""
    return SliceValue(ArrayValue(list(items)), 0, len(items), len(items)) if items else None


def _call_method(
    machine: Machine,
    g: Goroutine,
    symbol: str,
    args: list[Any],
    spread: bool,
    result: int,
    types: list[Type | None] | None = None,
) -> None:
    """A call through an interface, or on a value of a type parameter's type."""
    receiver = args[0]
    name = symbol.rpartition(".")[2]
    if types and not machine.types.is_interface(types[0]):  # of a type parameter's type
        receiver = Iface(types[0], receiver)
    if receiver is None:
        slots_of(None)
    if receiver.type in NATIVE_ERRORS and name == "Error":
        text = receiver.value[0] if isinstance(receiver.value, tuple) else bytes(receiver.value)
        if g.frames and result >= 0:
            g.frames[-1].values[result] = text
        g.result = text
        return
    target, bound, type = method(machine, receiver, name)
    if target in machine.functions:
        code = machine.functions[target]
        env = machine.bindings(code, [type], None)
        machine.enter(g, Function(target), machine.packed(target, [bound, *args[1:]], spread, pack), result, env)
    else:
        _call_symbol(machine, g, target, [bound, *args[1:]], [], spread, result, None)


def method(machine: Machine, receiver: Iface, name: str) -> tuple[str, Any, Type | None]:
    """Symbol, receiver and its type of the method that a value has."""
    member = find(machine.types.lookup, receiver.type, name, anywhere=True)
    if member is None:
        raise NotImplementedError(f"{type_name(receiver.type)} has no method {name}")
    value, type = receiver.value, receiver.type
    for step in member.path:
        if step.indirect or isinstance(value, Address):
            slots, place = slots_of(value)
            value = slots[place]
        inner = value.fields
        value, type = inner[step.index], step.type
        if isinstance(value, Struct) and member.pointer:
            value = Address(inner, step.index)
            type = Pointer(step.type)
    if not member.pointer and isinstance(value, Address) and member.kind.name == "METHOD_VALUE":
        slots, place = slots_of(value)
        value = slots[place]
        type = type.elem if isinstance(type, Pointer) else type
    if isinstance(value, Iface):  # an embedded interface
        return method(machine, value, name)
    return member.symbol, copied(value), type


def call_value(
    machine: Machine, g: Goroutine, function: Any, args: list[Any], result: int, spread: bool = False
) -> None:
    """Call a function value."""
    if function is None:
        slots_of(None)
    if function.native is not None:
        g.result = function.native(*args)
        if g.frames and result >= 0:
            g.frames[-1].values[result] = g.result
        return
    if function.receiver is not None:
        args = [function.receiver[0], *args]
        if function.interface:
            _call_method(machine, g, function.symbol, args, spread, result)
            return
    if function.symbol not in machine.functions:
        if args and isinstance(args[0], Iface) and function.symbol not in machine.natives:
            _call_method(machine, g, function.symbol, args, spread, result)  # a method expression of an interface
            return
        _call_symbol(machine, g, function.symbol, args, [], spread, result, None)
        return
    code = machine.functions[function.symbol]
    if function.receiver is None and isinstance(args[0] if args else None, Address):
        args = _receiver_fits(machine, code, args, [Pointer(None)])
    machine.enter(g, function, machine.packed(function.symbol, args, spread, pack), result, {})


def _go(machine: Machine, g: Goroutine, frame: Frame, op: O.Go) -> None:
    started = Goroutine()
    args = [copied(frame.values[value]) for value in op.args]
    types = [frame.type(value) for value in op.args]
    do_call(machine, started, frame, op.callee, args, types, op.spread, -1, None)
    if started.frames:
        machine.spawn(started)


def _defer(machine: Machine, g: Goroutine, frame: Frame, op: O.Defer) -> None:
    args = [copied(frame.values[value]) for value in op.args]
    types = [frame.type(value) for value in op.args]
    callee = op.callee
    value = None if callee.value is None else frame.values[callee.value]
    frame.home.defers.append((callee, [args, types, op.spread, value]))


def run_deferred(machine: Machine, g: Goroutine, frame: Frame, back: str) -> None:
    """Start the last deferred call of a frame; `back` says who goes on when it returns."""
    callee, (args, types, spread, value) = frame.defers.pop()
    depth = len(g.frames)
    if value is not None:
        call_value(machine, g, value, args, -1, spread)
    elif callee.builtin:
        builtin(machine, g, frame, callee.symbol, args, types, spread, None)
    else:
        do_call(machine, g, frame, callee, args, types, spread, -1, None)
    if len(g.frames) > depth:
        g.frames[-1].back = back
    else:
        resume(machine, g, frame, back)


def resume(machine: Machine, g: Goroutine, frame: Frame, back: str) -> None:
    """A deferred call of `frame` has returned."""
    if back == "unwind":
        if g.panics[-1].recovered:
            g.panics.pop()
            back = "recovered"
        else:
            unwind(machine, g)
            return
    if back == "recovered":
        if frame.defers:
            run_deferred(machine, g, frame, back)
            return
        code = frame.code
        if code.result_cells:
            values = [copied(frame.values[cell].slots[frame.values[cell].place]) for cell in code.result_cells]
        else:
            values = [machine.types.zero(type) for type in code.results]
        leave(machine, g, values)


def unwind(machine: Machine, g: Goroutine) -> None:
    """Run deferred calls of the frames on the way out, until one recovers."""
    while g.frames:
        frame = g.frames[-1]
        if frame.defers:
            run_deferred(machine, g, frame, "unwind")
            return
        g.frames.pop()
        if frame.back == "unwind" and len(g.panics) > 1:  # a new panic in a deferred call replaces the old one
            del g.panics[-2]
    raise GoPanic(g.panics[-1].value)


def _run_defers(machine: Machine, g: Goroutine, frame: Frame, op: O.RunDefers) -> None:
    if frame.defers:
        frame.place -= 1
        run_deferred(machine, g, frame, "defers")


# Channels.


def _block(machine: Machine, g: Goroutine, frame: Frame) -> Turn:
    """Wait for a turn; the operation is done again when it has come."""
    g.turn = Turn(g)
    g.waits = True
    frame.place -= 1
    turn: Turn = g.turn
    return turn


def _came(g: Goroutine) -> Turn | None:
    turn: Turn | None = g.turn
    g.turn = None
    return turn


def _never(g: Goroutine) -> None:
    g.waits = True


def _send(machine: Machine, g: Goroutine, frame: Frame, op: O.Send) -> None:
    channel = frame.values[op.channel]
    if channel is None:
        _never(g)
        return
    turn = _came(g)
    if turn is not None and turn.done:
        return
    value = copied(frame.values[op.value])
    if not channel.try_send(value, machine.wake):
        channel.senders.append((_block(machine, g, frame), 0, value))


def _receive(machine: Machine, g: Goroutine, frame: Frame, op: O.Recv) -> None:
    channel = frame.values[op.channel]
    if channel is None:
        _never(g)
        return
    turn = _came(g)
    if turn is not None and turn.done:
        found: tuple[Any, bool] | None = (turn.value, turn.ok)
    else:
        found = channel.try_receive(machine.wake)
    if found is None:
        channel.receivers.append((_block(machine, g, frame), 0))
    else:
        frame.values[op.result] = found if op.comma_ok else found[0]


def _select(machine: Machine, g: Goroutine, frame: Frame, op: O.Select) -> None:
    turn = _came(g)
    values = [machine.types.zero(None)] * len(op.cases)
    if turn is not None and turn.done:
        values[turn.index] = turn.value
        frame.values[op.result] = (turn.index, turn.ok, *values)
        return
    for index, case in enumerate(op.cases):
        channel = frame.values[case.channel]
        if channel is None:
            continue
        if case.value is not None:
            if channel.try_send(copied(frame.values[case.value]), machine.wake):
                frame.values[op.result] = (index, False, *values)
                return
        else:
            found = channel.try_receive(machine.wake)
            if found is not None:
                values[index] = found[0]
                frame.values[op.result] = (index, found[1], *values)
                return
    if not op.blocking:
        frame.values[op.result] = (-1, False, *values)
        return
    turn = _block(machine, g, frame)
    for index, case in enumerate(op.cases):
        channel = frame.values[case.channel]
        if channel is None:
            continue
        if case.value is not None:
            channel.senders.append((turn, index, copied(frame.values[case.value])))
        else:
            channel.receivers.append((turn, index))


# Control.


def _jump(machine: Machine, g: Goroutine, frame: Frame, op: O.Jump) -> None:
    machine.enter_block(frame, op.target)


def _if(machine: Machine, g: Goroutine, frame: Frame, op: O.If) -> None:
    machine.enter_block(frame, op.then if frame.values[op.condition] else op.other)


def _return(machine: Machine, g: Goroutine, frame: Frame, op: O.Return) -> None:
    leave(machine, g, [copied(frame.values[value]) for value in op.values])


def leave(machine: Machine, g: Goroutine, values: list[Any]) -> None:
    """Return from the innermost frame."""
    frame = g.frames.pop()
    value = values[0] if len(values) == 1 else tuple(values)
    g.result = value
    if frame.back in ("unwind", "recovered"):
        resume(machine, g, g.frames[-1], frame.back)
    elif g.frames and frame.result >= 0:
        g.frames[-1].values[frame.result] = value


def _panic(machine: Machine, g: Goroutine, frame: Frame, op: O.Panic) -> None:
    raise GoPanic(frame.values[op.value])


def _exit(machine: Machine, g: Goroutine, frame: Frame, op: O.Exit) -> None:
    _never(g)


def _param(machine: Machine, g: Goroutine, frame: Frame, op: O.Param) -> None:
    pass


def _free(machine: Machine, g: Goroutine, frame: Frame, op: O.FreeVar) -> None:
    frame.values[op.result] = frame.free[op.index]


def _unknown(machine: Machine, g: Goroutine, frame: Frame, op: O.Unknown) -> None:
    raise NotImplementedError(f"{frame.code.symbol}: {op.reason}")


STEPS: dict[type, Any] = {
    O.Param: _param, O.FreeVar: _free, O.Const: _const, O.Global: _global, O.FuncRef: _func, O.Unknown: _unknown,
    O.Alloc: _alloc, O.Load: _load, O.Store: _store, O.FieldAddr: _field_address, O.FieldOf: _field,
    O.IndexAddr: _index_address, O.IndexOf: _index, O.SliceOf: _slice, O.MapRead: _map_read, O.MapWrite: _map_write,
    O.MapDelete: _map_delete, O.MapClear: _map_clear, O.MapLen: _map_len, O.Range: _range, O.Next: _next,
    O.Extract: _extract, O.Unary: _unary, O.Binary: _binary, O.Convert: _convert, O.TypeAssert: _assert,
    O.MakeMap: _make_map, O.MakeChan: _make_chan, O.MakeSlice: _make_slice, O.Closure: _closure,
    O.BoundMethod: _bound, O.Call: _call, O.Go: _go, O.Defer: _defer, O.RunDefers: _run_defers, O.Send: _send,
    O.Recv: _receive, O.Select: _select, O.Jump: _jump, O.If: _if, O.Return: _return, O.Panic: _panic, O.Exit: _exit,
}  # fmt: skip
