"""The functions of the standard library that test programs call."""

from typing import Any

from golint_py.types.model import Named, Pointer
from interpreter.arithmetic import sliced
from interpreter.channels import Channel
from interpreter.machine import Blocked, Goroutine, Halt, Machine
from interpreter.text import Printer, quoted
from interpreter.values import NATIVE_ERRORS, RUNTIME_ERROR, Address, Iface, Struct, copied, key_of

_ERROR = Named("errors.errorString")
_WRAPPED = Named("fmt.wrapError")


def printer(machine: Machine) -> Printer:
    """A printer that calls the program's own `Error` and `String` methods."""
    from interpreter.calls import method

    def text(value: Iface, verb: str) -> bytes | None:
        if value.type == _ERROR:
            found: bytes = value.value
            return found
        if value.type in (_WRAPPED, RUNTIME_ERROR):
            return value.value[0] if isinstance(value.value, tuple) else value.value
        for name in ("Error", "String"):
            try:
                symbol, receiver, type = method(machine, value, name)
            except NotImplementedError:
                continue
            code = machine.functions.get(symbol)
            if code is None or len(code.params) != 1 or len(code.results) != 1:
                continue
            if machine.types.is_interface(value.type):
                continue
            return _invoke(machine, symbol, [receiver], [type])
        return None

    return Printer(machine.types, text)


def _invoke(machine: Machine, symbol: str, args: list[Any], types: list[Any]) -> Any:
    goroutine = Goroutine()
    from interpreter.values import Function

    code = machine.functions[symbol]
    machine.enter(goroutine, Function(symbol), args, -1, machine.bindings(code, types, None))
    while goroutine.frames:
        machine.step(goroutine)
    return goroutine.result


def _print(form: str) -> Any:
    def native(machine: Machine, g: Goroutine, args: list[Any]) -> Any:
        text = _text(machine, form, args)
        machine.out.append(text)
        return (len(text), None)

    return native


def _sprint(form: str) -> Any:
    return lambda machine, g, args: _text(machine, form, args)


def _text(machine: Machine, form: str, args: list[Any]) -> bytes:
    show = printer(machine)
    if form == "line":
        return show.line(args)
    if form == "joined":
        return show.joined(args)
    return show.format(args[0], args[1:])


def _errorf(machine: Machine, g: Goroutine, args: list[Any]) -> Any:
    text = printer(machine).format(args[0], args[1:])
    if b"%w" in args[0]:
        inner = next((arg for arg in args[1:] if isinstance(arg, Iface) and _is_error(machine, arg)), None)
        return Iface(_WRAPPED, (text, inner))
    return Iface(_ERROR, Text(text))


class Text(bytes):
    """The text of an error; errors with equal texts differ."""

    __slots__ = ()

    def __eq__(self, other: object) -> bool:
        return self is other

    def __hash__(self) -> int:
        return id(self)


def _is_error(machine: Machine, value: Iface) -> bool:
    from golint_py.types.methods import find

    return value.type in NATIVE_ERRORS or find(machine.types.lookup, value.type, "Error", anywhere=True) is not None


def _unwrap(machine: Machine, g: Goroutine, args: list[Any]) -> Any:
    error = args[0]
    return error.value[1] if error is not None and error.type == _WRAPPED else None


def _is(machine: Machine, g: Goroutine, args: list[Any]) -> bool:
    error, target = args
    while error is not None:
        if target is not None and error.type == target.type and key_of(error) == key_of(target):
            return True
        error = error.value[1] if error.type == _WRAPPED else None
    return target is None


def _items(value: Any) -> list[Any]:
    return [] if value is None else value.array.items[value.start : value.start + value.length]


def _sort(machine: Machine, g: Goroutine, args: list[Any]) -> None:
    value = args[0]
    if value is not None:
        value.array.items[value.start : value.start + value.length] = sorted(_items(value))


def _sort_slice(machine: Machine, g: Goroutine, args: list[Any]) -> None:
    value, less = args[0].value, args[1]
    if value is None:
        return
    for end in range(1, value.length):  # insertion, through the slice itself: less takes indices
        place = end
        while place and machine.invoke(less, [place, place - 1]):
            a, b = value.start + place, value.start + place - 1
            items = value.array.items
            items[a], items[b] = items[b], items[a]
            place -= 1


# Synchronisation: state by address.


def _state(machine: Machine, address: Address, initial: Any) -> Any:
    key = (id(address.slots), address.place)
    if key not in machine.states:
        machine.states[key] = initial
        machine.states[("keep", key)] = address
    return machine.states[key]


def _lock(machine: Machine, g: Goroutine, args: list[Any]) -> None:
    state = _state(machine, args[0], [0, 0])  # writers, readers
    if state[0] or state[1]:
        raise Blocked
    state[0] = 1


def _unlock(machine: Machine, g: Goroutine, args: list[Any]) -> None:
    _state(machine, args[0], [0, 0])[0] = 0


def _rlock(machine: Machine, g: Goroutine, args: list[Any]) -> None:
    state = _state(machine, args[0], [0, 0])
    if state[0]:
        raise Blocked
    state[1] += 1


def _runlock(machine: Machine, g: Goroutine, args: list[Any]) -> None:
    _state(machine, args[0], [0, 0])[1] -= 1


def _wait_add(machine: Machine, g: Goroutine, args: list[Any]) -> None:
    _state(machine, args[0], [0])[0] += args[1] if len(args) > 1 else -1


def _wait(machine: Machine, g: Goroutine, args: list[Any]) -> None:
    if _state(machine, args[0], [0])[0] > 0:
        raise Blocked


