"""Calls, go, defer, and the ways out of a function."""

from typing import Any

from golint_py.ir import ops as O
from golint_py.types.methods import find
from golint_py.types.model import Pointer, Type
from interpreter.builtins import builtin
from interpreter.machine import Frame, Goroutine, Machine
from interpreter.memory import slots_of
from interpreter.typenames import type_name
from interpreter.values import (
    NATIVE_ERRORS,
    Address,
    ArrayValue,
    Function,
    GoPanic,
    Iface,
    SliceValue,
    Struct,
    copied,
)


def call_step(machine: Machine, g: Goroutine, frame: Frame, op: O.Call) -> None:
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
    if code.receiver is None or isinstance(code.receiver, Pointer) or not args or not types:
        return args
    if isinstance(args[0], Address) and isinstance(machine.types.under(types[0]), Pointer):
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


def go_step(machine: Machine, g: Goroutine, frame: Frame, op: O.Go) -> None:
    started = Goroutine()
    args = [copied(frame.values[value]) for value in op.args]
    types = [frame.type(value) for value in op.args]
    do_call(machine, started, frame, op.callee, args, types, op.spread, -1, None)
    if started.frames:
        machine.spawn(started)


def defer_step(machine: Machine, g: Goroutine, frame: Frame, op: O.Defer) -> None:
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


def run_defers_step(machine: Machine, g: Goroutine, frame: Frame, op: O.RunDefers) -> None:
    if frame.defers:
        frame.place -= 1
        run_deferred(machine, g, frame, "defers")


def leave(machine: Machine, g: Goroutine, values: list[Any]) -> None:
    """Return from the innermost frame."""
    frame = g.frames.pop()
    value = values[0] if len(values) == 1 else tuple(values)
    g.result = value
    if frame.back in ("unwind", "recovered"):
        resume(machine, g, g.frames[-1], frame.back)
    elif g.frames and frame.result >= 0:
        g.frames[-1].values[frame.result] = value
