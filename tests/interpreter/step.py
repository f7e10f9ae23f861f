"""Operations of channels and control flow, and the table of all operations."""

from typing import Any

from golint_py.ir import ops as O
from interpreter.calls import call_step, defer_step, go_step, leave, run_defers_step
from interpreter.channels import Turn
from interpreter.machine import Frame, Goroutine, Machine
from interpreter.memory import (
    alloc_step,
    assert_step,
    binary_step,
    bound_step,
    closure_step,
    const_step,
    convert_step,
    extract_step,
    field_address_step,
    field_step,
    func_step,
    global_step,
    index_address_step,
    index_step,
    load_step,
    make_chan_step,
    make_map_step,
    make_slice_step,
    map_clear_step,
    map_delete_step,
    map_len_step,
    map_read_step,
    map_write_step,
    next_step,
    range_step,
    slice_step,
    store_step,
    unary_step,
)
from interpreter.values import (
    GoPanic,
    copied,
)


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
    O.Param: _param,
    O.FreeVar: _free,
    O.Const: const_step,
    O.Global: global_step,
    O.FuncRef: func_step,
    O.Unknown: _unknown,
    O.Alloc: alloc_step,
    O.Load: load_step,
    O.Store: store_step,
    O.FieldAddr: field_address_step,
    O.FieldOf: field_step,
    O.IndexAddr: index_address_step,
    O.IndexOf: index_step,
    O.SliceOf: slice_step,
    O.MapRead: map_read_step,
    O.MapWrite: map_write_step,
    O.MapDelete: map_delete_step,
    O.MapClear: map_clear_step,
    O.MapLen: map_len_step,
    O.Range: range_step,
    O.Next: next_step,
    O.Extract: extract_step,
    O.Unary: unary_step,
    O.Binary: binary_step,
    O.Convert: convert_step,
    O.TypeAssert: assert_step,
    O.MakeMap: make_map_step,
    O.MakeChan: make_chan_step,
    O.MakeSlice: make_slice_step,
    O.Closure: closure_step,
    O.BoundMethod: bound_step,
    O.Call: call_step,
    O.Go: go_step,
    O.Defer: defer_step,
    O.RunDefers: run_defers_step,
    O.Send: _send,
    O.Recv: _receive,
    O.Select: _select,
    O.Jump: _jump,
    O.If: _if,
    O.Return: _return,
    O.Panic: _panic,
    O.Exit: _exit,
}