def _once(machine: Machine, g: Goroutine, args: list[Any]) -> None:
    state = _state(machine, args[0], [False])
    if not state[0]:
        state[0] = True
        machine.invoke(args[1], [])


def _sleep(machine: Machine, g: Goroutine, args: list[Any]) -> None:
    key = ("sleep", id(g))
    due = machine.states.get(key)
    if due is None:
        machine.serial += 1
        machine.states[key] = machine.clock + args[0]
        machine.sleeping.append((machine.clock + args[0], machine.serial, g))
        g.waits = True
        g.frames[-1].place -= 1
        return
    del machine.states[key]


def _builder_write(machine: Machine, g: Goroutine, args: list[Any]) -> Any:
    value = args[1]
    if isinstance(value, int):
        value = chr(value).encode()
    elif not isinstance(value, bytes):
        value = bytes(_items(value))
    _state(machine, args[0], []).append(value)
    return (len(value), None)


def _fprint(form: str) -> Any:
    def native(machine: Machine, g: Goroutine, args: list[Any]) -> Any:
        text = _text(machine, form, args[1:])
        writer = args[0]
        if isinstance(writer, Iface) and writer.type == Pointer(Named("strings.Builder")):
            _state(machine, writer.value, []).append(text)
        else:
            machine.out.append(text)
        return (len(text), None)

    return native


def _halt(machine: Machine, g: Goroutine, args: list[Any]) -> None:
    raise Halt


def _atoi(machine: Machine, g: Goroutine, args: list[Any]) -> Any:
    try:
        return int(args[0]), None
    except ValueError:
        text = b"strconv.Atoi: parsing " + quoted(args[0]) + b": invalid syntax"
        return 0, Iface(_ERROR, Text(text))


def _after(machine: Machine, g: Goroutine, args: list[Any]) -> Channel:
    return Channel(1, Struct([]))


def _atomic_add(machine: Machine, g: Goroutine, args: list[Any]) -> int:
    slots, place = args[0].slots, args[0].place
    slots[place] += args[1]
    result: int = slots[place]
    return result


NATIVES: dict[str, Any] = {
    "fmt.Println": _print("line"),
    "fmt.Print": _print("joined"),
    "fmt.Printf": _print("format"),
    "fmt.Sprintln": _sprint("line"),
    "fmt.Sprint": _sprint("joined"),
    "fmt.Sprintf": _sprint("format"),
    "fmt.Fprintln": _fprint("line"),
    "fmt.Fprint": _fprint("joined"),
    "fmt.Fprintf": _fprint("format"),
    "fmt.Errorf": _errorf,
    "errors.New": lambda machine, g, args: Iface(_ERROR, Text(args[0])),
    "errors.Unwrap": _unwrap,
    "errors.Is": _is,
    "(errors.errorString).Error": lambda machine, g, args: bytes(args[0]),
    "(*errors.errorString).Error": lambda machine, g, args: bytes(args[0]),
    "(*fmt.wrapError).Error": lambda machine, g, args: args[0][0],
    "strings.Repeat": lambda machine, g, args: args[0] * args[1],
    "strings.ToUpper": lambda machine, g, args: args[0].decode().upper().encode(),
    "strings.ToLower": lambda machine, g, args: args[0].decode().lower().encode(),
    "strings.Contains": lambda machine, g, args: args[1] in args[0],
    "strings.HasPrefix": lambda machine, g, args: args[0].startswith(args[1]),
    "strings.HasSuffix": lambda machine, g, args: args[0].endswith(args[1]),
    "strings.Index": lambda machine, g, args: args[0].find(args[1]),
    "strings.TrimSpace": lambda machine, g, args: args[0].strip(),
    "strings.Split": lambda machine, g, args: sliced(args[0].split(args[1])),
    "strings.Fields": lambda machine, g, args: sliced(args[0].split()),
    "strings.Join": lambda machine, g, args: args[1].join(_items(args[0])),
    "(*strings.Builder).WriteString": _builder_write,
    "(*strings.Builder).WriteByte": _builder_write,
    "(*strings.Builder).WriteRune": _builder_write,
    "(*strings.Builder).Write": _builder_write,
    "(*strings.Builder).String": lambda machine, g, args: b"".join(_state(machine, args[0], [])),
    "(*strings.Builder).Len": lambda machine, g, args: len(b"".join(_state(machine, args[0], []))),
    "strconv.Itoa": lambda machine, g, args: str(args[0]).encode(),
    "strconv.Quote": lambda machine, g, args: quoted(args[0]),
    "strconv.Atoi": _atoi,
    "sort.Ints": _sort,
    "sort.Strings": _sort,
    "sort.Slice": _sort_slice,
    "sort.SliceStable": _sort_slice,
    "slices.Sort": _sort,
    "(*sync.Mutex).Lock": _lock,
    "(*sync.Mutex).Unlock": _unlock,
    "(*sync.RWMutex).Lock": _lock,
    "(*sync.RWMutex).Unlock": _unlock,
    "(*sync.RWMutex).RLock": _rlock,
    "(*sync.RWMutex).RUnlock": _runlock,
    "(*sync.WaitGroup).Add": _wait_add,
    "(*sync.WaitGroup).Done": _wait_add,
    "(*sync.WaitGroup).Wait": _wait,
    "(*sync.Once).Do": _once,
    "sync/atomic.AddInt64": _atomic_add,
    "sync/atomic.AddInt32": _atomic_add,
    "sync/atomic.LoadInt64": lambda machine, g, args: copied(args[0].slots[args[0].place]),
    "time.Sleep": _sleep,
    "time.After": _after,
    "runtime.Gosched": lambda machine, g, args: None,
    "os.Exit": _halt,
}
